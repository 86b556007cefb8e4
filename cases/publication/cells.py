"""Cells of CSV said in SQL, SQLite and PostgreSQL side by side: what makes a text harmless in a
spreadsheet, and the cells of a row that the database keeps ready beside its columns."""

from typing import Any

from django.db import models
from django.db.models import Func, TextField

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


class ReadyCells(Func):
    """The cells of some columns of a row, joined by commas; for a generated column.

    An export that puts every cell together anew takes three times as long as one that reads them.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[()]]:
        return self._joined(compiler, "sqlite"), ()

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[()]]:
        return self._joined(compiler, "postgresql"), ()

    def _joined(self, compiler: Any, vendor: str) -> str:
        """What is kept must not depend on the settings of a session, as `to_char` does."""
        cells = []
        for expression in self.source_expressions:
            name, _values = compiler.compile(expression)
            field = expression.output_field
            if isinstance(field, models.CharField | models.TextField):
                cells.append(quoted(guarded(name, vendor)))
            elif isinstance(field, models.BooleanField):
                cells.append(f"coalesce({truth(name)}, '')")
            elif isinstance(field, models.DateField) and vendor == "postgresql":
                parts = (("year", 4), ("month", 2), ("day", 2))
                told = " || '-' || ".join(
                    f"lpad(extract({part} from {name})::text, {width}, '0')"
                    for part, width in parts
                )
                cells.append(f"coalesce({told}, '')")
            else:
                cells.append(f"coalesce(CAST({name} AS text), '')")
        return " || ',' || ".join(cells)
