"""The lists by name as page, CSV and JSON, and the JSON beside each page that they lead to."""

import csv
import io

import pytest

from cases.public import columns, paging
from cases.public.addresses import MODELS
from cases.public.views import simple_lists
from tests.public.builders import publish_case, publish_entity
from tests.public.documents import entity_document
from tests.public.storing import make_labels
from tests.public.storing import publish_entity as publish_document

pytestmark = pytest.mark.django_db
KINDS = ("organisation", "court", "provision", "place", "source")
TABLES = dict(zip(KINDS, columns.ENTITY_TABLES, strict=True))


@pytest.fixture(params=KINDS)
def kind(request):
    publish_entity(request.param, "zz-first", "First of Zemlia", case_count=2)
    publish_entity(request.param, "zz-second", "Second of Zemlia")
    return request.param


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def test_every_list_by_name_has_its_table():
    listings = [one for one in vars(simple_lists).values() if isinstance(one, simple_lists.Listing)]
    assert {one.kind: one.table for one in listings} == TABLES


def test_page_csv_and_json_hold_the_same_rows(client, kind):
    for query, count in (("", 2), ("?q=second", 1), ("?q=nothing", 0)):
        told = client.get(f"/{kind}s.json{query}").json()
        rows = csv_rows(client.get(f"/{kind}s.csv{query}"))
        page = client.get(f"/{kind}s/{query}").content.decode()
        assert told["count"] == len(told["results"]) == len(rows) == count, query
        assert {row["slug"] for row in told["results"]} == {row["slug"] for row in rows}
        assert all(f'href="/{kind}s/{row["slug"]}/"' in page for row in rows)
        assert page.count('<li class="row">') == count


def test_json_has_the_columns_of_the_csv(client, kind, settings):
    settings.TRACKER_SITE_URL = "https://tracker.example"
    row = next(
        row for row in client.get(f"/{kind}s.json").json()["results"] if row["slug"] == "zz-first"
    )
    assert list(row) == [column.name for column in TABLES[kind].columns]
    assert row["url"] == f"https://tracker.example/{kind}s/zz-first/"
    assert (row["name"], row["case_count"]) == ("First of Zemlia", 2)


def test_page_offers_its_files_with_the_search(client, kind):
    page = client.get(f"/{kind}s/?q=first").content.decode()
    for end, type_ in (("csv", "text/csv"), ("json", "application/json")):
        address = f'href="/{kind}s.{end}?q=first"'
        assert f"<a {address}" in page
        assert f'<link rel="alternate" type="{type_}" {address}>' in page


def test_pages_of_the_json_follow_one_another(client, kind, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    monkeypatch.setattr(paging, "LAST_NUMBERED", 1)
    first = client.get(f"/{kind}s.json").json()
    assert "after=" in first["next"]
    second = client.get(first["next"]).json()
    met = {row["slug"] for answer in (first, second) for row in answer["results"]}
    assert met == {"zz-first", "zz-second"}
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=9", 404), ("page=x", 400), ("sort=name", 400), ("q=%00", 400), ("q=!!!", 400)],
)
@pytest.mark.parametrize("end", ["/", ".csv", ".json"])
def test_wrong_parameter_is_told_in_every_format(client, kind, query, status, end):
    response = client.get(f"/{kind}s{end}?{query}")
    assert response.status_code == status
    types = {"/": "text/html", ".csv": "text/plain", ".json": "application/json"}
    assert response["Content-Type"].startswith(types[end])


@pytest.mark.parametrize("end", ["/", ".csv", ".json"])
def test_new_case_makes_the_counts_of_a_list_new(client, kind, end):
    mark = client.get(f"/{kind}s{end}").headers["ETag"]
    assert client.get(f"/{kind}s{end}", headers={"if-none-match": mark}).status_code == 304
    publish_case("A later trial")
    assert client.get(f"/{kind}s{end}", headers={"if-none-match": mark}).status_code == 200


def test_coordinates_are_numbers_of_two_decimals(client):
    publish_entity("place", "zz-ford", "Marrow Ford", latitude=43.2, longitude=-76.0)
    publish_entity("place", "zz-nowhere", "Nowhere")
    ford, nowhere = client.get("/places.json").json()["results"]
    assert (ford["latitude"], ford["longitude"], nowhere["latitude"]) == (43.2, -76.0, None)
    ford, nowhere = csv_rows(client.get("/places.csv"))
    assert (ford["latitude"], ford["longitude"], nowhere["latitude"]) == ("43.20", "-76.00", "")


def publish(kind):
    make_labels()
    own = {"place": "place:l1", "refs": ["place:l1"]} if kind == "court" else {}
    publish_document(entity_document(kind, "x1", "zz-one", "Bench of the Ford", **own))


@pytest.mark.parametrize("kind", KINDS[1:])
def test_json_of_one_is_its_document_and_leads_to_its_cases(
    kind, client, settings, django_assert_num_queries
):
    settings.TRACKER_SITE_URL = "https://tracker.example"
    publish(kind)
    MODELS[kind].objects.update(case_count=3)
    with django_assert_num_queries(3):
        response = client.get(f"/{kind}s/zz-one.json")
    told = response.json()
    assert (told["kind"], told["id"], told["name"]) == (kind, "x1", "Bench of the Ford")
    assert told["case_list"] == {
        "count": 3,
        "url": f"https://tracker.example/cases.json?{kind}=zz-one",
    }
    if kind == "court":
        assert told["labels"]["place:l1"] == {
            "text": "Marrow Ford",
            "url": "/places/zz-marrow-ford/",
        }


@pytest.mark.parametrize("kind", KINDS[1:])
def test_json_of_one_is_new_when_its_cases_are_counted_anew(kind, client):
    publish(kind)
    mark = client.get(f"/{kind}s/zz-one.json").headers["ETag"]
    assert client.get(f"/{kind}s/zz-one.json", headers={"if-none-match": mark}).status_code == 304
    MODELS[kind].objects.update(case_count=9)
    assert client.get(f"/{kind}s/zz-one.json", headers={"if-none-match": mark}).status_code == 200


@pytest.mark.parametrize("kind", KINDS[1:])
def test_page_of_one_offers_its_json(kind, client):
    publish(kind)
    page = client.get(f"/{kind}s/zz-one/").content.decode()
    assert f'<link rel="alternate" type="application/json" href="/{kind}s/zz-one.json">' in page
    assert f'<a href="/{kind}s/zz-one.json">' in page


@pytest.mark.parametrize("kind", KINDS)
def test_json_of_none_is_missing(kind, client):
    response = client.get(f"/{kind}s/none.json")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
