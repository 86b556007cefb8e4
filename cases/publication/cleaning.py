"""Takes withheld names out of every free text of the facts in memory. Part of redaction.

A text is cleaned of every full spelling of every withheld name, and of single words of the names
of those who are near: in the same case, linked, affiliated.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from cases.publication.citing import ref_of
from cases.publication.reading import Facts
from cases.publication.scrubbing import Words, is_touched, scrub
from cases.publication.withheld import Withheld, folded_words


def clean(facts: Facts, withheld: Withheld) -> None:
    """Clean all texts, addresses and slugs of `facts` in place."""
    if withheld:
        _Cleaner(facts, withheld).run()


def clean_counts(facts: Facts, counts: Iterable[Any], withheld: Withheld) -> None:
    """Clean the texts of reported counts in place."""
    for count in counts if withheld else ():
        count.of = scrub(count.of, withheld.everywhere)
        for citation in facts.citations(count):
            for name in ("attributed_to", "note", "locator"):
                setattr(citation, name, scrub(getattr(citation, name), withheld.everywhere))


class _Cleaner:
    def __init__(self, facts: Facts, withheld: Withheld) -> None:
        self.facts = facts
        self.withheld = withheld
        self._of_case: dict[int | None, list[Words]] = {}

    def run(self) -> None:
        self._clean_people()
        self._clean_cases()
        self._clean_events()
        self._clean_proceedings()
        self._clean_entities()

    def _texts(self, row: Any, words: Sequence[Words], *names: str) -> None:
        for name in names:
            value = getattr(row, name)
            if isinstance(value, list):
                setattr(row, name, [scrub(text, *words) for text in value])
            else:
                setattr(row, name, _fitting(row, name, scrub(value, *words)))

    def _slug(self, row: Any, words: Sequence[Words], name: str) -> None:
        if is_touched(getattr(row, name), *words):
            setattr(row, name, row.public_id)
            self.facts.cleaned.add(ref_of(row))

    def _addresses(self, row: Any, words: Sequence[Words], *names: str) -> None:
        # An address that is cleaned leads nowhere: it goes.
        for name in names:
            if is_touched(getattr(row, name), *words):
                setattr(row, name, "")
                self.facts.cleaned.add(ref_of(row))

    def _citations(self, row: Any, words: Sequence[Words]) -> None:
        for citation in self.facts.citations(row):
            self._texts(citation, words, "attributed_to", "note", "locator")

    def _near(self, people: Iterable[int], exempt: Iterable[str] = ()) -> list[Words]:
        return [self.withheld.everywhere, self.withheld.words(people, exempt)]

    def of_case(self, case_id: int | None) -> list[Words]:
        """What to take out of a case's texts. A name that somebody who is named in the case
        bears too is left there, unless the withheld person is in the case."""
        if case_id not in self._of_case:
            inside = self.withheld.inside.get(case_id or 0, set())
            words = self._near(inside)
            if beside := self.withheld.beside.get(case_id or 0, set()) - inside:
                named = folded_words(
                    name.text
                    for subject in self.facts.subjects_of.get(case_id or 0, ())
                    for name in self.facts.names_of.get(subject.person_id or 0, ())
                )
                words.append(self.withheld.words(beside, named))
            self._of_case[case_id] = words
        return self._of_case[case_id]

    def of_person(self, person_id: int) -> list[Words]:
        """What to take out of what is said about a person: other people's names."""
        own = folded_words(name.text for name in self.facts.names_of.get(person_id, ()))
        return self._near(self.withheld.people.get(person_id, ()), own)

    def _clean_people(self) -> None:
        facts = self.facts
        for pk, person in facts.people.items():
            words = self.of_person(pk)
            person.is_name_withheld = pk in self.withheld.spellings
            if person.is_name_withheld:
                person.slug = person.public_id
            self._slug(person, words, "slug")
            self._texts(person, words, "descriptor", "note")
            sourced = [person, *facts.names_of.get(pk, ()), *facts.ages_of.get(pk, ())]
            if pk in facts.birth_of:
                sourced.append(facts.birth_of[pk])
            for row in sourced:
                self._citations(row, words)
        for affiliation in facts.affiliations.values():
            self._citations(affiliation, self.of_person(affiliation.person_id))
        for link in facts.links.values():
            self._citations(
                link, [*self.of_person(link.person_id), *self.of_person(link.related_id)]
            )

    def _clean_cases(self) -> None:
        facts = self.facts
        for pk, case in facts.cases.items():
            words = self.of_case(pk)
            self._texts(case, words, "title", "summary")
            if any(row.person_id in self.withheld.spellings for row in facts.subjects_of[pk]):
                case.slug = case.public_id
            self._slug(case, words, "slug")
        for dispute in facts.disputes.values():
            words = self.of_case(dispute.case_id)
            if dispute.organisation_id:
                words = self._near(self.withheld.organisations.get(dispute.organisation_id, ()))
            self._texts(dispute, words, "question", "reason")
            for claim in facts.claims_of[dispute.pk]:
                self._texts(claim, words, "claim")
                self._citations(claim, words)

    def _clean_events(self) -> None:
        for pk, event in self.facts.events.items():
            words = self.of_case(event.case_id)
            if pk in self.withheld.events:
                words = [*words, self.withheld.words(self.withheld.events[pk])]
            self._texts(event, words, "summary")
            self._citations(event, words)

    def _clean_proceedings(self) -> None:
        facts = self.facts
        for subject in facts.subjects.values():
            words = self.of_case(subject.case_id)
            for charge in facts.charges_of.get(subject.pk, ()):
                self._texts(charge, words, "wording")
                self._citations(charge, words)
            for sentence in facts.sentences_of.get(subject.pk, ()):
                self._texts(sentence, words, "note")
                self._citations(sentence, words)
                for condition in facts.conditions_of.get(sentence.pk, ()):
                    self._texts(condition, words, "note")
        for designation in facts.designations.values():
            near = self.withheld.people.get(designation.person_id or 0, ())
            self._citations(designation, self._near(near))

    def _clean_entities(self) -> None:
        facts = self.facts
        everywhere = [self.withheld.everywhere]
        for pk, organisation in facts.organisations.items():
            words = self._near(self.withheld.organisations.get(pk, ()))
            clean_reference(organisation, words)
            self._texts(organisation, words, "description")
            self._addresses(organisation, words, "url")
            for name in facts.organisation_names_of.get(pk, ()):
                self._texts(name, words, "text")
                self._citations(name, words)
        for link in facts.organisation_links.values():
            self._citations(link, everywhere)
        for rows in (facts.courts, facts.facilities, facts.places):
            for row in rows.values():
                clean_reference(row, everywhere)
        for provision in facts.provisions.values():
            self._texts(provision, everywhere, "code", "article", "part", "title")
            self._slug(provision, everywhere, "key")
        for pk, source in facts.sources.items():
            words = [*everywhere, *self.withheld.words_of_source(pk)]
            self._texts(source, words, "label", "document_name")
            self._addresses(source, words, "url", "archived_url")
            self._slug(source, words, "key")
        for publisher in facts.publishers.values():
            clean_reference(publisher, everywhere)
            self._addresses(publisher, everywhere, "url")


def clean_reference(row: Any, words: Sequence[Words]) -> None:
    """Clean the name, other names and key of reference data."""
    row.name = _fitting(row, "name", scrub(row.name, *words))
    row.other_names = [scrub(text, *words) for text in row.other_names]
    if is_touched(row.key, *words):
        row.key = row.public_id


def _fitting(row: Any, name: str, text: str) -> str:
    """`text` as long as the field allows: what stands for a name may be longer than the name."""
    longest = row._meta.get_field(name).max_length
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}…"
