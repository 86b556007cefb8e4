"""How many published cases an organisation, a court, a provision, a place or a source is in.

Counted from the facets, so that the number is that of the list it leads to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases.publication import models as p
from cases.publication.addressing import MODELS

COUNTED = ("organisation", "court", "provision", "place", "source")


def recount(facets: Iterable[tuple[str, str]] | None) -> None:
    """Set `case_count` of the entities behind these facets; of all, where None."""
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
        cases = p.CaseFacet.objects.filter(facet=kind, value=OuterRef("slug")).order_by()
        counts = cases.values("value").annotate(n=Count("pk")).values("n")
        counted = rows.annotate(counted=Coalesce(Subquery(counts), 0))
        found[kind] = counted.exclude(case_count=F("counted"))
    return found
