"""Compares publications with what the facts would make of them now; writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.batching import BATCH, batches, collecting_between
from cases.publication.children import child_drift, orphans
from cases.publication.chunking import LISTED, chunk_drift
from cases.publication.counting import count_drift
from cases.publication.holding import held_drift
from cases.publication.models.base import BODY_COLUMNS
from cases.publication.packing import packed_drift, rows_of
from cases.publication.projecting import project
from cases.publication.projection import Projection, Row
from cases.publication.referring import standing_labels
from cases.publication.reporting import project_counts
from cases.publication.sweeping import STALE_KINDS, stale_rows, unmentioned_rows
from cases.publication.totalling import total_drift
from cases.publication.withheld import read_withheld
from cases.publication.writing import FACETS

_SPELL = [one.name for one in p.PublishedSpell._meta.concrete_fields if one.name not in ("id",)]


class Drift(NamedTuple):
    """What differs, and in which row."""

    ref: str
    what: str

    def __str__(self) -> str:
        return f"{self.ref}: {self.what}"


UNWANTED = "is published and should not be"


def _drift_of_batch(made: Projection, refused: set[str]) -> list[Drift]:
    kept = {row.public_id for row in made.rows if row.kind == "case"}
    return [
        *drift(made),
        *(Drift(f"case:{key}", "is refused") for key in set(made.refused) - refused),
        *(Drift(f"case:{key}", "is refused no more") for key in kept & refused),
    ]


def check_everything(
    *, today: date, progress: Callable[[int], None] | None = None, batch: int = BATCH
) -> Iterator[Drift]:
    """Each drift: what is missing, what should not be there, which column differs."""
    withheld = read_withheld()
    refused = set(p.RefusedCase.objects.values_list("pk", flat=True))
    with collecting_between() as collect:
        for reach in batches(batch):
            found = _drift_of_batch(project(reach, today=today, withheld=withheld)[0], refused)
            collect()
            yield from found
            if progress:
                progress(len(reach.cases) + len(reach.organisations))
    counts = project_counts(withheld, today=today)
    yield from drift(counts)
    yield from count_row_drift(counts.counts)
    stale = ((kind, stale_rows(kind, today)) for kind in STALE_KINDS)
    for kind, keys in (*stale, *unmentioned_rows(), *orphans()):
        for key in sorted(keys):
            yield Drift(f"{kind}:{key}", UNWANTED)
    for ref in count_drift():
        yield Drift(ref, "case_count differs")
    for ref in total_drift():
        yield Drift(ref, "the running totals of people held differ")
    for kind in LISTED:
        for facet, value in chunk_drift(kind):
            yield Drift(f"{kind}s", f"the rows counted for {facet}={value} differ")
    for kind in FACETS:
        for drifted in packed_drift(kind):
            for packed, chunk in sorted(drifted):
                rows = rows_of(chunk)
                what = f"the {packed} packed of the rows {rows[0]} to {rows[-1]} differ"
                yield Drift(f"{kind}s", what)


def drift(made: Projection) -> Iterator[Drift]:
    """What differs between a projection and the rows that stand."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in made.rows:
        by_kind[row.kind].append(row)
    for kind, rows in by_kind.items():
        yield from _published(kind, rows)
    for kind in FACETS:
        yield from _facets(kind, by_kind[kind])
    yield from _spells(by_kind)
    for ref, what in held_drift(by_kind):
        yield Drift(ref, what)
    for ref, what in child_drift(made):
        yield Drift(ref, what)
    yield from _labels(made)
    yield from _mentions([*made.rows, *made.alone])
    for ref in sorted(made.absent):
        kind, _colon, key = ref.partition(":")
        model: Any = p.PublishedEvent if kind == "event" else MODELS[kind]
        if model.objects.filter(public_id=key).exists():
            yield Drift(ref, UNWANTED)


def _published(kind: str, rows: list[Row]) -> Iterator[Drift]:
    wanted = MODELS[kind].objects.filter(public_id__in=[row.public_id for row in rows])
    # Read as text: of all that is compared, documents take longest to decode.
    told = Cast("body__document", TextField())
    found = {
        row.public_id: row
        for row in wanted.select_related("body").defer("body__document").annotate(told=told)
    }
    for row in rows:
        standing = found.get(row.public_id)
        if standing is None:
            yield Drift(row.ref, "is not published")
            continue
        if standing.digest != row.digest:
            yield Drift(row.ref, "the digest differs")
        body = getattr(standing, "body", None)
        for name, value in row.columns.items():
            if name == "document":
                stored = orjson.loads(standing.told) if standing.told else None
                if isinstance(stored, dict):
                    stored.pop("updated_at", None)
            else:
                stored = getattr(body if name in BODY_COLUMNS else standing, name, None)
            if stored != value:
                yield Drift(row.ref, f"{name} differs")


def _facets(kind: str, rows: list[Row]) -> Iterator[Drift]:
    model, owner = FACETS[kind]
    standing: dict[str, set[tuple[str, str]]] = defaultdict(set)
    ids = [row.public_id for row in rows]
    for key, facet, value in model.objects.filter(**{f"{owner}__public_id__in": ids}).values_list(
        f"{owner}__public_id", "facet", "value"
    ):
        standing[key].add((facet, value))
    for row in rows:
        for facet, value in sorted(standing[row.public_id] ^ row.facets):
            yield Drift(row.ref, f"the facet {facet}={value} differs")


def _spells(rows: dict[str, list[Row]]) -> Iterator[Drift]:
    people = [row.public_id for row in rows["person"]]
    cases = [row.public_id for row in rows["case"]]
    standing: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    found = p.PublishedSpell.objects.select_related("person", "case")
    of_people = found.filter(person__public_id__in=people)
    # Half of all spells are of no case: SQLite would read those, and all of them for an OR.
    own = [spell for spell in of_people if spell.case_id is None]
    for spell in (*found.filter(case__public_id__in=cases), *own):
        ref = f"case:{spell.case.public_id}" if spell.case else f"person:{spell.person.public_id}"
        values = {name: getattr(spell, name) for name in _SPELL}
        values["person"] = spell.person.public_id
        values["case"] = spell.case.public_id if spell.case else None
        standing[ref].append(tuple(str(values[name]) for name in _SPELL))
    for row in (*rows["person"], *rows["case"]):
        wanted = [tuple(str(spell[name]) for name in _SPELL) for spell in row.spells]
        if sorted(standing[row.ref]) != sorted(wanted):
            yield Drift(row.ref, "the spells differ")


def _labels(made: Projection) -> Iterator[Drift]:
    standing = standing_labels(made.labels)
    for ref, label in made.labels.items():
        if standing.get(ref) != label:
            yield Drift(ref, "the label differs")


def _mentions(rows: Iterable[Row]) -> Iterator[Drift]:
    wanted = {row.ref: row.mentions for row in rows}
    standing: dict[str, set[str]] = defaultdict(set)
    for document, mentioned in p.Mention.objects.filter(document__in=wanted).values_list(
        "document", "mentioned"
    ):
        standing[document].add(mentioned)
    for ref, mentions in wanted.items():
        for one in sorted(standing[ref] ^ mentions):
            yield Drift(ref, f"the mention of {one} differs")


def count_row_drift(rows: list[Row]) -> Iterator[Drift]:
    """What differs in the reported counts."""
    yield from _mentions(rows)
    standing = {row.public_id: row for row in p.PublishedReportedCount.objects.all()}
    wanted = {row.public_id: row for row in rows}
    for key in sorted(set(standing) ^ set(wanted)):
        yield Drift(f"count:{key}", "is published or missing against the facts")
    for key in set(standing) & set(wanted):
        columns = {**wanted[key].columns, "digest": wanted[key].digest}
        for name, value in columns.items():
            if getattr(standing[key], name) != value:
                yield Drift(f"count:{key}", f"{name} differs")
