"""Takes the secondary indexes off some tables while they are filled, and makes the same ones again.

On PostgreSQL foreign keys and unique constraints too; SQLite's live in the table and stay. There
the triggers go that draw the mark of an edition once a row; what is written last draws it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection as primary


class Definition(NamedTuple):
    """What one index or constraint is, and the statements that take it away and bring it back."""

    name: str
    drop: str
    create: str


@contextmanager
def without_indexes(models: Iterable[Any], connection: Any = primary) -> Iterator[None]:
    """Within: the models' tables without their secondary indexes. After: exactly as before."""
    tables = sorted(one._meta.db_table for one in models)
    before = definitions(tables, connection)
    # What refers to a key goes before the key, and comes after it.
    _run((one.drop for one in before), connection)
    try:
        yield
    finally:
        _run((one.create for one in reversed(before)), connection)
        assert definitions(tables, connection) == before


def definitions(tables: list[str], connection: Any = primary) -> list[Definition]:
    """The indexes and constraints of these tables that can be made again, foreign keys first."""
    found = _of_postgres if connection.vendor == "postgresql" else _of_sqlite
    return found(tables, connection)


def _run(statements: Iterable[str], connection: Any) -> None:
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)


def _of_sqlite(tables: list[str], connection: Any) -> list[Definition]:
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND (type = 'index' OR type = 'trigger' AND instr(name, '_edition_') > 0)"
            f" AND tbl_name IN ({marks}) ORDER BY name",  # nosec B608
            tables,
        )
        return [
            Definition(name, f'DROP {kind.upper()} "{name}"', sql)
            for kind, name, sql in cursor.fetchall()
        ]


def _of_postgres(tables: list[str], connection: Any) -> list[Definition]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('u', 'f')"
            " ORDER BY contype = 'u', conname",
            [tables],
        )
        constraints = [
            Definition(
                name,
                f'ALTER TABLE {table} DROP CONSTRAINT "{name}"',
                f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}',
            )
            for name, table, text in cursor.fetchall()
        ]
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname",
            [tables],
        )
        indexes = [
            Definition(name, f'DROP INDEX "{name}"', text) for name, text in cursor.fetchall()
        ]
    return [*constraints, *indexes]
