"""The cells of a published row as CSV has them, written by the database itself.

SQLite and PostgreSQL side by side. Python then only passes bytes on, many times as fast as when it
formats every cell. What makes a cell harmless is said in `cases.publication.cells`.
"""

from typing import Any

from django.db.models import DateField, F, Func, TextField, Value
from django.db.models.expressions import Combinable

from cases.public.tables import Column, Table, Type
from cases.publication.cells import Ready, guarded, moment_of_sqlite, quoted, truth

# Only these are quoted, whether they need it or not: nobody has to look for a comma in a text.
QUOTED = (Type.TEXT, Type.LIST, Type.EDTF)

# SQL and its parameters.
Cell = tuple[str, tuple[str, ...]]


def value_of(column: Column) -> Combinable:
    """What a cell of a column is made of."""
    return Value(None, output_field=DateField()) if column.is_asked else F(column.source)


def _cell(kind: Type, name: str, vendor: str, around: tuple[str, str]) -> Cell:
    """The cell of the column `name`, without quotation marks; NULL for nothing.

    `around`: what stands before and after the slug in an address of the table.
    """
    is_sqlite = vendor == "sqlite"
    if kind in QUOTED:
        return guarded(name, vendor), ()
    if kind is Type.ADDRESS:
        return f"%s || {name} || %s", around
    if kind is Type.BOOLEAN:
        return truth(name), ()
    if kind is Type.DEGREES and is_sqlite:
        return f"CASE WHEN {name} IS NOT NULL THEN printf('%%.2f', {name}) END", ()
    if kind is Type.DEGREES:
        return f"CAST({name} AS numeric(6, 2))", ()
    if kind is Type.INSTANT and is_sqlite:
        return moment_of_sqlite(name), ()
    if kind is Type.INSTANT:
        return f"""to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""", ()
    if kind is Type.DAY and not is_sqlite:
        return f"to_char({name}::date, 'YYYY-MM-DD')", ()
    return name, ()


class CellText(Func):
    """The cell of one column, without quotation marks: PostgreSQL's COPY sets those.

    `before` and `after` are what stands around the slug in an address of the table.
    """

    output_field = TextField()

    def __init__(self, column: Column, before: str, after: str) -> None:
        super().__init__(value_of(column))
        self.kind, self.around = column.type, (before, after)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        name, values = compiler.compile(self.source_expressions[0])
        # The text of a subquery stands once and as it is.
        return (name, values) if values else _cell(self.kind, name, connection.vendor, self.around)


class LineBytes(Func):
    """All cells of `table` for a row in SQLite, quoted and joined by commas, as bytes.

    One printf: `%w` doubles quotation marks, and nothing is printed for NULL.
    """

    output_field = TextField()

    def __init__(self, table: Table, before: str, after: str) -> None:
        super().__init__(*(value_of(column) for column in table.columns))
        self.kinds, self.around = [column.type for column in table.columns], (before, after)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        # Only the text of a subquery has values of its own, and that stands as it is.
        cells = [
            (name, values) if values else _cell(kind, name, connection.vendor, self.around)
            for kind, (name, values) in zip(self.kinds, compiled, strict=True)
        ]
        form = ",".join('"%%w"' if kind in QUOTED else "%%s" for kind in self.kinds)
        arguments = ", ".join(sql for sql, _values in cells)
        values = tuple(value for _sql, values in cells for value in values)
        return f"CAST(printf('{form}', {arguments}) AS BLOB)", values


class ReadyLine(Func):
    """As `LineBytes` for a table whose rows keep most of their cells ready, in both databases;
    text in PostgreSQL."""

    output_field = TextField()

    def __init__(self, table: Table, before: str, after: str) -> None:
        # None for cells that are kept ready.
        self.kinds: list[Type | None] = []
        values: list[Combinable] = []
        left = table.columns
        while left:
            name, number = _kept_for(left, table.ready)
            self.kinds.append(None if name else left[0].type)
            values.append(F(name) if name else value_of(left[0]))
            left = left[number:]
        super().__init__(*values)
        self.around = (before, after)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        line, values = self._joined(compiler, connection.vendor)
        return f"CAST({line} AS BLOB)", values

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        return self._joined(compiler, connection.vendor)

    def _joined(self, compiler: Any, vendor: str) -> Cell:
        cells: list[str] = []
        told: list[str] = []
        for kind, expression in zip(self.kinds, self.source_expressions, strict=True):
            cell, values = compiler.compile(expression)
            if kind is not None and not values:
                cell, values = _cell(kind, cell, vendor, self.around)
            if kind in QUOTED:
                cell = quoted(f"coalesce({cell}, '')")
            elif kind is not None:
                cell = f"coalesce(CAST({cell} AS text), '')"
            cells.append(cell)
            told += values
        return " || ',' || ".join(cells), tuple(told)


def _kept_for(columns: tuple[Column, ...], ready: tuple[Ready, ...]) -> tuple[str, int]:
    """The field that holds the cells of the first of these columns, and of how many; "" and one
    where none does."""
    for name, fields in ready:
        if tuple(column.source for column in columns[: len(fields)]) == fields:
            return name, len(fields)
    return "", 1
