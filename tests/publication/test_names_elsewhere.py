"""Withholding a name where nothing but its text or its address tells that somebody is meant."""

from datetime import timedelta

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import project_refs, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import unwithhold_name, withhold_again, withhold_name
from cases.vocabulary import EventKind, ParticipantRole
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, publish
from tests.publication.searching import columns_with

pytestmark = pytest.mark.django_db
CLOCK = {"today": TODAY, "now": LATER}


def withhold(person):
    return withhold_name(person, **CLOCK)


@pytest.fixture
def elsewhere():
    """Ilan Orvel with a case, and Neva Zorav with one that nothing ties to his."""
    one = f.make_case(name="Ilan Orvel", slug="zz-1", title="The first case")
    for text in ("Илан Орвель", "王 小明"):
        f.cite(f.PersonNameFactory(person=one.person, text=text), one.source)
    two = f.make_case(name="Neva Zorav", slug="zz-2", title="The second case")
    return one, two


def published(made):
    return p.PublishedCase.objects.get(public_id=made.case.public_id)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Arrested with Иланом Орвелем.", "Arrested with [name withheld]."),
        ("Read Ilan's Orvel papers.", "Read [name withheld] papers."),
        ("Wrote to Orvel, Ilan.", "Wrote to [name withheld]."),
        ("A friend of Ilán Orvél.", "A friend of [name withheld]."),
        ("A friend of Ila\u0301n Orvel.", "A friend of [name withheld]."),
        ("Met 王小明 in prison.", "Met [name withheld] in prison."),
        ("Met 王 小 明 in prison.", "Met [name withheld] in prison."),
        ("教师王小明被捕", "教师[name withheld]被捕"),
        ("狱中王·小明患病", "狱中[name withheld]患病"),
        ("See x.example/Ilan%20Orvel too.", "See [name withheld] too."),
        ("See x.example/freeila%6Eorvel too.", "See [name withheld] too."),
        (
            "See x.example/%D0%98%D0%BB%D0%B0%D0%BD_%D0%9E%D1%80%D0%B2%D0%B5%D0%BB%D1%8C too.",
            "See [name withheld] too.",
        ),
    ],
)
def test_every_form_that_is_taken_out_is_found(elsewhere, text, left):
    """The name stands in a case that nothing ties to the person, where only its text tells it."""
    one, two = elsewhere
    two.case.summary = text
    two.case.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert published(two).document["summary"] == left
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert published(two).document["summary"] == text
    assert [str(one) for one in check_everything(today=TODAY)] == []


@pytest.mark.parametrize("is_tied", [True, False])
def test_movement_called_after_the_person_loses_the_name_wherever_it_is_mentioned(
    elsewhere, is_tied
):
    one, two = elsewhere
    name = "Friends of Orvel" if is_tied else "Friends of Ilan Orvel"
    movement = f.OrganisationFactory(key="zz-friends-of-orvel", name=name)
    if is_tied:
        f.cite(f.AffiliationFactory(person=one.person, organisation=movement))
    f.cite(f.AffiliationFactory(person=two.person, organisation=movement))
    f.EventParticipantFactory(event=two.arrest, person=None, organisation=movement, role="other")
    publish_everything(today=TODAY, now=NOW)
    assert published(two).facets.filter(facet="organisation").exists()
    withhold(one.person)
    left = "zz-friends-of-orvel" if not is_tied else movement.public_id
    assert set(
        published(two).facets.filter(facet="organisation").values_list("value", flat=True)
    ) == {left}
    assert columns_with("Ilan Orvel") == set()
    if is_tied:
        assert columns_with("Orvel") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_source_near_the_person_loses_the_name_wherever_it_is_cited(elsewhere):
    one, two = elsewhere
    one.source.label, one.source.url = "On the Orvel trial", "https://herald.example/orvel-tried"
    one.source.save()
    repeat = f.SourceFactory(label="The Orvel trial, again", same_as=one.source)
    third = f.SourceFactory(label="Once more the Orvel trial", same_as=repeat)
    for source in (one.source, repeat, third):
        f.cite(f.make_case(name=f"Person {source.pk}").arrest, source)
        f.cite(two.arrest, source)
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("Orvel") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_a_movement_that_comes_near_later_loses_the_name_wherever_it_is_mentioned(elsewhere):
    one, two = elsewhere
    movement = f.OrganisationFactory(name="Friends of Orvel")
    f.cite(f.AffiliationFactory(person=two.person, organisation=movement))
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("Orvel") != set()
    f.cite(f.AffiliationFactory(person=one.person, organisation=movement))
    refs = [f"organisation:{movement.public_id}", f"person:{one.person.public_id}"]
    project_refs(refs, **CLOCK)
    assert columns_with("Orvel") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_addresses_and_locators_elsewhere_lose_the_name(elsewhere):
    one, two = elsewhere
    two.case.slug = "zz-friends-of-ilan-orvel"
    two.case.save()
    citation = two.arrest.citations.get()
    citation.locator = "Chapter on Ilan Orvel"
    citation.save()
    two.source.url = (
        "https://herald.example/%D0%98%D0%BB%D0%B0%D0%BD-%D0%9E%D1%80%D0%B2%D0%B5%D0%BB%D1%8C"
    )
    two.source.archived_url = "https://archive.example/ilan_orvel.html"
    two.source.document_name = "ilan-orvel.txt"
    two.source.key = "zz-ilan-orvel/1"
    two.source.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("Orvel") == columns_with("%D0%98") == set()
    assert published(two).slug == two.case.public_id
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert published(two).slug == "zz-friends-of-ilan-orvel"
    assert [str(one) for one in check_everything(today=TODAY)] == []


@pytest.mark.parametrize(
    ("what", "name", "text"),
    [
        ("court", "key", "zz-ilan-orvel-hall"),
        ("place", "key", "zz-ilan-orvel-hall"),
        ("provision", "key", "zz-ilan-orvel-hall"),
        ("person", "slug", "zz-ilan-orvel-hall"),
        ("organisation", "key", "zz-ilan-orvel-hall"),
        ("organisation", "url", "https://herald.example/ilan-orvel-hall"),
    ],
)
def test_address_of_whatever_has_a_page_loses_the_name(elsewhere, what, name, text):
    one, two = elsewhere
    hall = f.OrganisationFactory(key="zz-hall", name="The Hall")
    f.cite(f.AffiliationFactory(person=two.person, organisation=hall))
    row = {
        "court": two.court,
        "place": two.arrest.place,
        "provision": two.provision,
        "person": two.person,
        "organisation": hall,
    }[what]
    setattr(row, name, text)
    row.save()
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("ilan-orvel")
    withhold(one.person)
    assert columns_with("ilan-orvel") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert columns_with("ilan-orvel")
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_key_of_a_facility_is_in_no_output(elsewhere):
    _one, two = elsewhere
    two.arrest.facility = f.FacilityFactory(key="zz-ilan-orvel-prison", name="The Prison")
    two.arrest.save()
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("The Prison")
    assert columns_with("orvel-prison") == set()


def test_former_addresses_and_tombstones_lose_the_name(elsewhere):
    one, two = elsewhere
    two.case.slug = "zz-friends-of-ilan-orvel"
    two.case.save()
    third = f.make_case(name="Ada Melin", slug="zz-ilan-orvel-s-lawyer")
    publish_everything(today=TODAY, now=NOW)
    two.case.slug = "zz-2"
    two.case.save()
    publish(two.case)
    withdraw_case(third.case, **CLOCK)
    assert p.SlugRedirect.objects.exists()
    withhold(one.person)
    assert columns_with("Orvel") == set()
    grave = p.Tombstone.objects.get(kind="case")
    assert grave.slug == grave.public_id == third.case.public_id


def test_reported_counts_lose_the_name(elsewhere):
    one, _two = elsewhere
    count = f.ReportedCountFactory(of="people arrested with Ilan Orvel")
    f.cite(count, attributed_to="Ilan Orvel's brother", note="Ilan Orvel is one of them")
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("Orvel") == set()
    row = p.PublishedReportedCount.objects.get()
    assert row.document["of"] == "people arrested with [name withheld]"
    assert [str(one) for one in check_everything(today=TODAY)] == []
    unwithhold_name(one.person, **CLOCK)
    assert columns_with("people arrested with Ilan Orvel")
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_text_that_grows_by_the_withholding_fits_its_column():
    short = f.make_case(name="Io Ro", slug="zz-1", title="A case")
    court = f.CourtFactory(name=("Io Ro " * 42).strip()[:250])
    f.make_case(name="Neva Zorav", court=court, title=("Io Ro, " * 30)[:200])
    short.source.label = ("Io Ro; " * 36)[:250]
    short.source.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(short.person)
    assert columns_with("Io Ro") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_former_address_of_a_case_in_which_the_person_takes_part_is_gone(elsewhere):
    one, two = elsewhere
    f.EventParticipantFactory(event=two.arrest, person=one.person, role=ParticipantRole.PRESENT)
    for slug in ("zz-orvel-s-witness", "zz-choir", "zz-2"):
        two.case.slug = slug
        two.case.save()
        publish(two.case)
    withhold(one.person)
    assert set(p.SlugRedirect.objects.values_list("old_slug", flat=True)) == {"zz-choir"}


def test_former_address_of_a_case_that_is_public_again_is_gone(elsewhere):
    one, _two = elsewhere
    for slug in ("zz-orvel-old", "zz-orvel-new"):
        one.case.slug = slug
        one.case.save()
        publish(one.case)
    one.case.embargoed_until = TODAY + timedelta(days=30)
    one.case.save()
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    withhold(one.person)
    one.case.embargoed_until = None
    one.case.save()
    project_refs([f"case:{one.case.public_id}"], **CLOCK)
    assert published(one).slug == one.case.public_id
    assert not p.SlugRedirect.objects.exists()


def test_spelling_found_later_is_taken_out_too(elsewhere):
    one, two = elsewhere
    two.case.summary = "With Bertran Kuvol, as he is also called."
    two.case.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    f.PersonNameFactory(person=one.person, text="Bertran Kuvol", is_public=False)
    withhold_again(one.person, **CLOCK)
    assert columns_with("Kuvol") == set()


@pytest.fixture
def alone(elsewhere):
    """An event of no case, of somebody who has no page: it stands in no document but its own."""
    publish_everything(today=TODAY, now=NOW)
    event = f.make_event(
        None,
        f.make_person("Tovin Kemeny"),
        source=f.SourceFactory(label="What an insider said"),
        kind=EventKind.SEARCH,
        date="2031-05",
        summary="A picket for Ilan Orvel.",
    )
    project_refs([f"event:{event.public_id}"], today=TODAY, now=NOW)
    assert p.PublishedEvent.objects.filter(owner=f"event:{event.public_id}").exists()
    return event


def test_event_of_no_case_loses_the_name(elsewhere, alone):
    one, _two = elsewhere
    alone.citations.update(note="Ilan Orvel told it.", locator="On Ilan Orvel")
    project_refs([f"event:{alone.public_id}"], today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("Orvel") == set()


def test_event_of_no_case_mentions_what_it_shows_until_it_goes(alone):
    source = alone.citations.get().source
    assert p.PublishedSource.objects.filter(public_id=source.public_id).exists()
    assert p.Mention.objects.filter(
        document=f"event:{alone.public_id}", mentioned=f"source:{source.public_id}"
    ).exists()
    assert [str(one) for one in check_everything(today=TODAY)] == []
    ref = f"event:{alone.public_id}"
    people = [f"person:{alone.participants.get().person.public_id}"]
    alone.is_public = False
    alone.save()
    project_refs([ref, *people], **CLOCK)
    assert columns_with("insider") == columns_with("Kemeny") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_event_that_comes_to_a_case_mentions_nothing_by_itself(elsewhere, alone):
    one, _two = elsewhere
    alone.case = one.case
    alone.save()
    project_refs([f"event:{alone.public_id}"], **CLOCK)
    assert not p.Mention.objects.filter(document=f"event:{alone.public_id}").exists()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_movement_that_only_a_draft_speaks_of_has_no_page():
    draft = f.make_case(name="Ilan Orvel", state="draft")
    aide = f.make_person("Tovin Kemeny")
    f.EventParticipantFactory(event=draft.arrest, person=aide, role=ParticipantRole.PRESENT)
    movement = f.OrganisationFactory(name="Cell of the Draft")
    f.cite(f.AffiliationFactory(person=aide, organisation=movement))
    publish_everything(today=TODAY, now=NOW)
    project_refs([f"organisation:{movement.public_id}"], **CLOCK)
    assert columns_with("Cell of the Draft") == columns_with("Kemeny") == set()


def test_movement_that_only_an_unsourced_tie_speaks_of_has_no_page(elsewhere):
    _one, two = elsewhere
    movement = f.OrganisationFactory(name="Unsourced Cell")
    f.AffiliationFactory(person=two.person, organisation=movement)
    publish_everything(today=TODAY, now=NOW)
    assert columns_with("Unsourced Cell") == set()
    assert not m.AffiliationCitation.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Signed #FreeIlanOrvel.",
        "See www.freeilanorvel.example.",
        "By @ilanorvel31.",
        "FreeOrvelIlan",
    ],
)
def test_name_that_stands_in_a_longer_word_is_found(elsewhere, text):
    one, two = elsewhere
    two.case.summary = text
    two.case.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert "[name withheld]" in published(two).document["summary"]
    assert columns_with("IlanOrvel") == columns_with("OrvelIlan") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_publisher_called_after_the_person_loses_its_address(elsewhere):
    one, two = elsewhere
    two.source.publisher.url = "https://ilan-orvel.example/"
    two.source.publisher.save()
    publish_everything(today=TODAY, now=NOW)
    withhold(one.person)
    assert columns_with("ilan-orvel") == set()
    assert [str(one) for one in check_everything(today=TODAY)] == []
