"""Spells in the making: what showed since when, turned into spells whose ends are known.

What shows is decided in `folding`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.custody.history import Spell
from cases.custody.steps import earlier_of
from cases.custody.strands import Bounds, Leg
from cases.vocabulary import CustodyState, Whereabouts


@dataclass(slots=True, eq=False)
class Draft:
    """A spell in the making. `begun` None: it began with its leg, so the leg's bounds count."""

    leg: Leg | None
    whereabouts: Whereabouts
    cause: str
    begun: Bounds | None
    ended_by: str | None = None

    @property
    def bounds(self) -> Bounds:
        if self.begun is not None:
            return self.begun
        assert self.leg is not None
        return self.leg.lo, self.leg.hi


def spells_of(drafts: Sequence[Draft]) -> tuple[Spell, ...]:
    """The drafts as spells; each ends where the next begins.

    Dates of different cases may overlap, so what comes later in order may have come earlier. The
    bounds are widened until neither starts nor ends run backwards: then the spells' days tell their
    order, their positions that of equal days, and none is certain where another is possible.
    """
    earliest = [draft.bounds[0] or date.min for draft in drafts]
    latest = [draft.bounds[1] or date.max for draft in drafts]
    for i in range(len(drafts) - 2, -1, -1):
        earliest[i] = min(earliest[i], earliest[i + 1])
    for i in range(1, len(drafts)):
        latest[i] = max(latest[i], latest[i - 1])
    starts = [
        (None if lo == date.min else lo, None if hi == date.max else hi)
        for lo, hi in zip(earliest, latest, strict=True)
    ]
    ends = [*starts[1:], None]
    return tuple(_spell(draft, starts[i], ends[i], position=i) for i, draft in enumerate(drafts))


def _spell(draft: Draft, start: Bounds, end: Bounds | None, position: int) -> Spell:
    leg = draft.leg
    confirmed_on = leg.confirmed_on if leg else None
    ends_earliest, ends_latest = end or (None, None)
    if end and leg and leg.end:  # what came next may have come later than the leg's own end
        ends_earliest = min(ends_earliest or date.min, leg.end[0] or date.min)
        ends_earliest = None if ends_earliest == date.min else ends_earliest
        ends_latest = earlier_of(ends_latest, leg.end[1])
    if end and confirmed_on and ends_earliest:
        confirmed_on = min(confirmed_on, ends_earliest)
    return Spell(
        state=leg.state if leg else CustodyState.UNKNOWN,
        whereabouts=draft.whereabouts,
        case=leg.case if leg else "",
        starts_earliest=start[0],
        starts_latest=start[1],
        ends_earliest=ends_earliest,
        ends_latest=ends_latest,
        has_ended=end is not None,
        confirmed_on=confirmed_on,
        is_possible=False,
        cause=draft.cause,
        ended_by=draft.ended_by,
        due_on=leg.due_on if leg else None,
        position=position,
    )
