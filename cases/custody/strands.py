"""One case's strand: its state since an event, what that covers, and how it ends by itself.

Which event changes which strand is decided in `folding`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cases.custody.history import Term
from cases.custody.steps import Step, earlier_of, later_of
from cases.custody.terms import gravest, length_of, state_of
from cases.dates import DateError
from cases.vocabulary import Action, CustodyState, EventKind

DAY = timedelta(days=1)
S = CustodyState
Bounds = tuple[date | None, date | None]
End = tuple[date | None, date | None, str | None]  # bounds, and by which event if by one

# These come to an end and leave the person where they were; others replace what stood before.
EPISODES = frozenset({S.DETAINED, S.ADMINISTRATIVE_ARREST, S.PSYCHIATRIC_FACILITY, S.MISSING})


@dataclass(slots=True, eq=False)
class Leg:
    """A strand's state since an event. `lo`/`hi` bound its first day, `below` is what it covers."""

    state: S
    case: str
    cause: str
    lo: date | None
    hi: date | None
    confirmed_on: date | None = None
    below: "Leg | None" = None
    end: End | None = None
    due_on: date | None = None
    is_police: bool = False  # a detention that no court and no arrest has followed
    is_remanded: bool = False  # a court has ordered it
    is_inferred: bool = False  # begun because a length ran out


def is_over(leg: Leg, until: Step | None) -> bool:
    """Whether the leg's end lies before the step. On one day in one strand the event ends it."""
    if until is None:
        return True
    ends_latest = leg.end[1] if leg.end else None
    if ends_latest is None or until.lo is None:
        return False
    is_other = leg.case != until.event.case
    return ends_latest < until.lo or (is_other and ends_latest == until.lo)


def cut(leg: Leg, step: Step) -> None:
    """A strand's leg gives way to the step: it had begun by then."""
    if not step.event.is_approximate:
        leg.hi = later_of(earlier_of(leg.hi, step.hi), leg.lo if step.hi else None)


def covered(leg: Leg | None, state: S, kind: EventKind) -> Leg | None:
    """What the strand returns to when the new state ends by itself or by a discharge."""
    if state not in EPISODES and kind is not EventKind.TEMPORARY_RELEASE:
        return None
    while leg and (leg.state is state or _leads_to(leg, state)):
        leg = leg.below
    return leg


def _leads_to(leg: Leg, state: S) -> bool:
    """Whether being taken is how the state came about, and not what comes after it."""
    if leg.state is not S.DETAINED or leg.is_remanded or state is S.PSYCHIATRIC_FACILITY:
        return False
    return leg.is_police or state is S.ADMINISTRATIVE_ARREST


def is_new_leg(leg: Leg, step: Step, *, has_end: bool) -> bool:
    """Whether an event of the state that stands begins it anew instead of confirming it.

    So does a further administrative arrest, counted on its own, and whatever may have come after
    the state's own end. An arrest told without a length that may be the one that stands is it.
    """
    if leg.end and (step.hi is None or leg.end[0] is None or step.hi > leg.end[0]):
        return True
    return (
        leg.state is S.ADMINISTRATIVE_ARREST
        and step.effect.action is not Action.STATED
        and (step.lo, step.hi) != (leg.lo, leg.hi)
        and (has_end or bool(step.lo and leg.hi and step.lo > leg.hi))
    )


def end_of(step: Step, state: S, term: Term | None) -> tuple[End | None, date | None]:
    """The end that the event itself gives, as bounds and by which event, and the day it is due.

    Only an administrative arrest and a detention end by their length. A freedom limitation, a
    clinic, a house arrest are prolonged too often: they carry the day and stay last known.
    What would end beyond the calendar has no end.
    """
    event = step.event
    if (event.end_earliest or event.end_latest) and (
        state is not S.FREE or event.kind is EventKind.TEMPORARY_RELEASE
    ):
        lo = later_of(event.end_earliest, step.lo)
        return (lo, event.end_latest, event.key), None
    if term is None and (own := gravest(event.terms)) and state_of(own) is state:
        term = own
    length = length_of(event, term)
    if length is None or step.effect.action is Action.STATED or state is S.IMPRISONED:
        return None, None
    starts = (term and term.starts) or (step.lo, step.hi)
    lo, hi = (_after(length, day) for day in starts)
    if state is S.ADMINISTRATIVE_ARREST or event.kind is EventKind.DETENTION:
        if any(starts) and not (lo or hi):
            return None, None
        lo, hi = later_of(lo, step.lo), hi and later_of(hi, step.lo)
        return (lo, hi, None), hi and hi - DAY
    return None, lo - DAY if lo and lo == hi else None


def shorten(leg: Leg, step: Step, term: Term) -> None:
    """A changed length of an arrest that runs: from its start, but not over before the change.

    What would end beyond the calendar has no end.
    """
    leg.confirmed_on = later_of(leg.confirmed_on, step.sure)
    length = length_of(step.event, term)
    if length is None:
        return
    starts = term.starts or (leg.lo, leg.hi)
    lo, hi = (_after(length, day) for day in starts)
    if any(starts) and not (lo or hi):
        leg.end = leg.due_on = None
        return
    lo = later_of(lo, step.lo)
    if hi or not starts[1]:
        hi = later_of(hi, step.hi)
    leg.end, leg.due_on = (lo, hi, None), hi and hi - DAY


def _after(length: Callable[[date], date], day: date | None) -> date | None:
    """The day after a length that begins on `day`; None where either is not known, or beyond the
    calendar."""
    try:
        return day and length(day)
    except DateError:
        return None
