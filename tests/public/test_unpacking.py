"""What a process has of all rows sorts and tells states as the database does."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from django.db import transaction
from django.db.models import Count
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from cases.custody import known_spells
from cases.public import walking
from cases.public.filters import CaseFilterSet, PersonFilterSet
from cases.public.holding import people_known
from cases.public.paging import CASE_SORTS, PERSON_SORTS, take_page
from cases.public.remembering import remembered
from cases.public.unpacking import (
    Unpacked,
    What,
    _renewed,
    key_of,
    numbers_of,
    said_on,
    unpacked,
)
from cases.publication.chunking import FacetChanges, make_chunks, write_chunks
from cases.publication.models import FacetEdition, PackedChunk, PublishedCase, PublishedSpell
from cases.publication.packing import NO_VALUE, Packed
from cases.publication.spells import spell_rows
from cases.vocabulary import SURENESS, Certainty
from tests.public.builders import add_spell, hold, publish_case, publish_person
from tests.public.test_clock_agreement import BOUNDED, DAY, MADE

pytestmark = pytest.mark.django_db


def add_history(known, person, case):
    whose = SimpleNamespace(public_id=person.public_id, headcount=1)
    PublishedSpell.objects.bulk_create(
        PublishedSpell(**(row | {"person": person, "case": case}))
        for row in spell_rows(whose, known, case, {})
    )
    hold(person, case)


@BOUNDED
@given(made=st.lists(MADE, min_size=1, max_size=3), day=DAY, known_on=st.none() | DAY)
@pytest.mark.parametrize(("kind", "read"), [("case", CaseFilterSet), ("person", PersonFilterSet)])
def test_states_of_a_day_are_those_of_the_database(made, day, known_on, kind, read):
    with transaction.atomic():
        case = publish_case() if kind == "case" else None
        for own in made:
            add_history(known_spells(*own), publish_person(), case)
        query = f"as_of={day}" + (f"&known_on={known_on}" if known_on else "")
        filters = read.read(QueryDict(query))
        states = filters.running_spells().values_list("state")
        in_sql = dict(states.annotate(n=Count(filters.owner, distinct=True)).order_by())
        held = filters.held_that_day().order_by().values_list("certainty")
        said = said_on(remembered(kind), kind, day, known_on)
        told = {what: len(rows) for what, rows in said.items()}
        sure = {one: told.pop(one.value) for one in SURENESS if one.value in told}
        assert told == in_sql
        assert sure == dict(held.annotate(n=Count("pk")))
        transaction.set_rollback(True)


def test_people_of_a_case_are_told_apart():
    """Of one it is sure that day that she is free; that says nothing of the other."""
    case = publish_case()
    sure, doubtful = publish_person(), publish_person()
    day = date(2031, 5, 2)
    add_spell(sure, "free", day, case=case)
    add_spell(doubtful, "imprisoned", date(2031, 1, 1), case=case, is_possible=True)
    said = said_on(remembered("case"), "case", day, None)
    assert set(said["imprisoned"]) == set(said["free"]) == {case.pk}


@pytest.mark.parametrize("day", ["1899-12-31", "1850-06-01", "2090-01-01"])
def test_days_beyond_what_is_packed_are_asked_in_sql(day):
    person = publish_person()
    add_spell(person, "imprisoned", date(1840, 1, 1), confirmed_on=date(2095, 1, 1))
    filters = PersonFilterSet.read(QueryDict(f"as_of={day}&status=imprisoned"))
    assert filters.selection.said is None
    assert set(filters.selection.rows()) == {person.pk}
    assert said_on(remembered("person"), "person", date(2031, 1, 1), date(1850, 1, 1)) is None


def test_rows_that_were_never_packed_are_asked_in_sql():
    """A database from before there was any packing, until it is published anew."""
    person = publish_person()
    add_spell(person, "imprisoned", date(2031, 3, 1))
    PackedChunk.objects.all().delete()
    known = remembered("person")
    assert numbers_of(known, "person") is None
    filters = PersonFilterSet.read(QueryDict("as_of=2031-03-01&status=imprisoned"))
    assert filters.selection.said is None
    assert set(filters.selection.rows()) == {person.pk}
    make_chunks()
    assert numbers_of(remembered("person"), "person") is not None


def test_what_another_process_changes_is_seen_at_once(django_assert_num_queries):
    person = publish_person()
    add_spell(person, "imprisoned", date(2031, 3, 1))
    day = date(2031, 3, 1)
    assert "imprisoned" in said_on(remembered("person"), "person", day, None)
    known = remembered("person")
    with django_assert_num_queries(0):
        said_on(known, "person", day, None)
    person.spells.all().delete()
    add_spell(person, "free", day)
    assert set(said_on(remembered("person"), "person", day, None)) == {"free"}


def test_a_process_keeps_the_last_days_that_it_was_asked_about():
    person = publish_person()
    add_spell(person, "imprisoned", date(2031, 3, 1))
    days = [date(2031, 3, day) for day in range(1, 21)]
    for day in [*days, days[0]]:
        assert "imprisoned" in said_on(remembered("person"), "person", day, None)
    kept = unpacked(remembered("person"), "person", What.DAYS)
    assert len(kept._said) == 8


entries = st.lists(
    st.tuples(st.integers(0, 1400), st.integers(0, 5) | st.just(NO_VALUE)), max_size=12
)


@BOUNDED
@given(changes=st.lists(entries, min_size=1, max_size=4))
def test_changes_taken_over_give_what_reading_anew_gives(changes):
    for some in changes:
        noted = FacetChanges()
        noted.rows["case"] = {
            row: Packed([(row, value, value, value)] if value != 5 else [], [])
            for row, value in some
        }
        write_chunks(noted)
        grown = unpacked(remembered("case"), "case", What.NUMBERS)
        whole = read_anew()
        assert {name: one.tolist() for name, one in grown.columns.items()} == whole


def read_anew():
    known = remembered("case")
    found = _renewed(None, known, "case", What.NUMBERS)
    return {name: one.tolist() for name, one in found.columns.items()}


@given(
    values=st.dictionaries(
        st.integers(0, 2**32 - 1),
        st.none() | st.dates(date(1600, 1, 1), date(2200, 1, 1)) | st.just(date(2031, 5, 2)),
        min_size=1,
        max_size=30,
    ),
    data=st.data(),
)
def test_order_is_that_of_value_and_number(values, data):
    rows = sorted(values)
    keys = [-1 if values[row] is None else values[row].toordinal() for row in rows]
    numbers = Unpacked(
        columns={"row": np.array(rows, dtype="<u4"), "on": np.array(keys, dtype="<i4")}
    )
    ids = data.draw(st.sets(st.sampled_from(rows), min_size=1))
    ordered = sorted(ids, key=lambda row: (values[row] or date.min, row), reverse=True)
    start, most = data.draw(st.integers(0, 31)), data.draw(st.integers(1, 31))
    found = numbers.first(BitMap(ids), "on", start=start, most=most, after=None)
    assert found == ordered[start : start + most]
    last = data.draw(st.sampled_from(ordered))
    after = key_of(values[last], last)
    found = numbers.first(BitMap(ids), "on", start=0, most=most, after=after)
    assert found == ordered[ordered.index(last) + 1 :][:most]


@pytest.mark.parametrize("sort", [one for one in CASE_SORTS if one.is_descending])
def test_pages_are_the_same_sorted_here_or_in_the_database(sort, monkeypatch):
    made = [
        publish_case(
            facets={"year": "2031" if n % 3 else "2030"},
            last_event_on=date(2031, 1, 1 + n % 4) if n % 5 else None,
            opened_earliest=date(2031, 2, 1 + n % 3),
            longest_sentence_months=n % 6 or None,
        )
        for n in range(90)
    ]
    assert len(made) == 90
    filters = CaseFilterSet.read(QueryDict("year=2031"))

    def pages():
        asked, seen = QueryDict(f"sort={sort.key}"), []
        while True:
            page = take_page(PublishedCase.objects.all(), sort, asked, filters.selection.chosen)
            seen += [row.pk for row in page.rows]
            if page.next_number is None:
                return seen
            asked = QueryDict(f"sort={sort.key}&page={page.next_number}")

    in_sql = pages()
    monkeypatch.setattr(walking, "NEAR", 0)
    monkeypatch.setattr(walking, "FEW", 0)
    used = []
    first = Unpacked.first
    monkeypatch.setattr(
        Unpacked, "first", lambda self, *a, **k: used.append(1) or first(self, *a, **k)
    )
    assert pages() == in_sql
    assert used
    assert len(in_sql) == 60


def test_every_descending_order_of_a_list_is_packed():
    publish_case()
    publish_person()
    for kind, sorts in (("case", CASE_SORTS), ("person", PERSON_SORTS)):
        columns = unpacked(remembered(kind), kind, What.NUMBERS).columns
        assert {one.field for one in sorts if one.is_descending} <= set(columns)


def test_people_are_counted_with_those_they_stand_for():
    for heads, certainty in ((1, "certain"), (40, "possible"), (7, "possible"), (3, "")):
        facets = {"held": certainty} if certainty else {"held": []}
        publish_person(headcount=heads, facets=facets)
    counted = people_known()
    everybody, by_surety = counted
    assert everybody == (4, 51)
    assert by_surety == {
        Certainty.CERTAIN: (1, 1), Certainty.LAST_KNOWN: (0, 0), Certainty.POSSIBLE: (2, 47)
    }  # fmt: skip
    PackedChunk.objects.all().delete()
    FacetEdition.objects.update(marks="")
    assert numbers_of(remembered("person"), "person") is None
    assert people_known() == counted
