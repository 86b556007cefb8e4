"""An edit at the desk is saved, recorded and public in one step, or not at all."""

import pytest
from django.urls import reverse

from cases import models as m
from cases.publication.models import PublishedCase, PublishedPerson
from tests import factories as f
from tests.desk.conftest import filled, said

EVENT_ADD = "/admin/cases/event/add/"


@pytest.fixture
def made(editor):
    """A case that the desk has published."""
    made = f.make_case(slug="orvel", state="draft")
    editor.post(reverse("admin:cases_case_publish", args=[made.case.pk]))
    assert PublishedCase.objects.filter(slug="orvel").exists()
    return made


def document():
    return PublishedCase.objects.get(slug="orvel").document


def _change(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _new_event(client, made, **values):
    address = f"{EVENT_ADD}?case={made.case.pk}"
    data = filled(client, address) | {
        "kind": "hunger_strike",
        "date": "2031-06",
        "summary": "Refused food over the conditions.",
        "citations-0-source": made.source.pk,
        "citations-0-paragraph": "4",
    }
    return client.post(address, data | values, follow=True)


def test_event_added_with_its_citation_is_public_at_once(editor, made):
    answer = _new_event(editor, made)
    assert "Nothing was saved" not in said(answer)
    event = document()["events"][-1]
    assert event["kind"] == "hunger_strike"
    assert event["summary"] == "Refused food over the conditions."
    assert event["citations"]


def test_new_event_concerns_the_only_subject(editor, made):
    _new_event(editor, made)
    event = m.Event.objects.get(kind="hunger_strike")
    assert [row.person for row in event.participants.all()] == [made.person]


def test_partial_date_is_read_back_in_words(editor, made):
    answer = _new_event(editor, made)
    assert "June 2031" in said(answer)
    assert "2031-06-30" in said(answer)


def test_impossible_date_is_explained_beside_the_field(editor, made):
    answer = _new_event(editor, made, date="2031-02-30")
    assert "February 2031" in str(answer.context["adminform"].form.errors["date"])


def test_end_before_the_beginning_is_explained(editor, made):
    answer = _new_event(editor, made, end="2030")
    assert "ends before it begins" in str(answer.context["adminform"].form.errors["end"])


def test_event_without_source_is_not_added_to_a_public_case(editor, made):
    answer = _new_event(editor, made, **{"citations-0-source": "", "citations-0-paragraph": ""})
    page = answer.content.decode()
    assert "Nothing was saved" in page
    assert "has no source that supports it" in page
    # What was typed is still there.
    assert "Refused food over the conditions." in page
    assert not m.Event.objects.filter(kind="hunger_strike").exists()
    assert len(document()["events"]) == 2


def test_event_without_source_is_added_to_a_draft(editor):
    made = f.make_case(state="draft")
    _new_event(editor, made, **{"citations-0-source": "", "citations-0-paragraph": ""})
    assert m.Event.objects.filter(kind="hunger_strike").exists()


def test_event_made_private_leaves_the_public_case(editor, made):
    data = filled(editor, _change(made.arrest))
    del data["is_public"]
    editor.post(_change(made.arrest), data)
    assert [event["kind"] for event in document()["events"]] == ["sentence"]


def test_deleted_event_leaves_the_public_case(editor, made):
    extra = f.make_event(made.case, made.person, kind="hunger_strike", source=made.source)
    editor.post(f"/admin/cases/event/{extra.pk}/delete/", {"post": "yes"})
    assert len(document()["events"]) == 2


def test_deletion_that_would_break_a_public_case_is_refused(editor, made):
    answer = editor.post(
        f"/admin/cases/event/{made.arrest.pk}/delete/", {"post": "yes"}, follow=True
    )
    assert answer.status_code == 200
    editor.post(
        "/admin/cases/event/",
        {"action": "delete_selected", "_selected_action": [made.arrest.pk], "post": "yes"},
    )
    assert PublishedCase.objects.filter(slug="orvel").exists()


def test_event_needed_by_a_sentence_is_kept_with_a_message(editor, made):
    answer = editor.post(
        f"/admin/cases/event/{made.trial.pk}/delete/", {"post": "yes"}, follow=True
    )
    assert answer.status_code == 200
    assert m.Event.objects.filter(pk=made.trial.pk).exists()


def test_event_moved_to_another_case_leaves_the_first(editor, made):
    extra = f.make_event(made.case, made.person, kind="hunger_strike", source=made.source)
    other = f.make_case(slug="other", state="draft")
    data = filled(editor, _change(extra)) | {"case": other.case.pk}
    editor.post(_change(extra), data)
    assert "hunger_strike" not in [event["kind"] for event in document()["events"]]


def test_charge_edited_is_public_at_once(editor, made):
    data = filled(editor, _change(made.charge)) | {"wording": "According to the charge, sang"}
    editor.post(_change(made.charge), data)
    assert document()["charges"][0]["wording"] == "According to the charge, sang"


def test_spelling_added_with_its_source_is_public_at_once(editor, made):
    data = filled(editor, _change(made.person)) | {
        "names-1-text": "Илан Орвель",
        "names-1-first_source": made.source.pk,
        "names-1-first_paragraph": "2",
    }
    editor.post(_change(made.person), data, follow=True)
    person = PublishedPerson.objects.get(public_id=made.person.public_id)
    assert "Илан Орвель" in [name["text"] for name in person.document["names"]]


def test_spelling_without_source_is_not_added_to_a_public_person(editor, made):
    data = filled(editor, _change(made.person)) | {"names-1-text": "Илан Орвель"}
    answer = editor.post(_change(made.person), data, follow=True)
    assert "is not marked editorial" in answer.content.decode()
    assert not m.PersonName.objects.filter(text="Илан Орвель").exists()


def test_court_renamed_is_renamed_in_public(editor, made):
    data = filled(editor, _change(made.court)) | {"name": "Bench of the Upper Ford"}
    editor.post(_change(made.court), data)
    assert "Bench of the Upper Ford" in PublishedCase.objects.get(slug="orvel").courts


def test_list_fields_are_kept_as_lists(editor, made):
    data = filled(editor, _change(made.person)) | {
        "professions": ["poet", "teacher"],
        "citizenship": "ZZ, kz",
    }
    editor.post(_change(made.person), data)
    made.person.refresh_from_db()
    assert made.person.professions == ["poet", "teacher"]
    assert made.person.citizenship == ["ZZ", "KZ"]


def test_code_that_is_no_country_is_explained(editor, made):
    data = filled(editor, _change(made.person)) | {"citizenship": "Zemlia"}
    answer = editor.post(_change(made.person), data)
    assert "no country code" in answer.content.decode()


def test_other_names_are_typed_one_a_line(editor, made):
    data = filled(editor, _change(made.court)) | {"other_names": "Форд соты\r\n\r\nFord Court"}
    editor.post(_change(made.court), data)
    made.court.refresh_from_db()
    assert made.court.other_names == ["Форд соты", "Ford Court"]


def test_every_page_saved_untouched_changes_nothing(editor, made):
    before = document()
    for row in (made.case, made.arrest, made.trial, made.charge, made.sentence, made.person):
        answer = editor.post(_change(row), filled(editor, _change(row)), follow=True)
        assert "was changed successfully" in said(answer), row
    assert document() == before
