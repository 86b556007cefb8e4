"""Running totals of people held, as known now: changed with each person, in their transaction.

What a row of them means is said at `HeldChange`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Sum, Value, When
from django.db.models.functions import Collate

from cases.custody import HeldStretch
from cases.publication import models as p
from cases.publication.upserting import add_up
from cases.vocabulary import SURENESS

Grain = p.HeldChange.Grain
# Whose people have totals of their own, besides everybody.
FACETS = ("country", "organisation")
# Grain, facet, value, day.
Key = tuple[str, str, str, date]
_NAMES = tuple(sure.value for sure in SURENESS)
_COLUMNS = (*_NAMES, *(f"{name}_heads" for name in _NAMES))


@dataclass(frozen=True, slots=True)
class Share:
    """What one person adds: the days of each certainty as known now, under the values of facets."""

    heads: int
    runs: frozenset[tuple[str, date, date]]
    values: frozenset[tuple[str, str]]


@dataclass(slots=True)
class Totals:
    """Changes of the running totals that are yet to be stored."""

    numbers: dict[Key, list[int]] = field(default_factory=dict)

    def take(self, share: Share, sign: int) -> None:
        """Add a person's share, or take it away (`sign` -1)."""
        scopes = (("", ""), *share.values) if share.runs else ()
        for certainty, starts, ends in share.runs:
            for scope in scopes:
                self._change(scope, starts, certainty, share.heads, sign)
                self._change(scope, ends, certainty, share.heads, -sign)
        surest = {certainty for certainty, _starts, _ends in share.runs}
        for scope in scopes:
            first = next(name for name in _NAMES if name in surest)
            self._count((Grain.EVER, *scope, date.min), first, share.heads, sign)

    def add(self, other: "Totals") -> None:
        """Take another's changes into this one."""
        for key, numbers in other.numbers.items():
            row = self.numbers.setdefault(key, [0] * len(_COLUMNS))
            for n, number in enumerate(numbers):
                row[n] += number

    def _change(
        self, scope: tuple[str, str], day: date, certainty: str, heads: int, sign: int
    ) -> None:
        if month := month_of(day):
            self._count((Grain.DAY, *scope, day), certainty, heads, sign)
            self._count((Grain.MONTH, *scope, month), certainty, heads, sign)

    def _count(self, key: Key, certainty: str, heads: int, sign: int) -> None:
        row = self.numbers.setdefault(key, [0] * len(_COLUMNS))
        place = _NAMES.index(certainty)
        row[place] += sign
        row[place + len(_NAMES)] += sign * heads


def month_of(day: date) -> date | None:
    """The first of a month on or after a day; None where the calendar ends before it."""
    if day.day == 1:
        return day
    if (day.year, day.month) == (date.max.year, date.max.month):
        return None
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def share_of(
    heads: int, stretches: Iterable[HeldStretch], facets: Iterable[tuple[str, str]]
) -> Share:
    """The share of a person with these stretches and facets."""
    runs = ((s.certainty.value, s.starts, s.ends) for s in stretches if s.is_known_now)
    return Share(heads, frozenset(runs), frozenset(one for one in facets if one[0] in FACETS))


def standing_shares(people: Iterable[int]) -> dict[int, Share]:
    """The shares of published people, by row number, as their rows stand. Two queries."""
    people = set(people)
    if not people:
        return {}
    held = p.PersonHeld.objects.filter(person__in=people, known_to=date.max)
    runs: dict[int, set[tuple[str, date, date]]] = {pk: set() for pk in people}
    heads = dict.fromkeys(people, 0)
    rows = held.values_list("person", "headcount", "certainty", "starts", "ends")
    for pk, count, certainty, starts, ends in rows:
        runs[pk].add((certainty, starts, ends))
        heads[pk] = count
    values: dict[int, set[tuple[str, str]]] = {pk: set() for pk in people}
    facets = p.PersonFacet.objects.filter(person__in=people, facet__in=FACETS)
    for pk, facet, value in facets.values_list("person", "facet", "value"):
        values[pk].add((facet, value))
    return {pk: Share(heads[pk], frozenset(runs[pk]), frozenset(values[pk])) for pk in people}


def store_totals(totals: Totals) -> None:
    """Store changes, the last of what a transaction writes: whoever else changes the same numbers
    waits for its end. In one order for all, so that no two wait for each other. What comes to
    nothing does not stay: a value that nobody has any more may be a name that was taken out."""
    add_up(
        p.HeldChange,
        [
            dict(zip(("grain", "facet", "value", "day", *_COLUMNS), (*key, *row), strict=True))
            for key, row in sorted(totals.numbers.items())
            if any(row)
        ],
        key=("grain", "facet", "value", "day"),
    )
    less = [key for key, row in totals.numbers.items() if min(row) < 0]
    if less:
        grains, facets, values, days = (set(part) for part in zip(*less, strict=True))
        p.HeldChange.objects.filter(
            grain__in=grains,
            facet__in=facets,
            value__in=values,
            day__in=days,
            **dict.fromkeys(_COLUMNS, 0),
        ).delete()


def rebuild_totals(facet: str) -> None:
    """Set right what is wrong of everybody ("") or of the values of one of FACETS. Call in a
    transaction; nobody else changes the totals meanwhile."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(p.HeldChange._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    wrong = Totals()
    for _value, missing in _missing(facet):
        wrong.add(missing)
    store_totals(wrong)
    p.HeldChange.objects.filter(facet=facet, **dict.fromkeys(_COLUMNS, 0)).delete()


def total_drift() -> Iterator[str]:
    """The reference of each scope whose running totals are wrong."""
    for facet in ("", *FACETS):
        for value, _months in groupby(_missing(facet), key=itemgetter(0)):
            yield f"held:{facet}={value}" if facet else "held:everybody"


def _missing(facet: str) -> Iterator[tuple[str, Totals]]:
    """What has to be added to the stored totals to make them right, by value of a facet and month;
    the right ones are left out. Four queries, all in this order: one month at a time is in memory.
    """
    made = (_edges(facet, "starts", 1), _edges(facet, "ends", -1), _ever(facet), _stored(facet))
    place = itemgetter(0, 1)
    for (value, _month), changes in groupby(merge(*made, key=place), key=place):
        found = Totals()
        for _value, _same, numbers in changes:
            found.add(Totals(numbers))
        wrong = {key: row for key, row in found.numbers.items() if any(row)}
        if wrong:
            yield value, Totals(wrong)


# A value of a facet, a month (`month_of`) and numbers that belong to both.
Part = tuple[str, date, dict[Key, list[int]]]


def _edges(facet: str, edge: str, sign: int) -> Iterator[Part]:
    """The changes on the days on which people begin or cease to be held."""
    # No day is later. Of an equal day SQLite would take the index, which has everybody held.
    held = p.PersonHeld.objects.filter(known_to__gte=date.max)
    rows = _by_value(held, facet, "person__").values_list("scope", edge, "certainty")
    counted = rows.annotate(n=Count("pk"), heads=Sum("headcount"))
    for value, day, certainty, n, heads in _in_order(counted, edge):
        if month := month_of(day):
            row = _row(certainty, sign * n, sign * heads)
            scope = (facet, value)
            numbers: dict[Key, list[int]] = {
                (Grain.DAY, *scope, day): row,
                (Grain.MONTH, *scope, month): row,
            }
            yield value, month, numbers


def _ever(facet: str) -> Iterator[Part]:
    """How many were ever held, each by their surest."""
    held = p.PersonHeld.objects.filter(person=OuterRef("pk"), known_to=date.max)
    surest = Case(
        *(
            When(Exists(held.filter(certainty=certainty)), then=Value(certainty.value))
            for certainty in SURENESS
        ),
        default=Value(""),
    )
    people = _by_value(p.PublishedPerson.objects.annotate(surest=surest), facet, "")
    counted = people.values_list("scope", "surest").annotate(n=Count("pk"), heads=Sum("headcount"))
    for value, certainty, n, heads in _in_order(counted):
        if certainty:
            numbers: dict[Key, list[int]] = {
                (Grain.EVER, facet, value, date.min): _row(certainty, n, heads)
            }
            yield value, date.min, numbers


def _stored(facet: str) -> Iterator[Part]:
    # The index begins with the grain.
    rows = p.HeldChange.objects.filter(grain__in=Grain.values, facet=facet)
    columns = rows.annotate(scope=F("value")).values_list("grain", "scope", "day", *_COLUMNS)
    for grain, value, day, *numbers in _in_order(columns, "day"):
        month = month_of(day) or date.max
        yield value, month, {(grain, facet, value, day): [-number for number in numbers]}


def _by_value(rows: QuerySet[Any], facet: str, person: str) -> QuerySet[Any]:
    """The rows once for each value of the facet that their person has, as `scope`; all of them
    once without a facet."""
    if not facet:
        return rows.annotate(scope=Value(""))
    return rows.filter(**{f"{person}facets__facet": facet}).annotate(
        scope=F(f"{person}facets__value")
    )


def _in_order(rows: QuerySet[Any], *then: str) -> Iterator[Any]:
    """By `scope` as Python orders text, whatever order of letters the database was made with; and
    by the columns `then`."""
    order = Collate(F("scope"), "C" if connection.vendor == "postgresql" else "binary")
    return rows.order_by(order, *then).iterator()


def _row(certainty: str, n: int, heads: int) -> list[int]:
    is_it = [name == certainty for name in _NAMES]
    return [n * one for one in is_it] + [heads * one for one in is_it]
