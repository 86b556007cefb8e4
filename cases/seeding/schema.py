"""How a section of a seed file is declared, and how a read file is held against a declaration.

Every value that does not fit becomes a problem with its line and its place is left empty, so that
all problems of all files come at once. The kinds of value are in `values`, the sections in
`sections`; whether what they mention exists is looked at in `checking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from cases.seeding.reading import Mapping, Sequence
from cases.seeding.reporting import Problem

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LOCATOR = re.compile(r"(\d+/\d+)\.([1-9]\d*)")


class Unfit(Exception):
    """A value that its field cannot take; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A key of some kind ("court", "event") that a line names or defines."""

    kind: str
    key: str
    file: str
    line: int


@dataclass(slots=True)
class Scope:
    """One file while it is read: what is wrong in it, what it defines and what it mentions."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    defined: list[Mention] = field(default_factory=list)
    mentioned: list[Mention] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Record a problem in `line`."""
        self.problems.append(Problem(self.file, line, message))


@dataclass(slots=True)
class Entry:
    """One section as read: a value for every field of its declaration, and its lines."""

    line: int
    values: dict[str, Any]
    lines: dict[str, int]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def has(self, name: str) -> bool:
        """Whether the file itself gives `name`."""
        return name in self.lines

    def line_of(self, name: str) -> int:
        """The line of `name`, or of the section where it is not given."""
        return self.lines.get(name, self.line)


# Takes the raw value, the file's scope and the line; returns the value or raises Unfit.
Reader = Callable[[Any, Scope, int], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a section: how its value is read, and what stands for it where it is absent."""

    read: Reader
    is_required: bool = False
    default: Any = None


def required(read: Reader) -> Field:
    """A field that must be given."""
    return Field(read, is_required=True)


def optional(read: Reader, default: Any = None) -> Field:
    """A field that may be left out."""
    return Field(read, default=default)


def nearest(word: str, known: Iterable[str]) -> str:
    """“; did you mean 'x'?”, or a full stop if nothing is near."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else "."


def section(noun: str, fields: dict[str, Field], *, short: str = "") -> Reader:
    """A mapping with these keys. With `short`, a plain text stands for that key alone."""

    def read(value: Any, scope: Scope, line: int) -> Entry:
        if short and isinstance(value, str):
            text, value = value, Mapping(line)
            value[short], value.lines[short] = text, line
        if not isinstance(value, Mapping):
            raise Unfit(f"{noun} is a mapping of keys and values: " + ", ".join(fields) + ".")
        for key in value:
            if key not in fields:
                scope.add(value.lines[key], f"'{key}' is no key of {noun}{nearest(key, fields)}")
        values = {name: _value(name, one, value, scope, noun) for name, one in fields.items()}
        return Entry(value.line, values, dict(value.lines))

    return read


def _value(name: str, one: Field, value: Mapping, scope: Scope, noun: str) -> Any:
    default = one.default() if callable(one.default) else one.default
    if value.get(name) in (None, ""):
        if one.is_required:
            scope.add(value.lines.get(name, value.line), f"{noun} needs '{name}'.")
        return default
    try:
        return one.read(value[name], scope, value.lines[name])
    except Unfit as error:
        scope.add(value.lines[name], f"{name}: {error}")
        return default


def many(read: Reader) -> Reader:
    """A list of what `read` reads."""

    def read_all(value: Any, scope: Scope, line: int) -> list[Any]:
        if not isinstance(value, Sequence):
            raise Unfit("is a list: put `- ` before each item, or square brackets around them.")
        found = []
        for item, at in zip(value, value.lines, strict=True):
            try:
                found.append(read(item, scope, at))
            except Unfit as error:
                scope.add(at, str(error))
        return found

    return read_all
