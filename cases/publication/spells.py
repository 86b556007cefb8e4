"""The custody spells of a person as rows, on both clocks. What they are is decided in custody."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cases import models as m
from cases.custody import KnownSpell
from cases.vocabulary import HELD, CustodyState


def spell_rows(
    person: m.Person, known: Iterable[KnownSpell], case: m.Case | None, told: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The columns of `PublishedSpell`, with the person and the case by identifier.

    `told`: a day on which something was confirmed, as the source tells it.
    """
    return [
        {
            "person": person.public_id,
            "case": case.public_id if case else None,
            "state": str(one.spell.state),
            "is_held": CustodyState(one.spell.state) in HELD,
            "is_possible": one.spell.is_possible,
            "headcount": person.headcount,
            "starts_earliest": one.spell.starts_earliest,
            "starts_latest": one.spell.starts_latest,
            "ends_earliest": one.spell.ends_earliest,
            "ends_latest": one.spell.ends_latest,
            "has_ended": one.spell.has_ended,
            "confirmed_on": one.spell.confirmed_on,
            "confirmed": _told(one.spell.confirmed_on, told),
            "due_on": one.spell.due_on,
            "position": one.spell.position,
            "known_from": one.known_from,
            "known_to": one.known_to,
        }
        for one in known
    ]


def _told(day: date | None, told: Mapping[str, str]) -> str:
    return told.get(day.isoformat(), day.isoformat()) if day else ""
