"""Which rows the filters of a list leave, as bitmaps: their number, and that of each facet's value.

The same as the filters' queryset, which exports read; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from django.db.models import Count, Model
from pyroaring import BitMap

from cases.public.conditions import among
from cases.public.matching import TITLE, matches_of
from cases.public.parameters import CLOCKS, FACETS, OF_THE_DAY
from cases.public.remembering import NOTHING, Ranked, Remembered, how_many, remembered
from cases.public.unpacking import Said, Unpacked, numbers_of, said_on
from cases.publication.chunking import UNCHUNKED

if TYPE_CHECKING:
    from cases.public.filters import ListFilterSet

_ROWS_AT_ONCE = 10_000
# Less than one row in so many is tiny.
_TINY = 200
# What it costs to ask the database for the values of some rows, and each of these rows, in values
# whose bitmaps are looked at instead.
_QUESTION, _ROW = 2_500, 125


@dataclass(frozen=True, slots=True)
class Tally:
    """The values of a facet that rows have: the most frequent with their counts, the number of
    all, and the counts of those that were asked for by name."""

    top: list[tuple[str, int]]
    values: int
    asked: dict[str, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows for the pages of a list: their numbers, None for all of it; the same by rank, if they
    were searched for; about how many rows the whole list has; what they can be sorted by."""

    ids: BitMap | None
    by_rank: tuple[BitMap, ...]
    total: int
    numbers: Callable[[], Unpacked | None] = lambda: None

    @property
    def has_names(self) -> bool:
        """Whether a name has the words that were searched for, or words that begin with them."""
        return any(self.by_rank[:TITLE])


def chosen_by_words(models: Sequence[type[Model]], words: Sequence[str]) -> list[Chosen]:
    """What a search for folded words, at least one, leaves of the list of each model, without
    filters. One query, and one for each list of which something is left."""
    found = matches_of(models, words)
    return [Chosen(matches.every, matches.by_rank, matches.highest) for matches in found]


def all_of(kind: str) -> Chosen:
    """The whole of a long list without filters, its rows counted. One query."""
    return Chosen(None, (), how_many(kind))


class Selection:
    """The rows that one list's filters leave; with a filter left out, those without it.

    Made by one query, and one or two for each filter that is not in the bitmaps: words and sources.
    Where it leaves few rows of a long list, one more tells their values.
    """

    def __init__(self, filters: ListFilterSet) -> None:
        self.filters = filters
        self.known: Remembered = remembered(filters.kind)
        self._ranked: tuple[BitMap, ...] = ()
        self.parts = {
            name: self._part(name, value)
            for name, value in filters.form.cleaned_data.items()
            if value and name not in CLOCKS
        }
        self._kept: dict[str, BitMap] = {}
        self._among: dict[str, Among] = {}

    def rows(self, leave_out: str = "") -> BitMap | None:
        """The rows that every filter but one leaves; None where that is no filter: all rows."""
        used = [rows for name, rows in self.parts.items() if name != leave_out]
        if not used:
            return None
        left_out = self._left_out(leave_out)
        if left_out not in self._kept:
            first, *others = sorted(used, key=len)
            self._kept[left_out] = first.intersection(*others) if others else first
        return self._kept[left_out]

    def __len__(self) -> int:
        rows = self.rows()
        return len(self.known.every if rows is None else rows)

    @cached_property
    def chosen(self) -> Chosen:
        """What every filter leaves."""
        rows = self.rows()
        by_rank = () if rows is None else tuple(rows & one for one in self._ranked)
        numbers = partial(numbers_of, self.known, self.filters.kind)
        return Chosen(rows, by_rank, len(self.known.every), numbers)

    @cached_property
    def said(self) -> Said | None:
        """Which rows are in which state on the day asked about, and who is held how surely; None
        where only SQL can tell."""
        day = self.filters.day
        if day is None:
            return None
        return said_on(self.known, self.filters.kind, day, self.filters.day_of_knowledge)

    def count_said(self, facet: str, values: Iterable[str]) -> dict[str, int] | None:
        """How many rows, without a facet's own choice, each of its values is said of on the day
        asked about; None where only SQL can tell."""
        if self.said is None:
            return None
        base = self.rows(leave_out=facet)
        found = {value: self.said.get(value, NOTHING) for value in values}
        return {
            value: len(rows) if base is None else rows.intersection_cardinality(base)
            for value, rows in found.items()
        }

    def tally(self, facet: str, most: int, asked: Iterable[str]) -> Tally:
        """The `most` frequent values of a facet among the rows without its own choice."""
        base, ranked = self.rows(leave_out=facet), self.known.ranked(facet)
        if base is None:
            top = [(value, n) for value, n, _rows in ranked[:most]]
            counts = {value: len(self.known.rows(facet, value)) for value in asked}
            return Tally(top, len(ranked), counts)
        left_out = self._left_out(facet)
        if not left_out and self._values_of_few is not None:
            return _tally(self._values_of_few.get(facet, {}), most, asked)
        if left_out not in self._among:
            self._among[left_out] = Among(base, self.known.every)
        top, values = _top(ranked, self._among[left_out], most)
        counts = {
            value: self.known.rows(facet, value).intersection_cardinality(base) for value in asked
        }
        return Tally(top, values, counts)

    @cached_property
    def _values_of_few(self) -> dict[str, dict[str, int]] | None:
        """By facet, how many of the rows that every filter leaves have each value; None where
        that is quicker told by the bitmaps of all values."""
        rows = self.rows()
        values = sum(map(len, self.known.bitmaps.values()))
        if rows is None or values < _QUESTION + _ROW * len(rows):
            return None
        found: dict[str, dict[str, int]] = {}
        if rows:
            own = self.filters.facet_model._default_manager.filter(among(self.filters.owner, rows))
            counted = own.values_list("facet", "value").annotate(n=Count("pk")).order_by()
            for facet, value, n in counted:
                found.setdefault(facet, {})[value] = n
        return found

    def _left_out(self, facet: str) -> str:
        """What leaving out a facet's filter leaves out: nothing where there is none."""
        return facet if facet in self.parts else ""

    def _part(self, name: str, value: Iterable[str]) -> BitMap:
        filters = self.filters
        if name == "q":
            (matches,) = matches_of([filters._meta.model], tuple(value))
            self._ranked = matches.by_rank
            return self._among_known(matches.every)
        is_of_the_day = name in OF_THE_DAY and filters.day is not None
        if is_of_the_day and self.said is not None:
            return BitMap.union(NOTHING, *(self.said.get(one, NOTHING) for one in value))
        if name in FACETS and name not in UNCHUNKED and not is_of_the_day:
            return self.known.any_of(name, value)
        return self._among_known(BitMap(list(filters.ids(name, value).iterator(_ROWS_AT_ONCE))))

    def _among_known(self, rows: BitMap) -> BitMap:
        """Without what was published since the bitmaps were read: nothing else is known of it."""
        return rows & self.known.every


class Among:
    """Counts rows that are in `base` too.

    Of two sets that are neither dense nor tiny a bitmap merges lists, and one that is dense it
    looks up: so where `base` is sparse, the rows that are not in it are counted, three to five
    times as quickly.
    """

    def __init__(self, base: BitMap, every: BitMap) -> None:
        self._base = base
        self._others = every - base if len(base) * _TINY > len(every) else None

    def count(self, rows: BitMap, number: int) -> int:
        """How many of `number` rows, each a row of the list, are in the base."""
        if self._others is None:
            return rows.intersection_cardinality(self._base)
        return number - rows.intersection_cardinality(self._others)

    def has_any(self, rows: BitMap) -> bool:
        """Whether one of the rows is in the base."""
        if self._others is None:
            return rows.intersect(self._base)
        return not rows.issubset(self._others)


def _top(ranked: Ranked, among: Among, most: int) -> tuple[list[tuple[str, int]], int]:
    """The `most` frequent values among some rows with their counts, and how many have any.

    The values come by their number of rows: once that is less than the last count that is kept,
    those after it can only be more values, and a first row in common is enough to know.
    """
    counted: list[tuple[str, int]] = []
    kept: list[int] = []
    rest: Ranked = []
    for place, (value, all_rows, rows) in enumerate(ranked):
        if len(kept) == most and all_rows < kept[0]:
            rest = ranked[place:]
            break
        n = among.count(rows, all_rows)
        if n:
            counted.append((value, n))
            if len(kept) < most:
                heappush(kept, n)
            else:
                heappushpop(kept, n)
    more = sum(among.has_any(rows) for _value, _n, rows in rest)
    return _first(counted, most), len(counted) + more


def _tally(counts: Mapping[str, int], most: int, asked: Iterable[str]) -> Tally:
    """What every value of a facet was counted for."""
    top = _first(counts.items(), most)
    return Tally(top, len(counts), {value: counts.get(value, 0) for value in asked})


def _first(counted: Iterable[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """The values with the highest counts, equal ones by value."""
    return sorted(counted, key=lambda one: (-one[1], one[0]))[:most]
