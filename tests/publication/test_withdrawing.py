"""Withdrawing a case, taking it back to draft, and publishing it again."""

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import (
    NotPublishable,
    project_refs,
    publish_case,
    unpublish_case,
    withdraw_case,
)
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish
from tests.publication.searching import columns_with

pytestmark = pytest.mark.django_db


def withdraw(case):
    return withdraw_case(case, today=TODAY, now=LATER)


def test_withdrawn_case_leaves_a_tombstone_and_nothing_else():
    made = f.make_case(name="Ilan Orvel", slug="zz-orvel", title="Orvel tried")
    publish(made.case)
    withdraw(made.case)
    assert columns_with("Orvel") == {"Tombstone.slug"}
    assert not p.PublishedEvent.objects.exists()
    assert not p.PublishedCourt.objects.exists()
    assert not p.Label.objects.exists()
    assert not p.Mention.objects.exists()
    assert set(p.Tombstone.objects.values_list("kind", "public_id")) == {
        ("case", made.case.public_id),
        ("person", made.person.public_id),
    }


def test_withdrawn_case_leaves_the_person_who_has_another():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    withdraw(world.two.case)
    person = p.PublishedPerson.objects.get(public_id=world.one.person.public_id)
    assert person.document["cases"] == [f"case:{world.one.case.public_id}"]
    assert not p.Tombstone.objects.filter(kind="person").exists()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_withdrawn_case_leaves_no_drift():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    withdraw(world.one.case)
    assert [str(one) for one in check_everything(today=TODAY)] == []
    assert columns_with("Ada Melin") == set()


def test_former_address_of_a_withdrawn_case_is_a_tombstone_too():
    made = f.make_case(slug="zz-first")
    publish(made.case)
    made.case.slug = "zz-second"
    made.case.save()
    publish(made.case)
    assert p.SlugRedirect.objects.get(kind="case").old_slug == "zz-first"
    withdraw(made.case)
    assert set(p.Tombstone.objects.filter(kind="case").values_list("slug", flat=True)) == {
        "zz-first",
        "zz-second",
    }
    assert not p.SlugRedirect.objects.exists()


def test_publishing_again_removes_the_tombstones():
    made = f.make_case()
    publish(made.case)
    withdraw(made.case)
    publish(made.case)
    assert p.PublishedCase.objects.count() == 1
    assert not p.Tombstone.objects.exists()


def test_draft_again_leaves_no_tombstone():
    made = f.make_case()
    publish(made.case)
    unpublish_case(made.case, today=TODAY, now=LATER)
    assert not p.PublishedCase.objects.exists()
    assert not p.PublishedPerson.objects.exists()
    assert not p.Tombstone.objects.exists()


def test_withdrawn_case_that_is_a_draft_again_leaves_no_tombstone():
    made = f.make_case(slug="zz-1")
    publish(made.case)
    made.case.slug = "zz-2"
    made.case.save()
    publish(made.case)
    withdraw(made.case)
    assert p.Tombstone.objects.count() == 3
    unpublish_case(made.case, today=TODAY, now=LATER)
    assert not p.Tombstone.objects.exists()
    assert not p.SlugRedirect.objects.exists()


def test_tombstone_of_a_person_stays_while_another_of_their_cases_is_withdrawn():
    one = f.make_case(name="Ilan Orvel")
    two = f.make_case(person=one.person, source=one.source)
    for made in (one, two):
        publish(made.case)
    for made in (one, two):
        withdraw(made.case)
    unpublish_case(one.case, today=TODAY, now=LATER)
    assert set(p.Tombstone.objects.values_list("kind", "public_id")) == {
        ("case", two.case.public_id),
        ("person", one.person.public_id),
    }
    unpublish_case(two.case, today=TODAY, now=LATER)
    assert not p.Tombstone.objects.exists()


def test_address_of_a_withdrawn_case_is_not_given_to_another():
    made = f.make_case(slug="zz-taken")
    publish(made.case)
    withdraw(made.case)
    made.case.slug = "zz-elsewhere"
    made.case.save()
    again = f.make_case(slug="zz-taken")
    publish(again.case)
    row = p.PublishedCase.objects.get()
    assert row.slug == f"zz-taken-{again.case.public_id}"
    assert p.Tombstone.objects.filter(slug="zz-taken").exists()


def test_case_that_fails_a_check_is_refused_and_nothing_changes():
    made = f.make_case(state="draft", criterion="")
    with pytest.raises(NotPublishable) as refusal:
        publish_case(made.case, today=TODAY, now=NOW)
    assert refusal.value.problems == ["It is not said why the case is listed."]
    assert m.Case.objects.get().state == "draft"
    assert not p.PublishedCase.objects.exists()


def test_embargoed_case_is_not_published_before_its_day():
    made = f.make_case(embargoed_until="2031-09-02")
    made.case.refresh_from_db()
    publish(made.case)
    assert not p.PublishedCase.objects.exists()
    assert not p.Label.objects.exists()


def test_former_subject_loses_the_page_with_the_subject():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    subject = world.one.case.subjects.get(person=world.other)
    m.ChargeStep.objects.filter(charge__subject=subject).delete()
    subject.delete()
    publish(world.one.case)
    assert not p.PublishedPerson.objects.filter(public_id=world.other.public_id).exists()
    assert p.Label.objects.get(ref=f"person:{world.other.public_id}").slug == ""
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_deleted_case_is_gone_after_its_reference_is_projected():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    ref = f"case:{world.two.case.public_id}"
    world.two.sentence.delete()
    world.two.case.delete()
    project_refs([ref], today=TODAY, now=LATER)
    assert [str(one) for one in check_everything(today=TODAY)] == []
