"""The papers of the archive, made from the columns: descriptor, dictionary, what to read first."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.public import columns
from cases.public.archive.stamping import CONTRACT_VERSION
from cases.public.columns import Column, Table, Type
from cases.public.exporting import instant

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# How the kinds of value are called in a Table Schema.
_FIELD_TYPES: dict[Type, dict[str, Any]] = {
    Type.TEXT: {"type": "string"},
    Type.LIST: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Type.DAY: {"type": "date"},
    Type.EDTF: {"type": "string"},
    Type.INSTANT: {"type": "datetime"},
    Type.ADDRESS: {"type": "string", "format": "uri"},
    Type.DEGREES: {"type": "number"},
}
_KEYS = {"case_id": columns.CASES, "subject_id": columns.SUBJECTS}


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of the archive; `rows` and `table` of a CSV."""

    name: str
    bytes: int
    sha256: str
    rows: int = 0
    table: Table | None = None


def descriptor(files: Iterable[Packed], *, made_at: datetime) -> dict[str, Any]:
    """`datapackage.json`: each table with its schema, its rows, its size and its SHA-256."""
    return {
        "profile": "tabular-data-package",
        "name": "tracker",
        "title": _("The Tracker: political prisoners, case by case"),
        "description": _(
            "A public record of political prisoners and of the cases against them. "
            "Every statement traces to a source."
        ),
        "homepage": settings.TRACKER_SITE_URL + reverse("home"),
        "version": CONTRACT_VERSION,
        "created": instant(made_at),
        "licenses": [LICENCE],
        "resources": [_resource(file, file.table) for file in files if file.table],
    }


def _resource(file: Packed, table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": _name(table),
        "path": file.name,
        "title": str(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": schema_of(table),
    }


def schema_of(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: its columns, its key, and the keys it has of other tables."""
    first = table.columns[0].name
    return {
        "fields": [_field(column, is_key=column.name == first) for column in table.columns],
        "primaryKey": [first],
        "foreignKeys": [
            {"fields": [name], "reference": {"resource": _name(other), "fields": [name]}}
            for name, other in _KEYS.items()
            if other is not table and any(column.name == name for column in table.columns)
        ],
        "missingValues": [""],
    }


def _field(column: Column, *, is_key: bool) -> dict[str, Any]:
    told = {"name": column.name, "description": str(column.description)}
    constraints = {"constraints": {"required": True, "unique": True}} if is_key else {}
    return {**told, **_FIELD_TYPES[column.type], **constraints}


def _name(table: Table) -> str:
    return table.file.removesuffix(".csv")


def dictionary_csv() -> str:
    """Every column of every table, one a row."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(["file", "column", "kind", "meaning"])
    for table in columns.TABLES:
        for column in table.columns:
            rows.writerow([table.file, column.name, column.type_words, str(column.description)])
    return written.getvalue()


def dictionary_markdown() -> str:
    """The same for reading."""
    lines = ["# " + _("Data dictionary"), ""]
    for table in columns.TABLES:
        lines += [f"## {table.file}", "", str(table.title) + ".", ""]
        lines += [f"- `{c.name}` ({c.type_words}): {c.description}" for c in table.columns]
        lines.append("")
    return "\n".join(lines)


def read_me(*, made_at: datetime) -> str:
    """What somebody who has unpacked the archive reads first."""
    site = settings.TRACKER_SITE_URL
    paragraphs = [
        "# " + _("The Tracker: the whole data set"),
        _("Made %(made)s from %(site)s, version %(version)s of the columns.")
        % {"made": instant(made_at), "site": site, "version": CONTRACT_VERSION},
        _(
            "What is withdrawn or withheld later stays in this copy. Take a new one before you "
            "publish from it, and delete what is no longer in the new one."
        ),
        _(
            "The tables are CSV in UTF-8, tied together by identifiers that never change. Each "
            "column is explained in dictionary.md and dictionary.csv, for programs in "
            "datapackage.json."
        ),
        _(
            "A cell that a spreadsheet could take for a formula begins with one apostrophe more "
            "than the text itself: drop the first apostrophe of a cell to have the text unchanged."
        ),
        _("The data may be used by anyone under %(licence)s, see LICENSE.txt.")
        % {"licence": LICENCE["title"]},
    ]
    return "\n\n".join(paragraphs) + "\n"
