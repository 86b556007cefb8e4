"""The second clock: the spells as they were known on each day on which a source added something.

What the spells are is decided by the fold; here it is only told less.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cases.custody.combining import fold_ready, relevant_rivals
from cases.custody.history import HistoryEvent, Rivals, Spell
from cases.custody.steps import Step, steps_of

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class KnownSpell:
    """A spell and when it was the knowledge: from `known_from` up to the day before `known_to`.

    `known_from` None: always; `known_to` None: to this day.
    """

    spell: Spell
    known_from: date | None
    known_to: date | None


def known_spells(
    events: Iterable[HistoryEvent], rivals: Iterable[Rivals] = ()
) -> tuple[KnownSpell, ...]:
    """The spells of every state of knowledge, equal ones of consecutive states as one.

    On a day K the events count whose `known_on` is none or not after K. The order of events and
    the decisions in disputes are today's; of an undecided dispute those sides count that had been
    told. Ordered by `known_from`; `answer` takes those of one day K in any order.
    Raises ValueError as `fold` does.
    """
    return known_ready(steps_of(events), rivals)


def known_ready(steps: Sequence[Step], rivals: Iterable[Rivals]) -> tuple[KnownSpell, ...]:
    """As `known_spells`, of events made ready."""
    disputes = relevant_rivals({step.event.key for step in steps}, rivals)
    each: list[tuple[date | None, Sequence[Spell]]] = []
    for stage in stages_of(step.event for step in steps):
        told = [step for step in steps if is_told(step.event, stage)]
        each.append((stage, fold_ready(told, _told_rivals(told, disputes))))
    known = [KnownSpell(*one) for one in over_stages(each)]
    return tuple(sorted(known, key=_order))


def stages_of(events: Iterable[HistoryEvent]) -> list[date | None]:
    """The days on which something came to be known, first None where something always was."""
    days = {event.known_on for event in events}
    return [*([None] if None in days else []), *sorted(day for day in days if day)]


def is_told(event: HistoryEvent, stage: date | None) -> bool:
    """Whether an event was known at a stage."""
    return event.known_on is None or (stage is not None and event.known_on <= stage)


def over_stages(
    each: Iterable[tuple[date | None, Sequence[S]]],
) -> list[tuple[S, date | None, date | None]]:
    """What held in each state of knowledge, with the days from and up to which it was known:
    equal spells of consecutive states as one."""
    running: dict[S, date | None] = {}
    known: list[tuple[S, date | None, date | None]] = []
    for stage, spells in each:
        current = set(spells)
        for spell in [spell for spell in running if spell not in current]:
            known.append((spell, running.pop(spell), stage))
        for spell in spells:
            running.setdefault(spell, stage)
    known += [(spell, since, None) for spell, since in running.items()]
    return known


def _told_rivals(
    told: Sequence[Step], disputes: Sequence[tuple[frozenset[str], ...]]
) -> list[Rivals]:
    """The disputes among what was told; a side of which nothing was told was no side yet."""
    keys = {step.event.key for step in told}
    return [
        Rivals(tuple(side & keys for side in sides if not side or side & keys))
        for sides in disputes
    ]


def _order(known: KnownSpell) -> tuple:
    spell = known.spell
    return (
        known.known_from or date.min,
        known.known_to or date.max,
        spell.starts_earliest or date.min,
        spell.starts_latest or date.max,
    )
