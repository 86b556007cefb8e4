"""Partial dates: a subset of EDTF as typed, its strict first and last day, and its words.

Not here: what happened on a date, and the clock. Years are 1000 to 9999, bounds inclusive and
never padded; a bound that is None is open or unknown.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from edtf import EDTFParseException, parse_edtf
from pyparsing import ParserElement

LONGEST_TEXT = 64
_EXAMPLES = gettext_lazy(
    "Type 2021-04-07 for a day, 2020-12 for a month, 2018 for a year, 2020-09~ for about "
    "then, 2018/2020 for from–to, [2020-12-21..2021-01-03] for one day among these."
)

# Meteorological seasons of the northern hemisphere, by EDTF number: the first of three months.
# A winter is counted to the year of its December and ends in February of the next.
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


class DateError(ValueError):
    """A date that cannot be used; the message says why and what to type, for a researcher."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)


class Precision(StrEnum):
    """How much of the calendar a date covers, the finest first."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SET = "set"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as its source: the EDTF text and its strict bounds.

    At most one of `earliest` and `latest` is None. Where `is_approximate` or `is_uncertain`,
    the bounds are what was said and never certain.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    is_approximate: bool
    is_uncertain: bool
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Point:
    """One date without slash or brackets."""

    text: str
    earliest: date
    latest: date
    precision: Precision


# First and last; None is open or unknown. A single date is both.
_Span = tuple[_Point | None, _Point | None]


def parse(text: str) -> PartialDate:
    """The partial date typed as `text`; spaces around it are dropped.

    Raises DateError for "", for impossible and reversed dates and for any other text.
    """
    return _parse(text.strip())


def to_bounds(text: str) -> tuple[date | None, date | None]:
    """The strict first and last day of the partial date `text`; raises DateError."""
    parsed = parse(text)
    return parsed.earliest, parsed.latest


def parse_day(text: str) -> date:
    """The one day typed as YYYY-MM-DD; raises DateError for anything else."""
    text = text.strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise DateError(_("Type one day as year-month-day, for example 2021-04-07."))
    return _point(text).earliest


@lru_cache(maxsize=8192)
def _parse(text: str) -> PartialDate:
    precision, spans = _read(text)
    # Only an interval or a set of one member can be open, so min and max leave out no open side.
    return PartialDate(
        edtf=text,
        earliest=min((first.earliest for first, _last in spans if first), default=None),
        latest=max((last.latest for _first, last in spans if last), default=None),
        is_approximate="~" in text or "%" in text,
        is_uncertain="?" in text or "%" in text,
        precision=precision,
    )


def _read(text: str) -> tuple[Precision, tuple[_Span, ...]]:
    """The kind of date and its spans: several in a set, otherwise one."""
    if not 0 < len(text) <= LONGEST_TEXT:
        raise DateError(_("A date has 4 to 64 characters. %(examples)s"), examples=_EXAMPLES)
    if _SET.fullmatch(text):
        members = text[1:-1].split(",")
        return Precision.SET, tuple(_span(text, *member.split("..")) for member in members)
    if text.count("/") == 1 and text.strip("./"):
        sides = text.split("/")
        if all(side in ("", "..") or _POINT.fullmatch(side) for side in sides):
            return Precision.INTERVAL, (_span(text, *sides),)
    point = _point(text)
    return point.precision, ((point, point),)


def _span(text: str, *sides: str) -> _Span:
    points = [None if side in ("", "..") else _point(side) for side in sides]
    first, last = points[0], points[-1]
    if first and last and first.earliest > last.latest:
        raise DateError(
            _("“%(text)s” ends before it begins: type the earlier date first, as in 2018/2020."),
            text=text,
        )
    return first, last


_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# X only for whole trailing parts: for others there are no exact bounds and no words.
_POINT = re.compile(
    r"""
      [?~%]? \d{4} [?~%]? (?: - [?~%]? \d{2} [?~%]? (?: - [?~%]? \d{2} [?~%]? )? )?
    | (?: \d{3}X | \d{2}XX | \d{4}-XX(?:-XX)? | \d{4}-\d{2}-XX ) [?~%]?
    """,
    re.ASCII | re.VERBOSE,
)
# One open side alone, or dates and ranges of equal precision, at least two days to choose from.
_RANGE = "|".join(rf"{day}\.\.{day}" for day in (r"\d{4}", r"\d{4}-\d\d", r"\d{4}-\d\d-\d\d"))
_MEMBER = rf"(?:{_RANGE}|[^][,./\s]+)"
_SET = re.compile(
    rf"\[(?:\.\.{_PLAIN.pattern}|{_PLAIN.pattern}\.\.|{_RANGE}|{_MEMBER}(?:,{_MEMBER})+)\]",
    re.ASCII,
)


def _point(text: str) -> _Point:
    if not _POINT.fullmatch(text):
        raise DateError(_advice(text))
    parts = re.sub("[?~%]", "", text).split("-")
    year, month, day = (*parts, "XX", "XX")[:3]
    _check_possible(text, year, month, day)
    if month.isdigit() and int(month) in SEASONS:
        earliest = date(int(year), SEASONS[int(month)], 1)
        return _Point(text, earliest, add_term(earliest, months=3, days=-1), Precision.SEASON)
    if year.endswith("X"):
        precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    elif month == "XX":
        precision = Precision.YEAR
    else:
        precision = Precision.MONTH if day == "XX" else Precision.DAY
    return _Point(text, *_bounds(text), precision)


def _bounds(text: str) -> tuple[date, date]:
    plain = _PLAIN.fullmatch(text)
    if plain:  # Most of what is read; the parser takes a thousand times as long.
        year, month, day = (int(part or 0) for part in plain.groups())
        last = date(year, month, day) if day else _month_end(year, month or 12)
        return date(year, month or 1, day or 1), last
    try:
        parsed = parse_edtf(text)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError):
        raise DateError(_advice(text)) from None
    finally:
        # The parser remembers where it failed, and with that all that its callers held: a rebuild
        # kept the facts of a whole batch.
        ParserElement.reset_cache()


def _check_possible(text: str, year: str, month: str, day: str) -> None:
    """Raise DateError with the reason if no calendar has this date; "XX" is unspecified."""
    if year[0] == "0":
        raise DateError(_("“%(text)s”: years are 1000 to 9999, for example 2021."), text=text)
    if month == "XX":
        return
    if int(month) in SEASONS:
        if len(text) == len("2020-21"):
            return
        raise DateError(_("Type a season without a sign or day: 2020-21 for spring 2020."))
    if not 1 <= int(month) <= 12:
        raise DateError(
            _("“%(text)s”: there is no month %(month)s; type 01 to 12, for example 2020-12."),
            text=text,
            month=month,
        )
    last = _month_end(int(year), int(month)).day
    if day != "XX" and not 1 <= int(day) <= last:
        raise DateError(
            _("“%(text)s”: %(month)s has the days 01 to %(last)s, for example %(example)s."),
            text=text,
            month=_month_words(int(year), int(month)),
            last=last,
            example=f"{year}-{month}-{last}",
        )


_RELATIVE = re.compile(
    r"\b(today|yesterday|tomorrow|now|last|next|ago|сегодня|вчера|завтра|бүгін|кеше|ертең)\b", re.I
)
_DAY_FIRST, _MONTH_FIRST = "{2}-{1:0>2}-{0:0>2}", "{2}-{0:0>2}-{1:0>2}"
_YEAR_FIRST = "{0}-{1:0>2}-{2:0>2}"
# What people type instead, and what they may mean by it.
_MEANT = (
    (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", [_DAY_FIRST]),
    (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", [_DAY_FIRST, _MONTH_FIRST]),
    (r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", [_YEAR_FIRST]),
    (r"(\d{4})(\d{2})(\d{2})", [_YEAR_FIRST]),
    (r"(\d{4})[./-](\d{1,2})", ["{0}-{1:0>2}"]),
    (r"(\d{1,2})[./](\d{4})", ["{1}-{0:0>2}"]),
    (r"(\d{4})\s*-\s*(\d{4})", ["{0}/{1}"]),
    (r"(\d{4}-\d{2}-\d{2})[T ]\d.*", ["{0}"]),
    (r"(?:about|around|circa|ca?\.?|около)\s*(\d{4}(?:-\d{2}){0,2})", ["{0}~"]),
    (r"\[([^],.]+)\]", ["{0}"]),
)


def _advice(text: str) -> str:
    """What to say of a text that is no date."""
    if _RELATIVE.search(text):
        return _("Type the date itself, for example 2021-04-07, not a word such as “yesterday”.")
    suggestions = [one for one in _suggestions(text) if _is_possible(one, instead_of=text)]
    if suggestions:
        values = {"text": text, "dates": _either(suggestions)}
        return _("“%(text)s” is not understood. Type %(dates)s.") % values
    return _("“%(text)s” is not understood.") % {"text": text} + f" {_EXAMPLES}"


def _suggestions(text: str) -> list[str]:
    text = re.sub("[‐‑‒–—−]", "-", text)
    for pattern, meant in _MEANT:
        if match := re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
            return list(dict.fromkeys(form.format(*match.groups()) for form in meant))
    return [re.sub("[xхХ]", "X", re.sub(r"\s", "", text))]


def _is_possible(text: str, *, instead_of: str) -> bool:
    # Shape first, or a shapeless text would ask for advice on itself.
    sides = filter(None, re.split(r"/|,|\.\.", text.strip("[]")))
    if text == instead_of or not all(map(_POINT.fullmatch, sides)):
        return False
    try:
        _read(text)
    except DateError:
        return False
    return True


def describe(d: PartialDate) -> str:
    """`d` in words of the active language, for example "about September 2020"."""
    return _describe(d, get_language())


@lru_cache(maxsize=8192)
def _describe(d: PartialDate, _language: str | None) -> str:
    try:
        precision, spans = _read(d.edtf)
    except DateError:  # Made from bounds alone.
        return describe_bounds(d.earliest, d.latest)
    if precision is Precision.INTERVAL:
        return _interval_words(d.edtf, *spans[0])
    return _either([_choose(*map(_point_words, span)) for span in spans])


def describe_bounds(earliest: date | None, latest: date | None) -> str:
    """Two bounds in words, whole months and years by their names; "" if both are None."""
    if earliest and latest and earliest.day == 1:
        if latest == _month_end(earliest.year, earliest.month):
            return _month_words(earliest.year, earliest.month)
        if earliest.month == 1 and latest == _month_end(latest.year, 12):
            return _choose(str(earliest.year), str(latest.year))
    return _choose(*(_day_words(day) if day else "" for day in (earliest, latest)))


def _choose(start: str, end: str) -> str:
    """One day among those from `start` to `end`, "" where open."""
    if start == end:
        return start
    if not start:
        return _("on or before %(date)s") % {"date": end}
    if not end:
        return _("on or after %(date)s") % {"date": start}
    return _("between %(start)s and %(end)s") % {"start": start, "end": end}


def _interval_words(text: str, first: _Point | None, last: _Point | None) -> str:
    if text.startswith(".."):
        words = _("until %(end)s")
    elif text.startswith("/"):
        words = _("until %(end)s, beginning unknown")
    elif text.endswith(".."):
        words = _("since %(start)s")
    elif text.endswith("/"):
        words = _("from %(start)s, end unknown")
    else:
        words = _("from %(start)s to %(end)s")
    return words % {"start": _point_words(first), "end": _point_words(last)}


def _point_words(point: _Point | None) -> str:
    if not point:
        return ""
    words = _plain_words(point)
    if "~" in point.text or "%" in point.text:
        words = _("about %(date)s") % {"date": words}
    if "?" in point.text or "%" in point.text:
        words = _("%(date)s (uncertain)") % {"date": words}
    return words


def _plain_words(point: _Point) -> str:
    first = point.earliest
    if point.precision is Precision.SEASON:
        seasons = {
            3: _("spring %(year)s"),
            6: _("summer %(year)s"),
            9: _("autumn %(year)s"),
            # Translators: a winter lasts into the next year, for example winter 2020/21.
            12: _("winter %(year)s/%(next)s"),
        }
        return seasons[first.month] % {"year": first.year, "next": f"{(first.year + 1) % 100:02}"}
    if point.precision is Precision.DECADE:
        # Translators: ten years, for example the 2010s.
        return _("%(year)ss") % {"year": first.year}
    return describe_bounds(first, point.latest)


def _day_words(day: date) -> str:
    values = {"day": day.day, "month": MONTHS_ALT[day.month], "year": day.year}
    return pgettext("a day", "%(day)s %(month)s %(year)s") % values


def _month_words(year: int, month: int) -> str:
    return pgettext("a month", "%(month)s %(year)s") % {"month": MONTHS[month], "year": year}


def _either(words: list[str]) -> str:
    *others, last = words
    many = _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last}
    return many if others else last


def add_term(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """`day` after a term: years and months first, cut to the month's last day, then days.

    Raises DateError where the calendar ends.
    """
    year, month0 = divmod((day.year + years) * 12 + day.month - 1 + months, 12)
    try:
        last = _month_end(year, month0 + 1)
        return last.replace(day=min(day.day, last.day)) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise DateError(_("This goes beyond the years 1 to 9999: check the years typed.")) from None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
