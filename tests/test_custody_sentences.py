"""Sentences, arrests that run out, limitation, reductions, parole, and expected release."""

from datetime import date

import pytest

from cases.custody import ExpectedRelease, Term, at_latest, expected_release, fold, last_known
from cases.vocabulary import CustodyState, EventKind, SentenceKind
from tests.histories import event, known, prison, states, told

K, S, P = EventKind, CustodyState, SentenceKind


def arrest(days: int = 0, months: int = 0, **fields) -> Term:
    return Term(P.ADMINISTRATIVE_ARREST, days=days, months=months, **fields)


TAKEN = event("taken", K.DETENTION, "2031-01-06")
FIFTEEN = event("court", K.SENTENCE, "2031-01-06", terms=(arrest(15),))
SEVEN = event("court", K.SENTENCE, "2031-01-06", terms=(prison(7, key="seven"),))


@pytest.mark.parametrize(
    "ordered",
    [
        FIFTEEN,
        event("court", K.ADMINISTRATIVE_ARREST, "2031-01-06", duration_days=15),
        event("court", K.ADMINISTRATIVE_ARREST, "2031-01-06", terms=(arrest(15),)),
    ],
)
def test_administrative_arrest_runs_out(ordered):
    history = [TAKEN, ordered]
    assert told(history, "2031-01-06") == ("administrative_arrest", "certain")
    assert told(history, "2031-01-20") == ("administrative_arrest", "certain")
    assert told(history, "2031-01-21") == ("free", "last_known")
    spells = fold(history)
    assert spells[1].due_on == date(2031, 1, 20)
    assert spells[1].ended_by is None


@pytest.mark.parametrize(
    ("on", "days"), [("2031-06-01", 20180907), ("9999-12-30", 15), ("..9999-12-30", 15)]
)
@pytest.mark.parametrize("kind", [K.ADMINISTRATIVE_ARREST, K.DETENTION])
def test_length_that_leads_beyond_the_calendar_is_an_open_end(kind, on, days):
    (spell,) = fold([event("taken", kind, on, duration_days=days)])
    assert (spell.has_ended, spell.ends_latest, spell.due_on) == (False, None, None)


def test_length_that_may_lead_beyond_the_calendar_has_no_last_day():
    taken = event("taken", K.ADMINISTRATIVE_ARREST, "9999-12-01..9999-12-31", duration_days=15)
    spell = fold([taken])[0]
    assert (spell.ends_earliest, spell.ends_latest) == (date(9999, 12, 16), None)
    assert spell.due_on is None


def test_limitation_that_leads_beyond_the_calendar_is_due_on_no_day():
    limited = (Term(P.FREEDOM_LIMITATION, years=9000),)
    (spell,) = fold([event("court", K.SENTENCE, "2031-01-06", terms=limited)])
    assert (spell.has_ended, spell.due_on) == (False, None)


def test_arrest_prolonged_beyond_the_calendar_is_an_open_end():
    longer = event("appeal", K.SENTENCE_AMENDED, "2031-01-09", terms=(arrest(months=120_000),))
    spell = fold([TAKEN, FIFTEEN, longer])[-1]
    assert spell.state is S.ADMINISTRATIVE_ARREST
    assert (spell.has_ended, spell.due_on) == (False, None)


def test_administrative_arrest_of_months_runs_out_by_calendar():
    history = [event("court", K.SENTENCE, "2031-01-31", terms=(arrest(months=1),))]
    assert fold(history)[0].due_on == date(2031, 2, 27)


def test_administrative_arrest_counts_from_the_stated_start():
    start = (date(2031, 1, 4), date(2031, 1, 4))
    history = [event("court", K.SENTENCE, "2031-01-06", terms=(arrest(15, starts=start),))]
    assert fold(history)[0].due_on == date(2031, 1, 18)


def test_administrative_arrest_in_a_range_ends_in_a_range():
    history = [event("court", K.SENTENCE, "2031-01-06..2031-01-08", terms=(arrest(15),))]
    assert told(history, "2031-01-20") == ("administrative_arrest", "certain")
    assert told(history, "2031-01-22") == ("free", "possible")
    assert told(history, "2031-01-23") == ("free", "last_known")


def test_administrative_arrest_without_length_does_not_run_out():
    history = [event("court", K.ADMINISTRATIVE_ARREST, "2031-01-06")]
    assert told(history, "2032-01-06") == ("administrative_arrest", "last_known")


def test_administrative_arrest_is_over_whatever_day_it_is():
    found = last_known(fold([TAKEN, FIFTEEN]))
    assert found.state is S.FREE
    assert found.spells[0].due_on == date(2031, 1, 20)


def test_administrative_arrest_still_runs_at_the_latest():
    spells = fold([TAKEN, FIFTEEN])
    assert at_latest(spells, today=date(2031, 1, 10)).state is S.ADMINISTRATIVE_ARREST
    assert at_latest(spells, today=date(2031, 1, 21)).state is S.FREE


def test_administrative_arrest_ended_by_an_earlier_release():
    history = [TAKEN, FIFTEEN, event("out", K.RELEASE, "2031-01-12")]
    assert told(history, "2031-01-12") == ("free", "certain")
    assert fold(history)[1].ended_by == "out"


def test_release_told_after_the_length_leaves_the_days_between_possible():
    history = [TAKEN, FIFTEEN, event("out", K.RELEASE, "2031-01-25")]
    assert told(history, "2031-01-20") == ("administrative_arrest", "certain")
    assert told(history, "2031-01-23") == ("free", "possible")
    assert told(history, "2031-01-25") == ("free", "certain")
    assert fold(history)[1].ended_by == "out"


def test_new_administrative_arrest_is_counted_on_its_own():
    again = event("again", K.ADMINISTRATIVE_ARREST, "2031-01-18", duration_days=10)
    history = [TAKEN, FIFTEEN, again]
    assert told(history, "2031-01-27") == ("administrative_arrest", "certain")
    assert told(history, "2031-01-28") == ("free", "last_known")
    assert known(history, "2031-01-27").since == (date(2031, 1, 6), date(2031, 1, 6))


def test_administrative_arrest_from_house_arrest_returns_there():
    history = [event("home", K.HOUSE_ARREST, "2030-12-01"), FIFTEEN]
    assert last_known(fold(history)).state is S.HOUSE_ARREST


def test_administrative_arrest_shortened_on_appeal_ends_sooner():
    shorter = event("appeal", K.SENTENCE_AMENDED, "2031-01-09", terms=(arrest(7),))
    assert told([TAKEN, FIFTEEN, shorter], "2031-01-12") == ("administrative_arrest", "certain")
    assert told([TAKEN, FIFTEEN, shorter], "2031-01-13") == ("free", "last_known")


def test_administrative_arrest_shortened_below_what_was_served_ends_on_that_day():
    shorter = event("appeal", K.SENTENCE_AMENDED, "2031-01-12", terms=(arrest(3),))
    assert told([TAKEN, FIFTEEN, shorter], "2031-01-12") == ("free", "last_known")


def test_detention_of_a_stated_length_ends_by_it():
    history = [event("taken", K.DETENTION, "2031-01-06", duration_days=3)]
    assert told(history, "2031-01-08") == ("detained", "certain")
    assert told(history, "2031-01-09") == ("free", "last_known")


def test_arrest_outlasts_the_length_of_the_detention_before_it():
    history = [
        event("taken", K.DETENTION, "2031-01-06", duration_days=3),
        event("arrested", K.ARREST, "2031-01-08"),
    ]
    assert told(history, "2031-01-09") == ("detained", "last_known")


def test_arrest_in_a_range_beyond_another_leaves_the_days_between_possible():
    history = [
        event("first", K.ADMINISTRATIVE_ARREST, "2031-01-03", duration_days=3),
        event("second", K.ADMINISTRATIVE_ARREST, "2031-01-03..2031-01-12", duration_days=15),
    ]
    assert told(history, "2031-01-07")[1] == "possible"
    assert told(history, "2031-01-12") == ("administrative_arrest", "certain")


def test_sentence_in_absentia_imprisons_nobody():
    history = [event("court", K.SENTENCE, "2031-01-06", terms=(prison(15, is_in_absentia=True),))]
    assert fold(history) == ()
    assert expected_release(history) is None


def test_fine_changes_nothing():
    history = [event("court", K.SENTENCE, "2031-01-06", terms=(Term(P.FINE),))]
    assert fold(history) == ()


@pytest.mark.parametrize("before", [K.REMAND, K.HOUSE_ARREST])
def test_freedom_limitation_ends_custody(before):
    limited = event("court", K.SENTENCE, "2031-06-01", terms=(Term(P.FREEDOM_LIMITATION, 2),))
    history = [event("held", before, "2031-01-06"), limited]
    assert told(history, "2031-06-01") == ("restricted", "certain")


def test_freedom_limitation_is_last_known_after_its_term():
    limited = event("court", K.SENTENCE, "2031-06-01", terms=(Term(P.FREEDOM_LIMITATION, 2),))
    assert told([limited], "2034-01-01") == ("restricted", "last_known")
    (spell,) = fold([limited])
    assert spell.due_on == date(2033, 5, 31)
    assert not spell.has_ended


def test_freedom_limitation_from_an_unsure_start_has_no_due_day():
    limited = event(
        "court", K.SENTENCE, "2031-06-01..2031-06-30", terms=(Term(P.FREEDOM_LIMITATION, 2),)
    )
    assert fold([limited])[0].due_on is None


def test_gravest_of_several_terms_decides():
    terms = (Term(P.FINE), Term(P.FREEDOM_LIMITATION, 3), prison(2))
    assert last_known(fold([event("court", K.SENTENCE, "2031-06-01", terms=terms)])).state is (
        S.IMPRISONED
    )


def test_reduced_term_begins_no_new_imprisonment():
    reduced = event("appeal", K.SENTENCE_AMENDED, "2032-03-01", terms=(prison(6, 4),))
    (spell,) = fold([SEVEN, reduced])
    assert spell.starts_latest == date(2031, 1, 6)
    assert spell.confirmed_on == date(2032, 3, 1)


def test_prison_changed_to_limitation_is_milder():
    amended = event(
        "appeal", K.SENTENCE_AMENDED, "2032-03-01", terms=(Term(P.FREEDOM_LIMITATION, 2),)
    )
    assert states(fold([SEVEN, amended])) == [S.IMPRISONED, S.RESTRICTED]


def test_prison_changed_to_a_fine_frees_nobody_until_a_release():
    amended = event("appeal", K.SENTENCE_AMENDED, "2032-03-01", terms=(Term(P.FINE),))
    assert told([SEVEN, amended], "2032-03-02") == ("imprisoned", "last_known")
    out = event("out", K.RELEASE, "2032-03-05")
    assert told([SEVEN, amended, out], "2032-03-05") == ("free", "certain")


def test_graver_amendment_imprisons_nobody_by_itself():
    limited = event("court", K.SENTENCE, "2031-06-01", terms=(Term(P.FREEDOM_LIMITATION, 2),))
    graver = event("appeal", K.SENTENCE_AMENDED, "2031-09-01", terms=(prison(3),))
    assert states(fold([limited, graver])) == [S.RESTRICTED]


def test_amendment_after_the_release_changes_nothing():
    history = [
        SEVEN,
        event("out", K.RELEASE, "2032-01-01"),
        event("appeal", K.SENTENCE_AMENDED, "2032-03-01", terms=(prison(5),)),
    ]
    assert states(fold(history)) == [S.IMPRISONED, S.FREE]


def test_parole_granted_then_cancelled_frees_nobody():
    history = [
        SEVEN,
        event("granted", K.PAROLE_GRANTED, "2033-02-01"),
        event("cancelled", K.PAROLE_CANCELLED, "2033-03-01"),
    ]
    (spell,) = fold(history)
    assert (spell.state, spell.confirmed_on) == (S.IMPRISONED, date(2033, 3, 1))


def test_parole_frees_on_the_release_only():
    history = [
        SEVEN,
        event("granted", K.PAROLE_GRANTED, "2033-02-01"),
        event("out", K.PAROLE_RELEASE, "2033-02-16"),
    ]
    assert told(history, "2033-02-15") == ("imprisoned", "certain")
    assert told(history, "2033-02-16") == ("restricted", "certain")


def test_house_arrest_ended_on_the_way_to_prison_frees_nobody():
    history = [
        event("home", K.HOUSE_ARREST, "2030-12-01"),
        SEVEN,
        event("left", K.HOUSE_ARREST_ENDED, "2031-01-06"),
    ]
    assert last_known(fold(history)).state is S.IMPRISONED


def test_temporary_release_then_return():
    history = [
        SEVEN,
        event("funeral", K.TEMPORARY_RELEASE, "2032-02-01"),
        event("back", K.RETURN_TO_CUSTODY, "2032-02-04"),
    ]
    assert states(fold(history)) == [S.IMPRISONED, S.FREE, S.IMPRISONED]


def test_temporary_release_with_an_end_returns_by_itself():
    leave = event(
        "leave", K.TEMPORARY_RELEASE, "2032-02-01", end_earliest="2032-02-04",
        end_latest="2032-02-04",
    )  # fmt: skip
    assert told([SEVEN, leave], "2032-02-03") == ("free", "certain")
    assert last_known(fold([SEVEN, leave])).state is S.IMPRISONED


@pytest.mark.parametrize(
    ("before", "after"),
    [(K.HOUSE_ARREST, S.HOUSE_ARREST), (K.REMAND, S.DETAINED), (K.RELEASE, S.FREE)],
)
def test_clinic_returns_to_the_state_before(before, after):
    history = [
        event("before", before, "2031-01-06"),
        event("clinic", K.PSYCHIATRIC_COMMITMENT, "2031-02-01"),
        event("left", K.PSYCHIATRIC_DISCHARGE, "2031-03-01"),
    ]
    assert told(history, "2031-03-01") == (after.value, "certain")


def test_clinic_with_nothing_known_before_is_left_for_freedom():
    history = [
        event("clinic", K.PSYCHIATRIC_COMMITMENT, "2031-02-01"),
        event("left", K.PSYCHIATRIC_DISCHARGE, "2031-03-01"),
    ]
    assert last_known(fold(history)).state is S.FREE


START = (date(2031, 1, 2), date(2031, 1, 2))


def sentenced(*terms: Term, kind: EventKind = K.SENTENCE, on: str = "2031-06-01", **fields):
    return event(f"{kind}-{on}", kind, on, terms=terms, **fields)


def test_expected_release_is_start_plus_term():
    history = [sentenced(prison(7, 6, starts=START, key="long"))]
    end = date(2038, 7, 2)
    assert expected_release(history) == ExpectedRelease(end, end, "long")


@pytest.mark.parametrize(
    "term",
    [
        prison(7),
        prison(starts=START),
        prison(is_life=True, starts=START),
        prison(7, starts=(date(2031, 1, 2), None)),
        prison(7, starts=START, is_in_absentia=True),
        Term(P.FREEDOM_LIMITATION, 2, starts=START),
    ],
)
def test_expected_release_needs_start_and_term_of_custody(term):
    assert expected_release([sentenced(term)]) is None


def test_expected_release_follows_the_chain_of_amendments():
    history = [
        sentenced(prison(7, starts=START, key="seven")),
        sentenced(prison(6, 4, key="six"), kind=K.SENTENCE_AMENDED, on="2032-01-01"),
    ]
    assert expected_release(history) == ExpectedRelease(date(2037, 5, 2), date(2037, 5, 2), "six")


def test_expected_release_falls_away_with_a_milder_kind():
    history = [
        sentenced(prison(7, starts=START)),
        sentenced(Term(P.FINE), kind=K.SENTENCE_AMENDED, on="2032-01-01"),
    ]
    assert expected_release(history) is None


@pytest.mark.parametrize(
    ("kind", "stands"),
    [(K.RELEASE, False), (K.DEATH, False), (K.ACQUITTAL, False), (K.PAROLE_RELEASE, True)],
)
def test_expected_release_after_it_came_otherwise(kind, stands):
    history = [sentenced(prison(7, starts=START)), event("then", kind, "2033-01-01")]
    assert (expected_release(history) is not None) is stands


def test_expected_release_of_two_cases_is_the_later():
    history = [
        sentenced(prison(7, starts=START, key="long")),
        sentenced(prison(2, starts=START, key="short"), on="2031-07-01", case="melin"),
    ]
    assert expected_release(history).sentence == "long"


def test_arrest_is_over_when_the_administrative_arrest_it_led_to_runs_out():
    history = [
        event("arrested", K.ARREST, "2031-05-04"),
        event("punished", K.ADMINISTRATIVE_ARREST, "2031-05-05", duration_days=15),
    ]
    assert told(history, "2031-05-19") == ("administrative_arrest", "certain")
    assert states(fold(history))[-1] is S.FREE


def test_remand_goes_on_after_an_administrative_arrest_runs_out():
    history = [
        event("remanded", K.REMAND, "2031-05-04"),
        event("punished", K.ADMINISTRATIVE_ARREST, "2031-05-05", duration_days=15),
    ]
    assert states(fold(history))[-1] is S.DETAINED
