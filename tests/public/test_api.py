import json

import pytest
from django.urls import reverse

from cases.public import urls
from cases.public.addresses import MODELS
from cases.public.api.document import TYPES, data_addresses, openapi
from cases.public.api.schemas import parameter
from cases.public.columns import CASES, ENTITY_TABLES, PEOPLE, TABLES
from cases.public.parameters import LIST

ADDRESSES = list(data_addresses())
NAMED = ("Case", "Person", "Organisation", "Court", "Provision", "Place", "Source")
DOCUMENT = openapi()


@pytest.fixture
def world(published_world, db):
    return published_world


def slug_for(address, world):
    kind = address.name.partition("-")[0]
    slugs = {"person": "melin-ada", "case": world.one.case.slug}
    if address.arguments and kind not in slugs:
        slugs[kind] = MODELS[kind].objects.order_by("pk").first().slug
    return [slugs[kind] for _argument in address.arguments]


def test_every_address_with_data_is_described():
    described = {one.name for one in data_addresses()}
    ends = tuple(f".{end}" for end in TYPES)
    routes = {p.name for p in urls.urlpatterns if str(p.pattern).endswith(ends)}
    assert described == routes
    assert {table.url_name for table in TABLES} <= described
    assert len(DOCUMENT["paths"]) == len(described) >= 33


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.path)
def test_described_address_answers_in_its_format(client, world, address):
    response = client.get(reverse(address.name, args=slug_for(address, world)))
    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == address.type
    if address.type in ("application/json", "application/ld+json"):
        assert isinstance(response.json(), dict)


SAMPLES = {
    "q": "orvel", "country": "ZZ", "status": "imprisoned", "sentence": "imprisonment",
    "designation": "political_prisoner", "ground": "expression", "profession": "journalist",
    "gender": "female", "year": "2031", "as_of": "2031-05-01", "known_on": "2031-05-01",
    "sort": "last_event", "page": "1",
}  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.path)
def test_described_parameters_are_taken_and_no_others(client, world, address):
    path = reverse(address.name, args=slug_for(address, world))
    get = DOCUMENT["paths"][address.path]["get"]
    names = [one["name"] for one in get["parameters"] if one["in"] == "query"]
    for name in names:
        value = SAMPLES.get(name)
        if name == "organisation":
            value = world.movement.key
        if name == "case":
            value = world.one.case.public_id
        if value is not None:
            assert client.get(f"{path}?{name}={value}").status_code == 200, name
    response = client.get(f"{path}?nonsense=1")
    assert response.status_code == 400
    (type_,) = get["responses"]["400"]["content"]
    assert response["Content-Type"].partition(";")[0] == type_


def test_missing_row_is_404_as_described(client, db):
    for address in data_addresses():
        if address.arguments:
            response = client.get(reverse(address.name, args=["none"]))
            assert response.status_code == 404
            assert response["Content-Type"] == "application/json"


def test_rows_are_described_column_by_column():
    schemas = DOCUMENT["components"]["schemas"]
    for name, table in zip(NAMED, (CASES, PEOPLE, *ENTITY_TABLES), strict=True):
        assert list(schemas[name]["properties"]) == [column.name for column in table.columns]


@pytest.mark.parametrize("name", LIST)
def test_every_parameter_of_a_list_has_a_schema_and_words(name):
    told = parameter(name, is_about_people=False)
    assert told["description"]
    assert told["schema"]["type"] in ("string", "integer", "array")


def test_document_is_json_and_needs_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/openapi.json")
        page = client.get("/api/").content.decode()
    assert response.json() == json.loads(json.dumps(openapi()))
    for path in DOCUMENT["paths"]:
        assert f"<code>{path}</code>" in page
