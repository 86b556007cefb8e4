"""Redacted facts to rows: what publication should hold, worked out without writing anything."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from cases import models as m
from cases.custody import surest
from cases.publication.addressing import Addresses
from cases.publication.citing import Page, ref_of
from cases.publication.documents import SCHEMA_VERSION
from cases.publication.documents.case import case_designations, case_document
from cases.publication.documents.entity import entity_document
from cases.publication.documents.organisation import organisation_document, organisation_events
from cases.publication.documents.parts import EventIndex
from cases.publication.documents.person import person_document
from cases.publication.facets import Facets, facets_of, places_of
from cases.publication.flattening import (
    case_columns,
    confirmations,
    event_columns,
    joined,
    person_columns,
)
from cases.publication.folding import Histories
from cases.publication.labels import LabelRow, label_of, spellings
from cases.publication.projection import QUIET, Projection, Row, digest_of
from cases.publication.reading import Facts
from cases.publication.searching import index_words, parts_within, search_text
from cases.publication.spells import spell_rows
from cases.publication.standing import Standings
from cases.publication.tabulating import Tabulator


class Builder:
    """Builds the rows of one batch of redacted facts."""

    def __init__(
        self,
        facts: Facts,
        paged_people: Iterable[int],
        *,
        today: date,
        addresses: type[Addresses] = Addresses,
    ) -> None:
        self.facts = facts
        self.histories = Histories(facts)
        self.standings = Standings(self.histories, today=today)
        self.index = EventIndex(facts)
        tables: tuple[dict[int, Any], ...] = (
            facts.cases,
            facts.people,
            facts.organisations,
            facts.courts,
            facts.facilities,
            facts.places,
            facts.provisions,
            facts.sources,
        )
        self.by_ref = {ref_of(row): row for table in tables for row in table.values()}
        self.addresses = addresses(self.by_ref.values())
        self.paged_people = set(paged_people)
        self.tables = Tabulator(facts, lambda ref: self.label(self.by_ref[ref]))
        self._labels: dict[str, LabelRow] = {}

    def label(self, row: Any) -> LabelRow:
        """The label of any row in the facts."""
        ref = ref_of(row)
        if ref not in self._labels:
            slug = self.addresses.slug_of(row)
            if ref.startswith("person:") and not self.has_page(row):
                slug = ""
            self._labels[ref] = label_of(self.facts, row, slug)
        return self._labels[ref]

    def has_page(self, person: m.Person) -> bool:
        """Whether a person is or is about to be published with a page."""
        return (
            person.pk in self.paged_people or person.public_id in self.addresses.standing["person"]
        )

    def text(self, row: Any) -> str:
        """The flat text of a row's label."""
        return self.label(row).flat

    def case(self, case: m.Case) -> Row:
        facts = self.facts
        slug = self.addresses.slug_of(case)
        document, page = case_document(facts, case, self.standings, self.index, slug=slug)
        ids = [event["id"] for event in document["events"]]
        by_id = {event.public_id: event for event in facts.events_of.get(case.pk, ())}
        events = [by_id[key] for key in ids]
        columns = case_columns(facts, case, document, events, self.standings, self.text)
        document["status"] = columns["status"]
        subjects = facts.subjects_of[case.pk]
        people = {row.person_id for row in subjects if row.person_id}
        each = [self.standings.in_case(pk, case.pk) for pk in sorted(people)]
        facets = facets_of(
            facts,
            self.addresses,
            cases=[case],
            subjects=subjects,
            events=events,
            designations=case_designations(facts, case),
            affiliations=[row for pk in people for row in facts.index.affiliations_of_person[pk]],
            sources=self._sources(document),
            status=columns["status"],
            held=[one.held_last for one in each],
        )
        told = confirmations(document["events"])
        spells = [
            spell
            for row in subjects
            if row.person_id
            for spell in spell_rows(
                facts.people[row.person_id],
                self.standings.in_case(row.person_id, case.pk).known,
                case,
                told,
            )
        ]
        built = self._row("case", case, slug, document, columns, page, facets, spells, events)
        built.held = (
            each[0].held if len(each) == 1 else surest(one for of in each for one in of.held)
        )
        built.states = [one for of in each for one in of.states]
        return built

    def person(self, person: m.Person) -> Row:
        facts = self.facts
        slug = self.addresses.slug_of(person)
        standing = self.standings.of_person(person.pk)
        found = facts.index.events_of_person[person.pk]
        document, page = person_document(
            facts, person, found, self.standings, self.index, slug=slug
        )
        by_id = {event.public_id: event for event in found}
        events = [by_id[event["id"]] for event in document["events"]]
        subjects = facts.index.subjects_of_person[person.pk]
        columns = person_columns(
            facts, person, document, events, subjects, self.standings, self.text
        )
        facets = facets_of(
            facts,
            self.addresses,
            cases=[facts.cases[row.case_id] for row in subjects],
            subjects=subjects,
            events=events,
            designations=facts.index.designations_of_person[person.pk],
            affiliations=facts.index.affiliations_of_person[person.pk],
            sources=self._sources(document),
            status=columns["status"],
            held=[standing.held_last],
        )
        spells = spell_rows(person, standing.known, None, confirmations(document["events"]))
        built = self._row("person", person, slug, document, columns, page, facets, spells, events)
        built.held = standing.held
        built.states = standing.states
        return built

    def organisation(self, organisation: m.Organisation) -> Row:
        facts = self.facts
        slug = self.addresses.slug_of(organisation)
        found = organisation_events(facts, organisation.pk)
        document, page = organisation_document(
            facts, organisation, found, self.standings, self.index, slug=slug
        )
        names = [name["text"] for name in document["names"]]
        others = [*names, *organisation.other_names]
        columns = {
            "name": organisation.name,
            "other_names": joined(text for text in others if text != organisation.name),
            "kind": organisation.kind,
            "country_code": organisation.country,
            "status": document["state"]["state"],
            "due_on": self.standings.of_organisation(organisation.pk).changes_on,
        }
        page.ref(organisation)
        document["refs"] = sorted(page.refs)
        return self._row("organisation", organisation, slug, document, columns, page, events=found)

    def entity(self, row: Any) -> Row:
        """A court, a provision, a place or a source."""
        kind = ref_of(row).partition(":")[0]
        slug = self.addresses.slug_of(row)
        document, columns, page = entity_document(kind, self.facts, row, slug=slug)
        return self._row(kind, row, slug, document, columns, page)

    def children(self, row: Row, owner: Any) -> list[Row]:
        """The child rows of the built `row` of a case, a person or an organisation."""
        document = row.columns["document"]
        if row.kind == "case":
            events = [self.event(event) for event in self.facts.events_of.get(owner.pk, ())]
            return events + self.tables.of_case(document, owner)
        if row.kind == "person":
            return self.tables.of_person(document, owner)
        return self.tables.of_organisation(document, owner, self.has_page)

    def event(self, event: m.Event) -> Row:
        """The flat row of an event."""
        facts = self.facts
        case = facts.cases.get(event.case_id)
        contradicted = any(one.stance == "contradicts" for one in facts.citations(event))
        disputed = contradicted or event.pk in self.index.disputes
        columns = event_columns(facts, event, disputed=disputed, text=self.text)
        columns["owner"] = ref_of(case or event)
        columns["case_public_id"] = case.public_id if case else ""
        columns["case_slug"] = self.addresses.slug_of(case) if case else ""
        return Row("event", event.public_id, columns, digest=digest_of(columns))

    def event_alone(self, event: m.Event) -> Row:
        """The flat row of an event of no case: it is a document of its own, and mentions."""
        page, facts = Page(self.facts), self.facts
        page.cite(event)
        page.ref(facts.courts.get(event.court_id))
        page.ref(facts.facilities.get(event.facility_id))
        for part in facts.participants_of.get(event.pk, ()):
            page.ref(facts.people.get(part.person_id))
            page.ref(facts.organisations.get(part.organisation_id))
        row = self.event(event)
        row.mentions = self._mentions(page, [event])
        return row

    def _mentions(self, page: Page, events: Iterable[m.Event]) -> set[str]:
        """All that a document shows: what it refers to, the places of its events with what they lie
        in, and what its sources repeat."""
        mentions = set(page.refs)
        mentions |= {ref_of(place) for event in events for place in places_of(self.facts, event)}
        for ref in list(mentions):
            same = getattr(self.by_ref[ref], "same_as_id", None)
            while same in self.facts.sources:
                mentions.add(ref_of(self.facts.sources[same]))
                same = self.facts.sources[same].same_as_id
        return mentions

    def _names(self, ref: str) -> list[str]:
        """The text shown for a reference and every public spelling of whom it is to."""
        row, texts = self.by_ref[ref], [self.label(self.by_ref[ref]).text]
        if ref.startswith("person:"):
            texts += [name.text for name in spellings(self.facts, row.pk)]
        elif ref.startswith("organisation:"):
            texts += [name.text for name in self.facts.organisation_names_of.get(row.pk, ())]
            texts += row.other_names
        return texts

    def _sources(self, document: dict[str, Any]) -> list[m.Source]:
        return [self.by_ref[ref] for ref in document["sources"]]

    def _row(
        self,
        kind: str,
        row: Any,
        slug: str,
        document: dict[str, Any],
        columns: dict[str, Any],
        page: Page,
        facets: Facets | None = None,
        spells: list[dict[str, Any]] | None = None,
        events: Iterable[m.Event] = (),
    ) -> Row:
        names = {ref: self._names(ref) for ref in page.refs}
        about = [one["ref"] for one in document.get("subjects", ())] or [f"{kind}:{row.public_id}"]
        own = [text for ref in about for text in names.get(ref, ())]
        labels = sorted(set().union(*names.values()))
        search = search_text(document, labels, own)
        columns = {
            **columns,
            "public_id": row.public_id,
            "slug": slug,
            "document": document,
            "schema_version": SCHEMA_VERSION,
            "search": search,
            "words": index_words(search, parts_within(document, labels, own)),
        }
        news = {key: value for key, value in columns.items() if key not in QUIET}
        mentions = self._mentions(page, events) - {f"{kind}:{row.public_id}"}
        built = Row(kind, row.public_id, columns, facets or set(), spells or [], mentions)
        built.digest = digest_of(news, sorted(built.facets), built.spells)
        return built


def identities(facts: Facts) -> set[str]:
    """The references of all that a projection of these facts, yet unredacted, speaks for."""
    reach = facts.reach
    rows: list[Any] = [facts.cases[pk] for pk in reach.cases if pk in facts.cases]
    rows += [facts.people[pk] for pk in reach.people if pk in facts.people]
    rows += [facts.organisations[pk] for pk in reach.organisations if pk in facts.organisations]
    rows += facts.events_of.get(None, [])
    return {ref_of(row) for row in rows}


def _reached(rows: dict[Any, Any], ids: set[int]) -> list[Any]:
    return [rows[pk] for pk in sorted(ids) if pk in rows]


def build(
    facts: Facts, spoken_for: set[str], *, today: date, addresses: type[Addresses] = Addresses
) -> Projection:
    """The projection of the reach of redacted `facts`; `spoken_for`: their `identities` before.

    What was spoken for and has no row is absent: it is not public. `addresses` finds what stands
    where, and is asked first.
    """
    reach = facts.reach
    subjects = {row.person_id for row in facts.subjects.values()}
    people = _reached(facts.people, reach.people & subjects)
    paged = [person.pk for person in people]
    builder = Builder(facts, paged, today=today, addresses=addresses)
    made = Projection(addresses=builder.addresses)
    groups: tuple[tuple[Callable[[Any], Row], Iterable[Any]], ...] = (
        (builder.person, people),
        (builder.case, _reached(facts.cases, reach.cases)),
        (builder.organisation, _reached(facts.organisations, reach.organisations)),
    )
    for build_row, owners in groups:
        for owner in owners:
            row = build_row(owner)
            made.rows.append(row)
            made.children += builder.children(row, owner)
    for event in facts.events_of.get(None, ()):
        made.children += [builder.event_alone(event), *builder.tables.of_event(event)]
    mentioned = {ref for row in (*made.rows, *made.alone) for ref in row.mentions}
    made.rows += [
        builder.entity(builder.by_ref[ref])
        for ref in sorted(mentioned)
        if ref.partition(":")[0] in ("court", "provision", "place", "source")
        and not getattr(builder.by_ref[ref], "is_confidential", False)
    ]
    own = {row.ref for row in made.rows}
    every = own | mentioned | {ref for row in made.rows for ref in row.mentions}
    made.labels = {ref: builder.label(builder.by_ref[ref]) for ref in sorted(every)}
    made.absent = spoken_for - own - {row.ref for row in made.children if row.kind == "event"}
    made.refused = {
        case.public_id: found for case, found in facts.refused if case.pk in reach.cases
    }
    return made
