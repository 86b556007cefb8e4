import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from cases.public.addresses import every_address
from cases.public.views import health
from cases.publication.models import PublishedReportedCount
from tests.public.builders import (
    CHANGED_AT,
    publish_case,
    publish_entity,
    publish_event,
    publish_person,
)
from tests.public.planning import is_sorted, plans

pytestmark = pytest.mark.django_db


def figures(page):
    """The headline numbers with the lists that they link to."""
    found = re.findall(r'<a class="figure-number" href="([^"]+)">(\d+)</a>', page)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def test_every_number_is_that_of_the_list_it_links_to(client):
    for status in ("imprisoned", "detained", "free", "house_arrest", "dead", "interned"):
        publish_person("Ada Melin", status=status)
    publish_case()
    publish_entity("organisation", "open-square", "Open Square")
    numbers = figures(client.get("/").content.decode())
    assert [number for _address, number in numbers] == [4, 6, 1, 1, 0]
    for address, number in numbers:
        page = client.get(address).content.decode()
        assert page.count('<li class="row">') == number


def test_newest_cases_and_events_are_read_from_an_index(client):
    """Also where all cases changed at one moment, as after a rebuild."""
    publish_event(case=publish_case())
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    for table in ("publishedcase", "publishedevent"):
        (plan,) = plans(captured, table)
        assert not is_sorted(plan), plan


def test_people_who_are_possibly_held_are_told_apart_with_their_list(client):
    publish_person("Ilan Orvel")
    publish_person("Ada Melin", status="free", facets={"held": "possible"})
    page = client.get("/").content.decode()
    assert figures(page)[0] == ("/people/?held=certain&held=last_known", 1)
    assert '<a href="/people/?held=possible">1 more possibly</a>' in page
    assert client.get("/people/?held=possible").content.decode().count('<li class="row">') == 1


def test_groups_are_told_with_their_members(client):
    publish_person("Three sons", headcount=3)
    publish_person("Ada Melin", status="free")
    page = client.get("/").content.decode()
    assert "at least 3" in page
    assert "at least 4" in page


def test_latest_events_stand_first_and_lead_into_their_case(client):
    case = publish_case("The trial of the four", "the-four")
    first = publish_event(case, summary="Taken.", date="2031-03-04")
    publish_event(None, summary="No case has this one.")
    page = client.get("/").content.decode()
    assert f'href="/cases/the-four/#e-{first.public_id}"' in page
    assert "4 March 2031" in page
    assert "No case has this one." not in page


def test_cases_that_changed_last_are_told_with_their_day(client):
    for n in range(8):
        publish_case(f"Case {n}", updated_at=CHANGED_AT + timedelta(days=n))
    page = client.get("/").content.decode()
    changed = page[page.index('id="changed"') : page.index('id="numbers"')]
    assert re.findall(r">Case (\d)<", changed) == ["7", "6", "5", "4", "3", "2"]
    assert "changed on 8 June 2031" in changed


def test_counts_of_others_stand_beside_ours_with_who_counted(client):
    movement = publish_entity("organisation", "open-square", "Open Square")
    PublishedReportedCount.objects.create(
        public_id="rc1",
        count=29,
        country_code="ZZ",
        on="2031-03-17",
        on_earliest=None,
        document={
            "basis": "minimum",
            "of": "people on a list",
            "reported_by": f"organisation:{movement.public_id}",
            "sources": ["source:unknown"],
        },
        digest="1",
    )
    page = " ".join(client.get("/").content.decode().split())
    assert 'at least <strong class="num">29</strong> people on a list, 17 March 2031' in page
    assert '<a href="/organisations/open-square/">Open Square</a>' in page


def test_empty_record_says_so(client):
    assert "Nothing has been published yet." in client.get("/").content.decode()


def test_search_leads_to_the_search_page(client):
    page = client.get("/").content.decode()
    assert '<form class="search" action="/search/" method="get"' in page


def test_front_page_takes_a_constant_number_of_queries(client, django_assert_num_queries):
    for n in range(15):
        publish_person(f"Ada {n}")
        publish_event(publish_case(f"Case {n}"))
    # The first after a change reads what has changed.
    client.get("/")
    with django_assert_num_queries(9):
        client.get("/")


def test_healthz_says_that_all_is_well(client):
    publish_case()
    response = client.get("/healthz")
    answer = response.json()
    assert (response.status_code, answer["status"], answer["database"]) == (200, "ok", "ok")
    assert answer["publications"] == {"cases": 1, "people": 0}
    assert response["Cache-Control"] == "no-store"


def test_healthz_without_a_database_is_503(client, monkeypatch):
    def broken(kind):
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "how_many", broken)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "failing")


def test_robots_keeps_crawlers_from_the_desk(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()


def test_every_address_answers(client):
    publish_case(slug="the-four")
    addresses = list(every_address())
    assert "/cases/the-four/" in addresses
    assert "/cases/the-four.json" in addresses
    standing = [one for one in addresses if "the-four" not in one]
    assert {one: client.get(one).status_code for one in standing} == dict.fromkeys(standing, 200)


def test_what_hearsay_alone_tells_is_called_so(client):
    publish_event(publish_case("A rumour", "a-rumour"), is_hearsay=True)
    publish_event(publish_case("A trial", "a-trial"))
    page = client.get("/").content.decode()
    assert page.count("· hearsay</p>") == 1
    assert page.index("· hearsay</p>") < page.index("A rumour")
