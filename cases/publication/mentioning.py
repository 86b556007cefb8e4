"""Which documents mention an entity: by reference, or by its name in their text."""

from collections.abc import Iterable

from cases import models as m
from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.finding import Found, Term, Terms
from cases.publication.records import Question, answers, values_having
from cases.publication.scrubbing import Words
from cases.publication.searching import MOST_GLUED, WITHIN

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
    within = [
        (Term(text, is_beginning=True),)
        for one in words.within()
        for text in (one, WITHIN + one[:MOST_GLUED])
    ]
    forms = [tuple(Term(text, is_beginning=True) for text in run) for run in words.beginnings()]
    for kind, model in MODELS.items():
        if forms:
            rows = model.objects.filter(Found(Terms(tuple(forms))))
            told = rows.values_list("public_id", "body__search").iterator()
            found |= {f"{kind}:{key}" for key, search in told if words.are_in(search)}
        if within:
            rows = model.objects.filter(Found(Terms(tuple(within))))
            found |= {f"{kind}:{key}" for key in rows.values_list("public_id", flat=True)}
    return found


def people_shown(documents: Iterable[str]) -> dict[str, int | None]:
    """The people with a page whom these documents mention now: identifier to primary key, None of
    whom the facts know nothing. Two queries."""
    mentions = values_having(p.Mention, ("mentioned",), "document", set(documents))
    parts = [ref.partition(":") for (ref,) in mentions]
    keys = {key for kind, _colon, key in parts if kind == "person"}
    columns = ("public_id", "id")
    asked = (Question(of, columns, "public_id", keys) for of in (p.PublishedPerson, m.Person))
    shown: dict[str, int] = {}
    known: dict[str, int] = {}
    for number, key, pk in answers(asked):
        (shown, known)[number][key] = pk
    return {key: known.get(key) for key in shown}
