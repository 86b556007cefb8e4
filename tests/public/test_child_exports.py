"""The child tables over HTTP: the rows, the filters, the errors; every row of a real projection."""

import csv
import io

import pytest

from cases.public.columns import CHILD_TABLES
from cases.public.exporting import unguard
from cases.publication import models as p
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.publication.scenes import NOW, TODAY, make_world

pytestmark = pytest.mark.django_db
FILES = [table.file for table in CHILD_TABLES]
MODELS = {
    "events.csv": p.PublishedEvent,
    "subjects.csv": p.PublishedSubject,
    "charges.csv": p.PublishedCharge,
    "sentences.csv": p.PublishedSentence,
    "designations.csv": p.PublishedDesignation,
    "citations.csv": p.PublishedCitation,
    "affiliations.csv": p.PublishedAffiliation,
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    content = response.getvalue().decode()
    return [
        {name: unguard(cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(content, newline=""))
    ]


@pytest.fixture
def world():
    world = make_world()
    f.make_case()
    publish_everything(today=TODAY, now=NOW)
    return world


@pytest.mark.parametrize("file", FILES)
def test_file_has_every_row(client, world, file):
    rows = read(client, f"/{file}")
    assert len(rows) == MODELS[file].objects.count() > 0


@pytest.mark.parametrize("file", [one for one in FILES if one != "affiliations.csv"])
def test_filters_leave_the_rows_of_the_cases_found(client, world, file):
    query = "organisation=zz-open-square"
    cases = {row["case_id"] for row in read(client, f"/cases.csv?{query}")}
    assert len(cases) == 2
    rows = read(client, f"/{file}?{query}")
    assert {row["case_id"] for row in rows} <= cases
    assert len(rows) == MODELS[file].objects.filter(case_public_id__in=cases).count() > 0


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "query", ["bogus=1", "status=nonsense", "as_of=tomorrow", "year=abc", "sort=no", "page=0"]
)
def test_wrong_input_is_told_as_for_cases(client, world, file, query):
    assert client.get(f"/{file}?{query}").status_code == 400
    assert client.get(f"/cases.csv?{query}").status_code == 400


@pytest.mark.parametrize("file", FILES)
def test_export_reads_its_rows_in_a_constant_number_of_queries(
    client, world, django_assert_max_num_queries, file
):
    # Two stamps, the rows; a transaction on PostgreSQL is a savepoint in tests.
    with django_assert_max_num_queries(3 + 2):
        read(client, f"/{file}")
    with django_assert_max_num_queries(2):
        response = client.head(f"/{file}")
    assert (response.status_code, response.getvalue()) == (200, b"")


def test_what_hearsay_alone_tells_says_so_wherever_it_stands(client, world):
    f.cite(world.one.arrest).delete()
    world.one.arrest.citations.update(basis="hearsay")
    publish_everything(today=TODAY, now=NOW)
    rows = {row["event_id"]: row["hearsay"] for row in read(client, "/events.csv")}
    assert rows.pop(world.one.arrest.public_id) == "true"
    assert set(rows.values()) == {"false"}
    feed = client.get("/feeds/events.atom").content.decode()
    assert feed.count("Hearsay alone tells of it.") == 1


def test_affiliation_tells_on_whose_word_it_is(client, world):
    tie = f.AffiliationFactory(person=world.other, asserted="alleged_by_authorities")
    f.cite(tie)
    publish_everything(today=TODAY, now=NOW)
    rows = read(client, "/affiliations.csv")
    alleged = [row for row in rows if row["asserted"] == "alleged_by_authorities"]
    assert world.other.public_id in {row["person_id"] for row in alleged}
    organisations = {row["organisation_id"] for row in read(client, "/organisations.csv")}
    assert {row["organisation_id"] for row in rows} <= organisations


def test_affiliations_of_a_list_are_those_of_its_people(client, world):
    rows = read(client, "/affiliations.csv?status=imprisoned")
    cases = {row["case_id"] for row in read(client, "/cases.csv?status=imprisoned")}
    subjects = read(client, "/subjects.csv")
    people = {row["person_id"] for row in subjects if row["case_id"] in cases}
    expected = [one for one in read(client, "/affiliations.csv") if one["person_id"] in people]
    assert rows == expected


def test_subject_row_is_what_the_document_says(client, world):
    case = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    part = next(
        one for one in case.document["subjects"] if one["ref"] == f"person:{world.other.public_id}"
    )
    (row,) = [row for row in read(client, "/subjects.csv") if row["subject_id"] == part["id"]]
    state = part["state"]
    assert (row["case_id"], row["case"]) == (case.public_id, case.slug)
    assert (row["person_id"], row["name"]) == (world.other.public_id, "Ada Melin")
    assert (row["status"], row["certainty"]) == (state["state"], state["certainty"])
    assert row["status_since_earliest"] == state["since"]["earliest"]


def test_citation_row_is_what_the_document_says(client, world):
    f.cite(world.one.arrest, note='=1; "two"', paragraph=7, attributed_to="her aunt")
    publish_everything(today=TODAY, now=NOW)
    case = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    (said,) = [one for one in case.document["citations"] if one["paragraph"] == 7]
    (row,) = [row for row in read(client, "/citations.csv") if row["note"] == '=1; "two"']
    label = p.Label.objects.get(ref=said["source"])
    assert row["source"] == label.text
    assert row["publisher"] == label.detail["publisher"]
    assert row["published"] == label.detail["published"]["edtf"]
    assert (row["fact_type"], row["fact_id"]) == ("event", world.one.arrest.public_id)
    for name in ("stance", "basis", "attributed_to", "locator"):
        assert row[name] == said[name]


def test_truth_value_is_empty_where_there_is_none(client, world):
    rows = read(client, "/citations.csv")
    assert {row["claim_used"] for row in rows if row["dispute_id"]} == {"false"}
    assert {row["claim_used"] for row in rows if not row["dispute_id"]} == {""}


def test_every_dispute_is_in_the_citations(client, world):
    found = {row["dispute_id"] for row in read(client, "/citations.csv")} - {""}
    shown = {
        dispute["id"]
        for model in (p.PublishedCase, p.PublishedOrganisation)
        for row in model.objects.all()
        for dispute in row.document["disputes"]
    }
    assert found == shown == {world.dispute.public_id}


def test_downloads_list_every_table(client):
    page = client.get("/downloads/").content.decode()
    for file in FILES:
        assert f'href="/{file}"' in page
