"""In which states somebody may be, on each day and by the knowledge of each day.

What counts as a spell in question on one day is `answering`'s to say; here it is told of all days.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cases.custody import rectangles
from cases.custody.clocks import KnownSpell
from cases.custody.history import Spell
from cases.vocabulary import CustodyState

_DAY = timedelta(days=1)
Days = tuple[date, date]
Run = rectangles.Run[CustodyState]


@dataclass(frozen=True, slots=True)
class StateStretch:
    """Days on which a spell in one state is in question, and the days on which that was known.

    From `starts` to the day before `ends`, as known from `known_from` to the day before
    `known_to`; `date.min` and `date.max` are open. Stretches of one state never overlap.
    """

    state: CustodyState
    starts: date
    ends: date
    known_from: date
    known_to: date


def state_stretches(known: Iterable[KnownSpell]) -> tuple[StateStretch, ...]:
    """The states in question of one person, in every state of knowledge: the states of the spells
    that `in_question` finds, as rectangles."""
    known = tuple(known)
    stages = rectangles.bounds((one.known_from, one.known_to) for one in known)
    found = rectangles.glued(
        StateStretch,
        (
            (since, until, _runs([s.spell for s in known if rectangles.is_knowledge(s, since)]))
            for since, until in pairwise(stages)
        ),
    )
    return tuple(found)


def _runs(spells: Sequence[Spell]) -> list[Run]:
    """The runs of days of one state of knowledge, state by state."""
    sure: list[Days] | None = None
    by_state: dict[CustodyState, list[Days]] = defaultdict(list)
    for spell in spells:
        running = _running(spell)
        if not spell.is_possible:
            by_state[spell.state].append(running)
            continue
        if sure is None:
            sure = _united(days for one in spells if (days := _sure(one)))
        by_state[spell.state] += _without(running, sure)
    return [
        (state, *days)
        for state in sorted(by_state)
        for days in _united(one for one in by_state[state] if one[0] < one[1])
    ]


def _running(spell: Spell) -> Days:
    """`answering.may_run`, of all days."""
    ends = spell.ends_latest if spell.has_ended else None
    return spell.starts_earliest or date.min, ends or date.max


def _sure(spell: Spell) -> Days | None:
    """The days on which this spell alone makes the answer certain."""
    if spell.is_possible or spell.starts_latest is None:
        return None
    ends = spell.ends_earliest
    if spell.has_ended:
        return (spell.starts_latest, ends) if ends else None
    if spell.state is not CustodyState.DEAD:
        if spell.confirmed_on is None:
            return None
        beyond = spell.confirmed_on + _DAY if spell.confirmed_on < date.max else date.max
        ends = min(ends or date.max, beyond)
    return spell.starts_latest, ends or date.max


def _united(each: Iterable[Days]) -> list[Days]:
    """The same days without an overlap, in order."""
    found: list[Days] = []
    for starts, ends in sorted(each):
        if found and starts <= found[-1][1]:
            found[-1] = found[-1][0], max(ends, found[-1][1])
        else:
            found.append((starts, ends))
    return found


def _without(days: Days, others: Iterable[Days]) -> list[Days]:
    """The days that are in none of `others`, which are in order."""
    starts, last = days
    found: list[Days] = []
    for begin, end in others:
        if begin > starts:
            found.append((starts, min(begin, last)))
        starts = max(starts, end)
        if starts >= last:
            return found
    return [*found, (starts, last)]
