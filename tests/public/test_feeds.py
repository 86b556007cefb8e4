from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests.public.builders import CHANGED_AT, publish_case, publish_entity, publish_event
from tests.public.planning import is_sorted, plans
from tests.publication.scenes import LATER, NOW, TODAY, make_world

pytestmark = pytest.mark.django_db
FEED = "/feeds/events.atom"


@pytest.fixture(autouse=True)
def site(settings):
    settings.TRACKER_SITE_URL = "https://tracker.example"


def read(client, query=""):
    response = client.get(FEED + query)
    assert response.status_code == 200, response.content
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def ids(feed):
    return {entry.id.rpartition(":")[2] for entry in feed.entries}


def test_feed_tells_what_happened_where_and_on_which_source(client):
    case = publish_case("A trial in Zemlia", "a-trial")
    event = publish_event(case, place="Marrow Ford", disputed=True)
    feed = read(client)
    (entry,) = feed.entries
    assert entry.title == "Arrest, 4 March 2031: A trial in Zemlia"
    assert entry.link == f"https://tracker.example/cases/a-trial/#e-{event.public_id}"
    assert entry.id == f"tag:tracker.example,2026:event:{event.public_id}"
    assert entry.updated == "2031-06-01T09:30:15+00:00"
    assert [tag.term for tag in entry.tags] == ["arrest", "ZZ"]
    for words in ("Taken from the square.", "Ilan Orvel", "Marrow Ford", "Zemlia Herald",
                  "Sources differ"):  # fmt: skip
        assert words in entry.summary
    assert feed.feed.links[1].href == "https://tracker.example/feeds/events.atom"
    assert feed.feed.author == "The Tracker"


def test_feed_is_atom_and_cached(client):
    publish_event(publish_case())
    response = client.get(FEED)
    assert response["Content-Type"].startswith("application/atom+xml")
    again = client.get(FEED, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_feed_without_events_is_a_feed(client):
    assert read(client).entries == []


def test_what_changed_last_comes_first(client):
    case = publish_case()
    first, second = publish_event(case), publish_event(case)
    type(first).objects.filter(pk=first.pk).update(updated_at=LATER)
    keys = [entry.id.rpartition(":")[2] for entry in read(client).entries]
    assert keys == [first.public_id, second.public_id]


def test_feed_ends_after_a_hundred_entries(client):
    case = publish_case()
    for _n in range(103):
        publish_event(case)
    assert len(read(client).entries) == 100


def test_identifier_stays_when_the_address_changes(client):
    case = publish_case("A", "old")
    event = publish_event(case)
    before = read(client).entries[0]
    type(event).objects.update(case_slug="new")
    type(case).objects.update(slug="new", updated_at=LATER)
    after = read(client).entries[0]
    assert before.id == after.id
    assert (before.link, after.link) == (
        f"https://tracker.example/cases/old/#e-{event.public_id}",
        f"https://tracker.example/cases/new/#e-{event.public_id}",
    )


def test_control_characters_do_not_break_the_feed(client):
    publish_event(publish_case("A\x0bB"), summary="Taken\x00 away \x1f<b>&".replace("\x00", ""))
    (entry,) = read(client).entries
    assert entry.title.endswith(": AB")
    assert "Taken away &lt;b&gt;&amp;" in entry.summary


def test_feed_of_a_country(client):
    case = publish_case()
    here = publish_event(case)
    publish_event(case, country_code="KZ")
    feed = read(client, "?country=ZZ")
    assert ids(feed) == {here.public_id}
    assert feed.feed.id == "tag:tracker.example,2026:events?country=ZZ"


def test_feed_of_a_case_by_identifier_slug_and_former_slug(client):
    case, other = publish_case("A", "a"), publish_case("B", "b")
    event = publish_event(case)
    publish_event(other)
    from cases.publication.models import SlugRedirect

    SlugRedirect.objects.create(kind="case", old_slug="was-a", public_id=case.public_id)
    for key in (case.public_id, "a", "was-a"):
        feed = read(client, f"?case={key}")
        assert ids(feed) == {event.public_id}
        assert feed.feed.title == "The Tracker: events, A"


def test_feed_of_an_organisation_has_its_own_events_and_those_of_its_cases(client):
    ban = publish_event(None, kind="banned", organisations="Open Square; Bench")
    document = {"events": [{"id": ban.public_id, "case": None}, {"id": "x", "case": "case:c"}]}
    publish_entity("organisation", "open-square", "Open Square", document=document)
    linked = publish_event(publish_case(facets={"organisation": "open-square"}))
    publish_event(publish_case())
    publish_event(None, organisations="Street Party")
    feed = read(client, "?organisation=open-square")
    assert ids(feed) == {ban.public_id, linked.public_id}
    (entry,) = [one for one in feed.entries if one.id.endswith(ban.public_id)]
    assert entry.link == f"https://tracker.example/organisations/open-square/#e-{ban.public_id}"
    assert entry.title == "Banned, 4 March 2031: Open Square; Bench"


def test_events_of_cases_and_of_none_come_in_one_order(client):
    case = publish_case(facets={"organisation": "open-square"})
    made = [
        publish_event(case if n % 2 else None, updated_at=CHANGED_AT + timedelta(days=n * 7 % 120))
        for n in range(120)
    ]
    own = [{"id": one.public_id, "case": None} for one in made[::2]]
    document = {"events": [*own, {"id": made[1].public_id, "case": None}]}
    publish_entity("organisation", "open-square", "Open Square", document=document)
    latest = sorted(made, key=lambda one: one.updated_at, reverse=True)[:100]
    found = [one.id.rpartition(":")[2] for one in read(client, "?organisation=open-square").entries]
    assert found == [one.public_id for one in latest]


def test_feed_of_a_country_comes_in_order_out_of_an_index(client):
    publish_event(publish_case())
    with CaptureQueriesContext(connection) as captured:
        read(client, "?country=ZZ")
    (plan,) = plans(captured, "publishedevent")
    assert "pubevent_country_updated" in plan
    assert not is_sorted(plan), plan


@pytest.mark.parametrize("address", [FEED, "/calendar.ics"])
def test_events_of_an_organisation_are_found_without_going_through_all(client, address):
    ban = publish_event(None, kind="court_ruling")
    document = {"events": [{"id": ban.public_id, "case": None}]}
    publish_entity("organisation", "open-square", "Open Square", document=document)
    publish_event(publish_case(facets={"organisation": "open-square"}), kind="hearing")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?organisation=open-square").status_code == 200
    asked = [one["sql"] for one in captured.captured_queries if "publishedevent" in one["sql"]]
    assert asked
    assert [one for one in asked if " OR " in one] == []


def test_event_of_two_organisations_of_one_name_leads_to_their_list(client):
    for slug in ("one", "two"):
        publish_entity("organisation", slug, "Street Party")
    event = publish_event(None, organisations="Street Party")
    (entry,) = read(client).entries
    assert entry.link == f"https://tracker.example/organisations/#e-{event.public_id}"


@pytest.mark.parametrize(
    "query",
    ["?country=zemlia", "?organisation=none", "?case=none", "?case=a&case=b", "?q=x", "?page=2"],
)
@pytest.mark.parametrize("address", [FEED, "/calendar.ics"])
def test_wrong_choice_is_400_in_plain_text(client, address, query):
    response = client.get(address + query)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_feed_of_a_withdrawn_case_is_gone(client):
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    # Pages lead to the one by its identifier, which never changes.
    names = (world.one.case.slug, world.one.case.public_id)
    assert all(len(read(client, f"?case={name}").entries) > 2 for name in names)
    withdraw_case(world.one.case, today=TODAY, now=LATER)
    for name in names:
        assert client.get(f"{FEED}?case={name}").status_code == 410
        assert client.get(f"/calendar.ics?case={name}").status_code == 410


def test_withheld_name_is_in_no_entry(client):
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    assert "Melin" in client.get(FEED).content.decode()
    withhold_name(world.other, today=TODAY, now=LATER)
    text = client.get(FEED).content.decode()
    assert "Melin" not in text
    assert "Мелин" not in text


@pytest.mark.parametrize("many", [1, 30])
def test_feed_takes_a_constant_number_of_queries(client, django_assert_num_queries, many):
    for n in range(many):
        publish_event(publish_case(f"A{n}"))
        publish_event(None, organisations=f"O{n}")
    with django_assert_num_queries(3):
        read(client)
