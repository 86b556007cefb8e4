"""The rows of a page, found along an index and never by a scan.

Of a whole list the page is the next rows of its index. Of a selection (a bitmap) the index is
followed and who is not selected is passed over, where that is short; else its rows are sorted: by
what the process has of all rows (unpacking.py), or in the database where they are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, QuerySet, When
from pyroaring import BitMap

from cases.public.conditions import among
from cases.public.unpacking import key_of

if TYPE_CHECKING:
    from cases.public.paging import Sort
    from cases.public.selecting import Chosen

# A row's value in the order, and its number.
Place = tuple[Any, int]

# Rows of an index that are followed rather than sorting what the process has.
NEAR = 500
# What fetching and sorting one row costs, in rows of an index that are followed.
SORTED = 4
# So many rows are fetched and sorted in the database, of a search whatever their rank.
FEW = 500
# Rows followed for so many times what was to be expected: the selection lies elsewhere.
PATIENCE = 4
SHORTEST_STEP, LONGEST_STEP = 100, 50_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of an ordered list that is asked for: `most` rows, after `after` if there is such
    a place, otherwise after the first `start` rows."""

    start: int
    most: int
    after: Place | None = None


def find_rows(rows: QuerySet, order: Sort, wanted: Stretch) -> list[Any]:
    """A stretch of `rows` in order."""
    if wanted.after is None:
        return list(order.ordered(rows)[wanted.start : wanted.start + wanted.most])
    return _next(order.parts_after(rows, wanted.after), wanted.most)


def find_selected(
    rows: QuerySet, order: Sort, wanted: Stretch, ids: BitMap, chosen: Chosen
) -> list[Any]:
    """A stretch of those `rows` whose numbers are in `ids`, some of those `chosen`."""
    if not ids:
        return []
    if order.has_index:
        found = None
        expected = (wanted.start + wanted.most) * max(1, chosen.total // len(ids))
        quicker_sorted = SORTED * len(ids)
        if expected < min(NEAR, quicker_sorted):
            found = _pass_over(rows, order, wanted, ids, expected)
        if found is None and len(ids) > FEW:
            found = _sorted_here(order, wanted, ids, chosen)
        if found is None and NEAR <= expected < quicker_sorted:
            found = _pass_over(rows, order, wanted, ids, expected)
        if found is not None:
            return list(order.ordered(rows.filter(pk__in=found)))
    few = rows.filter(among("pk", ids))
    if wanted.after is None:
        return list(order.sorted(few)[wanted.start : wanted.start + wanted.most])
    return _next(map(order.sorted, order.parts_after(few, wanted.after)), wanted.most)


def find_ranked(rows: QuerySet, order: Sort, wanted: Stretch, chosen: Chosen) -> list[Any]:
    """A stretch of the rows that were searched for, each rank in `order` and one rank after the
    other. The place to go on after is (rank, value) and a number; a row tells its own as `rank`.

    One query where there are few, and one or two for each rank that the stretch has rows of.
    """
    by_rank = chosen.by_rank
    start, (first, after) = wanted.start, _place_in_rank(wanted.after)
    if after is None and sum(map(len, by_rank)) <= FEW:
        return _sorted_few(rows, order, wanted, by_rank)
    found: list[Any] = []
    for place, ids in enumerate(by_rank[first:], first):
        if start >= len(ids):
            start -= len(ids)
        else:
            own = Stretch(start, wanted.most - len(found), after)
            some = find_selected(rows, order, own, ids, chosen)
            for row in some:
                row.rank = place
            found += some
            start = 0
        after = None
        if len(found) == wanted.most:
            break
    return found


def _sorted_few(
    rows: QuerySet, order: Sort, wanted: Stretch, by_rank: Sequence[BitMap]
) -> list[Any]:
    rank_of = {pk: rank for rank, ids in enumerate(by_rank) for pk in ids}
    if not rank_of:
        return []
    few = order.sorted(rows.filter(among("pk", BitMap(rank_of))))
    if len(rank_of) <= wanted.most:
        found = list(few)
        for row in found:
            row.rank = rank_of[row.pk]
        found.sort(key=attrgetter("rank"))
    else:
        ranked = [When(among("pk", ids), then=rank) for rank, ids in enumerate(by_rank) if ids]
        few = few.annotate(rank=Case(*ranked, output_field=IntegerField()))
        found = few.order_by("rank", *few.query.order_by)
    return list(found[wanted.start : wanted.start + wanted.most])


def _place_in_rank(after: Place | None) -> tuple[int, Place | None]:
    if after is None:
        return 0, None
    (rank, value), pk = after
    return rank, (value, pk)


def _next(parts: Iterable[QuerySet], most: int) -> list[Any]:
    found: list[Any] = []
    for part in parts:
        found += part[: most - len(found)]
        if len(found) == most:
            break
    return found


def _sorted_here(order: Sort, wanted: Stretch, ids: BitMap, chosen: Chosen) -> list[int] | None:
    """The numbers of the stretch by what the process has of each row; None if it has it not."""
    numbers = chosen.numbers() if order.is_descending else None
    if numbers is None or order.field not in numbers.columns:
        return None
    after = None if wanted.after is None else key_of(*wanted.after)
    return numbers.first(ids, order.field, start=wanted.start, most=wanted.most, after=after)


def _pass_over(
    rows: QuerySet, order: Sort, wanted: Stretch, ids: BitMap, expected: int
) -> list[int] | None:
    """The numbers of the stretch, by following the index; None if not found in good time."""
    place, followed = wanted.after, 0
    found: list[int] = []
    missing = wanted.start + wanted.most
    while followed < SHORTEST_STEP + PATIENCE * expected:
        step = min(max(SHORTEST_STEP, expected), LONGEST_STEP)
        parts = order.parts_after(rows, place)
        passed = _next((part.values_list(order.field, "pk") for part in parts), step)
        found += [pk for _value, pk in passed if pk in ids]
        if len(found) >= missing or len(passed) < step:
            return found[wanted.start : missing]
        place, followed = passed[-1], followed + step
    return None
