"""Where a public answer gets its rows: the public database, or what the settings say instead.

One answer is made from one database. What a reader sees when there is none: views/errors.py.
"""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.http import FileResponse, HttpResponseBase

from cases.public.standby import State, watch
from cases.publication.routing import PRIMARY, PUBLIC, reading_from

UNREACHABLE = (OperationalError, InterfaceError)
_QUERY_CANCELED = "57014"


class Unavailable(Exception):
    """No database may be read now."""


def choose() -> str:
    """The alias to read publications from. Raises Unavailable.

    PUBLIC_FALLBACK says what takes the place of a replica that is gone or too far behind:
    "primary"; "stale": its old state, and of one that is gone only what a cache still holds;
    "none".
    """
    if not settings.HAS_PUBLIC_DATABASE:
        return PRIMARY
    health, fallback = watch.health(), settings.PUBLIC_FALLBACK
    if health.state in (State.NO_REPLICA, State.FOLLOWING):
        return PUBLIC
    if fallback == "primary" and health.is_primary_there:
        return PRIMARY
    # With the primary gone nothing newer can be had than what its replica holds.
    if health.state == State.BEHIND and fallback != "none":
        return PUBLIC
    raise Unavailable


class Source:
    """The database of one answer, chosen when the first row is asked for."""

    def __init__(self) -> None:
        self._alias: str | None = None

    def __call__(self) -> str:
        if self._alias is None:
            self._alias = choose()
        return self._alias

    def let_go(self) -> None:
        """Close what failed, look again at how things are, and choose anew."""
        if self._alias is not None:
            connections[self._alias].close()
        self._alias = None
        if settings.HAS_PUBLIC_DATABASE:
            watch.health(afresh=True)


def answered_from(make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` makes; once more if its database fell away meanwhile. Raises Unavailable.

    A stream's first block is made here as well, so that a failure is told and does not become half
    a file.
    """
    source = Source()
    with reading_from(source):
        try:
            return _begun(make())
        except UNREACHABLE as error:
            if _was_given_up(error):
                raise Unavailable from error
            source.let_go()
        try:
            return _begun(make())
        except UNREACHABLE as error:
            source.let_go()
            raise Unavailable from error


def _was_given_up(error: Exception) -> bool:
    """Whether the database stopped a question that took too long: it would again."""
    return getattr(error.__cause__, "pgcode", None) == _QUERY_CANCELED


def _begun(response: HttpResponseBase) -> HttpResponseBase:
    if response.streaming and not isinstance(response, FileResponse):
        stream: Any = response
        stream.streaming_content = _Stream(stream.streaming_content)
    return response


class _Stream:
    """Blocks that are made after the view has returned, on the database of the view."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = iter(blocks)
        self._context = copy_context()
        self._first = [block for block in [next(self._blocks, None)] if block is not None]

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first:
            return self._first.pop()
        return self._context.run(next, self._blocks)
