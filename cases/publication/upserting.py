"""Many rows into one table in one statement, without a model instance for each of them.

For the tables of which a document has dozens of rows: three times as quick as `bulk_create`.
The statements are put together from the models' own quoted names; every value is a parameter.
"""

from collections.abc import Container, Sequence
from typing import Any

import orjson
from django.db import connections, router
from django.db import models as db

_BATCH = 1000


def insert(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Store new rows, each a value for every column but an automatic `id`, by column name
    (`case_id`, not `case`); what a row holds beyond its columns is passed over.

    Values are as the model's fields would have them; nothing is validated. Call inside a
    transaction.
    """
    _write(model, rows, "")


def upsert(
    model: Any,
    rows: Sequence[dict[str, Any]],
    *,
    key: str = "public_id",
    keep: Container[str] = frozenset(),
) -> None:
    """As `insert`; a row whose column `key` stands already replaces that one, but for its `id`
    and for the columns to `keep`."""
    quote = connections[router.db_for_write(model)].ops.quote_name
    update = ", ".join(
        f"{quote(one.column)} = EXCLUDED.{quote(one.column)}"
        for one in _written(model)
        if one.attname != key and one.name not in keep
    )
    conflict = f" ON CONFLICT ({quote(key)}) DO UPDATE SET {update}"  # nosec B608
    _write(model, rows, conflict)


def add_up(model: Any, rows: Sequence[dict[str, Any]], *, key: Sequence[str]) -> None:
    """As `insert`; where a row with the same `key` stands, the numbers are added to those of it."""
    quote = connections[router.db_for_write(model)].ops.quote_name
    table = quote(model._meta.db_table)
    update = ", ".join(
        f"{quote(one.column)} = {table}.{quote(one.column)} + EXCLUDED.{quote(one.column)}"
        for one in model._meta.concrete_fields
        if not one.primary_key and one.name not in key
    )
    columns = ", ".join(quote(name) for name in key)
    _write(model, rows, f" ON CONFLICT ({columns}) DO UPDATE SET {update}")  # nosec B608


def _written(model: Any) -> list[Any]:
    """The columns that a row brings along: all but what the database gives."""
    return [
        one
        for one in model._meta.concrete_fields
        if not one.generated and not isinstance(one, db.AutoField)
    ]


def _write(model: Any, rows: Sequence[dict[str, Any]], conflict: str) -> None:
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields = _written(model)
    names = [one.attname for one in fields]
    columns = ", ".join(quote(one.column) for one in fields)
    one_row = f"({', '.join(['%s'] * len(fields))})"
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # nosec B608
    values = [[row[name] for name in names] for row in rows]
    for n, one in enumerate(fields):
        # Text, numbers and truth values are taken by both databases as they are.
        if isinstance(one, db.DateField):
            for row in values:
                row[n] = one.get_db_prep_save(row[n], connection)
        elif isinstance(one, db.JSONField):
            for row in values:
                row[n] = orjson.dumps(row[n]).decode()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(into + one_row + conflict, values)
            return
        for start in range(0, len(values), _BATCH):
            some = values[start : start + _BATCH]
            cursor.execute(
                into + ", ".join([one_row] * len(some)) + conflict,
                [value for row in some for value in row],
            )
