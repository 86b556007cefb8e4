"""Withholding a name near the person, where one word of it tells who is meant."""

import pytest

from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import project_refs
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import unwithhold_name, withhold_name
from cases.vocabulary import ParticipantRole, PersonRelation
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY
from tests.publication.searching import columns_with

pytestmark = pytest.mark.django_db
CLOCK = {"today": TODAY, "now": LATER}


def drifts():
    return [str(one) for one in check_everything(today=TODAY)]


def withhold(person):
    withhold_name(person, **CLOCK)
    assert drifts() == []


def project(*rows):
    refs = [f"{row._meta.model_name}:{row.public_id}" for row in rows]
    project_refs(refs, **CLOCK)


@pytest.fixture
def made():
    """Ada Melin with a case."""
    return f.make_case(name="Ada Melin", slug="zz-1", title="The first case")


def test_longer_words_lose_the_name_in_the_own_case(made):
    made.case.summary = "#FreeMelin on walls; www.freemelin.example; MelinToday; a caramelina."
    made.case.save()
    made.source.label, made.source.url = "On #FreeMelin", "https://herald.example/freemelin"
    made.source.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    assert columns_with("FreeMelin") == columns_with("MelinToday") == set()
    told = p.PublishedCase.objects.get().document["summary"]
    assert told == (
        "#[name withheld] on walls; www.[name withheld].example; [name withheld]; a caramelina."
    )
    assert p.PublishedSource.objects.get().document["url"] == ""
    unwithhold_name(made.person, **CLOCK)
    assert p.PublishedSource.objects.get().document["url"] == "https://herald.example/freemelin"
    assert drifts() == []


@pytest.fixture
def husband(made):
    """Ilan Orvel, her husband, with a case of his own."""
    other = f.make_case(
        name="Ilan Orvel", slug="zz-2", title="The second case", summary="Husband of Melin."
    )
    link = f.PersonLinkFactory(person=other.person, kind=PersonRelation.SPOUSE, related=made.person)
    f.cite(link)
    return other


def test_source_in_the_case_of_somebody_linked_loses_the_name(made, husband):
    husband.source.label = "Interview about Melin and her husband"
    husband.source.url = "https://herald.example/melin-and-husband"
    husband.source.save()
    repeat = f.SourceFactory(label="Melin and her husband, again", same_as=husband.source)
    far = f.make_case(name="Neva Zorav", slug="zz-3")
    f.cite(far.arrest, husband.source)
    f.cite(far.arrest, repeat)
    f.cite(far.arrest, f.SourceFactory(label="On a Melin who is somebody else"))
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    assert columns_with("Melin") == columns_with("somebody else")
    assert columns_with("husband, again") == columns_with("[name withheld] and her husband, again")
    unwithhold_name(made.person, **CLOCK)
    assert columns_with("Interview about Melin")
    assert drifts() == []


def test_source_about_somebody_linked_loses_the_name(made, husband):
    source = f.SourceFactory(label="On the birth of the husband of Melin")
    f.cite(f.PersonBirthFactory(person=husband.person), source)
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("husband of Melin")
    withhold(made.person)
    assert columns_with("husband of Melin") == set()


def test_source_beside_keeps_the_name_of_whoever_is_named_there(made, husband):
    for text in ("Ilan Melin", "Ilan Orvel-Melin"):
        f.cite(f.PersonNameFactory(person=husband.person, text=text), husband.source)
    husband.source.label = "Interview with Ilan Melin on Ada"
    husband.source.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    row = p.PublishedSource.objects.get(public_id=husband.source.public_id)
    assert row.name == "Interview with Ilan Melin on [name withheld]"
    f.cite(made.arrest, husband.source)
    project(made.case)
    row = p.PublishedSource.objects.get(public_id=husband.source.public_id)
    assert row.name == "Interview with Ilan [name withheld] on [name withheld]"
    assert drifts() == []


@pytest.mark.parametrize("tie", ["affiliated", "taking part"])
def test_former_address_of_an_organisation_that_is_near_is_gone(made, tie):
    friends = f.OrganisationFactory(key="zz-friends-of-melin", name="The Friends")
    if tie == "affiliated":
        f.cite(f.AffiliationFactory(person=made.person, organisation=friends))
    else:
        f.EventParticipantFactory(
            event=made.arrest, person=None, organisation=friends, role=ParticipantRole.SPOKESPERSON
        )
    far = f.OrganisationFactory(key="zz-street-of-melin", name="The Street")
    other = f.make_case(name="Neva Zorav", slug="zz-2")
    f.cite(f.AffiliationFactory(person=other.person, organisation=far))
    publish_everything(today=TODAY, now=NOW)
    for row, key in ((friends, "zz-friends"), (far, "zz-street")):
        row.key = key
        row.save()
    project(friends, far, made.case, other.case)
    assert p.SlugRedirect.objects.filter(old_slug="zz-friends-of-melin").exists()
    withhold(made.person)
    former = p.SlugRedirect.objects.values_list("old_slug", flat=True)
    assert list(former) == ["zz-street-of-melin"]


def test_former_address_of_a_source_that_is_near_is_gone(made):
    made.source.key = "zz-melin/1"
    made.source.save()
    publish_everything(today=TODAY, now=NOW)
    made.source.key = "zz-herald/1"
    made.source.save()
    project(made.case)
    assert p.SlugRedirect.objects.filter(kind="source").exists()
    withhold(made.person)
    assert not p.SlugRedirect.objects.exists()


@pytest.mark.parametrize("step", ["delete", "move"])
def test_movement_that_is_no_longer_near_has_its_name_again_wherever_it_is_mentioned(made, step):
    other = f.make_case(name="Neva Zorav", slug="zz-2")
    third = f.make_case(name="Tovin Kemeny", slug="zz-3")
    movement = f.OrganisationFactory(key="zz-friends-of-melin", name="Friends of Melin")
    f.cite(f.AffiliationFactory(person=other.person, organisation=movement))
    tie = f.AffiliationFactory(person=made.person, organisation=movement)
    f.cite(tie)
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    assert columns_with("Friends of Melin") == set()
    if step == "delete":
        tie.delete()
    else:
        tie.person = third.person
        tie.save()
    project(made.person, third.person, movement)
    assert columns_with("Friends of Melin")
    assert drifts() == []


def test_source_that_is_no_longer_near_has_its_address_again_wherever_it_is_cited(made):
    source = f.SourceFactory(label="A page", url="https://herald.example/freemelin")
    citation = f.cite(made.arrest, source)
    other = f.make_case(name="Neva Zorav", slug="zz-2")
    f.cite(other.arrest, source)
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    assert columns_with("freemelin") == set()
    citation.delete()
    project(made.case, other.person)
    assert columns_with("freemelin")
    assert drifts() == []
