"""Timeline entries: display order and silences."""

from datetime import date

import pytest

from cases.timeline import TimelineEvent, entries
from cases.vocabulary import EventKind

K = EventKind


def shown(key: str, on: str = "", kind: EventKind = K.HEARING, **fields) -> TimelineEvent:
    first, _, last = on.partition("..")
    if on and ".." not in on:
        last = first
    return TimelineEvent(
        key=key,
        kind=kind,
        earliest=date.fromisoformat(first) if first else None,
        latest=date.fromisoformat(last) if last else None,
        **fields,
    )


def gaps(*events: TimelineEvent) -> dict[str, int | None]:
    return {entry.event.key: entry.gap_months_before for entry in entries(events)}


def test_no_events_no_entries():
    assert entries([]) == ()


def test_entries_stand_in_order_each_once():
    events = [shown("b", "2031-02-01"), shown("c", after="b"), shown("a", "2031-01-01")]
    assert [entry.event.key for entry in entries(events)] == ["a", "b", "c"]


def test_undated_entries_without_a_place_come_last():
    assert [e.event.key for e in entries([shown("loose"), shown("a", "2031-01-01")])] == [
        "a",
        "loose",
    ]


def test_silence_of_six_months_is_told():
    assert gaps(shown("a", "2031-01-15"), shown("b", "2031-07-15")) == {"a": None, "b": 6}


def test_silence_under_six_months_is_not_told():
    assert gaps(shown("a", "2031-01-15"), shown("b", "2031-07-14"))["b"] is None


def test_silence_runs_from_the_latest_bound_of_all_before():
    assert gaps(
        shown("year", "2031-01-01..2031-12-31", K.PROTEST),
        shown("a", "2031-01-15"),
        shown("b", "2032-09-01"),
    ) == {"year": None, "a": None, "b": 8}


def test_silence_runs_to_the_earliest_bound():
    assert gaps(shown("a", "2031-01-15"), shown("b", "2032-01-01..2032-12-31"))["b"] == 11


def test_silence_begins_with_the_end_of_what_lasted():
    assert (
        gaps(shown("a", "2031-01-15", end_latest=date(2031, 12, 1)), shown("b", "2032-02-01"))["b"]
        is None
    )


@pytest.mark.parametrize("between", [shown("u", after="a"), shown("u", "2031-06-01")])
def test_undated_entry_does_not_break_a_silence(between):
    found = gaps(shown("a", "2031-01-15"), between, shown("b", "2031-09-15"))
    assert found["b"] == (8 if between.earliest is None else None)
    assert found["u"] is None


def test_planned_entry_neither_breaks_nor_ends_a_silence():
    found = gaps(
        shown("a", "2031-01-15"),
        shown("plan", "2032-01-15", is_planned=True),
        shown("b", "2032-02-15"),
    )
    assert found == {"a": None, "plan": None, "b": 13}


def test_open_dates_are_counted_from_the_side_that_is_known():
    assert gaps(shown("a", "2031-01-15.."), shown("b", "..2032-01-15"))["b"] == 12
