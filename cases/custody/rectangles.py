"""Runs of days in states of knowledge, told as rectangles: days by days of knowledge.

`date.min` and `date.max` are open bounds; a bound at the end is the first day beyond.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from cases.custody.clocks import KnownSpell

What = TypeVar("What")
Stretch = TypeVar("Stretch")
# What is so, from which day on, and the first day on which it is no longer so.
Run = tuple[What, date, date]


def bounds(pairs: Iterable[tuple[date | None, date | None]]) -> list[date]:
    """The days between which nothing changes, in order."""
    days = {bound for low, high in pairs for bound in (low or date.min, high or date.max)}
    return sorted(days)


def is_knowledge(one: KnownSpell, day: date) -> bool:
    """Whether a spell was the knowledge of a day."""
    return (one.known_from or date.min) <= day < (one.known_to or date.max)


def joined(runs: Iterable[Run[What]]) -> list[Run[What]]:
    """Runs in order, neighbours that say the same as one."""
    found: list[Run[What]] = []
    for what, begin, end in runs:
        if found and found[-1][0] is what and found[-1][2] == begin:
            begin = found.pop()[1]
        found.append((what, begin, end))
    return found


def glued(
    make: Callable[[What, date, date, date, date], Stretch],
    stages: Iterable[tuple[date, date, Sequence[Run[What]]]],
) -> list[Stretch]:
    """The runs of consecutive states of knowledge as stretches, equal ones as one.

    `make` takes what is so, its two days, and the two days of its knowledge.
    """
    running: dict[Run[What], date] = {}
    found: list[Stretch] = []
    last = date.max
    for since, until, runs in stages:
        current = set(runs)
        for run in [run for run in running if run not in current]:
            found.append(make(*run, running.pop(run), since))
        for run in runs:
            running.setdefault(run, since)
        last = until
    found += [make(*run, since, last) for run, since in running.items()]
    return found
