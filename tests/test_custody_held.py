"""Held stretches are the answers of every day, told as rectangles of days and of knowledge."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.custody import (
    fold,
    held_at_latest,
    held_stretches,
    in_question,
    known_spells,
    last_known,
    surest,
    surety,
    within,
)
from cases.vocabulary import HELD, SURENESS, Certainty, EventKind
from tests.histories import event
from tests.test_custody_properties import DAYS, disputed, histories

K = EventKind
MADE = st.one_of(histories().map(lambda events: (events, [])), disputed())
TAKEN = event("taken", K.DETENTION, "2031-03-01", known_on=date(2031, 3, 9))
OUT = event("out", K.RELEASE, "2031-06-01..2031-06-30", known_on=date(2031, 7, 2))


def on(stretches, day, known_on):
    """The certainty of each stretch that covers a day, as known on another."""
    return [
        one.certainty
        for one in stretches
        if one.starts <= day < one.ends and one.known_from <= known_on < one.known_to
    ]


def then(known, known_on):
    return [
        one.spell
        for one in known
        if (one.known_from or date.min) <= known_on < (one.known_to or date.max)
    ]


def test_person_is_held_when_last_known_until_a_release_is_told():
    told, later, ever = date(2031, 3, 9), date(2031, 7, 2), date.max
    assert [
        (s.certainty, s.starts, s.ends, s.known_from, s.known_to)
        for s in held_stretches(known_spells([TAKEN, OUT]))
    ] == [
        (Certainty.CERTAIN, date(2031, 3, 1), date(2031, 3, 2), told, later),
        (Certainty.LAST_KNOWN, date(2031, 3, 2), ever, told, later),
        (Certainty.CERTAIN, date(2031, 3, 1), date(2031, 6, 1), later, ever),
        (Certainty.POSSIBLE, date(2031, 6, 1), date(2031, 6, 30), later, ever),
    ]


def test_who_was_never_in_custody_has_no_stretch():
    assert held_stretches(known_spells([event("fine", K.RELEASE, "2031-03-01")])) == ()
    assert held_stretches([]) == surest([]) == ()


def test_an_open_beginning_is_open():
    spells = known_spells([event("out", K.RELEASE, "2031-06-01"),
                           event("held", K.DETENTION, "..2031-03-05", known_on=None)])  # fmt: skip
    assert min(one.starts for one in held_stretches(spells)) == date.min


@settings(max_examples=100)
@given(MADE, st.none() | st.sampled_from(DAYS[::5]))
def test_stretches_are_the_surety_of_every_day_and_every_knowledge(made, known_on):
    known = known_spells(*made)
    stretches = held_stretches(known)
    spells = then(known, known_on or date(9999, 12, 30))
    for day in [date.min, *DAYS, date(9999, 12, 30)]:
        sure = surety(spells, day)
        found = on(stretches, day, known_on or date(9999, 12, 30))
        assert found == ([] if sure is None else [sure]), day


@settings(max_examples=80)
@given(MADE)
def test_surety_is_that_of_the_set_or_possible_where_a_list_asks(made):
    spells = fold(*made)
    for day in DAYS[::3]:
        sure, of_set = surety(spells, day), within(spells, day, HELD)
        asked = any(spell.state in HELD for spell in in_question(spells, day))
        assert (sure is not None) == (asked or of_set is not None)
        assert sure in (of_set, Certainty.POSSIBLE)
        assert of_set is None or sure is of_set


@settings(max_examples=80)
@given(MADE)
def test_held_when_last_known_goes_with_the_state_that_is_known_last(made):
    spells = fold(*made)
    last, held = last_known(spells), held_at_latest(spells, today=date(9999, 12, 30))
    if last.state in HELD:
        assert held is not None
    else:
        assert held is (Certainty.POSSIBLE if last.alternatives & HELD else None)


def test_length_that_has_not_run_out_is_held_surely():
    arrest = event("days", K.ADMINISTRATIVE_ARREST, "2031-03-01", duration_days=15)
    spells = fold([arrest])
    assert held_at_latest(spells, today=date(2031, 3, 5)) is Certainty.CERTAIN
    assert held_at_latest(spells, today=date(2031, 4, 5)) is None


@settings(max_examples=80)
@given(MADE)
def test_no_two_stretches_of_a_person_could_be_one(made):
    stretches = held_stretches(known_spells(*made))
    for one in stretches:
        assert one.starts < one.ends and one.known_from < one.known_to
        for other in stretches:
            after = replace(one, starts=one.ends, ends=other.ends)
            told = replace(one, known_from=one.known_to, known_to=other.known_to)
            assert other not in (after, told)


@settings(max_examples=100)
@given(st.lists(MADE, min_size=1, max_size=3), st.sampled_from(DAYS[::7]))
def test_the_surest_of_several_people_stands_for_all(several, known_on):
    each = [held_stretches(known_spells(*made)) for made in several]
    together = surest(one for stretches in each for one in stretches)
    for day in DAYS[::2]:
        found = [sure for stretches in each for sure in on(stretches, day, known_on)]
        expected = min(found, key=SURENESS.index, default=None)
        assert on(together, day, known_on) == ([] if expected is None else [expected])


def test_confirmation_on_the_last_day_of_the_calendar_overflows_nothing():
    spell = replace(fold([TAKEN])[0], confirmed_on=date.max)
    known = [replace(known_spells([TAKEN])[0], spell=spell)]
    assert [one.ends for one in held_stretches(known)] == [date.max]
    assert date.max - timedelta(days=1) > spell.starts_latest
