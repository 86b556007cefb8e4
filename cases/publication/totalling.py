"""Running totals of people held, as known now: changed with each person, in their transaction.

What a row of them means is said at `HeldChange`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from cases.custody import HeldStretch
from cases.publication import models as p
from cases.publication.upserting import add_up
from cases.vocabulary import SURENESS, Certainty

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
    waits for its end. In one order for all, so that no two wait for each other."""
    add_up(
        p.HeldChange,
        [
            dict(zip(("grain", "facet", "value", "day", *_COLUMNS), (*key, *row), strict=True))
            for key, row in sorted(totals.numbers.items())
            if any(row)
        ],
        key=("grain", "facet", "value", "day"),
    )


def rebuild_totals() -> None:
    """Set right what is wrong. Call in a transaction; nobody else changes the totals meanwhile."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(p.HeldChange._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    for facet, value in _scopes():
        store_totals(_missing(facet, value))
    p.HeldChange.objects.filter(**dict.fromkeys(_COLUMNS, 0)).delete()


def total_drift() -> Iterator[str]:
    """The reference of each scope whose running totals are wrong."""
    for facet, value in _scopes():
        if any(any(row) for row in _missing(facet, value).numbers.values()):
            yield f"held:{facet}={value}" if facet else "held:everybody"


def _scopes() -> list[tuple[str, str]]:
    values = p.PersonFacet.objects.filter(facet__in=FACETS).values_list("facet", "value")
    stored = p.HeldChange.objects.values_list("facet", "value")
    return sorted({("", ""), *values.distinct(), *stored.distinct()})


def _missing(facet: str, value: str) -> Totals:
    """What has to be added to the stored totals of a scope to make them right."""
    # No day is later. Of an equal day SQLite would take the index, which has everybody held.
    held = p.PersonHeld.objects.filter(known_to__gte=date.max)
    people = p.PublishedPerson.objects.all()
    if facet:
        # Joined, SQLite would go through everybody held for each of the scopes.
        having = p.PersonFacet.objects.filter(facet=facet, value=value).values("person")
        held, people = held.filter(person__in=having), people.filter(pk__in=having)
    found = Totals()
    for name, sign in (("starts", 1), ("ends", -1)):
        rows = held.values_list(name, "certainty").annotate(n=Count("pk"), heads=Sum("headcount"))
        for day, certainty, n, heads in rows.order_by():
            found.add(_changes((facet, value), day, certainty, sign * n, sign * heads))
    found.add(_ever((facet, value), people))
    # The index begins with the grain.
    for stored in p.HeldChange.objects.filter(grain__in=Grain.values, facet=facet, value=value):
        key = (stored.grain, facet, value, stored.day)
        found.add(Totals({key: [-getattr(stored, name) for name in _COLUMNS]}))
    return found


def _changes(scope: tuple[str, str], day: date, certainty: str, n: int, heads: int) -> Totals:
    found = Totals()
    month = month_of(day)
    row = [n if name == certainty else 0 for name in _NAMES]
    row += [heads if name == certainty else 0 for name in _NAMES]
    if month:
        found.numbers = {(Grain.DAY, *scope, day): row, (Grain.MONTH, *scope, month): row}
    return found


def _ever(scope: tuple[str, str], people: QuerySet[p.PublishedPerson]) -> Totals:
    """How many were ever held, each by their surest. One query."""
    at_least: list[Q] = []
    for n in range(len(SURENESS)):
        sure: tuple[Certainty, ...] = SURENESS[: n + 1]
        rows = p.PersonHeld.objects.filter(
            person=OuterRef("pk"), known_to=date.max, certainty__in=sure
        )
        at_least.append(Q(Exists(rows)))
    counts = people.aggregate(
        **{f"n{n}": Count("pk", filter=one) for n, one in enumerate(at_least)},
        **{f"h{n}": Sum("headcount", filter=one) for n, one in enumerate(at_least)},
    )
    row = []
    for letter in "nh":
        upto = [counts[f"{letter}{n}"] or 0 for n in range(len(SURENESS))]
        row += [many - fewer for many, fewer in zip(upto, [0, *upto], strict=False)]
    return Totals({(Grain.EVER, *scope, date.min): row})
