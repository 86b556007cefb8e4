"""What held on a day, and what is known last, out of a person's spells.

Where the spells come from is not known here, nor which day is today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from cases.custody.history import Spell, in_order
from cases.custody.terms import RANK
from cases.vocabulary import Certainty, CustodyState

S = CustodyState


@dataclass(frozen=True, slots=True)
class Answer:
    """A state and how it is known.

    `since` bounds its first day; `confirmed_on` is the last day a source confirmed it;
    `alternatives` are the other states that are possible too (none where it is certain);
    `spells` those it rests on. The state unknown is "possible": nothing is known for certain.
    """

    state: CustodyState
    certainty: Certainty
    since: tuple[date | None, date | None]
    confirmed_on: date | None
    spells: tuple[Spell, ...]
    alternatives: frozenset[CustodyState] = frozenset()


NOTHING_KNOWN = Answer(S.UNKNOWN, Certainty.POSSIBLE, (None, None), None, ())


def answer(spells: Iterable[Spell], day: date) -> Answer:
    """The state on a day: certain; possible, where the day lies within the bounds of a change,
    in a dispute or in hearsay alone; else last known, after the last confirmation.

    The spells may come in any order. Before the first event: unknown. The certain and the last
    known state are not touched by hearsay, which appears in `alternatives` of what is not certain.
    """
    return answer_in_order(in_order(spells), day)


def answer_in_order(spells: Sequence[Spell], day: date) -> Answer:
    """`answer` for spells that are `in_order` already: for many days of one history."""
    running = [spell for spell in spells if may_run(spell, day)]
    firm = [spell for spell in running if not spell.is_possible]
    rumoured = [spell for spell in running if spell.is_possible]
    if not firm:
        return _possible(rumoured) if rumoured else NOTHING_KNOWN
    last = firm[-1]
    states = {spell.state for spell in firm}
    has_begun = firm[0].starts_latest is not None and firm[0].starts_latest <= day
    may_have_ended = (last.has_ended and last.ends_earliest is None) or (
        last.ends_earliest is not None and last.ends_earliest <= day
    )
    has_gap = any(_may_leave_gap(one, other, day) for one, other in pairwise(firm))
    if len(states) == 1 and has_begun and not may_have_ended and not has_gap:
        if last.has_ended or last.state is S.DEAD or _is_confirmed(last, day):
            return _answer(spells, last, Certainty.CERTAIN, firm)
        return _answer(spells, last, Certainty.LAST_KNOWN, running)
    if may_have_ended and rumoured:
        return _possible(running)
    found = _answer(spells, last, Certainty.POSSIBLE, running)
    if has_begun and len(found.alternatives) > 0:
        return found
    return replace(found, alternatives=(found.alternatives | {S.UNKNOWN}) - {found.state})


def in_question(spells: Iterable[Spell], day: date) -> list[Spell]:
    """The spells that may run on a day, those in doubt only where none is sure.

    Their states are those under which a list of that day shows the person.
    """
    running = [spell for spell in spells if may_run(spell, day)]
    is_sure = any(_is_sure(spell, day) for spell in running)
    return [spell for spell in running if not (is_sure and spell.is_possible)]


def within(spells: Iterable[Spell], day: date, states: frozenset[CustodyState]) -> Certainty | None:
    """How surely the state on a day is one of `states`; None where it is none of them.

    Somebody who was detained or already imprisoned that day was certainly held: a change from one
    of the states to another is no doubt about the set.
    """
    members = states - {S.DEAD}
    one = max(members, key=lambda state: RANK[state], default=S.DEAD)
    alike = [replace(s, state=one) if s.state in members else s for s in spells]
    found = answer(alike, day)
    if found.state in states:
        return found.certainty
    return Certainty.POSSIBLE if found.alternatives & states else None


def last_known(spells: Iterable[Spell]) -> Answer:
    """The state after the last event, whatever day it is today.

    An arrest that ends by its length is over: `spells` then holds it too, with its `due_on`.
    Where the last events are disputed the answer is possible: the gravest, with the others as
    alternatives. Death is certain.
    """
    spells = in_order(spells)
    firm = [spell for spell in spells if not spell.is_possible]
    open_ended = [spell for spell in spells if spell.is_possible and not spell.has_ended]
    last = firm[-1] if firm else None
    if last is None or last.has_ended:
        return _possible(open_ended) if open_ended else NOTHING_KNOWN
    if last.ends_earliest is not None:
        return _possible([last, *open_ended])
    certainty = Certainty.CERTAIN if last.state is S.DEAD else Certainty.LAST_KNOWN
    has_lapsed = len(firm) > 1 and firm[-2].due_on is not None and firm[-2].ended_by is None
    return _answer(spells, last, certainty, [*(firm[-2:] if has_lapsed else [last]), *open_ended])


def at_latest(spells: Iterable[Spell], *, today: date) -> Answer:
    """As `last_known`, but a length that has not run out by today still runs.

    Until its `due_on` a person under an administrative arrest of 15 days is under arrest.
    """
    spells = in_order(spells)
    if any(
        spell.starts_latest and spell.starts_latest > today
        for spell in spells
        if not spell.is_possible
    ):
        return answer(spells, today)
    return last_known(spells)


def may_run(spell: Spell, day: date) -> bool:
    """Whether a day lies within the widest bounds of a spell."""
    if spell.starts_earliest is not None and day < spell.starts_earliest:
        return False
    return not spell.has_ended or spell.ends_latest is None or day < spell.ends_latest


def _is_sure(spell: Spell, day: date) -> bool:
    """Whether this spell alone makes the answer certain."""
    if spell.is_possible or spell.starts_latest is None or day < spell.starts_latest:
        return False
    if spell.has_ended or spell.ends_earliest is not None:
        if spell.ends_earliest is None or spell.ends_earliest <= day:
            return False
        if spell.has_ended:
            return True
    return spell.state is S.DEAD or _is_confirmed(spell, day)


def _may_leave_gap(spell: Spell, following: Spell, day: date) -> bool:
    """Whether a spell may have ended by the day by its own length and not by what follows."""
    starts = (following.starts_earliest, following.starts_latest)
    if (spell.ends_earliest, spell.ends_latest) == starts:
        return False
    return spell.ends_earliest is None or spell.ends_earliest <= day


def _is_confirmed(spell: Spell, day: date) -> bool:
    return spell.confirmed_on is not None and day <= spell.confirmed_on


def _possible(spells: Sequence[Spell]) -> Answer:
    """Of spells that are all in doubt the gravest, so that nobody held is overlooked."""
    return _answer(spells, min(spells, key=lambda s: RANK[s.state]), Certainty.POSSIBLE, spells)


def _answer(
    spells: Sequence[Spell], shown: Spell, certainty: Certainty, based_on: Sequence[Spell]
) -> Answer:
    first = shown
    if not shown.is_possible:
        firm = [spell for spell in spells if not spell.is_possible]
        for spell in reversed(firm[: firm.index(shown)]):
            if spell.state is not shown.state:
                break
            first = spell
    others: Iterable[Spell] = () if certainty is Certainty.CERTAIN else based_on
    if certainty is Certainty.LAST_KNOWN:
        others = [spell for spell in based_on if spell.is_possible]
    return Answer(
        state=shown.state,
        certainty=certainty,
        since=(first.starts_earliest, first.starts_latest),
        confirmed_on=shown.confirmed_on,
        spells=tuple(based_on),
        alternatives=frozenset(spell.state for spell in others) - {shown.state},
    )
