"""Small factories for every fact: invented people of the invented Republic of Zemlia ("ZZ").

Each makes the least that its model accepts; `make_case` makes a whole case. Nothing publishes.
"""

from dataclasses import dataclass
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cases import models
from cases.vocabulary import (
    AffiliationRole,
    Asserted,
    ChargeStatus,
    ConditionKind,
    Criterion,
    DesignationKind,
    EventKind,
    FacilityKind,
    Ground,
    NameKind,
    OrganisationKind,
    OrganisationRelation,
    ParticipantRole,
    PersonRelation,
    PlaceKind,
    SentenceKind,
    SourceKind,
    WorkflowState,
)

COUNTRY = "ZZ"
GIVEN = ("Ilan", "Ada", "Tovin", "Mirela", "Osk", "Neva", "Rulan", "Sefa", "Dagan", "Lio")
FAMILY = ("Orvel", "Melin", "Tarsk", "Quillane", "Bodrin", "Vashti", "Kemeny", "Zorav")


def invented_name(n: int) -> str:
    """The n-th invented name; all are different."""
    number, given = divmod(n, len(GIVEN))
    number, family = divmod(number, len(FAMILY))
    return f"{GIVEN[given]} {FAMILY[family]}{number or ''}"


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = models.Publisher

    key = factory.Sequence(lambda n: f"zz-herald-{n}")
    name = factory.Sequence(lambda n: f"Zemlia Herald {n}")
    country = COUNTRY
    url = "https://herald.example/"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    key = factory.Sequence(lambda n: f"zz-{n}/1")
    kind = SourceKind.ARTICLE
    publisher = factory.SubFactory(PublisherFactory)
    label = factory.Sequence(lambda n: f"Report {n} on trials in Zemlia")
    published = "2031-05-02"
    url = factory.Sequence(lambda n: f"https://herald.example/{n}")
    document_name = factory.Sequence(lambda n: f"zz-{n}.txt")
    article_number = 1


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    key = factory.Sequence(lambda n: f"zz-town-{n}")
    name = factory.Sequence(lambda n: f"Marrow Ford {n}")
    kind = PlaceKind.CITY
    country = COUNTRY


class CourtFactory(DjangoModelFactory):
    class Meta:
        model = models.Court

    key = factory.Sequence(lambda n: f"zz-court-{n}")
    name = factory.Sequence(lambda n: f"Bench of Ford No. {n}")
    country = COUNTRY
    place = factory.SubFactory(PlaceFactory)


class FacilityFactory(DjangoModelFactory):
    class Meta:
        model = models.Facility

    key = factory.Sequence(lambda n: f"zz-colony-{n}")
    name = factory.Sequence(lambda n: f"Colony {n}")
    kind = FacilityKind.PRISON
    country = COUNTRY


class LegalProvisionFactory(DjangoModelFactory):
    class Meta:
        model = models.LegalProvision

    key = factory.Sequence(lambda n: f"zz-cc-{n}")
    country = COUNTRY
    code = "Penal Code"
    article = factory.Sequence(lambda n: str(n + 1))
    title = "Unlawful gathering"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    key = factory.Sequence(lambda n: f"zz-open-square-{n}")
    name = factory.Sequence(lambda n: f"Open Square {n}")
    kind = OrganisationKind.MOVEMENT
    country = COUNTRY


class OrganisationNameFactory(DjangoModelFactory):
    class Meta:
        model = models.OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    text = factory.Sequence(lambda n: f"OSM{n}")
    kind = NameKind.ABBREVIATION


class OrganisationLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.OrganisationLink

    organisation = factory.SubFactory(OrganisationFactory)
    kind = OrganisationRelation.SPLINTER_OF
    related = factory.SubFactory(OrganisationFactory)


class PersonFactory(DjangoModelFactory):
    """A person without names: `make_person` gives one with a cited primary name."""

    class Meta:
        model = models.Person

    slug = factory.Sequence(lambda n: f"person-{n}")


class PersonNameFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonName

    person = factory.SubFactory(PersonFactory)
    text = factory.Sequence(invented_name)
    kind = NameKind.SPELLING


class PersonBirthFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonBirth

    person = factory.SubFactory(PersonFactory)
    date = "1990"


class AgeStatementFactory(DjangoModelFactory):
    class Meta:
        model = models.AgeStatement

    person = factory.SubFactory(PersonFactory)
    age = 41
    on = "2031-05-02"


class PersonLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonLink

    person = factory.SubFactory(PersonFactory)
    kind = PersonRelation.SIBLING
    related = factory.SubFactory(PersonFactory)


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = models.Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = AffiliationRole.LINKED
    asserted = Asserted.ALLEGED_BY_AUTHORITIES


class CaseFactory(DjangoModelFactory):
    """A published case without subjects or events; `make_case` gives one that has them."""

    class Meta:
        model = models.Case

    slug = factory.Sequence(lambda n: f"zz-case-{n}")
    title = factory.Sequence(lambda n: f"Case {n}, tried over a gathering")
    country = COUNTRY
    criterion = Criterion.POLITICAL_PROSECUTION
    grounds = [Ground.ASSEMBLY.value]
    summary = "Tried after a gathering in the main square."
    state = WorkflowState.PUBLISHED


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = models.Subject

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)


class EventFactory(DjangoModelFactory):
    class Meta:
        model = models.Event

    kind = EventKind.ARREST
    date = "2031-03-04"
    summary = "Taken from the square to the station."


class EventParticipantFactory(DjangoModelFactory):
    class Meta:
        model = models.EventParticipant

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.AFFECTED


class ChargeFactory(DjangoModelFactory):
    class Meta:
        model = models.Charge

    subject = factory.SubFactory(SubjectFactory)
    wording = "According to the charge, led an unlawful gathering"


class ChargeStepFactory(DjangoModelFactory):
    class Meta:
        model = models.ChargeStep

    charge = factory.SubFactory(ChargeFactory)
    status = ChargeStatus.PENDING
    event = factory.SubFactory(EventFactory)


class SentenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Sentence

    subject = factory.SubFactory(SubjectFactory)
    event = factory.SubFactory(EventFactory)
    kind = SentenceKind.IMPRISONMENT
    years = 7


class ConditionFactory(DjangoModelFactory):
    class Meta:
        model = models.Condition

    sentence = factory.SubFactory(SentenceFactory)
    kind = ConditionKind.MEDIA_BAN
    years = 3


class DesignationFactory(DjangoModelFactory):
    class Meta:
        model = models.Designation

    person = factory.SubFactory(PersonFactory)
    kind = DesignationKind.POLITICAL_PRISONER
    grantor = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.RIGHTS_GROUP)
    granted = factory.SubFactory(EventFactory, kind=EventKind.DESIGNATION)


class ReportedCountFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportedCount

    count = 29
    of = "people on a list of prisoners"
    country = COUNTRY
    on = "2031-03-17"


class DisputeFactory(DjangoModelFactory):
    class Meta:
        model = models.Dispute

    case = factory.SubFactory(CaseFactory)
    question = "On which day was the arrest?"


class DisputeClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.DisputeClaim

    dispute = factory.SubFactory(DisputeFactory)
    claim = "On the fourth of March"


class SourceParagraphFactory(DjangoModelFactory):
    class Meta:
        model = models.SourceParagraph

    source = factory.SubFactory(SourceFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Paragraph of an invented article."


def cite(row: Any, source: models.Source | None = None, **values: Any) -> Any:
    """A new citation of `row` (any sourced fact); `source` defaults to a new one."""
    values.setdefault("paragraph", 3)
    return row.citations.create(source=source or SourceFactory(), **values)


def make_person(
    name: str | None = None, *, source: models.Source | None = None, **values: Any
) -> models.Person:
    """A person with one cited primary name; `values` are fields of Person."""
    person = PersonFactory(**values)
    named = {"text": name} if name else {}
    cite(PersonNameFactory(person=person, kind=NameKind.PRIMARY, **named), source)
    return person


def make_event(
    case: models.Case | None,
    *people: models.Person,
    source: models.Source | None = None,
    role: str = ParticipantRole.AFFECTED,
    **values: Any,
) -> models.Event:
    """A cited event of `case` in which `people` take part; `values` are fields of Event."""
    event = EventFactory(case=case, **values)
    for person in people:
        EventParticipantFactory(event=event, person=person, role=role)
    cite(event, source)
    return event


@dataclass(frozen=True, slots=True)
class MadeCase:
    """What `make_case` made."""

    case: models.Case
    person: models.Person
    subject: models.Subject
    source: models.Source
    arrest: models.Event
    trial: models.Event
    charge: models.Charge
    sentence: models.Sentence
    court: models.Court
    provision: models.LegalProvision


def make_case(
    *,
    person: models.Person | None = None,
    name: str | None = None,
    source: models.Source | None = None,
    court: models.Court | None = None,
    provision: models.LegalProvision | None = None,
    arrested: str = "2031-03-04",
    sentenced: str = "2031-05-02",
    **values: Any,
) -> MadeCase:
    """A case that may be published: a subject, arrest, charge, sentence of seven years, citations.

    `values` are fields of Case. The person ends imprisoned, last known on the day of the sentence.
    """
    source = source or SourceFactory()
    person = person or make_person(name, source=source)
    court = court or CourtFactory()
    provision = provision or LegalProvisionFactory()
    case = CaseFactory(**values)
    subject = SubjectFactory(case=case, person=person)
    arrest = make_event(case, person, source=source, date=arrested, place=court.place)
    trial = make_event(
        case,
        person,
        source=source,
        kind=EventKind.SENTENCE,
        date=sentenced,
        court=court,
        summary="Found guilty and sentenced.",
    )
    charge = ChargeFactory(subject=subject, provision=provision)
    ChargeStepFactory(charge=charge, event=arrest)
    ChargeStepFactory(charge=charge, event=trial, status=ChargeStatus.CONVICTED)
    sentence = SentenceFactory(subject=subject, event=trial)
    cite(charge, source)
    cite(sentence, source)
    rows = (case, person, subject, source, arrest, trial, charge, sentence, court, provision)
    return MadeCase(*rows)
