"""Where answers are kept that were made once: in the memory of a process, or in Redis for all.

Only bytes are kept, and nothing here decides what may be: freshness.py. A shelf that fails is as
good as empty.
"""

import json
import logging
import time
from collections import defaultdict
from typing import Any, NamedTuple

from django.core.cache import cache, caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

logger = logging.getLogger(__name__)
# An answer is seldom asked for as long, and what no edition asks for any more goes by then.
KEPT_SECONDS = 600
# A page with all that it shows is well below, and a calendar of as many days as it may have.
MOST_BYTES = 1024 * 1024
# A shelf that fails is left alone for so long, so that not every answer waits for it.
LEFT_ALONE_SECONDS = 5.0


class Kept(NamedTuple):
    """The headers and the body of an answer."""

    headers: dict[str, str]
    body: bytes


class Plain:
    """For Redis: what is kept is bytes already. Never `pickle`, which runs what it reads."""

    def dumps(self, value: bytes) -> bytes:
        return value

    def loads(self, value: bytes) -> bytes:
        return value


class BoundedMemory(LocMemCache):
    """Django's cache in memory, which also ends at a number of bytes: the option `MAX_BYTES`.

    What was asked for last stays longest.
    """

    _bytes: defaultdict[str, int] = defaultdict(int)

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self._name = name
        self._most = int(params["OPTIONS"]["MAX_BYTES"])

    @property
    def bytes_kept(self) -> int:
        return self._bytes[self._name]

    # Django calls these with the lock held; `_cache`, without types, is shared by all threads.
    def _set(self, key: str, value: bytes, timeout: Any = DEFAULT_TIMEOUT) -> None:
        self._delete(key)
        if len(value) > self._most:
            return
        super()._set(key, value, timeout)  # type: ignore[misc]
        self._bytes[self._name] += len(value)
        while self._bytes[self._name] > self._most:
            self._delete(next(reversed(self._cache)))  # type: ignore[attr-defined]

    def _cull(self) -> None:
        for key in list(reversed(self._cache))[: 1 + len(self._cache) // 10]:  # type: ignore[attr-defined]
            self._delete(key)

    def _delete(self, key: str) -> bool:
        self._bytes[self._name] -= len(self._cache.get(key, b""))  # type: ignore[attr-defined]
        return bool(super()._delete(key))  # type: ignore[misc]

    def clear(self) -> None:
        with self._lock:  # type: ignore[attr-defined]
            self._cache.clear()  # type: ignore[attr-defined]
            self._expire_info.clear()  # type: ignore[attr-defined]
            self._bytes[self._name] = 0


class Shelf:
    """The configured cache as freshness.py uses it; one a process."""

    def __init__(self) -> None:
        self._back_at = 0.0

    def take(self, key: str) -> Kept | None:
        """What is kept under the key, None for nothing or a shelf that fails."""
        stored = self._ask("get", key)
        if stored is None:
            return None
        headers, _line, body = stored.partition(b"\n")
        return Kept(json.loads(headers), body)

    def put(self, key: str, kept: Kept) -> None:
        """Keep an answer, unless it is too large."""
        if len(kept.body) <= MOST_BYTES:
            headers = json.dumps(kept.headers).encode()
            self._ask("set", key, headers + b"\n" + kept.body, KEPT_SECONDS)

    def clear_memory(self) -> None:
        """Forget what this process alone keeps; what is shared others may still ask for."""
        if isinstance(caches["default"], BoundedMemory):
            self._ask("clear")

    def _ask(self, what: str, *values: Any) -> Any:
        if time.monotonic() < self._back_at:
            return None
        try:
            found = getattr(cache, what)(*values)
        except Exception as error:
            # Once, however long it lasts.
            if not self._back_at:
                logger.warning("Kept answers cannot be had: %s", type(error).__name__)
            self._back_at = time.monotonic() + LEFT_ALONE_SECONDS
            return None
        self._back_at = 0.0
        return found


shelf = Shelf()
