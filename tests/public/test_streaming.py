"""COPY in a thread: readers who leave, faults of the database, readers who are slow."""

import threading
import time

import pytest
from django.db import DatabaseError, connection
from psycopg2.extensions import QueryCanceledError

from cases.public import streaming
from cases.public.columns import EVENTS
from cases.public.exporting import csv_blocks
from cases.publication.models import PublishedEvent
from tests.public.builders import publish_event

# In the list of what is selected, a series is made row by row and never gathered.
ENDLESS = b"COPY (SELECT repeat('x', 1000), generate_series(1, 1000000000)) TO STDOUT"
FAULTY = (
    b"COPY (SELECT repeat('x', 9000 / (3 - n)) FROM generate_series(1, 5) n ORDER BY n) TO STDOUT"
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def copying(monkeypatch, statement):
    monkeypatch.setattr(streaming, "_copy_statement", lambda *_given: statement)
    return csv_blocks(PublishedEvent.objects.order_by("pk"), EVENTS)


def exporting_threads():
    return [one for one in threading.enumerate() if one.name == "export"]


def test_reader_who_leaves_stops_the_statement_and_frees_the_connection(monkeypatch):
    blocks = copying(monkeypatch, ENDLESS)
    assert next(blocks)
    assert exporting_threads()
    blocks.close()
    assert exporting_threads() == []
    publish_event(None)
    assert PublishedEvent.objects.count() == 1


def test_reader_who_leaves_before_the_first_row_leaves_nothing_behind(monkeypatch):
    copying(monkeypatch, ENDLESS).close()
    assert exporting_threads() == []


def test_slow_reader_makes_the_database_wait(monkeypatch):
    blocks = copying(monkeypatch, ENDLESS)
    next(blocks)
    time.sleep(0.2)
    taken = [len(next(blocks)) for _n in range(streaming.WAITING)]
    assert max(taken) < 2 * streaming.BLOCK_BYTES
    blocks.close()


def test_fault_half_way_reaches_the_reader_and_leaves_the_connection_usable(monkeypatch):
    blocks = copying(monkeypatch, FAULTY)
    with pytest.raises(DatabaseError, match="division by zero"):
        list(blocks)
    assert exporting_threads() == []
    assert connection.is_usable()


def test_fault_at_once_comes_before_any_byte(monkeypatch):
    with pytest.raises(DatabaseError, match="nowhere"):
        next(copying(monkeypatch, b"COPY nowhere TO STDOUT"))


class Late:
    """A connection whose COPY ends before a cancellation arrives, and its cursor."""

    def __init__(self):
        self.connection = self.cursor = self
        self.is_pending = False

    def cancel(self):
        self.is_pending = True

    def copy_expert(self, _statement, copy):
        for _n in range(3 * streaming.WAITING):
            copy.write(b"x" * streaming.BLOCK_BYTES + b"\n")

    def execute(self, _statement):
        if self.is_pending:
            self.is_pending = False
            raise QueryCanceledError


def test_cancellation_that_comes_too_late_hits_no_other_statement():
    late = Late()
    copy = streaming._Copy(late, late, b"", None)
    assert next(copy.blocks())
    copy.stop()
    assert not late.is_pending
    assert exporting_threads() == []
