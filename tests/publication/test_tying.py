"""Identifiers on child rows, by which the pages of courts, places and organisations find them."""

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.scrubbing import REPLACEMENT
from cases.publication.withholding import withhold_name
from cases.vocabulary import EventKind
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = make_world()
    publish_everything(today=TODAY, now=NOW)
    return made


def test_rows_name_court_provision_event_and_person(world):
    one = world.one
    sentence = p.PublishedSentence.objects.get(public_id=one.sentence.public_id)
    assert (sentence.court_id, sentence.event_id, sentence.target) == (
        one.court.public_id,
        one.trial.public_id,
        f"person:{one.person.public_id}",
    )
    charge = p.PublishedCharge.objects.get(public_id=one.charge.public_id)
    assert (charge.provision_id, charge.target) == (one.provision.public_id, sentence.target)
    row = p.PublishedDesignation.objects.get(public_id=world.designation.public_id)
    assert (row.grantor_id, row.target) == (world.grantor.public_id, sentence.target)
    count = p.PublishedReportedCount.objects.get(public_id=world.count.public_id)
    assert count.reporter_id == world.movement.public_id


def test_event_has_the_narrowest_place_of_place_and_court(world):
    court = world.one.court
    place = m.Place.objects.get(pk=court.place_id)
    world.one.trial.place = place.parent
    world.one.trial.save()
    publish(world.one.case)
    event = p.PublishedEvent.objects.get(public_id=world.one.trial.public_id)
    assert (event.court_id, event.place_id) == (court.public_id, place.public_id)
    assert p.PublishedCourt.objects.get(public_id=court.public_id).place_id == place.public_id
    town = p.PublishedPlace.objects.get(public_id=place.public_id)
    assert town.within.split() == [place.parent.public_id]


def test_coordinates_are_rounded_to_a_kilometre(world):
    place = m.Place.objects.get(pk=world.one.court.place_id)
    m.Place.objects.filter(pk=place.pk).update(latitude="43.2386", longitude="-76.9417")
    publish_everything(today=TODAY, now=LATER)
    row = p.PublishedPlace.objects.get(public_id=place.public_id)
    assert (row.latitude, row.longitude) == (43.24, -76.94)
    assert (row.document["latitude"], row.document["longitude"]) == (43.24, -76.94)


def test_organisation_has_a_part_in_events_with_and_without_a_case(world):
    body = f.OrganisationFactory()
    f.EventParticipantFactory(event=world.one.arrest, person=None, organisation=body, role="actor")
    publish(world.one.case)
    part = p.PublishedPart.objects.get(organisation_id=body.public_id)
    assert (part.event_id, part.role) == (world.one.arrest.public_id, "actor")
    assert part.case.public_id == world.one.case.public_id
    ban = p.PublishedPart.objects.get(event_id=world.ban.public_id)
    assert (ban.organisation_id, ban.case) == (world.movement.public_id, None)
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_tie_says_on_whose_word_it_stands(world):
    tie = p.PublishedAffiliation.objects.get(public_id=world.affiliation.public_id)
    assert tie.organisation_id == world.movement.public_id
    assert (tie.role, tie.asserted) == (world.affiliation.role, world.affiliation.asserted)
    assert tie.owner == f"person:{world.one.person.public_id}"


def test_withheld_name_is_in_no_tie(world):
    withhold_name(world.one.person, today=TODAY, now=LATER)
    tie = p.PublishedAffiliation.objects.get(public_id=world.affiliation.public_id)
    assert tie.person == REPLACEMENT


def test_withdrawn_cases_take_their_parts_and_ties_with_them(world):
    f.EventParticipantFactory(
        event=world.one.arrest, person=None, organisation=world.movement, role="actor"
    )
    for case in world.cases:
        publish(case)
        withdraw_case(case, today=TODAY, now=LATER)
    assert set(p.PublishedPart.objects.values_list("event_id", flat=True)) == {world.ban.public_id}
    assert not p.PublishedAffiliation.objects.exists()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def held_in(case):
    return p.PublishedSubject.objects.values_list(
        "facility_id", "facility_place_id", "facility_told"
    ).get(case__public_id=case.public_id)


def test_somebody_held_is_where_they_were_seen_last():
    made = f.make_case()
    colony = f.FacilityFactory(place=f.PlaceFactory())
    f.make_event(
        made.case, made.person, kind=EventKind.STATUS_REPORT, date="2031-06",
        stated_custody="imprisoned", facility=colony, source=made.source,
    )  # fmt: skip
    publish(made.case)
    assert held_in(made.case) == (colony.public_id, colony.place.public_id, "2031-06")


@pytest.mark.parametrize("kind", [EventKind.TRANSFER, EventKind.RELEASE])
def test_somebody_moved_or_freed_is_not_held_there_any_more(kind):
    made = f.make_case()
    f.make_event(
        made.case, made.person, kind=EventKind.STATUS_REPORT, date="2031-06",
        stated_custody="imprisoned", facility=f.FacilityFactory(), source=made.source,
    )  # fmt: skip
    f.make_event(
        made.case, made.person, kind=kind, date="2031-07", source=made.source,
        stated_custody="imprisoned" if kind == EventKind.TRANSFER else "",
    )  # fmt: skip
    publish(made.case)
    assert held_in(made.case) == ("", "", "")
