"""The edition of everything published: how its mark is drawn anew, and the one question for it.

What a reader is spared by it is in `cases.public.freshness`.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import connections, transaction
from django.utils import timezone

from cases.publication.models import Edition

ONLY = 1
# Written once by hand: Django would take longer to put it together than a database to answer it.
_ASKED = "SELECT mark, changed_at FROM publication_edition WHERE id = 1"

_DRAWN_BY_SQLITE = """UPDATE publication_edition
    SET mark = lower(hex(randomblob(16))), changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')"""
_DRAW_ON_POSTGRESQL = """CREATE FUNCTION publication_draw_mark() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
    END IF;
    UPDATE publication_edition
    SET mark = replace(gen_random_uuid()::text, '-', ''), changed_at = clock_timestamp();
    RETURN NULL;
END $$"""
_TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER {{table}}_edition_{when} AFTER {when} ON {{table}}"
        f" BEGIN {_DRAWN_BY_SQLITE}; END"
        for when in ("insert", "update", "delete")
    ],
    # A trigger a statement, however many rows; one that changes none is no change.
    "postgresql": [
        f"CREATE TRIGGER {{table}}_edition_{when} AFTER {when} ON {{table}} {told}"
        " FOR EACH STATEMENT EXECUTE FUNCTION publication_draw_mark()"
        for when, told in (
            ("insert", ""),
            ("truncate", ""),
            ("update", "REFERENCING OLD TABLE AS changed"),
            ("delete", "REFERENCING OLD TABLE AS changed"),
        )
    ],
}


class Current(NamedTuple):
    """The edition that a database holds now."""

    mark: str
    changed_at: datetime


def current_edition(alias: str) -> Current | None:
    """The edition of the publications in this database, in one short query; None: not known."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ASKED)
        row = cursor.fetchone()
    if row is None:
        return None
    mark, changed_at = row
    if isinstance(changed_at, str):  # SQLite has no type for it
        changed_at = datetime.fromisoformat(changed_at).replace(tzinfo=UTC)
    return Current(mark, changed_at)


def ensure_edition(alias: str) -> None:
    """Give a database without an edition its first one."""
    first = {"mark": secrets.token_hex(16), "changed_at": timezone.now()}
    Edition.objects.using(alias).get_or_create(pk=ONLY, defaults=first)


def follow(schema_editor: Any, tables: Iterable[str]) -> None:
    """Let every change of these tables draw a new mark. For migrations: a table that is added, and
    on SQLite one that is altered and so made anew, has to be followed again."""
    vendor = schema_editor.connection.vendor
    for table in tables:
        for statement in _TRIGGERS[vendor]:
            schema_editor.execute(statement.format(table=table), params=None)


def unfollow(schema_editor: Any, tables: Iterable[str]) -> None:
    """What `follow` did, undone."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for statement in _TRIGGERS[schema_editor.connection.vendor]:
            trigger = statement.format(table=table).split()[2]
            where = f" ON {table}" if is_postgres else ""
            schema_editor.execute(f"DROP TRIGGER {trigger}{where}", params=None)


def begin_following(schema_editor: Any) -> None:
    """What `follow` needs before its first table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_DRAW_ON_POSTGRESQL, params=None)


def end_following(schema_editor: Any) -> None:
    """What `begin_following` made, taken away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION publication_draw_mark()", params=None)


def forget_answers() -> None:
    """Drop every kept answer once this transaction is committed: what was taken back is to lie in
    no memory, although the new edition asks for none of it."""
    transaction.on_commit(cache.clear, robust=True)
