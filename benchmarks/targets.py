"""The figures that the tracker promises itself, each against what was measured beside it."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Figure

Figures = dict[str, Figure]
Values = Callable[[Figures], list[float]]


@dataclass(frozen=True, slots=True)
class Target:
    """`values` are worked out of the figures, one a round (empty: not measured); met when the
    median, or what else `judged` makes of them, is at most or at least the limit.

    `profile` names the work to look into where it is missed, `gap` says what would close the gap.
    """

    work: str
    values: Values
    limits: dict[str, float]
    is_most: bool
    unit: str = ""
    profile: str = ""
    gap: str = ""
    judged: Callable[[Iterable[float]], float] = statistics.median

    def figure(self, figures: Figures) -> Figure:
        """What was measured, round by round."""
        return Figure(self.work, self.unit, self.values(figures))

    def value(self, figures: Figures) -> float | None:
        """What the limit is held against."""
        values = self.values(figures)
        return self.judged(values) if values else None

    def is_met(self, database: str, value: float) -> bool:
        limit = self.limits[database]
        return value <= limit if self.is_most else value >= limit

    def told_limit(self, database: str) -> str:
        sign = "at most" if self.is_most else "at least"
        return f"{sign} {self.limits[database]:g} {self.unit}".rstrip()


def missed(database: str, figures: Figures) -> list[Target]:
    """The targets that were measured and are not met."""
    return [
        one
        for one in TARGETS
        if (value := one.value(figures)) is not None and not one.is_met(database, value)
    ]


def ratios(figures: Figures, one: str, other: str) -> list[float]:
    """The one to the other, round by round: what slows the machine for a round slows both."""
    above, below = _rounds(figures, one), _rounds(figures, other)
    if len(above) == len(below):
        return [a / b for a, b in zip(above, below, strict=True) if b]
    if not above or not below:
        return []
    # A round of one of them was lost: which belong together nobody knows.
    return [statistics.median(above) / statistics.median(below)]


def _ratio(one: str, other: str) -> Values:
    return lambda figures: ratios(figures, one, other)


def _plain(name: str) -> Values:
    return lambda figures: _rounds(figures, name)


def _rounds(figures: Figures, name: str) -> list[float]:
    return figures[name].rounds if name in figures else []


def _most(work: str, values: Values, postgres: float, sqlite: float, **more: Any) -> Target:
    return Target(work, values, {"PostgreSQL": postgres, "SQLite": sqlite}, True, **more)


def _least(work: str, values: Values, postgres: float, sqlite: float, **more: Any) -> Target:
    return Target(work, values, {"PostgreSQL": postgres, "SQLite": sqlite}, False, **more)


_FACETED = "list page, country + status: rate"
_TEMPLATE = "Django's templates put a page together step by step: compiled ones, or fewer parts."
_FACETS = (
    "Of each facet the most frequent values are counted among the rows left, one by one: fewer of "
    "them, or counts that are kept from one question to the next."
)
_ROWS = (
    "A case is some 140 rows, most of them mentions and values of facets, each in two or three "
    "indexes: fewer rows, packed as the states of days are. Else Python makes them, one by one."
)
TARGETS = (
    _most("full cases.csv, time / limit", _ratio("export: limit", "export: ours, full"), 1.25, 1.0,
          profile="full cases.csv",
          gap="The cells stand ready in the row: what is left is Django's own way from a row to a "
              "block of the answer."),
    _most("full cases.csv, first byte", _plain("export: ours, full, first byte"), 50, 50, unit="ms",
          profile="full cases.csv", gap="Send the heading before the first row is there."),
    _most("worker memory growth, the most of any round",
          _plain("export: ours, full, memory growth"), 30, 30, unit="MB", judged=max,
          profile="full cases.csv", gap="Smaller blocks, fewer of them waiting."),
    _least("filtered cases.csv, rows/s / full", _ratio("export: ours, filtered",
           "export: ours, full"), 0.5, 0.5, profile="filtered cases.csv",
           gap="The rows lie far apart on disk, for the limit too: a copy of the columns of the "
               "file in the order of what is filtered most."),
    _least("case page / hello view, requests/s", _ratio("case page: rate", "hello view: rate"),
           0.25, 0.30, profile="case page", gap=_TEMPLATE),
    _least("case page made anew / hello view", _ratio("case page, made anew: rate",
           "hello view: rate"), 0.25, 0.30, profile="case page", gap=_TEMPLATE),
    _least("304 / hello view, requests/s", _ratio("304: rate", "hello view: rate"), 0.30, 0.35,
           profile="304",
           gap="One query for the edition: ask it less often than at each request."),
    _least("list with country + status / hello view", _ratio(_FACETED, "hello view: rate"),
           0.10, 0.10, profile="list, country + status", gap=_FACETS),
    _least("the same list made anew / hello view", _ratio(_FACETED.replace(":", ", made anew:"),
           "hello view: rate"), 0.10, 0.10, profile="list, country + status", gap=_FACETS),
    _least("list with country + status / Datasette's table page",
           _ratio(_FACETED, "Datasette table page: rate"), 20, 20, profile="list, country + status",
           gap="Datasette counts facets row by row: quick with few rows, slow with many."),
    _most("other facets, p50", _plain("list, other facets: p50"), 150, 200, unit="ms",
          profile="list, other facets", gap="Counts of rarer facets from bitmaps of their own."),
    _most("deep page / page 1, time", _ratio("list, deep page: p50", "list, page 1: p50"), 1.5, 1.5,
          profile="list, deep page", gap="Count from the cursor, not from the beginning."),
    _most("name search in another script, p50", _plain("search, another script: p50"), 15, 10,
          unit="ms", profile="search, another script",
          gap="A dozen questions, each put together anew, and a page of many small parts: "
              "questions written once, compiled templates."),
    _most("held on a day as known now, count", _plain("count held on a day: p50"), 1, 1, unit="ms",
          profile="count held on a day",
          gap="A query of some dozen rows."),
    _most("held month by month, series", _plain("series of months held: p50"), 5, 5, unit="ms",
          profile="series of months held",
          gap="A query of one row a month."),
    _most("as_of and known_on with a filter, p50",
          _plain("people as of a day as known then, filtered: p50"), 150, 200, unit="ms",
          profile="people as of a day as known then, filtered",
          gap="Every stretch of every row is compared with the two days: an index of the days."),
    _most("publish one edited case", _plain("publish one edited case"), 20, 20, unit="ms",
          profile="publish one edited case",
          gap="Everything that the edit could touch is projected and compared: project the parts "
              "that changed only."),
    _least("rebuild all publications, on one core", _plain("rebuild all publications"), 500, 500,
           unit="cases/s", profile="rebuild all publications", gap=_ROWS),
    _most("rebuild: memory flat (growth after the first tenth)",
          _plain("rebuild: memory growth after the first tenth"), 30, 30, unit="MB",
          profile="rebuild all publications",
          gap="Remember fewer names and dates, and sort who was held in parts."),
)  # fmt: skip
# What is profiled on facts; everything else on published rows.
OF_FACTS = frozenset({"publish one edited case", "rebuild all publications"})
# What may grow how fast with the number of cases.
EXPONENTS = {
    "single case page: p50": 0.15,
    "list, deep page: p50": 0.15,
    "search, another script: p50": 0.15,
    "series of months held: p50": 0.15,
    "list, country + status: p50": 0.6,
}
