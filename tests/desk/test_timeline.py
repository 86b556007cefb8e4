"""The timeline on a case's page at the desk."""

from datetime import date

import pytest
from django.urls import reverse

from cases.desk import documents, timeline
from cases.desk.contradictions import contradictions
from cases.publication.reading import Reach, read
from tests import factories as f
from tests.desk.conftest import filled

TODAY = date(2032, 1, 1)


@pytest.fixture
def made(db):
    return f.make_case(slug="orvel", name="Ilan Orvel", state="draft")


def entries(case):
    shown = documents.whole(case, today=TODAY)
    public = documents.as_published(case, today=TODAY)
    ids = [event["id"] for event in public.document["events"]] if public else None
    return timeline.timeline(shown, ids)


def test_entries_are_those_of_the_publication_in_its_order(made):
    public = documents.as_published(made.case, today=TODAY)
    assert [one["id"] for one in entries(made.case)] == [
        one["id"] for one in public.document["events"]
    ]


def test_private_event_is_shown_and_marked(made):
    f.make_event(made.case, made.person, is_public=False, date="2031-04-01", source=made.source)
    assert [one["is_hidden"] for one in entries(made.case)] == [False, True, False]


def test_private_event_is_marked_in_an_unfinished_case_too(editor, made):
    made.arrest.citations.all().delete()
    f.make_event(made.case, made.person, is_public=False, date="2031-04-01", source=made.source)
    answer = editor.get(reverse("admin:cases_case_change", args=[made.case.pk]))
    assert [one["is_hidden"] for one in answer.context["entries"]] == [False, True, False]


def test_entry_says_when_what_and_of_whom(made):
    first, last = entries(made.case)
    assert first["when"] == "4 March 2031"
    assert first["parties"] == ["Ilan Orvel (affected)"]
    assert last["sentences"] == ["Ilan Orvel: imprisonment, 7 years"]
    assert first["charges"] == [f"{made.charge.wording}: pending"]


def test_planned_and_undated_events_say_so(made):
    f.make_event(made.case, made.person, kind="hearing", date="", planned="2031-06-01")
    f.make_event(made.case, made.person, kind="search", date="")
    whens = {one["when"] for one in entries(made.case)}
    assert {"planned for 1 June 2031", "date unknown"} <= whens


def test_events_in_a_circle_are_still_shown(made):
    one = f.make_event(made.case, made.person, date="")
    two = f.make_event(made.case, made.person, date="", after=one)
    one.after = two
    one.save()
    assert len(entries(made.case)) == 4


def test_last_known_state_is_in_words(made):
    subject = timeline.subjects(documents.whole(made.case, today=TODAY))[0]
    assert subject["state_words"].startswith("last known: imprisoned; since 2 May 2031")


def test_page_shows_timeline_state_and_links(editor):
    made = f.make_case(arrested="2021-03-04", sentenced="2021-05-02", state="draft")
    answer = editor.get(reverse("admin:cases_case_change", args=[made.case.pk]))
    page = answer.content.decode()
    assert 'id="timeline"' in page
    assert "last known: imprisoned" in page
    for row in (made.arrest, made.charge, made.sentence):
        assert reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk]) in page
    assert f"/admin/cases/charge/add/?subject={made.subject.pk}" in page
    assert f"/admin/cases/event/add/?case={made.case.pk}" in page


def test_confirmation_is_said_as_precisely_as_its_event(made):
    f.make_event(made.case, made.person, kind="hunger_strike", date="2031-08", source=made.source)
    subject = timeline.subjects(documents.whole(made.case, today=TODAY))[0]
    assert "confirmed August 2031" in subject["state_words"]


def test_citation_names_the_source_and_leads_to_its_paragraph(editor, made):
    cited = entries(made.case)[0]["citations"]
    assert [one["key"] for one in cited] == [f"{made.source.key} ¶3"]
    page = editor.get(reverse("admin:cases_case_change", args=[made.case.pk])).content.decode()
    source = reverse("admin:cases_source_change", args=[made.source.pk])
    assert f'<a href="{source}#paragraph-3">{made.source.key} ¶3</a>' in page


def test_one_reading_shows_what_two_would(made):
    f.make_event(made.case, made.person, is_public=False, date="2031-04-01", source=made.source)
    whole, published = documents.both(made.case, today=TODAY)
    assert whole.document == documents.whole(made.case, today=TODAY).document
    assert published.document == documents.as_published(made.case, today=TODAY).document


def test_timeline_comes_before_the_form(editor, made):
    page = editor.get(reverse("admin:cases_case_change", args=[made.case.pk])).content.decode()
    assert page.index('id="timeline"') < page.index('id="case_form"')


def test_refused_form_comes_before_the_timeline(editor, made):
    address = reverse("admin:cases_case_change", args=[made.case.pk])
    page = editor.post(address, filled(editor, address) | {"title": ""}).content.decode()
    assert page.index('class="errornote"') < page.index('id="timeline"')


def hints(made):
    return contradictions(read(Reach(cases={made.case.pk})), made.case.pk)


def test_what_fits_together_brings_no_hint(made):
    f.make_event(made.case, made.person, kind="release", date="2031-08-01")
    assert hints(made) == []


def test_release_of_somebody_free_is_pointed_out(made):
    f.make_event(made.case, made.person, kind="release", date="2031-08-01")
    f.make_event(made.case, made.person, kind="release", date="2031-09-01")
    (hint,) = hints(made)
    assert "nothing says that they were held" in hint


def test_hunger_strike_of_somebody_free_is_pointed_out(made):
    f.make_event(made.case, made.person, kind="hunger_strike", date="2030-01-01")
    (hint,) = hints(made)
    assert "in custody, but nothing says so" in hint


def test_arrest_after_death_is_pointed_out(made):
    f.make_event(made.case, made.person, kind="death", date="2031-08-01")
    f.make_event(made.case, made.person, kind="arrest", date="2031-09-01")
    assert any("after their death" in hint for hint in hints(made))
