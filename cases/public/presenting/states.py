"""The last known state, the spells before it and the expected release, in words.

Never in the present tense: a state is what was known last, and when it was confirmed.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from cases.public.presenting.anchors import way_to
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import (
    Document,
    bounds_words,
    day_words,
    joined,
    to_day,
    word,
)
from cases.vocabulary import Certainty, CustodyState, OrganisationStatus, Whereabouts

UNKNOWN = ("", CustodyState.UNKNOWN)


def state_name(key: str, choices: type[TextChoices]) -> str:
    """A state in a word or two; "not known" rather than a state called unknown."""
    return _("not known") if key in UNKNOWN else word(choices, key)


def state_words(
    state: Document | None,
    *,
    today: date,
    choices: type[TextChoices] = CustodyState,
    say: Callable[[str | None], str] = day_words,
) -> dict[str, Any]:
    """One state: key, chip, sentence, since, confirmed (by `say`), whereabouts, until."""
    state = state or {}
    key = state.get("state") or "unknown"
    others = [other for other in state.get("alternatives") or () if other != key]
    is_possible = state.get("certainty") == Certainty.POSSIBLE and key not in UNKNOWN
    chip = state_name(key, choices)
    if is_possible:
        chip = _("possibly %(state)s") % {"state": chip}
    confirmed = say(state.get("confirmed_on"))
    due = to_day(state.get("due_on"))
    whereabouts = state.get("whereabouts") or Whereabouts.UNKNOWN
    return {
        "key": key,
        "chip": chip,
        "is_possible": is_possible,
        "sentence": _sentence(key, chip, confirmed, state, choices),
        "since": bounds_words(state.get("since")),
        "confirmed": confirmed,
        "alternatives": [state_name(other, choices) for other in others],
        "whereabouts": "" if whereabouts == Whereabouts.UNKNOWN else word(Whereabouts, whereabouts),
        "until": _until(key, due, today=today),
    }


def _has_lapsed(state: Document) -> bool:
    """Free by the calendar alone: a stated length ran out, and no source tells of a release."""
    is_free = state.get("state") == CustodyState.FREE
    return bool(is_free and state.get("due_on") and not state.get("confirmed_on"))


def _until(key: str, due: date | None, *, today: date) -> str:
    """The stated end of an arrest, told from the day of reading; "" where none is stated."""
    if due is None:
        return ""
    values = {"date": day_words(due)}
    if key == CustodyState.FREE:
        return _("the arrest ran out: %(date)s; no source reports the release") % values
    if due < today:
        return _("was to end: %(date)s") % values
    return _("to end: %(date)s") % values


def _sentence(
    key: str, chip: str, confirmed: str, state: Document, choices: type[TextChoices]
) -> str:
    if key == CustodyState.DEAD and state.get("certainty") == Certainty.CERTAIN:
        since = bounds_words(state.get("since"))
        return _("Died %(when)s.") % {"when": since} if since else _("Dead.")
    if key in UNKNOWN:
        if choices is OrganisationStatus:
            return _("Last known: its standing with the authorities is not reported.")
        return _("Last known: neither custody nor release is reported.")
    if _has_lapsed(state):
        return _("Last known: under arrest, which by its length ended on %(date)s.") % {
            "date": day_words(state["due_on"])
        }
    values = {"state": chip, "date": confirmed}
    if confirmed:
        return _("Last known: %(state)s (%(date)s).") % values
    return _("Last known: %(state)s.") % values


def expected_words(expected: Document | None, *, today: date) -> str:
    """When a term ends by calendar, apart from what happened; "" where that is not known."""
    if not expected:
        return ""
    when = bounds_words(expected)
    latest = to_day(expected.get("latest")) or to_day(expected.get("earliest"))
    if latest and latest < today:
        return _("The term would have ended: %(when)s. No source confirms a release.") % {
            "when": when
        }
    return _(
        "By calendar the term ends: %(when)s. A release is known only once it is reported."
    ) % {"when": when}


def spell_rows(
    spells: list[Document],
    labels: Labels,
    *,
    choices: type[TextChoices] = CustodyState,
    say: Callable[[str | None], str] = day_words,
    anchors: frozenset[str] = frozenset(),
    is_across_cases: bool = False,
) -> list[dict[str, Any]]:
    """Each spell as a line of the table behind the bar."""
    rows = []
    for spell in spells:
        state = state_name(spell["state"], choices)
        if spell.get("is_possible"):
            state = _("possibly %(state)s") % {"state": state}
        if spell.get("whereabouts") == Whereabouts.ABROAD:
            state = _("%(state)s, abroad") % {"state": state}
        ends = bounds_words(spell.get("ends"))
        if not spell.get("has_ended"):
            ends = _("no end reported") if not ends else _("possibly %(when)s") % {"when": ends}
        rows.append(
            {
                "key": spell["state"],
                "state": state,
                "starts": bounds_words(spell.get("starts")) or _("not known"),
                "ends": ends or _("not known"),
                "confirmed": say(spell.get("confirmed_on")),
                "case": labels.get(spell.get("case")) if is_across_cases else None,
                "cause": way_to(anchors, "events", spell.get("cause")),
            }
        )
    return rows


def bar_summary(rows: list[dict[str, Any]]) -> str:
    """The bar in one sentence, for whoever does not see it."""
    parts = [_("%(state)s from %(starts)s, end: %(ends)s") % row for row in rows]
    return "; ".join(parts) + "." if parts else ""


def tally_words(keys: list[str]) -> str:
    """Many people's last known states in one phrase: "3 imprisoned and 2 free"."""
    counted = {key: keys.count(key) for key in dict.fromkeys(keys)}
    return joined(f"{n} {state_name(key, CustodyState)}" for key, n in counted.items())
