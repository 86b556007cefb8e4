"""Events to the entries of a timeline: in display order, with the silences between them.

How an entry looks and what its event says is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.ordering import arrange
from cases.vocabulary import EventKind

SILENCE_MONTHS = 6  # a shorter gap is the ordinary course of a case


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """What of an event its place in a timeline depends on. Bounds inclusive, None is open."""

    key: str
    kind: EventKind
    earliest: date | None = None
    latest: date | None = None
    is_approximate: bool = False
    order: int = 0
    after: str | None = None
    before: str | None = None
    end_latest: date | None = None
    is_planned: bool = False  # announced only: neither breaks a silence nor ends one


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place. `gap_months_before`: whole months without information, if many."""

    event: TimelineEvent
    gap_months_before: int | None = None


def entries(events: Iterable[TimelineEvent]) -> tuple[Entry, ...]:
    """The events in display order, each once, with the silences before them.

    Order is that of `ordering.arrange`; undated events without a place come last. A silence runs
    from the latest bound of all that came before to the earliest of the event; undated events
    neither make nor break one. Raises ValueError as `arrange` does.
    """
    made: list[Entry] = []
    known_until: date | None = None
    for event in arrange(events, is_firm=lambda event: not event.is_planned):
        begins = event.earliest or event.latest
        if begins is None or event.is_planned:
            made.append(Entry(event))
            continue
        months = _whole_months(known_until, begins) if known_until else 0
        made.append(Entry(event, months if months >= SILENCE_MONTHS else None))
        last = max(event.latest or begins, event.end_latest or begins)
        known_until = max(known_until or last, last)
    return tuple(made)


def _whole_months(since: date, until: date) -> int:
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until.day < since.day)
