"""How many published cases an organisation, a court, a provision, a place or a source is in.

Counted from the facets, so that the number is that of the list it leads to: all of them from their
rows, those that a change touched from the chunks, as a country may have a quarter of all cases.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.chunking import UNCHUNKED

# What undoes a statement stays in memory on SQLite (`turns.publishing`): 200 bytes a row.
PORTION = 5000
COUNTED = ("organisation", "court", "provision", "place", "source")


def recount(facets: Iterable[tuple[str, str]]) -> None:
    """Set `case_count` of the entities behind these facets, after their chunks were written."""
    values: dict[str, set[str]] = defaultdict(set)
    for facet, value in facets:
        values[facet].add(value)
    for kind in COUNTED:
        if values[kind]:
            _stale(kind, values[kind]).update(case_count=F("counted"))


def portions(kind: str) -> Iterator[range]:
    """The primary keys of all entities of a kind, in parts of which each is a transaction."""
    ends = MODELS[kind].objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for first in range(ends["first"], ends["last"] + 1, PORTION):
            yield range(first, first + PORTION)


def recount_portion(kind: str, keys: range) -> None:
    """Set `case_count` of the entities of a kind that have these primary keys."""
    rows = _stale(kind).filter(pk__gte=keys.start, pk__lt=keys.stop)
    rows.update(case_count=F("counted"))


def count_drift() -> Iterator[str]:
    """The reference of each entity whose count is wrong."""
    for kind in COUNTED:
        for key in _stale(kind).order_by("pk").values_list("public_id", flat=True).iterator():
            yield f"{kind}:{key}"


def _stale(kind: str, slugs: Collection[str] | None = None) -> QuerySet[Any]:
    """The entities of a kind, of these slugs or all, whose count is wrong, each with what is
    `counted`."""
    rows = MODELS[kind].objects.all()
    of_one = {"facet": kind, "value": OuterRef("slug")}
    counts: QuerySet[Any]
    if slugs is None or kind in UNCHUNKED:
        cases = p.CaseFacet.objects.filter(**of_one).order_by()
        counts = cases.values("value").annotate(n=Count("pk"))
    else:
        chunks = p.FacetChunk.objects.filter(kind="case", **of_one).order_by()
        counts = chunks.values("value").annotate(n=Sum("count"))
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    counted: QuerySet[Any] = rows.annotate(counted=Coalesce(Subquery(counts.values("n")), 0))
    return counted.exclude(case_count=F("counted"))
