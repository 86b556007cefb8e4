"""The standing of organisations, by invented ones of the Republic of Zemlia."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.custody import Term
from cases.organisation_status import (
    fold_organisation,
    known_statuses,
    last_known_status,
    status_on,
)
from cases.vocabulary import ORGANISATION_EFFECTS, EventKind, OrganisationStatus, SentenceKind
from tests.histories import event

K, O = EventKind, OrganisationStatus  # noqa: E741

REGISTERED = event("registered", K.REGISTERED, "2029-05-01")
BANNED = event("banned", K.BANNED, "2031-03-13")


def told(events, on: str) -> tuple[str, str]:
    found = status_on(fold_organisation(events), date.fromisoformat(on))
    return found.status.value, found.certainty.value


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (K.UNREGISTERED, O.UNREGISTERED),
        (K.REGISTRATION_REFUSED, O.UNREGISTERED),
        (K.REGISTERED, O.REGISTERED),
        (K.SUSPENDED, O.SUSPENDED),
        (K.BANNED, O.BANNED),
        (K.DISSOLVED, O.DISSOLVED),
    ],
)
def test_kind_sets_status(kind, status):
    assert last_known_status(fold_organisation([event("then", kind, "2031-01-01")])).status is (
        status
    )


@pytest.mark.parametrize("kind", sorted(set(EventKind) - set(ORGANISATION_EFFECTS)))
def test_other_kind_changes_nothing(kind):
    assert fold_organisation([event("then", kind, "2031-01-01")]) == ()


def test_nothing_is_known_before_the_first_event():
    assert told([REGISTERED], "2029-04-30") == ("unknown", "possible")
    assert last_known_status(()).status is O.UNKNOWN


def test_status_is_certain_until_the_next_and_then_last_known():
    history = [REGISTERED, BANNED]
    assert told(history, "2031-03-12") == ("registered", "certain")
    assert told(history, "2031-03-13") == ("banned", "certain")
    assert told(history, "2031-03-14") == ("banned", "last_known")


def test_ban_in_a_month_is_possible_within_it():
    history = [REGISTERED, event("banned", K.BANNED, "2031-03-01..2031-03-31")]
    assert told(history, "2031-02-28") == ("registered", "certain")
    assert told(history, "2031-03-15") == ("banned", "possible")
    assert told(history, "2031-03-31") == ("banned", "last_known")


@pytest.mark.parametrize(
    "suspended",
    [
        event("suspended", K.SUSPENDED, "2031-01-25", duration_days=90),
        event(
            "suspended",
            K.SENTENCE,
            "2031-01-25",
            terms=(Term(SentenceKind.SUSPENSION_OF_ACTIVITY, days=90),),
        ),
    ],
)
def test_suspension_of_stated_length_ends(suspended):
    history = [REGISTERED, suspended]
    assert told(history, "2031-04-24") == ("suspended", "certain")
    assert told(history, "2031-04-25") == ("registered", "last_known")
    found = last_known_status(fold_organisation(history))
    assert found.status is O.REGISTERED
    assert found.spells[0].due_on == date(2031, 4, 24)


def test_suspension_ended_by_a_stated_day_returns_too():
    suspended = event(
        "suspended", K.SUSPENDED, "2031-01-25", end_earliest="2031-02-03", end_latest="2031-02-03"
    )
    assert told([REGISTERED, suspended], "2031-02-03") == ("registered", "last_known")


def test_suspension_without_length_stays():
    history = [REGISTERED, event("suspended", K.SUSPENDED, "2031-01-25")]
    assert told(history, "2033-01-01") == ("suspended", "last_known")


def test_ban_during_a_suspension_ends_it():
    history = [REGISTERED, event("suspended", K.SUSPENDED, "2031-01-25", duration_days=90), BANNED]
    assert told(history, "2031-05-25") == ("banned", "last_known")


@pytest.mark.parametrize("kind", [K.REGISTRATION_REFUSED, K.UNREGISTERED])
def test_lack_of_registration_lifts_no_ban(kind):
    history = [BANNED, event("refused", kind, "2032-01-01")]
    assert last_known_status(fold_organisation(history)).status is O.BANNED


def test_planned_ban_changes_nothing():
    planned = event("banned", K.BANNED, "2031-03-13", is_planned=True)
    assert fold_organisation([REGISTERED, planned]) == fold_organisation([REGISTERED])


def test_hearsay_is_possible_at_most():
    rumour = event("banned", K.BANNED, "2031-03-13", is_hearsay=True)
    found = last_known_status(fold_organisation([REGISTERED, rumour]))
    assert (found.status, found.alternatives) == (O.REGISTERED, {O.BANNED})
    assert told([rumour], "2031-03-13") == ("banned", "possible")


def test_undated_refusal_stands_before_its_anchor():
    history = [event("refused", K.REGISTRATION_REFUSED, before="registered"), REGISTERED]
    assert told(history, "2020-01-01") == ("unregistered", "possible")
    assert told(history, "2029-05-01") == ("registered", "certain")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ORGANISATION_EFFECTS)),
            st.integers(1, 60),
            st.sampled_from([0, 0, 9]),
            st.sampled_from([None, 5]),
        ),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_every_history_has_one_certain_status_a_day(rows, random):
    start = date(2031, 1, 1)
    events = [
        event(
            f"e{i}",
            kind,
            f"{start + timedelta(day)}..{start + timedelta(day + width)}",
            duration_days=length,
        )
        for i, (kind, day, width, length) in enumerate(rows)
    ]
    spells = fold_organisation(events)
    random.shuffle(events)
    assert fold_organisation(events) == spells
    for n in range(0, 90, 7):
        found = status_on(spells, start + timedelta(n))
        assert found.status not in found.alternatives
        certain = {
            spell.status
            for spell in spells
            if spell.starts_latest and spell.starts_latest <= start + timedelta(n)
            if spell.ends_earliest and start + timedelta(n) < spell.ends_earliest
        }
        assert len(certain) <= 1


def test_ban_is_known_from_the_day_on_which_a_source_tells_it():
    events = [replace(REGISTERED, known_on=date(2029, 6, 1)),
              replace(BANNED, known_on=date(2031, 4, 1))]  # fmt: skip
    rows = [(one.spell.status, one.known_from, one.known_to) for one in known_statuses(events)]
    assert sorted(rows, key=str) == sorted(
        [
            (O.REGISTERED, date(2029, 6, 1), date(2031, 4, 1)),
            (O.REGISTERED, date(2031, 4, 1), None),
            (O.BANNED, date(2031, 4, 1), None),
        ],
        key=str,
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ORGANISATION_EFFECTS)),
            st.integers(0, 40),
            st.none() | st.integers(0, 40),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_every_state_of_knowledge_is_the_fold_of_what_was_told(drawn):
    first = date(2031, 1, 1)
    events = [
        event(f"e{n}", kind, (first + timedelta(on)).isoformat(), is_hearsay=is_hearsay,
              known_on=None if known is None else first + timedelta(known))
        for n, (kind, on, known, is_hearsay) in enumerate(drawn)
    ]  # fmt: skip
    known = known_statuses(events)
    for day in [first - timedelta(1), *(first + timedelta(n) for n in range(0, 42, 3)), date.max]:
        told = [one for one in events if one.known_on is None or one.known_on <= day]
        then = [
            one.spell for one in known
            if (one.known_from or date.min) <= day
            and (one.known_to is None or day < one.known_to)
        ]  # fmt: skip
        assert set(then) == set(fold_organisation(told))
