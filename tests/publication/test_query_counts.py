"""Publishing takes a number of queries that does not grow with a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.vocabulary import EventKind
from tests import factories as f
from tests.publication.scenes import publish

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
    with django_assert_max_num_queries(75):
        publish(made.case)
