"""Every page of the desk opens, runs a fixed number of queries and withstands odd addresses."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import models as m
from tests import factories as f

# Each table of facts once, and what the form and its tables of rows ask for.
MOST_QUERIES = 72
DESK = [model for model in admin.site._registry if model._meta.app_label == "cases"]


@pytest.fixture
def furnished(db):
    """A few rows of everything."""
    return [_furnish(n) for n in range(2)]


def _furnish(n):
    made = f.make_case(slug=f"furnished-{n}")
    f.cite(f.DesignationFactory(person=made.person, granted=made.trial))
    f.cite(f.AffiliationFactory(person=made.person))
    f.cite(f.OrganisationNameFactory())
    f.cite(f.OrganisationLinkFactory())
    f.cite(f.PersonLinkFactory(person=made.person))
    f.cite(f.AgeStatementFactory(person=made.person))
    f.cite(f.PersonBirthFactory(person=made.person))
    f.cite(f.ReportedCountFactory())
    f.FacilityFactory()
    f.ConditionFactory(sentence=made.sentence)
    f.SourceParagraphFactory(source=made.source)
    dispute = f.DisputeFactory(case=made.case)
    f.cite(f.DisputeClaimFactory(dispute=dispute, event=made.arrest))
    f.cite(f.DisputeClaimFactory(dispute=dispute, claim="On the fifth"))
    return made


def _list(model):
    return reverse(f"admin:cases_{model._meta.model_name}_changelist")


def _change(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("model", DESK, ids=lambda model: model.__name__)
def test_every_page_of_a_model_opens(editor, furnished, model):
    row = model.objects.first()
    for address in (
        _list(model),
        f"{_list(model)}?q=Orvel",
        reverse(f"admin:cases_{model._meta.model_name}_add"),
        _change(row),
        reverse(f"admin:cases_{model._meta.model_name}_history", args=[row.pk]),
    ):
        assert editor.get(address).status_code == 200, address


@pytest.mark.parametrize("model", DESK, ids=lambda model: model.__name__)
def test_list_runs_as_many_queries_for_many_rows_as_for_few(editor, furnished, model):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert editor.get(_list(model)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for n in range(2, 5):
        _furnish(n)
    assert queries() <= few


@pytest.mark.parametrize("model", DESK, ids=lambda model: model.__name__)
def test_odd_address_is_never_a_server_error(editor, furnished, model):
    name = model._meta.model_name
    for address in (
        f"{_list(model)}?q=%00",
        f"{_list(model)}?q=%D0%91%27%22%25",
        f"{_list(model)}?p=zwei&o=x.y",
        f"{_list(model)}?id__exact=abc",
        f"{_list(model)}?nonsense__exact=1",
        f"{_list(model)}?updated_at__year=9999999",
        f"/admin/cases/{name}/abc/change/",
        f"/admin/cases/{name}/{'9' * 30}/change/",
        f"/admin/cases/{name}/abc/delete/",
        f"/admin/cases/{name}/abc/history/",
        f"/admin/cases/{name}/{'9' * 30}/history/",
        f"/admin/cases/{name}/add/?case=abc&subject=%00&event=999999&person={'9' * 30}",
        f"/admin/cases/{name}/add/?case=-1&granted=1e9&dispute=&charge=0",
    ):
        assert editor.get(address, follow=True).status_code in (200, 400, 404), address


def test_preset_that_leads_nowhere_is_said(editor):
    answer = editor.get("/admin/cases/event/add/?case=77")
    assert "does not exist" in answer.content.decode()


def test_case_page_runs_as_many_queries_for_many_events_as_for_few(editor, furnished):
    made = furnished[0]

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(_change(made.case)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for n in range(6):
        f.make_event(made.case, made.person, date=f"2031-06-0{n + 1}", source=made.source)
    assert queries() <= few


def test_case_page_reads_the_facts_of_the_case_once(editor, furnished):
    address = _change(furnished[0].case)
    editor.get(address)
    with CaptureQueriesContext(connection) as captured:
        editor.get(address)
    read = 'FROM "cases_eventcitation" WHERE "cited_id"'
    assert len([query for query in captured if read in query["sql"]]) == 1
    assert len(captured) <= MOST_QUERIES


def test_list_of_cases_names_three_subjects_and_counts_the_others(editor, furnished):
    case = furnished[0].case
    for name in ("Sefa Zorav", "Tamo Birel", "Ravi Onder", "Nela Strom"):
        f.SubjectFactory(case=case, person=f.make_person(name))
    page = editor.get(_list(type(case))).content.decode()
    assert "Tamo Birel" in page
    assert "and 2 more" in page
    assert "Ravi Onder" not in page


def test_texts_have_room_on_the_page_and_are_short_in_tables(editor, furnished):
    page = editor.get(_change(furnished[0].arrest)).content.decode()
    assert re.search(r'<textarea name="summary"[^>]* rows="6"', page)
    assert re.search(r'<textarea name="citations-0-internal_note"[^>]* rows="2"', page)


def test_every_field_of_a_table_says_what_it_is(editor, furnished):
    page = editor.get(_change(furnished[0].arrest)).content.decode()
    fields = re.findall(r'<[^<>]* name="citations-0-(?!id|cited)[^<>]*>', page)
    assert len(fields) >= 9
    assert all("aria-label=" in field for field in fields)


def test_links_at_the_top_lead_to_what_the_user_may_open(client, editor, django_user_model):
    page = "/admin/password_change/"
    assert _list(m.Source) in editor.get(page).content.decode()
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert _list(m.Source) not in client.get(page).content.decode()


def test_desk_has_the_house_stylesheet_and_runs_no_inline_script(editor, furnished):
    page = editor.get(_change(furnished[0].case)).content.decode()
    assert "desk/desk.css" in page
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


def test_stranger_is_sent_to_the_login(client, furnished):
    for address in (
        _change(furnished[0].case),
        reverse("admin:cases_case_preview", args=[furnished[0].case.pk]),
        reverse("admin:cases_case_everything", args=[furnished[0].case.pk]),
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/admin/login/" in answer.headers["Location"]


def test_login_sets_a_session_cookie_that_scripts_cannot_read(client, django_user_model):
    django_user_model.objects.create_superuser("nadja", password="desk-password")
    answer = client.post(
        "/admin/login/", {"username": "nadja", "password": "desk-password", "next": "/admin/"}
    )
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_source_page_shows_the_attached_paragraphs_with_anchors(editor, furnished):
    source = furnished[0].source
    paragraph = source.paragraphs.get()
    page = editor.get(_change(source)).content.decode()
    assert f'id="paragraph-{paragraph.number}"' in page
    assert paragraph.text in page


def test_citation_links_to_its_paragraph(editor, furnished):
    made = furnished[0]
    page = editor.get(_change(made.arrest)).content.decode()
    assert f"{_change(made.source)}#paragraph-3" in page
