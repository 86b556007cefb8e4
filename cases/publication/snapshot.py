"""Reading many tables as of one moment. What is read is the caller's affair."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, router, transaction

from cases.publication.models import PublishedCase


@contextmanager
def one_state(connection: Any = None) -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes has to wait for it.

    `connection` is that of the publications if it is not given.
    """
    connection = connection or connections[router.db_for_read(PublishedCase)]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Django's own transactions on SQLite take the write lock; a deferred one only reads.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
