"""Lets SQLite write in bulk with room: pages that wait in memory and the log, threads that sort."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Otherwise a transaction of some ten megabytes writes its pages and reads them again many times.
ROOM = {
    "cache_size": -256_000,  # kilobytes
    "wal_autocheckpoint": 50_000,  # pages
    "threads": 2,
}


@contextmanager
def with_room() -> Iterator[None]:
    """Within: a large cache. After: as before. Nothing on PostgreSQL, which the server's settings
    give room. What is committed is as safe as ever."""
    if connection.vendor != "sqlite":
        yield
        return
    before = {name: _told(name) for name in ROOM}
    _tell(ROOM)
    try:
        yield
    finally:
        _tell(before)


def _told(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        value: int = cursor.fetchone()[0]
        return value


def _tell(settings: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(f"PRAGMA {name} = {value}")
