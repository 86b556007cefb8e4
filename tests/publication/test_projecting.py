"""Publishing, editing and taking back a case."""

from datetime import UTC, date, datetime

import pytest

from cases.publication import models as p
from cases.publication.projecting import publish_case
from tests.factories import make_case

TODAY = date(2031, 6, 1)
NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_published_case_has_a_row_and_a_document():
    made = make_case()
    publish_case(made.case, today=TODAY, now=NOW)
    row = p.PublishedCase.objects.get()
    assert row.slug == made.case.slug
    assert row.status == "imprisoned"
    assert row.document["updated_at"] == NOW.isoformat()
    assert [event["kind"] for event in row.document["events"]] == ["arrest", "sentence"]
