"""The search page: what is found of each kind, with its number and the way to its list."""

import re

import pytest

from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db


def sections(page):
    """Kind: (number, address of the list) in the order of the page."""
    found = re.findall(
        r'<h2 id="(\w+)">.*?<strong class="num">(\d+) found</strong>\s*<a href="([^"]+)"',
        page,
        re.DOTALL,
    )
    return {kind: (int(count), address) for kind, count, address in found}


def test_search_without_words_is_a_form(client):
    response = client.get("/search/")
    assert response.status_code == 200
    assert '<form class="search no-print" action="/search/"' in response.content.decode()


def test_every_kind_is_shown_with_its_number_and_leads_to_its_list(client):
    publish_person("Ilan Orvel")
    publish_case("The trial of Ilan Orvel")
    for kind in ("organisation", "court", "place", "provision"):
        publish_entity(kind, f"{kind}-1", f"Orvel {kind}")
    assert sections(client.get("/search/?q=orvel").content.decode()) == {
        "person": (1, "/people/?q=orvel"),
        "case": (1, "/cases/?q=orvel"),
        "organisation": (1, "/organisations/?q=orvel"),
        "court": (1, "/courts/?q=orvel"),
        "place": (1, "/places/?q=orvel"),
        "provision": (1, "/provisions/?q=orvel"),
    }


def test_number_is_that_of_the_list_it_leads_to(client):
    for n in range(8):
        publish_person(f"Orvel {n}")
    page = client.get("/search/?q=orvel").content.decode()
    count, address = sections(page)["person"]
    assert count == 8 == client.get(f"{address.replace('/?', '.json?')}").json()["count"]
    assert page.count('<li class="row">') == 5
    assert "8 entries match “orvel”" in page


def test_kind_without_a_match_is_left_out(client):
    publish_person("Ilan Orvel")
    publish_case("Another", subjects="Ada Melin")
    assert list(sections(client.get("/search/?q=orvel").content.decode())) == ["person"]


def test_best_match_stands_first(client):
    publish_person("Orvella Tarsk", slug="second")
    publish_person("Orvel", slug="first")
    page = client.get("/search/?q=orvel").content.decode()
    assert page.index("/people/first/") < page.index("/people/second/")


def test_nothing_found_says_so_and_offers_near_searches(client):
    publish_person("Ilan Orvel")
    page = client.get("/search/?q=orvvl").content.decode()
    assert "Nothing in the record matches “orvvl”" in page
    assert '<a href="?q=Orvel">Orvel</a>' in page
    assert "Any script" in page


def test_withheld_name_is_said_to_be_withheld(client):
    publish_person("[name withheld]", "pe77", is_name_withheld=True, professions="")
    page = client.get("/search/?q=withheld").content.decode()
    assert "[name withheld]" not in page


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=a&q=b", "q=!!!", "q=" + "a" * 201, "status=free", "page=1", "q=%ED%A0%80"],
)
def test_search_of_no_use_is_400(client, query):
    assert client.get(f"/search/?{query}").status_code == 400


def test_tracking_parameters_are_ignored(client):
    assert client.get("/search/?q=orvel&utm_source=x").status_code == 200


def test_search_text_cannot_break_out_of_the_page(client):
    page = client.get('/search/?q="><b>x').content.decode()
    assert "<b>x" not in page


def test_crawlers_keep_no_results_and_no_search_leaves_in_a_referer(client):
    response = client.get("/search/?q=orvel")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert not response.cookies


def test_search_writes_no_log(client, caplog):
    with caplog.at_level(0):
        client.get("/search/?q=orvel")
        client.get("/search/?q=orvel%00")
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert "orvel" not in " ".join(told)


def test_search_takes_a_constant_number_of_queries(client, django_assert_num_queries):
    def publish(n):
        publish_person(f"Orvel {n}")
        publish_case(f"Orvel {n}")
        for kind in ("organisation", "court", "place", "provision"):
            publish_entity(kind, f"{kind}-{n}", f"Orvel {n}")

    publish(0)
    # The rows of all six kinds, and of each the ranks of its rows and the best of them.
    with django_assert_num_queries(14):
        client.get("/search/?q=orvel")
    for n in range(1, 9):
        publish(n)
    with django_assert_num_queries(14):
        client.get("/search/?q=orvel")
