"""The exported file: row by row what is published, with the indexes and triggers of its tables."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from cases.publication import copying
from cases.publication.copying import connect_file, copy_published
from cases.publication.editions import current_edition
from cases.publication.indexes import definitions
from cases.publication.models import CaseBody, PublishedCase
from cases.publication.tables import record_models
from cases.sampling.making import make_published
from tests.publication.scenes import TODAY

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "other"


@pytest.fixture
def opened(tmp_path):
    """Opens a SQLite file as a database beside that of the tests."""

    def at(name):
        connections[OTHER] = connect_file(tmp_path / name, OTHER, {})
        return connections[OTHER]

    yield at
    connections[OTHER].close()
    del connections[OTHER]


@pytest.fixture
def copied(tmp_path, monkeypatch, opened):
    """A sample, copied in small portions; the number of rows and the copy."""
    make_published(12, seed=3, today=TODAY, now=timezone.now())
    monkeypatch.setattr(copying, "_ROWS_AT_ONCE", 7)
    portions = []
    rows = copy_published(tmp_path / "published.sqlite3", progress=portions.append)
    assert sum(portions) == rows
    assert max(portions) == 7
    return rows, opened("published.sqlite3")


def rows_of(model, alias="default"):
    rows = model.objects.using(alias).order_by("pk").values()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_each_row_is_as_it_is_published(copied):
    rows, _file = copied
    found = {model: rows_of(model, OTHER) for model in record_models()}
    assert found == {model: rows_of(model) for model in record_models()}
    assert sum(map(len, found.values())) == rows
    assert len(found[PublishedCase]) == 12


def test_tables_have_their_indexes_and_triggers(copied, opened, tmp_path):
    _rows, file = copied
    tables = sorted(model._meta.db_table for model in record_models())
    in_file = definitions(tables, file)
    file.close()
    migrated = opened("empty.sqlite3")
    call_command("migrate", "publication", database=OTHER, verbosity=0, interactive=False)
    assert in_file == definitions(tables, migrated)
    assert len(in_file) > 100


def test_words_are_found_in_the_file(copied):
    _rows, file = copied
    word = CaseBody.objects.using(OTHER).order_by("pk").first().words.split()[0]
    with file.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM publication_casebody_words"
            " WHERE publication_casebody_words MATCH %s",
            [f'"{word}"'],
        )
        assert cursor.fetchone()[0] >= 1


def test_file_is_the_same_edition(copied):
    assert current_edition(OTHER) == current_edition("default")
