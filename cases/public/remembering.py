"""What a process remembers of the facet bitmaps (`FacetChunk`): all of a list's, never stale.

Each use asks for the list's edition, one short query; what a newer one changed is read then. How
the bitmaps come about is in `cases.publication.chunking`, what is made of them in selecting.py.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from django.db.models import Sum
from pyroaring import BitMap

from cases.publication.chunking import CHUNK_BITS, EVERY
from cases.publication.models import FacetChunk, FacetEdition

# Facet to value to the rows that have it. None of these bitmaps is ever changed, only replaced.
Bitmaps = dict[str, dict[str, BitMap]]
# A value, how many rows have it, and which.
Ranked = list[tuple[str, int, BitMap]]
NOTHING = BitMap()
_ROWS_AT_ONCE = 5000


@dataclass
class Remembered:
    """The bitmaps of one list as one edition has them."""

    number: int = 0
    marks: list[str] = field(default_factory=list)
    bitmaps: Bitmaps = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """That of this edition."""
        return self.marks[-1] if self.marks else ""

    @cached_property
    def every(self) -> BitMap:
        """All rows of the list."""
        return self.rows(*EVERY)

    @cached_property
    def _ranked(self) -> dict[str, Ranked]:
        return {}

    def rows(self, facet: str, value: str) -> BitMap:
        """The rows that have a value."""
        return self.bitmaps.get(facet, {}).get(value, NOTHING)

    def any_of(self, facet: str, values: Iterable[str]) -> BitMap:
        """The rows that have one of these values at least."""
        return BitMap.union(NOTHING, *(self.rows(facet, value) for value in values))

    def ranked(self, facet: str) -> Ranked:
        """The values that any row has, the most frequent first, then by value."""
        if facet not in self._ranked:
            counted = [
                (value, len(rows), rows)
                for value, rows in self.bitmaps.get(facet, {}).items()
                if rows
            ]
            self._ranked[facet] = sorted(counted, key=lambda one: (-one[1], one[0]))
        return self._ranked[facet]


_kept: dict[tuple[str, str], Remembered] = {}
_renewing = Lock()


def remembered(kind: str) -> Remembered:
    """The bitmaps of a list ("case" or "person") as its newest edition has them.

    One query, one more where something has changed. A process begins by reading them all.
    """
    # Each database by itself: a standby may be an edition behind.
    place = (FacetEdition.objects.all().db, kind)
    number, marks = _edition(kind)
    kept = _kept.get(place)
    if kept is not None and _is_current(kept, number, marks):
        return kept
    with _renewing:
        kept = _kept.get(place)
        if kept is None or not _is_current(kept, number, marks):
            kept = _kept[place] = _renewed(kept, kind, number, marks)
    return kept


def how_many(kind: str) -> int:
    """The rows of a long list ("case", "person" or "source"), by its chunks; one query."""
    facet, value = EVERY
    chunks = FacetChunk.objects.filter(kind=kind, facet=facet, value=value)
    return chunks.aggregate(rows=Sum("count"))["rows"] or 0


def _edition(kind: str) -> tuple[int, list[str]]:
    found = FacetEdition.objects.filter(kind=kind).values_list("number", "marks").first()
    number, marks = found or (0, "")
    return number, marks.split()


def _is_current(kept: Remembered, number: int, marks: list[str]) -> bool:
    return kept.number == number and kept.marks[-1:] == marks[-1:]


def _renewed(kept: Remembered | None, kind: str, number: int, marks: list[str]) -> Remembered:
    """What a process knows of the list, brought up to this edition."""
    if kept is None or not is_ancestor(kept.number, kept.mark, number, marks):
        kept = Remembered(number=-1)
    changed = FacetChunk.objects.filter(kind=kind, edition__gt=kept.number)
    stored: dict[tuple[str, str], list[tuple[int, BitMap]]] = defaultdict(list)
    columns = ("facet", "value", "chunk", "rows")
    for facet, value, chunk, rows in changed.values_list(*columns).iterator(_ROWS_AT_ONCE):
        stored[facet, value].append((chunk, BitMap.deserialize(bytes(rows))))
    bitmaps = {facet: dict(values) for facet, values in kept.bitmaps.items()}
    for (facet, value), chunks in stored.items():
        others = kept.rows(facet, value)
        if others:
            others = others - BitMap.union(NOTHING, *(_stretch(chunk) for chunk, _rows in chunks))
        new = BitMap.union(others, *(rows for _chunk, rows in chunks))
        bitmaps.setdefault(facet, {})[value] = new
    return Remembered(number, marks, bitmaps)


def is_ancestor(number: int, mark: str, newer: int, marks: list[str]) -> bool:
    """Whether a list has been in the state that is kept: its mark is still where it was."""
    missed = newer - number
    return 0 <= missed < len(marks) and marks[-1 - missed] == mark


def _stretch(chunk: int) -> BitMap:
    return BitMap(range(chunk << CHUNK_BITS, (chunk + 1) << CHUNK_BITS))
