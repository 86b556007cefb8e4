"""Search at the desk finds a person, an organisation or a place by any spelling."""

import json

import pytest
from django.urls import reverse

from cases import models as m
from tests import factories as f


def autocomplete(client, term, model, name):
    answer = client.get(
        reverse("admin:autocomplete"),
        {"term": term, "app_label": "cases", "model_name": model, "field_name": name},
    )
    assert answer.status_code == 200
    return [row["text"] for row in json.loads(answer.content)["results"]]


@pytest.fixture
def named(db):
    person = f.make_person("Maqsut Zhorav")
    f.make_person("Ada Melin")
    return person


@pytest.mark.parametrize("term", ["Жорав", "жорав максут", "Jorav", "Maksut", "zhorav maqsut"])
def test_autocomplete_finds_a_person_by_any_spelling(editor, named, term):
    assert autocomplete(editor, term, "subject", "person") == ["Maqsut Zhorav"]


def test_autocomplete_finds_an_organisation_by_another_name(editor):
    body = f.OrganisationFactory(name="Open Square Movement")
    f.OrganisationNameFactory(organisation=body, text="Ашық алаң")
    assert autocomplete(editor, "Ashyq alan", "affiliation", "organisation") == [body.name]


def test_autocomplete_finds_a_place_by_another_name(editor):
    f.PlaceFactory(name="Marrow Ford", other_names=["Марроу"])
    f.PlaceFactory(name="Lower Ford")
    assert autocomplete(editor, "марроу", "event", "place") == ["Marrow Ford"]


def test_autocomplete_finds_a_source_by_its_key(editor):
    source = f.SourceFactory(key="017/4")
    f.SourceFactory(key="018/2")
    assert autocomplete(editor, "017/4", "eventcitation", "source") == [str(source)]


@pytest.mark.parametrize("term", ["'\"%_\\", "´´´", "x" * 3000])
def test_autocomplete_finds_nothing_for_odd_terms(editor, named, term):
    assert autocomplete(editor, term, "subject", "person") == []


def test_autocomplete_takes_a_null_byte_for_nothing(editor, named):
    assert len(autocomplete(editor, "\0", "subject", "person")) == 2


def test_list_of_cases_is_searched_by_a_subject(editor):
    made = f.make_case(name="Maqsut Zhorav")
    f.make_case(name="Ada Melin")
    answer = editor.get("/admin/cases/case/", {"q": "Максут"})
    assert list(answer.context["cl"].queryset) == [made.case]


def test_list_of_events_names_each_once(editor):
    made = f.make_case(name="Maqsut Zhorav")
    f.PersonNameFactory(person=made.person, text="Максут Жорав")
    answer = editor.get("/admin/cases/event/", {"q": "zhorav"})
    assert {row.pk for row in answer.context["cl"].queryset} == {made.arrest.pk, made.trial.pk}
    assert answer.context["cl"].queryset.count() == 2


def test_new_person_with_a_like_name_is_pointed_out_and_not_merged(editor, named):
    answer = _add_person(editor, "Максут Жораф")
    assert "A person with a like name is already here" in answer.content.decode()
    assert reverse("admin:cases_person_change", args=[named.pk]) in answer.content.decode()
    assert m.Person.objects.count() == 3


def test_new_person_with_a_name_of_their_own_brings_no_warning(editor, named):
    answer = _add_person(editor, "Neva Quillane")
    assert "like name" not in answer.content.decode()


def _add_person(client, name):
    from tests.desk.conftest import filled

    address = reverse("admin:cases_person_add")
    data = filled(client, address) | {
        "slug": "someone-new", "names-0-text": name, "names-0-kind": "primary",
        "names-0-origin": "editorial",
    }  # fmt: skip
    return client.post(address, data, follow=True)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("missing=yes", True), ("missing=no", False), ("disputes=yes", False),
        ("disputes=no", True), ("verified=never", True), ("verified=stale", False),
        ("state__exact=draft", True), ("country=ZZ", True),
    ],
)  # fmt: skip
def test_filters_of_cases(editor, query, is_found):
    made = f.make_case(state="draft")
    made.arrest.citations.all().delete()
    answer = editor.get(f"/admin/cases/case/?{query}")
    assert bool(answer.context["cl"].queryset.count()) is is_found


def test_without_scripts_the_likely_rows_can_be_chosen(editor):
    made = f.make_case(name="Ilan Orvel")
    page = editor.get(f"/admin/cases/event/add/?case={made.case.pk}").content.decode()
    for row in (made.person, made.source, made.court, made.arrest):
        assert f'<option value="{row.pk}"' in page
        assert str(row) in page


def test_events_and_subjects_are_offered_from_the_case_only(editor):
    made, other = f.make_case(name="Ilan Orvel"), f.make_case(name="Ada Melin")
    page = editor.get(f"/admin/cases/charge/add/?subject={made.subject.pk}")
    form = page.context["adminform"].form
    assert [pk for pk, _label in form.fields["subject"].choices if pk] == [made.subject.pk]
    data = {"subject": other.subject.pk, "wording": "Sang"}
    answer = editor.post(f"/admin/cases/charge/add/?subject={made.subject.pk}", data)
    assert "subject" in answer.context["adminform"].form.errors
