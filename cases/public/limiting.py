"""How many files a process streams at once, so that a few crawlers do not hold all its threads."""

import threading
from collections.abc import Iterator

from django.conf import settings


class Busy(Exception):
    """As many files are being streamed as may be."""


class _Streams:
    """What a process streams now; its threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.running = 0

    def begin(self) -> None:
        with self._lock:
            if settings.MAX_EXPORTS and self.running >= settings.MAX_EXPORTS:
                raise Busy
            self.running += 1

    def end(self) -> None:
        with self._lock:
            self.running -= 1


streams = _Streams()


def limited(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks, which count as one stream from the first that is asked for until they end or are
    given up. Raises Busy instead of the first."""
    streams.begin()
    try:
        yield from blocks
    finally:
        streams.end()
