"""The child tables (events, subjects, charges, sentences, designations, citations, ties): stored,
compared and removed by the document that owns their rows. What they hold: tabulating.py and
tying.py."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q
from django.db.models.functions import Substr

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.lacking import lacking
from cases.publication.projection import Projection, Row
from cases.publication.records import Question, answers
from cases.publication.upserting import upsert

CHILDREN: dict[str, Any] = {
    "event": p.PublishedEvent,
    "subject": p.PublishedSubject,
    "charge": p.PublishedCharge,
    "sentence": p.PublishedSentence,
    "designation": p.PublishedDesignation,
    "citation": p.PublishedCitation,
    "part": p.PublishedPart,
    "affiliation": p.PublishedAffiliation,
}
# Rows of a case go with it; these tables also hold rows of other owners.
_OF_OTHERS = ("designation", "citation", "part", "affiliation")


def write_children(
    made: Projection, case_ids: dict[str, int], now: datetime, suspect: Container[str]
) -> set[str]:
    """Store the rows that changed and `suspect` ones, take away those that are not there now.

    Returns the references of events of a case that stood otherwise: they may have had none.
    """
    wanted = _by_kind(made.children)
    standing = _standing(made.owners)
    for kind, model in CHILDREN.items():
        rows = {row.public_id: row for row in wanted[kind]}
        if gone := set(standing[kind]) - set(rows):
            model.objects.filter(public_id__in=gone).delete()
        upsert(
            model,
            [
                {
                    **row.columns,
                    # None for what belongs to no case.
                    "case_id": case_ids[case] if (case := row.columns["case_public_id"]) else None,
                    "digest": row.digest,
                    "updated_at": now,
                }
                for key, row in rows.items()
                if standing[kind].get(key) != row.digest or row.ref in suspect
            ],
        )
    return {
        row.ref
        for row in wanted["event"]
        if row.columns["owner"] != row.ref
        and standing["event"].get(row.public_id, row.digest) != row.digest
    }


def remove_children(owners: Iterable[str]) -> None:
    """Delete the rows of these owners."""
    refs = list(owners)
    for model in CHILDREN.values():
        model.objects.filter(owner__in=refs).delete()


def remove_orphans() -> None:
    """Delete the rows whose owner is not published."""
    for kind, keys in orphans():
        CHILDREN[kind].objects.filter(public_id__in=keys).delete()


def orphans() -> Iterator[tuple[str, set[str]]]:
    """The identifiers of rows whose owner is not published, by kind of row."""
    for kind in _OF_OTHERS:
        rows = CHILDREN[kind].objects.filter(case__isnull=True)
        for owner, model in (*MODELS.items(), ("event", p.PublishedEvent),
                             ("count", p.PublishedReportedCount)):  # fmt: skip
            kind_of_owner = f"{owner}:"
            key = Substr(OuterRef("owner"), len(kind_of_owner) + 1)
            rows = rows.filter(
                ~Q(owner__startswith=kind_of_owner) | lacking(model.objects.all(), public_id=key)
            )
        yield kind, set(rows.values_list("public_id", flat=True))


def child_drift(made: Projection) -> Iterator[tuple[str, str]]:
    """(reference, what differs) of each row that is not as it should be."""
    wanted = _by_kind(made.children)
    for kind, model in CHILDREN.items():
        names = [
            one.name
            for one in model._meta.concrete_fields
            if one.name not in ("id", "case", "updated_at")
        ]
        found = model.objects.filter(owner__in=made.owners).annotate(linked=F("case__public_id"))
        standing = {
            values[0]: values
            for values in found.values_list("public_id", "linked", *names).iterator(2000)
        }
        rows = {row.public_id: row for row in wanted[kind]}
        for key in sorted(set(standing) - set(rows)):
            yield f"{kind}:{key}", "is published and should not be"
        for key, row in rows.items():
            if key not in standing:
                yield row.ref, "is not published"
                continue
            columns = {**row.columns, "digest": row.digest}
            expected = (key, columns["case_public_id"] or None, *(columns[n] for n in names))
            if standing[key] != expected:
                for name, one, other in zip(
                    ("public_id", "its case", *names), standing[key], expected, strict=True
                ):
                    if one != other:
                        yield row.ref, f"{name} differs"


def _by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    return found


def _standing(owners: set[str]) -> dict[str, dict[str, str]]:
    """The digests of the rows of these owners, by kind and identifier; one query."""
    kinds = list(CHILDREN)
    asked = (Question(CHILDREN[kind], ("public_id", "digest"), "owner", owners) for kind in kinds)
    found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    for number, key, digest in answers(asked):
        found[kinds[number]][key] = digest
    return found
