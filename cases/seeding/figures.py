"""Whether a stretch of English text holds a date's, a term's or an amount's own figures.

Pure: text and values in, answers out. Which text is held against which fact is in `citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_DAYS_IN = {"day": 1, "week": 7}
# How far a number may stand before its unit: "three more years", "7, 15, and 20 days".
_REACH = 5
_TOKEN = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+")

_HALF = re.compile(r"(\d)\s*(?:½|\s1/2\b)")

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn|fall", "24": "winter"}
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|(\d{3})X")
_ORDINAL = r"(?:st|nd|rd|th)?"
_JOIN = r"(?:\s*(?:,|and|or|to|through|-|–|—|&)\s*)+"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, and the few words after it."""

    value: Decimal
    words: tuple[str, ...]


def quantities(text: str) -> list[Quantity]:
    """The numbers of `text`, in digits or English words, in their order."""
    tokens = [match[0] for match in _TOKEN.finditer(_HALF.sub(r"\1.5", text))]
    found, at = [], 0
    while at < len(tokens):
        value, after = _number(tokens, at)
        if value is None:
            at += 1
            continue
        words = tuple(token.lower() for token in tokens[after : after + _REACH])
        found.append(Quantity(value, words))
        at = after
    return found


def _number(tokens: list[str], at: int) -> tuple[Decimal | None, int]:
    """The number that begins at this token, and where it ends; None if none begins there."""
    first = tokens[at].lower()
    if first[0].isdigit():
        value, end = Decimal(re.sub(r"[^\d.]", "", first)), at + 1
    elif first in _WORDS:
        value, end = Decimal(_WORDS[first]), at + 1
        if value >= 20 and end < len(tokens) and 0 < _WORDS.get(tokens[end].lower(), 0) < 10:
            value, end = value + _WORDS[tokens[end].lower()], end + 1
    elif first in ("a", "an"):
        value, end = Decimal(1), at + 1
    else:
        return None, at
    while end < len(tokens) and tokens[end].lower() in _SCALES:
        value, end = value * _SCALES[tokens[end].lower()], end + 1
    rest = [token.lower() for token in tokens[end : end + 3]]
    if rest == ["and", "a", "half"]:
        return value + Decimal("0.5"), end + 3
    if rest[:1] == ["and"] and value >= 100 and len(rest) > 1 and not rest[1].isdigit():
        more, after = _number(tokens, end + 1)
        if more is not None and more < 100 and rest[1] not in ("a", "an"):
            return value + more, after
    return value, end


def has_number(text: str, number: Decimal | int) -> bool:
    """Whether `text` says this number: 2000000 also as “2 million” or “two million”."""
    return any(one.value == number for one in quantities(text))


def _has_unit(text: str, number: Decimal, unit: str) -> bool:
    return any(
        one.value == number and any(word in (unit, f"{unit}s") for word in one.words)
        for one in quantities(text)
    )


def has_term(text: str, *, years: int = 0, months: int = 0, days: int = 0) -> bool:
    """Whether `text` says this term: 18 months also as a year and a half, 14 days as two weeks."""
    apart = [(years, "year"), (months, "month"), (days, "day")]
    if all(_has_unit(text, Decimal(number), unit) for number, unit in apart if number):
        return True
    total = 12 * years + months
    if total and not days:
        in_years = Decimal(total) / 12
        return _has_unit(text, Decimal(total), "month") or _has_unit(text, in_years, "year")
    if days and not total:
        return any(
            _has_unit(text, Decimal(days) / length, unit) for unit, length in _DAYS_IN.items()
        )
    return False


def missing_from_date(text: str, edtf: str) -> list[str]:
    """What `text` does not say of the date: [] if its own figures all stand there.

    A day needs its number beside its month, a month its name, a year alone its digits.
    """
    return [words for pattern, words in _wanted(edtf) if not re.search(pattern, text)]


def _wanted(edtf: str) -> Iterator[tuple[str, str]]:
    """For each point of the date, a pattern that its text must hold and the same in words."""
    for year, month, day, decade in _POINT.findall(edtf):
        if decade:
            yield rf"\b{decade}0s\b", f"{decade}0s"
        elif not month:
            # 1994-95 says 1995 too, and “the mid-1990s” says about 1995.
            range_end = rf"(?<!\d){year[:2]}\d\d[-–—/]{year[2:]}(?!\d)"
            about = rf"|\b{year[:3]}0s\b" if "~" in edtf or "%" in edtf else ""
            yield rf"(?<!\d){year}(?!\d)|{range_end}{about}", year
        elif month in _SEASONS:
            yield rf"(?i:\b(?:{_SEASONS[month]})\b)", _SEASONS[month]
        else:
            yield _month_or_day(year, month, day)


def _month_or_day(year: str, month: str, day: str) -> tuple[str, str]:
    name = _MONTHS[int(month) - 1]
    # Capitals count: "may" is no month.
    word = rf"\b(?:{name}|{name[:3]}t?\b\.?)"
    if not day:
        return rf"{word}(?!\w)|\b{year}-{month}\b", name
    number = rf"0?{int(day)}{_ORDINAL}"
    other = rf"\d{{1,2}}{_ORDINAL}"
    pattern = (
        rf"{word}\s+(?:{other}{_JOIN})*{number}(?!\w)"
        rf"|(?<!\d){number}(?:{_JOIN}{other})*\s+(?:of\s+)?{word}(?!\w)"
        rf"|\b{year}-{month}-{day}\b|(?<!\d)0?{int(day)}[./]{month}[./]{year}\b"
    )
    return pattern, f"{int(day)} {name}"
