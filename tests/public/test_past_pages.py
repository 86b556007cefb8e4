"""Case and person pages for a day in the past."""

import re
from datetime import date

import pytest

from cases.publication.models import PublishedPerson
from tests.public.builders import add_spell
from tests.public.storing import make_labels, publish_case, publish_person

pytestmark = pytest.mark.django_db
CASE, PERSON = "/cases/zz-melin-ada-2028/", "/people/melin-ada/"


@pytest.fixture
def melin():
    make_labels()
    case, person = publish_case(), publish_person()
    for whose in (case, None):
        add_spell(
            person, "detained", date(2028, 3, 14), date(2028, 12, 10), case=whose,
            known_from=date(2028, 3, 20), ends_earliest=date(2028, 12, 1),
            ends_latest=date(2028, 12, 31), confirmed_on=date(2028, 11, 30),
        )  # fmt: skip
        add_spell(
            person, "imprisoned", date(2028, 12, 1), case=whose, known_from=date(2028, 12, 20),
            starts_latest=date(2028, 12, 31), confirmed_on=date(2031, 4, 12),
        )  # fmt: skip
    return person


def told(client, address):
    html = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("address", [CASE, PERSON])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2028-06-01", "Ada Melin, on 1 June 2028: detained (certain)."),
        ("as_of=2028-12-15", "Ada Melin, on 15 December 2028: possibly imprisoned."),
        ("as_of=2030-01-01", "Ada Melin, on 1 January 2030: imprisoned (certain)."),
        ("as_of=2032-01-01", "Ada Melin, on 1 January 2032: last known: imprisoned."),
        ("as_of=2027-01-01", "Ada Melin, on 1 January 2027: nothing is known."),
        ("as_of=2028-06-01&known_on=2028-03-19", "Ada Melin, on 1 June 2028: nothing is known."),
    ],
)
def test_page_says_how_the_state_of_the_day_is_known(client, melin, address, query, words):
    assert words in told(client, f"{address}?{query}")


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_page_for_the_past_says_so_at_its_top(client, melin, address):
    words = told(client, f"{address}?as_of=2028-06-01&known_on=2029-01-01")
    notice = "This page shows the record as of 1 June 2028, as known on 1 January 2029."
    assert notice in words
    assert words.index(notice) < words.index("Ada Melin, on 1 June 2028")
    assert "This page shows the record as of" not in told(client, address)


def test_known_on_alone_is_about_that_day(client, melin):
    assert "as of 1 June 2028, as known on 1 June 2028" in told(
        client, f"{CASE}?known_on=2028-06-01"
    )


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_events_after_the_day_are_set_apart_and_none_is_lost(client, melin, address):
    html = client.get(f"{address}?as_of=2029-01-01").content.decode()
    now, _, later = html.partition('<details class="later">')
    today = client.get(address).content.decode()
    entry = r'<li class="entry[^"]*" id="(e-\w+)"'
    assert set(re.findall(entry, html)) == set(re.findall(entry, today))
    assert "e-e1" in re.findall(entry, now)
    assert "e-e8" in re.findall(entry, later)
    # Undated, and told to have been after an event that came before the day.
    assert "e-e3" in re.findall(entry, now)


def test_event_first_reported_after_the_day_of_knowledge_is_set_apart(client, melin):
    html = client.get(f"{CASE}?as_of=2030-01-01&known_on=2028-12-21").content.decode()
    later = html.partition('<details class="later">')[2]
    # It happened in 2029 by a source of March 2029.
    assert 'id="e-e5"' in later
    assert 'id="e-e1"' not in later


def test_bar_marks_the_day(client, melin):
    assert 'class="day"' in client.get(f"{CASE}?as_of=2029-01-01").content.decode()
    assert 'class="day"' not in client.get(CASE).content.decode()
    assert 'class="day"' not in client.get(f"{CASE}?as_of=1900-01-01").content.decode()


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_every_link_within_a_page_for_the_past_leads_somewhere(client, melin, address):
    html = client.get(f"{address}?as_of=2029-01-01&known_on=2029-06-01").content.decode()
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_date_control_is_a_plain_form_that_keeps_the_days(client, melin, address):
    html = client.get(f"{address}?as_of=2029-01-01").content.decode()
    assert f'<form class="days" action="{address}" method="get">' in html
    assert 'name="as_of" value="2029-01-01"' in html
    assert 'name="as_of" value=""' in client.get(address).content.decode()


@pytest.mark.parametrize("suffix", ["/", ".json"])
@pytest.mark.parametrize(
    "query", ["as_of=tomorrow", "as_of=2029-02-30", "known_on=2029", "at=2029"]
)
@pytest.mark.parametrize("address", [CASE, PERSON])
def test_wrong_day_is_refused_by_name(client, melin, address, query, suffix):
    response = client.get(f"{address.rstrip('/')}{suffix}?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_json_has_an_as_of_block_only_when_asked(client, melin, address):
    plain = address.rstrip("/") + ".json"
    assert "as_of" not in client.get(plain).json()
    block = client.get(f"{plain}?as_of=2028-06-01").json()["as_of"]
    assert (block["day"], block["known_on"]) == ("2028-06-01", None)
    assert block["subjects"][0]["state"] == {
        "state": "detained",
        "certainty": "certain",
        "since": {"earliest": "2028-03-14", "latest": "2028-03-14"},
        "confirmed_on": "2028-11-30",
        "due_on": None,
        "alternatives": [],
    }


@pytest.mark.parametrize("address", [CASE, PERSON, CASE[:-1] + ".json", PERSON[:-1] + ".json"])
def test_page_for_the_past_takes_one_query_more(client, melin, address, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(address)
    with django_assert_num_queries(4):
        assert client.get(f"{address}?as_of=2029-01-01&known_on=2029-06-01").status_code == 200


def test_withheld_name_is_not_on_a_page_for_the_past(client):
    make_labels(masked=("person:p1",))
    publish_case()
    assert PublishedPerson.objects.count() == 0
    words = told(client, f"{CASE}?as_of=2029-01-01")
    assert "Name withheld, on 1 January 2029: nothing is known." in words


NOTICES = {
    CASE: "This page shows the record as of 1 June 2028, as known on 1 January 2029.",
    PERSON: "This page shows the record as of 1 June 2028, as known on 1 January 2029.",
    "/cases/": "This is the state of 1 June 2028, by what sources had published up to 1 January",
    "/people/": "This is the state of 1 June 2028, by what sources had published up to 1 January",
}


@pytest.mark.parametrize("address", NOTICES)
def test_every_kind_of_page_for_the_past_says_so_before_anything_else(client, melin, address):
    html = client.get(f"{address}?as_of=2028-06-01&known_on=2029-01-01").content.decode()
    main = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))
    heading = {CASE: "Ada Melin", PERSON: "Ada Melin", "/cases/": "Cases", "/people/": "People"}
    place = main.index(NOTICES[address])
    assert heading[address] in main[:place]
    assert "1 June 2028" not in main[:place]
    assert NOTICES[address] not in told(client, address)


@pytest.mark.parametrize("address", ["/", "/charts/", "/search/", "/organisations/", "/courts/"])
def test_page_that_has_no_past_refuses_to_be_asked_for_it(client, address):
    response = client.get(f"{address}?as_of=2028-06-01")
    assert response.status_code == 400
    assert "as_of" in response.content.decode()


@pytest.mark.parametrize("address", NOTICES)
def test_every_date_control_is_a_plain_form(client, melin, address):
    html = client.get(f"{address}?as_of=2028-06-01").content.decode()
    assert "<script" not in html
    (form,) = [
        one for one in re.findall(r"<form.*?</form>", html, re.DOTALL) if 'name="as_of"' in one
    ]
    assert f'action="{address}"' in form and 'method="get"' in form
    assert 'name="as_of" value="2028-06-01"' in form
    assert 'name="known_on" value=""' in form
    assert '<button type="submit">' in form


@pytest.mark.parametrize("address", [CASE, PERSON])
def test_json_tells_the_states_of_the_day_in_their_places(client, melin, address):
    whole = client.get(f"{address.rstrip('/')}.json?as_of=2028-06-01").json()
    subjects = whole.get("subjects", [whole])
    assert subjects[0]["state"] == whole["as_of"]["subjects"][0]["state"]
    assert subjects[0]["expected_release"] is None
    if address == CASE:
        assert whole["status"] == "detained"
