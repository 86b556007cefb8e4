"""How many were held: on one day, over the months, and of the rows of a list.

As known now and of everybody, of a country or an organisation: from running totals, whatever the
number of people. Otherwise from the stretches of those whom the list leaves, or their bitmaps.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Count, F, Sum
from pyroaring import BitMap

from cases.public.charts.held import MOST_YEARS, Change, Changes
from cases.public.conditions import among
from cases.public.filters import ListFilterSet
from cases.public.remembering import remembered
from cases.public.unpacking import numbers_of
from cases.publication.models import HeldChange, PublishedPerson
from cases.publication.records import day_told
from cases.vocabulary import SURENESS, Certainty

Grain = HeldChange.Grain
# The facet and its value; both empty for everybody.
Scope = tuple[str, str]
EVERYBODY: Scope = ("", "")
# The facets whose people have running totals of their own.
TOTALLED = ("country", "organisation")

# Said in SQL: putting these together anew costs Django ten times what the databases take to answer.
# The columns are in the order of SURENESS.
_HELD_ON = """
    SELECT sum(certain), sum(last_known), sum(possible) FROM publication_heldchange
    WHERE facet = %s AND value = %s
      AND (grain = 'month' AND day <= %s OR grain = 'day' AND day > %s AND day <= %s)"""
_CHANGES = """
    SELECT facet, value, grain, day, certain, last_known, possible,
           certain_heads + last_known_heads + possible_heads
    FROM publication_heldchange WHERE facet = %s AND value = %s"""
_BY_MONTH = _CHANGES + " AND grain = 'month' AND day <= %s"
_IN_JANUARY = _CHANGES + " AND grain = 'day' AND day IN (" + ", ".join(["%s"] * MOST_YEARS) + ")"


def held_on(day: date, scope: Scope = EVERYBODY) -> dict[Certainty, int]:
    """People held on a day, as known now, by how surely. One query of some dozen rows a year."""
    first = day.replace(day=1)
    ((*sums,),) = _asked(_HELD_ON, [*scope, *_told(first, first, day)])
    return {sure: number or 0 for sure, number in zip(SURENESS, sums, strict=True)}


def _told(*days: date) -> list[str]:
    return [day.isoformat() for day in days]


def _asked(sql: str, values: list[str]) -> list[tuple[Any, ...]]:
    with connections[router.db_for_read(HeldChange)].cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def count_held(filters: ListFilterSet) -> dict[Certainty, int]:
    """How many rows of a list are held, by how surely, by all its filters but `held` itself.

    On the day asked about, in one query at most; without one by what is known last, in none.
    """
    if filters.day is None:
        told = filters.selection.tally("held", len(SURENESS), [sure.value for sure in SURENESS])
        return {sure: told.asked[sure.value] for sure in SURENESS}
    scope = _scope(filters)
    if scope is not None:
        return held_on(filters.day, scope)
    told_that_day = filters.selection.count_said("held", [sure.value for sure in SURENESS])
    if told_that_day is not None:
        return {sure: told_that_day[sure.value] for sure in SURENESS}
    stretches = filters.held_that_day()
    rows = filters.selection.rows(leave_out="held")
    if rows is not None:
        stretches = stretches.filter(among(filters.owner, rows))
    counted = dict(stretches.order_by().values_list("certainty").annotate(n=Count("pk")))
    return {sure: counted.get(sure.value, 0) for sure in SURENESS}


class Counted(NamedTuple):
    """Rows of people, and how many people they stand for."""

    people: int
    heads: int


def people_known() -> tuple[Counted, dict[Certainty, Counted]]:
    """Everybody, and those held by what is known last, by how surely. No query that counts."""
    known = remembered("person")
    numbers = numbers_of(known, "person")
    held = {sure: known.rows("held", sure.value) for sure in SURENESS}
    if numbers is None:
        return _heads_in_sql(known.every), {sure: _heads_in_sql(of) for sure, of in held.items()}
    return (
        Counted(len(known.every), numbers.total("headcount")),
        {sure: Counted(len(of), numbers.total("headcount", of)) for sure, of in held.items()},
    )


def _heads_in_sql(rows: BitMap) -> Counted:
    people = PublishedPerson.objects.filter(among("pk", rows))
    return Counted(len(rows), people.aggregate(heads=Sum("headcount"))["heads"] or 0)


def _scope(filters: ListFilterSet) -> Scope | None:
    """The running totals that count a list, None where there are none."""
    if filters.kind != "person" or filters.day_of_knowledge is not None:
        return None
    chosen = [name for name in filters.selection.parts if name != "held"]
    if not chosen:
        return EVERYBODY
    values = filters.chosen(chosen[0])
    if len(chosen) == len(values) == 1 and chosen[0] in TOTALLED:
        return chosen[0], values[0]
    return None


def changes_of(scopes: Iterable[Scope], *, today: date) -> dict[Scope, Changes]:
    """The changes by month of these scopes, those without anybody held left out. One query.

    A change on the first of January belongs to that year and not to the one before: of those days
    alone the exact ones are read too.
    """
    januaries = _told(*(date(today.year - n, 1, 1) for n in range(MOST_YEARS)))
    parts: list[str] = []
    values: list[str] = []
    # One part for each index range: the databases look up no alternatives in one go.
    for scope in scopes:
        parts += [_BY_MONTH, _IN_JANUARY]
        values += [*scope, *_told(today.replace(day=1)), *scope, *januaries]
    if not parts:
        return {}
    by_month: dict[Scope, dict[date, Change]] = defaultdict(dict)
    exact: dict[Scope, dict[date, Change]] = defaultdict(dict)
    for facet, value, grain, told, *change in _asked(" UNION ALL ".join(parts), values):
        if any(change):
            kept = by_month if grain == Grain.MONTH else exact
            kept[facet, value][day_told(told)] = (change[0], change[1], change[2], change[3])
    return {
        scope: Changes(_first_day(months, exact[scope]), months)
        for scope, months in by_month.items()
    }


def _first_day(months: dict[date, Change], exact: dict[date, Change]) -> date | None:
    """A day in the year of the first dated change."""
    first = min((day for day in months if day > date.min), default=None)
    if first is None or first.month > 1 or exact.get(first) == months[first]:
        return first
    return date(first.year - 1, 12, 31)


def largest(facet: str) -> list[str]:
    """The values of a facet with anybody ever held, those with the most people first. One query."""
    rows = HeldChange.objects.filter(grain=Grain.EVER, facet=facet)
    ever = rows.annotate(n=F("certain") + F("last_known") + F("possible")).filter(n__gt=0)
    return list(ever.order_by("-n", "value").values_list("value", flat=True))
