"""Held or not: how surely somebody was in custody, on each day and by the knowledge of each day.

Which states count is the vocabulary's to say, how a state is known `answering`'s.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from cases.custody import rectangles
from cases.custody.answering import answer_in_order, at_latest, in_question, may_run
from cases.custody.clocks import KnownSpell
from cases.custody.history import Spell, in_order
from cases.custody.terms import RANK
from cases.vocabulary import HELD, SURENESS, Certainty, CustodyState

_DAY = timedelta(days=1)
# To which of them a change leads is no doubt about being held: all count as one.
_ONE: CustodyState = max(HELD, key=lambda state: RANK[state])

Run = rectangles.Run[Certainty]


@dataclass(frozen=True, slots=True)
class HeldStretch:
    """Days on which somebody is held equally surely, and the days on which that was the knowledge.

    From `starts` to the day before `ends`, as known from `known_from` to the day before
    `known_to`; `date.min` and `date.max` are open. Stretches of one person never overlap.
    """

    certainty: Certainty
    starts: date
    ends: date
    known_from: date
    known_to: date

    @property
    def is_known_now(self) -> bool:
        return self.known_to == date.max


def surety(spells: Iterable[Spell], day: date) -> Certainty | None:
    """How surely a person was held on a day, None if not: `within` of HELD, and possibly too
    where a spell in custody is `in_question` that day, so that no list leaves anybody out."""
    spells = tuple(spells)
    return _surety(_alike(spells), spells, day)


def held_at_latest(spells: Iterable[Spell], *, today: date) -> Certainty | None:
    """How surely a person is held by what is known last, None if not: `at_latest` of HELD."""
    spells = tuple(spells)
    if not any(spell.state in HELD for spell in spells):
        return None
    found = at_latest(_alike(spells), today=today)
    if found.state is _ONE:
        return found.certainty
    return Certainty.POSSIBLE if _ONE in found.alternatives else None


def held_stretches(known: Iterable[KnownSpell]) -> tuple[HeldStretch, ...]:
    """When a person is held and how surely, in every state of knowledge: `surety` as rectangles.

    In order of their knowledge, then of their days.
    """
    known = tuple(known)
    if not any(one.spell.state in HELD for one in known):
        return ()
    stages = rectangles.bounds((one.known_from, one.known_to) for one in known)
    return _stretches(
        (since, until, _runs([one.spell for one in known if rectangles.is_knowledge(one, since)]))
        for since, until in pairwise(stages)
    )


def surest(stretches: Iterable[HeldStretch]) -> tuple[HeldStretch, ...]:
    """How surely at least one of several people is held: of overlapping stretches the surest."""
    stretches = tuple(stretches)
    stages = rectangles.bounds((one.known_from, one.known_to) for one in stretches)
    return _stretches(
        (
            since,
            until,
            _upper([one for one in stretches if one.known_from <= since < one.known_to]),
        )
        for since, until in pairwise(stages)
    )


def _alike(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    return in_order(replace(s, state=_ONE) if s.state in HELD else s for s in spells)


def _surety(alike: Sequence[Spell], spells: Sequence[Spell], day: date) -> Certainty | None:
    """`surety` of spells of which `alike` are the same with one state for all custody."""
    found = answer_in_order(alike, day)
    if found.state is _ONE:
        return found.certainty
    if _ONE in found.alternatives:
        return Certainty.POSSIBLE
    if any(spell.state in HELD for spell in in_question(spells, day)):
        return Certainty.POSSIBLE
    return None


def _runs(spells: Sequence[Spell]) -> list[Run]:
    """The runs of days of one state of knowledge, neighbours as sure as each other as one."""
    held = [spell for spell in spells if spell.state in HELD]
    if not held:
        return []
    alike = _alike(spells)
    days = sorted({date.min, *_changes(spells), date.max})
    found = (
        (_surety(alike, spells, begin), begin, end)
        for begin, end in pairwise(days)
        if any(may_run(spell, begin) for spell in held)
    )
    return rectangles.joined((sure, begin, end) for sure, begin, end in found if sure is not None)


def _changes(spells: Iterable[Spell]) -> Iterator[date]:
    """The days on which an answer can become another; between two it stands."""
    for spell in spells:
        for day in (
            spell.starts_earliest,
            spell.starts_latest,
            spell.ends_earliest,
            spell.ends_latest,
        ):
            if day is not None:
                yield day
        if spell.confirmed_on is not None and spell.confirmed_on < date.max:
            yield spell.confirmed_on + _DAY


def _upper(stretches: Sequence[HeldStretch]) -> list[Run]:
    """The surest of stretches of one state of knowledge, day by day."""
    changes: dict[date, list[tuple[Certainty, int]]] = {}
    for one in stretches:
        changes.setdefault(one.starts, []).append((one.certainty, 1))
        changes.setdefault(one.ends, []).append((one.certainty, -1))
    running = dict.fromkeys(SURENESS, 0)
    found: list[Run] = []
    for begin, end in pairwise(sorted(changes)):
        for certainty, step in changes[begin]:
            running[certainty] += step
        sure = next((one for one in SURENESS if running[one]), None)
        if sure is not None:
            found.append((sure, begin, end))
    return rectangles.joined(found)


def _stretches(stages: Iterable[tuple[date, date, Sequence[Run]]]) -> tuple[HeldStretch, ...]:
    found = rectangles.glued(HeldStretch, stages)
    return tuple(sorted(found, key=lambda one: (one.known_from, one.starts, one.known_to)))
