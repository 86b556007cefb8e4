"""A second database for the public half: a file of publications, beside the tests' own."""

from pathlib import Path

import pytest
from django.db import connections

from cases.public import standby
from cases.publication.copying import connect_file, copy_published
from cases.publication.routing import PUBLIC
from tracker.settings import SQLITE_PUBLIC_OPTIONS


@pytest.fixture
def public_file(db, tmp_path, settings, monkeypatch):
    """Copies what is published now to a file, and lets the public half read from it; call it
    with no argument. `settings` may then say what happens without it."""
    monkeypatch.setattr(standby, "watch", standby.Watch())
    monkeypatch.setattr("cases.public.sourcing.watch", standby.watch)
    monkeypatch.setattr("cases.public.views.health.watch", standby.watch)
    monkeypatch.setattr(standby, "CHECK_SECONDS", 0)
    file = tmp_path / "published.sqlite3"

    def copied() -> Path:
        copy_published(file)
        connections[PUBLIC] = connect_file(f"file:{file}?mode=rw", PUBLIC, SQLITE_PUBLIC_OPTIONS)
        settings.HAS_PUBLIC_DATABASE = True
        return file

    yield copied
    if settings.HAS_PUBLIC_DATABASE:
        connections[PUBLIC].close()
        del connections[PUBLIC]
