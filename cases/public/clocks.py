"""The two clocks: the day that a page or a list is asked about, and who was in which state on it.

What a state is and how surely it is known is decided in `cases.custody`; which spells were the
knowledge of which day, in spells.py.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django import forms
from django.http import QueryDict

from cases.custody import Answer, Spell, answer
from cases.public.dating import UNKNOWN, DayState, state_on
from cases.public.fields import DayField
from cases.public.filters import ListFilterSet
from cases.public.parameters import CLOCKS, WrongParameter
from cases.public.spells import spells_known
from cases.publication.histories import spell_of

# By reference ("person:k3v9..."): what held on the day, and the spells it is told from.
Known = dict[str, tuple[Answer, list[Spell]]]


@dataclass(frozen=True, slots=True)
class Clock:
    """The day asked about, and the day whose knowledge is used (None: all that is known now)."""

    day: date
    known_on: date | None = None

    @classmethod
    def read(cls, given: QueryDict) -> Self | None:
        """The clock of checked parameters, None where no day is asked for.

        `known_on` alone is about that day. Raises WrongParameter for what is no day.
        """
        days: dict[str, date | None] = {}
        for name in CLOCKS:
            try:
                days[name] = DayField(required=False).clean(given.get(name, ""))
            except forms.ValidationError as error:
                raise WrongParameter(name, str(given[name]), str(error.messages[0])) from None
        day = days["as_of"] or days["known_on"]
        return cls(day, days["known_on"]) if day else None


def states_on_day(filters: ListFilterSet, pks: Iterable[int]) -> dict[int, DayState]:
    """The state of each row on the day of `filters`.

    One query; none if no day is asked for. Rows of which nothing is known that day are absent.
    """
    if filters.day is None:
        return {}
    rows = filters.queryset.filter(pk__in=list(pks)).order_by()
    told = filters.with_spells(rows).values_list("pk", "spells_then")
    states = {pk: state_on(spells, filters.day) for pk, spells in told}
    return {pk: state for pk, state in states.items() if state is not UNKNOWN}


def answers(kind: str, public_id: str, clock: Clock) -> Known:
    """What held on the day of the clock for each person, and their spells as they were known.

    One query. People without a spell are absent: nothing is known of them.
    """
    histories: dict[str, list[Spell]] = defaultdict(list)
    for row in spells_known(kind, public_id, clock.known_on):
        histories[f"person:{row.person.public_id}"].append(spell_of(row))
    return {ref: (answer(spells, clock.day), spells) for ref, spells in histories.items()}
