"""How many published cases an organisation, a court, a provision, a place or a source is in.

Counted from the facets, so that the number is that of the list it leads to: all of them from their
rows, those that a change touched from the chunks, as a country may have a quarter of all cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.chunking import UNCHUNKED

COUNTED = ("organisation", "court", "provision", "place", "source")


def recount(facets: Iterable[tuple[str, str]] | None) -> None:
    """Set `case_count` of the entities behind these facets, after their chunks were written; of
    all, where None."""
    for stale in _stale(facets).values():
        stale.update(case_count=F("counted"))


def count_drift() -> Iterator[str]:
    """The reference of each entity whose count is wrong."""
    for kind, stale in _stale(None).items():
        for key in stale.order_by("pk").values_list("public_id", flat=True).iterator():
            yield f"{kind}:{key}"


def _stale(facets: Iterable[tuple[str, str]] | None) -> dict[str, QuerySet]:
    """By kind the entities whose count is wrong, each with what is `counted`."""
    values: dict[str, set[str]] = defaultdict(set)
    for facet, value in facets or ():
        values[facet].add(value)
    found = {}
    for kind in COUNTED:
        if facets is not None and not values[kind]:
            continue
        rows = MODELS[kind].objects.all()
        if facets is not None:
            rows = rows.filter(slug__in=values[kind])
        counts: QuerySet[Any]
        of_one = {"facet": kind, "value": OuterRef("slug")}
        if facets is None or kind in UNCHUNKED:
            cases = p.CaseFacet.objects.filter(**of_one).order_by()
            counts = cases.values("value").annotate(n=Count("pk")).values("n")
        else:
            chunks = p.FacetChunk.objects.filter(kind="case", **of_one).order_by()
            counts = chunks.values("value").annotate(n=Sum("count")).values("n")
        counted = rows.annotate(counted=Coalesce(Subquery(counts), 0))
        found[kind] = counted.exclude(case_count=F("counted"))
    return found
