"""Files and JSON of the lists for a day in the past: which columns are of that day."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.publication.cells import GUARDED
from cases.publication.models import PublishedPerson
from tests.public.builders import add_spell, publish_case, publish_person
from tests.public.test_exports import read, storable

pytestmark = pytest.mark.django_db


def test_undated_list_says_how_its_states_are_known_and_names_no_day(client):
    publish_person(certainty="last_known")
    (row,) = read(client, "/people.csv")
    assert (row["certainty"], row["as_of"], row["known_on"]) == ("last_known", "", "")
    (told,) = client.get("/people.json").json()["results"]
    assert (told["certainty"], told["as_of"], told["known_on"]) == ("last_known", None, None)


def detained_in_march(case=None, **values):
    values = {"slug": "orvel", "expected_release": "2038"} | values
    person = publish_person('Ilan "the elder", Orvel', **values)
    add_spell(person, "detained", date(2031, 3, 4), date(2031, 3, 9), case=case,
              known_from=date(2031, 3, 6), confirmed="2031-03")  # fmt: skip
    return person


def test_dated_list_tells_the_state_of_the_day_and_names_it(client):
    detained_in_march()
    publish_person("Ada Melin", "melin")
    then, other = read(client, "/people.csv?as_of=2031-03-05&sort=name")[::-1]
    told = [
        "status",
        "status_since",
        "status_confirmed",
        "certainty",
        "as_of",
        "known_on",
        "expected_release",
    ]
    assert [then[name] for name in told] == [
        "detained", "2031-03-04", "2031-03", "certain", "2031-03-05", "", "",
    ]  # fmt: skip
    assert [other[name] for name in told] == [
        "unknown", "", "", "possible", "2031-03-05", "", "",
    ]  # fmt: skip
    results = client.get("/people.json?as_of=2031-03-05&sort=name").json()["results"]
    assert [results[1][name] for name in told] == [
        "detained", "2031-03-04", "2031-03", "certain", "2031-03-05", None, None,
    ]  # fmt: skip


def test_dated_list_tells_only_what_was_known(client):
    detained_in_march()
    (row,) = read(client, "/people.csv?as_of=2031-03-05&known_on=2031-03-05")
    assert (row["status"], row["known_on"]) == ("unknown", "2031-03-05")
    (row,) = read(client, "/people.csv?known_on=2031-03-06")
    assert (row["status"], row["as_of"], row["known_on"]) == ("detained", *["2031-03-06"] * 2)


def test_dated_case_counts_the_heads_of_those_in_custody(client):
    case = publish_case(held_count=0)
    detained_in_march(case, headcount=3)
    add_spell(publish_person("Ada Melin"), "free", date(2031, 3, 1), case=case)
    (row,) = read(client, "/cases.csv?as_of=2031-03-05")
    assert (row["status"], row["certainty"], row["held_count"]) == ("detained", "certain", "3")
    (row,) = read(client, "/cases.csv?as_of=2031-04-05")
    assert (row["status"], row["certainty"], row["held_count"]) == ("free", "last_known", "0")


@given(name=storable | st.builds(str.__add__, st.sampled_from(GUARDED), storable))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_dated_lines_differ_from_those_of_today_in_the_days_columns_alone(client, name):
    PublishedPerson.objects.all().delete()
    person = detained_in_march()
    values = {"name": name[:250], "other_names": name, "sentence": name, "gender": ""}
    PublishedPerson.objects.filter(pk=person.pk).update(**values)
    (today,) = read(client, "/people.csv")
    (then,) = read(client, "/people.csv?as_of=2031-03-05")
    of_the_day = {"status", "status_since", "status_confirmed", "certainty", "as_of", "known_on",
                  "expected_release", "whereabouts"}  # fmt: skip
    assert {key: value for key, value in today.items() if key not in of_the_day} == {
        key: value for key, value in then.items() if key not in of_the_day
    }
    assert list(today) == list(then)
    assert (then["status"], then["certainty"]) == ("detained", "certain")


@pytest.mark.parametrize("table", ["cases", "people"])
def test_dated_file_takes_one_statement(client, table, django_assert_max_num_queries):
    for _n in range(3):
        detained_in_march(publish_case() if table == "cases" else None, slug="")
    with django_assert_max_num_queries(4):
        assert len(read(client, f"/{table}.csv?as_of=2031-03-05")) == 3
