"""Which database is read: the public half another one, the desk and the projection the primary."""

import csv
import io
import sqlite3
import subprocess
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from cases.public.sourcing import choose
from cases.publication.copying import copy_published
from cases.publication.models import PublishedCase
from cases.publication.projecting import publish_case
from cases.publication.routing import PRIMARY, PUBLIC, reading_from
from tests import factories as f
from tests.test_settings import fresh

pytestmark = pytest.mark.django_db


def _publish(slug, name):
    case = f.make_case(slug=slug, name=name, state="published").case
    publish_case(case, today=timezone.localdate(), now=timezone.now())
    return case


@pytest.fixture
def two_sides(public_file):
    """One case in both databases, and one that only the primary has yet."""
    _publish("orvel", "Ilan Orvel")
    file = public_file()
    return file, _publish("melin", "Ada Melin")


def test_public_pages_read_the_public_database(client, two_sides):
    assert client.get("/cases/orvel/").status_code == 200
    assert client.get("/cases/melin/").status_code == 404
    assert [row["slug"] for row in client.get("/cases.json").json()["results"]] == ["orvel"]


def test_streamed_export_reads_the_public_database_to_its_end(client, two_sides):
    text = client.get("/cases.csv").getvalue().decode()
    assert [row["slug"] for row in csv.DictReader(io.StringIO(text))] == ["orvel"]


def test_desk_and_projection_read_the_primary(admin_client, two_sides):
    _file, case = two_sides
    page = admin_client.get(reverse("admin:cases_case_change", args=[case.pk]))
    assert "/cases/melin/" in page.content.decode()
    assert PublishedCase.objects.count() == 2


def test_reading_is_by_who_asks_and_writing_never_moves(two_sides):
    with reading_from(choose):
        assert PublishedCase.objects.db == PUBLIC
        row = PublishedCase.objects.get()
        assert row._state.db == PUBLIC
        row.title = "Another title"
        row.save(update_fields=["title"])
    assert PublishedCase.objects.get(slug="orvel").title == "Another title"
    assert PublishedCase.objects.using(PUBLIC).get().title != "Another title"


def test_without_a_public_database_everything_is_the_primary():
    with reading_from(choose):
        assert PublishedCase.objects.db == PRIMARY


def test_every_public_address_answers_from_the_public_database_alone(client, two_sides):
    from cases.public.addresses import every_address

    with reading_from(choose):
        addresses = [*every_address(), "/healthz", "/search/?q=orvel", "/cases/?q=ilan"]

    def refused(execute, sql, params, many, context):
        raise AssertionError(f"the primary was asked: {sql}")

    for address in addresses:
        with connections[PRIMARY].execute_wrapper(_but_probes(refused)):
            response = client.get(address)
            b"".join(response.streaming_content) if response.streaming else None
        assert response.status_code == 200, address


def _but_probes(refused):
    def asked(execute, sql, params, many, context):
        if sql == "SELECT 1" or "pg_current_wal_lsn" in sql:
            return execute(sql, params, many, context)
        return refused(execute, sql, params, many, context)

    return asked


def test_exported_file_holds_publications_and_nothing_else(two_sides):
    file, _case = two_sides
    with sqlite3.connect(file) as read:
        names = {name for (name,) in read.execute("SELECT name FROM sqlite_master")}
        queued = read.execute("SELECT count(*) FROM publication_queuedprojection").fetchone()
    tables = {name for name in names if name.startswith(("cases_", "auth_", "django_"))}
    assert tables == {"django_migrations"}
    assert "publication_publishedcase" in names
    assert queued == (0,)


def test_public_process_needs_the_public_database_only(two_sides):
    file, _case = two_sides
    status, known, fallback = fresh(
        "[Client(HTTP_HOST='localhost').get('/cases/orvel/').status_code,"
        " s.IS_PRIMARY_KNOWN, s.PUBLIC_FALLBACK]",
        TRACKER_ROLE="public",
        DATABASE_URL="",
        PUBLIC_DATABASE_URL=f"sqlite:///{file}",
        DEBUG="1",
    )
    assert (status, known, fallback) == (200, False, "stale")


def test_newer_file_in_its_place_is_read_by_the_next_request(client, two_sides):
    file, _case = two_sides
    opened = _public_connection(client)
    assert _public_connection(client) is opened
    assert client.get("/cases/melin/").status_code == 404
    copy_published(file)
    assert client.get("/cases/melin/").status_code == 200
    assert _public_connection(client) is not opened


def test_file_that_is_away_for_a_moment_is_read_on(client, two_sides):
    file, _case = two_sides
    opened = _public_connection(client)
    file.rename(file.with_name("elsewhere"))
    assert _public_connection(client) is opened
    assert client.get("/cases/orvel/").status_code == 200


def _public_connection(client):
    """What a request has left open to the public file."""
    assert client.get("/cases/orvel/").status_code == 200
    return connections[PUBLIC].connection


def test_fallback_to_a_primary_that_is_not_known_is_refused():
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        fresh(
            "1",
            TRACKER_ROLE="public",
            DATABASE_URL="",
            PUBLIC_DATABASE_URL="sqlite://:memory:",
            PUBLIC_FALLBACK="primary",
        )
    assert "PUBLIC_FALLBACK is 'primary'" in refusal.value.stderr


def test_role_is_refused_where_a_database_has_none(monkeypatch):
    where = "cases.management.commands.public_role.connection"
    monkeypatch.setattr(where, SimpleNamespace(vendor="sqlite"))
    with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
        call_command("public_role")
