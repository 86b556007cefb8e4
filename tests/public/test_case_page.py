"""The page of a case, from a published document to the answer."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cases.publication.models import Label, Tombstone
from cases.vocabulary import CustodyState, OrganisationStatus
from tests.public.documents import EVENTS, case_document, organisation_document
from tests.public.parts import UPDATED, day, event
from tests.public.storing import make_labels, publish_case

pytestmark = pytest.mark.django_db
ADDRESS = "/cases/zz-melin-ada-2028/"


@pytest.fixture
def published():
    make_labels()
    return publish_case()


@pytest.fixture
def html(client, published):
    return client.get(ADDRESS).content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_case_page_runs_three_queries(client, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.get(ADDRESS).status_code == 200


def test_case_page_of_many_events_runs_three_queries(client, django_assert_num_queries):
    make_labels()
    events = [
        event(f"m{n}", "hearing", day("2030-01-01"), summary=f"Hearing {n}.") for n in range(120)
    ]
    publish_case(case_document(events=events))
    with django_assert_num_queries(3):
        assert b"Hearing 119." in client.get(ADDRESS).content


def test_case_page_opens_with_the_person_and_what_is_known_last(html):
    assert "Last known: imprisoned (12 April 2031)." in text_of(html)
    assert "is imprisoned" not in text_of(html)


def test_every_entry_has_a_permanent_anchor(html):
    for row in EVENTS:
        assert f'id="e-{row["id"]}"' in html


def test_every_link_within_the_page_leads_somewhere(html):
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_no_id_is_given_twice(html):
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_every_fill_and_mask_is_defined_on_the_page(html):
    used = set(re.findall(r"url\(#([^)]+)\)", html))
    assert used <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("state", [*CustodyState.values, *OrganisationStatus.values])
def test_every_state_has_a_pattern_a_colour_and_a_chip(state, html):
    css = Path(finders.find("tracker/site.css")).read_text(encoding="utf-8")
    assert f'id="st-{state}"' in html
    assert f".state-{state} " in css
    assert f".s-{state} " in css
    assert css.count(f"--st-{state}:") == 2  # light and dark


def test_dates_are_as_precise_as_their_sources(html):
    words = text_of(html)
    assert "December 2028" in words
    assert "between 21 February 2029 and 3 March 2029" in words
    assert "planned for 1 September 2030" in words
    assert "date unknown" in words
    assert "No dated information for 14 months." in words


def test_citations_lead_to_sources_and_back(html):
    assert 'href="#source-1" aria-label="source 1, paragraph 2"' in html
    assert re.search(r'<li id="source-1">.*?href="#e-e1"', html, re.DOTALL)


def test_voices_are_told_apart(html):
    words = text_of(html)
    assert "According to her lawyer" in words
    assert "Contradicted by her aunt" in words
    assert "Hearsay, according to a former prisoner" in words
    assert "alleged by the authorities" in words


def test_sentences_are_a_chain_with_conditions(html):
    words = text_of(html)
    assert "Imprisonment, 7 years" in words
    assert "Changed to Imprisonment, 6 years 4 months" in words
    assert "Community work: 100 hours" in words
    assert "Fine, 113,400 ZZD" in words


def test_dispute_shows_both_versions_and_the_reason(html):
    words = text_of(html)
    assert "Two days" in words
    assert "One afternoon" in words
    assert "The verdict gives both days" in words


def test_designation_says_that_it_was_withdrawn(html):
    assert "political prisoner, by Watch House" in text_of(html)
    assert "withdrawn" in text_of(html)


def test_repeated_source_names_the_first(html):
    assert "Repeats source 4." in text_of(html)
    assert "date inferred" in text_of(html)


def test_bar_has_a_title_a_description_and_a_table(html):
    assert 'role="img"' in html
    assert "Custody over time: Ada Melin" in html
    assert "detained from 14 March 2028" in html
    assert "<summary>Show custody as a table</summary>" in html


def test_page_says_how_to_cite_it(html, settings):
    assert f"{settings.TRACKER_SITE_URL}{ADDRESS}" in html
    assert "Version of 1 June 2031." in text_of(html)


def test_page_has_no_script_no_style_and_nothing_from_elsewhere(html):
    assert "<script" not in html
    assert "<style" not in html
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r'(?:src|srcset)="', html)


def test_headings_never_skip_a_level(html):
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_text_of_sources_is_escaped(client):
    make_labels()
    publish_case(case_document(summary="<b>bold</b> & sons", title="A <i>case</i>"))
    html = client.get(ADDRESS).content.decode()
    assert "<b>bold</b>" not in html
    assert "&lt;i&gt;case" in html


def test_names_are_escaped_in_links(client, published):
    Label.objects.filter(ref="person:p1").update(text="Ada <script>Melin")
    assert "<script" not in client.get(ADDRESS).content.decode()


def test_second_look_is_answered_without_a_body(client, published):
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert "max-age=60" in first.headers["Cache-Control"]


def test_withheld_name_is_never_answered_as_unchanged(client, published):
    etag = client.get(ADDRESS).headers["ETag"]
    Label.objects.filter(ref="person:p3").update(text="", is_masked=True)
    again = client.get(ADDRESS, headers={"if-none-match": etag})
    assert again.status_code == 200
    assert "Tovin Tarsk" not in again.content.decode()
    assert "Name withheld" in again.content.decode()


def test_reader_with_a_date_only_gets_the_page(client, published):
    headers = {"if-modified-since": "Sun, 01 Jun 2031 09:30:00 GMT"}
    assert client.get(ADDRESS, headers=headers).status_code == 200


def test_case_that_is_not_published_is_missing(client, db):
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/cases/zz-melin-ada-2028.json").status_code == 404


def test_withdrawn_case_is_gone(client, db):
    Tombstone.objects.create(
        kind="case", public_id="c1", slug="zz-melin-ada-2028", withdrawn_at=UPDATED
    )
    assert client.get(ADDRESS).status_code == 410
    assert client.get("/cases/zz-melin-ada-2028.json").status_code == 410


def test_case_json_is_the_document_with_its_labels(client, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        body = json.loads(client.get("/cases/zz-melin-ada-2028.json").content)
    assert body["id"] == "c1"
    assert body["labels"]["person:p1"] == {"text": "Ada Melin", "url": "/people/melin-ada/"}


def test_fields_of_an_older_document_may_be_missing(client):
    make_labels()
    document = case_document(schema_version=0)
    for key in ("relations", "disputes", "affiliations", "designations", "last_verified_on"):
        del document[key]
    publish_case(document)
    assert client.get(ADDRESS).status_code == 200


def test_case_of_an_organisation_tells_its_standing(client):
    make_labels()
    standing = organisation_document()
    subject = {
        "id": "s9", "ref": "organisation:o1", "headcount": 1, "headcount_basis": "exact",
        "state": standing["state"], "spells": standing["spells"], "expected_release": None,
    }  # fmt: skip
    publish_case(case_document(subjects=[subject]))
    html = client.get(ADDRESS).content.decode()
    assert "Standing over time: League of Ballots" in html
    assert "chip s-banned" in html


def test_page_sets_no_cookie_and_does_not_vary_on_one(client, published):
    response = client.get(ADDRESS)
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
