"""What the published tables hold at a moment, in a few numbers: an archive is served only while
its stamp is that of the tables. Nothing is written here."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Max, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import translation

from cases.public import columns
from cases.publication import models as p

# The version of the files and their columns, as CHANGELOG.md tells it: raised with any change.
CONTRACT_VERSION = "2"
MODELS: dict[columns.Table, type[Model]] = {
    columns.CASES: p.PublishedCase,
    columns.PEOPLE: p.PublishedPerson,
    columns.SUBJECTS: p.PublishedSubject,
    columns.EVENTS: p.PublishedEvent,
    columns.CHARGES: p.PublishedCharge,
    columns.SENTENCES: p.PublishedSentence,
    columns.DESIGNATIONS: p.PublishedDesignation,
    columns.CITATIONS: p.PublishedCitation,
    columns.ORGANISATIONS: p.PublishedOrganisation,
    columns.COURTS: p.PublishedCourt,
    columns.PROVISIONS: p.PublishedProvision,
    columns.PLACES: p.PublishedPlace,
    columns.SOURCES: p.PublishedSource,
}
Stamp = dict[str, list[Any]]


def take_stamp() -> Stamp:
    """For each table its number of rows and when the newest changed; one query.

    Withdrawn pages and masked labels are counted too. Those numbers do not depend on the order in
    which transactions end, as the newest date may where two end at once.
    """
    counted = [_counted(table.file, model.objects.all()) for table, model in _tables()]
    counted += [
        _counted("withdrawn", p.Tombstone.objects.all(), "withdrawn_at"),
        _counted("masked", p.Label.objects.filter(is_masked=True), ""),
        _counted("withheld", p.PublishedPerson.objects.filter(is_name_withheld=True)),
    ]
    first, *others = counted
    found = {name: [rows, newest] for name, rows, newest in first.union(*others, all=True)}
    told: Stamp = {"contract": [contract_digest()]}
    for name, (rows, newest) in sorted(found.items()):
        told[name] = [rows, newest.isoformat() if newest else ""]
    return told


def rows_in(stamp: Stamp, file: str) -> int:
    """How many rows of a file a stamp counted."""
    return stamp[file][0] if file in stamp else 0


def contract_digest() -> str:
    """Changes with the version, a column, or the address of the site, which stands in the rows."""
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            (table.file, column.name, column.type, str(column.description))
            for table in columns.TABLES
            for column in table.columns
        ]
    seed = repr((CONTRACT_VERSION, settings.TRACKER_SITE_URL, told))
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


def _tables() -> Iterator[tuple[columns.Table, Any]]:
    return ((table, MODELS[table]) for table in columns.TABLES)


def _counted(name: str, rows: QuerySet[Any], newest: str = "updated_at") -> QuerySet[Any, Any]:
    last = Max(newest) if newest else Cast(Value(None), DateTimeField())
    grouped = rows.order_by().values(table=Value(name))
    return grouped.annotate(rows=Count("pk"), newest=last).values_list("table", "rows", "newest")
