"""Which documents mention an entity: by reference, or by its name in their text."""

from collections.abc import Iterable

from django.db.models import Q

from cases import names
from cases.publication import models as p


def mentioning(ref: str) -> set[str]:
    """The references of the documents that show the text of `ref`."""
    rows = p.Mention.objects.filter(mentioned=ref)
    return set(rows.values_list("document", flat=True))


def naming(spellings: Iterable[str]) -> set[str]:
    """The references of published documents in whose text one of these spellings stands."""
    found: set[str] = set()
    for text in spellings:
        words = names.fold_words(text)
        if not words:
            continue
        for order in {words, (*words[1:], words[0])}:
            where = Q(body__search__contains=" ".join(order))
            for kind, model in (
                ("case", p.PublishedCase),
                ("person", p.PublishedPerson),
                ("organisation", p.PublishedOrganisation),
                ("court", p.PublishedCourt),
                ("provision", p.PublishedProvision),
                ("place", p.PublishedPlace),
                ("source", p.PublishedSource),
            ):
                keys = model.objects.filter(where).values_list("public_id", flat=True)
                found |= {f"{kind}:{key}" for key in keys}
    return found


def people_shown(documents: Iterable[str]) -> set[str]:
    """The identifiers of people with a page whom these documents mention now."""
    rows = p.Mention.objects.filter(document__in=list(documents), mentioned__startswith="person:")
    keys = {ref.partition(":")[2] for ref in rows.values_list("mentioned", flat=True)}
    found = p.PublishedPerson.objects.filter(public_id__in=keys)
    return set(found.values_list("public_id", flat=True))
