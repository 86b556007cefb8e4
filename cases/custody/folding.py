"""One fold: ordered events to the spells of a person, each case a strand, the gravest shown.

Applies the effects table. Hearsay and disputes are not known here: whoever calls it chooses the
events (`combining`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from cases.custody.drafts import Draft, spells_of
from cases.custody.history import Spell, Term
from cases.custody.steps import Step, earlier_of, later_of
from cases.custody.strands import (
    DAY,
    Bounds,
    Leg,
    covered,
    cut,
    end_of,
    is_new_leg,
    is_over,
    shorten,
)
from cases.custody.terms import RANK, gravest, state_of
from cases.vocabulary import HELD, Action, CustodyState, EventKind, Whereabouts

S = CustodyState


@dataclass(slots=True)
class Walk:
    """A person's strands while the events pass by."""

    legs: dict[str, Leg] = field(default_factory=dict)
    whereabouts: Whereabouts = Whereabouts.UNKNOWN
    drafts: list[Draft] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Apply one event."""
        event, effect = step.event, step.effect
        if event.kind is EventKind.DETENTION:
            self._infer_releases(step)
        leg = self.legs.get(event.case)
        match effect.action:
            case Action.SET if effect.state:
                self._set(step, effect.state)
            case Action.STATED if event.stated:
                self._begin(step, event.stated)
            case Action.CONFIRM:
                self._confirm(step)
            case Action.STATED if event.kind is EventKind.TRANSFER:
                self._confirm(step)
            case Action.RESUME:
                self._resume(step, leg)
            case Action.BY_SENTENCE:
                self._sentence(step, leg)
        if effect.whereabouts:
            self.whereabouts = effect.whereabouts
        self._show(event.case, event.key, (step.lo, step.hi))

    def lapse(self, until: Step | None) -> None:
        """End what ends by itself before the step, or at all, in the order of the ends."""
        while ends := [
            (leg.end[1] or date.max, leg.case, leg.end)
            for leg in self.legs.values()
            if leg.end and is_over(leg, until)
        ]:
            _, case, (lo, hi, by) = min(ends, key=lambda row: row[:2])
            leg = self.legs[case]
            self._return(leg, (lo, hi), leg.cause)
            self.legs[leg.case].is_inferred = by is None
            self._show(leg.case, by, (lo, hi))

    def _set(self, step: Step, state: S) -> None:
        leg = self.legs.get(step.event.case)
        # The order to leave the house may be an order to prison: it ends house arrest only.
        if (
            step.event.kind is EventKind.HOUSE_ARREST_ENDED
            and leg
            and leg.state in HELD - {S.HOUSE_ARREST}
        ):
            return
        self._begin(step, state)

    def _sentence(self, step: Step, leg: Leg | None) -> None:
        term = gravest(step.event.terms)
        if term is None:
            return
        state = state_of(term)
        if step.event.kind is EventKind.SENTENCE:
            self._begin(step, state, term)
        elif leg and leg.state is state is S.ADMINISTRATIVE_ARREST:
            shorten(leg, step, term)
        elif leg and leg.state in HELD and RANK[state] >= RANK[leg.state]:
            self._begin(step, state, term)

    def _resume(self, step: Step, leg: Leg | None) -> None:
        if leg is None:
            self._begin(step, S.FREE)
        elif leg.state is S.PSYCHIATRIC_FACILITY:
            cut(leg, step)
            self._return(leg, (step.lo, step.hi), step.event.key)
            self.legs[leg.case].confirmed_on = step.sure
        elif leg.state in HELD:
            leg.confirmed_on = later_of(leg.confirmed_on, step.sure)

    def _confirm(self, step: Step) -> None:
        """Confirm the strand's own custody, else the one that holds the person."""
        leg = self.legs.get(step.event.case)
        if leg is None or leg.state not in HELD:
            leg = self._carrier()
        if leg and leg.state in HELD:
            until = step.event.end_earliest if not step.event.is_approximate else None
            leg.confirmed_on = later_of(leg.confirmed_on, later_of(step.sure, until))

    def _begin(self, step: Step, state: S, term: Term | None = None) -> None:
        event, leg = step.event, self.legs.get(step.event.case)
        end, due_on = end_of(step, state, term)
        is_police = event.kind is EventKind.DETENTION
        is_remanded = event.kind is EventKind.REMAND
        if leg and leg.state is state:
            if leg.is_inferred and event.kind is EventKind.RELEASE:
                self._move_end(leg, step)
            if not is_new_leg(leg, step, has_end=end is not None):
                leg.confirmed_on = later_of(leg.confirmed_on, step.sure)
                leg.is_police &= is_police
                leg.is_remanded |= is_remanded
                if state is S.DETAINED and not is_police and step.effect.action is Action.SET:
                    leg.end = leg.due_on = None  # an arrest outlasts the length of the detention
                leg.end, leg.due_on = end or leg.end, due_on or leg.due_on
                self._confirm_shown(step, state)
                return
        lo, hi = step.lo, step.hi
        if leg:
            cut(leg, step)
            lo = later_of(lo, leg.lo)
            if state is S.FREE and leg.end and leg.below is None:
                hi = earlier_of(hi, leg.end[1])
            hi = later_of(hi, lo) if hi else None
        self.legs[event.case] = Leg(
            state=state,
            case=event.case,
            cause=event.key,
            lo=lo,
            hi=hi,
            # "About October": not one day of it is sure.
            confirmed_on=None if event.is_approximate else step.sure,
            below=covered(leg, state, event.kind),
            end=end,
            due_on=due_on,
            is_police=is_police,
            is_remanded=is_remanded,
        )
        self._confirm_shown(step, state)

    def _confirm_shown(self, step: Step, state: S) -> None:
        """What one case says of the person confirms the same state where another case shows it."""
        leg = self._carrier()
        if leg and leg.state is state and leg.case != step.event.case:
            leg.confirmed_on = later_of(leg.confirmed_on, step.sure)

    def _return(self, leg: Leg, bounds: Bounds, cause: str) -> None:
        """Put the strand back to what the leg covers; free if nothing."""
        lo, hi = later_of(bounds[0], leg.lo), bounds[1]
        hi = later_of(hi, lo) if hi else None
        below = leg.below
        if below is None or below.state is S.UNKNOWN:
            self.legs[leg.case] = Leg(S.FREE, leg.case, cause, lo, hi)
            return
        self.legs[leg.case] = replace(below, lo=lo, hi=hi, cause=cause)

    def _infer_releases(self, step: Step) -> None:
        """Whom the police detain, they had let go: a bare earlier detention is over by then."""
        for leg in list(self.legs.values()):
            is_bare = leg.state is S.DETAINED and leg.is_police
            if is_bare and leg.hi and step.lo and step.lo > leg.hi:
                since = min(leg.confirmed_on or leg.hi, step.lo - DAY) + DAY
                self._return(leg, (since, step.hi), leg.cause)
                self._show(leg.case, step.event.key, (since, step.hi))

    def _move_end(self, leg: Leg, step: Step) -> None:
        """A release after the day on which a length ran out: free on one day of the two."""
        leg.hi, leg.is_inferred = later_of(leg.hi, step.hi), False
        for ended, draft in pairwise(self.drafts):
            if draft.leg is leg and draft.begun is None:
                ended.ended_by = step.event.key

    def _carrier(self) -> Leg | None:
        """The leg that shows: the gravest; of equals the one that shows already, else the first."""
        shown = self.drafts[-1].leg if self.drafts else None
        return min(
            self.legs.values(), key=lambda leg: (RANK[leg.state], leg is not shown), default=None
        )

    def _show(self, case: str, by: str | None, bounds: Bounds) -> None:
        leg = self._carrier()
        last = self.drafts[-1] if self.drafts else None
        if last and last.leg is leg and last.whereabouts is self.whereabouts:
            return
        if leg is None and self.whereabouts is Whereabouts.UNKNOWN:
            return
        if last:
            last.ended_by = by
        if leg is None or (last and last.leg is leg):  # only the whereabouts are new
            self.drafts.append(Draft(leg, self.whereabouts, by or "", bounds))
        elif leg.case == case:
            self.drafts.append(Draft(leg, self.whereabouts, leg.cause, None))
        else:
            self._fall_back(leg, self.legs.get(case), bounds)

    def _fall_back(self, leg: Leg, own: Leg | None, bounds: Bounds) -> None:
        """Another case comes to the fore. Until it surely has begun, the own case's state may."""
        lo, hi = bounds
        if own and (leg.hi is None or lo is None or lo < leg.hi):
            until = replace(own, end=(lo, leg.hi, leg.cause))
            self.drafts.append(Draft(until, self.whereabouts, own.cause, None, ended_by=leg.cause))
            hi = leg.hi and hi and max(hi, leg.hi)
        self.drafts.append(Draft(leg, self.whereabouts, leg.cause, (lo, hi)))


def fold_steps(steps: Iterable[Step]) -> tuple[Spell, ...]:
    """The spells of one person if all these events happened, in this order."""
    walk = Walk()
    for step in steps:
        walk.lapse(step)
        walk.take(step)
        if walk.legs and any(leg.state is S.DEAD for leg in walk.legs.values()):
            return spells_of(walk.drafts)
    walk.lapse(None)
    return spells_of(walk.drafts)
