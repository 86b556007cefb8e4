"""One person over several cases, several people in one case, groups, death."""

from dataclasses import replace
from datetime import date

import pytest

from cases.custody import answer, fold, fold_case, last_known
from cases.vocabulary import CustodyState, EventKind, Whereabouts
from tests.histories import event, prison, states, told

K, S = EventKind, CustodyState

IN_PRISON = event("court", K.SENTENCE, "2031-06-01", case="orvel-1", terms=(prison(7),))
REMANDED = event("remand", K.REMAND, "2032-02-01", case="orvel-2")
CLEARED = event("out", K.RELEASE, "2032-09-01", case="orvel-2")


def test_co_defendants_with_different_fates():
    together = event("raid", K.DETENTION, "2031-03-01")
    ilan = [together, event("ilan-court", K.SENTENCE, "2031-06-01", terms=(prison(7),))]
    ada = [together, event("ada-out", K.RELEASE, "2031-03-02")]
    teo = [together, event("teo-flight", K.DEATH_IN_CUSTODY, "2031-04-01")]
    assert [last_known(fold(history)).state for history in (ilan, ada, teo)] == [
        S.IMPRISONED,
        S.FREE,
        S.DEAD,
    ]


def test_group_folds_as_one_history():
    # A group with a headcount is one row with one history; its count is not custody's business.
    sons_of_orvel = [event("taken", K.INTERNMENT, "2031-03-01..2031-12-31")]
    assert last_known(fold(sons_of_orvel)).state is S.INTERNED


def test_release_in_one_case_frees_nobody_held_in_another():
    history = [IN_PRISON, REMANDED, CLEARED]
    assert states(fold(history)) == [S.IMPRISONED]
    assert last_known(fold(history)).state is S.IMPRISONED


def test_gravest_of_two_cases_shows():
    home = event("home", K.HOUSE_ARREST, "2031-01-01", case="orvel-1")
    taken = event("remand", K.REMAND, "2031-03-01", case="orvel-2")
    out = event("out", K.RELEASE, "2031-05-01", case="orvel-2")
    spells = fold([home, taken, out])
    assert [(s.state, s.case) for s in spells] == [
        (S.HOUSE_ARREST, "orvel-1"),
        (S.DETAINED, "orvel-2"),
        (S.HOUSE_ARREST, "orvel-1"),
    ]
    assert spells[-1].cause == "home"


def test_release_in_the_graver_case_leaves_the_other():
    freed = event("freed", K.RELEASE, "2032-05-01", case="orvel-1")
    spells = fold([IN_PRISON, REMANDED, freed])
    assert [(s.state, s.case) for s in spells] == [
        (S.IMPRISONED, "orvel-1"),
        (S.DETAINED, "orvel-2"),
    ]
    assert (spells[1].starts_latest, spells[1].confirmed_on) == (date(2032, 5, 1), date(2032, 2, 1))
    assert answer(spells, date(2032, 5, 1)).certainty == "last_known"


def test_release_in_both_cases_frees():
    freed = event("freed", K.RELEASE, "2032-12-01", case="orvel-1")
    assert told([IN_PRISON, REMANDED, CLEARED, freed], "2032-12-01") == ("free", "certain")


def test_unsure_release_in_one_case_leaves_both_states_possible():
    freed = event("freed", K.RELEASE, "2032-01-01..2032-12-31", case="orvel-1")
    history = [IN_PRISON, REMANDED, freed]
    found = answer(fold(history), date(2032, 6, 1))
    assert {found.state, *found.alternatives} == {S.IMPRISONED, S.DETAINED}
    assert found.certainty == "possible"


def test_arrest_that_runs_out_in_one_case_leaves_the_other():
    fine_week = event(
        "week", K.ADMINISTRATIVE_ARREST, "2031-03-01", case="orvel-2", duration_days=7
    )
    home = event("home", K.HOUSE_ARREST, "2031-01-01", case="orvel-1")
    assert states(fold([home, fine_week])) == [
        S.HOUSE_ARREST,
        S.ADMINISTRATIVE_ARREST,
        S.HOUSE_ARREST,
    ]


def test_arrest_that_runs_out_before_the_other_case_surely_began_is_not_certain():
    week = event("week", K.ADMINISTRATIVE_ARREST, "2031-03-01", case="orvel-2", duration_days=7)
    later = event(
        "later", K.ADMINISTRATIVE_ARREST, "2031-03-02..2031-03-31", case="orvel-1", duration_days=7
    )
    assert told([week, later], "2031-03-07") == ("administrative_arrest", "certain")
    assert told([week, later], "2031-03-20")[1] == "possible"


def test_event_without_a_case_is_a_strand_of_its_own():
    loose = event("seen", K.RELEASE, "2032-05-01", case="")
    assert last_known(fold([IN_PRISON, loose])).state is S.IMPRISONED


def test_event_in_custody_without_custody_in_its_case_confirms_the_one_that_holds():
    strike = event("strike", K.HUNGER_STRIKE, "2032-05-01", case="")
    (spell,) = fold([IN_PRISON, strike])
    assert spell.confirmed_on == date(2032, 5, 1)


def test_bare_detentions_in_two_cases_are_not_one_long_detention():
    history = [
        event("rally-1", K.DETENTION, "2031-03-01", case="orvel-1"),
        event("rally-2", K.DETENTION, "2032-03-01", case="orvel-2"),
        event("out", K.RELEASE, "2032-03-02", case="orvel-2"),
    ]
    assert told(history, "2031-09-01")[1] == "possible"
    assert told(history, "2032-03-02") == ("free", "certain")


def test_slice_of_a_case_knows_only_its_own_events():
    history = [IN_PRISON, REMANDED, CLEARED]
    assert states(fold_case(history, "orvel-2")) == [S.DETAINED, S.FREE]
    assert states(fold_case(history, "orvel-1")) == [S.IMPRISONED]


def test_slice_of_a_case_knows_a_death_told_elsewhere():
    died = event("died", K.DEATH, "2033-01-01", case="")
    assert last_known(fold_case([IN_PRISON, died], "orvel-1")).state is S.DEAD


def test_slice_of_a_case_places_undated_events_by_those_of_others():
    loose = event("freed", K.RELEASE, case="orvel-1", after="remand", before="out")
    spells = fold_case([IN_PRISON, REMANDED, loose, CLEARED], "orvel-1")
    assert spells[1].starts_earliest == date(2032, 2, 1)


@pytest.mark.parametrize("kind", [K.DEATH, K.DEATH_IN_CUSTODY])
def test_death_is_final_and_certain_for_ever(kind):
    history = [
        IN_PRISON,
        event("died", kind, "2033-01-01", case="orvel-2"),
        event("late", K.RELEASE, "2034-01-01", case="orvel-1"),
        event("later", K.DETENTION, "2035-01-01", case="orvel-1"),
    ]
    assert states(fold(history)) == [S.IMPRISONED, S.DEAD]
    assert told(history, "2050-01-01") == ("dead", "certain")


def test_exile_splits_freedom_by_whereabouts_and_keeps_since_when():
    history = [
        IN_PRISON,
        event("out", K.RELEASE, "2033-01-01", case="orvel-1"),
        event("flight", K.DEPARTURE, "2033-02-01", case="orvel-1"),
        event("home", K.RETURN, "2034-02-01", case="orvel-1"),
    ]
    spells = fold(history)
    assert [s.whereabouts for s in spells[1:]] == [
        Whereabouts.UNKNOWN,
        Whereabouts.ABROAD,
        Whereabouts.IN_COUNTRY,
    ]
    found = last_known(spells)
    assert found.since == (date(2033, 1, 1), date(2033, 1, 1))


def test_order_of_input_does_not_matter():
    history = [IN_PRISON, REMANDED, CLEARED]
    assert fold(history) == fold(reversed(history))


def test_same_history_in_another_case_gives_the_same_states():
    history = [IN_PRISON, event("out", K.RELEASE, "2033-01-01", case="orvel-1")]
    moved = [replace(one, case="melin") for one in history]
    assert states(fold(history)) == states(fold(moved))
