"""The page of an organisation."""

import json
import re

import pytest

from cases.publication.models import CaseFacet
from tests.public.documents import case_document, organisation_document
from tests.public.storing import make_labels, publish_case, publish_organisation

pytestmark = pytest.mark.django_db
ADDRESS = "/organisations/zz-league/"


@pytest.fixture
def published():
    make_labels()
    return publish_organisation()


def link_cases(count):
    for n in range(count):
        case = publish_case(
            case_document(id=f"x{n}", slug=f"zz-linked-{n}", title=f"Linked case {n}")
        )
        CaseFacet.objects.create(case=case, facet="organisation", value="zz-league")


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_organisation_page_runs_few_queries(client, published, django_assert_num_queries):
    link_cases(5)
    with django_assert_num_queries(8):
        assert client.get(ADDRESS).status_code == 200


def test_organisation_page_tells_its_standing_and_its_history(client, published):
    words = text_of(client.get(ADDRESS))
    assert "Last known: banned (5 January 2030)." in words
    assert "unregistered from 2027" in words
    assert "The registry sent the papers back." in words


def test_organisation_page_tells_who_split_from_it(client, published):
    assert "New League: splinter of League of Ballots" in text_of(client.get(ADDRESS))


def test_organisation_page_says_on_whose_word_people_belong(client, published):
    words = text_of(client.get(ADDRESS))
    assert "Ada Melin: member, League of Ballots alleged by the authorities" in words


def test_organisation_page_shows_its_names(client, published):
    assert "LoB" in text_of(client.get(ADDRESS))


def test_organisation_page_shows_twenty_cases_and_leads_to_the_rest(client, published):
    link_cases(22)
    published.case_count = 22
    published.save()
    html = client.get(ADDRESS).content.decode()
    assert html.count('href="/cases/zz-linked-') == 20
    assert 'href="/cases/?organisation=zz-league"' in html
    assert "All 22 cases" in html


def test_new_case_changes_the_answer(client, published):
    etag = client.get(ADDRESS).headers["ETag"]
    link_cases(1)
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 200


def test_organisation_without_a_history_shows_no_bar(client):
    make_labels()
    state = {**organisation_document()["state"], "state": "unknown"}
    publish_organisation(organisation_document(spells=[], state=state, events=[]))
    assert b"<svg" not in client.get(ADDRESS).content


def test_organisation_json_is_the_document(client, published):
    body = json.loads(client.get("/organisations/zz-league.json").content)
    assert body["kind"] == "organisation"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2026-01-01", "League of Ballots, on 1 January 2026: nothing is known."),
        ("as_of=2029-12-01", "League of Ballots, on 1 December 2029: banned (certain)."),
        ("as_of=2031-12-01", "League of Ballots, on 1 December 2031: last known: banned."),
        (
            "as_of=2029-12-01&known_on=2029-06-08",
            "League of Ballots, on 1 December 2029: last known: unregistered.",
        ),
        (
            "as_of=2029-12-01&known_on=2028-01-09",
            "League of Ballots, on 1 December 2029: nothing is known.",
        ),
    ],
)
def test_standing_of_a_past_day_is_told_as_it_was_known(client, published, query, words):
    assert words in text_of(client.get(f"{ADDRESS}?{query}"))


def test_page_for_the_past_says_so_at_its_top_and_has_a_plain_form(client, published):
    response = client.get(f"{ADDRESS}?as_of=2029-12-01&known_on=2029-06-08")
    words, html = text_of(response), response.content.decode()
    notice = "This page shows the record as of 1 December 2029, as known on 8 June 2029."
    assert words.index(notice) < words.index("League of Ballots, on 1 December 2029")
    assert f'<form class="days" action="{ADDRESS}" method="get">' in html
    assert 'name="known_on" value="2029-06-08"' in html
    assert "This page shows the record as of" not in text_of(client.get(ADDRESS))


def test_past_day_takes_no_query_more(client, published, django_assert_num_queries):
    link_cases(5)
    with django_assert_num_queries(8):
        assert client.get(f"{ADDRESS}?as_of=2029-12-01&known_on=2029-06-08").status_code == 200


def test_json_tells_the_standing_as_it_was_known(client, published):
    address = "/organisations/zz-league.json"
    assert "as_of" not in client.get(address).json()
    told = client.get(f"{address}?as_of=2029-12-01&known_on=2029-06-08").json()
    assert told["as_of"]["subjects"][0]["state"]["state"] == told["state"]["state"]
    assert (told["state"]["state"], told["state"]["certainty"]) == ("unregistered", "last_known")
    assert [one["state"] for one in told["spells"]] == ["unregistered"]


def test_document_without_knowledge_of_its_own_is_told_as_known_today(client):
    make_labels()
    document = organisation_document()
    del document["known_spells"]
    publish_organisation(document)
    words = text_of(client.get(f"{ADDRESS}?as_of=2029-12-01&known_on=2029-06-08"))
    assert "League of Ballots, on 1 December 2029: banned (certain)." in words


@pytest.mark.parametrize("suffix", ["/", ".json"])
def test_wrong_day_is_refused(client, published, suffix):
    response = client.get(f"{ADDRESS.rstrip('/')}{suffix}?as_of=tomorrow")
    assert response.status_code == 400
