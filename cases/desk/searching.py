"""Finding rows by any spelling: the term is folded and looked for in folded names."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from cases import names

PERSON_NAMES = ("names__folded",)
OF_PARTIES = (
    "person__names__folded",
    "organisation__names__folded",
)


def under(prefix: str, paths: Iterable[str]) -> tuple[str, ...]:
    """`paths` seen through the relation `prefix`."""
    return tuple(f"{prefix}__{path}" for path in paths)


def spelled_like(queryset: QuerySet[Any], term: str, paths: Iterable[str]) -> Q:
    """The condition that every word of `term`, folded, stands in one of the folded `paths`.

    Nothing is found for a term of which nothing is left when folded.
    """
    words = names.fold_words(term)
    if not words:
        return Q(pk__in=[])
    found = Q()
    for word in words:
        either = Q()
        for path in paths:
            either |= Q(**{f"{path}__contains": word})
        # A subquery a word: another word may stand in another spelling, and no row comes twice.
        matching = queryset.model._base_manager.filter(either).order_by().values("pk")
        found &= Q(pk__in=matching)
    return found


def named_like(queryset: QuerySet[Any], term: str) -> Q:
    """The same for reference data, whose other names are a list without a folded column.

    Reference tables are small, so the names are folded here.
    """
    words = names.fold_words(term)
    if not words:
        return Q(pk__in=[])
    found = []
    rows = queryset.model._base_manager.values_list("pk", "name", "other_names")
    for pk, name, others in rows.iterator():
        folded = names.fold(" ".join([name, *map(str, others or [])]))
        if all(word in folded for word in words):
            found.append(pk)
    # Databases take only so many parameters; a longer list helps nobody anyway.
    return Q(pk__in=found[:500])
