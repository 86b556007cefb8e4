"""Withholding a name: in every output, at once."""

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import project_refs
from cases.publication.rebuilding import publish_everything
from cases.publication.withheld import read_withheld
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


@pytest.mark.parametrize("step", ["correct", "delete", "move"])
def test_name_stays_withheld_when_its_spelling_is_no_longer_there(step):
    made = f.make_case(name="Ilan Orvel", slug="zz-1", summary="Ilan Orvel was taken.")
    other = f.make_case(name="Neva Zorav", slug="zz-2", summary="With Ilan Orvel.")
    made.person.descriptor = "A teacher"
    made.person.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(made.person)
    name = made.person.names.get()
    if step == "delete":
        name.delete()
    else:
        name.text = "Ilan Ovrel" if step == "correct" else name.text
        name.person = other.person if step == "move" else name.person
        name.kind = "spelling"
        name.save()
    refs = [f"case:{row.case.public_id}" for row in (made, other)]
    project_refs([*refs, f"person:{made.person.public_id}"], today=TODAY, now=LATER)
    rows = p.PublishedCase.objects.all()
    assert {row.document["summary"] for row in rows} == {
        "[name withheld] was taken.",
        "With [name withheld].",
    }
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(made.person, today=TODAY, now=LATER)
    assert p.PublishedCase.objects.get(slug="zz-1").document["summary"] == "Ilan Orvel was taken."
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_withheld_names_are_read_by_one_query_where_there_are_none(django_assert_num_queries):
    f.make_case()
    with django_assert_num_queries(1):
        assert not read_withheld()


def test_withheld_names_are_read_by_as_many_queries_for_two_as_for_one(
    django_assert_num_queries,
):
    for name in ("Ilan Orvel", "Neva Zorav"):
        made = f.make_case(name=name)
        kin = f.make_case()
        f.PersonLinkFactory(person=made.person, related=kin.person)
        made.person.is_name_withheld = True
        made.person.save()
        with django_assert_num_queries(24):
            assert read_withheld()


def test_an_edit_made_meanwhile_is_not_written_back():
    made = f.make_case(name="Ilan Orvel")
    publish(made.case)
    early = m.Person.objects.get(pk=made.person.pk)
    for turn, is_withheld in ((withhold_name, True), (unwithhold_name, False)):
        note = f"A teacher; {is_withheld}."
        m.Person.objects.filter(pk=early.pk).update(note=note)
        before = m.Person.objects.get(pk=early.pk).updated_at
        turn(early, today=TODAY, now=LATER)
        stored = m.Person.objects.get(pk=early.pk)
        assert (stored.note, stored.is_name_withheld) == (note, is_withheld)
        assert early.is_name_withheld is is_withheld
        assert stored.updated_at > before
        told = stored.history.latest()
        assert (told.note, told.is_name_withheld) == (note, is_withheld)


def test_who_withheld_a_name_stands_in_the_history(django_user_model):
    made = f.make_case(name="Ilan Orvel")
    publish(made.case)
    made.person._history_user = django_user_model.objects.create(username="editor")
    withhold(made.person)
    assert made.person.history.latest().history_user.username == "editor"
