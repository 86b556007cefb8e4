"""What only mentions somebody or something follows when that comes or goes, in the same step."""

from datetime import timedelta

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.mentioning import mentioning
from cases.publication.projecting import project_refs, unpublish_case, withdraw_case
from cases.publication.queueing import due
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import AffiliationRole, EventKind, ParticipantRole
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, publish
from tests.publication.searching import columns_with

pytestmark = pytest.mark.django_db
CLOCK = {"today": TODAY, "now": LATER}


def drift():
    return [str(one) for one in check_everything(today=TODAY)]


@pytest.fixture
def linked():
    """Ilan Orvel and Ada Melin, each with a case, tied by a cited link and by nothing else."""
    one = f.make_case(name="Ilan Orvel", slug="zz-1", title="The first case")
    two = f.make_case(name="Ada Melin", slug="zz-2", title="The second case")
    one.person.slug = "p-1"
    one.person.save()
    f.cite(f.PersonLinkFactory(person=two.person, kind="associate", related=one.person))
    publish_everything(today=TODAY, now=NOW)
    assert mentioning(f"person:{one.person.public_id}") >= {f"case:{two.case.public_id}"}
    return one, two


@pytest.mark.parametrize("take_back", [withdraw_case, unpublish_case])
def test_who_is_public_no_more_is_taken_from_those_they_were_linked_to(linked, take_back):
    one, _two = linked
    take_back(one.case, **CLOCK)
    assert columns_with("Orvel") == set()
    assert columns_with(f"person:{one.person.public_id}") == set()
    assert drift() == []


def test_embargo_takes_a_person_from_those_they_were_linked_to(linked):
    one, _two = linked
    one.case.embargoed_until = "2031-12-01"
    one.case.save()
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    assert columns_with("Orvel") == set()
    assert drift() == []


def test_who_is_public_again_is_linked_again(linked):
    one, two = linked
    unpublish_case(one.case, **CLOCK)
    publish(one.case)
    for model, made in ((p.PublishedPerson, two.person), (p.PublishedCase, two.case)):
        document = model.objects.get(public_id=made.public_id).document
        assert [link["person"] for link in document["relations"]] == [
            f"person:{two.person.public_id}"
        ]
    assert drift() == []


def test_lawyer_of_a_withdrawn_case_is_not_named_by_a_case_elsewhere(linked):
    one, two = linked
    lawyer = f.make_person("Tovin Kemeny")
    f.EventParticipantFactory(event=one.trial, person=lawyer, role=ParticipantRole.LAWYER)
    f.cite(f.PersonLinkFactory(person=lawyer, kind="lawyer", related=two.person))
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("Kemeny")
    withdraw_case(one.case, **CLOCK)
    assert columns_with("Kemeny") == set()
    assert drift() == []
    publish(one.case)
    assert columns_with("Kemeny")
    assert drift() == []


@pytest.fixture
def led(linked):
    """The first of the linked leads a movement, with which the second is linked too."""
    one, two = linked
    movement = f.OrganisationFactory()
    for person, role in (
        (one.person, AffiliationRole.LEADER),
        (two.person, AffiliationRole.LINKED),
    ):
        f.cite(f.AffiliationFactory(person=person, organisation=movement, role=role))
    publish_everything(today=TODAY, now=NOW)
    return one, two


def test_leader_who_is_public_no_more_is_not_on_the_page_of_the_movement(led):
    one, _two = led
    withdraw_case(one.case, **CLOCK)
    assert columns_with("Orvel") == set()
    assert p.PublishedOrganisation.objects.get().document["affiliations"] == []
    assert drift() == []
    publish(one.case)
    assert len(p.PublishedOrganisation.objects.get().document["affiliations"]) == 1
    assert drift() == []


def _chain_of_movements(case):
    """A movement tried in `case`, and two behind it that nothing else is known about."""
    tried, parent, grandparent = (
        f.OrganisationFactory(name=name) for name in ("Open Square", "Street Party", "Old Guard")
    )
    f.SubjectFactory(case=case, person=None, organisation=tried)
    for one, other in ((tried, parent), (parent, grandparent)):
        f.cite(f.OrganisationLinkFactory(organisation=one, related=other))
    return tried, parent, grandparent


def test_movement_tried_in_a_withdrawn_case_goes_with_those_shown_for_its_sake(linked):
    one, _two = linked
    tried, parent, _last = _chain_of_movements(one.case)
    publish_everything(today=TODAY, now=NOW)
    shown = set(p.PublishedOrganisation.objects.values_list("public_id", flat=True))
    assert shown == {tried.public_id, parent.public_id}
    withdraw_case(one.case, **CLOCK)
    assert not p.PublishedOrganisation.objects.exists()
    assert columns_with("Open Square") == columns_with("Street Party") == set()
    assert drift() == []
    publish(one.case)
    shown = set(p.PublishedOrganisation.objects.values_list("public_id", flat=True))
    assert shown == {tried.public_id, parent.public_id}
    assert drift() == []


def test_movement_known_otherwise_loses_what_a_withdrawn_case_told_of_it(linked):
    one, two = linked
    tried, _parent, _last = _chain_of_movements(one.case)
    ban = f.make_event(one.case, kind=EventKind.BANNED, date="2031-06-01", summary="Banned there.")
    f.EventParticipantFactory(event=ban, person=None, organisation=tried)
    f.cite(f.AffiliationFactory(person=two.person, organisation=tried))
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("Banned there")
    withdraw_case(one.case, **CLOCK)
    assert p.PublishedOrganisation.objects.filter(public_id=tried.public_id).exists()
    assert columns_with("Banned there") == set()
    assert drift() == []


def _break(made):
    """Take the sources of a case away, behind publication's back."""
    for model, case in (
        (m.EventCitation, "cited__case"),
        (m.ChargeCitation, "cited__subject__case"),
        (m.SentenceCitation, "cited__subject__case"),
    ):
        model.objects.filter(**{case: made.case}).delete()


def test_case_that_fails_the_checks_takes_its_people_along(led):
    one, _two = led
    _break(one)
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    assert columns_with("Orvel") == set()
    assert drift() == []


@pytest.mark.parametrize("is_fresh", [True, False])
@pytest.mark.parametrize("is_first", [True, False])
def test_rebuild_names_nobody_of_a_case_that_fails_the_checks(led, is_first, is_fresh):
    """Whichever of the two cases comes first, and whether anything stood before."""
    one, _two = led if is_first else reversed(led)
    name = "Orvel" if is_first else "Melin"
    _break(one)
    if is_fresh:
        for model in (p.PublishedCase, p.PublishedPerson, p.PublishedOrganisation, p.Label):
            model.objects.all().delete()
        p.Mention.objects.all().delete()
    publish_everything(today=TODAY, now=LATER, batch=1)
    assert set(p.RefusedCase.objects.values_list("pk", flat=True)) == {one.case.public_id}
    assert columns_with(name) == set()
    assert drift() == []
    for row in (one.arrest, one.trial, one.charge, one.sentence):
        f.cite(row)
    publish_everything(today=TODAY, now=LATER, batch=1)
    assert not p.RefusedCase.objects.exists()
    assert columns_with(name)
    assert drift() == []


def test_embargo_that_ends_shows_nobody_of_a_case_that_fails_the_checks(led):
    one, two = led
    one.case.embargoed_until = TODAY + timedelta(days=1)
    one.case.save()
    _break(one)
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    assert set(p.RefusedCase.objects.values_list("pk", flat=True)) == {one.case.public_id}
    later = {"today": TODAY + timedelta(days=2), "now": LATER}
    project_refs([f"person:{two.person.public_id}"], **later)
    assert columns_with("Orvel") == set()
    assert due(later["today"]) == set()
    for row in (one.arrest, one.trial, one.charge, one.sentence):
        f.cite(row)
    project_refs([f"case:{one.case.public_id}"], **later)
    assert columns_with("Orvel")
    assert [str(one) for one in check_everything(today=later["today"])] == []


def test_nobody_is_named_before_a_public_case_or_event_shows_them(led):
    """Whoever is entered before their case is not public meanwhile for a tie to somebody."""
    _one, two = led
    movement = two.person.affiliations.get().organisation
    new = f.make_person("Sefa Quillane")
    f.cite(f.PersonLinkFactory(person=new, kind="sibling", related=two.person))
    f.cite(f.AffiliationFactory(person=new, organisation=movement, role=AffiliationRole.FOUNDER))
    refs = [f"person:{new.public_id}", f"organisation:{movement.public_id}"]
    project_refs([*refs, f"person:{two.person.public_id}"], **CLOCK)
    assert columns_with("Quillane") == set()
    founding = f.make_event(
        None, new, kind=EventKind.FOUNDED, role=ParticipantRole.ACTOR, date="2030"
    )
    f.EventParticipantFactory(event=founding, person=None, organisation=movement)
    project_refs([f"event:{founding.public_id}"], **CLOCK)
    document = p.PublishedOrganisation.objects.get().document
    assert f"person:{new.public_id}" in [tie["person"] for tie in document["affiliations"]]
    assert drift() == []
    founding.citations.all().delete()
    project_refs([f"event:{founding.public_id}"], **CLOCK)
    assert columns_with("Quillane") == set()
    assert drift() == []
