"""What the database knows of earlier seedings: the records, and the rows they stand for.

Read at once, a fixed number of queries a model, before anything is compared; written at the end.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.apps import apps
from django.db.models import Model

from cases.models import Citation, SeedRecord
from cases.seeding.rows import Row

LONGEST_KEY = 250
CHUNK = 500


def stored_key(key: str) -> str:
    """A stable key as it fits its column: the end of a very long one becomes a hash."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 17]}#{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def citation_model(model: type[Model]) -> type[Model]:
    """The citation table of a sourced model."""
    return cast("type[Model]", model._meta.get_field("citations").related_model)


def _manager(model: type[Model]) -> Any:
    return model._base_manager


class Ledger:
    """The seed records by model and key, the rows by model and id, the citations by row."""

    def __init__(self, rows: list[Row]) -> None:
        self.records = {
            (one.model_name, one.seed_key): one for one in SeedRecord.objects.all().iterator()
        }
        self._made: list[SeedRecord] = []
        self._changed: list[SeedRecord] = []
        self._seen: set[tuple[str, str]] = set()
        ids: dict[type[Model], set[int]] = defaultdict(set)
        keys: dict[type[Model], set[str]] = defaultdict(set)
        for row in rows:
            record = self.record(row.model, row.key)
            if record:
                ids[row.model].add(record.object_id)
            elif "key" in row.values:
                keys[row.model].add(row.values["key"])
        self.rows: dict[type[Model], dict[int, Any]] = {
            model: model._base_manager.in_bulk(found) for model, found in ids.items()
        }
        # Reference data that came another way (loaddata) is the same by its key.
        self.by_key: dict[tuple[type[Model], str], Any] = {
            (model, row.key): row
            for model, found in keys.items()
            for chunk in _chunks(found)
            for row in _manager(model).filter(key__in=chunk)
        }
        self.citations: dict[tuple[type[Model], int], list[Any]] = defaultdict(list)
        cited = {row.model for row in rows if row.citations is not None}
        for model in cited & set(ids):
            for chunk in _chunks(ids[model]):
                for one in _manager(citation_model(model)).filter(cited_id__in=chunk):
                    self.citations[model, one.cited_id].append(one)

    def record(self, model: type[Model], key: str) -> SeedRecord | None:
        """The record of an earlier seeding, if there is one."""
        return self.records.get((model._meta.label, stored_key(key)))

    def row(self, model: type[Model], object_id: int) -> Any:
        """The row with this id, or None if it is gone."""
        return self.rows.get(model, {}).get(object_id)

    def see(self, model: type[Model], key: str) -> None:
        """Note that the seeds still hold this key."""
        self._seen.add((model._meta.label, stored_key(key)))

    def write(
        self, model: type[Model], key: str, object_id: int, digest: str, seed_file: str
    ) -> None:
        """Remember what was written for this key."""
        record = self.record(model, key)
        if record is None:
            record = SeedRecord(
                model_name=model._meta.label,
                seed_key=stored_key(key),
                object_id=object_id,
                digest=digest,
                seed_file=seed_file,
            )
            self.records[record.model_name, record.seed_key] = record
            self._made.append(record)
        elif (record.digest, record.seed_file) != (digest, seed_file):
            record.digest, record.seed_file = digest, seed_file
            if record.pk:
                self._changed.append(record)

    def close(self) -> None:
        """Write the records."""
        SeedRecord.objects.bulk_create(self._made, batch_size=CHUNK)
        for record in self._changed:
            record.save()

    def unseen(self) -> list[SeedRecord]:
        """The records whose key the seeds no longer hold but whose row stands, by file."""
        left = [one for key, one in self.records.items() if key not in self._seen]
        ids: dict[str, set[int]] = defaultdict(set)
        for one in left:
            ids[one.model_name].add(one.object_id)
        standing = {
            # A set of citations has no row of its own: it goes with the row that it cites for.
            label: set() if issubclass(model, Citation) else set(model._base_manager.in_bulk(found))
            for label, found in ids.items()
            for model in [apps.get_model(label)]
        }
        left = [one for one in left if one.object_id in standing[one.model_name]]
        return sorted(left, key=lambda one: (one.seed_file, one.model_name, one.seed_key))


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
