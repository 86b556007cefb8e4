"""The pages of courts, provisions, places, sources and organisations answer what they are opened
for, from rows that were projected, and lose what is withheld or withdrawn with it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import models as m
from cases.public.presenting.case_lines import MANY
from cases.publication.models import PublishedSentence
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from cases.vocabulary import EventKind
from tests import factories as f
from tests.public.builders import CHANGED_AT, publish_case, publish_entity, publish_event
from tests.public.planning import is_sorted, plans
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = make_world()
    f.EventParticipantFactory(
        event=made.one.arrest, person=None, organisation=made.movement, role="actor"
    )
    publish_everything(today=TODAY, now=NOW)
    return made


def address(kind, row):
    plural = {"organisation": "organisations", "place": "places", "source": "sources"}
    return f"/{plural.get(kind, kind + 's')}/{re.sub('[^a-z0-9]+', '-', row.key.lower())}/"


def words_at(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def pages(world):
    one = world.one
    return [
        address("court", one.court),
        address("provision", one.provision),
        address("place", one.court.place),
        address("source", one.source),
        address("organisation", world.movement),
        address("organisation", world.grantor),
    ]


def test_court_page_tells_whom_it_sentenced_to_what_and_for_what(client, world):
    html = client.get(address("court", world.one.court)).content.decode()
    words = words_at(client, address("court", world.one.court))
    assert "Whom it sentenced, and to what" in words
    assert "Ilan Orvel: Imprisonment, 7 years" in words
    assert world.one.charge.wording in words
    assert f'/cases/zz-orvel-ilan-2031/#e-{world.one.trial.public_id}"' in html


def test_court_page_tells_what_else_was_decided_there(client, world):
    f.make_event(
        world.one.case, world.one.person, kind=EventKind.APPEAL_DECIDED, date="2031-08",
        court=world.one.court, source=world.one.source, summary="The bench changed nothing.",
    )  # fmt: skip
    publish(world.one.case)
    words = words_at(client, address("court", world.one.court))
    assert "What else was heard or decided there" in words
    assert "August 2031 · Appeal decided" in words
    assert "The bench changed nothing." in words


def test_court_page_without_sentences_speaks_of_nothing_else(client, world):
    court = f.CourtFactory(country="ZZ")
    f.make_event(
        world.one.case, world.one.person, kind=EventKind.APPEAL_DECIDED, date="2031-08",
        court=court, source=world.one.source,
    )  # fmt: skip
    publish_everything(today=TODAY, now=NOW)
    assert "What was heard or decided there" in words_at(client, address("court", court))


def test_provision_page_tells_the_outcome_and_the_sentence(client, world):
    words = words_at(client, address("provision", world.one.provision))
    assert "One charge in this record." in words
    assert f"Ilan Orvel: {world.one.charge.wording} convicted" in words
    assert "Sentence Imprisonment, 7 years" in words


def test_place_page_tells_what_happened_in_order_and_which_courts_sit_there(client, world):
    f.make_event(
        world.one.case, world.one.person, kind=EventKind.SEARCH, date="2031-01",
        place=world.one.court.place, source=world.one.source, summary="The flat was searched.",
    )  # fmt: skip
    publish(world.one.case)
    words = words_at(client, address("place", world.one.court.place))
    assert words.index("The flat was searched.") < words.index("· Sentence")
    assert "Courts here" in words


def test_place_page_tells_who_is_held_there_when_last_known(client, world):
    colony = f.FacilityFactory(name="Colony 14", place=world.one.court.place)
    f.make_event(
        world.one.case, world.one.person, kind=EventKind.STATUS_REPORT, date="2031-08",
        stated_custody="imprisoned", facility=colony, source=world.one.source,
    )  # fmt: skip
    publish(world.one.case)
    place = address("place", world.one.court.place)
    assert "Ilan Orvel, Colony 14 Last known: imprisoned there on: August 2031" in words_at(
        client, place
    )
    f.make_event(
        world.one.case, world.one.person, kind=EventKind.RELEASE, date="2031-08-20",
        source=world.one.source,
    )  # fmt: skip
    publish(world.one.case)
    assert "Held here" not in words_at(client, place)


def test_source_page_lists_what_rests_on_it_with_paragraphs(client, world):
    citation = world.one.arrest.citations.get()
    citation.paragraph = 7
    citation.save()
    other = world.one.trial.citations.get()
    other.stance = "contradicts"
    other.save()
    f.cite(world.one.trial)
    publish(world.one.case)
    html = client.get(address("source", world.one.source)).content.decode()
    words = words_at(client, address("source", world.one.source))
    assert "¶7" in words
    assert f'#e-{world.one.arrest.public_id}"' in html
    assert re.search(r"contradicts [^.]*, sentence", words)
    assert "sources differ" in words
    assert "On the fourth" in words
    assert "Sentence · Ilan Orvel: imprisonment, 7 years" in words
    assert f"Charge · Ilan Orvel: {world.one.charge.wording}" in words


def test_organisation_page_names_events_of_other_cases_and_ties_on_whose_word(client, world):
    words = words_at(client, address("organisation", world.movement))
    assert "its part: acting" in words
    assert re.search(r"Ilan Orvel: \w+ alleged by the authorities", words)
    assert "What it counted" in words


def test_organisation_page_tells_whom_it_recognised_and_what_it_withdrew(client, world):
    withdrawn = f.make_event(
        world.one.case, world.one.person, kind=EventKind.DESIGNATION_WITHDRAWN, date="2031-07",
        source=world.one.source,
    )  # fmt: skip
    m.Designation.objects.filter(pk=world.designation.pk).update(withdrawn=withdrawn)
    publish(world.one.case)
    words = words_at(client, address("organisation", world.grantor))
    assert "Whom it recognised" in words
    assert "(June 2031); withdrawn (July 2031)" in words


def test_sentence_without_a_date_comes_last_beside_a_provision(client, world):
    later = f.make_event(
        world.one.case, world.one.person, kind=EventKind.SENTENCE_AMENDED, date="",
        source=world.one.source, summary="Nobody tells when.",
    )  # fmt: skip
    f.cite(f.SentenceFactory(subject=world.one.subject, event=later, years=3), world.one.source)
    publish(world.one.case)
    words = words_at(client, address("provision", world.one.provision))
    assert words.index("Imprisonment, 7 years") < words.index("Imprisonment, 3 years")


@pytest.mark.parametrize("many", [3, MANY])
def test_case_without_a_dated_event_comes_last_beside_an_entity(many, client):
    publish_entity("court", "zz-high", "High Bench", case_count=many)
    for n, day in enumerate([None, date(2031, 5, 2), date(2031, 5, 3)]):
        publish_case(f"Case {n}", last_event_on=day, facets={"court": "zz-high"})
    html = client.get("/courts/zz-high/").content.decode()
    assert re.findall(r">Case (\d)<", html) == ["2", "1", "0"]


@pytest.mark.parametrize(("many", "by"), [(MANY - 1, "COALESCE"), (MANY, '"publication_')])
def test_only_many_cases_beside_an_entity_may_be_looked_for_among_all(many, by, client):
    """No index has what COALESCE makes."""
    publish_entity("court", "zz-high", "High Bench", case_count=many)
    with CaptureQueriesContext(connection) as captured:
        client.get("/courts/zz-high/")
    asked = [one["sql"] for one in captured.captured_queries]
    (listed,) = [one for one in asked if "casefacet" in one]
    assert listed.partition(" ORDER BY ")[2].startswith(by)


@pytest.mark.parametrize(
    ("number", "table"),
    [
        (0, "publishedsentence"),
        (0, "publishedevent"),
        (1, "publishedcharge"),
        (4, "publishedpart"),
        (5, "publisheddesignation"),
    ],
)
def test_what_stands_beside_an_entity_comes_in_order_out_of_an_index(number, table, client, world):
    with CaptureQueriesContext(connection) as captured:
        client.get(pages(world)[number])
    (plan,) = plans(captured, table)
    assert not is_sorted(plan), plan


def test_no_page_looks_for_what_is_not_among_all_others(client, world):
    """PostgreSQL would compare each row with all of the others once they are many."""
    with CaptureQueriesContext(connection) as captured:
        for path in pages(world):
            client.get(path)
    asked = [one["sql"] for one in captured.captured_queries]
    assert [one for one in asked if re.search(r"NOT \(\S+ IN \(SELECT", one)] == []


def test_place_page_looks_up_the_people_held_there_and_no_others(client, world):
    with CaptureQueriesContext(connection) as captured:
        client.get(address("place", world.one.court.place))
    (plan,) = plans(captured, "publishedsubject")
    # Each by its number; a list of all who are held would be made of a scan of them.
    looked_up = r"publishedperson\w*( u0\w*)?\s+(Index Cond: )?\(+public_id"
    assert re.search(looked_up, plan), plan


def test_place_page_shows_the_latest_of_all_that_happened_in_it(client):
    region = publish_entity("place", "zz-region", "Region")
    towns = [
        publish_entity("place", f"zz-{n}", f"Town {n}", within=f" {region.public_id} ")
        for n in range(3)
    ]
    few = {0, 1, 2, 3, 9}
    # The first town has few events, and the second has the older of many.
    for n in range(100):
        day = None if n % 10 == 9 else date(2031, 1, 1) + timedelta(days=n * 37 % 100)
        town = towns[0] if n in few else towns[1] if day and day < date(2031, 2, 20) else towns[2]
        publish_event(
            place_id=town.public_id, summary=f"Told as {n}.", date_earliest=day, date=str(day or "")
        )
    undated = [one for one in range(100) if one % 10 == 9]
    latest = sorted(set(range(100)) - set(undated), key=lambda n: n * 37 % 100)[-30:]
    shown = re.findall(r"Told as (\d+)\.", words_at(client, "/places/zz-region/"))
    assert [int(n) for n in shown] == latest
    # Where few are dated, those without a date are shown too.
    own = re.findall(r"Told as (\d+)\.", words_at(client, "/places/zz-0/"))
    assert set(map(int, own)) == few


def test_place_page_reads_no_events_that_are_too_old_to_be_shown(client):
    place = publish_entity("place", "zz-town", "Town")
    for n in range(40):
        day = date(2031, 1, 1) + timedelta(days=n)
        publish_event(place_id=place.public_id, date_earliest=day)
    with CaptureQueriesContext(connection) as captured:
        client.get("/places/zz-town/")
    (plan,) = plans(captured, "publishedevent")
    assert re.search(r"pubevent_place\b.*date_earliest", plan, re.DOTALL), plan
    asked = [one["sql"] for one in captured.captured_queries]
    assert sum("\"date_earliest\" >= '2031-01-10'" in one for one in asked) == 1


def test_withheld_name_is_on_none_of_these_pages(client, world):
    before = [path for path in pages(world) if "Orvel" in words_at(client, path)]
    assert len(before) == 6
    withhold_name(world.one.person, today=TODAY, now=LATER)
    for path in pages(world):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "orvel" not in response.content.decode().lower(), path


def test_withheld_name_changes_the_version_of_each_page(client, world):
    paths = pages(world)
    marks = {path: client.get(path).headers["ETag"] for path in paths}
    withhold_name(world.one.person, today=TODAY, now=LATER)
    for path in paths:
        again = client.get(path, headers={"if-none-match": marks[path]})
        assert again.status_code == 200, path


def test_withdrawn_case_is_on_none_of_these_pages(client, world):
    # Another case keeps the pages standing.
    f.make_case(
        court=world.one.court, provision=world.one.provision, source=world.one.source,
        name="Ada Sorel",
    )  # fmt: skip
    publish_everything(today=TODAY, now=NOW)
    for case in world.cases:
        case.refresh_from_db()
        withdraw_case(case, today=TODAY, now=LATER)
    for path in pages(world)[:4]:
        words = words_at(client, path)
        assert "Orvel" not in words, path
        assert world.one.case.slug not in client.get(path).content.decode()
    assert "Ada Sorel" in words_at(client, pages(world)[0])


@pytest.mark.parametrize(
    ("number", "queries"),
    [(0, 8), (1, 7), (2, 8), (3, 8), (4, 9), (5, 8)],
    ids=["court", "provision", "place", "source", "organisation", "grantor"],
)
def test_page_takes_a_constant_number_of_queries(
    number, queries, client, world, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        client.get(pages(world)[number])
    for _n in range(3):
        f.make_case(court=world.one.court, provision=world.one.provision, source=world.one.source)
    publish_everything(today=TODAY, now=LATER)
    with django_assert_num_queries(queries):
        client.get(pages(world)[number])


def test_court_with_very_many_sentences_shows_the_latest_and_leads_to_the_file(client):
    court = publish_entity("court", "zz-high", "High Bench")
    case = publish_case("The great trial", "zz-great")
    PublishedSentence.objects.bulk_create(
        PublishedSentence(
            public_id=f"se{n}", owner=f"case:{case.public_id}", case=case,
            case_public_id=case.public_id, case_slug=case.slug, digest=f"{n}",
            updated_at=CHANGED_AT, subject_id=f"su{n}", person=f"Person {n}", kind="fine", years=0,
            months=0, days=0, is_life=False, amount=f"{n}.00", currency="ZZD", is_converted=False,
            in_absentia=False, imposed="2031", imposed_earliest=date(2031, 1, 1), court="",
            imposed_by="", amends="", conditions="", note="", disputed=False,
            target=f"person:p{n}", event_id="e1", court_id=court.public_id,
        )
        for n in range(1000, 1300)
    )  # fmt: skip
    response = client.get("/courts/zz-high/")
    html = response.content.decode()
    assert html.count("Fine, 1,") == 50
    assert "Fine, 1,299 ZZD" in html
    assert '/sentences.csv?court=zz-high"' in html
    assert len(response.content) < 60_000


def test_place_and_court_have_a_map_where_the_point_is_known(client, world):
    m.Place.objects.filter(pk=world.one.court.place_id).update(latitude="43.24", longitude="76.94")
    paths = pages(world)[0], pages(world)[2]
    assert not any(b'class="map"' in client.get(path).content for path in paths)
    publish_everything(today=TODAY, now=LATER)
    for path in paths:
        assert "Marrow Ford on the map" in client.get(path).content.decode(), path
