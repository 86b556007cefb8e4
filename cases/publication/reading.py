"""Reads the facts about some cases, people and organisations, in a fixed number of queries.

Everything that a row or a check may need, raw: what of it is public is `redacting`'s to say.
Private notes are not even read.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cases import models as m
from cases.publication.indexing import OWN_ROLES, Index
from cases.publication.records import (
    Question,
    answers,
    keys_having,
    read_by_id,
    read_having,
    read_rows,
    read_with,
    record_type,
)
from cases.vocabulary import AffiliationRole

# The ties that an organisation's page lists; those of the many stand on the people's pages.
LISTED_ROLES = (
    AffiliationRole.FOUNDER,
    AffiliationRole.LEADER,
    AffiliationRole.STAFF,
    AffiliationRole.CANDIDATE,
)


@dataclass(slots=True)
class Reach:
    """What is to be projected, by primary key."""

    cases: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)

    def add(self, other: "Reach") -> None:
        """Take another's into this one."""
        self.cases |= other.cases
        self.people |= other.people
        self.organisations |= other.organisations

    def __bool__(self) -> bool:
        return bool(self.cases or self.people or self.organisations)


def _grouped() -> Any:
    return defaultdict(list)


@dataclass(slots=True)
class Facts:
    """Rows by primary key, and the rows that hang on them in lists, in order of identifier."""

    reach: Reach
    cases: dict[Any, m.Case] = field(default_factory=dict)
    subjects: dict[Any, m.Subject] = field(default_factory=dict)
    subjects_of: dict[Any, list[m.Subject]] = field(default_factory=_grouped)
    events: dict[Any, m.Event] = field(default_factory=dict)
    events_of: dict[Any, list[m.Event]] = field(default_factory=_grouped)
    participants_of: dict[Any, list[m.EventParticipant]] = field(default_factory=_grouped)
    charges: dict[Any, m.Charge] = field(default_factory=dict)
    charges_of: dict[Any, list[m.Charge]] = field(default_factory=_grouped)
    steps_of: dict[Any, list[m.ChargeStep]] = field(default_factory=_grouped)
    sentences: dict[Any, m.Sentence] = field(default_factory=dict)
    sentences_of: dict[Any, list[m.Sentence]] = field(default_factory=_grouped)
    conditions_of: dict[Any, list[m.Condition]] = field(default_factory=_grouped)
    designations: dict[Any, m.Designation] = field(default_factory=dict)
    affiliations: dict[Any, m.Affiliation] = field(default_factory=dict)
    links: dict[Any, m.PersonLink] = field(default_factory=dict)
    organisation_links: dict[Any, m.OrganisationLink] = field(default_factory=dict)
    disputes: dict[Any, m.Dispute] = field(default_factory=dict)
    disputes_of: dict[Any, list[m.Dispute]] = field(default_factory=_grouped)
    claims_of: dict[Any, list[m.DisputeClaim]] = field(default_factory=_grouped)
    people: dict[Any, m.Person] = field(default_factory=dict)
    names_of: dict[Any, list[m.PersonName]] = field(default_factory=_grouped)
    birth_of: dict[Any, m.PersonBirth] = field(default_factory=dict)
    ages_of: dict[Any, list[m.AgeStatement]] = field(default_factory=_grouped)
    organisations: dict[Any, m.Organisation] = field(default_factory=dict)
    organisation_names_of: dict[Any, list[m.OrganisationName]] = field(default_factory=_grouped)
    courts: dict[Any, m.Court] = field(default_factory=dict)
    facilities: dict[Any, m.Facility] = field(default_factory=dict)
    places: dict[Any, m.Place] = field(default_factory=dict)
    provisions: dict[Any, m.LegalProvision] = field(default_factory=dict)
    sources: dict[Any, m.Source] = field(default_factory=dict)
    publishers: dict[Any, m.Publisher] = field(default_factory=dict)
    citations_of: dict[tuple[str, int], list[m.Citation]] = field(default_factory=_grouped)
    # Quick access by owner.
    index: Any = None
    # Set by redaction: the cases that fail a check, with the reasons; the references of sources and
    # organisations whose address held a withheld name.
    cleaned: set[str] = field(default_factory=set)
    refused: list[tuple[m.Case, list[str]]] = field(default_factory=list)

    def citations(self, row: Any) -> list[m.Citation]:
        """The citations of a sourced row."""
        return self.citations_of.get((row._meta.model_name, row.pk), [])

    def case_people(self, case_id: int) -> list[m.Subject]:
        """The subjects of a case that are people."""
        return [s for s in self.subjects_of[case_id] if s.person_id]


def read(reach: Reach) -> Facts:
    """All facts that the rows of `reach` are made of, in a number of queries that never grows.

    Read along: every other case in which one of these people is a subject or has acted, because
    custody is folded over all of a person's cases.
    """
    facts = Facts(reach)
    own = _Own()
    own.add(reach.people | keys_having(m.Subject, "person_id", "case_id", reach.cases))
    case_ids = (
        reach.cases
        | keys_having(m.Subject, "case_id", "person_id", own.people)
        | keys_having(m.Subject, "case_id", "organisation_id", reach.organisations)
        | keys_having(m.Event, "case_id", "id", own.events)
    )
    _read_cases(facts, case_ids, own)
    _read_ties(facts, own.people)
    _read_proceedings(facts)
    _read_entities(facts)
    _read_people(facts)
    _read_citations(facts)
    _read_references(facts)
    facts.index = Index(facts)
    return facts


def _group(into: dict[Any, list[Any]], rows: Iterable[Any], key: str) -> None:
    for row in rows:
        into[getattr(row, key)].append(row)


def _either(*groups: Iterable[Any]) -> dict[Any, Any]:
    """The rows of several groups, each once, by primary key and in its order."""
    rows = {row.pk: row for group in groups for row in group}
    return {pk: rows[pk] for pk in sorted(rows)}


class _Own:
    """What people did, what befell them and what they were recognised as; asked once of each."""

    def __init__(self) -> None:
        self.people: set[int] = set()
        self.events: set[int] = set()
        self.designations: list[m.Designation] = []

    def add(self, people: set[int]) -> None:
        new = people - self.people
        self.people |= new
        parts = read_having(m.EventParticipant, "person_id", new)
        designations = read_having(m.Designation, "person_id", new)
        self.events |= {row.event_id for row in parts if row.role in OWN_ROLES}
        self.events |= _events_of(designations)
        self.designations += designations


def _events_of(designations: Iterable[m.Designation]) -> set[int]:
    return {pk for row in designations for pk in (row.granted_id, row.withdrawn_id) if pk}


def _read_cases(facts: Facts, case_ids: set[int], own: _Own) -> None:
    facts.cases = read_by_id(m.Case, case_ids)
    subjects = read_having(m.Subject, "case_id", case_ids)
    facts.subjects = {row.pk: row for row in subjects}
    _group(facts.subjects_of, subjects, "case_id")
    own.add({row.person_id for row in subjects if row.person_id})
    organisations = facts.reach.organisations | {
        row.organisation_id for row in subjects if row.organisation_id
    }
    theirs = read_having(m.Designation, "organisation_id", organisations)
    facts.designations = _either(own.designations, theirs)
    caseless = own.events | _events_of(theirs)
    if organisations:
        # It has many, and nearly all of them in cases.
        parts = m.EventParticipant.objects.filter(
            organisation__in=organisations, event__case__isnull=True
        )
        caseless |= set(parts.order_by().values_list("event_id", flat=True))
    in_cases = read_having(m.Event, "case_id", case_ids)
    others = read_having(m.Event, "id", caseless.difference(row.pk for row in in_cases))
    facts.events = _either(in_cases, (row for row in others if row.case_id is None))
    events = facts.events.values()
    _group(facts.events_of, events, "case_id")
    _group(
        facts.participants_of, read_having(m.EventParticipant, "event_id", facts.events), "event_id"
    )


def _read_proceedings(facts: Facts) -> None:
    charges = read_having(m.Charge, "subject_id", facts.subjects)
    facts.charges = {row.pk: row for row in charges}
    _group(facts.charges_of, charges, "subject_id")
    _group(facts.steps_of, read_having(m.ChargeStep, "charge_id", facts.charges), "charge_id")
    sentences = read_having(m.Sentence, "subject_id", facts.subjects)
    facts.sentences = {row.pk: row for row in sentences}
    _group(facts.sentences_of, sentences, "subject_id")
    _group(
        facts.conditions_of, read_having(m.Condition, "sentence_id", facts.sentences), "sentence_id"
    )
    facts.disputes = _either(
        read_having(m.Dispute, "case_id", facts.cases),
        read_having(m.Dispute, "organisation_id", facts.reach.organisations),
    )
    _group(facts.disputes_of, facts.disputes.values(), "case_id")
    claims = read_having(m.DisputeClaim, "dispute_id", facts.disputes)
    _group(facts.claims_of, claims, "dispute_id")


def _read_ties(facts: Facts, people: set[int]) -> None:
    people = people | {s.person_id for s in facts.subjects.values() if s.person_id}
    taking_part = {
        row.person_id for rows in facts.participants_of.values() for row in rows if row.person_id
    }
    reach = facts.reach.organisations
    listed = Q(organisation__in=reach, role__in=LISTED_ROLES)
    facts.affiliations = _either(
        read_having(m.Affiliation, "person_id", people),
        read_rows(m.Affiliation, listed) if reach else (),
    )
    tied = people | taking_part
    facts.links = _either(
        read_having(m.PersonLink, "person_id", tied), read_having(m.PersonLink, "related_id", tied)
    )
    facts.organisation_links = _either(
        read_having(m.OrganisationLink, "organisation_id", reach),
        read_having(m.OrganisationLink, "related_id", reach),
    )


def _read_people(facts: Facts) -> None:
    ids: set[Any] = set(facts.reach.people)
    ids |= {row.person_id for row in facts.subjects.values()}
    ids |= {row.person_id for rows in facts.participants_of.values() for row in rows}
    ids |= {row.person_id for row in facts.affiliations.values()}
    ids |= {row.person_id for row in facts.links.values()}
    ids |= {row.related_id for row in facts.links.values()}
    ids |= {row.person_id for row in facts.designations.values()}
    ids.discard(None)
    facts.people = read_by_id(m.Person, ids)
    names = read_having(m.PersonName, "person_id", ids)
    _group(facts.names_of, names, "person_id")
    with_page: set[Any] = facts.reach.people | {s.person_id for s in facts.subjects.values()}
    with_page.discard(None)
    births = read_having(m.PersonBirth, "person_id", with_page)
    facts.birth_of = {row.person_id: row for row in births}
    ages = read_having(m.AgeStatement, "person_id", with_page)
    _group(facts.ages_of, ages, "person_id")


def _read_entities(facts: Facts) -> None:
    ids: set[Any] = set(facts.reach.organisations)
    ids |= {row.organisation_id for row in facts.subjects.values()}
    ids |= {row.organisation_id for rows in facts.participants_of.values() for row in rows}
    ids |= {row.organisation_id for row in facts.affiliations.values()}
    ids |= {row.imposed_by_id for row in facts.sentences.values()}
    for row in facts.designations.values():
        ids |= {row.organisation_id, row.grantor_id}
    for link in facts.organisation_links.values():
        ids |= {link.organisation_id, link.related_id}
    ids.discard(None)
    facts.organisations = read_by_id(m.Organisation, ids)
    names = read_having(m.OrganisationName, "organisation_id", ids)
    _group(facts.organisation_names_of, names, "organisation_id")


def _read_citations(facts: Facts) -> None:
    with_page = facts.reach.people | {row.person_id for row in facts.subjects.values()}
    _cite(
        facts,
        {
            m.Event: facts.events,
            m.Charge: facts.charges,
            m.Sentence: facts.sentences,
            m.Designation: facts.designations,
            m.DisputeClaim: _keys(facts.claims_of),
            m.Affiliation: facts.affiliations,
            m.PersonLink: facts.links,
            m.OrganisationLink: facts.organisation_links,
            m.Person: facts.people.keys() & with_page,
            m.PersonName: _keys(facts.names_of),
            m.PersonBirth: [row.pk for row in facts.birth_of.values()],
            m.AgeStatement: _keys(facts.ages_of),
            m.OrganisationName: _keys(facts.organisation_names_of),
        },
    )


def _keys(groups: dict[Any, list[Any]]) -> list[int]:
    return [row.pk for rows in groups.values() for row in rows]


def _cite(facts: Facts, cited: dict[Any, Iterable[int]]) -> None:
    """Read the citations of these rows, given by their primary keys; one query."""
    kinds = [model._meta.model_name for model in cited]
    made = [record_type(m.__dict__[f"{model.__name__}Citation"]) for model in cited]
    asked = (
        Question(made_of._meta.model, made_of.__slots__, "cited_id", keys)
        for made_of, keys in zip(made, cited.values(), strict=True)
    )
    for number, *values in sorted(answers(asked)):
        citation = made[number](*values)
        facts.citations_of[kinds[number], citation.cited_id].append(citation)


def _read_references(facts: Facts) -> None:
    events = facts.events.values()
    facts.courts = read_by_id(m.Court, (row.court_id for row in events))
    facts.facilities = read_by_id(m.Facility, (row.facility_id for row in events))
    charges = facts.charges.values()
    facts.provisions = read_by_id(m.LegalProvision, (row.provision_id for row in charges))
    place_ids = {row.place_id for row in events}
    place_ids |= {row.place_id for row in facts.courts.values()}
    place_ids |= {row.place_id for row in facts.facilities.values()}
    facts.places = read_with(m.Place, place_ids, "parent_id")
    source_ids = {row.source_id for rows in facts.citations_of.values() for row in rows}
    facts.sources = read_with(m.Source, source_ids, "same_as_id")
    sources = facts.sources.values()
    facts.publishers = read_by_id(m.Publisher, (row.publisher_id for row in sources))


def read_counts() -> tuple[Facts, list[m.ReportedCount]]:
    """All reported counts, and facts that hold their citations, sources and organisations."""
    counts = read_rows(m.ReportedCount)
    facts = Facts(Reach())
    facts.organisations = read_by_id(m.Organisation, (row.reported_by_id for row in counts))
    names = read_having(m.OrganisationName, "organisation_id", facts.organisations)
    _group(facts.organisation_names_of, names, "organisation_id")
    counted = [row.pk for row in counts]
    _cite(facts, {m.ReportedCount: counted, m.OrganisationName: [row.pk for row in names]})
    _read_references(facts)
    return facts, counts
