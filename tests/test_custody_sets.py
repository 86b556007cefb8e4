"""What lists and charts ask of custody: sets of states, and the spells that a day leaves open."""

from datetime import date

from hypothesis import given, settings

from cases.custody import answer, fold, in_question, within
from cases.vocabulary import HELD, Certainty, CustodyState, EventKind
from tests.histories import event, prison
from tests.test_custody_properties import DAYS, disputed, histories

K, S = EventKind, CustodyState
TAKEN = event("taken", K.DETENTION, "2031-03-01")
COURT = event("court", K.SENTENCE, "2031-06-01..2031-06-30", terms=(prison(7),))
OUT = event("out", K.RELEASE, "2033-01-10")


def test_person_between_two_ways_of_being_held_is_certainly_held():
    spells = fold([TAKEN, COURT, OUT])
    day = date(2031, 6, 15)
    assert answer(spells, day).certainty is Certainty.POSSIBLE
    assert within(spells, day, HELD) is Certainty.CERTAIN
    assert within(spells, day, frozenset({S.IMPRISONED})) is Certainty.POSSIBLE


def test_free_person_is_not_held():
    spells = fold([TAKEN, COURT, OUT])
    assert within(spells, date(2033, 1, 10), HELD) is None
    assert within(spells, date(2031, 1, 10), HELD) is None


def test_held_person_of_whom_nobody_told_since_is_held_when_last_known():
    spells = fold([TAKEN])
    assert within(spells, date(2031, 4, 1), HELD) is Certainty.LAST_KNOWN


def test_hearsay_beside_what_is_sure_is_not_in_question():
    seen = event("seen", K.STATUS_REPORT, "2033-06-01", stated=S.FREE)
    rumour = event("rumour", K.DETENTION, "2033-03-01", is_hearsay=True)
    spells = fold([TAKEN, OUT, rumour, seen])
    assert [spell.state for spell in in_question(spells, date(2033, 4, 1))] == [S.FREE]
    later = {spell.state for spell in in_question(fold([TAKEN, OUT, rumour]), date(2033, 4, 1))}
    assert later == {S.FREE, S.DETAINED}


@settings(max_examples=150)
@given(histories())
def test_one_state_is_in_a_set_as_surely_as_the_answer_says(events):
    spells = fold(events)
    for day in DAYS[::7]:
        found = answer(spells, day)
        for state in S:
            expected = Certainty.POSSIBLE if state in found.alternatives else None
            if state is found.state:
                expected = found.certainty
            assert within(spells, day, frozenset({state})) is expected


@settings(max_examples=150)
@given(disputed())
def test_set_is_never_less_sure_than_the_answer(made):
    spells = fold(*made)
    for day in DAYS[::7]:
        found, held = answer(spells, day), within(spells, day, HELD)
        assert (held is None) == (not ({found.state} | found.alternatives) & HELD)
        if found.state in HELD and found.certainty is not Certainty.POSSIBLE:
            assert held is found.certainty


@settings(max_examples=150)
@given(disputed())
def test_all_that_the_answer_names_is_in_question_and_nothing_else_but_rumours(made):
    spells = fold(*made)
    for day in DAYS[::7]:
        found = answer(spells, day)
        named = ({found.state} | found.alternatives) - {S.UNKNOWN}
        asked = in_question(spells, day)
        assert (
            named
            <= {spell.state for spell in asked}
            <= named | {S.UNKNOWN} | {spell.state for spell in asked if spell.is_possible}
        )
