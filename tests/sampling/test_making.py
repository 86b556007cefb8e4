"""Making a sample in a database: facts in bulk, published the ordinary way, never over a record."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.sampling.chunks import make_chunk
from cases.sampling.making import NotEmpty, make_facts
from cases.sampling.roominess import ROOM, with_room
from cases.sampling.world import World
from tests import factories as f
from tests.publication.scenes import NOW

pytestmark = pytest.mark.django_db


def test_bulk_facts_are_what_was_made():
    make_facts(20, seed=3, now=NOW)
    made = make_chunk(World(3), 0, cases=20)
    for model, rows in made.of.items():
        stored = {row.pk: row for row in model.objects.filter(pk__in=[row.pk for row in rows])}
        for row in rows:
            for name in row.__slots__:
                assert getattr(stored[row.pk], name) == getattr(row, name), (model, name)


def test_bulk_facts_are_as_saving_would_have_them():
    make_facts(5, seed=3, now=NOW)
    for model in (m.Event, m.Source, m.PersonName, m.PersonBirth):
        for row in model.objects.all():
            before = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
            row.full_clean()
            row.save()
            row.refresh_from_db()
            after = {name: getattr(row, name) for name in before}
            before.pop("updated_at"), after.pop("updated_at")
            assert after == before


def test_sample_is_published_whole_and_without_drift():
    call_command("make_sample", "--cases", "40", "--seed", "2", stdout=StringIO())
    assert p.PublishedCase.objects.count() == 40
    assert p.PublishedPerson.objects.count() == m.Person.objects.filter(
        subjects__isnull=False
    ).distinct().count()  # fmt: skip
    assert [str(one) for one in check_everything(today=timezone.localdate())] == []


def test_later_facts_get_keys_of_their_own():
    make_facts(5, seed=3, now=NOW)
    # Whatever number the provisions of tests have reached.
    f.LegalProvisionFactory.create_batch(250)
    made = f.make_case()
    assert made.case.pk > max(m.Case.objects.exclude(pk=made.case.pk).values_list("pk", flat=True))


def test_database_with_a_case_is_refused():
    f.make_case()
    with pytest.raises(NotEmpty):
        make_facts(5, seed=1, now=NOW)
    with pytest.raises(CommandError, match="not empty"):
        call_command("make_sample", "--cases", "5")
    assert m.Case.objects.count() == 1


def test_no_cases_at_all_are_refused():
    with pytest.raises(CommandError, match="at least 1"):
        call_command("make_sample", "--cases", "0")


def settings_of_sqlite():
    """What `with_room` sets; nothing on PostgreSQL."""
    found = {}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in ROOM:
                found[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    return found


def test_room_is_given_back():
    before = settings_of_sqlite()
    with CaptureQueriesContext(connection) as asked, with_room():
        pass
    assert bool(asked.captured_queries) == (connection.vendor == "sqlite")
    with with_room():
        assert settings_of_sqlite() == (ROOM if before else {})
    assert settings_of_sqlite() == before
