"""Larger scenes for the publication tests: one small world in which everything occurs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cases import models as m
from cases.publication.projecting import publish_case
from cases.publication.writing import Written
from cases.vocabulary import EventKind, NameKind, NameOrigin, ParticipantRole
from tests import factories as f

TODAY = date(2031, 9, 1)
NOW = datetime(2031, 9, 1, 12, tzinfo=UTC)
LATER = datetime(2031, 9, 2, 12, tzinfo=UTC)


def publish(case: m.Case) -> Written:
    """Publish a case on the day of the tests."""
    return publish_case(case, today=TODAY, now=NOW)


@dataclass
class World:
    """Two cases with one person in both, a co-defendant, organisations, a dispute, a count."""

    one: f.MadeCase
    two: f.MadeCase
    other: m.Person
    lawyer: m.Person
    movement: m.Organisation
    grantor: m.Organisation
    ban: m.Event
    dispute: m.Dispute
    count: m.ReportedCount
    affiliation: m.Affiliation
    designation: m.Designation

    @property
    def cases(self) -> list[m.Case]:
        return [self.one.case, self.two.case]


def make_world() -> World:
    """Everything drafted by factories as published; nothing is projected yet."""
    country = f.PlaceFactory(name="Zemlia", kind="country")
    town = f.PlaceFactory(name="Marrow Ford", parent=country)
    court = f.CourtFactory(place=town)
    one = f.make_case(name="Ilan Orvel", slug="zz-orvel-ilan-2031", court=court)
    two = f.make_case(person=one.person, source=one.source, arrested="2028-01", sentenced="2028-02")
    other = f.make_person("Ada Melin", slug="melin-ada", source=one.source)
    f.PersonNameFactory(person=other, text="Ада Мелин", origin=NameOrigin.EDITORIAL)
    subject = f.SubjectFactory(case=one.case, person=other)
    f.EventParticipantFactory(event=one.arrest, person=other)
    f.make_event(one.case, other, kind=EventKind.RELEASE, date="2031-03-09", source=one.source)
    charge = f.ChargeFactory(subject=subject, wording="According to the charge, insulted a judge")
    f.cite(charge)
    f.ChargeStepFactory(charge=charge, event=one.arrest)
    lawyer = f.make_person("Tovin Kemeny")
    f.EventParticipantFactory(event=one.trial, person=lawyer, role=ParticipantRole.LAWYER)
    f.cite(f.PersonLinkFactory(person=lawyer, kind="lawyer", related=one.person))
    movement = f.OrganisationFactory(key="zz-open-square", name="Open Square")
    f.cite(f.OrganisationNameFactory(organisation=movement, text="OSM"))
    f.cite(f.OrganisationNameFactory(organisation=movement, text="Open Square Movement",
                                     kind=NameKind.SPELLING))  # fmt: skip
    branch = f.OrganisationFactory(key="zz-street", name="Street Party")
    f.cite(f.OrganisationLinkFactory(organisation=branch, related=movement))
    ban = f.make_event(None, kind=EventKind.BANNED, date="2030-12", summary="Banned by a court.")
    f.EventParticipantFactory(event=ban, person=None, organisation=movement)
    affiliation = f.AffiliationFactory(person=one.person, organisation=movement)
    f.cite(affiliation)
    granted = f.make_event(one.case, one.person, kind=EventKind.DESIGNATION, date="2031-06")
    designation = f.DesignationFactory(person=one.person, granted=granted)
    f.cite(designation)
    dispute = f.DisputeFactory(case=one.case)
    rival = f.make_event(one.case, one.person, date="2031-03-02", source=one.source)
    for claim, event in (("On the fourth", one.arrest), ("On the second", rival)):
        f.cite(f.DisputeClaimFactory(dispute=dispute, claim=claim, event=event), one.source)
    count = f.ReportedCountFactory(reported_by=movement)
    f.cite(count)
    return World(
        one=one,
        two=two,
        other=other,
        lawyer=lawyer,
        movement=movement,
        grantor=designation.grantor,
        ban=ban,
        dispute=dispute,
        count=count,
        affiliation=affiliation,
        designation=designation,
    )
