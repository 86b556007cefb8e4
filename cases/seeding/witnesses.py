"""What each cited fact says that its sources must bear out: whom it names, its dates, its figures.

Read from the database, desk rows included. Whether the texts do say it is looked at in `citing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from cases import models as m
from cases.vocabulary import DateBasis, NameOrigin, OrganisationKind, ParticipantRole


@dataclass(frozen=True, slots=True)
class Term:
    """A length that a source states."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(slots=True)
class Fact:
    """One cited row: `named` people and organisations, each with the spellings that will do."""

    row: Any
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    dates: list[str] = field(default_factory=list)
    # Each with what a source may say instead: a cut by eight months for the new length.
    terms: list[tuple[Term, ...]] = field(default_factory=list)
    numbers: list[Decimal] = field(default_factory=list)
    # Dates that were worked out: the text need not hold them.
    inferred: list[str] = field(default_factory=list)
    # A rival claim in a case of several people may be about one of them.
    is_about_all: bool = True

    def date(self, edtf: str, *, is_inferred: bool = False) -> None:
        """Add a date that the text must hold; “on or before” is always worked out."""
        if edtf and (is_inferred or edtf.startswith("[..") or edtf.endswith("..]")):
            self.inferred.append(edtf)
        elif edtf:
            self.dates.append(edtf)


class Spellings:
    """The spellings of every person and organisation, read once."""

    def __init__(self) -> None:
        self._people: dict[int, set[str]] = defaultdict(set)
        self._organisations: dict[int, set[str]] = defaultdict(set)
        for person in m.Person.objects.exclude(descriptor_in_source=""):
            self._people[person.pk].add(person.descriptor_in_source)
        for spelling in m.PersonName.objects.all():
            self._people[spelling.person_id].add(spelling.text)
        for organisation in m.Organisation.objects.all():
            names = {organisation.name, *organisation.other_names}
            self._organisations[organisation.pk].update(names)
        self._named_by_sources: set[int] = set()
        for name in m.OrganisationName.objects.all():
            self._organisations[name.organisation_id].add(name.text)
            if name.origin == NameOrigin.SOURCE:
                self._named_by_sources.add(name.organisation_id)

    def is_named_by_sources(self, row: Any) -> bool:
        """Whether this is no organisation, or one whose names in sources are recorded."""
        return not isinstance(row, m.Organisation) or row.pk in self._named_by_sources

    def of(self, *rows: Any) -> dict[str, frozenset[str]]:
        """The spellings of these people and organisations; None is passed over.

        Beside people, an organisation counts only where its names in sources are recorded: the
        name of a state body is often ours.
        """
        found = {}
        if any(isinstance(row, m.Person) for row in rows):
            rows = tuple(row for row in rows if self.is_named_by_sources(row))
        for row in rows:
            if isinstance(row, m.Person):
                found[row.slug] = frozenset(self._people[row.pk])
            elif isinstance(row, m.Organisation):
                found[row.key] = frozenset(self._organisations[row.pk])
        return found


def _event(event: Any, names: Spellings) -> Fact:
    parts = list(event.participants.all())
    by_role = {
        role: [one.person or one.organisation for one in parts if one.role == role]
        for role in (ParticipantRole.AFFECTED, ParticipantRole.ACTOR)
    }
    # Where nobody is affected, those who act; but “the police” may go by any name.
    acting = [one for one in by_role[ParticipantRole.ACTOR] if names.is_named_by_sources(one)]
    fact = Fact(event, names.of(*(by_role[ParticipantRole.AFFECTED] or acting)))
    is_inferred = event.date_basis == DateBasis.INFERRED
    for edtf in (event.date, event.end, event.planned):
        fact.date(edtf, is_inferred=is_inferred)
    if event.duration_days:
        fact.terms.append((Term(days=event.duration_days),))
    return fact


def _charge(charge: Any, names: Spellings) -> Fact:
    return Fact(charge, names.of(charge.subject.person, charge.subject.organisation))


def _sentence(sentence: Any, names: Spellings) -> Fact:
    fact = Fact(sentence, names.of(sentence.subject.person, sentence.subject.organisation))
    fact.date(sentence.starts)
    for one in [sentence, *sentence.conditions.all()]:
        if one.years or one.months or one.days:
            instead = _cut(sentence) if one is sentence else ()
            fact.terms.append((Term(one.years, one.months, one.days), *instead))
        if one.quantity:
            fact.numbers.append(Decimal(one.quantity))
    if sentence.amount is not None:
        fact.numbers.append(sentence.amount)
    return fact


def _cut(sentence: Any) -> tuple[Term, ...]:
    """By how much a sentence changes the one that it amends, in years and months."""
    if not sentence.amends or sentence.days or sentence.amends.days:
        return ()
    old, new = (12 * one.years + one.months for one in (sentence.amends, sentence))
    years, months = divmod(abs(old - new), 12)
    return (Term(years, months),) if years or months else ()


def _designation(row: Any, names: Spellings) -> Fact:
    return Fact(row, names.of(row.person, row.organisation))


OFFICES = {OrganisationKind.STATE_BODY, OrganisationKind.SECURITY_BODY}


def _affiliation(row: Any, names: Spellings) -> Fact:
    # A mayor is named without the mayor's office.
    is_office = row.organisation.kind in OFFICES
    fact = Fact(row, names.of(row.person, None if is_office else row.organisation))
    fact.date(row.starts)
    fact.date(row.ends)
    return fact


def _person(row: Any, names: Spellings) -> Fact:
    return Fact(row, names.of(row))


def _name(row: Any, names: Spellings) -> Fact:
    return Fact(row, {row.text: frozenset({row.text})})


def _birth(row: Any, names: Spellings) -> Fact:
    return Fact(row, names.of(row.person), dates=[row.date])


def _age(row: Any, names: Spellings) -> Fact:
    # The day on which an age is stated is the article's own and does not stand in it.
    return Fact(row, names.of(row.person), numbers=[Decimal(row.age)])


def _person_link(row: Any, names: Spellings) -> Fact:
    return Fact(row, names.of(row.person, row.related))


def _organisation_link(row: Any, names: Spellings) -> Fact:
    return Fact(row, names.of(row.organisation, row.related))


def _count(row: Any, names: Spellings) -> Fact:
    fact = Fact(row, names.of(row.reported_by), numbers=[Decimal(row.count)])
    # A count is mostly of the article's own day.
    fact.date(row.on, is_inferred=True)
    return fact


def _claim(row: Any, names: Spellings) -> Fact:
    dispute = row.dispute
    if dispute.organisation:
        return Fact(row, names.of(dispute.organisation))
    subjects = dispute.case.subjects.all()
    people = [one.person or one.organisation for one in subjects]
    return Fact(row, names.of(*people), is_about_all=False)


Reading = tuple[type[Model], tuple[str, ...], tuple[str, ...], Callable[[Any, Spellings], Fact]]
SUBJECT = ("subject__person", "subject__organisation")
# Citation model, rows to read along (one, many), and what the fact says.
READINGS: list[Reading] = [
    (m.PersonCitation, (), (), _person),
    (m.PersonNameCitation, ("person",), (), _name),
    (m.PersonBirthCitation, ("person",), (), _birth),
    (m.AgeStatementCitation, ("person",), (), _age),
    (m.PersonLinkCitation, ("person", "related"), (), _person_link),
    (m.OrganisationNameCitation, ("organisation",), (), _name),
    (m.OrganisationLinkCitation, ("organisation", "related"), (), _organisation_link),
    (m.AffiliationCitation, ("person", "organisation"), (), _affiliation),
    (
        m.EventCitation,
        (),
        ("participants__person", "participants__organisation"),
        _event,
    ),
    (m.ChargeCitation, SUBJECT, (), _charge),
    (m.SentenceCitation, (*SUBJECT, "amends"), ("conditions",), _sentence),
    (m.DesignationCitation, ("person", "organisation"), (), _designation),
    (
        m.DisputeClaimCitation,
        ("dispute__organisation", "dispute__case"),
        ("dispute__case__subjects__person", "dispute__case__subjects__organisation"),
        _claim,
    ),
    (m.ReportedCountCitation, ("reported_by",), (), _count),
]


def cited_facts() -> Iterable[tuple[Fact, list[Any]]]:
    """Every fact that cites an article of a document, with those citations."""
    names = Spellings()
    for citation_model, one, many, fact_of in READINGS:
        citations: dict[int, list[Any]] = defaultdict(list)
        manager: Any = citation_model._base_manager
        found = manager.exclude(source__document_name="")
        for citation in found.select_related("source__publisher").order_by("id"):
            citations[citation.cited_id].append(citation)
        model = citation_model._meta.get_field("cited").related_model
        rows = model._base_manager.filter(  # type: ignore[union-attr]
            pk__in=found.values("cited_id")
        )
        rows = rows.select_related(*one) if one else rows
        for row in rows.prefetch_related(*many).order_by("pk"):
            yield fact_of(row, names), citations[row.pk]
