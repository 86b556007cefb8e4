"""Small builders for custody histories: events of invented people in the Republic of Zemlia."""

from datetime import date

from cases.custody import Answer, HistoryEvent, Spell, Term, answer, fold
from cases.vocabulary import CustodyState, EventKind, SentenceKind


def day(text: str | None) -> date | None:
    """A day from its ISO text; None stays None."""
    return date.fromisoformat(text) if text else None


def event(key: str, kind: EventKind, on: str | None = None, **fields) -> HistoryEvent:
    """An event on a day, in a range ("2031-05-01..2031-05-31", either side may be empty), or
    undated; in the case "orvel" unless told. Dates may be given as text."""
    earliest, _, latest = (on or "").partition("..")
    if on and ".." not in on:
        latest = earliest
    for name in ("end_earliest", "end_latest", "known_on"):
        if isinstance(fields.get(name), str):
            fields[name] = day(fields[name])
    fields.setdefault("case", "orvel")
    return HistoryEvent(
        key=key,
        kind=kind,
        earliest=day(earliest),
        latest=day(latest),
        is_dated=bool(on),
        **fields,
    )


def prison(years: int = 0, months: int = 0, **fields) -> Term:
    return Term(SentenceKind.IMPRISONMENT, years=years, months=months, **fields)


def states(spells: tuple[Spell, ...]) -> list[CustodyState]:
    """The states one after another, those in doubt left out."""
    return [spell.state for spell in spells if not spell.is_possible]


def known(events: list[HistoryEvent], on: str, rivals=()) -> Answer:
    """What held on a day."""
    return answer(fold(events, rivals), date.fromisoformat(on))


def told(events: list[HistoryEvent], on: str, rivals=()) -> tuple[str, str]:
    """State and certainty on a day, as their keys."""
    found = known(events, on, rivals)
    return found.state.value, found.certainty.value
