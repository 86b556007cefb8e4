"""Stretches of states are what is in question on every day, by every state of knowledge."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.custody import in_question, known_spells, state_stretches
from cases.vocabulary import CustodyState, EventKind
from tests.histories import event
from tests.test_custody_held import MADE, then
from tests.test_custody_properties import DAYS

LATE = date(9999, 12, 30)


def states(stretches, day, known_on):
    """The states of the stretches that cover a day, as known on another, once for each stretch."""
    return sorted(
        one.state
        for one in stretches
        if one.starts <= day < one.ends and one.known_from <= known_on < one.known_to
    )


@settings(max_examples=100)
@given(MADE, st.none() | st.sampled_from(DAYS[::5]))
def test_stretches_are_the_states_in_question_of_every_day_and_every_knowledge(made, known_on):
    known = known_spells(*made)
    stretches = state_stretches(known)
    spells = then(known, known_on or LATE)
    for day in [date.min, *DAYS, LATE]:
        wanted = sorted({spell.state for spell in in_question(spells, day)})
        assert states(stretches, day, known_on or LATE) == wanted, day


def test_release_told_later_changes_only_what_was_known_then():
    taken = event("taken", EventKind.DETENTION, "2031-03-01", known_on=date(2031, 3, 9))
    out = event("out", EventKind.RELEASE, "2031-06-01..2031-06-30", known_on=date(2031, 7, 2))
    told, later, ever = date(2031, 3, 9), date(2031, 7, 2), date.max
    found = {
        (one.state, one.starts, one.ends, one.known_from, one.known_to)
        for one in state_stretches(known_spells([taken, out]))
    }
    assert found == {
        (CustodyState.DETAINED, date(2031, 3, 1), ever, told, later),
        (CustodyState.DETAINED, date(2031, 3, 1), date(2031, 6, 30), later, ever),
        (CustodyState.FREE, date(2031, 6, 1), ever, later, ever),
    }


def test_of_nobody_there_is_nothing_in_question():
    assert state_stretches([]) == ()
