"""Publishing takes a number of queries that does not grow with a case, nor does any of them go
through all published cases."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.publication.reading import Facts, Reach
from cases.publication.rebuilding import publish_everything
from cases.publication.redacting import active_organisations, public_people
from cases.vocabulary import EventKind
from tests import factories as f
from tests.publication.scenes import NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def queries_to_publish(events):
    made = f.make_case()
    for n in range(events):
        event = f.make_event(
            made.case, made.person, kind=EventKind.HEARING, date=f"2031-06-{n + 1:02}"
        )
        f.cite(event)
    with CaptureQueriesContext(connection) as captured:
        publish(made.case)
    return len(captured)


def test_number_of_queries_does_not_grow_with_events():
    queries_to_publish(1)
    assert queries_to_publish(2) == queries_to_publish(20)


def test_publishing_an_edit_takes_few_queries(django_assert_max_num_queries):
    made = f.make_case()
    publish(made.case)
    made.arrest.summary = "Told in other words."
    made.arrest.save()
    with django_assert_max_num_queries(70):
        publish(made.case)


def test_nothing_is_looked_up_by_the_state_of_cases():
    """PostgreSQL counts how many rows have a value; SQLite would take "published" for rare."""
    world = make_world()
    people, bodies = {world.other.pk}, {world.movement.pk}
    with CaptureQueriesContext(connection) as captured:
        assert public_people(Facts(Reach()), people, today=TODAY) == people
        assert active_organisations(bodies, today=TODAY) == bodies
    if connection.vendor == "sqlite":
        steps = _steps(captured)
        assert [step for step in steps if "state" in step] == []
        assert sum("CORRELATED" in step for step in steps) > 2


def test_the_spells_of_a_person_are_not_found_by_way_of_all_without_a_case():
    """No index holds the spells without a case together, so none can be taken for a short way."""
    made = f.make_case()
    publish(made.case)
    made.arrest.date = "2031-06-01"
    made.arrest.save()
    with CaptureQueriesContext(connection) as captured:
        publish(made.case)
    if connection.vendor == "sqlite":
        steps = [step for step in _steps(captured) if "publishedspell" in step]
        of_case, of_person = sorted(set(steps))
        assert of_case.endswith("INDEX spell_of_case (case_id=?)")
        assert re.search(r"USING INDEX publication_publishedspell_person_id_\w+ \(person_id=\?\)$",
                         of_person)  # fmt: skip


def test_a_rebuild_looks_for_nothing_that_is_not_among_all_others():
    """PostgreSQL would compare each row with all of the others once they are many."""
    make_world()
    with CaptureQueriesContext(connection) as captured:
        publish_everything(today=TODAY, now=NOW)
    asked = [one["sql"] for one in captured.captured_queries]
    assert sum("NOT EXISTS" in one or "NOT (EXISTS" in one for one in asked) > 5
    assert [one for one in asked if re.search(r"NOT \(\S+ IN \(SELECT", one)] == []


def _steps(captured: CaptureQueriesContext) -> list[str]:
    """How SQLite answers what was asked."""
    with connection.cursor() as cursor:
        return [
            step[-1]
            for one in captured.captured_queries
            if one["sql"].startswith(("SELECT", "DELETE", "UPDATE"))
            for step in cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()
        ]
