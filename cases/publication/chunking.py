"""Keeps the bitmaps of facet values (`FacetChunk`) as the facet rows are, and what `packing` makes
of the rows (`PackedChunk`): written in the transaction that changes those, compared with them, and
made anew. How they are read: public."""

import secrets
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.db import transaction
from pyroaring import BitMap

from cases.publication import models as p
from cases.publication.packing import Packed, Place, all_packed, packed_drift, repacked

CHUNK_BITS = 16
# As many marks as a process may have missed before it reads everything again.
MARKS = 100
# Nearly every case has sources of its own, and nobody browses them: their rows are enough.
UNCHUNKED = frozenset({"source"})
# Every row of the list, as if it were the one value of a facet.
EVERY = ("all", "")
_BATCH = 500

Key = tuple[str, str]
# A facet, its value, and the number of the chunk.
Chunk = tuple[str, str, int]
# To each its rows: whether they have the value.
_ByChunk = dict[Chunk, dict[int, bool]]

# The long lists, whose rows are not to be counted one by one.
LISTED: dict[str, Any] = {
    "case": p.PublishedCase, "person": p.PublishedPerson, "source": p.PublishedSource
}  # fmt: skip
# Those that have facets, and what is packed of their rows.
_FACETS: dict[str, tuple[Any, str]] = {
    "case": (p.CaseFacet, "case_id"),
    "person": (p.PersonFacet, "person_id"),
}


@dataclass(slots=True)
class FacetChanges:
    """Which rows came to have or ceased to have which values, by list; the last word counts.

    `rows` holds what is packed of those of each list that changed at all, came or went.
    """

    of: dict[str, dict[Key, dict[int, bool]]] = field(default_factory=dict)
    rows: dict[str, dict[int, Packed]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, kind: str, row: int, keys: Iterable[Key], *, has: bool) -> None:
        """Take down that a row has these values now, or has them no more."""
        noted = self.of.setdefault(kind, {})
        for key in keys:
            if key[0] not in UNCHUNKED:
                noted.setdefault(key, {})[row] = has

    def add(self, later: "FacetChanges") -> None:
        """Take in what happened afterwards."""
        for kind, keys in later.of.items():
            noted = self.of.setdefault(kind, {})
            for key, rows in keys.items():
                noted.setdefault(key, {}).update(rows)
        for kind, changed in later.rows.items():
            self.rows[kind] |= changed


def pack(rows: BitMap) -> bytes:
    """A bitmap as it is stored."""
    rows.run_optimize()
    return rows.serialize()


def split(rows: BitMap) -> dict[int, BitMap]:
    """The rows by chunk."""
    found: dict[int, BitMap] = {}
    while rows:
        chunk = rows.min() >> CHUNK_BITS
        own = rows & BitMap(range(chunk << CHUNK_BITS, (chunk + 1) << CHUNK_BITS))
        found[chunk] = own
        rows = rows - own
    return found


def write_chunks(changes: FacetChanges) -> None:
    """Store what changed. Call at the end of the transaction that changed the facets.

    Whoever writes holds the list's edition until the end of the transaction, so that no change is
    lost whoever makes it; the last lock that is taken, so that nobody waits in a circle.
    """
    for kind in sorted({*changes.of, *changes.rows}):
        by_chunk: _ByChunk = {}
        for (facet, value), having in changes.of.get(kind, {}).items():
            for row, has in having.items():
                by_chunk.setdefault((facet, value, row >> CHUNK_BITS), {})[row] = has
        packed = repacked(kind, rows) if (rows := changes.rows.get(kind)) else {}
        if by_chunk or packed:
            edition = _locked_edition(kind)
            _store(edition, _changed(kind, by_chunk), packed)


def _changed(kind: str, by_chunk: _ByChunk) -> dict[Chunk, BitMap]:
    """The bitmaps of these chunks that are no longer what is stored."""
    standing = _standing(kind, by_chunk)
    wanted: dict[Chunk, BitMap] = {}
    for place, rows in by_chunk.items():
        before = standing.get(place, BitMap())
        came = BitMap([row for row, has in rows.items() if has])
        gone = BitMap([row for row, has in rows.items() if not has])
        after = (before | came) - gone
        if after != before:
            wanted[place] = after
    return wanted


def _locked_edition(kind: str) -> p.FacetEdition:
    edition, _made = p.FacetEdition.objects.select_for_update().get_or_create(kind=kind)
    return edition


def _standing(kind: str, places: Iterable[Chunk]) -> dict[Any, BitMap]:
    """The stored bitmaps of these chunks; a query for each facet."""
    values: dict[str, set[str]] = defaultdict(set)
    chunks: dict[str, set[int]] = defaultdict(set)
    for facet, value, chunk in places:
        values[facet].add(value)
        chunks[facet].add(chunk)
    found = {}
    for facet in values:
        rows = p.FacetChunk.objects.filter(
            kind=kind, facet=facet, value__in=values[facet], chunk__in=chunks[facet]
        )
        for value, chunk, stored in rows.values_list("value", "chunk", "rows"):
            found[facet, value, chunk] = BitMap.deserialize(bytes(stored))
    return found


def _store(
    edition: p.FacetEdition,
    wanted: Mapping[Chunk, BitMap],
    packed: Mapping[Place, bytes] = MappingProxyType({}),
) -> None:
    """Store these chunks as a new edition of the list, which is locked."""
    if not wanted and not packed:
        return
    edition.number += 1
    marks = edition.marks.split()[1 - MARKS :]
    if gone := _forgotten(edition.kind, wanted):
        wanted = {place: rows for place, rows in wanted.items() if place[:2] not in gone}
        # An empty chunk tells readers what to forget; where none is left they read all again.
        marks = []
    edition.marks = " ".join([*marks, secrets.token_hex(4)])
    p.FacetChunk.objects.bulk_create(
        [
            p.FacetChunk(
                kind=edition.kind,
                facet=facet,
                value=value,
                chunk=chunk,
                rows=pack(rows),
                count=len(rows),
                edition=edition.number,
            )
            for (facet, value, chunk), rows in sorted(wanted.items(), key=lambda one: one[0])
        ],
        update_conflicts=True,
        unique_fields=["kind", "facet", "value", "chunk"],
        update_fields=["rows", "count", "edition"],
        batch_size=_BATCH,
    )
    p.PackedChunk.objects.bulk_create(
        [
            p.PackedChunk(
                kind=edition.kind, what=what, chunk=chunk, content=content, edition=edition.number
            )
            for (what, chunk), content in sorted(packed.items())
        ],
        update_conflicts=True,
        unique_fields=["kind", "what", "chunk"],
        update_fields=["content", "edition"],
        batch_size=_BATCH,
    )
    edition.save()


def _forgotten(kind: str, wanted: Mapping[Chunk, BitMap]) -> set[Key]:
    """Delete the values that no row is left with: a withdrawn case may have been the only one
    that went before a court, and then nothing may name it. Returns them."""
    chunks: dict[Key, set[int]] = defaultdict(set)
    for (facet, value, chunk), rows in wanted.items():
        if not rows:
            chunks[facet, value].add(chunk)
    gone = set()
    for key in sorted(chunks):
        standing = p.FacetChunk.objects.filter(kind=kind, facet=key[0], value=key[1])
        if standing.filter(count__gt=0).exclude(chunk__in=chunks[key]).exists():
            continue
        if any(rows for place, rows in wanted.items() if place[:2] == key):
            continue
        standing.delete()
        gone.add(key)
    return gone


def chunk_drift(kind: str) -> Iterator[Key]:
    """The value of each bitmap of a list that is not as the facet rows are."""
    standing: dict[Key, BitMap] = {}
    chunks = p.FacetChunk.objects.filter(kind=kind, count__gt=0)
    for facet, value, stored in chunks.values_list("facet", "value", "rows").iterator():
        rows = BitMap.deserialize(bytes(stored))
        key = facet, value
        standing[key] = standing[key] | rows if key in standing else rows
    for key, rows in _wanted(kind):
        if standing.pop(key, BitMap()) != rows:
            yield key
    yield from standing


def mend_chunks(kind: str) -> None:
    """Make each chunk of a list that has drifted anew. Call inside a transaction."""
    for facet, value in list(chunk_drift(kind)):
        rows = split(_rows(kind, (facet, value)))
        wanted = {(facet, value, chunk): own for chunk, own in rows.items()}
        chunks = p.FacetChunk.objects.filter(kind=kind, facet=facet, value=value)
        for chunk in chunks.values_list("chunk", flat=True):
            wanted.setdefault((facet, value, chunk), BitMap())
        _store(_locked_edition(kind), wanted)
    for packed in packed_drift(kind) if kind in _FACETS else ():
        _store(_locked_edition(kind), {}, packed)


def make_chunks() -> None:
    """Make all chunks anew from rows that were loaded in bulk."""
    with transaction.atomic():
        for kind in sorted(LISTED):
            edition = _locked_edition(kind)
            p.FacetChunk.objects.filter(kind=kind).delete()
            p.PackedChunk.objects.filter(kind=kind).delete()
            # What a process remembers is not to be brought up to date but to be read again.
            edition.marks = ""
            edition.save()
            for some in _portions(_wanted(kind)):
                _store(edition, some)
            for packed in all_packed(kind) if kind in _FACETS else ():
                _store(edition, {}, packed)


def _portions(found: Iterable[tuple[Key, BitMap]]) -> Iterator[dict[Chunk, BitMap]]:
    wanted: dict[Chunk, BitMap] = {}
    for (facet, value), rows in found:
        wanted |= {(facet, value, chunk): own for chunk, own in split(rows).items()}
        if len(wanted) >= _BATCH:
            yield wanted
            wanted = {}
    yield wanted


def _wanted(kind: str) -> Iterator[tuple[Key, BitMap]]:
    """Each value with the rows that have it by the facet rows."""
    if every := _rows(kind, EVERY):
        yield EVERY, every
    if kind not in _FACETS:
        return
    facets, owner = _FACETS[kind]
    found = facets.objects.exclude(facet__in=UNCHUNKED).order_by("facet", "value", owner)
    pairs = found.values_list("facet", "value", owner).iterator(10_000)
    for key, rows in groupby(pairs, key=lambda pair: pair[:2]):
        yield key, BitMap(array("I", (row for _facet, _value, row in rows)))


def _rows(kind: str, key: Key) -> BitMap:
    if key == EVERY:
        found = LISTED[kind].objects.order_by().values_list("pk", flat=True)
    else:
        (facets, owner), (facet, value) = _FACETS[kind], key
        found = facets.objects.filter(facet=facet, value=value).values_list(owner, flat=True)
    return BitMap(array("I", found.iterator(10_000)))
