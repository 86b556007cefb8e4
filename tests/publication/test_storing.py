"""Rows stored and read without models: what goes in comes out, whatever its type."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection, transaction

from cases.publication.models import CaseFacet, Label, Mention, PlaceBody, PublishedPlace
from cases.publication.records import delete_having, values_having
from cases.publication.upserting import insert, upsert
from tests.public.builders import publish_case

pytestmark = pytest.mark.django_db

# What a statement, JSON or a database could take for something else.
TEXTS = ("", "null", "NULL", "\\N", "\\x41", "a\\b", "line\nbreak\r\n\ttab", '"quoted" \'too\'',
         "%s %(x)s %", "{1,2}", "Әлия 王小明 \U0001f54a", "  spaces  ", "\u2028")  # fmt: skip


def place(number, **values):
    return {
        "public_id": f"pl{number:07d}",
        "slug": f"place-{number}",
        "schema_version": 1,
        "digest": "0" * 64,
        "updated_at": datetime(2031, 3, 4, 5, 6, 7, 890123, tzinfo=UTC),
        "name": "Orvel",
        "kind": "city",
        "country_code": "ZZ",
        "case_count": 0,
        "latitude": None,
        "longitude": None,
        "within": "",
    } | values


@pytest.mark.parametrize("at_once", [1, 100])
def test_values_of_every_type_come_back(django_assert_num_queries, at_once):
    told = [
        place(n, name=text, case_count=n, latitude=43.24, longitude=None)
        for n, text in enumerate(TEXTS)
    ]
    parts = [told[start : start + at_once] for start in range(0, len(told), at_once)]
    with django_assert_num_queries(len(parts)):
        for part in parts:
            insert(PublishedPlace, part)
    rows = list(PublishedPlace.objects.order_by("case_count"))
    assert [row.name for row in rows] == list(TEXTS)
    assert {row.latitude for row in rows} == {43.24}
    assert {row.longitude for row in rows} == {None}
    assert {row.updated_at for row in rows} == {told[0]["updated_at"]}
    bodies = [
        {
            "row_id": row.pk,
            "search": row.name,
            "words": "",
            "document": {"text": row.name, "n": [1]},
        }
        for row in rows
    ]
    insert(PlaceBody, bodies)
    assert (
        list(PlaceBody.objects.order_by("pk").values("row_id", "search", "words", "document"))
        == bodies
    )


def test_row_that_stands_is_replaced_but_for_what_is_kept():
    insert(PublishedPlace, [place(1, case_count=7)])
    (before,) = PublishedPlace.objects.all()
    upsert(PublishedPlace, [place(1, name="Melin", case_count=0), place(2)], keep={"case_count"})
    after = PublishedPlace.objects.get(public_id=before.public_id)
    assert (after.pk, after.name, after.case_count) == (before.pk, "Melin", 7)
    assert PublishedPlace.objects.count() == 2


def test_text_that_is_too_long_is_refused_and_not_cut():
    """SQLite has no lengths; PostgreSQL says so."""
    row = place(1, country_code="ZZZ")
    if connection.vendor == "sqlite":
        insert(PublishedPlace, [row])
        assert PublishedPlace.objects.get().country_code == "ZZZ"
        return
    with pytest.raises(DataError), transaction.atomic():
        insert(PublishedPlace, [row])
    assert not PublishedPlace.objects.exists()


def test_more_rows_than_go_into_one_statement_are_all_stored():
    rows = [{"document": f"case:{n}", "mentioned": "person:x"} for n in range(2500)]
    insert(Mention, rows)
    assert set(Mention.objects.values_list("document", flat=True)) == {r["document"] for r in rows}


def test_columns_of_the_rows_that_have_one_of_the_keys():
    for n in range(3):
        Label.objects.create(ref=f"person:{n}", kind="person", text=TEXTS[-n], slug=f"p-{n}")
    found = values_having(Label, ("ref", "text"), "ref", {"person:0", "person:2", "person:9"})
    assert sorted(found) == [("person:0", TEXTS[0]), ("person:2", TEXTS[-2])]
    one, two = (
        publish_case(facets={"year": ["2031", "2032"]}),
        publish_case(facets={"year": "2030"}),
    )
    found = values_having(CaseFacet, ("case_id", "value"), "case_id", [one.pk, one.pk])
    assert {(one.pk, "2031"), (one.pk, "2032")} <= set(found)
    assert two.pk not in dict(found)


def test_rows_are_deleted_by_their_keys_and_no_others():
    insert(Mention, [{"document": f"case:{n}", "mentioned": "person:x"} for n in range(3)])
    delete_having(Mention, "document", {"case:0", "case:2", "case:9"})
    assert list(Mention.objects.values_list("document", flat=True)) == ["case:1"]


def test_nothing_is_asked_about_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert values_having(Mention, ("document",), "document", []) == []
        delete_having(Mention, "document", [])
        insert(Mention, [])
        upsert(PublishedPlace, [])
