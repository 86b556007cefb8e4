"""One transaction at a time publishes: what each writes depends on all that the others may change.

A row is made of facts in several cases. Of two transactions side by side neither sees the other's:
a person who enters two cases at once would have a page of one, and a name that an editor writes
into a case while it is withheld would stay there.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections, router, transaction

from cases.publication.models import PublishedCase

# Any number, the same in every process; PostgreSQL knows such a lock by nothing else.
_TURN = 7_301_120_931


def take_turn() -> None:
    """Wait until no other transaction publishes; the turn ends with this transaction.

    Call inside a transaction, before anything is asked on which the publication depends, and after
    the last write to the facts: whoever waited for a turn with a row that the holder needs would
    wait for ever. On SQLite a transaction that writes is alone from its beginning.
    """
    connection = connections[router.db_for_write(PublishedCase)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


@contextmanager
def publishing() -> Iterator[None]:
    """A transaction that does nothing but publish: it takes its turn as it begins.

    What undoes a statement stays in memory on SQLite. Every row needs that, since each draws a new
    edition, and in a file it costs more than the row: two fifths of a rebuild. What counts is the
    setting with which a transaction begins; sorts of any size go to files as ever.
    """
    connection = connections[router.db_for_write(PublishedCase)]
    with ExitStack() as stack:
        with _undone_in_memory(connection):
            stack.enter_context(transaction.atomic(using=connection.alias))
        take_turn()
        yield


@contextmanager
def _undone_in_memory(connection: Any) -> Iterator[None]:
    """Let a transaction that begins within keep what undoes its statements in memory."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store=MEMORY")
        try:
            yield
        finally:
            cursor.execute("PRAGMA temp_store=DEFAULT")
