"""Projections of chunks to rows in the database's own form, with keys that count from 1 in each.

Asks no database, so that any process can do it; `bulk` writes what comes of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.children import CHILDREN
from cases.publication.counting import COUNTED
from cases.publication.holding import MODELS as HELD_MODELS
from cases.publication.holding import held_columns
from cases.publication.labels import LabelRow
from cases.publication.models.base import BODY_COLUMNS, body_of
from cases.publication.projection import Projection, Row
from cases.publication.totalling import Totals, share_of
from cases.publication.writing import FACETS
from cases.sampling.filling import Table, prepare

_SHARED_KINDS = frozenset({"court", "provision", "place", "facility"})
Columns = dict[str, Any]
Counts = Counter[tuple[str, str]]
Tables = dict[Any, Table]


@dataclass(slots=True)
class Batch:
    """What one chunk adds: rows of its own by model, and what it says of the world's.

    `rows` and `labels` of the world that were met for the first time; `counts` by facet.
    """

    cases: int
    counts: Counts
    held: Totals
    tables: Tables = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    labels: list[LabelRow] = field(default_factory=list)


@cache
def keys_of(model: Any) -> dict[str, Any]:
    """The columns of a model that hold keys which are counted here, and whose keys they hold."""
    found = {}
    for one in model._meta.concrete_fields:
        if one.is_relation:
            found[one.attname] = one.related_model
        elif one.primary_key and one.attname == "id":
            found[one.attname] = model
    return found


class Preparing:
    """Knows the world, whose rows come once, with all chunks behind them."""

    def __init__(self, world: Projection, *, now: datetime) -> None:
        self._now = now
        self._world = {row.ref for row in world.rows} | set(world.labels)
        self._met: set[str] = set(self._world)
        self._ids: dict[str, dict[str, int]] = {}

    def prepare(self, made: Projection) -> Batch:
        """One chunk of cases, with all that only they have."""
        own = [row for row in made.rows if not self._is_shared(row.ref)]
        labels = [one for ref, one in made.labels.items() if not self._is_shared(ref)]
        counts: Counts = Counter()
        for row in own:
            if row.kind == "case":
                counts.update(row.facets)
        batch = Batch(sum(row.kind == "case" for row in own), counts, _totals(own))
        batch.tables = self._tables(own, labels, made, counts)
        batch.rows = [row for row in made.rows if self._is_news(row.ref)]
        batch.labels = [one for ref, one in made.labels.items() if self._is_news(ref, "label ")]
        return batch

    def children_of(self, made: Projection) -> Tables:
        """The child rows alone, with what events of no case mention."""
        return self._tables([], [], made, Counter())

    def shared(self, rows: list[Row], labels: Iterable[LabelRow], counts: Counts) -> Tables:
        """The rows of the world, which have no facets, spells or child rows of their own here."""
        self._ids = {kind: {} for kind in MODELS}
        found = dict(self._published(rows, counts))
        found[p.Mention] = self._mentions(rows)
        found[p.Label] = self._labels(labels)
        return _prepared(found)

    def _tables(
        self, own: list[Row], labels: list[LabelRow], made: Projection, counts: Counts
    ) -> Tables:
        self._ids = {kind: {} for kind in MODELS}
        found = dict(self._published(own, counts))
        found[p.Mention] = self._mentions([*own, *made.alone])
        found |= self._facets(own)
        found[p.PublishedSpell] = self._spells(own)
        found |= self._held(own)
        found |= self._children(made.children)
        found[p.Label] = self._labels(labels)
        return _prepared(found)

    def _is_shared(self, ref: str) -> bool:
        return (
            ref in self._world
            or ref.partition(":")[0] in _SHARED_KINDS
            or ref == "source:confidential"
        )

    def _is_news(self, ref: str, kind: str = "") -> bool:
        """Whether a shared row was not met before: it is handed on once by each process."""
        if not self._is_shared(ref) or kind + ref in self._met:
            return False
        self._met.add(kind + ref)
        return ref not in self._world

    def _published(self, rows: list[Row], counts: Counts) -> Iterator[tuple[Any, list[Columns]]]:
        for kind, model in MODELS.items():
            made: list[Columns] = []
            bodies: list[Columns] = []
            for row in rows:
                if row.kind != kind:
                    continue
                key = self._ids[kind][row.public_id] = len(made) + 1
                columns = {**row.columns, "id": key, "digest": row.digest}
                columns["updated_at"] = self._now
                body = {name: columns.pop(name) for name in BODY_COLUMNS}
                body["document"] = {**body["document"], "updated_at": self._now.isoformat()}
                if kind in COUNTED:
                    columns["case_count"] = counts[kind, row.columns["slug"]]
                made.append(columns)
                bodies.append({**body, "row_id": key})
            yield model, made
            yield body_of(model), bodies

    def _facets(self, rows: list[Row]) -> dict[Any, list[Columns]]:
        return {
            model: [
                {"facet": facet, "value": value, f"{owner}_id": self._ids[kind][row.public_id]}
                for row in rows
                if row.kind == kind
                for facet, value in sorted(row.facets)
            ]
            for kind, (model, owner) in FACETS.items()
        }

    def _spells(self, rows: list[Row]) -> list[Columns]:
        return [
            {
                **{name: value for name, value in spell.items() if name not in FACETS},
                "person_id": self._ids["person"][spell["person"]],
                "case_id": self._ids["case"][spell["case"]] if spell["case"] else None,
            }
            for kind in ("person", "case")
            for row in rows
            if row.kind == kind
            for spell in row.spells
        ]

    def _held(self, rows: list[Row]) -> dict[Any, list[Columns]]:
        return {
            model: [
                one
                for row in rows
                if row.kind == kind
                for one in held_columns(row, self._ids[kind][row.public_id])
            ]
            for kind, (model, _owner) in HELD_MODELS.items()
        }

    def _children(self, children: list[Row]) -> dict[Any, list[Columns]]:
        found = {}
        for kind, model in CHILDREN.items():
            # Two documents may show the same row: the last one has it, as in an upsert.
            rows = {row.public_id: row for row in children if row.kind == kind}
            found[model] = [
                {
                    **row.columns,
                    "public_id": row.public_id,
                    "case_id": self._ids["case"][case]
                    if (case := row.columns["case_public_id"])
                    else None,
                    "digest": row.digest,
                    "updated_at": self._now,
                }
                for row in rows.values()
            ]
        return found

    def _labels(self, labels: Iterable[LabelRow]) -> list[Columns]:
        names = [one.attname for one in p.Label._meta.concrete_fields]
        return [{name: getattr(one, name) for name in names} for one in labels]

    def _mentions(self, rows: list[Row]) -> list[Columns]:
        return [
            {"document": row.ref, "mentioned": ref} for row in rows for ref in sorted(row.mentions)
        ]


def _totals(rows: list[Row]) -> Totals:
    found = Totals()
    for row in rows:
        if row.kind == "person":
            found.take(share_of(row.columns["headcount"], row.held, row.facets), 1)
    return found


def _prepared(found: dict[Any, list[Columns]]) -> Tables:
    return {model: _table(model, rows) for model, rows in found.items() if rows}


def _table(model: Any, rows: list[Columns]) -> Table:
    """The rows by column; those without a key of their own are numbered in their order."""
    if "id" in keys_of(model) and "id" not in rows[0]:
        for n, row in enumerate(rows, 1):
            row["id"] = n
    names = [one.attname for one in model._meta.concrete_fields if not one.generated]
    columns = {name: [row[name] for row in rows] for name in names}
    return prepare(model, columns, list(keys_of(model)))
