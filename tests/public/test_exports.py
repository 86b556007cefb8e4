import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db.models import Field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.public import columns, exporting, streaming
from cases.public.columns import CASES, EVENTS, PEOPLE, TABLES, Type
from cases.public.exporting import csv_blocks, guard, unguard
from cases.public.lines import ReadyLine
from cases.publication.cells import GUARDED
from cases.publication.models import (
    PublishedAffiliation,
    PublishedCase,
    PublishedCharge,
    PublishedCitation,
    PublishedCourt,
    PublishedDesignation,
    PublishedEvent,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
    PublishedSentence,
    PublishedSource,
    PublishedSubject,
)
from tests.public.builders import (
    publish_case,
    publish_entity,
    publish_event,
    publish_person,
)

MODELS = {
    columns.CASES: PublishedCase,
    columns.PEOPLE: PublishedPerson,
    columns.EVENTS: PublishedEvent,
    columns.SUBJECTS: PublishedSubject,
    columns.CHARGES: PublishedCharge,
    columns.SENTENCES: PublishedSentence,
    columns.DESIGNATIONS: PublishedDesignation,
    columns.CITATIONS: PublishedCitation,
    columns.AFFILIATIONS: PublishedAffiliation,
    columns.ORGANISATIONS: PublishedOrganisation,
    columns.COURTS: PublishedCourt,
    columns.PROVISIONS: PublishedProvision,
    columns.PLACES: PublishedPlace,
    columns.SOURCES: PublishedSource,
}
texts = st.text(st.characters(exclude_categories=["Cs"]))
dangerous = st.builds(str.__add__, st.sampled_from(GUARDED), texts)


@given(texts | dangerous)
def test_guarded_text_comes_back_unchanged(text):
    assert unguard(guard(text)) == text


@given(texts | dangerous)
def test_guarded_text_never_begins_a_formula(text):
    assert not guard(text) or guard(text)[0] not in GUARDED.replace("'", "")


@given(texts | dangerous)
def test_guarded_text_survives_csv(text):
    written = io.StringIO(newline="")
    csv.writer(written).writerow([guard(text), "next"])
    (row,) = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert [unguard(cell) for cell in row] == [text, "next"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", "＝1"])
def test_guard_puts_one_apostrophe_before_what_could_be_a_formula(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x", "1", " =1", "“=”"])
def test_guard_leaves_plain_text_alone(text):
    assert guard(text) == text


def read(client, address):
    """The header and the rows of a CSV as dictionaries."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    content = response.getvalue().decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=storable | st.builds(str.__add__, st.sampled_from(GUARDED), storable))
def test_database_guards_and_quotes_as_python_does(text):
    event = PublishedEvent.objects.first() or publish_event(None)
    PublishedEvent.objects.filter(pk=event.pk).update(summary=text, people=text[:1], sources="end")
    content = b"".join(csv_blocks(PublishedEvent.objects.all(), EVENTS)).decode()
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert (row["summary"], row["people"]) == (guard(text), guard(text[:1]))
    assert (unguard(row["summary"]), row["sources"]) == (text, "end")


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "model"), MODELS.items(), ids=lambda one: str(one)[:20])
def test_columns_name_fields_of_the_published_row(table, model):
    fields = {field.name for field in model._meta.get_fields() if isinstance(field, Field)}
    assert {column.source for column in table.columns if not column.is_asked} <= fields
    assert len({column.name for column in table.columns}) == len(table.columns)


@pytest.mark.parametrize("table", [CASES, PEOPLE], ids=lambda one: one.file)
def test_only_the_address_and_the_days_asked_about_are_not_kept_ready(table):
    line = ReadyLine(table, "", "")
    assert line.kinds == [None, Type.ADDRESS, None, Type.DAY, Type.DAY]


@pytest.mark.django_db
@pytest.mark.parametrize("first", [*GUARDED, "A", '"', "я", "", "％"])
def test_lines_of_ready_cells_are_those_that_are_put_together(first):
    text = f'{first}Ilan "the tall" Orvel, of Ford; \x02 \\ %s'
    broken = f"{text}\r\nand on\nand on\t"
    publish_case(
        text, subjects=broken, places=broken, in_absentia=True, opened_earliest=date(931, 1, 2)
    )
    publish_case("Nothing told", longest_sentence_months=None, opened_earliest=None)
    publish_person(text, other_names=broken, cases=text)
    for table, model in ((CASES, PublishedCase), (PEOPLE, PublishedPerson)):
        rows = model.objects.order_by("pk")
        one_by_one = replace(table, ready=())
        assert b"".join(csv_blocks(rows, table)) == b"".join(csv_blocks(rows, one_by_one))


CONTRACT = {
    "cases.csv": (
        "case_id slug url title country_code country status subjects subject_count held_count "
        "opened opened_earliest opened_latest last_event last_event_kind organisations provisions "
        "courts sentence_kinds longest_sentence_months in_absentia designations places "
        "event_count source_count updated_at certainty as_of known_on"
    ),
    "people.csv": (
        "person_id slug url name other_names country_code country gender professions status "
        "status_since status_confirmed whereabouts cases organisations provisions sentence "
        "expected_release designations event_count source_count updated_at certainty as_of known_on"
    ),
    "subjects.csv": (
        "subject_id case_id case person_id organisation_id name headcount headcount_basis status "
        "status_since status_since_earliest status_confirmed certainty expected_release updated_at"
    ),
    "charges.csv": (
        "charge_id case_id case subject_id person wording provision status brought "
        "brought_earliest brought_latest decided disputed updated_at"
    ),
    "sentences.csv": (
        "sentence_id case_id case subject_id person kind years months days quantity is_life amount "
        "currency is_converted in_absentia imposed imposed_earliest imposed_latest court "
        "imposed_by amends conditions note disputed updated_at"
    ),
    "designations.csv": (
        "designation_id case_id case person_id name kind grantor granted granted_earliest "
        "granted_latest withdrawn withdrawn_earliest withdrawn_latest updated_at"
    ),
    "citations.csv": (
        "citation_id case_id case fact_type fact_id dispute_id dispute_question claim claim_used "
        "source_id source publisher published document article paragraph locator stance basis "
        "attributed_to note updated_at"
    ),
    "affiliations.csv": (
        "affiliation_id person_id person organisation_id role asserted starts ends updated_at"
    ),
    "events.csv": (
        "event_id case_id case people kind date date_earliest date_latest end place court "
        "facility organisations summary disputed sources updated_at planned planned_earliest "
        "planned_latest hearsay"
    ),
    "organisations.csv": (
        "organisation_id slug url name other_names kind country_code status case_count updated_at"
    ),
    "courts.csv": "court_id slug url name country_code place_id case_count updated_at",
    "provisions.csv": "provision_id slug url name country_code case_count updated_at",
    "places.csv": (
        "place_id slug url name kind country_code latitude longitude case_count updated_at"
    ),
    "sources.csv": "source_id slug url name publisher published case_count updated_at",
}


@pytest.mark.django_db
@pytest.mark.parametrize("file", CONTRACT)
def test_header_is_the_contract(client, file):
    assert {table.file for table in TABLES} == set(CONTRACT)
    header = client.get(f"/{file}").getvalue().decode()
    assert header == ",".join(CONTRACT[file].split()) + "\r\n"


@pytest.mark.django_db
def test_case_row_holds_what_is_published(client, settings):
    settings.TRACKER_SITE_URL = "https://tracker.example"
    publish_case(
        '=A "trial"; one, two\nthree',
        "a-trial",
        opened_latest=None,
        longest_sentence_months=None,
        in_absentia=True,
        updated_at=datetime(2031, 6, 1, 9, 30, 15, 123456, tzinfo=UTC),
    )
    (row,) = read(client, "/cases.csv")
    assert unguard(row["title"]) == '=A "trial"; one, two\nthree'
    assert row["title"].startswith("'=")
    assert row["url"] == "https://tracker.example/cases/a-trial/"
    assert (row["opened"], row["opened_earliest"], row["opened_latest"]) == (
        "2031-03",
        "2031-03-01",
        "",
    )
    assert (row["longest_sentence_months"], row["in_absentia"]) == ("", "true")
    assert row["updated_at"] == "2031-06-01T09:30:15Z"


@pytest.mark.django_db
def test_person_row_holds_what_is_published(client):
    publish_person("Ада Мелин", "ada-melin", other_names="Ada Melin; @da", headcount=3)
    (row,) = read(client, "/people.csv")
    assert (row["name"], row["other_names"]) == ("Ада Мелин", "Ada Melin; @da")
    assert (row["status"], row["status_confirmed"]) == ("imprisoned", "2031-05-02")


@pytest.mark.django_db
def test_export_is_a_named_download_in_utf8(client):
    response = client.get("/people.csv")
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert response.streaming


@pytest.mark.django_db
def test_export_lines_end_as_rfc_4180_says(client):
    publish_case()
    content = client.get("/cases.csv").getvalue()
    assert content.count(b"\r\n") == 2
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db
def test_events_of_no_case_are_exported_without_a_filter(client):
    case = publish_case(facets={"year": "2031"})
    publish_event(case)
    publish_event(None, summary="The movement was banned.")
    assert len(read(client, "/events.csv")) == 2
    (row,) = read(client, "/events.csv?year=2031")
    assert (row["case_id"], row["case"]) == (case.public_id, case.slug)


@pytest.mark.django_db
def test_events_are_those_of_the_cases_filtered(client):
    publish_entity("court", "bench", "Bench")
    for facets in ({"court": "bench"}, {"court": "bench"}, {}):
        case = publish_case(facets=facets)
        publish_event(case)
        publish_event(case)
    assert len(read(client, "/events.csv?court=bench")) == 4


@pytest.mark.django_db
def test_order_asked_for_is_kept(client):
    for title in "BCA":
        publish_case(title)
    assert [row["title"] for row in read(client, "/cases.csv?sort=title")] == ["A", "B", "C"]
    assert [row["title"] for row in read(client, "/cases.csv")] == ["B", "C", "A"]


@pytest.mark.django_db
def test_file_has_every_row_whatever_page_it_was_taken_from(client):
    for _n in range(30):
        publish_case()
    assert len(read(client, "/cases.csv?page=2")) == 30


@pytest.mark.django_db
def test_export_comes_in_blocks_of_a_bounded_size(monkeypatch):
    monkeypatch.setattr(streaming, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr(streaming, "BLOCK_BYTES", 1000)
    monkeypatch.setattr(streaming, "FIRST_BYTES", 100)
    for n in range(95):
        publish_event(None, summary=f"{n}")
    blocks = list(csv_blocks(PublishedEvent.objects.order_by("pk"), EVENTS))
    assert len(blocks) > 5
    assert max(map(len, blocks)) < 4000
    rows = list(csv.DictReader(io.StringIO(b"".join(blocks).decode(), newline="")))
    assert [row["summary"] for row in rows] == [str(n) for n in range(95)]


@pytest.mark.django_db
def test_export_given_up_half_way_lets_go_of_the_database(monkeypatch):
    monkeypatch.setattr(streaming, "FIRST_ROWS", 1)
    monkeypatch.setattr(streaming, "FIRST_BYTES", 1)
    monkeypatch.setattr(streaming, "BLOCK_BYTES", 1)
    for _n in range(9):
        publish_event(None)
    blocks = csv_blocks(PublishedEvent.objects.order_by("pk"), EVENTS)
    next(blocks)
    blocks.close()
    publish_event(None)
    assert PublishedEvent.objects.count() == 10


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "most"), [("/cases.csv", 2), ("/people.csv", 2)])
def test_export_takes_a_constant_number_of_queries(
    client, django_assert_max_num_queries, address, most
):
    for n in range(30):
        publish_case(f"A{n}")
        publish_person(f"B{n}")
    # On PostgreSQL the transaction around the export begins and ends with a savepoint in tests.
    with django_assert_max_num_queries(most + 2):
        assert len(read(client, address)) == 30


@pytest.mark.django_db
def test_head_of_an_export_reads_no_rows(client, django_assert_num_queries):
    publish_case()
    with django_assert_num_queries(1):
        response = client.head("/cases.csv")
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert "Content-Length" not in response


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_column_is_in_the_data_dictionary(client, table):
    page = client.get("/data-dictionary/").content.decode()
    for column in table.columns:
        assert f"<code>{column.name.replace('_', '_<wbr>')}</code>" in page
        assert str(column.description)


@pytest.mark.django_db
def test_json_has_the_columns_as_json_types(client):
    publish_case("A", subjects="Ilan Orvel; Ada Melin", longest_sentence_months=None)
    (result,) = client.get("/cases.json").json()["results"]
    assert list(result) == [column.name for column in CASES.columns]
    assert result["subjects"] == ["Ilan Orvel", "Ada Melin"]
    assert result["courts"] == []
    assert (result["longest_sentence_months"], result["in_absentia"]) == (None, False)
    assert result["opened_earliest"] == "2031-03-01"


def test_dates_of_every_table_come_with_their_bounds():
    for table in (*columns.CHILD_TABLES[2:5], CASES, EVENTS):
        types = {column.name: column.type for column in table.columns}
        dated = [name for name in types if f"{name}_earliest" in types]
        assert dated
        for name in dated:
            assert types[name] is Type.EDTF
            assert types[f"{name}_earliest"] is types[f"{name}_latest"] is Type.DAY


def test_instant_is_told_in_utc():
    assert exporting.instant(datetime(2031, 6, 1, 9, 30, tzinfo=UTC)) == "2031-06-01T09:30:00Z"


@pytest.mark.django_db
def test_later_columns_of_an_event_stand_at_the_end(client):
    publish_event(date="", date_earliest=None, date_latest=None, planned="2031-09",
                  planned_earliest=date(2031, 9, 1), planned_latest=date(2031, 9, 30),
                  is_hearsay=True)  # fmt: skip
    (row,) = read(client, "/events.csv")
    assert list(row)[-4:] == ["planned", "planned_earliest", "planned_latest", "hearsay"]
    assert list(row.values())[-4:] == ["2031-09", "2031-09-01", "2031-09-30", "true"]
