"""Cells of CSV said in SQL, SQLite and PostgreSQL side by side: what makes a text harmless in a
spreadsheet, and the cells of a row that the database keeps ready beside its columns."""

from typing import Any

from django.db import models
from django.db.models import Func, TextField

# A generated column of cells, and the fields that it holds, one after the other.
Ready = tuple[str, tuple[str, ...]]

# What makes a spreadsheet take a cell for a formula, full-width forms too; and the apostrophe
# itself, so that a guarded cell can be told from one that began with it.
GUARDED = "=+-@\t\r\n＝＋－＠'"

# Almost every text begins between these, so that one comparison of bytes settles it.
_FIRST_HARMLESS, _LAST_HARMLESS = "A", "＀"
_CODES = ", ".join(str(ord(character)) for character in GUARDED)


def guarded(name: str, vendor: str) -> str:
    """The text in the column `name`, after an apostrophe where a spreadsheet would compute it."""
    if vendor == "sqlite":
        bounds = f"{name} < '{_FIRST_HARMLESS}' OR {name} > '{_LAST_HARMLESS}'"
        return _after_apostrophe(name, bounds, f"unicode({name})")
    bounds = (
        f"""{name} < '{_FIRST_HARMLESS}' COLLATE "C" OR {name} > '{_LAST_HARMLESS}' COLLATE "C\""""
    )
    return _after_apostrophe(name, bounds, f"ascii({name})")


def _after_apostrophe(name: str, bounds: str, code: str) -> str:
    is_dangerous = f"({bounds}) AND {code} IN ({_CODES})"
    return f"CASE WHEN {is_dangerous} THEN '''' || {name} ELSE {name} END"


def quoted(text: str) -> str:
    """The SQL of a text in quotation marks, those within it doubled."""
    return f"""'"' || replace({text}, '"', '""') || '"'"""


def truth(name: str) -> str:
    """The SQL of a truth value in words, NULL for none."""
    return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END"


def moment_of_sqlite(name: str) -> str:
    """The SQL of a moment in UTC to the second, which SQLite keeps as text."""
    return f"substr({name}, 1, 10) || 'T' || substr({name}, 12, 8) || 'Z'"


def _moment(name: str, vendor: str) -> str:
    if vendor == "sqlite":
        return moment_of_sqlite(name)
    name = f"({name} AT TIME ZONE 'UTC')"
    time = " || ':' || ".join(_number(part, name, 2) for part in ("hour", "minute", "second"))
    return f"{_day(name, vendor)} || 'T' || {time} || 'Z'"


def _day(name: str, vendor: str) -> str:
    if vendor == "sqlite":
        return name
    return " || '-' || ".join(
        _number(part, name, width) for part, width in (("year", 4), ("month", 2), ("day", 2))
    )


def _number(part: str, name: str, width: int) -> str:
    """As `to_char` has it, which depends on the settings of a session: what is kept must not."""
    return f"lpad(floor(extract({part} from {name}))::text, {width}, '0')"


class ReadyCells(Func):
    """The cells of some columns of a row, joined by commas; for a generated column.

    An export that puts every cell together anew takes three times as long as one that reads them.
    Databases keep what they have made: after a change of this SQL a migration has to make the
    column anew.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[()]]:
        return self._joined(compiler, "sqlite"), ()

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[()]]:
        return self._joined(compiler, "postgresql"), ()

    def _joined(self, compiler: Any, vendor: str) -> str:
        cells = []
        for expression in self.source_expressions:
            name, _values = compiler.compile(expression)
            field = expression.output_field
            if isinstance(field, models.CharField | models.TextField):
                cells.append(quoted(guarded(name, vendor)))
            elif isinstance(field, models.BooleanField):
                cells.append(f"coalesce({truth(name)}, '')")
            elif isinstance(field, models.DateTimeField):
                cells.append(_moment(name, vendor))
            elif isinstance(field, models.DateField):
                cells.append(f"coalesce({_day(name, vendor)}, '')")
            else:
                cells.append(f"coalesce(CAST({name} AS text), '')")
        return " || ',' || ".join(cells)


def kept_ready(*fields: str) -> models.GeneratedField:
    """A column that holds the cells of these fields."""
    return models.GeneratedField(
        expression=ReadyCells(*fields), output_field=models.TextField(), db_persist=True
    )
