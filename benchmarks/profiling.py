"""Where the time of a piece of work goes: a profile, summed by part of the code."""

import cProfile
import pstats
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

# The beginning of what follows the last of these words in a path, and what it is called.
_PARTS = (
    ("django/template", "Django: templates"),
    ("django/db", "Django: queries and rows"),
    ("django/utils/translation", "Django: translation"),
    ("django/utils", "Django: the rest"),
    ("django/", "Django: the rest"),
    ("simple_history", "the edit history"),
)
_DATABASE = ("sqlite3.", "SQLiteCursorWrapper", "psycopg2", "CursorWrapper.execute")
_WAITING = ("acquire", "select.", "time.sleep")
_SHOWN = 6
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")

Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of the time, most first: by part, and by function."""

    work: str
    milliseconds: float
    parts: list[tuple[str, float]]
    functions: list[tuple[str, float]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def profile(work: str, run: Callable[[], object]) -> Profile:
    """Run it once under the profiler of the standard library, which slows Python down, not C."""
    profiler = cProfile.Profile()
    profiler.enable()
    try:
        run()
    finally:
        profiler.disable()
    return summed(work, pstats.Stats(profiler).stats)  # type: ignore[attr-defined]


def summed(work: str, stats: dict[Key, tuple[Any, Any, float, float, dict[Key, Any]]]) -> Profile:
    """The profile's own times by part. What is built in counts for the part that calls it."""
    parts: dict[str, float] = defaultdict(float)
    functions: dict[str, float] = defaultdict(float)
    for key, (_calls, _primitive, own, _cumulative, callers) in stats.items():
        part = part_of(key)
        if part or not callers:
            parts[part or "Python and libraries"] += own
            functions[_told(key)] += own
            continue
        for caller, (_n, _p, of_caller, _c) in callers.items():
            parts[part_of(caller) or "Python and libraries"] += of_caller
            functions[_told(caller)] += of_caller
    total = sum(parts.values()) or 1.0
    return Profile(
        work,
        total * 1000,
        [(name, own / total) for name, own in _most(parts)],
        [(name, own / total) for name, own in _most(functions)],
    )


def _most(times: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(times.items(), key=lambda one: -one[1])[:_SHOWN]


def part_of(key: Key) -> str:
    """What a function belongs to; nothing for what is built in and does no waiting."""
    path, _line, name = key
    if any(word in name for word in _DATABASE):
        return "the database"
    if any(word in name for word in _WAITING):
        return "waiting for a thread"
    if path == "~" or path.startswith("<"):
        return ""
    path = path.replace("\\", "/")
    for word in ("/cases/", "/tracker/"):
        if word in path and "site-packages" not in path:
            folder, _slash, rest = path.rpartition(word)[2].partition("/")
            return f"{word.strip('/')}/{folder}" if rest else word.strip("/")
    return next(
        (name for start, name in _PARTS if f"/{start}" in path),
        "Python and libraries",
    )


def _told(key: Key) -> str:
    path, _line, name = key
    if path == "~":
        # What is built in says its address in memory too.
        return _ADDRESS.sub("", name).strip("<>")
    return f"{'/'.join(path.rsplit('/', 2)[-2:])}: {name}"
