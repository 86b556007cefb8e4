"""The kinds of value that a key of a seed file may have: text, a date, a word of a vocabulary.

Each is a reader: it takes the raw value, the file's scope and the line, and returns the value or
raises Unfit with a sentence that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model, TextChoices

from cases import dates
from cases.seeding.schema import Mention, Reader, Scope, Unfit, nearest

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LOCATOR = re.compile(r"(\d+/\d+)\.([1-9]\d*)")


def plain(value: Any) -> str:
    """The value as one text, without spaces around it."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit("is one text, neither a list nor a mapping nor empty.")
    return value.strip()


def text(model: type[Model] | None = None, name: str = "") -> Reader:
    """Text, not longer than the column `name` of `model` if one is given."""
    longest = getattr(model._meta.get_field(name), "max_length", None) if model else None

    def read(value: Any, scope: Scope, line: int) -> str:
        found = plain(value)
        if longest and len(found) > longest:
            raise Unfit(f"has {len(found)} characters; shorten it to {longest}.")
        return found

    return read


def choice(kind: type[TextChoices], noun: str) -> Reader:
    """One of the vocabulary's keys; `noun` names the vocabulary in messages."""
    return one_of(noun, kind.values)


def one_of(noun: str, known: Iterable[str]) -> Reader:
    """One of `known`."""
    words = list(known)

    def read(value: Any, scope: Scope, line: int) -> str:
        word = plain(value)
        if word not in words:
            near = nearest(word, words)
            # Without a near word the list itself says what to type.
            hint = f"; it is one of {', '.join(words)}." if near == "." else near
            raise Unfit(f"'{word}' is no {noun}{hint}")
        return word

    return read


def member(known: Container[str], advice: str) -> Reader:
    """One of very many known words, which no message lists; `advice` says what to type."""

    def read(value: Any, scope: Scope, line: int) -> str:
        found = plain(value)
        if found not in known:
            raise Unfit(f"'{found}' is no {advice}")
        return found

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number from `least` to `most`."""

    def read(value: Any, scope: Scope, line: int) -> int:
        found = plain(value)
        if not re.fullmatch(r"-?\d+", found, re.ASCII) or not least <= int(found) <= most:
            raise Unfit(f"'{found}' is no whole number from {least} to {most}.")
        return int(found)

    return read


def yes_or_no(value: Any, scope: Scope, line: int) -> bool:
    """`true` or `false`."""
    found = plain(value)
    if found not in ("true", "false"):
        raise Unfit(f"'{found}' is neither true nor false.")
    return found == "true"


def amount(value: Any, scope: Scope, line: int) -> Decimal:
    """A sum of money: digits, with at most two decimals."""
    found = plain(value)
    try:
        number = Decimal(found)
    except InvalidOperation:
        number = Decimal(-1)
    if not re.fullmatch(r"\d{1,14}(\.\d{1,2})?", found, re.ASCII):
        raise Unfit(f"'{found}' is no amount: type digits alone, for example \"2000000\".")
    return number.quantize(Decimal("0.01"))


def coordinate(limit: int) -> Reader:
    """Degrees between -`limit` and `limit`, to four decimals."""

    def read(value: Any, scope: Scope, line: int) -> Decimal:
        found = plain(value)
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,4})?", found, re.ASCII) or (
            abs(Decimal(found)) > limit
        ):
            raise Unfit(f"'{found}' is no number of degrees up to {limit}, four decimals at most.")
        return Decimal(found).quantize(Decimal("0.0001"))

    return read


def partial_date(value: Any, scope: Scope, line: int) -> str:
    """An EDTF date, as text."""
    found = plain(value)
    try:
        return dates.parse(found).edtf
    except dates.DateError as error:
        raise Unfit(str(error)) from None


def one_day(value: Any, scope: Scope, line: int) -> date:
    """One day of the calendar."""
    try:
        return dates.parse_day(plain(value))
    except dates.DateError as error:
        raise Unfit(str(error)) from None


def matching(pattern: str, advice: str) -> Reader:
    """Text of a fixed form; `advice` says which."""

    def read(value: Any, scope: Scope, line: int) -> str:
        found = plain(value)
        if not re.fullmatch(pattern, found, re.ASCII):
            raise Unfit(f"'{found}' does not fit: {advice}")
        return found

    return read


def defines(kind: str) -> Reader:
    """A new key of `kind`."""

    def read(value: Any, scope: Scope, line: int) -> str:
        key = plain(value)
        if not KEY.fullmatch(key) or len(key) > 100:
            raise Unfit(f"'{key}' is no key: lower-case words and digits joined by hyphens.")
        scope.defined.append(Mention(kind, key, scope.file, line))
        return key

    return read


def refers_to(kind: str) -> Reader:
    """A key of `kind` that stands somewhere; `checking` looks whether it does."""

    def read(value: Any, scope: Scope, line: int) -> str:
        key = plain(value)
        scope.mentioned.append(Mention(kind, key, scope.file, line))
        return key

    return read


def locator(value: Any, scope: Scope, line: int) -> tuple[str, int]:
    """document/article.paragraph as (source key, paragraph number)."""
    found = plain(value)
    match = LOCATOR.fullmatch(found)
    if not match:
        raise Unfit(f"'{found}' is no citation: type document/article.paragraph, as 000/4.3.")
    scope.mentioned.append(Mention("paragraph", found, scope.file, line))
    return match[1], int(match[2])
