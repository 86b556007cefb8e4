"""The role of PostgreSQL that may read publications and nothing else: for the public half.

What it reads is said in `tables.py`. Here it is granted, and compared with what the role may.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cases.publication.tables import public_tables

# Of all tables and views outside PostgreSQL's own, what the role may do with each.
_RIGHTS = """
SELECT format('%%I.%%I', n.nspname, c.relname),
       c.relname,
       n.nspname = current_schema(),
       coalesce(has_table_privilege(%(role)s, c.oid, 'SELECT'), false),
       has_any_column_privilege(%(role)s, c.oid, 'SELECT'),
       has_table_privilege(%(role)s, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
       OR has_any_column_privilege(%(role)s, c.oid, 'INSERT, UPDATE')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%%'
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A table that the role should read and may not, or may use in a way that it should not."""

    table: str
    is_too_much: bool
    right: str

    def __str__(self) -> str:
        return f"{'too much' if self.is_too_much else 'too little'}: {self.right} {self.table}"


def role_exists(connection: Any, role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def create_role(connection: Any, role: str, password: str) -> None:
    """A role that can log in and may nothing yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {_quoted(connection, role)} LOGIN PASSWORD %s", [password])


def grant_public(connection: Any, role: str) -> None:
    """Let the role read publications, and take away what else was granted to it here.

    Its sessions read only, compile no expressions (that costs short questions more than it saves)
    and give up a question after some seconds: a pooler lets no such setting of ours through.
    """
    who, quote = _quoted(connection, role), connection.ops.quote_name
    database = quote(connection.settings_dict["NAME"])
    readable = ", ".join(map(quote, public_tables()))
    with connection.cursor() as cursor:
        for statement in (
            f"GRANT CONNECT ON DATABASE {database} TO {who}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
            f"GRANT USAGE ON SCHEMA public TO {who}",
            f"GRANT SELECT ON {readable} TO {who}",
            f"ALTER ROLE {who} IN DATABASE {database} SET default_transaction_read_only = on",
            f"ALTER ROLE {who} IN DATABASE {database} SET jit = off",
            f"ALTER ROLE {who} IN DATABASE {database}"
            f" SET statement_timeout = '{settings.PUBLIC_STATEMENT}'",
        ):
            cursor.execute(statement)


def differences(connection: Any, role: str) -> Iterator[Difference]:
    """Where the role may read or write more, or read less, than publications.

    What it has from other roles counts, and from everybody (PUBLIC).
    """
    expected = set(public_tables())
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, {"role": role})
        rows = cursor.fetchall()
    for full, name, is_ours, may_read, may_read_some, may_write in rows:
        should_read = is_ours and name in expected
        if should_read and not may_read:
            yield Difference(full, is_too_much=False, right="read")
        if may_read_some and not should_read:
            yield Difference(full, is_too_much=True, right="read")
        if may_write:
            yield Difference(full, is_too_much=True, right="write")


def _quoted(connection: Any, role: str) -> str:
    return str(connection.ops.quote_name(role.replace('"', '""')))
