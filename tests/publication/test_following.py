"""What only mentions somebody or something follows when that comes or goes, in the same step."""

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.mentioning import mentioning
from cases.publication.projecting import project_refs, unpublish_case, withdraw_case
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


def test_leader_who_is_public_no_more_is_not_on_the_page_of_the_movement(linked):
    one, two = linked
    movement = f.OrganisationFactory()
    for person, role in (
        (one.person, AffiliationRole.LEADER),
        (two.person, AffiliationRole.LINKED),
    ):
        f.cite(f.AffiliationFactory(person=person, organisation=movement, role=role))
    publish_everything(today=TODAY, now=NOW)
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


def test_case_that_fails_the_checks_takes_its_people_along(linked):
    one, _two = linked
    m.EventCitation.objects.filter(cited__case=one.case).delete()
    m.ChargeCitation.objects.filter(cited__subject__case=one.case).delete()
    m.SentenceCitation.objects.filter(cited__subject__case=one.case).delete()
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    assert not p.PublishedCase.objects.filter(public_id=one.case.public_id).exists()
    assert drift() == []
