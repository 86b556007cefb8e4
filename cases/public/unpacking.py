"""What a process remembers of the packed chunks (`PackedChunk`): the state of every row of a list
on any day, and what its rows are sorted by and add up to. As current as the bitmaps beside it.

What the numbers mean is in `cases.publication.packing`.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

import numpy as np
from pyroaring import BitMap

from cases.public.remembering import Remembered, is_ancestor
from cases.publication.models import FacetEdition, PackedChunk
from cases.publication.packing import (
    OPEN_END,
    SAYINGS,
    dtype_of,
    number_of,
    rows_of,
    value_of,
)

What = PackedChunk.What
# By what it says: the rows of which it is said on a day.
Said = dict[str, BitMap]
Columns = dict[str, np.ndarray]
# So many days asked about are kept, each some hundred kilobytes at a million rows.
_DAYS_KEPT = 8
_CHUNKS_AT_ONCE = 2000
# As many bits as the number of a row may have.
_KEY_BITS = 32
_keeping = Lock()


@dataclass
class Unpacked:
    """The entries of a list as one edition has them, in order of rows, a column each."""

    number: int = -1
    mark: str = ""
    columns: Columns = field(default_factory=dict)
    _said: dict[tuple[int, int | None], Said] = field(default_factory=dict)

    @cached_property
    def rows(self) -> BitMap:
        """The rows that have an entry."""
        return _bitmap(self.columns["row"])

    def said_on(self, day: int, known_on: int | None) -> Said:
        """What is said of rows on a day, as known now or on another."""
        found = self._said.get((day, known_on))
        if found is None:
            found = self._say(day, known_on)
            with _keeping:
                while len(self._said) >= _DAYS_KEPT:
                    del self._said[next(iter(self._said))]
                self._said[day, known_on] = found
        return found

    def _say(self, day: int, known_on: int | None) -> Said:
        has = self.columns
        if known_on is None:
            covers = has["known_to"] == OPEN_END
        else:
            covers = (has["known_from"] <= known_on) & (has["known_to"] > known_on)
        covers &= has["starts"] <= day
        covers &= has["ends"] > day
        rows, says = has["row"][covers], has["says"][covers]
        return {SAYINGS[number]: _bitmap(rows[says == number]) for number in np.unique(says)}

    def first(
        self, ids: BitMap, column: str, *, start: int, most: int, after: int | None
    ) -> list[int]:
        """The numbers of rows among `ids`, the highest value first, then the highest number: from
        `start` on, `most` of them. Rows without a value come last. Only those below `after`, a
        `key_of` a row.
        """
        own, values = self._of(ids, column)
        keys = -((values.astype(np.int64) << _KEY_BITS) + own)
        if after is not None:
            keys = keys[keys > -after]
        end = min(start + most, len(keys))
        if 0 < end < len(keys):
            keys = np.partition(keys, end - 1)
        found = -np.sort(keys[:end])[start:]
        return [int(row) for row in found & ((1 << _KEY_BITS) - 1)]

    def total(self, column: str, ids: BitMap | None = None) -> int:
        """The sum of a column that every row has, of these rows or of all."""
        values = self.columns[column] if ids is None else self._of(ids, column)[1]
        return int(values.sum(dtype=np.int64))

    def _of(self, ids: BitMap, column: str) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of these rows, all of which have an entry, and their values of a column."""
        own = np.asarray(ids.to_array(), dtype=np.uint32)
        return own, self.columns[column][np.searchsorted(self.columns["row"], own)]


def key_of(value: date | int | None, row: int) -> int:
    """Where a row stands among all that are sorted by the same column: values, then numbers."""
    return (value_of(value) << _KEY_BITS) + row


_kept: dict[tuple[str, str, str], Unpacked] = {}
_renewing = Lock()


def unpacked(known: Remembered, kind: str, what: What) -> Unpacked:
    """The entries of a list ("case" or "person") as the edition of its bitmaps has them.

    One query where something has changed. A process begins by reading them all.
    """
    place = (FacetEdition.objects.all().db, kind, what.value)
    kept = _kept.get(place)
    if kept is None or not _is_current(kept, known):
        with _renewing:
            kept = _kept.get(place)
            if kept is None or not _is_current(kept, known):
                kept = _kept[place] = _renewed(kept, known, kind, what)
    return kept


def numbers_of(known: Remembered, kind: str) -> Unpacked | None:
    """The numbers of the rows of a list; None where some rows have none."""
    numbers = unpacked(known, kind, What.NUMBERS)
    return numbers if numbers.rows == known.every else None


def said_on(known: Remembered, kind: str, day: date, known_on: date | None) -> Said | None:
    """What is said of the rows of a list on a day, as known now or on another; None where the
    packed entries cannot tell: they lack rows, or do not reach as far as these days."""
    number, number_known = number_of(day), None if known_on is None else number_of(known_on)
    if number is None or (known_on is not None and number_known is None):
        return None
    if numbers_of(known, kind) is None:
        return None
    return unpacked(known, kind, What.DAYS).said_on(number, number_known)


def _is_current(kept: Unpacked, known: Remembered) -> bool:
    return kept.number == known.number and kept.mark == known.mark


def _renewed(kept: Unpacked | None, known: Remembered, kind: str, what: What) -> Unpacked:
    if kept is None or not is_ancestor(kept.number, kept.mark, known.number, known.marks):
        kept = Unpacked()
    changed = PackedChunk.objects.filter(kind=kind, what=what, edition__gt=kept.number)
    found = list(
        changed.order_by("chunk").values_list("chunk", "content").iterator(_CHUNKS_AT_ONCE)
    )
    if found or not kept.columns:
        content = np.frombuffer(
            b"".join(bytes(content) for _chunk, content in found), dtype=dtype_of(kind, what)
        )
        columns = _merged(kept.columns, content, [chunk for chunk, _content in found])
    else:
        columns = kept.columns
    return Unpacked(known.number, known.mark, columns)


def _merged(columns: Columns, new: np.ndarray, chunks: Iterable[int]) -> Columns:
    """The columns with the entries of these chunks replaced by `new` ones; all are in order."""
    names = new.dtype.names or ()
    if not columns:
        return {name: np.ascontiguousarray(new[name]) for name in names}
    pieces: list[tuple[bool, slice]] = []
    begin = 0
    for chunk in chunks:
        rows = rows_of(chunk)
        standing, replaced = _of_rows(columns["row"], rows), _of_rows(new["row"], rows)
        pieces += [(False, slice(begin, standing.start)), (True, replaced)]
        begin = standing.stop
    pieces.append((False, slice(begin, None)))
    return {
        name: np.concatenate([(new if is_new else columns)[name][part] for is_new, part in pieces])
        for name in names
    }


def _of_rows(ordered: np.ndarray, rows: range) -> slice:
    """Where these rows lie."""
    ends = np.array([rows[0], rows[-1]], dtype=ordered.dtype)
    first, last = np.searchsorted(ordered, ends[:1])[0], np.searchsorted(ordered, ends[1:], "right")
    return slice(int(first), int(last[0]))


def _bitmap(rows: np.ndarray) -> BitMap:
    return BitMap(array("I", rows.tobytes()))
