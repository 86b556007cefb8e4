"""The transaction that only publishes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases import models as m
from cases.publication.turns import publishing
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)

# SQLite's own number for "as it was built": in files.
IN_FILES = 0


def statements(context: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in context.captured_queries]


def place_of_temporary():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store")
        return cursor.fetchone()[0]


def test_turn_is_taken_as_the_transaction_begins():
    with CaptureQueriesContext(connection) as context, publishing():
        pass
    found = statements(context)
    if connection.vendor == "postgresql":
        assert [sql for sql in found if "PRAGMA" in sql] == []
        assert "pg_advisory_xact_lock" in found[1]
    else:
        # The setting counts with which it begins; for the sorts within it is too large.
        assert found[:3] == [
            "PRAGMA temp_store=MEMORY",
            "BEGIN IMMEDIATE",
            "PRAGMA temp_store=DEFAULT",
        ]


def test_what_fails_is_undone_and_leaves_no_setting_behind():
    with pytest.raises(ZeroDivisionError), publishing():
        f.PersonFactory()
        raise ZeroDivisionError
    assert not m.Person.objects.exists()
    if connection.vendor == "sqlite":
        assert place_of_temporary() == IN_FILES


def test_within_another_transaction_nothing_is_set():
    with transaction.atomic(), CaptureQueriesContext(connection) as context, publishing():
        pass
    assert [sql for sql in statements(context) if "PRAGMA" in sql] == []
