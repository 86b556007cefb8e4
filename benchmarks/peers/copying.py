"""Copies the table of published cases into a SQLite file that is migrated, row by row, and indexes
what peers are asked to count: Datasette's documentation advises it for facets."""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import django

FACETED = ("country_code", "status")
_AT_ONCE = 5000


def main() -> None:
    """The file is named on the command line."""
    django.setup()
    from cases.publication.models import PublishedCase

    columns = [one.column for one in PublishedCase._meta.concrete_fields if not one.generated]
    into = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {PublishedCase._meta.db_table} ({into}) VALUES ({marks})"
    with sqlite3.connect(sys.argv[1]) as target:
        rows = PublishedCase.objects.order_by("pk").values_list(*columns).iterator(_AT_ONCE)
        target.executemany(statement, _told(rows))
        for name in FACETED:
            target.execute(f"CREATE INDEX peer_{name} ON {PublishedCase._meta.db_table} ({name})")
    target.close()


def _told(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """SQLite's own driver knows no days."""
    for row in rows:
        yield [str(value) if isinstance(value, date) else value for value in row]


if __name__ == "__main__":
    main()
