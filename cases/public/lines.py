"""The cells of a published row as CSV has them, written by the database itself.

SQLite and PostgreSQL side by side. Python then only passes bytes on, many times as fast as when it
formats every cell. What makes a cell harmless is `guard` in exporting.py, said here in SQL.
"""

from typing import Any

from django.db.models import DateField, F, Func, TextField, Value
from django.db.models.expressions import Combinable

from cases.public.tables import Column, Table, Type

# What makes a spreadsheet take a cell for a formula, full-width forms too; and the apostrophe
# itself, so that a guarded cell can be told from one that began with it.
GUARDED = "=+-@\t\r\n＝＋－＠'"
# Only these are quoted, whether they need it or not: nobody has to look for a comma in a text.
QUOTED = (Type.TEXT, Type.LIST, Type.EDTF)

# Almost every text begins between these, so that one comparison of bytes settles it.
_FIRST_HARMLESS, _LAST_HARMLESS = "A", "＀"
_CODES = ", ".join(str(ord(character)) for character in GUARDED)

# SQL and its parameters.
Cell = tuple[str, tuple[str, ...]]


def value_of(column: Column) -> Combinable:
    """What a cell of a column is made of."""
    return Value(None, output_field=DateField()) if column.is_asked else F(column.source)


class CellText(Func):
    """The cell of one column, without quotation marks: PostgreSQL's COPY sets those.

    `before` and `after` are what stands around the slug in an address of the table.
    """

    output_field = TextField()

    def __init__(self, column: Column, before: str, after: str) -> None:
        super().__init__(value_of(column))
        self.kind, self.before, self.after = column.type, before, after

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        name, values = compiler.compile(self.source_expressions[0])
        if values:
            # The text of a subquery, which stands once and as it is.
            return name, values
        if self.kind in QUOTED:
            bounds = f"""{name} < %s COLLATE "C" OR {name} > %s COLLATE "C\""""
            is_dangerous = f"({bounds}) AND ascii({name}) IN ({_CODES})"
            guarded = f"CASE WHEN {is_dangerous} THEN '''' || {name} ELSE {name} END"
            return guarded, (_FIRST_HARMLESS, _LAST_HARMLESS)
        if self.kind is Type.ADDRESS:
            return f"%s || {name} || %s", (self.before, self.after)
        if self.kind is Type.BOOLEAN:
            return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END", ()
        if self.kind is Type.DEGREES:
            return f"CAST({name} AS numeric(6, 2))", ()
        if self.kind is Type.DAY:
            return f"to_char({name}::date, 'YYYY-MM-DD')", ()
        if self.kind is Type.INSTANT:
            return f"""to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""", ()
        return name, ()


class LineBytes(Func):
    """All cells of `table` for a row in SQLite, quoted and joined by commas, as bytes.

    One printf: `%w` doubles quotation marks, and nothing is printed for NULL.
    """

    output_field = TextField()

    def __init__(self, table: Table, before: str, after: str) -> None:
        super().__init__(*(value_of(column) for column in table.columns))
        self.kinds = [column.type for column in table.columns]
        self.before, self.after = before, after

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Cell:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        # Only the text of a subquery has values of its own, and that stands as it is.
        cells = [
            (name, values) if values else self._cell(kind, name)
            for kind, (name, values) in zip(self.kinds, compiled, strict=True)
        ]
        form = ",".join('"%%w"' if kind in QUOTED else "%%s" for kind in self.kinds)
        arguments = ", ".join(sql for sql, _values in cells)
        values = tuple(value for _sql, values in cells for value in values)
        return f"CAST(printf('{form}', {arguments}) AS BLOB)", values

    def _cell(self, kind: Type, name: str) -> Cell:
        if kind in QUOTED:
            bounds = f"({name} < '{_FIRST_HARMLESS}' OR {name} > '{_LAST_HARMLESS}')"
            is_dangerous = f"{bounds} AND unicode({name}) IN ({_CODES})"
            return f"CASE WHEN {is_dangerous} THEN '''' || {name} ELSE {name} END", ()
        if kind is Type.ADDRESS:
            return f"%s || {name} || %s", (self.before, self.after)
        if kind is Type.BOOLEAN:
            return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END", ()
        if kind is Type.DEGREES:
            return f"CASE WHEN {name} IS NOT NULL THEN printf('%%.2f', {name}) END", ()
        if kind is Type.INSTANT:
            return f"substr({name}, 1, 10) || 'T' || substr({name}, 12, 8) || 'Z'", ()
        return name, ()
