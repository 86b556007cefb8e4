"""Which published things an edit of a row touches, by reference (`kind:public_id`).

Taken before and after an edit, and before a deletion: what a row hung on shows it no more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cases import models as m
from cases.publication.citing import ref_of

# Rows whose own words stand in the documents of others.
NAMED = (m.Person, m.Organisation, m.Place, m.Court, m.Facility, m.LegalProvision, m.Source)
NAMES = (m.PersonName, m.OrganisationName)
# Changing one of these may take something from the public.
PROTECTIVE = {"is_public", "is_confidential", "embargoed_until"}
# Of a publisher, whose name stands in all that cites one of its sources.
MOST_SOURCES = 50


@dataclass(slots=True)
class Touched:
    """References to project again; of those in `renamed` also what only mentions them, of those
    in `later` that alone, when its turn comes."""

    refs: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    has_counts: bool = False
    is_protective: bool = False  # something was taken from the public: none of it may wait

    def add(self, other: "Touched") -> None:
        self.refs |= other.refs
        self.renamed |= other.renamed
        self.later |= other.later
        self.has_counts |= other.has_counts
        self.is_protective |= other.is_protective

    def keys(self, kind: str) -> set[str]:
        """The identifiers of one kind among all references."""
        both = self.refs | self.renamed
        return {ref.partition(":")[2] for ref in both if ref.startswith(f"{kind}:")}


def touched(row: Any) -> Touched:
    """What `row` shows in as it is in the database."""
    found = Touched(has_counts=isinstance(row, m.ReportedCount))
    related = {ref_of(one) for one in _RELATED.get(type(row), _nothing)(row) if one is not None}
    if isinstance(row, NAMED):
        found.renamed.add(ref_of(row))
    if isinstance(row, (*NAMES, m.Publisher)):
        found.renamed |= related
    else:
        found.refs |= related
    if isinstance(row, m.Publisher):
        more = row.sources.order_by("pk").values_list("public_id", flat=True)[MOST_SOURCES:]
        found.later |= {f"source:{key}" for key in more}
    if isinstance(row, m.Case | m.Event):
        found.refs.add(ref_of(row))
    return found


def _nothing(row: Any) -> Iterable[Any]:
    return ()


def _parties(rows: Any) -> Iterable[Any]:
    for one in rows.select_related("person", "organisation"):
        yield one.person
        yield one.organisation


def _event(event: m.Event) -> Iterable[Any]:
    yield event.case
    yield from _parties(event.participants)
    yield from _parties(event.designations)
    yield from _parties(event.designations_withdrawn)
    for sentence in event.sentences.select_related("subject__case"):
        yield sentence.subject.case
    for step in event.charge_steps.select_related("charge__subject__case"):
        yield step.charge.subject.case


def _person(person: m.Person) -> Iterable[Any]:
    for link in person.links.select_related("related"):
        yield link.related
    for link in person.linked_from.select_related("person"):
        yield link.person
    for tie in person.affiliations.select_related("organisation"):
        yield tie.organisation


def _organisation(organisation: m.Organisation) -> Iterable[Any]:
    for link in organisation.links.select_related("related"):
        yield link.related
    for link in organisation.linked_from.select_related("organisation"):
        yield link.organisation


def _claim(dispute: m.Dispute) -> Iterable[Any]:
    yield from (dispute.case, dispute.organisation)


_RELATED: dict[Any, Callable[[Any], Iterable[Any]]] = {
    m.Case: lambda row: _parties(row.subjects),
    m.Subject: lambda row: (row.case, row.person, row.organisation),
    m.Event: _event,
    m.Person: _person,
    m.Organisation: _organisation,
    m.Charge: lambda row: (row.subject.case,),
    m.Sentence: lambda row: (row.subject.case, row.event, row.imposed_by),
    m.Designation: lambda row: (
        row.person, row.organisation, row.grantor, row.granted, row.withdrawn,
    ),
    m.Dispute: _claim,
    m.DisputeClaim: lambda row: _claim(row.dispute),
    m.Affiliation: lambda row: (row.person, row.organisation),
    m.PersonName: lambda row: (row.person,),
    m.PersonBirth: lambda row: (row.person,),
    m.AgeStatement: lambda row: (row.person,),
    m.PersonLink: lambda row: (row.person, row.related),
    m.OrganisationName: lambda row: (row.organisation,),
    m.OrganisationLink: lambda row: (row.organisation, row.related),
    m.ReportedCount: lambda row: (row.reported_by,),
    m.Publisher: lambda row: row.sources.order_by("pk")[:MOST_SOURCES],
}  # fmt: skip
