"""The spelling table, through projection and search: who is found by which spelling."""

from datetime import UTC, date, datetime

import pytest

from cases.publication.models import PublishedPerson
from cases.publication.rebuilding import publish_everything
from tests.factories import PersonNameFactory, cite, make_case
from tests.spellings import APART, SAME

pytestmark = pytest.mark.django_db
TODAY = date(2031, 6, 1)
NOW = datetime(2031, 6, 1, tzinfo=UTC)


def publish_people(names):
    """Each name as an invented person of a case of their own; the name by public identifier."""
    people = {make_case(name=name, title=f"Case {n}").person for n, name in enumerate(names)}
    publish_everything(today=TODAY, now=NOW)
    assert PublishedPerson.objects.count() == len(people)


def found(client, table, text):
    """The shown names, or titles, that a search for `text` finds."""
    answer = client.get(f"/{table}.json", {"q": text})
    assert answer.status_code == 200, text
    return {row.get("name") or row.get("subjects")[0] for row in answer.json()["results"]}


def test_table_is_as_long_as_promised():
    assert len(SAME) >= 60
    assert len(APART) >= 30


@pytest.mark.parametrize("table", ["people", "cases"])
def test_every_spelling_of_a_pair_finds_the_person(client, table):
    recorded = sorted({one for one, _other in SAME})
    publish_people(recorded)
    assert [pair for pair in SAME if pair[0] not in found(client, table, pair[1])] == []


@pytest.mark.parametrize("table", ["people", "cases"])
def test_either_spelling_of_a_pair_may_be_the_recorded_one(client, table):
    # A joined name finds the hyphened one, which is recorded with its hyphen.
    pairs = [pair for pair in SAME if "-" not in pair[0]]
    recorded = sorted({other for _one, other in pairs})
    publish_people(recorded)
    assert [pair for pair in pairs if pair[1] not in found(client, table, pair[0])] == []


@pytest.mark.parametrize("table", ["people", "cases"])
def test_different_names_stay_apart(client, table):
    publish_people(sorted({name for pair in APART for name in pair}))
    met = [
        (one, other)
        for pair in APART
        for one, other in (pair, pair[::-1])
        if other in found(client, table, one) or one not in found(client, table, one)
    ]
    assert met == []


@pytest.mark.parametrize("table", ["people", "cases"])
@pytest.mark.parametrize("text", ["Orvel", "ОРВЕЛЬ", "Ўрвелов", "urvelau", "ілан", "奥维"])
def test_every_recorded_spelling_finds_the_person(client, table, text):
    """What no fold brings together is a typed spelling on the person."""
    made = make_case(name="Ilan Orvel")
    for spelling in ("Ўрвелов Ілан", "Urvelau", "奥维"):
        cite(PersonNameFactory(person=made.person, text=spelling))
    publish_everything(today=TODAY, now=NOW)
    assert found(client, table, text) == {"Ilan Orvel"}
