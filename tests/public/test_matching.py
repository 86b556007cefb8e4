"""What a search finds and in which order, on rows whose search text is written as published."""

import base64

import pytest
from django.http import QueryDict

from cases.names import fold_words
from cases.public import paging
from cases.public.filters import CaseFilterSet, PersonFilterSet
from cases.public.matching import (
    ELSEWHERE,
    EXACT_NAME,
    NAME,
    NAME_BEGINNING,
    TITLE,
    matching,
    rank,
)
from cases.public.saying import say
from cases.publication.models import PublishedCase, PublishedPerson
from cases.publication.searching import search_text
from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db


def people(text):
    return sorted(
        PublishedPerson.objects.filter(matching(fold_words(text))).values_list("name", flat=True)
    )


def ranks(model, text):
    words = fold_words(text)
    rows = model.objects.filter(matching(words)).annotate(rank=rank(words))
    return dict(rows.values_list("slug", "rank"))


def slugs(client, address):
    return [row["slug"] for row in client.get(address).json()["results"]]


def test_every_word_must_stand_in_the_row():
    publish_person("Ilan Orvel")
    publish_person("Ilan Tarsk")
    assert people("ilan orvel") == ["Ilan Orvel"]
    assert people("tarsk orvel") == []


def test_word_may_be_the_beginning_of_another_but_not_its_middle():
    publish_person("Nursultan Orvel")
    assert people("nursul") == ["Nursultan Orvel"]
    assert people("sultan") == []


@pytest.mark.parametrize(("text", "found"), [("li", ["Li Wen"]), ("л", []), ("we li", [])])
def test_short_word_must_stand_whole(text, found):
    publish_person("Li Wen")
    publish_person("Lina Orvel")
    assert people(text) == found


def test_number_must_stand_whole():
    publish_person("Ilan Orvel", search=search_text({"summary": "Article 1741, of 2031."}, []))
    assert people("174") == []
    assert people("1741") == people("2031") == ["Ilan Orvel"]


def test_words_may_stand_in_different_spellings():
    publish_person("Ilan Orvel", other_names="Елан Орвелов; Urvelau")
    assert people("urvelau ilan") == ["Ilan Orvel"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ilan Orvel", EXACT_NAME),
        ("орвел илан", EXACT_NAME),
        ("Urvelau", EXACT_NAME),
        ("orvel", NAME),
        ("orv", NAME_BEGINNING),
        ("ilan orv", NAME_BEGINNING),
        ("square", TITLE),
        ("orvel square", TITLE),
        ("lantern", ELSEWHERE),
        ("orvel lantern", ELSEWHERE),
    ],
)
def test_place_in_the_order(text, place):
    document = {"title": "The trial of the square", "summary": "He held a lantern."}
    search = search_text(document, ["Tovin"], ["Ilan Orvel", "Urvelau"])
    publish_case("A", slug="a", search=search)
    assert ranks(PublishedCase, text) == {"a": place}


def test_name_of_somebody_else_mentioned_is_no_name_of_the_row():
    publish_case("A", slug="a", search=search_text({"title": "A trial"}, ["Ilan Orvel"]))
    assert ranks(PublishedCase, "ilan orvel") == {"a": ELSEWHERE}


def test_search_shows_the_best_match_first_and_equal_ones_by_latest_event(client):
    publish_person("Orvella", slug="beginning")
    publish_person("Ilan Orvel", slug="older", last_event_on="2030-01-01")
    publish_person("Ada Orvel", slug="newer", last_event_on="2031-01-01")
    publish_person("Orvel", slug="exact", last_event_on=None)
    assert slugs(client, "/people.json?q=orvel") == ["exact", "newer", "older", "beginning"]


def test_search_in_an_order_asked_for_has_that_order(client):
    publish_person("Orvel Z", slug="z")
    publish_person("Ada Orvelskaya", slug="a")
    assert slugs(client, "/people.json?q=orvel&sort=name") == ["a", "z"]


def test_list_without_a_search_keeps_its_order(client):
    publish_person("Ilan Orvel", slug="older", last_event_on="2030-01-01")
    publish_person("Ada Orvel", slug="newer", last_event_on="2031-01-01")
    assert slugs(client, "/people.json") == ["newer", "older"]


@pytest.mark.parametrize("address", ["/cases/", "/people/", "/cases.json", "/people.csv"])
def test_relevance_without_a_search_is_400(client, address):
    response = client.get(f"{address}?sort=relevance")
    assert response.status_code == 400
    assert client.get(f"{address}?sort=relevance&q=orvel").status_code == 200


def test_csv_of_a_search_in_its_order(client):
    publish_person("Ada Orvella", slug="second")
    publish_person("Orvel", slug="first")
    lines = client.get("/people.csv?q=orvel&sort=relevance").getvalue().decode().splitlines()
    assert ["first" in lines[1], "second" in lines[2]] == [True, True]


@pytest.mark.parametrize("table", ["people", "cases"])
def test_pages_of_a_search_hold_every_row_once(client, monkeypatch, table):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    monkeypatch.setattr(paging, "LAST_NUMBERED", 2)
    publish = {"people": publish_person, "cases": publish_case}[table]
    for n in range(11):
        day = f"2031-01-{n % 3 + 1:02}" if n % 4 else None
        text = search_text({"title": "Orvel" if n % 2 else ""}, ["Orvel"], ["Orvel"] * (n % 3))
        publish(f"Row {n}", slug=f"row-{n}", search=text, last_event_on=day)
    address, met = f"/{table}.json?q=orvel", []
    while address:
        answer = client.get(address).json()
        met += [row["slug"] for row in answer["results"]]
        address = answer["next"]
    assert len(met) == len(set(met)) == 11
    monkeypatch.setattr(paging, "PAGE_SIZE", 20)
    assert slugs(client, f"/{table}.json?q=orvel") == met


@pytest.mark.parametrize(
    "cursor",
    ['["relevance",[9,null],1]', '["relevance",[true,null],1]', '["relevance",3,1]',
     '["relevance",[1],1]', '["relevance",[1,"x"],1]', '["last_event",null,1]'],
)  # fmt: skip
def test_cursor_of_no_use_is_400(client, cursor):
    text = base64.urlsafe_b64encode(cursor.encode()).decode().rstrip("=")
    assert client.get(f"/people.json?q=orvel&after={text}").status_code == 400


def test_form_leaves_the_best_match_out_of_the_address(client):
    publish_person("Ilan Orvel")
    page = client.get("/people/?q=orvel").content.decode()
    assert '<option value="" selected>Best match</option>' in page
    assert '<option value="last_event">' in page
    assert (
        '<option value="" selected>Latest event</option>' in client.get("/people/").content.decode()
    )


def test_search_taken_away_takes_its_order_along():
    given = QueryDict("q=orvel&sort=relevance&status=free")
    chips = say("Cases", CaseFilterSet.read(given), given).chips
    assert {chip.text: chip.without for chip in chips} == {
        "orvel": "?status=free",
        "free": "?q=orvel&sort=relevance",
    }


def test_longest_search_is_answered(client):
    publish_person("Ilan Orvel")
    words = " ".join("abcdefghij"[n % 10] + str(n) for n in range(60))[:200]
    for text in (words, "x " * 100, "орвель " * 28):
        assert client.get("/people/", {"q": text[:200]}).status_code == 200
        assert client.get("/search/", {"q": text[:200]}).status_code == 200


@pytest.mark.parametrize("text", ["%", "_", "100%", "o'rvel", '"orvel"', "orvel\\", "@ #", "\n"])
def test_signs_are_no_patterns(client, text):
    publish_person("Ilan Orvel")
    publish_person("Ada Melin")
    found = PersonFilterSet.read(QueryDict(mutable=True)).qs.filter(matching(fold_words(text)))
    if fold_words(text):
        assert found.count() == ("rvel" in text)
    assert client.get("/people/", {"q": text}).status_code in (200, 400)


def test_simple_list_shows_the_best_match_first(client):
    publish_entity("court", "second", "Appeal Bench of Fordham")
    publish_entity("court", "first", "Ford")
    page = client.get("/courts/?q=ford").content.decode()
    assert page.index("/courts/first/") < page.index("/courts/second/")
