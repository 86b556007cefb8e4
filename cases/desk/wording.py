"""How the desk says a state, a sentence and a day of a case's document. No links, no layout."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import dates
from cases.desk.documents import Document
from cases.vocabulary import (
    Certainty,
    ConditionKind,
    CustodyState,
    OrganisationStatus,
    SentenceKind,
)


def date_words(part: Document) -> str:
    """A date of a document as precise as it was typed: "January 2021"."""
    return dates.describe(dates.parse(part["edtf"]))


def confirming(document: Document) -> Callable[[str], str]:
    """How to say the day (ISO text) on which a state was last confirmed.

    That is the first day on which the confirming event can have been: of "January 2021" the 1st.
    Said are the event's own words; of several that begin on the day, the most precise.
    """
    told: dict[str, tuple[str, str]] = {}
    for event in document["events"]:
        value = event["date"] or {}
        first, last = value.get("earliest"), value.get("latest")
        if first and last and (first not in told or last < told[first][0]):
            told[first] = (last, date_words(value))

    def say(day: str) -> str:
        return told[day][1] if day in told else dates.describe(dates.parse(day))

    return say


def state_words(state: Document, say: Callable[[str], str]) -> str:
    """A state in words: what, since when, confirmed when; never in the present tense.

    `say` is how `confirming` says the day of the last confirmation.
    """
    kinds: Any = CustodyState if state["state"] in CustodyState.values else OrganisationStatus
    label = kinds(state["state"]).label
    if state["state"] == CustodyState.UNKNOWN and not state["alternatives"]:
        return _("state not known")
    parts = [_("possibly %(state)s") % {"state": label}]
    if state["certainty"] != Certainty.POSSIBLE:
        parts = [_("last known: %(state)s") % {"state": label}]
    since = dates.describe_bounds(*(_day(state["since"][end]) for end in ("earliest", "latest")))
    if since:
        parts.append(_("since %(date)s") % {"date": since})
    if state["confirmed_on"]:
        parts.append(_("confirmed %(date)s") % {"date": say(state["confirmed_on"])})
    if state["alternatives"]:
        others = ", ".join(str(kinds(one).label) for one in state["alternatives"])
        parts.append(_("or: %(states)s") % {"states": others})
    return "; ".join(parts)


def sentence_words(sentence: Document) -> str:
    """A sentence in one line: imprisonment, 7 years; media ban, 3 years."""
    words = [str(SentenceKind(sentence["kind"]).label), *_term(sentence)]
    if sentence["is_life"]:
        words.append(_("for life"))
    if sentence["amount"] is not None:
        words.append(f"{sentence['amount']} {sentence['currency']}")
    if sentence["is_in_absentia"]:
        words.append(_("in absentia"))
    conditions = [
        ", ".join([str(ConditionKind(one["kind"]).label), *_term(one)])
        for one in sentence["conditions"]
    ]
    return "; ".join([", ".join(words), *conditions])


def _term(row: Document) -> list[str]:
    years, months, days = row["years"], row["months"], row["days"]
    units = (
        (years, ngettext("%(n)d year", "%(n)d years", years)),
        (months, ngettext("%(n)d month", "%(n)d months", months)),
        (days, ngettext("%(n)d day", "%(n)d days", days)),
    )
    words = [text % {"n": n} for n, text in units if n]
    return [*words, str(row["quantity"])] if row["quantity"] else words


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
