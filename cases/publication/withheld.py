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
from cases.vocabulary import NameOrigin, Stance

Near = dict[int, set[int]]
# As Near, with the folded words that stay although they are of the withheld person's name.
NearBut = dict[int, dict[int, frozenset[str]]]
_NOTHING: frozenset[str] = frozenset()
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
    is a subject or takes part; `beside`: cases of somebody who is linked to them. `sources` are
    those cited about the person or in such cases; where only beside, what others are called stays.
    """

    spellings: dict[int, list[str]] = field(default_factory=dict)
    inside: Near = field(default_factory=_near)
    beside: Near = field(default_factory=_near)
    people: Near = field(default_factory=_near)
    organisations: Near = field(default_factory=_near)
    sources: NearBut = field(default_factory=lambda: defaultdict(dict))
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

    def words_of_source(self, source: int) -> list[Words]:
        """What to take out of a source's texts and addresses because of who is near."""
        by_exempt: dict[frozenset[str], list[int]] = defaultdict(list)
        for person, exempt in self.sources.get(source, {}).items():
            by_exempt[exempt].append(person)
        return [self.words(people, exempt) for exempt, people in by_exempt.items()]


def folded_words(texts: Iterable[str]) -> set[str]:
    """Every folded word of these texts."""
    return {word for text in texts for word in names.fold_words(text)}


def read_withheld() -> Withheld:
    """The withheld names of the whole record; one query where there are none.

    Spellings that were corrected or deleted are withheld too: else whoever may edit a name could
    uncover it.
    """
    found = Withheld()
    rows = m.Person.objects.filter(is_name_withheld=True).values_list("pk", "names__text")
    for pk, text in rows.order_by("pk", "names__pk"):
        found.spellings.setdefault(pk, [])
        if text:
            found.spellings[pk].append(text)
    if not found:
        return found
    former = m.PersonName.history.filter(person__in=list(found.spellings)).order_by("history_id")
    for pk, text in former.values_list("person_id", "text"):
        if text not in found.spellings[pk]:
            found.spellings[pk].append(text)
    found.everywhere = words_of(
        (text for texts in found.spellings.values() for text in texts), with_single_words=False
    )
    linked = _find_cases(found)
    _find_people(found)
    _find_organisations(found)
    _find_sources(found, linked)
    return found


def _pairs(model: Any, where: Q, *columns: str) -> Iterable[tuple[int, ...]]:
    return model.objects.filter(where).order_by().values_list(*columns).distinct()


def _find_cases(found: Withheld) -> Near:
    """Fills `inside` and `beside`; returns who is linked to whom."""
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
    return neighbours


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


def _find_organisations(found: Withheld) -> None:
    ids = Q(person__in=list(found.spellings))
    for organisation, person in _pairs(m.Affiliation, ids, "organisation", "person"):
        found.organisations[organisation].add(person)


def _find_sources(found: Withheld, linked: Near) -> None:
    """What is cited in the cases of a withheld person or about them, and so of those linked."""
    of_cases: NearBut = {pk: dict.fromkeys(whose, _NOTHING) for pk, whose in found.inside.items()}
    of_people: NearBut = {pk: {pk: _NOTHING} for pk in found.spellings}
    if linked:
        in_cases, own = _called(found.beside, linked)
        for near, others, called in (
            (of_cases, found.beside, in_cases),
            (of_people, linked, own),
        ):
            for pk, whose in others.items():
                for person in whose:
                    near.setdefault(pk, {}).setdefault(person, frozenset(called[pk]))
    for models, near in ((_CITED_IN_CASE, of_cases), (_CITED_OF_PERSON, of_people)):
        for model, path in models:
            for source, pk in _pairs(model, Q(**{f"{path}__in": list(near)}), "source", path):
                _bring_near(found.sources, source, near[pk])
    _find_repeats(found.sources)


def _called(cases: Near, people: Near) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The folded words of what is told that these people are called, and the subjects of each of
    these cases."""
    cast = list(_pairs(m.Subject, Q(case__in=list(cases), person__isnull=False), "case", "person"))
    rows = m.PersonName.objects.filter(
        Q(origin=NameOrigin.EDITORIAL) | Q(citations__stance=Stance.SUPPORTS),
        person__in={person for _case, person in cast}.union(people),
        person__is_name_withheld=False,
        is_public=True,
    )
    of_people: dict[int, set[str]] = defaultdict(set)
    for person, text in rows.order_by().values_list("person", "text").distinct():
        of_people[person] |= folded_words([text])
    of_cases: dict[int, set[str]] = defaultdict(set)
    for case, person in cast:
        of_cases[case] |= of_people[person]
    return of_cases, of_people


def _bring_near(sources: NearBut, source: int, people: dict[int, frozenset[str]]) -> bool:
    """Have a source near these people too; returns whether that changes anything."""
    before = dict(sources[source])
    for person, exempt in people.items():
        sources[source][person] = before.get(person, exempt) & exempt
    return sources[source] != before


def _find_repeats(sources: NearBut) -> None:
    """What repeats a source that is near, and what such a one repeats, is near to the same."""
    changed = set(sources)
    while changed:
        ids, changed = changed, set()
        repeats = m.Source.objects.filter(Q(pk__in=ids) | Q(same_as__in=ids), same_as__isnull=False)
        for one, other in repeats.order_by().values_list("pk", "same_as"):
            for into, near in ((one, other), (other, one)):
                if _bring_near(sources, into, sources.get(near, {})):
                    changed.add(into)
