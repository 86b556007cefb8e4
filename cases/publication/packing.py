"""Packs what lists are sorted by, and in which states their rows are on which days.

Made from the published rows, their spells and their stretches of custody; `chunking` stores it in
the transaction that changes those (`PackedChunk`). How it is read is in `cases.public.unpacking`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Max

from cases.custody import KnownSpell, StateStretch, state_stretches
from cases.publication import models as p
from cases.publication.histories import spell_of
from cases.publication.records import read_having

What = p.PackedChunk.What
ROW_BITS = 8

# What a stretch says: a state that is in question, or how surely somebody is held. Numbered by
# its place here and so stored: add at the end only.
SAYINGS = (
    "free", "detained", "administrative_arrest", "house_arrest", "psychiatric_facility",
    "imprisoned", "restricted", "interned", "missing", "dead", "unknown",
    "certain", "last_known", "possible",
)  # fmt: skip
_NUMBERS = {saying: number for number, saying in enumerate(SAYINGS)}

# A day is its distance from this one, so that it takes two bytes. What lies before counts as
# OPEN_START, what lies after the last number as that: exact for the days that `number_of` takes.
EPOCH = date(1900, 1, 1)
OPEN_START, OPEN_END = 0, 0xFFFF
_LAST = OPEN_END - 1

# A stretch of one row. The days at the end are the first ones beyond.
DAYS = np.dtype(
    [
        ("row", "<u4"),
        ("starts", "<u2"),
        ("ends", "<u2"),
        ("known_from", "<u2"),
        ("known_to", "<u2"),
        ("says", "u1"),
    ]
)
# The columns that are packed of each list: what it is sorted by, and what is added up of its rows.
# A row without a value has NO_VALUE.
NUMBERS = {
    "case": ("last_event_on", "opened_earliest", "longest_sentence_months"),
    "person": ("last_event_on", "sentence_months", "headcount"),
}
NO_VALUE = -1

_ROWS: dict[str, tuple[Any, Any]] = {
    "case": (p.PublishedCase, p.CaseHeld),
    "person": (p.PublishedPerson, p.PersonHeld),
}
_ROWS_AT_ONCE = 4 << ROW_BITS

Place = tuple[What, int]


class Packed(NamedTuple):
    """The entries of one row, each with its number."""

    numbers: Sequence[tuple[int, ...]]
    days: Sequence[tuple[int, ...]]


GONE = Packed((), ())


def dtype_of(kind: str, what: What) -> np.dtype:
    """What one entry of a chunk looks like."""
    if what is What.DAYS:
        return DAYS
    return np.dtype([("row", "<u4"), *((name, "<i4") for name in NUMBERS[kind])])


def number_of(day: date) -> int | None:
    """The number of a day that is asked about; None where stretches are not exact."""
    number = (day - EPOCH).days
    return number if OPEN_START < number < _LAST else None


def value_of(value: date | int | None) -> int:
    """What a row is sorted by, as a number: months, or the day of the calendar."""
    if value is None:
        return NO_VALUE
    return value.toordinal() if isinstance(value, date) else value


def rows_of(chunk: int) -> range:
    """The numbers of the rows that a chunk may hold."""
    return range(chunk << ROW_BITS, (chunk + 1) << ROW_BITS)


def packed(
    kind: str,
    pk: int,
    columns: Mapping[str, Any],
    states: Iterable[StateStretch],
    held: Iterable[Any],
) -> Packed:
    """What the chunks hold of one row; `held` are stretches of custody."""
    days = {_entry(pk, one.state, one) for one in states}
    days |= {_entry(pk, one.certainty, one) for one in held}
    values = (value_of(columns[name]) for name in NUMBERS[kind])
    return Packed([(pk, *values)], sorted(days))


def repacked(kind: str, rows: Mapping[int, Packed]) -> dict[Place, bytes]:
    """The chunks of these rows, as they are to be stored; those only that change. One query.

    `rows` by number, GONE for one that is no longer published.
    """
    chunks = {row >> ROW_BITS for row in rows}
    standing = _stored(kind, chunks)
    wanted: dict[Place, bytes] = {}
    numbers = np.array(sorted(rows), dtype="<u4")
    for what, entries in _arrays(kind, rows).items():
        for chunk in chunks:
            before = standing.get((what, chunk), b"")
            old = np.frombuffer(before, dtype=entries.dtype)
            kept = old[~np.isin(old["row"], numbers)]
            new = np.concatenate([kept, entries[entries["row"] >> ROW_BITS == chunk]])
            # The entries of each row are in order already, and to compare whole ones takes long.
            content = new[np.argsort(new["row"], kind="stable")].tobytes()
            if content != before:
                wanted[what, chunk] = content
    return wanted


def all_packed(kind: str) -> Iterator[dict[Place, bytes]]:
    """All chunks of a list as the published rows have them, some at a time."""
    model, _held = _ROWS[kind]
    last = model.objects.aggregate(last=Max("pk"))["last"]
    for first in range(0, (last or -1) + 1, _ROWS_AT_ONCE):
        found = model.objects.filter(pk__gte=first, pk__lt=first + _ROWS_AT_ONCE)
        if rows := list(found.order_by().values_list("pk", flat=True)):
            yield _by_chunk(_arrays(kind, as_published(kind, rows)))


def packed_drift(kind: str) -> Iterator[dict[Place, bytes]]:
    """The chunks that are not as the published rows are, as they should be, some at a time."""
    chunks = p.PackedChunk.objects.filter(kind=kind).exclude(content=b"")
    strays = {(What(what), chunk): b"" for what, chunk in chunks.values_list("what", "chunk")}
    for wanted in all_packed(kind):
        stored = _stored(kind, {chunk for _what, chunk in wanted})
        for place in wanted:
            strays.pop(place, None)
        if drifted := {
            place: content for place, content in wanted.items() if stored.get(place) != content
        }:
            yield drifted
    if strays:
        yield strays


def _stored(kind: str, chunks: Collection[int]) -> dict[Place, bytes]:
    found = p.PackedChunk.objects.filter(kind=kind, chunk__in=chunks)
    return {
        (What(what), chunk): bytes(content)
        for what, chunk, content in found.values_list("what", "chunk", "content")
    }


def _by_chunk(packed: dict[What, np.ndarray]) -> dict[Place, bytes]:
    found: dict[Place, bytes] = {}
    for what, entries in packed.items():
        chunks, starts = np.unique(entries["row"] >> ROW_BITS, return_index=True)
        for chunk, start, end in zip(chunks, starts, [*starts[1:], None], strict=False):
            found[what, int(chunk)] = entries[start:end].tobytes()
    return found


def _arrays(kind: str, rows: Mapping[int, Packed]) -> dict[What, np.ndarray]:
    """The entries of these rows, in order."""
    each = [rows[row] for row in sorted(rows)]
    numbers = [entry for one in each for entry in one.numbers]
    days = [entry for one in each for entry in one.days]
    return {
        What.NUMBERS: np.array(numbers, dtype=dtype_of(kind, What.NUMBERS)),
        What.DAYS: np.array(days, dtype=DAYS),
    }


def as_published(kind: str, rows: Collection[int]) -> dict[int, Packed]:
    """What the tables have of these rows, by number; three queries."""
    model, held = _ROWS[kind]
    owner = f"{kind}_id"
    histories: dict[int, dict[int, list[KnownSpell]]] = defaultdict(lambda: defaultdict(list))
    for row in read_having(p.PublishedSpell, owner, rows):
        if kind == "case" or row.case_id is None:
            known = KnownSpell(spell_of(row), row.known_from, row.known_to)
            histories[getattr(row, owner)][row.person_id].append(known)
    stretches: dict[int, list[Any]] = defaultdict(list)
    for row in read_having(held, owner, rows):
        stretches[getattr(row, owner)].append(row)
    found = model.objects.filter(pk__in=rows).order_by().values("pk", *NUMBERS[kind])
    return {
        (pk := columns["pk"]): packed(
            kind,
            pk,
            columns,
            (one for history in histories[pk].values() for one in state_stretches(history)),
            stretches[pk],
        )
        for columns in found
    }


def _entry(row: int, saying: str, one: Any) -> tuple[int, ...]:
    days = one.starts, one.ends, one.known_from, one.known_to
    return row, *map(_day, days), _NUMBERS[saying]


def _day(day: date) -> int:
    if day == date.max:
        return OPEN_END
    return min(max((day - EPOCH).days, OPEN_START), _LAST)
