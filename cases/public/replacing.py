"""Notices that the file which the public half reads was replaced by a newer one.

A connection to it stays open from one request to the next: to open a file reads its whole schema,
which takes several times as long as an answer that is kept. So each request looks whether another
file lies at its place.
"""

import os
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connections

from cases.publication.routing import PUBLIC


class OpenFile(NamedTuple):
    """A file that a connection has open: where it lay, and which it is."""

    path: str
    is_which: tuple[int, int]


def note_file(connection: Any, **_more: Any) -> None:
    """A new connection of the public half knows which file it has open."""
    if connection.alias == PUBLIC and connection.vendor == "sqlite":
        _number, _name, path = connection.connection.execute("PRAGMA database_list").fetchone()
        connection.open_file = OpenFile(path, is_which) if (is_which := _which(path)) else None


def close_replaced(**_more: Any) -> None:
    """Before a request: a connection whose file was replaced is closed, and opens the newer one.

    While one is open its file keeps its number, so no other can have the same.
    """
    if not settings.HAS_PUBLIC_DATABASE:
        return
    connection: Any = connections[PUBLIC]
    opened = getattr(connection, "open_file", None)
    if opened and _which(opened.path) not in (None, opened.is_which):
        connection.close()
        connection.open_file = None


def _which(path: str) -> tuple[int, int] | None:
    """Device and number of the file at a path; None: there is none at the moment."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
