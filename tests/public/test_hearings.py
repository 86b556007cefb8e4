from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests.public.builders import publish_case, publish_event, publish_person
from tests.public.planning import is_sorted, plans
from tests.publication.scenes import LATER, NOW, TODAY, make_world

pytestmark = pytest.mark.django_db
FILE = "/calendar.ics"


@pytest.fixture(autouse=True)
def site(settings):
    settings.TRACKER_SITE_URL = "https://tracker.example"


def entries(client, query=""):
    """The entries by the first part of their UID, read back by the library."""
    response = client.get(FILE + query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    file = Calendar.from_ical(response.content)
    assert file["version"] == "2.0"
    return {str(entry["uid"]).partition("@")[0]: entry for entry in file.walk("VEVENT")}


def test_day_in_court_is_a_whole_day_with_its_place_and_link(client):
    case = publish_case("Orvel, on trial; again", "a-trial")
    made = publish_event(case, kind="hearing", court="Bench", place="Marrow Ford",
                         date="2031-03-04", summary="The judge was ill.\nNobody came.")  # fmt: skip
    (entry,) = entries(client).values()
    assert str(entry["uid"]) == f"event-{made.public_id}@tracker.example"
    assert entry["summary"] == "Hearing: Orvel, on trial; again"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 3, 4), date(2031, 3, 5))
    assert entry["description"] == "The judge was ill.\nNobody came."
    assert entry["location"] == "Bench, Marrow Ford"
    assert entry["url"] == f"https://tracker.example/cases/a-trial/#e-{made.public_id}"
    assert entry["dtstamp"].dt == case.updated_at
    assert entry["status"] == "CONFIRMED"


def test_lines_are_folded_and_end_as_rfc_5545_says(client):
    publish_event(publish_case("Очень длинное название " * 8), kind="hearing")
    lines = client.get(FILE).content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]


def test_month_is_a_span_that_says_it_means_one_day(client):
    publish_event(publish_case(), kind="sentence", date="2031-03")
    (entry,) = entries(client).values()
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 3, 1), date(2031, 4, 1))
    assert "On one day between 2031-03-01 and 2031-03-31." in entry["description"]


def test_hearing_of_several_days_does_not_mean_one(client):
    publish_event(publish_case(), kind="hearing", date="2031-03-04/2031-03-06")
    (entry,) = entries(client).values()
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 3, 4), date(2031, 3, 7))
    assert "On one day" not in entry["description"]


@pytest.mark.parametrize(
    "told", ["2031", "2031-03~", "2031-03-04?", "../2031-03-04", "", "9999-12"]
)
def test_day_that_is_not_known_is_left_out(client, told):
    publish_event(publish_case(), kind="hearing", date=told)
    assert entries(client) == {}


def test_arrest_is_no_day_in_court(client):
    publish_event(publish_case(), kind="arrest")
    assert entries(client) == {}


def test_plan_is_tentative(client):
    case = publish_case("A", "a")
    day = date(2031, 8, 1)
    plan = {"planned": "2031-08-01", "planned_earliest": day, "planned_latest": day}
    undated = {"date": "", "date_earliest": None, "date_latest": None}
    publish_event(case, public_id="e9", kind="hearing", **undated, **plan)
    # What happened is no plan any more.
    publish_event(case, public_id="e8", kind="arrest", date="2031-07-02", **plan)
    (entry,) = entries(client).values()
    assert entry["summary"] == "Planned: Hearing: A"
    assert entry["dtstart"].dt == date(2031, 8, 1)
    assert entry["status"] == "TENTATIVE"
    assert "not known to have happened" in entry["description"]
    assert entry["url"] == "https://tracker.example/cases/a/#e-e9"


def test_end_of_a_term_is_tentative(client):
    person = publish_person("Ilan Orvel", "orvel-ilan", expected_release="2038-05-02")
    publish_person("Ada Melin", expected_release="2038")
    (entry,) = entries(client).values()
    assert str(entry["uid"]) == f"release-{person.public_id}@tracker.example"
    assert entry["summary"] == "Term would end: Ilan Orvel"
    assert (entry["dtstart"].dt, entry["status"]) == (date(2038, 5, 2), "TENTATIVE")


def test_withheld_name_is_not_told_with_the_end_of_a_term(client):
    publish_person("Ilan Orvel", "x", expected_release="2038-05-02", is_name_withheld=True)
    (entry,) = entries(client).values()
    assert entry["summary"] == "Term would end: Name withheld"


def test_calendar_of_a_country_has_its_people(client):
    one = publish_person("A", expected_release="2038-05-02")
    publish_person("B", expected_release="2038-05-02", facets={"country": "KZ"})
    assert set(entries(client, "?country=ZZ")) == {f"release-{one.public_id}"}


def test_calendar_of_a_country_comes_in_order_out_of_indexes(client):
    publish_event(publish_case(), kind="hearing")
    with CaptureQueriesContext(connection) as captured:
        entries(client, "?country=ZZ")
    days, planned = plans(captured, "publishedevent")
    assert "pubevent_country_date" in days
    assert "pubevent_country_planned" in planned
    assert not any(is_sorted(plan) for plan in (days, planned)), (days, planned)


def test_calendar_of_a_case_and_of_an_organisation(client):
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    everything = set(entries(client))
    one = set(entries(client, f"?case={world.one.case.public_id}"))
    other = set(entries(client, f"?case={world.two.case.slug}"))
    assert one
    assert other
    assert one | other <= everything
    assert f"event-{world.one.trial.public_id}" in one - other
    slug = world.movement.key
    assert set(entries(client, f"?organisation={slug}")) <= everything


def test_withheld_name_is_in_no_entry(client):
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    withhold_name(world.one.person, today=TODAY, now=LATER)
    assert "Orvel" not in client.get(FILE).content.decode()


def test_control_characters_do_not_break_the_calendar(client):
    publish_event(publish_case("A\x0bB"), kind="hearing", summary="1\x1f2")
    (entry,) = entries(client).values()
    assert (entry["summary"], entry["description"]) == ("Hearing: AB", "12")


@pytest.mark.parametrize("many", [1, 20])
def test_calendar_takes_a_constant_number_of_queries(client, django_assert_num_queries, many):
    for n in range(many):
        publish_event(publish_case(f"A{n}"), kind="hearing")
        publish_event(None, kind="court_ruling", organisations=f"O{n}")
        publish_person(f"B{n}", expected_release="2038-05-02")
    with django_assert_num_queries(5):
        assert len(entries(client)) == 3 * many


def test_what_is_doubtful_says_so_in_its_entry(client):
    publish_event(publish_case(), kind="hearing", is_hearsay=True, disputed=True)
    (entry,) = entries(client).values()
    told = str(entry["description"])
    assert "Hearsay alone tells of it." in told
    assert "Sources differ over it." in told
