"""The edition of everything published: how its mark is drawn anew, and the one question for it.

What a reader is spared by it is in `cases.public.freshness`.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connections
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
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
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
    if changed_at.tzinfo is None:  # SQLite keeps no zone; what Django and the triggers write is UTC
        changed_at = changed_at.replace(tzinfo=UTC)
    return Current(mark, changed_at)


def ensure_edition(alias: str, tables: Iterable[str] = ()) -> None:
    """Give a database without an edition its first one, and these tables the triggers they lack: a
    migration has added some, or on SQLite altered them and so made them anew."""
    first = {"mark": secrets.token_hex(16), "changed_at": timezone.now()}
    Edition.objects.using(alias).get_or_create(pk=ONLY, defaults=first)
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
        for table in tables:
            for statement in _TRIGGERS[connection.vendor]:
                wanted = statement.format(table=table)
                if _name(wanted) not in standing:
                    cursor.execute(wanted)


def follow(schema_editor: Any, tables: Iterable[str]) -> None:
    """Let every change of these tables draw a new mark."""
    vendor = schema_editor.connection.vendor
    for table in tables:
        for statement in _TRIGGERS[vendor]:
            schema_editor.execute(statement.format(table=table), params=None)


def unfollow(schema_editor: Any, tables: Iterable[str]) -> None:
    """What `follow` did, undone."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for statement in _TRIGGERS[schema_editor.connection.vendor]:
            trigger = _name(statement.format(table=table))
            where = f" ON {table}" if is_postgres else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{where}", params=None)


def _name(statement: str) -> str:
    """That of the trigger which a statement creates."""
    return statement.split()[2]


def begin_following(schema_editor: Any) -> None:
    """What `follow` needs before its first table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_DRAW_ON_POSTGRESQL, params=None)


def end_following(schema_editor: Any) -> None:
    """What `begin_following` made, taken away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION publication_draw_mark()", params=None)
