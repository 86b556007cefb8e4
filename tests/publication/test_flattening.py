"""The flat columns."""

from datetime import date
from decimal import Decimal

import pytest

from cases.publication import models as p
from cases.publication.bounds import edtf_of_bounds
from cases.publication.flattening import (
    longest_months,
    sentence_text,
    surest,
)
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.publication.scenes import NOW, TODAY, make_world, publish


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (None, None, ""),
        (date(2031, 3, 4), date(2031, 3, 4), "2031-03-04"),
        (date(2031, 2, 1), date(2031, 2, 28), "2031-02"),
        (date(2031, 1, 1), date(2031, 12, 31), "2031"),
        (date(2031, 3, 4), date(2031, 4, 1), "[2031-03-04..2031-04-01]"),
        (None, date(2031, 4, 1), "[..2031-04-01]"),
        (date(2031, 4, 1), None, "[2031-04-01..]"),
    ],
)
def test_bounds_become_edtf(earliest, latest, text):
    assert edtf_of_bounds(earliest, latest) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"years": 7, "months": 6}, "imprisonment P7Y6M"),
        ({"kind": "life_imprisonment", "years": 0, "is_life": True}, "life_imprisonment"),
        (
            {"kind": "fine", "years": 0, "amount": Decimal("2000000.00"), "currency": "ZZT"},
            "fine 2000000.00 ZZT",
        ),
        ({"is_in_absentia": True}, "imprisonment P7Y in_absentia"),
    ],
)
def test_sentence_is_a_key_and_a_term(values, text):
    assert sentence_text(f.SentenceFactory.build(subject=None, event=None, **values)) == text


def test_longest_sentence_counts_what_touches_freedom():
    build = f.SentenceFactory.build
    rows = [
        build(subject=None, event=None, years=1, months=2),
        build(subject=None, event=None, kind="suspension_of_activity", years=9),
    ]
    assert longest_months(rows) == 14


@pytest.mark.django_db
def test_case_columns():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    row = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    assert row.subjects == "Ilan Orvel; Ada Melin"
    assert (row.subject_count, row.held_count) == (2, 1)
    assert (row.status, row.certainty) == ("imprisoned", "last_known")
    assert (row.opened, row.opened_earliest) == ("2031-03-02", date(2031, 3, 2))
    assert (row.last_event, row.last_event_kind) == ("2031-06", "designation")
    assert row.sentence_kinds == "imprisonment"
    assert row.longest_sentence_months == 84
    assert row.designations == "political_prisoner"
    assert row.organisations == "Open Square"
    assert row.places == "Marrow Ford"
    assert row.event_count == 5


@pytest.mark.django_db
def test_held_count_adds_headcounts():
    made = f.make_case()
    made.person.headcount, made.person.descriptor = 3, "three sons of Ada Melin"
    made.person.save()
    publish(made.case)
    row = p.PublishedCase.objects.get()
    assert (row.subject_count, row.held_count) == (3, 3)


@pytest.mark.django_db
def test_amended_sentence_is_not_counted_twice():
    made = f.make_case()
    later = f.make_event(made.case, made.person, kind="sentence_amended", date="2031-07-01")
    f.cite(f.SentenceFactory(subject=made.subject, event=later, amends=made.sentence, years=5))
    publish(made.case)
    assert p.PublishedCase.objects.get().longest_sentence_months == 60
    assert p.PublishedPerson.objects.get().sentence == "imprisonment P5Y"


@pytest.mark.django_db
def test_person_columns():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    row = p.PublishedPerson.objects.get(public_id=world.other.public_id)
    assert (row.name, row.other_names) == ("Ada Melin", "Ада Мелин")
    assert (row.status, row.status_since) == ("free", "2031-03-09")
    assert row.certainty == "last_known"
    assert row.body.search.startswith("\n ada melin \n")


def test_surest_of_no_answers_is_that_of_knowing_nothing():
    assert surest([]) == "possible"


@pytest.mark.django_db
def test_planned_day_stands_in_columns_of_its_own():
    made = f.make_case()
    f.make_event(made.case, made.person, kind="hearing", planned="2031-09", date="")
    publish(made.case)
    row = p.PublishedEvent.objects.get(kind="hearing")
    assert (row.date, row.date_earliest) == ("", None)
    assert (row.planned, row.planned_earliest, row.planned_latest) == (
        "2031-09", date(2031, 9, 1), date(2031, 9, 30),
    )  # fmt: skip


@pytest.mark.django_db
def test_spell_tells_its_confirmation_as_the_source_does():
    made = f.make_case()
    f.make_event(made.case, made.person, kind="status_report", date="2031-08",
                 stated_custody="imprisoned", source=made.source)  # fmt: skip
    publish(made.case)
    spells = p.PublishedSpell.objects.filter(state="imprisoned", known_to=None)
    assert {(one.confirmed_on, one.confirmed) for one in spells} == {(date(2031, 8, 1), "2031-08")}
