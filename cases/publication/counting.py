"""How many published cases an organisation, a court, a provision, a place or a source is in.

Counted from the facets, so that the number is that of the list it leads to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count

from cases.publication import models as p
from cases.publication.addressing import MODELS

COUNTED = ("organisation", "court", "provision", "place", "source")
_BATCH = 500


def recount(facets: Iterable[tuple[str, str]] | None) -> None:
    """Set `case_count` of the entities behind these facets; of all, where None."""
    for kind, stale in _stale(facets):
        # Most are in one case or in two: a statement a count is far shorter than one a row.
        by_count: dict[int, list[int]] = defaultdict(list)
        for row in stale:
            by_count[row.case_count].append(row.pk)
        for count, pks in sorted(by_count.items()):
            for start in range(0, len(pks), _BATCH):
                some = pks[start : start + _BATCH]
                MODELS[kind].objects.filter(pk__in=some).update(case_count=count)


def count_drift() -> Iterator[str]:
    """The reference of each entity whose count is wrong."""
    for kind, stale in _stale(None):
        for row in stale:
            yield f"{kind}:{row.public_id}"


def _stale(facets: Iterable[tuple[str, str]] | None) -> Iterator[tuple[str, list[Any]]]:
    values: dict[str, set[str]] = defaultdict(set)
    for facet, value in facets or ():
        values[facet].add(value)
    for kind in COUNTED:
        if facets is not None and not values[kind]:
            continue
        counts = p.CaseFacet.objects.filter(facet=kind)
        rows = MODELS[kind].objects.only("pk", "public_id", "slug", "case_count")
        if facets is not None:
            counts = counts.filter(value__in=values[kind])
            rows = rows.filter(slug__in=values[kind])
        found = dict(counts.order_by().values_list("value").annotate(n=Count("pk")))
        stale = []
        for row in rows.order_by("pk").iterator():
            count = found.get(row.slug, 0)
            if row.case_count != count:
                row.case_count = count
                stale.append(row)
        yield kind, stale
