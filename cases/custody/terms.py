"""Sentences as custody reads them: the gravest term, its length, the expected release.

What a sentence does to a state that stands is decided in `folding`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from cases.custody.history import HistoryEvent, Term
from cases.dates import add_term
from cases.ordering import arrange
from cases.vocabulary import (
    GRAVITY,
    HELD,
    SENTENCE_STATES,
    CustodyState,
    EventKind,
)

RANK = {state: rank for rank, state in enumerate(GRAVITY)}
_SENTENCES = (EventKind.SENTENCE, EventKind.SENTENCE_AMENDED)
# After these no term runs any more. A release on parole or for a time leaves it running.
_TERM_OVER = frozenset(
    {
        EventKind.RELEASE,
        EventKind.EXCHANGE,
        EventKind.ACQUITTAL,
        EventKind.DEATH,
        EventKind.DEATH_IN_CUSTODY,
    }
)


@dataclass(frozen=True, slots=True)
class ExpectedRelease:
    """The bounds of the day on which a term ends by calendar, and the sentence's key."""

    earliest: date
    latest: date
    sentence: str


def gravest(terms: Iterable[Term]) -> Term | None:
    """The term that decides custody, the longest of the gravest kind; None: none touches it."""
    binding = [term for term in terms if term.kind in SENTENCE_STATES and not term.is_in_absentia]
    return min(
        binding,
        key=lambda t: (
            RANK[SENTENCE_STATES[t.kind]],
            not t.is_life,
            (-t.years, -t.months, -t.days),
            t.key,
        ),
        default=None,
    )


def state_of(term: Term) -> CustodyState:
    """The state that a term which `gravest` gave imposes."""
    return SENTENCE_STATES[term.kind]


def length_of(event: HistoryEvent, term: Term | None) -> Callable[[date], date] | None:
    """From the first day of a length to the day after its last; None where no length is stated."""
    if term and not term.is_life and (term.years or term.months or term.days):
        return lambda day: add_term(day, years=term.years, months=term.months, days=term.days)
    if event.duration_days:
        days = event.duration_days
        return lambda day: add_term(day, days=days)
    return None


def expected_release(events: Iterable[HistoryEvent]) -> ExpectedRelease | None:
    """When the person's term would end, by calendar: start plus length of the last sentence.

    Only where both are stated. An amendment keeps the start that was stated before it. None for
    life, in absentia, hearsay, a sentence outside custody, and after a release (not on parole or
    for a time), an acquittal or a death. Of several cases, the one that ends last. The state that
    the person is in plays no part: the answer is what the court said, not what happened.
    Raises DateError where the term ends beyond the calendar.
    """
    events = tuple(events)
    if not any(event.terms for event in events):
        return None
    starts: dict[str, tuple[date | None, date | None]] = {}
    running: dict[str, Term] = {}
    for event in arrange(events, is_undated_first=True):
        if event.is_planned or event.is_landmark or event.is_hearsay:
            continue
        if event.kind in _TERM_OVER:
            running.pop(event.case, None)
            if event.kind in (EventKind.DEATH, EventKind.DEATH_IN_CUSTODY):
                return None
        elif event.kind in _SENTENCES and event.terms:
            _sentenced(event, running, starts)
    ends = [
        ExpectedRelease(length(start[0]), length(start[1]), term.key)
        for case, term in running.items()
        if (start := starts.get(case)) and start[0] and start[1]
        if (length := length_of(_NO_EVENT, term)) is not None
    ]
    return max(ends, key=lambda e: (e.latest, e.earliest, e.sentence), default=None)


_NO_EVENT = HistoryEvent(key="", kind=EventKind.OTHER)


def _sentenced(
    event: HistoryEvent,
    running: dict[str, Term],
    starts: dict[str, tuple[date | None, date | None]],
) -> None:
    is_amended = event.kind is EventKind.SENTENCE_AMENDED
    term = gravest(event.terms)
    if term is None or state_of(term) not in HELD:
        # A fine beside a prison term of another sentence takes nothing away; a changed term does.
        if is_amended and not all(term.is_in_absentia for term in event.terms):
            running.pop(event.case, None)
        return
    if not is_amended:
        starts.pop(event.case, None)
    if term.starts:
        starts[event.case] = term.starts
    running[event.case] = term
