"""Which documents mention an entity: by reference, or by its name in their text."""

from collections.abc import Iterable

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.finding import Found, Term, Terms
from cases.publication.scrubbing import Words

_PROJECTED = frozenset({"case", "person", "organisation", "event", "count"})


def mentioning(ref: str) -> set[str]:
    """The references of the documents that show the text of `ref`."""
    rows = p.Mention.objects.filter(mentioned=ref)
    return set(rows.values_list("document", flat=True))


def documents_showing(ref: str) -> set[str]:
    """The references of what is projected for itself and shows `ref`, directly or through a court,
    a provision, a place or a source."""
    found = mentioning(ref)
    for one in [one for one in found if one.partition(":")[0] not in _PROJECTED]:
        found |= mentioning(one)
    return {one for one in found if one.partition(":")[0] in _PROJECTED}


def naming(words: Words) -> set[str]:
    """The references of published documents in whose text a spelling stands that `words` would
    take out, in any of its forms."""
    found: set[str] = set()
    ways = tuple(tuple(Term(text, is_beginning=True) for text in run) for run in words.beginnings())
    within = Q()
    for text in words.within():
        # SQLite finds it three times as quickly as by LIKE.
        within |= Q(GreaterThan(StrIndex("body__search", Value(text)), 0))
    for kind, model in MODELS.items():
        if ways:
            rows = model.objects.filter(Found(Terms(ways))).values_list("public_id", "body__search")
            found |= {f"{kind}:{key}" for key, search in rows.iterator() if words.are_in(search)}
        if within:
            keys = model.objects.filter(within).values_list("public_id", flat=True)
            found |= {f"{kind}:{key}" for key in keys}
    return found


def people_shown(documents: Iterable[str]) -> set[str]:
    """The identifiers of people with a page whom these documents mention now."""
    rows = p.Mention.objects.filter(document__in=list(documents), mentioned__startswith="person:")
    keys = {ref.partition(":")[2] for ref in rows.values_list("mentioned", flat=True)}
    found = p.PublishedPerson.objects.filter(public_id__in=keys)
    return set(found.values_list("public_id", flat=True))
