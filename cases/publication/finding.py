"""Which rows have which terms, asked of the index of words: one question, two databases.

What the terms are is said in `cases.publication.searching`; how the indexes are kept in step with
the bodies, in the migration that makes them.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import BooleanField, Expression, F, Model
from pyroaring import BitMap

from cases.publication.models.base import body_of


@dataclass(frozen=True, slots=True)
class Term:
    """One term, or the beginning of one. Of letters, digits and dots, so it needs no escape."""

    text: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a row must have: in one of the `ways` all terms. At least one of them, and no empty."""

    ways: tuple[tuple[Term, ...], ...]

    @classmethod
    def every(cls, terms: Sequence[Term]) -> "Terms":
        return cls((tuple(terms),))

    @classmethod
    def any(cls, terms: Sequence[Term]) -> "Terms":
        return cls(tuple((term,) for term in terms))

    def for_sqlite(self) -> str:
        """As FTS5 reads it."""
        return self._written('"{}"', '"{}" *', " AND ", " OR ")

    def for_postgresql(self) -> str:
        """As a `tsquery` is written."""
        return self._written("'{}'", "'{}':*", " & ", " | ")

    def _written(self, whole: str, beginning: str, both: str, either: str) -> str:
        ways = (
            both.join((beginning if one.is_beginning else whole).format(one.text) for one in way)
            for way in self.ways
        )
        return either.join(f"({way})" for way in ways)


# Each finds the numbers of rows, and takes the terms as its one parameter.
_ON_SQLITE = 'SELECT rowid FROM "{0}_words" WHERE "{0}_words" MATCH %s'  # nosec B608
_ON_POSTGRESQL = 'SELECT row_id FROM "{0}" WHERE publication_terms(words) @@ %s::tsquery'  # nosec


class Found(Expression):
    """The condition that a row has the terms; with `most`, that it is one of the first so many
    that have those of one of the `questions`."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, *questions: Terms, most: int | None = None) -> None:
        super().__init__()
        self.questions = questions
        self.most = most
        self.row: Any = F("pk")
        self.table = ""

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.row,) = exprs

    def resolve_expression(self, query: Any = None, *more: Any, **named: Any) -> Any:
        resolved: Any = super().resolve_expression(query, *more, **named)
        # As part of a subquery it is resolved once more, in the query around that.
        resolved.table = self.table or body_of(query.model)._meta.db_table
        return resolved

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:
        asked = [one.for_sqlite() for one in self.questions]
        return self._condition(compiler, _ON_SQLITE, "rowid", asked)

    def as_postgresql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:
        asked = [one.for_postgresql() for one in self.questions]
        return self._condition(compiler, _ON_POSTGRESQL, "row_id", asked)

    def _condition(
        self, compiler: Any, find: str, number: str, asked: list[str]
    ) -> tuple[str, list[Any]]:
        row, values = compiler.compile(self.row)
        one = find.format(self.table)
        if self.most is not None:
            # Whole first and then cut, or PostgreSQL would look for so few along the table.
            one = f"WITH found AS MATERIALIZED ({one}) SELECT {number} FROM found"  # nosec B608
            one = f"SELECT {number} FROM ({one} ORDER BY {number} LIMIT {self.most}) first"  # nosec B608
        return f"{row} IN ({' UNION '.join([one] * len(asked))})", [*values, *asked]


def rows_having(
    models: Sequence[type[Model]], questions: Sequence[Terms]
) -> list[tuple[list[BitMap], int]]:
    """Of each of `models`, at least one: for each question the numbers of the rows that have its
    terms, and the highest number of all rows. One query.

    The numbers come packed: a common word is in most rows, and a row each is ten times as slow.
    """
    connection = connections[router.db_for_read(models[0])]
    is_sqlite = connection.vendor == "sqlite"
    find, pack = (_ON_SQLITE, _PACKED_ON_SQLITE) if is_sqlite else (_ON_POSTGRESQL, _PACKED)
    asked = _written_for(connection, questions)
    columns: list[str] = []
    for model in models:
        table = body_of(model)._meta.db_table
        columns += [pack.format(find.format(table))] * len(asked)
        columns.append(f"(SELECT max(row_id) FROM {table})")  # nosec B608
    unpack = _from_text if is_sqlite else _from_bytes
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", asked * len(models))  # nosec B608
        found = iter(cursor.fetchone())
    return [([unpack(next(found)) for _one in asked], next(found) or 0) for _model in models]


def terms_standing(models: Sequence[type[Model]], terms: Sequence[Term]) -> set[Term]:
    """Those of the terms, at least one, that some row of one of `models` has. One query."""
    connection = connections[router.db_for_read(models[0])]
    is_sqlite = connection.vendor == "sqlite"
    find, any_of = (_ON_SQLITE, _ANY_ON_SQLITE) if is_sqlite else (_ON_POSTGRESQL, _ANY)
    one = " OR ".join(any_of.format(find.format(body_of(each)._meta.db_table)) for each in models)
    asked = _written_for(connection, [Terms.every([term]) for term in terms])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([one] * len(asked))}",  # nosec B608
            [text for text in asked for _model in models],
        )
        standing = cursor.fetchone()
    return {term for term, stands in zip(terms, standing, strict=True) if stands}


def _written_for(connection: Any, questions: Iterable[Terms]) -> list[str]:
    """The questions as the index of a database reads them."""
    write = Terms.for_sqlite if connection.vendor == "sqlite" else Terms.for_postgresql
    return [write(one) for one in questions]


# Whether a question finds any row. Whole first, or PostgreSQL would look for one along the table.
_ANY_ON_SQLITE = "EXISTS ({})"
_ANY = "EXISTS (WITH found AS MATERIALIZED ({}) SELECT FROM found)"  # nosec B608

# All the numbers of a question in one value: four bytes each, or joined by commas.
_PACKED = "(SELECT string_agg(int4send(row_id::int4), '') FROM ({}) found)"
_PACKED_ON_SQLITE = "(SELECT group_concat(rowid) FROM ({}))"


def _from_bytes(packed: memoryview | None) -> BitMap:
    numbers = array("I", bytes(packed or b""))
    if sys.byteorder == "little":
        numbers.byteswap()
    return BitMap(numbers)


def _from_text(packed: str | None) -> BitMap:
    return BitMap(array("I", json.loads(f"[{packed or ''}]")))
