"""An older form undoes nothing that somebody else has done meanwhile, and loses nothing typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import models as m
from cases.desk import guarding
from cases.desk.cases import CaseAdmin
from cases.desk.events import EventAdmin
from cases.desk.guarding import SHOWN
from cases.desk.people import PersonAdmin
from cases.publication.models import Tombstone
from cases.publication.projecting import withdraw_case
from cases.publication.withholding import withhold_name
from tests import factories as f
from tests.desk.conftest import as_it_stands, filled, said
from tests.publication.searching import columns_with


@pytest.fixture
def made(editor):
    """A case that the desk has published."""
    made = f.make_case(slug="orvel", name="Ilan Orvel", state="draft")
    editor.post(reverse("admin:cases_case_publish", args=[made.case.pk]))
    assert columns_with("Orvel")
    return made


def _change(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _clock():
    now = timezone.now()
    return {"now": now, "today": timezone.localdate(now)}


def withhold(person):
    withhold_name(m.Person.objects.get(pk=person.pk), **_clock())


def withdraw(case):
    withdraw_case(m.Case.objects.get(pk=case.pk), **_clock())


def refused(answer):
    """The words of the refusal above the form in an answer."""
    assert answer.status_code == 200
    return " ".join(answer.context["adminform"].form.non_field_errors())


# Protections that an older form would undo: the row, the field, what protects, what the form says.
PROTECTIONS = [
    ("person", "is_name_withheld", "on", "withhold the name: now: yes, in your form: no"),
    ("case", "embargoed_until", "2999-01-01", "not public before: now: 2999-01-01, in your form"),
    ("event", "is_public", None, "public: now: no, in your form: yes"),
    ("source", "is_confidential", "on", "confidential: now: yes, in your form: no"),
    ("personname", "is_public", None, "public: now: no, in your form: yes"),
]


@pytest.mark.parametrize(("kind", "field", "protects", "words"), PROTECTIONS)
def test_older_form_undoes_no_protection_not_even_when_it_is_saved_again(
    editor, made, kind, field, protects, words
):
    row = {
        "person": made.person,
        "case": made.case,
        "event": made.arrest,
        "source": made.source,
        "personname": f.PersonNameFactory(person=made.person, origin="editorial"),
    }[kind]
    before = filled(editor, _change(row))
    protected = {name: value for name, value in before.items() if name != field}
    protected |= {field: protects} if protects else {}
    assert editor.post(_change(row), protected).status_code == 302
    stands = getattr(type(row).objects.get(pk=row.pk), field)

    answer = editor.post(_change(row), before | {"internal_note": "A slip mended."})
    row.refresh_from_db()
    assert (getattr(row, field), row.internal_note) == (stands, "")
    assert words in refused(answer)

    again = as_it_stands(answer)
    assert again["internal_note"] == "A slip mended."
    assert editor.post(_change(row), again).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, field), row.internal_note) == (stands, "A slip mended.")


def test_older_form_shows_no_withheld_name(editor, made):
    before = filled(editor, _change(made.person))
    withhold(made.person)
    editor.post(_change(made.person), before | {"note": "A slip mended."})
    assert columns_with("Orvel") == set()


@pytest.mark.parametrize(
    ("kind", "prefix"), [("person", "names-0"), ("case", "events-0")], ids=["spelling", "event"]
)
def test_older_table_of_rows_makes_nothing_public_again(editor, made, kind, prefix):
    page = _change(made.person if kind == "person" else made.case)
    row = made.person.names.get() if kind == "person" else made.arrest
    before = filled(editor, page)
    type(row).objects.filter(pk=row.pk).update(is_public=False)
    answer = editor.post(page, before | {"internal_note": "A slip mended."})
    assert f"{row}”, public: now: no, in your form: yes" in refused(answer)
    again = as_it_stands(answer)
    assert f"{prefix}-is_public" not in again
    # A subject needs a public name or a descriptor.
    again |= {"descriptor": "A teacher"} if kind == "person" else {}
    assert editor.post(page, again).status_code == 302
    row.refresh_from_db()
    assert not row.is_public


def test_protection_that_was_typed_is_kept_in_the_form(editor, made):
    before = filled(editor, _change(made.person))
    m.Person.objects.filter(pk=made.person.pk).update(note="Mended by somebody else.")
    answer = editor.post(_change(made.person), before | {"is_name_withheld": "on"})
    assert not m.Person.objects.get(pk=made.person.pk).is_name_withheld
    editor.post(_change(made.person), as_it_stands(answer))
    assert columns_with("Orvel") == set()


def test_later_of_two_embargoes_is_kept_in_the_form(editor, made):
    before = filled(editor, _change(made.case))
    m.Case.objects.filter(pk=made.case.pk).update(embargoed_until="2998-01-01")
    for typed, kept in (
        ("2997-01-01", "2998-01-01"),
        ("2999-01-01", "2999-01-01"),
        ("soon", "2998-01-01"),
    ):
        answer = editor.post(_change(made.case), before | {"embargoed_until": typed})
        assert as_it_stands(answer)["embargoed_until"] == kept


def test_refusal_names_what_stands_otherwise_now_in_words(editor, made):
    court = f.CourtFactory(name="Bench of the Upper Ford")
    before = filled(editor, _change(made.trial))
    m.Event.objects.filter(pk=made.trial.pk).update(court=court, summary="Told anew.", kind="trial")
    words = refused(editor.post(_change(made.trial), before | {"date": "2031-05-03"}))
    assert f"court: now: Bench of the Upper Ford, in your form: {made.court}" in words
    assert "summary: now: Told anew., in your form: Found guilty and sentenced." in words
    assert "kind: now: trial, in your form: sentence" in words
    assert "date: now: 2031-05-02, in your form: 2031-05-03" in words


def test_row_of_a_table_that_is_gone_is_told_and_not_made_again(editor, made):
    name = f.PersonNameFactory(person=made.person, text="Lan Vorelli", origin="editorial")
    f.PersonNameFactory(person=made.person, text="Илан Орвель", origin="editorial")
    before = filled(editor, _change(made.person))
    assert before["names-1-text"] == "Lan Vorelli"
    name.delete()
    typed = {"names-1-text": "Lan Vorello", "names-2-text": "Илан Орвел", "names-3-text": "I. O."}
    answer = editor.post(
        _change(made.person), before | typed | {"names-3-origin": "editorial"}, follow=True
    )
    assert "Lan Vorello" in refused(answer)
    again = as_it_stands(answer)
    assert "Lan Vorello" not in again.values()
    assert editor.post(_change(made.person), again).status_code == 302
    found = {name.text for name in made.person.names.all()}
    assert found == {"Ilan Orvel", "Илан Орвел", "I. O."}


def test_row_that_was_added_to_a_table_is_told_and_stays(editor, made):
    before = filled(editor, _change(made.person))
    f.PersonNameFactory(person=made.person, text="Lan Vorelli", origin="editorial")
    answer = editor.post(_change(made.person), before | {"note": "A slip mended."})
    assert "“Lan Vorelli”: now: added, in your form: missing" in refused(answer)
    assert editor.post(_change(made.person), as_it_stands(answer)).status_code == 302
    assert made.person.names.filter(text="Lan Vorelli").exists()


def test_row_saved_unchanged_by_somebody_else_is_no_conflict(editor, made):
    before = filled(editor, _change(made.person))
    m.Person.objects.get(pk=made.person.pk).save()
    answer = editor.post(_change(made.person), before | {"note": "A slip mended."}, follow=True)
    assert "was changed successfully" in said(answer)


@pytest.mark.parametrize("digest", [None, "", "0" * 32])
def test_form_that_does_not_say_what_it_was_filled_in_on_is_refused(editor, made, digest):
    data = filled(editor, _change(made.person)) | {"note": "A slip mended."}
    del data[SHOWN]
    answer = editor.post(_change(made.person), data | ({} if digest is None else {SHOWN: digest}))
    assert "Nothing was saved" in refused(answer)
    assert m.Person.objects.get(pk=made.person.pk).note == ""
    assert editor.post(_change(made.person), as_it_stands(answer)).status_code == 302
    assert m.Person.objects.get(pk=made.person.pk).note == "A slip mended."


@pytest.mark.parametrize("key", ["%20{}", "{}%20", "+{}", "0{}"])
def test_no_spelling_of_an_address_leads_past_the_refusal(editor, made, key):
    address = f"/admin/cases/person/{key.format(made.person.pk)}/change/"
    data = filled(editor, _change(made.person)) | {"note": "Past the refusal."}
    del data[SHOWN]
    editor.post(address, data)
    assert m.Person.objects.get(pk=made.person.pk).note == ""


def test_almost_empty_post_is_refused_with_the_form(editor, made):
    for row in (made.person, made.case, made.arrest):
        assert "Nothing was saved" in refused(editor.post(_change(row), {"internal_note": "Hm."}))


def test_older_form_in_a_popup_comes_back_in_the_popup(editor, made):
    address = f"{_change(made.court)}?_popup=1"
    before = filled(editor, address) | {"_popup": "1"}
    m.Court.objects.filter(pk=made.court.pk).update(name="Bench of the Upper Ford")
    answer = editor.post(address, before | {"name": "Bench of the Lower Ford"})
    assert "now: Bench of the Upper Ford, in your form: Bench of the Lower Ford" in refused(answer)
    assert answer.context["is_popup"]
    answer = editor.post(address, as_it_stands(answer) | {"_popup": "1"})
    assert "Bench of the Lower Ford" in answer.content.decode()
    assert m.Court.objects.get(pk=made.court.pk).name == "Bench of the Lower Ford"


def test_refused_for_a_lack_of_sources_the_form_is_saved_once_that_is_mended(editor, made):
    data = filled(editor, _change(made.person)) | {"names-1-text": "Илан Орвель"}
    answer = editor.post(_change(made.person), data)
    assert "is not marked editorial" in refused(answer)
    again = as_it_stands(answer) | {"names-1-origin": "editorial"}
    assert editor.post(_change(made.person), again).status_code == 302


def test_view_only_page_has_no_digest(client, made, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(user)
    assert SHOWN not in filled(client, _change(made.person))
    assert client.post(_change(made.person), {"note": "Typed."}).status_code == 403


# What happens while a request of the desk is under way.


@pytest.fixture
def overtaken(monkeypatch):
    """Let something happen between the reading of a row and its saving."""

    def overtake(page, happens):
        real = page.save_model

        def save_model(self, request, obj, form, change):
            happens()
            return real(self, request, obj, form, change)

        monkeypatch.setattr(page, "save_model", save_model)

    return overtake


def test_rows_are_held_before_they_are_compared(editor, made, monkeypatch):
    data = filled(editor, _change(made.case)) | {"summary": "Told anew."}
    real, held = guarding._held, []

    def hold(model):
        if not held:
            withdraw(made.case)
        held.append(real(model))
        return held[-1]

    monkeypatch.setattr(guarding, "_held", hold)
    assert "Nothing was saved" in refused(editor.post(_change(made.case), data))
    assert m.Case.objects.get(pk=made.case.pk).summary != "Told anew."
    assert [rows.model for rows in held] == [m.Case, m.Subject, m.Event, m.Dispute]
    for rows in held:
        assert rows.query.select_for_update
        assert rows.query.select_for_no_key_update


def test_save_of_a_case_leaves_a_withdrawal_as_it_is(editor, made, overtaken):
    data = filled(editor, _change(made.case)) | {"summary": "Told anew."}
    overtaken(CaseAdmin, lambda: withdraw(made.case))
    editor.post(_change(made.case), data)
    case = m.Case.objects.get(pk=made.case.pk)
    assert (case.state, case.summary) == ("withdrawn", "Told anew.")
    assert columns_with("Orvel") == {"Tombstone.slug"}
    assert Tombstone.objects.exists()


@pytest.mark.parametrize("who", ["editor", "desk_researcher"])
def test_save_of_a_person_leaves_a_withheld_name_as_it_is(request, made, overtaken, who):
    client = request.getfixturevalue(who)
    data = filled(client, _change(made.person)) | {"note": "Told anew."}
    overtaken(PersonAdmin, lambda: withhold(made.person))
    client.post(_change(made.person), data)
    person = m.Person.objects.get(pk=made.person.pk)
    assert (person.is_name_withheld, person.note) == (True, "Told anew.")
    assert columns_with("Orvel") == set()


def test_withholding_writes_nothing_back_that_somebody_else_has_changed(editor, made, overtaken):
    data = filled(editor, _change(made.person)) | {"is_name_withheld": "on"}
    people = m.Person.objects.filter(pk=made.person.pk)
    overtaken(PersonAdmin, lambda: people.update(note="Put right meanwhile."))
    editor.post(_change(made.person), data)
    assert people.values_list("is_name_withheld", "note").get() == (True, "Put right meanwhile.")


def test_save_writes_only_what_the_form_changed_in_tables_too(editor, made, overtaken):
    data = filled(editor, _change(made.arrest)) | {
        "date": "2031-03-05",
        "citations-0-note": "On the second page.",
    }
    citation = made.arrest.citations.get()

    def happens():
        m.Event.objects.filter(pk=made.arrest.pk).update(is_public=False)
        m.EventCitation.objects.filter(pk=citation.pk).update(paragraph=9)

    overtaken(EventAdmin, happens)
    editor.post(_change(made.arrest), data)
    made.arrest.refresh_from_db()
    citation.refresh_from_db()
    # What follows from the text of a date is written with it.
    assert (made.arrest.date, str(made.arrest.date_earliest)) == ("2031-03-05", "2031-03-05")
    assert not made.arrest.is_public
    assert (citation.paragraph, citation.note) == (9, "On the second page.")


def test_spelling_changed_is_found_by_its_new_form_and_its_history_is_whole(editor, made):
    name = made.person.names.get()
    data = filled(editor, _change(name)) | {"text": "Илан Орвель"}
    editor.post(_change(name), data)
    name.refresh_from_db()
    assert (name.script, "orvel" in name.folded) == ("cyrl", True)
    latest = name.history.first()
    assert (latest.text, latest.folded, latest.history_user.username) == (
        "Илан Орвель", name.folded, "edda",
    )  # fmt: skip
    assert latest.updated_at == name.updated_at


@pytest.mark.parametrize("button", ["publish", "unpublish"])
def test_button_on_an_older_page_undoes_no_withdrawal(editor, made, button):
    shown = {"publish": "draft", "unpublish": "published"}[button]
    withdraw(made.case)
    address = reverse(f"admin:cases_case_{button}", args=[made.case.pk])
    answer = editor.post(address, {"state": shown}, follow=True)
    assert "is withdrawn now" in said(answer)
    assert m.Case.objects.get(pk=made.case.pk).state == "withdrawn"


def test_buttons_say_in_which_state_the_case_was_shown(editor, made):
    page = editor.get(_change(made.case)).content.decode()
    assert page.count('<input type="hidden" name="state" value="published">') == 2
