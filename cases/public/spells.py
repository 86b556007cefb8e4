"""Published spells read back: which were the knowledge of a day, and which are in question on it.

What follows from them is decided in `cases.custody`.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.publication.models import PublishedSpell
from cases.publication.models.held import Stretch
from cases.vocabulary import CustodyState

_LAST = date.max - timedelta(days=1)


def known_then(known_on: date | None) -> Q:
    """The condition for spells that were the knowledge of a day; None: of today."""
    if known_on is None:
        return Q(known_to=None)
    return (Q(known_from=None) | Q(known_from__lte=known_on)) & (
        Q(known_to=None) | Q(known_to__gt=known_on)
    )


def in_question(day: date, known_on: date | None, *, in_cases: bool) -> QuerySet[PublishedSpell]:
    """The spells that may run on a day, those in doubt only where none is sure.

    `cases.custody.in_question` in SQL: of people over all cases, or of each case by itself.
    `ends_latest` is the first day on which a spell surely ran no longer.
    """
    then = PublishedSpell.objects.filter(known_then(known_on), case__isnull=not in_cases)
    running = then.filter(
        Q(starts_earliest=None) | Q(starts_earliest__lte=day),
        Q(has_ended=False) | Q(ends_latest=None) | Q(ends_latest__gt=day),
    )
    is_open = Q(has_ended=False) & (Q(ends_earliest=None) | Q(ends_earliest__gt=day))
    is_seen = Q(confirmed_on__gte=day) | Q(state=CustodyState.DEAD)
    sure = then.filter(
        (is_open & is_seen) | Q(has_ended=True, ends_earliest__gt=day),
        person=OuterRef("person"),
        is_possible=False,
        starts_latest__lte=day,
    )
    if in_cases:
        sure = sure.filter(case=OuterRef("case"))
    return running.exclude(Exists(sure), is_possible=True).order_by("pk")


def held_then(model: type[Stretch], day: date, known_on: date | None) -> QuerySet[Any]:
    """The stretches of custody of `model` that cover a day, as known now or on another.

    They never overlap, so that each owner has one at most. Their bounds are never empty, but the
    last day of the calendar stands for an open end: it is in no stretch.
    """
    known = Q(known_to=date.max)
    if known_on is not None:
        known = Q(known_from__lte=known_on, known_to__gt=min(known_on, _LAST))
    return model._default_manager.filter(known, starts__lte=day, ends__gt=min(day, _LAST))


def spells_known(kind: str, public_id: str, known_on: date | None) -> QuerySet[PublishedSpell]:
    """The spells of a "person" over all cases, or of the people of a "case" in that case.

    As known now, or by what had been published up to `known_on`; each with its person.
    """
    rows = PublishedSpell.objects.select_related("person").only(
        *(field.name for field in PublishedSpell._meta.concrete_fields), "person__public_id"
    )
    if kind == "person":
        rows = rows.filter(case=None, person__public_id=public_id)
    else:
        rows = rows.filter(case__public_id=public_id)
    return rows.filter(known_then(known_on)).order_by("pk")
