"""Publishing, withdrawing and withholding from the desk, and who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import models as m
from cases.desk import touching
from cases.publication import projecting
from cases.publication.comparing import check_everything
from cases.publication.models import (
    Label,
    PublishedCase,
    PublishedCitation,
    PublishedPerson,
    SlugRedirect,
    Tombstone,
)
from cases.publication.queueing import work_off_due
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.desk.conftest import filled, said


def _at(name, case):
    return reverse(f"admin:cases_case_{name}", args=[case.pk])


@pytest.fixture
def draft(db):
    return f.make_case(slug="orvel", name="Ilan Orvel", state="draft")


def test_publish_makes_the_case_public(editor, draft):
    answer = editor.post(_at("publish", draft.case), follow=True)
    assert "is published" in said(answer)
    assert PublishedCase.objects.get().slug == "orvel"


def test_publish_refuses_and_links_what_is_missing(editor, draft):
    draft.charge.citations.all().delete()
    draft.case.summary = ""
    draft.case.save()
    answer = editor.post(_at("publish", draft.case), follow=True)
    told = said(answer)
    assert "is not published" in told
    assert "has no summary" in told
    assert reverse("admin:cases_charge_change", args=[draft.charge.pk]) in told
    draft.case.refresh_from_db()
    assert draft.case.state == "draft"
    assert not PublishedCase.objects.exists()


def test_case_page_lists_what_is_missing(desk_researcher, draft):
    draft.arrest.citations.all().delete()
    page = desk_researcher.get(_at("change", draft.case)).content.decode()
    assert "has no source that supports it" in page
    assert reverse("admin:cases_event_change", args=[draft.arrest.pk]) in page


def test_back_to_draft_takes_the_page_away_without_a_tombstone(editor, draft):
    editor.post(_at("publish", draft.case))
    editor.post(_at("unpublish", draft.case))
    assert not PublishedCase.objects.exists()
    assert not Tombstone.objects.exists()


def test_withdrawal_leaves_a_tombstone_and_nothing_else(editor, draft):
    editor.post(_at("publish", draft.case))
    editor.post(_at("withdraw", draft.case))
    assert not PublishedCase.objects.exists()
    assert not PublishedPerson.objects.exists()
    assert Tombstone.objects.filter(kind="case", slug="orvel").exists()
    draft.case.refresh_from_db()
    assert draft.case.state == "withdrawn"


def test_actions_of_the_list_publish_and_withdraw(editor, draft):
    chosen = {"_selected_action": [draft.case.pk]}
    editor.post("/admin/cases/case/", chosen | {"action": "publish_selected"})
    assert PublishedCase.objects.exists()
    editor.post("/admin/cases/case/", chosen | {"action": "withdraw_selected"})
    assert Tombstone.objects.exists()


@pytest.mark.parametrize("action", ["publish_selected", "unpublish_selected"])
def test_list_that_is_older_brings_back_nothing_that_was_withdrawn(editor, draft, action):
    editor.post(_at("publish", draft.case))
    editor.post(_at("withdraw", draft.case))
    chosen = {"_selected_action": [draft.case.pk], "action": action}
    answer = editor.post("/admin/cases/case/", chosen, follow=True)
    assert "is withdrawn" in said(answer)
    draft.case.refresh_from_db()
    assert draft.case.state == "withdrawn"
    assert not PublishedCase.objects.exists()
    assert Tombstone.objects.exists()


def test_embargoed_case_waits_for_its_day(editor, draft):
    draft.case.embargoed_until = "2999-01-01"
    draft.case.save()
    answer = editor.post(_at("publish", draft.case), follow=True)
    assert "2999-01-01" in said(answer)
    assert not PublishedCase.objects.exists()


def test_withheld_name_is_gone_from_everything_at_once(editor, draft):
    editor.post(_at("publish", draft.case))
    address = reverse("admin:cases_person_change", args=[draft.person.pk])
    editor.post(address, filled(editor, address) | {"is_name_withheld": "on"})
    draft.person.refresh_from_db()
    assert draft.person.is_name_withheld
    label = Label.objects.get(ref=f"person:{draft.person.public_id}")
    assert label.is_masked
    assert label.text == ""
    for model in (PublishedCase, PublishedPerson):
        for row in model.objects.values():
            assert "Orvel" not in str(row)
    assert not SlugRedirect.objects.exists()


def test_name_is_shown_again_when_the_box_is_cleared(editor, draft):
    editor.post(_at("publish", draft.case))
    address = reverse("admin:cases_person_change", args=[draft.person.pk])
    editor.post(address, filled(editor, address) | {"is_name_withheld": "on"})
    data = filled(editor, address)
    del data["is_name_withheld"]
    editor.post(address, data)
    assert not Label.objects.get(ref=f"person:{draft.person.public_id}").is_masked


def test_researcher_edits_and_does_not_publish(desk_researcher, draft):
    address = _at("change", draft.case)
    data = filled(desk_researcher, address) | {"title": "Another title"}
    desk_researcher.post(address, data)
    draft.case.refresh_from_db()
    assert draft.case.title == "Another title"
    for name in ("publish", "unpublish", "withdraw"):
        assert desk_researcher.post(_at(name, draft.case)).status_code == 403
    assert "Withdraw for good" not in desk_researcher.get(address).content.decode()


def test_researcher_cannot_withhold_a_name(desk_researcher, draft):
    address = reverse("admin:cases_person_change", args=[draft.person.pk])
    data = filled(desk_researcher, address) | {"is_name_withheld": "on"}
    desk_researcher.post(address, data)
    assert not m.Person.objects.get(pk=draft.person.pk).is_name_withheld


def test_researcher_cannot_lift_an_embargo(editor, desk_researcher, draft):
    draft.case.embargoed_until = "2999-01-01"
    draft.case.save()
    editor.post(_at("publish", draft.case))
    address = _at("change", draft.case)
    desk_researcher.post(address, filled(desk_researcher, address) | {"embargoed_until": ""})
    draft.case.refresh_from_db()
    assert draft.case.embargoed_until is not None
    assert not PublishedCase.objects.exists()


def test_state_cannot_be_posted_with_the_form(desk_researcher, draft):
    address = _at("change", draft.case)
    desk_researcher.post(address, filled(desk_researcher, address) | {"state": "published"})
    draft.case.refresh_from_db()
    assert draft.case.state == "draft"


def test_researcher_cannot_delete_a_case(desk_researcher, draft):
    address = _at("delete", draft.case)
    assert desk_researcher.post(address, {"post": "yes"}).status_code == 403


def test_editor_deletes_an_empty_draft(editor):
    case = f.CaseFactory(state="draft")
    assert editor.post(_at("delete", case), {"post": "yes"}).status_code == 302
    assert not m.Case.objects.exists()


def test_public_case_is_withdrawn_before_it_can_be_deleted(editor, draft):
    editor.post(_at("publish", draft.case))
    assert editor.post(_at("delete", draft.case), {"post": "yes"}).status_code == 403


def test_buttons_answer_to_post_only(editor, draft):
    for name in ("publish", "unpublish", "withdraw"):
        assert editor.get(_at(name, draft.case)).status_code == 405


def test_buttons_need_the_csrf_token(draft, editor):
    editor.handler.enforce_csrf_checks = True
    assert editor.post(_at("publish", draft.case)).status_code == 403


def test_buttons_on_no_case_are_not_found(editor):
    for key in ("77", "abc", "9" * 30):
        assert editor.post(f"/admin/cases/case/{key}/publish/").status_code == 404


def test_preview_shows_what_would_be_public_and_saves_nothing(desk_researcher, draft):
    f.make_event(
        draft.case, draft.person, is_public=False, summary="Kept from everyone.",
        source=draft.source,
    )  # fmt: skip
    page = desk_researcher.get(_at("preview", draft.case)).content.decode()
    assert "Found guilty and sentenced." in page
    assert "Kept from everyone." not in page
    assert not PublishedCase.objects.exists()


def test_preview_of_an_unfinished_case_says_what_is_missing(desk_researcher, draft):
    draft.arrest.citations.all().delete()
    page = desk_researcher.get(_at("preview", draft.case)).content.decode()
    assert "has no source that supports it" in page


def test_preview_withholds_names(desk_researcher, draft):
    draft.person.is_name_withheld = True
    draft.person.save()
    page = desk_researcher.get(_at("preview", draft.case)).content.decode()
    content = page[page.index('id="content-main"') :]
    assert "Name withheld" in content
    assert "Orvel" not in content


def _everything_public():
    from django.apps import apps

    rows = [
        # PostgreSQL gives bytes as a view of memory, which tells no more than where it is.
        str({k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()})
        for model in apps.get_app_config("publication").get_models()
        for row in model.objects.values()
    ]
    return "\n".join(rows)


def test_source_made_confidential_is_gone_from_everything_at_once(editor, draft):
    editor.post(_at("publish", draft.case))
    assert draft.source.label in _everything_public()
    address = reverse("admin:cases_source_change", args=[draft.source.pk])
    editor.post(address, filled(editor, address) | {"is_confidential": "on"})
    assert draft.source.label not in _everything_public()


def test_spelling_made_private_is_gone_from_everything_at_once(editor, draft):
    name = f.PersonNameFactory(person=draft.person, text="Lan Vorelli")
    f.cite(name, draft.source)
    editor.post(_at("publish", draft.case))
    assert "Lan Vorelli" in _everything_public()
    address = reverse("admin:cases_personname_change", args=[name.pk])
    data = filled(editor, address)
    del data["is_public"]
    editor.post(address, data)
    assert "Lan Vorelli" not in _everything_public()


def test_link_removed_from_one_person_leaves_the_other_ones_page(editor, draft):
    other = f.make_case(name="Ada Melin", slug="melin", state="draft")
    link = f.PersonLinkFactory(person=draft.person, related=other.person)
    f.cite(link, draft.source)
    for made in (draft, other):
        editor.post(_at("publish", made.case))
    document = PublishedPerson.objects.get(public_id=other.person.public_id).document
    assert document["relations"]
    address = reverse("admin:cases_person_change", args=[draft.person.pk])
    editor.post(address, filled(editor, address) | {"links-0-DELETE": "on"})
    document = PublishedPerson.objects.get(public_id=other.person.public_id).document
    assert document["relations"] == []


def test_edits_leave_nothing_that_a_rebuild_would_change(editor, draft):
    editor.post(_at("publish", draft.case))
    for row in (draft.person, draft.court, draft.arrest, draft.source):
        address = reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])
        field = "name" if row is draft.court else "internal_note"
        editor.post(address, filled(editor, address) | {field: "Changed"})
    before = _everything_public()
    publish_everything(today=timezone.localdate(), now=timezone.now())
    assert _everything_public() == before


def test_publisher_renamed_is_renamed_in_all_that_cites_it(editor, draft, monkeypatch):
    monkeypatch.setattr(touching, "MOST_SOURCES", 1)
    publisher = draft.source.publisher
    other = f.make_case(state="draft", source=f.SourceFactory(publisher=publisher))
    for made in (draft, other):
        editor.post(_at("publish", made.case))
    address = reverse("admin:cases_publisher_change", args=[publisher.pk])
    editor.post(address, filled(editor, address) | {"name": "Lower Ford Courier"})
    work_off_due(today=timezone.localdate(), now=timezone.now())
    found = set(PublishedCitation.objects.values_list("publisher", flat=True))
    assert found == {"Lower Ford Courier"}


def test_publishing_writes_nothing_back_that_somebody_else_has_changed(editor, draft):
    read_before = m.Case.objects.get(pk=draft.case.pk)
    m.Case.objects.filter(pk=draft.case.pk).update(title="Put right meanwhile")
    projecting.publish_case(read_before, today=timezone.localdate(), now=timezone.now())
    assert PublishedCase.objects.get().title == "Put right meanwhile"
    withdrawn = m.Case.objects.get(pk=draft.case.pk)
    m.Case.objects.filter(pk=draft.case.pk).update(title="Put right again")
    projecting.withdraw_case(withdrawn, today=timezone.localdate(), now=timezone.now())
    draft.case.refresh_from_db()
    assert (draft.case.title, draft.case.state) == ("Put right again", "withdrawn")
    assert draft.case.history.first().title == "Put right again"


def test_history_says_who_published(editor, draft):
    editor.post(_at("publish", draft.case))
    latest = draft.case.history.first()
    assert (latest.history_user.username, latest.state) == ("edda", "published")
    assert latest.history_change_reason == "published"


def test_designation_without_source_is_not_given_to_an_organisation_of_a_public_case(editor, draft):
    organisation = f.OrganisationFactory(name="Open Square")
    f.SubjectFactory(case=draft.case, person=None, organisation=organisation)
    granted = f.make_event(
        draft.case, draft.person, kind="designation", date="2031-06", source=draft.source
    )
    editor.post(_at("publish", draft.case))
    assert PublishedCase.objects.exists()
    address = reverse("admin:cases_designation_add")
    data = filled(editor, address) | {
        "organisation": organisation.pk,
        "kind": "political_prisoner",
        "grantor": f.OrganisationFactory(name="Rights of Zemlia").pk,
        "granted": granted.pk,
    }
    answer = editor.post(address, data, follow=True)
    page = answer.content.decode()
    assert "Nothing was saved" in page
    assert "has no source" in page
    assert not m.Designation.objects.exists()
    assert PublishedCase.objects.exists()


@pytest.mark.parametrize("done", ["deleted", "uncited"])
def test_source_of_a_count_leaves_the_public_with_it(editor, draft, done):
    source = f.SourceFactory(label="A list of Zubrik prisoners")
    count = f.ReportedCountFactory()
    citation = f.cite(count, source)
    publish_everything(today=timezone.localdate(), now=timezone.now())
    assert "Zubrik" in _everything_public()
    if done == "deleted":
        address = reverse("admin:cases_reportedcount_delete", args=[count.pk])
        editor.post(address, {"post": "yes"})
    else:
        address = reverse("admin:cases_reportedcount_change", args=[count.pk])
        editor.post(address, filled(editor, address) | {"citations-0-DELETE": "on"})
        assert not count.citations.filter(pk=citation.pk).exists()
    assert "Zubrik" not in _everything_public()
    assert [str(one) for one in check_everything(today=timezone.localdate())] == []
