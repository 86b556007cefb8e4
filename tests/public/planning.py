"""How the database would answer what was asked, if the tables were large."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

# What PostgreSQL does with small tables, whatever their indexes are.
_WITH_SMALL_TABLES = ("seqscan", "bitmapscan", "sort", "incremental_sort")


def plans(captured: CaptureQueriesContext, table: str) -> list[str]:
    """The plans of the ordered queries for rows of this table, in the order asked."""
    asked = [one["sql"] for one in captured.captured_queries]
    begin = f'SELECT "publication_{table}".'
    return [plan(one) for one in asked if one.startswith(begin) and " ORDER BY " in one]


def is_sorted(plan: str) -> bool:
    """Whether the rows are fetched and then sorted: no index has them in order."""
    return "TEMP B-TREE" in plan or "Sort" in plan


def plan(sql: str) -> str:
    """How the database would answer one question."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        else:
            for way in _WITH_SMALL_TABLES:
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
        return "\n".join(row[-1] for row in cursor.fetchall())
