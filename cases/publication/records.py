"""Plain rows: what a model's table holds, without the model's machinery.

Ten times as quick to make as model instances, free to be redacted, impossible to save by mistake.
What is asked often is put together once a process: Django takes longer over a short question than
the database.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, make_dataclass
from datetime import date
from functools import cache
from typing import Any

import orjson
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

    As `read_rows`, but with a statement that is put together once: most of what a projection reads
    is read so.
    """
    alias = router.db_for_read(model)
    sql, converters = _statement(model, name, alias)
    made, connection = record_type(model), connections[alias]
    rows = _ask(alias, sql, _known(keys))
    if converters:
        rows = [list(row) for row in rows]
        for place, expression, convert in converters:
            for row in rows:
                row[place] = convert(row[place], expression, connection)
    return [made(*row) for row in rows]


def keys_having(model: Any, wanted: str, name: str, keys: Iterable[int | None]) -> set[int]:
    """The numbers in the column `wanted` of the rows whose column `name` holds one of `keys`."""
    alias = router.db_for_read(model)
    sql = f"SELECT DISTINCT {_selection(model, (wanted,), name, alias)}"  # nosec B608
    return {key for (key,) in _ask(alias, sql, _known(keys)) if key}


def values_having(
    model: Any, columns: tuple[str, ...], name: str, keys: Collection[int] | Collection[str]
) -> list[tuple[Any, ...]]:
    """These columns of the rows whose column `name` holds one of `keys`, as the database has them
    and in no order."""
    alias = router.db_for_read(model)
    sql = f"SELECT {_selection(model, columns, name, alias)}"  # nosec B608
    return _ask(alias, sql, sorted(set(keys)))


def delete_having(model: Any, name: str, keys: Collection[int] | Collection[str]) -> None:
    """Delete the rows whose column `name` holds one of `keys`; of a table that no other refers to:
    nothing else goes with them."""
    if not keys:
        return
    alias = router.db_for_write(model)
    with connections[alias].cursor() as cursor:
        where = _having(model, name, alias)
        cursor.execute(f"DELETE FROM {where}", [_list(sorted(set(keys)), alias)])  # nosec B608


@dataclass(frozen=True, slots=True)
class Question:
    """Columns of the rows of a table whose column `name` holds one of `keys`."""

    model: Any
    columns: tuple[str, ...]
    name: str
    keys: Iterable[Any]


def answers(questions: Iterable[Question]) -> list[tuple[Any, ...]]:
    """The rows of all questions, each after the number of its question; one query.

    The questions ask for columns of the same types; values are as the database has them.
    """
    parts: list[str] = []
    keys: list[list[Any]] = []
    alias = ""
    for number, question in enumerate(questions):
        if wanted := sorted(set(question.keys)):
            alias = router.db_for_read(question.model)
            told = _selection(question.model, question.columns, question.name, alias)
            parts.append(f"SELECT {number}, {told}")  # nosec B608
            keys.append(wanted)
    return _ask(alias, " UNION ALL ".join(parts), *keys) if parts else []


def day_told(value: date | str) -> date:
    """A day as a database has it: SQLite keeps text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _known(keys: Iterable[int | None]) -> list[int]:
    return sorted({key for key in keys if key is not None})


def _ask(alias: str, sql: str, *lists: Sequence[Any]) -> list[Any]:
    """The answer to a statement that takes these lists; none is asked about nothing."""
    if not any(lists):
        return []
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, [_list(one, alias) for one in lists])
        return list(cursor.fetchall())


def _list(keys: Sequence[Any], alias: str) -> Any:
    """Keys as one parameter."""
    is_sqlite = connections[alias].vendor == "sqlite"
    return orjson.dumps(keys).decode() if is_sqlite else list(keys)


Converter = tuple[int, Any, Callable[[Any, Any, Any], Any]]


@cache
def _statement(model: Any, name: str, alias: str) -> tuple[str, tuple[Converter, ...]]:
    """The statement of `read_having`, and what turns values of the database into Python's."""
    connection = connections[alias]
    fields = [model._meta.get_field(one) for one in record_type(model).__slots__]
    rows = _selection(model, record_type(model).__slots__, name, alias)
    order = connection.ops.quote_name(model._meta.pk.column)
    converters: list[Converter] = []
    for place, one in enumerate(fields):
        column = one.get_col(model._meta.db_table)
        found = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        converters += [(place, column, convert) for convert in found]
    return f"SELECT {rows} ORDER BY {order}", tuple(converters)  # nosec B608


@cache
def _selection(model: Any, columns: tuple[str, ...], name: str, alias: str) -> str:
    """A SELECT without that word: of the rows whose column `name` holds one of the keys in the
    statement's next parameter."""
    quote = connections[alias].ops.quote_name
    shown = ", ".join(quote(model._meta.get_field(one).column) for one in columns)
    return f"{shown} FROM {_having(model, name, alias)}"


@cache
def _having(model: Any, name: str, alias: str) -> str:
    """A table and the condition on its rows."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(model._meta.get_field(name).column)
    among = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
    return f"{table} WHERE {column} {among}"


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
