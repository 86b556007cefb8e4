"""An organisation's standing with the authorities: from its events to spells of status.

Dates mean what they mean in `custody`: a change is certain outside its bounds only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cases.custody.clocks import is_told, over_stages, stages_of
from cases.custody.history import HistoryEvent, Term
from cases.custody.steps import earlier_of, later_of, placed
from cases.dates import DateError, add_term
from cases.vocabulary import (
    ORGANISATION_EFFECTS,
    Certainty,
    EventKind,
    OrganisationStatus,
    SentenceKind,
)

DAY = timedelta(days=1)
End = tuple[date | None, date | None, str | None]  # bounds, and by which event if by one
_OUTLAWED = frozenset({OrganisationStatus.BANNED, OrganisationStatus.DISSOLVED})


@dataclass(frozen=True, slots=True)
class StatusSpell:
    """A time in one status. Fields as in `custody.Spell`; a suspension is over after `due_on`."""

    status: OrganisationStatus
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


@dataclass(frozen=True, slots=True)
class KnownStatus:
    """A spell and when it was the knowledge: as `custody.KnownSpell`."""

    spell: StatusSpell
    known_from: date | None
    known_to: date | None


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """A status and how it is known; `since` bounds its first day."""

    status: OrganisationStatus
    certainty: Certainty
    since: tuple[date | None, date | None]
    confirmed_on: date | None
    spells: tuple[StatusSpell, ...]
    alternatives: frozenset[OrganisationStatus] = frozenset()


NOTHING_KNOWN = StatusAnswer(OrganisationStatus.UNKNOWN, Certainty.POSSIBLE, (None, None), None, ())


def fold_organisation(events: Iterable[HistoryEvent]) -> tuple[StatusSpell, ...]:
    """The spells of an organisation's status, in order; those of hearsay, possible, at the end.

    A suspension of a stated length (or end) is over after it and the status before returns. To
    be refused or without registration lifts no ban. Planned events change nothing.
    Raises ValueError where links between events run in a circle or against their dates.
    """
    return _fold_placed([row for row in placed(events) if _status_of(row[0])])


def known_statuses(events: Iterable[HistoryEvent]) -> tuple[KnownStatus, ...]:
    """The spells of every state of knowledge, as `custody.known_spells` does it for people."""
    rows = [row for row in placed(events) if _status_of(row[0])]
    each = [
        (stage, _fold_placed([row for row in rows if is_told(row[0], stage)]))
        for stage in stages_of(row[0] for row in rows)
    ]
    return tuple(KnownStatus(*one) for one in over_stages(each))


def _fold_placed(rows: Sequence[tuple]) -> tuple[StatusSpell, ...]:
    firm = _fold(row for row in rows if not row[0].is_hearsay)
    hearsay = {row[0].key for row in rows if row[0].is_hearsay}
    if not hearsay:
        return firm
    heard = (replace(s, is_possible=True) for s in _fold(rows) if s.cause in hearsay)
    return (*firm, *heard)


def status_on(spells: Iterable[StatusSpell], day: date) -> StatusAnswer:
    """The status on a day; before the first event unknown. A status stands until it is changed,
    so that after its last event it is last known."""
    running = [spell for spell in spells if _may_run(spell, day)]
    firm = [spell for spell in running if not spell.is_possible]
    if not running:
        return NOTHING_KNOWN
    if not firm:
        return _answer(running[-1], Certainty.POSSIBLE, running)
    last = firm[-1]
    if len(firm) > 1 or last.starts_latest is None or day < last.starts_latest:
        found = _answer(last, Certainty.POSSIBLE, running)
        if len(firm) > 1:
            return found
        return replace(found, alternatives=found.alternatives | {OrganisationStatus.UNKNOWN})
    is_seen = last.confirmed_on is not None and day <= last.confirmed_on
    if (last.has_ended and _is_before_end(last, day)) or is_seen:
        return _answer(last, Certainty.CERTAIN, firm)
    certainty = Certainty.POSSIBLE if last.has_ended else Certainty.LAST_KNOWN
    return _answer(last, certainty, running)


def last_known_status(spells: Iterable[StatusSpell]) -> StatusAnswer:
    """The status after the last event, whatever day it is today; hearsay among alternatives.

    A suspension whose length is stated is over; `spells` then holds it too, with its `due_on`.
    """
    spells = tuple(spells)
    firm = [spell for spell in spells if not spell.is_possible]
    heard = [spell for spell in spells if spell.is_possible and not spell.has_ended]
    if not firm:
        return _answer(heard[-1], Certainty.POSSIBLE, heard) if heard else NOTHING_KNOWN
    has_lapsed = len(firm) > 1 and firm[-2].ended_by is None
    return _answer(firm[-1], Certainty.LAST_KNOWN, [*firm[-2 if has_lapsed else -1 :], *heard])


def _status_of(event: HistoryEvent) -> OrganisationStatus | None:
    status = ORGANISATION_EFFECTS.get(event.kind)
    if status is None and event.kind is EventKind.SENTENCE and _suspension(event):
        return OrganisationStatus.SUSPENDED
    return status


def _suspension(event: HistoryEvent) -> Term | None:
    kind = SentenceKind.SUSPENSION_OF_ACTIVITY
    return next((term for term in event.terms if term.kind is kind), None)


@dataclass(slots=True, eq=False)
class _Leg:
    status: OrganisationStatus
    cause: str
    lo: date | None
    hi: date | None
    confirmed_on: date | None = None
    end: End | None = None
    below: "_Leg | None" = None
    ended_by: str | None = None


def _fold(rows: Iterable[tuple]) -> tuple[StatusSpell, ...]:
    legs: list[_Leg] = []
    for event, lo, hi, sure in rows:
        leg = legs[-1] if legs else None
        if leg and leg.end and leg.end[1] and lo and leg.end[1] < lo:
            leg = _lapse(legs)
        status = _status_of(event) or OrganisationStatus.UNKNOWN
        if leg and status is OrganisationStatus.UNREGISTERED and leg.status in _OUTLAWED:
            status = leg.status
        if leg and leg.status is status:
            leg.confirmed_on = later_of(leg.confirmed_on, sure)
            leg.end = _end_of(event, lo, hi) or leg.end
            continue
        below = None
        if leg:
            if not event.is_approximate:
                leg.hi = earlier_of(leg.hi, hi)
            leg.ended_by = event.key
            below = leg if status is OrganisationStatus.SUSPENDED else None
        lo = later_of(lo, leg.lo if leg else None)
        legs.append(_Leg(status, event.key, lo, hi, sure, _end_of(event, lo, hi), below))
    if legs and legs[-1].end:
        _lapse(legs)
    return _spells(legs)


def _lapse(legs: list[_Leg]) -> _Leg:
    leg = legs[-1]
    assert leg.end is not None
    lo, hi, leg.ended_by = leg.end
    status = leg.below.status if leg.below else OrganisationStatus.UNKNOWN
    legs.append(_Leg(status, leg.cause, later_of(lo, leg.lo), hi))
    return legs[-1]


def _end_of(event: HistoryEvent, lo: date | None, hi: date | None) -> End | None:
    """The stated end as bounds and by which event; of a suspension also by its length."""
    if _status_of(event) is not OrganisationStatus.SUSPENDED:
        return None
    if event.end_earliest or event.end_latest:
        return event.end_earliest, event.end_latest, event.key
    term = _suspension(event)
    length = {"days": event.duration_days or 0}
    if term and (term.years or term.months or term.days):
        length = {"years": term.years, "months": term.months, "days": term.days}
        lo, hi = term.starts or (lo, hi)
    if not any(length.values()):
        return None
    try:
        return lo and add_term(lo, **length), hi and add_term(hi, **length), None
    except DateError:
        return None  # A term beyond the calendar has no day on which it ends.


def _spells(legs: Sequence[_Leg]) -> tuple[StatusSpell, ...]:
    spells = []
    earliest_end = date.max
    following: _Leg | None = None
    for leg in reversed(legs):
        is_open = following is None or earliest_end == date.min
        due = leg.end[1] if leg.end and leg.end[2] is None else None
        spells.append(
            StatusSpell(
                status=leg.status,
                starts_earliest=leg.lo,
                starts_latest=leg.hi,
                ends_earliest=None if is_open else earliest_end,
                ends_latest=following.hi if following else None,
                has_ended=following is not None,
                confirmed_on=leg.confirmed_on,
                is_possible=False,
                cause=leg.cause,
                ended_by=leg.ended_by,
                due_on=due and due - DAY,
            )
        )
        earliest_end = min(leg.lo or date.min, earliest_end)
        following = leg
    return tuple(reversed(spells))


def _may_run(spell: StatusSpell, day: date) -> bool:
    if spell.starts_earliest is not None and day < spell.starts_earliest:
        return False
    return not spell.has_ended or spell.ends_latest is None or day < spell.ends_latest


def _is_before_end(spell: StatusSpell, day: date) -> bool:
    return spell.ends_earliest is not None and day < spell.ends_earliest


def _answer(
    shown: StatusSpell, certainty: Certainty, based_on: Sequence[StatusSpell]
) -> StatusAnswer:
    others: Iterable[StatusSpell] = () if certainty is Certainty.CERTAIN else based_on
    if certainty is Certainty.LAST_KNOWN:
        others = [spell for spell in based_on if spell.is_possible]
    return StatusAnswer(
        status=shown.status,
        certainty=certainty,
        since=(shown.starts_earliest, shown.starts_latest),
        confirmed_on=shown.confirmed_on,
        spells=tuple(based_on),
        alternatives=frozenset(spell.status for spell in others) - {shown.status},
    )
