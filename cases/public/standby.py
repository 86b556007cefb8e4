"""How the database that the public half reads is doing: reachable, and how far behind the primary.

Numbers and states only; what is done about it is said in sourcing.py. Asked at most every
CHECK_SECONDS in a process, because a page costs less than these questions.
"""

import logging
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from cases.publication.routing import PRIMARY, PUBLIC

logger = logging.getLogger(__name__)
CHECK_SECONDS = 2.0
_POSITION = "SELECT pg_current_wal_lsn()::text WHERE NOT pg_is_in_recovery()"
# Readable by a role without any right: only that a receiver runs, not where from.
_STANDBY = """
SELECT pg_wal_lsn_diff(coalesce(%s::pg_lsn, pg_last_wal_receive_lsn()), pg_last_wal_replay_lsn()),
       extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()),
       EXISTS (SELECT FROM pg_stat_wal_receiver)
WHERE pg_is_in_recovery()
"""


class State(StrEnum):
    NO_REPLICA = "no replica"
    FOLLOWING = "following"
    BEHIND = "behind"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Health:
    """`lag_seconds` and `lag_bytes` are of a replica that answers, None where not known."""

    state: State
    lag_seconds: float | None = None
    lag_bytes: int | None = None
    is_primary_there: bool = False


class Watch:
    """What one process knows of the public database; its threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._health: Health | None = None
        self._checked_at = 0.0
        self._level_at: float | None = None  # when the replica was last seen level

    def health(self, *, afresh: bool = False) -> Health:
        """The state, at most CHECK_SECONDS old; `afresh`: asked for now, unless it is gone.

        One thread asks at a time, as each would wait as long for a database that does not answer.
        Meanwhile the others take the old state; those that know none, or saw the database fail,
        wait for what that one finds.
        """
        came_at, known = time.monotonic(), self._health
        is_recent = came_at - self._checked_at < CHECK_SECONDS
        if known and is_recent and (not afresh or known.state == State.GONE):
            return known
        if not self._lock.acquire(blocking=known is None or afresh):
            assert known is not None
            return known
        try:
            if self._health and self._checked_at > came_at:
                return self._health
            return self._look()
        finally:
            self._lock.release()

    def _look(self) -> Health:
        known, found = self._health, self._ask()
        if known is None or found.state != known.state:
            logger.log(
                logging.INFO if found.state in _GOOD else logging.ERROR,
                "The public database: %s",
                found.state,
            )
        self._health, self._checked_at = found, time.monotonic()
        return found

    def _ask(self) -> Health:
        position, is_primary_there = _primary_position()
        try:
            row = _ask_standby(position)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The public database does not answer: %s", type(error).__name__)
            connections[PUBLIC].close()
            return Health(State.GONE, is_primary_there=is_primary_there)
        if row is None:
            return Health(State.NO_REPLICA, is_primary_there=is_primary_there)
        missing, age, is_connected = row
        lag_bytes = None if missing is None else max(int(missing), 0)
        # Without a receiver and without the primary's word, nobody knows what there is to miss.
        is_level = lag_bytes == 0 and (position is not None or is_connected)
        seconds = self._seconds(float(age) if age is not None else None, is_level=is_level)
        is_behind = seconds is None or seconds > settings.PUBLIC_MAX_LAG
        state = State.BEHIND if is_behind else State.FOLLOWING
        return Health(state, seconds, lag_bytes, is_primary_there)

    def _seconds(self, age: float | None, *, is_level: bool) -> float | None:
        """The last replayed change is `age` seconds old, which in a quiet hour is no lag at all:
        so it counts from when the replica was last seen level, if that is later."""
        now = time.monotonic()
        if is_level:
            self._level_at = now
            return 0.0
        since = None if self._level_at is None else now - self._level_at
        known = [one for one in (age, since) if one is not None]
        return max(min(known), 0.0) if known else None


_GOOD = (State.NO_REPLICA, State.FOLLOWING)
watch = Watch()


def _primary_position() -> tuple[str | None, bool]:
    """Where the primary's log ends, if this process knows a PostgreSQL primary; is it there?"""
    if not settings.IS_PRIMARY_KNOWN:
        return None, False
    connection = connections[PRIMARY]
    try:
        with connection.cursor() as cursor:
            cursor.execute(_POSITION if connection.vendor == "postgresql" else "SELECT 1")
            row = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        connection.close()
        return None, False
    is_log = row and connection.vendor == "postgresql"
    return (row[0] if is_log else None), True


def _ask_standby(position: str | None) -> tuple[Any, Any, bool] | None:
    """Bytes missing, age of the last change, whether it is connected; None: it is no replica."""
    connection = connections[PUBLIC]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return None
        cursor.execute(_STANDBY, [position])
        return cursor.fetchone()
