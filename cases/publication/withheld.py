"""Whose names are withheld, and which cases, people and texts are near enough to give them away.

Which texts are then cleaned is `redacting`'s to say, how words are met is `scrubbing`'s.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cases import models as m
from cases import names
from cases.publication.scrubbing import Words, words_of

Near = dict[int, set[int]]
_CITED_IN_CASE: tuple[tuple[Any, str], ...] = (
    (m.EventCitation, "cited__case"),
    (m.ChargeCitation, "cited__subject__case"),
    (m.SentenceCitation, "cited__subject__case"),
    (m.DisputeClaimCitation, "cited__dispute__case"),
)
_CITED_OF_PERSON: tuple[tuple[Any, str], ...] = (
    (m.PersonCitation, "cited"),
    (m.PersonNameCitation, "cited__person"),
    (m.PersonBirthCitation, "cited__person"),
    (m.AgeStatementCitation, "cited__person"),
    (m.AffiliationCitation, "cited__person"),
    (m.DesignationCitation, "cited__person"),
    (m.PersonLinkCitation, "cited__person"),
    (m.PersonLinkCitation, "cited__related"),
)


def _near() -> Near:
    return defaultdict(set)


@dataclass(slots=True)
class Withheld:
    """The spellings of every person whose name is withheld, and who and what is near to whom.

    Keys are primary keys, values those of withheld people. `inside`: cases in which the person
    is a subject or takes part; `beside`: cases of somebody who is linked to them.
    """

    spellings: dict[int, list[str]] = field(default_factory=dict)
    inside: Near = field(default_factory=_near)
    beside: Near = field(default_factory=_near)
    people: Near = field(default_factory=_near)
    organisations: Near = field(default_factory=_near)
    sources: Near = field(default_factory=_near)
    events: Near = field(default_factory=_near)
    everywhere: Words = field(default_factory=Words)
    _kept: dict[Any, Words] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.spellings)

    def words(self, people: Iterable[int], exempt: Iterable[str] = ()) -> Words:
        """The words of these people's names, less the folded words in `exempt`."""
        key = (frozenset(people), frozenset(exempt))
        if key not in self._kept:
            texts = [text for pk in sorted(key[0]) for text in self.spellings[pk]]
            words = words_of(texts, with_single_words=True)
            words.single -= key[1]
            self._kept[key] = words
        return self._kept[key]


def folded_words(texts: Iterable[str]) -> set[str]:
    """Every folded word of these texts."""
    return {word for text in texts for word in names.fold_words(text)}


def read_withheld() -> Withheld:
    """The withheld names of the whole record; one query where there are none."""
    found = Withheld()
    rows = m.Person.objects.filter(is_name_withheld=True).values_list("pk", "names__text")
    for pk, text in rows.order_by("pk", "names__pk"):
        found.spellings.setdefault(pk, [])
        if text:
            found.spellings[pk].append(text)
    if not found:
        return found
    found.everywhere = words_of(
        (text for texts in found.spellings.values() for text in texts), with_single_words=False
    )
    _find_cases(found)
    _find_people(found)
    _find_entities(found)
    return found


def _pairs(model: Any, where: Q, *columns: str) -> Iterable[tuple[int, ...]]:
    return model.objects.filter(where).order_by().values_list(*columns).distinct()


def _find_cases(found: Withheld) -> None:
    ids = list(found.spellings)
    for case, person in _pairs(m.Subject, Q(person__in=ids), "case", "person"):
        found.inside[case].add(person)
    taking_part = _pairs(m.EventParticipant, Q(person__in=ids), "event__case", "event", "person")
    for case, event, person in taking_part:
        found.events[event].add(person)
        if case:
            found.inside[case].add(person)
    for pk in ids:
        found.people[pk].add(pk)
    neighbours = _near()
    link = Q(person__in=ids) | Q(related__in=ids)
    for one, other in _pairs(m.PersonLink, link, "person", "related"):
        for withheld, neighbour in ((one, other), (other, one)):
            if withheld in found.spellings:
                neighbours[neighbour].add(withheld)
                found.people[neighbour].add(withheld)
    for case, person in _pairs(m.Subject, Q(person__in=list(neighbours)), "case", "person"):
        found.beside[case] |= neighbours[person]


def _find_people(found: Withheld) -> None:
    cases = Q(case__in=list(found.inside))
    for person, organisation, case in _pairs(m.Subject, cases, "person", "organisation", "case"):
        if person:
            found.people[person] |= found.inside[case]
        else:
            found.organisations[organisation] |= found.inside[case]
    for person, organisation, case in _pairs(
        m.EventParticipant,
        Q(event__case__in=list(found.inside)),
        "person",
        "organisation",
        "event__case",
    ):
        if person:
            found.people[person] |= found.inside[case]
        else:
            found.organisations[organisation] |= found.inside[case]


def _find_entities(found: Withheld) -> None:
    ids = Q(person__in=list(found.spellings))
    for organisation, person in _pairs(m.Affiliation, ids, "organisation", "person"):
        found.organisations[organisation].add(person)
    for model, path in _CITED_IN_CASE:
        where = Q(**{f"{path}__in": list(found.inside)})
        for source, case in _pairs(model, where, "source", path):
            found.sources[source] |= found.inside[case]
    for model, path in _CITED_OF_PERSON:
        where = Q(**{f"{path}__in": list(found.spellings)})
        for source, person in _pairs(model, where, "source", path):
            found.sources[source].add(person)
    _find_repeats(found.sources)


def _find_repeats(sources: Near) -> None:
    """What repeats a source that is near, and what such a one repeats, is near to the same."""
    changed = set(sources)
    while changed:
        ids, changed = changed, set()
        repeats = m.Source.objects.filter(Q(pk__in=ids) | Q(same_as__in=ids), same_as__isnull=False)
        for pair in repeats.order_by().values_list("pk", "same_as"):
            near = set().union(*(sources.get(pk, ()) for pk in pair))
            for pk in pair:
                if near - sources[pk]:
                    sources[pk] |= near
                    changed.add(pk)
