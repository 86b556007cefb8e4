"""Many rows into new tables: `COPY` on PostgreSQL, one prepared insert on SQLite, no instances.

Rows are held by column: a value's form is looked up once a column, and most of the work is done in
C. `prepare` asks no database, so that other processes can do it.
"""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db import models as db

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"
Columns = Mapping[str, Sequence[Any]]


@dataclass(slots=True)
class Table:
    """Rows of one model by column: `keys` as numbers, the `rest` as the database takes it.

    `names` are those of the keys, then those of the rest, which COPY has in one text a row.
    """

    names: list[str]
    keys: list[Sequence[int | None]]
    rest: list[Sequence[Any]]


def fill(model: Any, columns: Columns) -> None:
    """Add rows: for each column (`case_id`, not `case`) the value of every row.

    Call inside a transaction. Nothing is validated but what the database holds itself.
    """
    store(model, prepare(model, columns))


def prepare(model: Any, columns: Columns, keys: Sequence[str] = ()) -> Table:
    """The columns in the form of the database that is configured, `keys` left as they are."""
    fields = {one.attname: one for one in model._meta.concrete_fields}
    names = [name for name in columns if name not in keys]
    is_postgres = connection.vendor == "postgresql"
    form_of = _text_form if is_postgres else _sqlite_form
    rest = [_formed(columns[name], form_of(fields[name])) for name in names]
    if is_postgres:
        nullable = [
            [_NULL if value is None else value for value in column] if None in column else column
            for column in rest
        ]
        rest = [list(map("\t".join, zip(*nullable, strict=True)))]
    return Table([*keys, *names], [columns[name] for name in keys], rest)


def store(model: Any, table: Table) -> None:
    """Add the rows of a table. Call inside a transaction."""
    quote = connection.ops.quote_name
    fields = {one.attname: one for one in model._meta.concrete_fields}
    into = ", ".join(quote(fields[name].column) for name in table.names)
    name = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keys = [[_NULL if key is None else str(key) for key in column] for column in table.keys]
            lines = map("\t".join, zip(*keys, *table.rest, strict=True))
            text = io.StringIO("".join(f"{line}\n" for line in lines))
            cursor.copy_expert(f"COPY {name} ({into}) FROM STDIN", text)  # nosec B608
        else:
            marks = ", ".join(["%s"] * len(table.names))
            statement = f"INSERT INTO {name} ({into}) VALUES ({marks})"  # nosec B608
            rows: Any = zip(*table.keys, *table.rest, strict=True)
            cursor.executemany(statement, rows)


def _formed(values: Iterable[Any], form: Callable[[Any], Any] | None) -> Sequence[Any]:
    if form is None:
        return list(values)
    return [None if value is None else form(value) for value in values]


@cache
def _text_form(one: Any) -> Callable[[Any], str]:
    """How COPY wants a value of this field."""
    if isinstance(one, db.JSONField):
        return lambda value: json.dumps(value).translate(_ESCAPES)
    if isinstance(one, db.BooleanField):
        return lambda value: "t" if value else "f"
    if isinstance(one, db.BinaryField):
        return lambda value: f"\\\\x{bytes(value).hex()}"
    if isinstance(one, db.CharField | db.TextField):
        return lambda value: str(value).translate(_ESCAPES)
    return str


@cache
def _sqlite_form(one: Any) -> Callable[[Any], Any] | None:
    """What SQLite's driver does not take as it is: dates, decimals, JSON, members of an enum."""
    if isinstance(one, db.CharField | db.TextField):
        # An enum's member is text of a type that the driver does not know.
        return lambda value: value if type(value) is str else str(value)
    plain = db.IntegerField | db.BooleanField | db.ForeignKey | db.BinaryField
    if isinstance(one, plain):
        return None
    if isinstance(one, db.JSONField):
        return json.dumps
    # The same days come again and again.
    return lru_cache(20_000)(lambda value: one.get_db_prep_save(value, connection))
