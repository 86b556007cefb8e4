"""(d) The counts of the two clocks alone, in this process: one day, and a series of months."""

import time
from collections.abc import Callable
from datetime import date

from benchmarks.figures import Figure
from benchmarks.lists import DAYS
from cases.public.holding import EVERYBODY, changes_of, held_on

TIMES = 50
_TODAY = date(2026, 11, 25)
WAYS: dict[str, Callable[[int], object]] = {
    "count held on a day: p50": lambda n: held_on(date.fromisoformat(DAYS[n % len(DAYS)])),
    "series of months held: p50": lambda n: changes_of([EVERYBODY], today=_TODAY),
}


def units() -> dict[str, str]:
    """The figures that `measure` gives."""
    return dict.fromkeys(WAYS, "ms")


def measure(*, rounds: int) -> list[Figure]:
    """The median of each round in ms: how many were held on a day, and month by month."""
    found: dict[str, list[float]] = {name: [] for name in WAYS}
    for _round in range(rounds):
        for name, way in WAYS.items():
            took = []
            for n in range(TIMES):
                started = time.perf_counter()
                way(n)
                took.append((time.perf_counter() - started) * 1000)
            found[name].append(sorted(took)[len(took) // 2])
    return [Figure(name, "ms", taken) for name, taken in found.items()]
