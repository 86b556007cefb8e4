import csv
import io
import random
import re
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.public import paging
from cases.publication.models import CaseFacet
from cases.publication.rebuilding import publish_everything
from tests.factories import make_case
from tests.public.builders import (
    publish_case,
    publish_entity,
    publish_event,
    publish_person,
)

pytestmark = pytest.mark.django_db

VALUES = {
    "country": ["ZZ", "XA"],
    "status": ["imprisoned", "free", "dead"],
    "organisation": ["open-square", "green-door"],
    "provision": ["penal-1", "penal-2"],
    "court": ["bench-1", "bench-2"],
    "sentence": ["imprisonment", "fine"],
    "designation": ["political_prisoner"],
    "ground": ["assembly", "art"],
    "profession": ["poet", "editor"],
    "gender": ["female", "male"],
    "place": ["ford", "hill"],
    "year": ["2030", "2031"],
    "source": ["herald-1", "herald-2"],
}
NAMES = list(VALUES)


@pytest.fixture
def record():
    """Fourteen cases and as many people, with facets at random but always the same."""
    for kind in ("organisation", "provision", "court", "place", "source"):
        for slug in VALUES[kind]:
            publish_entity(kind, slug, slug.title())
    chance = random.Random(20310304)
    for n in range(14):
        facets = {
            name: chance.sample(values, chance.randint(0, len(values)))
            for name, values in VALUES.items()
        }
        for publish, shown in ((publish_case, "Case"), (publish_person, "Ada")):
            status = chance.choice(VALUES["status"])
            publish(f"{shown} {n}", facets=facets | {"status": status}, status=status)


def page_count(content):
    return int(re.search(r'<strong class="num">(\d+) ', content.decode()).group(1))


def csv_rows(content):
    return len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1


def facet_count(content, name, value):
    """The count beside a checkbox; a value that no row has is not offered."""
    box = rf'name="{name}" value="{value}"[^>]*>.*?<span class="n">(\d+)</span>'
    found = re.search(box, content.decode())
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("table", ["cases", "people"])
@pytest.mark.parametrize("first", VALUES)
def test_page_csv_json_and_facets_count_alike(client, record, table, first):
    """For every value of a facet, alone and with every value of the facets after it."""
    others = [(name, value) for name in NAMES[NAMES.index(first) :] for value in VALUES[name]]
    for chosen in VALUES[first]:
        alone = client.get(f"/{table}/?{first}={chosen}").content
        for name, other in others:
            query = f"?{first}={chosen}&{name}={other}"
            count = client.get(f"/{table}.json{query}").json()["count"]
            assert page_count(client.get(f"/{table}/{query}").content) == count, query
            assert csv_rows(client.get(f"/{table}.csv{query}").getvalue()) == count, query
            if name not in (first, "source"):
                assert facet_count(alone, name, other) == count, query


@pytest.mark.parametrize("table", ["cases", "people"])
def test_rows_of_all_pages_are_those_counted(client, record, monkeypatch, table):
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    monkeypatch.setattr(paging, "LAST_NUMBERED", 2)
    address, met = f"/{table}.json", []
    while address:
        answer = client.get(address).json()
        met += [row["slug"] for row in answer["results"]]
        address = answer["next"]
    assert len(met) == len(set(met)) == answer["count"] == 14
    assert answer["pages"] == 5


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # Version, edition of the bitmaps, rows, labels of the facets' values.
        ("/cases/", 4),
        ("/people/", 4),
        # And: do they exist, which rows have the words, how well.
        # So little found: is the word a name; if not, near names of four kinds are looked for.
        ("/cases/?organisation=open-square&status=imprisoned&q=case", 13),
        ("/people/?organisation=open-square&status=imprisoned&q=ada", 8),
        # The running totals of that day, and the labels of its states.
        ("/people/?as_of=2031-05-02", 6),
        ("/cases.json", 3),
        ("/organisations/", 3),
        ("/organisations.json", 3),
        ("/organisations.csv", 2),
        ("/courts/", 3),
        ("/courts.json", 3),
        ("/courts.csv", 2),
        ("/provisions/", 3),
        ("/provisions.json", 3),
        ("/provisions.csv", 2),
        ("/places/", 4),
        ("/places.json", 3),
        ("/places.csv", 2),
        ("/sources/", 3),
        ("/sources.json", 3),
        ("/sources.csv", 2),
    ],
)
def test_list_takes_a_constant_number_of_queries(
    client, record, django_assert_num_queries, address, queries
):
    if address.endswith(".csv") and connection.vendor == "postgresql":
        # The settings of the transaction that copies the rows.
        queries += 1

    def ask():
        # The first after a change reads what has changed, in one query more.
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    ask()
    for n in range(30):
        publish_case(f"Case more {n}", facets=dict.fromkeys(VALUES, "2031"))
    ask()


def test_first_list_after_a_change_reads_what_changed_in_one_query(
    client, record, django_assert_num_queries
):
    client.get("/cases/")
    publish_case("Case new", facets=dict.fromkeys(VALUES, "2031"))
    with django_assert_num_queries(5):
        client.get("/cases/")


def test_row_reads_as_words(client):
    publish_case("The trial of the four", "the-four")
    page = client.get("/cases/").content.decode()
    assert '<a href="/cases/the-four/">The trial of the four</a>' in page
    assert "Last known: imprisoned" in page
    assert "Opened: March 2031." in page
    assert "Latest event: sentence, 2 May 2031." in page
    assert "Longest sentence: 7 years." in page


def state_and_meta(page):
    """The words under the name of the only person on the page."""
    (row,) = re.findall(r'<li class="row">.*?</li>', page, re.DOTALL)
    lines = re.findall(r"<p(?: class=\"row-meta\")?>(.*?)</p>", row)
    return [re.sub(r"<[^>]*>", "", one).strip() for one in lines]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ["Last known: imprisoned began and last confirmed 2 May 2031",
              "Zemlia. Sentence: 7 years."]),
        ({"status_confirmed": "2032", "sentence_months": None},
         ["Last known: imprisoned began 2 May 2031, last confirmed 2032", "Zemlia."]),
        ({"status_confirmed": "", "cases": "The trial & more", "sentence_months": None},
         ["Last known: imprisoned began 2 May 2031", "Zemlia. Case: The trial &amp; more"]),
        ({"status_since": "", "headcount": 40},
         ["Last known: imprisoned last confirmed 2 May 2031",
          "Zemlia. A group of 40 people or more. Sentence: 7 years."]),
        ({"status": "unknown", "sentence_months": 18},
         ["Custody not known", "Zemlia. Sentence: 1 year 6 months."]),
    ],
)  # fmt: skip
def test_person_row_reads_as_words(client, values, words):
    publish_person(**values)
    with patch("cases.public.rows.country_name", return_value="Zemlia"):
        assert state_and_meta(client.get("/people/").content.decode()) == words
        # Of the past the list knows the state, and not when it was confirmed.
        of_the_day = state_and_meta(client.get("/people/?as_of=2031-06-01").content.decode())
    assert of_the_day == ["That day nothing known", words[1]]


def test_withheld_name_is_said_to_be_withheld(client):
    publish_person("", "pe77", is_name_withheld=True, other_names="")
    assert "Name withheld" in client.get("/people/").content.decode()


def test_chosen_filters_are_chips_that_remove_themselves(client, record):
    page = client.get("/cases/?status=free&year=2031").content.decode()
    assert 'href="/cases/?year=2031"' in page
    assert 'href="/cases/?status=free"' in page
    assert "Clear all" in page


def test_empty_list_says_what_to_loosen(client, record):
    page = client.get("/cases/?q=nobody&year=2031").content.decode()
    assert "Take one of the filters away" in page
    assert "without Search: nobody" in page


def test_count_has_the_same_list_as_csv_and_json_beside_it(client, record):
    page = client.get("/people/?status=free&sort=name&page=1").content.decode()
    assert 'href="/people.csv?status=free&amp;sort=name"' in page
    assert 'href="/people.json?status=free&amp;sort=name"' in page


def test_next_page_keeps_the_choice(client, record, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    page = client.get("/cases/?q=case&sort=title&page=2").content.decode()
    assert 'href="?q=case&amp;sort=title&amp;page=3" rel="next"' in page
    assert 'href="?q=case&amp;sort=title" rel="prev"' in page


def test_list_of_the_past_says_so_at_its_top(client, record):
    page = client.get("/cases/?as_of=2031-05-02&status=free").content.decode()
    assert "This is the state of 2 May 2031" in page


def test_search_text_cannot_break_out_of_the_page(client):
    page = client.get('/cases/?q="><b>x').content.decode()
    assert "<b>x" not in page


@pytest.mark.parametrize(
    "address", ["/cases/", "/people/", "/courts/", "/cases.json", "/cases.csv"]
)
def test_list_sets_no_cookie_and_may_be_cached(client, record, address):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


@pytest.mark.parametrize(
    "address", ["/cases/", "/people.json?status=free", "/cases.csv", "/places/"]
)
def test_unchanged_list_is_not_sent_again(client, record, address):
    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.getvalue()) == (304, b"")


def test_list_from_which_a_row_was_taken_away_is_sent_again(client, record):
    case = publish_case()
    etag = client.get("/cases/")["ETag"]
    case.delete()
    assert client.get("/cases/", headers={"If-None-Match": etag}).status_code == 200


def test_head_of_a_list_has_headers_and_no_body(client, record):
    response = client.head("/cases/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("address", "kind", "slug"),
    [
        ("/organisations/", "organisation", "open-square"),
        ("/courts/", "court", "bench-1"),
        ("/provisions/", "provision", "penal-1"),
        ("/places/", "place", "ford"),
        ("/sources/", "source", "herald-1"),
    ],
)
def test_simple_list_names_each_with_its_cases(client, address, kind, slug):
    publish_entity(kind, slug, "The Name", case_count=7)
    page = client.get(address).content.decode()
    assert f'<a href="{address}{slug}/">The Name</a>' in page
    assert "7 cases" in page


def test_simple_list_is_searched_by_name(client):
    publish_entity("court", "bench-1", "Bench of Ford")
    publish_entity("court", "bench-2", "Bench of Hill")
    page = client.get("/courts/?q=ford").content.decode()
    assert "Bench of Ford" in page
    assert "Bench of Hill" not in page


def test_confidential_source_is_told_as_one(client):
    publish_entity("source", "so77", "", publisher="", published="")
    assert "A confidential source" in client.get("/sources/").content.decode()


def test_page_weighs_little(client, record):
    for n in range(30):
        publish_case(f"The long trial of many people, number {n}")
        publish_event(None)
    assert len(client.get("/cases/").content) < 40_000


def test_published_facts_are_listed_and_counted_alike(client):
    for n in range(3):
        make_case(name=f"Ada Melin {n}", arrested="2021-03-04", sentenced="2021-05-02")
    publish_everything(today=date(2021, 6, 1), now=datetime(2021, 6, 1, tzinfo=UTC))
    for facet, value in CaseFacet.objects.values_list("facet", "value").distinct():
        expected = CaseFacet.objects.filter(facet=facet, value=value).count()
        query = f"?{facet}={value}"
        assert page_count(client.get(f"/cases/{query}").content) == expected, query
        assert csv_rows(client.get(f"/cases.csv{query}").getvalue()) == expected, query
    assert page_count(client.get("/people/?q=melin&status=imprisoned").content) == 3
    query = "?status=imprisoned&as_of=2021-05-02"
    assert page_count(client.get(f"/people/{query}").content) == 3
    assert page_count(client.get(f"/people/{query[:-2]}01").content) == 0


def test_lists_and_files_never_read_a_body(client, record):
    addresses = ["/cases/", "/people.json", "/cases.csv", "/organisations/", "/events.csv"]
    with CaptureQueriesContext(connection) as captured:
        for address in addresses:
            b"".join(client.get(address))
    assert [one["sql"] for one in captured if 'body"' in one["sql"]] == []
    with CaptureQueriesContext(connection) as captured:
        client.get("/organisations/green-door/")
    assert 'body"' in captured[1]["sql"]
