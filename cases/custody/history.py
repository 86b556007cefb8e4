"""What goes into custody and what comes out: events as they touch a person, and spells.

Plain values and their order; no rule stands here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.vocabulary import CustodyState, EventKind, SentenceKind, Whereabouts


@dataclass(frozen=True, slots=True)
class Term:
    """One sentence as far as custody cares. `starts`: the stated bounds of the term's first day."""

    kind: SentenceKind
    years: int = 0
    months: int = 0
    days: int = 0
    is_life: bool = False
    is_in_absentia: bool = False
    starts: tuple[date | None, date | None] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event as it touches one person or organisation. Bounds inclusive, None is open.

    An event throughout an interval is given by the bounds of its first day as `earliest`/`latest`
    and those of its last day as `end_earliest`/`end_latest`. `known_on` is the first day on which
    a source said so, None if that was always known. A landmark touches somebody else: it stands
    here only so that undated events can be placed by it.
    """

    key: str
    kind: EventKind
    case: str = ""
    earliest: date | None = None
    latest: date | None = None
    is_approximate: bool = False
    is_dated: bool = True
    end_earliest: date | None = None
    end_latest: date | None = None
    duration_days: int | None = None
    order: int = 0
    after: str | None = None
    before: str | None = None
    is_planned: bool = False
    stated: CustodyState | None = None
    terms: tuple[Term, ...] = ()
    is_hearsay: bool = False
    known_on: date | None = None
    is_landmark: bool = False


@dataclass(frozen=True, slots=True)
class Rivals:
    """An undecided dispute: alternative sets of event keys, exactly one of which holds."""

    alternatives: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one state and in one country or abroad.

    A day belongs to the state in which it ends: `starts_*` bound the first day in the state,
    `ends_*` the first day no longer in it; None is open. The state is certain from
    `starts_latest` to the day before `ends_earliest`; of a spell that has no known end, to
    `confirmed_on`: the last day on which a source surely saw it. That is the *earliest* bound of
    the confirming event: somebody confirmed "in December" may have been let go on the 2nd.
    `has_ended` False with `ends_earliest` set: one side of a dispute says that it ended.
    `due_on` is the last day of a stated length; an administrative arrest is over after it, any
    other state is not until a source says so. `cause` and `ended_by` are event keys; `ended_by`
    None of an ended spell: it ended by its own length. `case` is the case that holds.
    `is_possible`: hearsay, or one side of an undecided dispute; such spells overlap others.
    """

    state: CustodyState
    whereabouts: Whereabouts
    case: str
    starts_earliest: date | None
    starts_latest: date | None
    ends_earliest: date | None
    ends_latest: date | None
    has_ended: bool
    confirmed_on: date | None
    is_possible: bool
    cause: str
    ended_by: str | None
    due_on: date | None
    position: int = field(default=0, compare=False)  # orders spells of equal bounds, says no more


def in_order(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The spells by their days, however they were stored."""
    return tuple(sorted(spells, key=_days))


def _days(spell: Spell) -> tuple[date, date, bool, int]:
    return (
        spell.starts_earliest or date.min,
        spell.starts_latest or date.max,
        not spell.has_ended,
        spell.position,
    )
