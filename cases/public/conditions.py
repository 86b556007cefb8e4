"""Conditions on rows that the ORM has no words for, written so that both databases are quick."""

from typing import Any

from django.db.models import BooleanField, F, Field, Func, Value
from pyroaring import BitMap

Compiled = tuple[str, tuple[Any, ...]]


class Among(Func):
    """Whether a column is one of `numbers`, which are joined by commas.

    Thousands of numbers in one parameter: both databases take several times as long to read a
    placeholder for each.
    """

    output_field = BooleanField()

    def __init__(self, column: Any, numbers: str, **extra: Any) -> None:
        super().__init__(column, **extra)
        self.numbers = numbers

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> Compiled:
        sql, values = compiler.compile(self.source_expressions[0])
        among = f"{sql} IN (SELECT value FROM json_each(%s))"  # nosec B608
        return among, (*values, f"[{self.numbers}]")

    def as_postgresql(self, compiler: Any, connection: Any, **_extra: Any) -> Compiled:
        sql, values = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY (%s::bigint[])", (*values, f"{{{self.numbers}}}")


def among(column: str, rows: BitMap) -> Among:
    """The condition that `column` is one of the numbers in `rows`."""
    return Among(F(column), ",".join(map(str, rows)))


class Beyond(Func):
    """Two columns as one value: (column, number) > (given value, given number), or < them.

    An index on the two answers this, on both databases; the same said with OR none does.
    """

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_words: Any, **_extra: Any) -> Compiled:
        parts = [compiler.compile(one) for one in self.source_expressions]
        (column, number, given, other) = (sql for sql, _values in parts)
        sql = f"({column}, {number}) {self.extra['sign']} ({given}, {other})"
        return sql, tuple(value for _sql, values in parts for value in values)


def beyond(column: str, field: Field, value: Any, pk: int, *, is_descending: bool) -> Beyond:
    """The condition to come after the row with this value of `field` and this number."""
    sign = "<" if is_descending else ">"
    return Beyond(F(column), F("pk"), Value(value, output_field=field), Value(pk), sign=sign)
