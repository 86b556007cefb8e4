"""Writes prepared rows into an empty publication: every row once, in bulk, with keys counted here.

What `cases.publication.writing` does where rows may stand already; what a row holds is the
projection's to say, there and here.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from cases.publication.chunking import make_chunks
from cases.publication.labels import LabelRow
from cases.publication.projection import Projection, Row
from cases.publication.totalling import Totals, store_totals
from cases.sampling.filling import Table, store
from cases.sampling.preparing import Batch, Preparing, keys_of


class Bulk:
    """Takes chunks that share no rows but those of the world, which are written at the end."""

    def __init__(self, world: Projection, *, now: datetime) -> None:
        self._preparing = Preparing(world, now=now)
        self._last: Counter[Any] = Counter()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._held = Totals()
        self._rows: dict[str, Row] = {row.ref: row for row in world.rows}
        self._labels: dict[str, LabelRow] = dict(world.labels)
        self._store(self._preparing.children_of(world))

    def add(self, batch: Batch) -> None:
        """Write one chunk. Call inside a transaction."""
        self._counts.update(batch.counts)
        self._held.add(batch.held)
        for row in batch.rows:
            self._rows.setdefault(row.ref, row)
        for label in batch.labels:
            self._labels.setdefault(label.ref, label)
        self._store(batch.tables)

    def finish(self) -> None:
        """Write the rows of the world, with their counts over all chunks."""
        shared = list(self._rows.values())
        self._store(self._preparing.shared(shared, self._labels.values(), self._counts))

    def add_up(self) -> None:
        """Make what is kept of many rows together: totals and bitmaps. The indexes are back."""
        with transaction.atomic():
            store_totals(self._held)
        make_chunks()

    def _store(self, tables: dict[Any, Table]) -> None:
        """Keys count from 1 in each chunk: here they go on from the last one."""
        before = self._last.copy()
        for model, table in tables.items():
            owners = keys_of(model)
            for n, name in enumerate(owners):
                last = before[owners[name]]
                table.keys[n] = [None if key is None else key + last for key in table.keys[n]]
                if owners[name] is model:
                    self._last[model] += len(table.keys[n])
            store(model, table)
