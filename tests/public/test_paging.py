import base64
import json
from datetime import date

import pytest
from django.http import Http404, QueryDict

from cases.public import paging
from cases.public.matching import ELSEWHERE, TITLE
from cases.public.paging import CASE_SORTS, PERSON_SORTS, chosen_sort, take_page
from cases.public.parameters import WrongParameter
from cases.public.selecting import chosen_by_words
from cases.publication.models import PublishedCase
from cases.publication.searching import search_text
from tests.public.builders import publish_case

pytestmark = pytest.mark.django_db
SORTS = {sort.key: sort for sort in CASE_SORTS}


def take(sort="last_event", query=""):
    return take_page(PublishedCase.objects.all(), SORTS[sort], QueryDict(query))


@pytest.fixture
def two_a_page(monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)


@pytest.fixture
def cases(two_a_page):
    """Seven cases: ties and rows without a value in every order."""
    days = [
        date(2031, 5, 2),
        None,
        date(2031, 5, 2),
        date(2030, 1, 1),
        None,
        date(2031, 6, 1),
        None,
    ]
    months = [84, 84, None, 12, 0, None, 84]
    return [
        publish_case(
            f"Case {'BABCAAB'[n]}",
            last_event_on=days[n],
            opened_earliest=days[n],
            longest_sentence_months=months[n],
        )
        for n in range(7)
    ]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("last_numbered", [1, 2, 100])
def test_pages_meet_every_row_once_in_order(cases, monkeypatch, sort, last_numbered):
    monkeypatch.setattr(paging, "LAST_NUMBERED", last_numbered)
    query, met = "", []
    while query is not None:
        page = take(sort, query)
        met += [case.pk for case in page.rows]
        query = None
        if page.next_number:
            query = f"page={page.next_number}"
        elif page.next_after:
            query = f"after={page.next_after}"
    assert met == [case.pk for case in SORTS[sort].ordered(PublishedCase.objects.all())]
    assert len(met) == 7


@pytest.mark.parametrize("size", [1, 2, 6, 7, 50])
def test_search_shows_the_best_first_however_few_it_finds(monkeypatch, size):
    monkeypatch.setattr(paging, "PAGE_SIZE", size)
    for n in range(7):
        publish_case(
            "Orvel" if n % 3 == 0 else "A trial",
            search=search_text({"title": "Orvel"} if n % 3 == 0 else {"summary": "Orvel"}, []),
            last_event_on=date(2031, 5, 1 + n % 4),
        )
    every, (found,) = PublishedCase.objects.all(), chosen_by_words([PublishedCase], ["orvel"])
    order = chosen_sort(CASE_SORTS, QueryDict("q=orvel"))
    number, met = 1, []
    while number:
        page = take_page(every, order, QueryDict(f"q=orvel&page={number}"), found)
        met += [(case.pk, case.rank) for case in page.rows]
        number = page.next_number
    assert met == list(order.ordered(every).values_list("pk", "rank"))
    assert {rank for _pk, rank in met} == {TITLE, ELSEWHERE}


def test_newest_comes_first_and_the_undated_last(cases):
    first, last = take(query="page=1").rows, take(query="page=4").rows
    assert first[0].last_event_on == date(2031, 6, 1)
    assert last[-1].last_event_on is None


def test_count_is_exact(cases):
    page = take(query="page=2")
    assert (page.count, page.pages, page.number, page.previous_number) == (7, 4, 2, 1)


def test_empty_list_has_one_page(two_a_page):
    assert (take().rows, take().pages) == ([], 1)


@pytest.mark.parametrize("number", ["5", "9999", "9" * 30])
def test_page_beyond_the_last_is_not_found(cases, number):
    with pytest.raises(Http404, match=number):
        take(query=f"page={number}")


def test_page_beyond_the_numbered_ones_says_how_to_go_on(cases, monkeypatch):
    monkeypatch.setattr(paging, "LAST_NUMBERED", 2)
    with pytest.raises(Http404, match="numbered to 2"):
        take(query="page=3")


@pytest.mark.parametrize("text", ["0", "-1", "one", "1.5", "٣", "1e3"])
def test_page_that_is_no_number_is_refused(cases, text):
    with pytest.raises(WrongParameter):
        take(query=f"page={text}")


def cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "нет",
        cursor(),
        cursor("last_event", None),
        cursor("title", "a", 3),
        cursor("last_event", "tomorrow", 3),
        cursor("last_event", 7, 3),
        cursor("last_event", "2031-05-02", "3"),
        cursor("last_event", "2031-05-02", True),
        cursor("last_event", "2031-05-02", -3),
        cursor("last_event", "2031-05-02", 2**70),
        cursor("last_event", {}, 3),
        "W1tb" * 400,
    ],
)
def test_cursor_of_no_use_is_refused(cases, after):
    with pytest.raises(WrongParameter) as caught:
        take(query=f"after={after}")
    assert caught.value.name == "after"


@pytest.mark.parametrize("value", ["\x00", "\ud800", None, 10**30, float("inf"), -float("inf")])
def test_cursor_with_a_value_no_database_takes_is_refused(cases, value):
    sort = "title" if value is None or isinstance(value, str) else "sentence"
    with pytest.raises(WrongParameter):
        take(sort, f"after={cursor(sort, value, 3)}")


def test_cursor_of_a_row_taken_away_still_goes_on(cases, monkeypatch):
    monkeypatch.setattr(paging, "LAST_NUMBERED", 1)
    page = take("title")
    expected = [case.pk for case in take("title", f"after={page.next_after}").rows]
    page.rows[-1].delete()
    assert [case.pk for case in take("title", f"after={page.next_after}").rows] == expected


def test_page_and_cursor_together_are_refused(cases):
    with pytest.raises(WrongParameter):
        take(query="page=1&after=abc")


def test_sort_that_there_is_not_names_those_there_are():
    with pytest.raises(WrongParameter, match="sort") as caught:
        chosen_sort(PERSON_SORTS, QueryDict("sort=title"))
    assert "last_event, name, sentence" in caught.value.right


def test_page_takes_two_queries(cases, django_assert_num_queries):
    with django_assert_num_queries(2):
        take(query="page=2")
