"""Words for single values: vocabulary keys, partial dates, bounds, terms, amounts.

Whole sentences about a person stand in opening.py and states.py.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import dates
from cases.vocabulary import SentenceKind

Document = dict[str, Any]


def word(choices: type[TextChoices], key: str | None) -> str:
    """The label of a vocabulary key; "unknown" for one that this version does not know."""
    try:
        return str(choices(key or "").label)
    except ValueError:
        return _("unknown")


def words(choices: type[TextChoices], keys: Iterable[str]) -> list[str]:
    return [word(choices, key) for key in keys]


def sentence_case(text: str) -> str:
    """`text` with its first letter large, the rest as it stands."""
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str]) -> str:
    """Words as a list in running text: "a, b and c"."""
    *others, last = list(parts) or [""]
    if not others:
        return last
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}


@lru_cache(maxsize=8192)
def _parsed(edtf: str) -> dates.PartialDate | None:
    try:
        return dates.parse(edtf)
    except dates.DateError:
        return None


def date_words(value: Document | None) -> str:
    """A document's Date as precise as it is known; "" for none."""
    if not value or not value.get("edtf"):
        return ""
    parsed = _parsed(value["edtf"])
    if parsed is None:
        return bounds_words(value)
    return dates.describe(parsed)


def bounds_words(value: Document | None) -> str:
    """Bounds in words; "" where both are open."""
    if not value:
        return ""
    return dates.describe_bounds(to_day(value.get("earliest")), to_day(value.get("latest")))


def day_words(value: str | date | None) -> str:
    day = to_day(value) if not isinstance(value, date) else value
    return dates.describe_bounds(day, day)


def to_day(value: str | None) -> date | None:
    """The day that ISO text names; None for none."""
    return date.fromisoformat(value) if value else None


def confirming(document: Document) -> Callable[[str | None], str]:
    """How to say the day on which a state was last confirmed, given as its first possible day.

    Somebody seen "in March" is surely confirmed from the 1st: that is for reckoning. A reader is
    told "March", as the source of the event says, unless another event names that very day.
    """
    told: dict[str, tuple[str, str]] = {}
    for event in document.get("events", ()):
        value = event.get("date") or {}
        first, last = value.get("earliest"), value.get("latest")
        if first and last and (first not in told or last < told[first][0]):
            told[first] = (last, date_words(value))

    def say(day: str | None) -> str:
        return told[day][1] if day in told else day_words(day)

    return say


def is_inferred(value: Document | None) -> bool:
    return bool(value and value.get("basis") == "inferred")


def term_words(row: Document) -> str:
    """A length as stated: "6 years 4 months", "100 hours"; "" where none is."""
    parts = []
    if years := row.get("years"):
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
    if months := row.get("months"):
        parts.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
    if days := row.get("days"):
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if quantity := row.get("quantity"):
        if row.get("kind") == SentenceKind.CORPORAL_PUNISHMENT:
            parts.append(ngettext("%(n)s stroke", "%(n)s strokes", quantity) % {"n": quantity})
        else:
            parts.append(ngettext("%(n)s hour", "%(n)s hours", quantity) % {"n": quantity})
    return " ".join(parts)


def money_words(amount: Any, currency: str) -> str:
    """An amount with its currency: "113,400 KZT"; "" for none."""
    if amount in (None, ""):
        return ""
    value = Decimal(str(amount))
    places = 0 if value == value.to_integral_value() else 2
    return f"{number_format(value, places, force_grouping=True)} {currency}"


def months_words(months: int) -> str:
    """A number of months as a reader says it: "14 months", "3 years"."""
    if months >= 24:
        years = round(months / 12)
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def headcount_words(count: int | None, basis: str | None) -> str:
    """How many people an unnamed subject stands for; "" for one person."""
    count = count or 1
    if basis == "minimum":
        words = ngettext("at least %(n)s person", "at least %(n)s people", count)
    elif count == 1:
        return ""
    else:
        words = ngettext("%(n)s person", "%(n)s people", count)
    return words % {"n": count}
