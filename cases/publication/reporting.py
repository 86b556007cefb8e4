"""Published counts: numbers that others gave, which stand beside our own."""

from collections.abc import Container
from datetime import date, datetime
from typing import Any

from cases import models as m
from cases.publication import models as p
from cases.publication.building import Builder
from cases.publication.children import remove_children
from cases.publication.citing import Page
from cases.publication.cleaning import clean_counts
from cases.publication.documents import SCHEMA_VERSION
from cases.publication.documents.case import finish
from cases.publication.documents.parts import partial_date
from cases.publication.projection import Projection, Row, digest_of
from cases.publication.reading import read_counts
from cases.publication.redacting import redact
from cases.publication.referring import write_mentions
from cases.publication.tying import key_of
from cases.publication.withheld import Withheld
from cases.publication.writing import Written, forget_mentions, write
from cases.vocabulary import Stance

KIND = "count"


def project_counts(withheld: Withheld, *, today: date) -> Projection:
    """The rows of every count that a source supports, with the entities they refer to."""
    facts, counts = read_counts()
    redact(facts, withheld, today=today)
    clean_counts(facts, counts, withheld)
    builder = Builder(facts, (), today=today)
    made = Projection(addresses=builder.addresses)
    rows = []
    for count in counts:
        if any(one.stance == Stance.SUPPORTS for one in facts.citations(count)):
            rows.append(_row(facts, count))
    mentioned = {ref for row in rows for ref in row.mentions}
    made.rows = [
        builder.entity(row)
        for row in facts.sources.values()
        if not row.is_confidential and f"source:{row.public_id}" in mentioned
    ]
    made.labels = {ref: builder.label(builder.by_ref[ref]) for ref in sorted(mentioned)}
    made.counts = rows
    for row in rows:
        made.children += builder.tables.of_count(row.columns["document"], row.ref)
    return made


def _row(facts: Any, count: m.ReportedCount) -> Row:
    page = Page(facts)
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "kind": "reported_count",
        "id": count.public_id,
        "count": count.count,
        "basis": count.basis,
        "of": count.of,
        "designation": count.kind,
        "country": count.country,
        "on": partial_date(count, "on"),
        "reported_by": page.ref(facts.organisations.get(count.reported_by_id)),
        "cited": page.cite(count),
    }
    columns = {
        "public_id": count.public_id,
        "count": count.count,
        "country_code": count.country,
        "on": count.on,
        "on_earliest": count.on_earliest,
        "reporter_id": key_of(document["reported_by"]),
        "document": finish(document, page),
    }
    return Row(KIND, count.public_id, columns, mentions=page.refs, digest=digest_of(columns))


def write_counts(
    made: Projection, *, now: datetime, suspect: Container[str] = frozenset()
) -> Written:
    """Store the counts that changed, and take away those that are no longer public."""
    done = write(made, now=now, suspect=suspect)
    model = p.PublishedReportedCount
    standing = dict(model.objects.values_list("public_id", "digest"))
    wanted = {row.public_id: row for row in made.counts}
    gone = set(standing) - set(wanted)
    model.objects.filter(public_id__in=gone).delete()
    remove_children(f"{KIND}:{key}" for key in gone)
    forget_mentions([f"{KIND}:{key}" for key in gone], done)
    changed = [
        row for key, row in wanted.items() if standing.get(key) != row.digest or row.ref in suspect
    ]
    fields = [one.name for one in model._meta.concrete_fields]
    model.objects.bulk_create(
        [model(**row.columns, digest=row.digest) for row in changed],
        update_conflicts=True,
        unique_fields=["public_id"],
        update_fields=[name for name in fields if name not in ("id", "public_id")],
    )
    done.orphans |= write_mentions(changed)
    done.touched |= done.orphans.union(*({row.ref, *row.mentions} for row in changed))
    return done
