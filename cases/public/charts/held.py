"""People held over time: on the first of each month, how many surely, when last known, possibly.

In: changes by month. Out: numbers by month and the steps of the chart. How a state is known is
decided in `cases.custody`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.dates import add_term
from cases.vocabulary import SURENESS

# From the ground up: what is drawn lowest is known best.
LAYERS = SURENESS
WIDTH, HEIGHT = 1000, 180  # of the plot in its own units
MOST_YEARS = 25

# By how much certain, last known, possible and heads change.
Change = tuple[int, int, int, int]
NOTHING: Change = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known of one group of people: the day from which anybody was held, None if that is
    open, and by the first of each month how many more or fewer are held on it than on the last."""

    first: date | None
    by_month: Mapping[date, Change]


@dataclass(slots=True)
class Month:
    """One first day of a month: entries of each certainty, and the people in them at least."""

    day: date
    certain: int = 0
    last_known: int = 0
    possible: int = 0
    heads: int = 0

    @property
    def total(self) -> int:
        return self.certain + self.last_known + self.possible

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        return self.certain, self.last_known, self.possible, self.heads


def held_by_month(changes: Changes, *, today: date) -> list[Month]:
    """Each month from the January before the first dated detention to that of `today`, at most
    the last 25 years; [] for nobody. Everybody counts once, however many cases they are held in."""
    if not changes.by_month or changes.first is None or changes.first > today:
        return []
    begin = date(max(changes.first.year, today.year - MOST_YEARS + 1), 1, 1)
    before = [change for day, change in changes.by_month.items() if day < begin]
    numbers = [sum(one) for one in zip(*before, NOTHING, strict=True)]
    months = []
    for day in _firsts(begin, today):
        step = changes.by_month.get(day, NOTHING)
        numbers = [number + more for number, more in zip(numbers, step, strict=True)]
        months.append(Month(day, *numbers))
    return months


def _firsts(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = add_term(first, months=1)


def changes_in(months: Sequence[Month]) -> list[Month]:
    """The months whose numbers are not those of the month before, newest first."""
    kept = [
        month
        for index, month in enumerate(months)
        if index == 0 or month.numbers != months[index - 1].numbers
    ]
    return kept[::-1]


def years_in(months: Sequence[Month]) -> list[Month]:
    """The Januaries and the last month, newest first."""
    kept = [month for month in months if month.day.month == 1 or month is months[-1]]
    return kept[::-1]


def top_of(most: int) -> int:
    """A round number that `most` fits under."""
    size = 1
    while size * 10 < most:
        size *= 10
    return next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= most)


def paths(months: Sequence[Month], top: int) -> dict[str, str]:
    """The outline of each layer as SVG path data, each resting on the one below it."""
    below = [0] * len(months)
    found = {}
    for layer in LAYERS:
        above = [
            base + getattr(month, layer.value) for base, month in zip(below, months, strict=True)
        ]
        edge = _steps(above, top)
        back = _steps(below, top)[::-1]
        points = " ".join(f"{x:g},{y:g}" for x, y in [*edge, *back])
        found[layer.value] = f"M{points}z" if above != below else ""
        below = above
    return found


def _steps(values: Sequence[int], top: int) -> list[tuple[float, float]]:
    """The corners of a step line: a number stands until the next month."""
    step = WIDTH / max(1, len(values))
    corners: list[tuple[float, float]] = []
    for index, value in enumerate(values):
        y = round(HEIGHT * (1 - value / top), 1)
        if index and corners[-1][1] == y and index < len(values) - 1:
            continue
        if index:
            corners.append((round(index * step, 1), corners[-1][1]))
        corners.append((round(index * step, 1), y))
    corners.append((WIDTH, corners[-1][1]))
    return corners
