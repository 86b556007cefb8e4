"""Hearsay, and disputes that nobody has decided."""

from datetime import date

import pytest

from cases.custody import Rivals, fold, last_known
from cases.vocabulary import CustodyState, EventKind
from tests.histories import event, known, prison, states, told

K, S = EventKind, CustodyState


def rivals(*sides: str) -> list[Rivals]:
    return [Rivals(tuple(frozenset(side.split()) for side in sides))]


TAKEN = event("taken", K.REMAND, "2031-03-01")
EARLY = event("early", K.SENTENCE, "2031-06-01", terms=(prison(7),))
LATE = event("late", K.SENTENCE, "2031-06-20", terms=(prison(7),))
FREED = event("freed", K.RELEASE, "2031-06-10")


def test_hearsay_alone_is_possible():
    history = [event("camp", K.INTERNMENT, "2031-03-01", is_hearsay=True)]
    assert told(history, "2031-03-01") == ("interned", "possible")
    assert told(history, "2031-02-28") == ("unknown", "possible")
    found = last_known(fold(history))
    assert (found.state, found.certainty) == (S.INTERNED, "possible")


def test_hearsay_takes_nothing_from_what_is_certain():
    rumour = event("rumour", K.RELEASE, "2031-04-01", is_hearsay=True)
    history = [TAKEN, rumour, EARLY]
    assert told(history, "2031-05-01") == ("detained", "certain")
    assert states(fold(history)) == [S.DETAINED, S.IMPRISONED]


def test_hearsay_stands_beside_what_is_last_known():
    rumour = event("rumour", K.RELEASE, "2031-04-01", is_hearsay=True)
    found = known([TAKEN, rumour], "2031-05-01")
    assert (found.state, found.certainty) == (S.DETAINED, "last_known")
    assert found.alternatives == {S.FREE}


def test_hearsay_confirms_nothing():
    rumour = event("rumour", K.STATUS_REPORT, "2031-04-01", stated=S.DETAINED, is_hearsay=True)
    assert fold([TAKEN, rumour])[0].confirmed_on == date(2031, 3, 1)


def test_hearsay_of_a_death_kills_nobody():
    rumour = event("rumour", K.DEATH, "2031-04-01", is_hearsay=True)
    found = last_known(fold([TAKEN, rumour]))
    assert (found.state, found.alternatives) == (S.DETAINED, {S.DEAD})


def test_hearsay_of_an_arrest_runs_out_too():
    rumour = event(
        "rumour", K.ADMINISTRATIVE_ARREST, "2031-04-01", duration_days=5, is_hearsay=True
    )
    assert told([rumour], "2031-04-05") == ("administrative_arrest", "possible")
    assert told([rumour], "2031-04-06") == ("free", "possible")


def test_contradictory_events_that_nobody_disputes_follow_each_other():
    history = [TAKEN, FREED, LATE]
    assert states(fold(history)) == [S.DETAINED, S.FREE, S.IMPRISONED]


def test_disputed_day_is_possible_between_the_two_days():
    history = [TAKEN, EARLY, LATE]
    sides = rivals("early", "late")
    assert told(history, "2031-05-31", sides) == ("detained", "certain")
    assert told(history, "2031-06-10", sides)[1] == "possible"
    assert told(history, "2031-06-20", sides) == ("imprisoned", "last_known")
    spells = fold(history, sides)
    assert states(spells) == [S.DETAINED, S.IMPRISONED]
    assert (spells[1].starts_earliest, spells[1].starts_latest) == (
        date(2031, 6, 1),
        date(2031, 6, 20),
    )


def test_disputed_fate_is_possible_with_the_gravest_first():
    history = [TAKEN, EARLY, FREED]
    sides = rivals("early", "freed")
    assert told(history, "2031-05-31", sides) == ("detained", "certain")
    found = known(history, "2031-07-01", sides)
    assert (found.state, found.certainty) == (S.IMPRISONED, "possible")
    assert found.alternatives == {S.FREE}
    assert last_known(fold(history, sides)).alternatives == {S.FREE}


def test_event_that_may_not_have_happened_leaves_the_state_before_possible():
    history = [TAKEN, FREED]
    sides = rivals("freed", "")
    found = last_known(fold(history, sides))
    assert found.certainty == "possible"
    assert {found.state, *found.alternatives} == {S.DETAINED, S.FREE}
    assert told(history, "2031-06-10", sides)[1] == "possible"


def test_dispute_settled_by_what_came_later_is_certain_again():
    died = event("died", K.DEATH, "2032-01-01")
    history = [TAKEN, EARLY, FREED, died]
    assert told(history, "2032-01-01", rivals("early", "freed")) == ("dead", "certain")


def test_dispute_about_somebody_else_changes_nothing():
    history = [TAKEN, EARLY]
    assert fold(history, rivals("one", "another")) == fold(history)


def test_dispute_about_what_custody_does_not_depend_on_changes_nothing():
    history = [TAKEN, event("a", K.CHARGE, "2031-04-01"), event("b", K.CHARGE, "2031-04-02")]
    assert fold(history, rivals("a", "b")) == fold(history[:1])


def test_more_than_64_combinations_are_refused():
    history = [event(f"e{i}", K.DETENTION, f"2031-01-{i + 1:02}") for i in range(14)]
    sides = [rival for i in range(0, 14, 2) for rival in rivals(f"e{i}", f"e{i + 1}")]
    assert fold(history, sides[:6])
    with pytest.raises(ValueError, match="128 combinations"):
        fold(history, sides)
