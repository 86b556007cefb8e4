"""Who may already be here under another spelling. Suggestions only: nobody is ever merged."""

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from cases import models as m

NEAR = 84  # of 100; Marat and Murat have 80
MOST = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A person with a spelling like one of the new person's; `score` of 100."""

    person: m.Person
    spelling: str
    score: int


def near_people(person: m.Person) -> list[Near]:
    """The people whose folded spellings are nearest to those of `person`, best first."""
    own = [name.folded for name in person.names.all() if name.folded]
    if not own:
        return []
    starts = Q()
    for folded in own:
        for word in folded.split():
            if len(word) > 2:
                starts |= Q(folded__contains=word[:3])
    if not starts:
        return []
    # Only spellings that share the beginning of a word are compared.
    others = m.PersonName.objects.filter(starts).exclude(person=person)
    spellings = {
        (pk, text): folded for pk, text, folded in others.values_list("person", "text", "folded")
    }
    best: dict[int, tuple[str, float]] = {}
    for folded in own:
        ranked = process.extract(
            folded, spellings, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=MOST
        )
        for _folded, score, (pk, text) in ranked:
            if score > best.get(pk, ("", 0))[1]:
                best[pk] = (text, score)
    people = m.Person.objects.prefetch_related("names").in_bulk(best)
    near = [Near(people[pk], text, round(score)) for pk, (text, score) in best.items()]
    return sorted(near, key=lambda one: (-one.score, one.person.pk))[:MOST]
