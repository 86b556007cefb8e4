"""The custody bar: spells on a line of years, with what is uncertain told apart.

In: spells of a document and a scale. Out: shapes in percent of the bar's width. What they are
called in words stands in presenting/states.py; colours and patterns in the stylesheet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from cases.dates import add_term
from cases.public.presenting.wording import Document, to_day

MOST_LABELS = 6
STEPS = (1, 2, 3, 6, 10, 20, 50)
SHORT = 900  # days: a bar below this is marked by months
LEAST_WIDTH = 0.4  # per cent: a day in twenty years is still seen


@dataclass(frozen=True, slots=True)
class Scale:
    """The days at the two ends of a bar. Bars that are compared share one."""

    first: date
    last: date

    def at(self, day: date | None, *, otherwise: float = 0.0) -> float:
        """Where `day` stands, in percent, within the bar; `otherwise` for an open bound."""
        if day is None:
            return otherwise
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(100 * min(1.0, max(0.0, share)), 2)

    def marks(self) -> list[dict[str, Any]]:
        """The first days of years, or of months where there are few: {words, x, is_labelled,
        anchor}."""
        is_short = (self.last - self.first).days < SHORT
        days = list(self._months() if is_short else self._years())
        step = next((s for s in STEPS if len(days) <= MOST_LABELS * s), STEPS[-1])
        return [
            {
                "words": date_format(day, "M Y") if is_short else str(day.year),
                "x": (x := self.at(day)),
                "is_labelled": (day.month - 1 if is_short else day.year) % step == 0,
                "anchor": "start" if x < 6 else "end" if x > 94 else "middle",
            }
            for day in days
        ]

    def _years(self) -> Iterator[date]:
        for year in range(self.first.year, self.last.year + 1):
            if self.first <= date(year, 1, 1):
                yield date(year, 1, 1)

    def _months(self) -> Iterator[date]:
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = add_term(day, months=1)


def scale_of(
    spells: Iterable[Document],
    expected: Sequence[Document | None] = (),
    until: date | None = None,
) -> Scale | None:
    """A scale that holds all of `spells`, `expected` releases and, if given, the day `until`, from
    the beginning of a year or, where it is short, of a month; None for no spells."""
    days = [day for spell in spells for day in _days(spell)]
    if days and until:
        days.append(until)
    for release in expected:
        days.extend(filter(None, _bounds(release)))
    if not days:
        return None
    first, last = min(days), max(days)
    is_short = (last - first).days < SHORT - 200
    start = first.replace(day=1) if is_short else date(first.year, 1, 1)
    # Room after the last day, so that an open end can be seen to be open.
    room = max(30, (last - start).days // 10)
    end = date.fromordinal(min(last.toordinal() + room, date.max.toordinal()))
    return Scale(start, end)


def draw(
    spells: Sequence[Document], scale: Scale | None, expected: Document | None = None
) -> dict[str, Any] | None:
    """One bar: {marks, shapes, tick, outline, keys}; None where there is nothing to draw."""
    if scale is None or not spells:
        return None
    shapes = [shape for spell in _merged(spells) for shape in _shapes(spell, scale)]
    confirmed = [to_day(spell.get("confirmed_on")) for spell in spells]
    last = max(filter(None, confirmed), default=None)
    return {
        "marks": scale.marks(),
        "shapes": shapes,
        "tick": scale.at(last) if last else None,
        "outline": _outline(spells, scale, expected),
        "keys": list(dict.fromkeys(spell["state"] for spell in spells)),
        "has_doubt": any(shape["part"] != "sure" for shape in shapes),
    }


def _merged(spells: Sequence[Document]) -> list[Document]:
    """Spells as the eye takes them: a departure abroad within one state is no change of it."""
    found: list[Document] = []
    for spell in spells:
        last = found[-1] if found else None
        is_one = (
            last is not None
            and last["state"] == spell["state"]
            and last.get("has_ended")
            and not last.get("is_possible")
            and not spell.get("is_possible")
            and last.get("ends") == spell.get("starts")
        )
        if last is not None and is_one:
            found[-1] = {**spell, "starts": last.get("starts")}
        else:
            found.append(spell)
    return found


def _bounds(value: Document | None) -> tuple[date | None, date | None]:
    value = value or {}
    return to_day(value.get("earliest")), to_day(value.get("latest"))


def _days(spell: Document) -> list[date]:
    days = [*_bounds(spell.get("starts")), *_bounds(spell.get("ends"))]
    days.append(to_day(spell.get("confirmed_on")))
    return [day for day in days if day]


def _shapes(spell: Document, scale: Scale) -> list[dict[str, Any]]:
    """What is sure, what may be (the bounds of a change), and what was only known last."""
    start_first, start_last = _bounds(spell.get("starts"))
    end_first, end_last = _bounds(spell.get("ends"))
    confirmed = to_day(spell.get("confirmed_on"))
    # A beginning that nobody told may lie before the bar; what is sure then begins when seen.
    begins = scale.at(start_first)
    begun = scale.at(start_last or confirmed or end_first, otherwise=begins)
    begins = min(begins, begun)
    if spell.get("has_ended"):
        ending = scale.at(end_first or confirmed, otherwise=begun)
        ended = scale.at(end_last, otherwise=100.0)
        after = "maybe"
    else:
        sure_until = min(filter(None, (confirmed, end_first)), default=None)
        ending, ended, after = scale.at(sure_until, otherwise=begun), 100.0, "open"
        if spell["state"] == "dead":
            ending = 100.0
    ending = max(begun, min(ending, ended))
    if spell.get("is_possible"):
        if after == "open":
            seen = [_shape(spell, "maybe", begins, ending)]
            return [*seen, _shape(spell, "open", ending, ended)] if ended > ending else seen
        return [_shape(spell, "maybe", begins, ended)]
    parts = []
    if begun > begins:
        parts.append(_shape(spell, "maybe", begins, begun))
    if ending > begun or ended <= begun:
        parts.append(_shape(spell, "sure", begun, ending))
    elif ended > begun and not parts:
        # Seen on one day only: that day is sure.
        parts.append(_shape(spell, "sure", begun, begun))
    if ended > ending:
        parts.append(_shape(spell, after, ending, ended))
    return parts


def _shape(spell: Document, part: str, left: float, right: float) -> dict[str, Any]:
    width = max(LEAST_WIDTH, right - left)
    return {
        "state": spell["state"],
        "part": part,
        "x": round(min(left, 100 - width), 2),
        "width": round(width, 2),
    }


def _outline(
    spells: Sequence[Document], scale: Scale, expected: Document | None
) -> dict[str, float] | None:
    """The part of a term that was still to come after the last confirmation."""
    earliest, latest = _bounds(expected)
    end = latest or earliest
    confirmed = [to_day(spell.get("confirmed_on")) for spell in spells]
    since = max(filter(None, confirmed), default=None)
    if not end or not since or end <= since:
        return None
    left, right = scale.at(since), scale.at(end)
    return {"x": left, "width": round(right - left, 2), "end": right}
