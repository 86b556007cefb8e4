"""Partial, open, approximate and missing dates; order; ends; what is only last known."""

from datetime import date

import pytest

from cases.custody import answer, fold, last_known
from cases.vocabulary import CustodyState, EventKind
from tests.histories import event, known, states, told

K, S = EventKind, CustodyState


def test_day_before_the_first_event_is_unknown():
    found = known([event("taken", K.DETENTION, "2031-05-04")], "2031-05-03")
    assert found.state is S.UNKNOWN
    assert found.spells == ()


def test_person_without_events_is_unknown():
    assert last_known(fold([])).state is S.UNKNOWN


def test_day_of_a_change_belongs_to_the_new_state():
    history = [event("taken", K.DETENTION, "2031-05-04"), event("out", K.RELEASE, "2031-05-09")]
    assert told(history, "2031-05-04") == ("detained", "certain")
    assert told(history, "2031-05-08") == ("detained", "certain")
    assert told(history, "2031-05-09") == ("free", "certain")


def test_state_is_last_known_after_its_last_confirmation():
    history = [
        event("taken", K.REMAND, "2031-05-04"),
        event("strike", K.HUNGER_STRIKE, "2031-08-20"),
    ]
    assert told(history, "2031-08-20") == ("detained", "certain")
    assert told(history, "2031-08-21") == ("detained", "last_known")
    assert known(history, "2035-01-01").confirmed_on == date(2031, 8, 20)


def test_confirmation_that_lasts_confirms_to_its_end():
    cell = event(
        "cell", K.SOLITARY_CONFINEMENT, "2031-06-01", end_earliest="2031-06-15",
        end_latest="2031-06-16",
    )  # fmt: skip
    (spell,) = fold([event("taken", K.REMAND, "2031-05-04"), cell])
    assert spell.confirmed_on == date(2031, 6, 15)


def test_range_is_possible_within_and_certain_after():
    history = [
        event("taken", K.DETENTION, "2031-05-01..2031-05-31"),
        event("out", K.RELEASE, "2031-08-01..2031-08-31"),
    ]
    assert told(history, "2031-04-30") == ("unknown", "possible")
    assert told(history, "2031-05-15") == ("detained", "possible")
    assert told(history, "2031-05-31") == ("detained", "certain")
    assert told(history, "2031-07-31") == ("detained", "certain")
    assert told(history, "2031-08-15") == ("free", "possible")
    assert known(history, "2031-08-15").alternatives == {S.DETAINED}
    assert told(history, "2031-08-31") == ("free", "last_known")


def test_range_confirms_its_first_day_only():
    history = [
        event("taken", K.REMAND, "2031-02-01"),
        event("strike", K.HUNGER_STRIKE, "2031-05-01..2031-05-31"),
    ]
    assert told(history, "2031-05-01") == ("detained", "certain")
    assert told(history, "2031-05-02") == ("detained", "last_known")


def test_approximate_day_is_never_certain_within_its_bounds():
    history = [
        event("taken", K.DETENTION, "2031-05-04", is_approximate=True),
        event("out", K.RELEASE, "2031-05-09", is_approximate=True),
    ]
    assert told(history, "2031-05-04") == ("detained", "possible")
    assert told(history, "2031-05-05") == ("detained", "certain")
    assert told(history, "2031-05-09") == ("free", "possible")


def test_approximate_start_alone_confirms_no_day():
    about_may = event("taken", K.ARREST, "2031-05-01..2031-05-31", is_approximate=True)
    assert fold([about_may])[0].confirmed_on is None
    assert told([about_may], "2031-06-10") == ("detained", "last_known")


def test_approximate_confirmation_is_certain_to_the_day_before():
    history = [
        event("taken", K.REMAND, "2031-02-01"),
        event("strike", K.HUNGER_STRIKE, "2031-05-01..2031-05-31", is_approximate=True),
    ]
    assert fold(history)[0].confirmed_on == date(2031, 4, 30)


def test_open_start_is_certain_from_its_latest_day():
    history = [
        event("taken", K.DETENTION, "..2031-05-04"),
        event("out", K.RELEASE, "2031-06-01"),
    ]
    assert told(history, "2030-01-01") == ("detained", "possible")
    assert told(history, "2031-05-04") == ("detained", "certain")


def test_open_end_is_never_certain():
    history = [event("taken", K.DETENTION, "2031-05-04"), event("out", K.RELEASE, "2031-06-01..")]
    assert told(history, "2031-05-31") == ("detained", "certain")
    assert told(history, "2040-01-01") == ("free", "possible")
    assert last_known(fold(history)).state is S.FREE


def test_open_end_is_bounded_by_the_day_it_was_told():
    history = [
        event("taken", K.DETENTION, "2031-05-04"),
        event("out", K.RELEASE, "2031-06-01..", known_on="2031-09-01"),
    ]
    assert fold(history)[-1].starts_latest == date(2031, 9, 1)


def test_planned_event_changes_nothing():
    history = [
        event("taken", K.REMAND, "2031-05-04"),
        event("out", K.RELEASE, "2031-06-01", is_planned=True),
    ]
    assert fold(history) == fold(history[:1])


def test_undated_release_stands_between_its_neighbours():
    history = [
        event("taken", K.DETENTION, "2031-05-04"),
        event("out", K.RELEASE, after="taken", before="again"),
        event("again", K.DETENTION, "2031-09-01"),
    ]
    spells = fold(history)
    assert states(spells) == [S.DETAINED, S.FREE, S.DETAINED]
    assert (spells[1].starts_earliest, spells[1].starts_latest) == (
        date(2031, 5, 4),
        date(2031, 9, 1),
    )
    assert told(history, "2031-07-01") == ("free", "possible")
    assert told(history, "2031-09-01") == ("detained", "certain")


def test_undated_chain_is_followed():
    history = [
        event("taken", K.DETENTION, "2031-05-04"),
        event("out", K.RELEASE, after="home"),
        event("home", K.HOUSE_ARREST, after="taken"),
        event("gone", K.DEPARTURE, "2031-12-01"),
    ]
    assert states(fold(history))[:3] == [S.DETAINED, S.HOUSE_ARREST, S.FREE]


def test_undated_event_before_another_is_bounded_by_it():
    history = [
        event("seen", K.STATUS_REPORT, "2031-09-01", stated=S.FREE),
        event("taken", K.INTERNMENT, before="seen"),
    ]
    spells = fold(history)
    assert states(spells) == [S.INTERNED, S.FREE]
    assert spells[0].starts_latest == date(2031, 9, 1)
    assert told(history, "2030-01-01") == ("interned", "possible")


def test_undated_event_after_one_that_touches_somebody_else():
    history = [
        event("brother-taken", K.DETENTION, "2031-05-04", is_landmark=True),
        event("taken", K.DETENTION, after="brother-taken"),
    ]
    (spell,) = fold(history)
    assert spell.starts_earliest == date(2031, 5, 4)


def test_undated_event_without_place_does_not_unsettle_dated_ones():
    history = [event("taken", K.REMAND), event("out", K.RELEASE, "2031-05-04")]
    assert told(history, "2031-05-04") == ("free", "certain")
    assert last_known(fold(history[:1])).state is S.DETAINED


def test_undated_events_in_a_circle_are_refused_with_their_keys():
    history = [event("out", K.RELEASE, after="home"), event("home", K.HOUSE_ARREST, after="out")]
    with pytest.raises(ValueError, match="home, out"):
        fold(history)


def test_links_against_the_dates_are_refused_with_their_keys():
    history = [
        event("taken", K.DETENTION, "2031-05-04", after="out"),
        event("out", K.RELEASE, "2031-06-01"),
    ]
    with pytest.raises(ValueError, match="out and taken"):
        fold(history)


def test_same_day_order_decides():
    history = [
        event("out", K.RELEASE, "2031-05-04", order=1),
        event("again", K.ARREST, "2031-05-04", order=2),
        event("taken", K.DETENTION, "2031-05-04", order=0),
    ]
    assert states(fold(history)) == [S.DETAINED, S.FREE, S.DETAINED]


def test_same_day_without_order_goes_by_kind():
    history = [
        event("out", K.RELEASE, "2031-05-04"),
        event("taken", K.DETENTION, "2031-05-04"),
    ]
    spells = fold(history)
    assert states(spells) == [S.DETAINED, S.FREE]
    assert answer(spells, date(2031, 5, 4)).state is S.FREE


def test_release_within_the_month_follows_the_detention_on_its_day():
    history = [
        event("out", K.RELEASE, "2031-05-01..2031-05-31"),
        event("taken", K.DETENTION, "2031-05-15"),
    ]
    spells = fold(history)
    assert states(spells) == [S.DETAINED, S.FREE]
    assert spells[1].starts_earliest == date(2031, 5, 15)


def test_release_within_the_month_precedes_a_second_detention():
    history = [
        event("taken", K.DETENTION, "2031-04-01"),
        event("out", K.RELEASE, "2031-05-01..2031-05-31"),
        event("again", K.DETENTION, "2031-05-15"),
    ]
    assert states(fold(history)) == [S.DETAINED, S.FREE, S.DETAINED]
    assert told(history, "2031-05-20") == ("detained", "last_known")


def test_stated_end_returns_to_the_state_before():
    history = [
        event("home", K.HOUSE_ARREST, "2031-03-01"),
        event(
            "taken", K.DETENTION, "2031-05-04", end_earliest="2031-05-06", end_latest="2031-05-06"
        ),
    ]
    assert told(history, "2031-05-05") == ("detained", "certain")
    assert last_known(fold(history)).state is S.HOUSE_ARREST


def test_stated_end_frees_where_nothing_stood_before():
    history = [
        event(
            "taken", K.DETENTION, "2031-05-04", end_earliest="2031-05-01", end_latest="2031-05-31"
        )
    ]
    spells = fold(history)
    assert states(spells) == [S.DETAINED, S.FREE]
    assert told(history, "2031-05-31") == ("free", "last_known")
    assert spells[0].ended_by == "taken"


def test_second_detention_shows_that_the_first_had_ended():
    history = [
        event("taken", K.DETENTION, "2031-05-04"),
        event("again", K.DETENTION, "2031-09-01"),
    ]
    assert told(history, "2031-05-04") == ("detained", "certain")
    assert known(history, "2031-07-01").alternatives | {S.FREE} == {S.DETAINED, S.FREE}
    assert told(history, "2031-07-01")[1] == "possible"
    assert told(history, "2031-09-01") == ("detained", "certain")


def test_detention_of_somebody_on_remand_shows_no_release():
    history = [
        event("taken", K.DETENTION, "2031-05-04"),
        event("remanded", K.REMAND, "2031-05-06"),
        event("again", K.DETENTION, "2031-09-01"),
    ]
    assert states(fold(history)) == [S.DETAINED]


def test_last_known_does_not_look_at_hearsay():
    history = [
        event("taken", K.REMAND, "2031-05-04"),
        event("rumour", K.RELEASE, "2031-09-01", is_hearsay=True),
    ]
    found = last_known(fold(history))
    assert (found.state, found.alternatives) == (S.DETAINED, {S.FREE})


def test_approximate_date_may_be_the_last_of_the_calendar():
    history = [event("taken", K.REMAND, "9999-12-31", is_approximate=True)]
    assert last_known(fold(history)).state is S.DETAINED
