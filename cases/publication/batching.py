"""How all cases, people and organisations fall into batches, each projected in one transaction."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.models import Min

from cases import models as m
from cases.publication.reading import Reach

BATCH = 200


@contextmanager
def collecting_between() -> Iterator[Callable[[], None]]:
    """Keep the garbage collector out of batches; it yields what is to be called between them.

    A batch makes some hundred thousand objects, nearly all without cycles, and the collector that
    walks them over and over takes two fifths of the time. What outlives a batch, such as what is
    remembered of all, it walks once: otherwise each batch would take longer than the one before.
    """
    was_enabled = gc.isenabled()
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield _collect
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _collect() -> None:
    gc.collect()
    gc.freeze()


def how_many() -> int:
    """How many cases and organisations a rebuild goes through."""
    return m.Case.objects.count() + m.Organisation.objects.count()


def batches(size: int, *, after: int = 0) -> Iterator[Reach]:
    """The reaches of a rebuild: cases in order of identifier, then organisations.

    A person comes with their first case; the others are read along.
    """
    last = after
    while True:
        rows = m.Case.objects.filter(pk__gt=last).order_by("pk")
        cases = list(rows.values_list("pk", flat=True)[:size])
        if not cases:
            break
        first = (
            m.Subject.objects.filter(person__subjects__case__in=cases, person__isnull=False)
            .order_by()
            .values("person_id")
            .annotate(first=Min("case_id"))
            .filter(first__gt=last, first__lte=cases[-1])
        )
        yield Reach(cases=set(cases), people={row["person_id"] for row in first})
        last = cases[-1]
    last = 0
    while True:
        rows = m.Organisation.objects.filter(pk__gt=last).order_by("pk")
        bodies = list(rows.values_list("pk", flat=True)[:size])
        if not bodies:
            return
        yield Reach(organisations=set(bodies))
        last = bodies[-1]
