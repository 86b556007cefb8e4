"""Withholding a name: in every output, at once."""

import pytest

from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import project_refs
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import unwithhold_name, withhold_name
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish
from tests.publication.searching import columns_with

pytestmark = pytest.mark.django_db
SECRET = ("Orvel", "Орвель", "Ilan")


def withhold(person):
    return withhold_name(person, today=TODAY, now=LATER)


@pytest.fixture
def scene():
    """A world whose texts speak of Ilan Orvel wherever they can."""
    world = make_world()
    person, case = world.one.person, world.one.case
    f.cite(f.PersonNameFactory(person=person, text="Илан Орвель"))
    f.PersonNameFactory(person=person, text="Orveel, Ilan", is_public=False)
    person.slug, person.note = "orvel-ilan", "Ilan Orvel led a choir."
    person.save()
    case.title, case.summary = "Ilan Orvel and another", "Orvel's arrest; A. Orvel; Орвеля."
    case.save()
    world.one.arrest.summary = "Police took Mr Orvel."
    world.one.arrest.save()
    world.one.charge.wording = "According to the charge, Orvel led it"
    world.one.charge.save()
    world.one.sentence.note = "Orvel was not heard."
    world.one.sentence.save()
    world.dispute.question = "When was Orvel taken?"
    world.dispute.save()
    claim = world.dispute.claims.first()
    claim.claim = "Orvel says the fourth"
    claim.save()
    citation = world.one.arrest.citations.get()
    citation.attributed_to, citation.note = "Orvel's aunt", "Names Ilan Orvel"
    citation.save()
    source = world.one.source
    source.label, source.url = "On the Orvel trial", "https://herald.example/ilan-orvel-tried"
    source.archived_url = "https://archive.example/x/https://herald.example/ilanorvel"
    source.save()
    cousin = f.PersonFactory(slug="cousin-of-orvel", descriptor="cousin of Ilan Orvel")
    f.cite(cousin)
    f.cite(f.PersonLinkFactory(person=cousin, kind="relative", related=person))
    far = f.make_case(
        name="Neva Zorav", slug="zz-zorav", title="Neva Zorav, who wrote to Ilan Orvel"
    )
    near = f.make_case(person=cousin, slug="zz-cousin-of-orvel", title="A cousin of Orvel")
    world.movement.description = "Founded, some say, by Ilan Orvel."
    world.movement.save()
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("Orvel")
    return world, cousin, far, near


def test_withheld_name_is_in_no_row(scene):
    world, *_rest = scene
    withhold(world.one.person)
    for word in SECRET:
        assert columns_with(word) == set(), word


def test_withheld_name_leaves_no_drift(scene):
    world, *_rest = scene
    withhold(world.one.person)
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_withheld_name_is_in_no_row_after_a_rebuild(scene):
    world, *_rest = scene
    withhold(world.one.person)
    for model in (p.PublishedCase, p.PublishedPerson, p.PublishedOrganisation, p.Label, p.Mention):
        model.objects.all().delete()
    publish_everything(today=TODAY, now=LATER, batch=1)
    for word in SECRET:
        assert columns_with(word) == set(), word
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_withheld_person_keeps_a_page_at_an_opaque_address(scene):
    world, *_rest = scene
    withhold(world.one.person)
    row = p.PublishedPerson.objects.get(public_id=world.one.person.public_id)
    assert row.slug == row.public_id
    assert row.document["names"] == []
    assert row.name == "[name withheld]"
    assert row.is_name_withheld
    case = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    assert case.slug == case.public_id
    assert case.title == "[name withheld] and another"
    label = p.Label.objects.get(ref=f"person:{row.public_id}")
    assert (label.text, label.is_masked, label.detail) == ("", True, {})


def test_withheld_name_leaves_no_redirect(scene):
    world, *_rest = scene
    world.one.person.slug = "orvel-ilan-the-first"
    world.one.person.save()
    project_refs([f"person:{world.one.person.public_id}"], today=TODAY, now=NOW)
    assert p.SlugRedirect.objects.filter(old_slug="orvel-ilan").exists()
    withhold(world.one.person)
    assert not p.SlugRedirect.objects.exists()


def test_kin_of_a_withheld_person_are_not_linked_to_them(scene):
    world, cousin, _far, _near = scene
    withhold(world.one.person)
    row = p.PublishedPerson.objects.get(public_id=cousin.public_id)
    assert row.document["relations"] == []
    assert row.document["descriptor"] == "cousin of [name withheld]"


def test_other_people_keep_a_name_that_they_share(scene):
    world, _cousin, _far, _near = scene
    namesake = f.make_case(name="Sefa Orvel", slug="zz-orvel-sefa", title="Sefa Orvel, a teacher")
    publish(namesake.case)
    withhold(world.one.person)
    row = p.PublishedCase.objects.get(public_id=namesake.case.public_id)
    assert (row.title, row.slug) == ("Sefa Orvel, a teacher", "zz-orvel-sefa")


def test_a_case_published_later_is_clean_too(scene):
    world, *_rest = scene
    withhold(world.one.person)
    late = f.make_case(person=world.one.person, title="Ilan Orvel again", slug="zz-orvel-2032")
    publish(late.case)
    for word in SECRET:
        assert columns_with(word) == set(), word


def test_name_shown_again_is_what_a_rebuild_gives(scene):
    world, *_rest = scene
    withhold(world.one.person)
    unwithhold_name(world.one.person, today=TODAY, now=LATER)
    assert p.PublishedPerson.objects.get(public_id=world.one.person.public_id).name == "Ilan Orvel"
    assert [str(one) for one in check_everything(today=TODAY)] == []
