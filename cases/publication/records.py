"""Facts as plain rows: what a model's table holds, without the model's machinery.

Ten times as quick to make as model instances, free to be redacted, impossible to save by mistake.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import make_dataclass
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Q

# Nothing here is ever published, so it is not even read.
_UNREAD = frozenset({"internal_note", "created_at", "updated_at"})


@cache
def record_type(model: Any) -> Any:
    """The class of a model's rows: its columns (`case_id`, not `case`), `pk` and `_meta`."""
    columns = [one.attname for one in model._meta.concrete_fields if one.name not in _UNREAD]
    namespace = {"_meta": model._meta, "pk": property(lambda self: self.id)}
    return make_dataclass(model.__name__, columns, slots=True, eq=False, namespace=namespace)


def read_rows(model: Any, *conditions: Q, **filters: Any) -> list[Any]:
    """The rows that match, in order of primary key."""
    made = record_type(model)
    rows = model.objects.filter(*conditions, **filters).order_by("pk")
    return [made(*values) for values in rows.values_list(*made.__slots__).iterator(2000)]


def read_having(model: Any, name: str, keys: Iterable[int | None]) -> list[Any]:
    """The rows whose column `name` ("id", "case_id") holds one of `keys`, in order of primary key.

    As `read_rows`, but with a statement that is put together once a process: most of what a
    projection reads is read so, and Django takes longer over such a question than the database.
    """
    alias = router.db_for_read(model)
    sql, converters = _statement(model, name, alias)
    made, connection = record_type(model), connections[alias]
    rows = _ask(alias, sql, keys)
    if converters:
        rows = [list(row) for row in rows]
        for place, expression, convert in converters:
            for row in rows:
                row[place] = convert(row[place], expression, connection)
    return [made(*row) for row in rows]


def keys_having(model: Any, wanted: str, name: str, keys: Iterable[int | None]) -> set[int]:
    """The numbers in the column `wanted` of the rows whose column `name` holds one of `keys`."""
    alias = router.db_for_read(model)
    return {key for (key,) in _ask(alias, _key_statement(model, wanted, name, alias), keys) if key}


def _ask(alias: str, sql: str, keys: Iterable[int | None]) -> list[Any]:
    """The answer to a statement that takes one list of numbers; none is asked about no number."""
    asked = sorted({key for key in keys if key is not None})
    if not asked:
        return []
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(asked) if connection.vendor == "sqlite" else asked])
        return list(cursor.fetchall())


Converter = tuple[int, Any, Callable[[Any, Any, Any], Any]]


@cache
def _statement(model: Any, name: str, alias: str) -> tuple[str, tuple[Converter, ...]]:
    """The statement of `read_having`, and what turns values of the database into Python's."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(one) for one in record_type(model).__slots__]
    columns = ", ".join(quote(one.column) for one in fields)
    table, condition = quote(model._meta.db_table), _is_among(model, name, alias)
    order = quote(model._meta.pk.column)
    sql = f"SELECT {columns} FROM {table} WHERE {condition} ORDER BY {order}"  # nosec B608
    converters: list[Converter] = []
    for place, one in enumerate(fields):
        column = one.get_col(model._meta.db_table)
        found = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        converters += [(place, column, convert) for convert in found]
    return sql, tuple(converters)


@cache
def _key_statement(model: Any, wanted: str, name: str, alias: str) -> str:
    quote = connections[alias].ops.quote_name
    column, table = quote(model._meta.get_field(wanted).column), quote(model._meta.db_table)
    condition = _is_among(model, name, alias)
    return f"SELECT DISTINCT {column} FROM {table} WHERE {condition}"  # nosec B608


def _is_among(model: Any, name: str, alias: str) -> str:
    """The condition that a column holds one of the numbers in the statement's one parameter."""
    connection = connections[alias]
    column = connection.ops.quote_name(model._meta.get_field(name).column)
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"  # nosec B608
    return f"{column} = ANY(%s)"


def read_by_id(model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    """The rows with these primary keys, by primary key."""
    return {row.pk: row for row in read_having(model, "id", ids)}


def read_with(model: Any, ids: Iterable[int | None], parent: str) -> dict[int, Any]:
    """As `read_by_id`, with all that the rows point at through their column `parent`, and so on:
    a query for each step up."""
    found: dict[int, Any] = {}
    wanted = {pk for pk in ids if pk}
    while wanted:
        rows = read_by_id(model, wanted)
        found |= rows
        wanted = {getattr(row, parent) for row in rows.values()} - {None} - set(found)
    return found
