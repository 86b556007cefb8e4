"""What a reader gets when the public database is gone or too far behind, and what /healthz says."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from cases.public import standby
from cases.public.standby import Health, State, Watch
from cases.publication.models import PublishedCase
from cases.publication.routing import PUBLIC
from tests.scaling.test_routing import _publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(public_file, settings):
    """A public database that is gone, while the primary has one case more than it had."""
    _publish("orvel", "Ilan Orvel")
    file = public_file()
    _publish("melin", "Ada Melin")
    file.unlink()
    return settings


@pytest.fixture
def replica(public_file, settings, monkeypatch):
    """Plays a replica: `replica(bytes, age, is_connected)` is what it will tell of itself."""
    _publish("orvel", "Ilan Orvel")
    public_file()
    _publish("melin", "Ada Melin")
    settings.PUBLIC_MAX_LAG = 30

    def tells(*row):
        monkeypatch.setattr(standby, "_ask_standby", lambda position: row)

    monkeypatch.setattr(standby, "_primary_position", lambda: ("0/1", True))
    return tells


def test_gone_database_is_replaced_by_the_primary(client, broken):
    broken.PUBLIC_FALLBACK = "primary"
    assert client.get("/cases/melin/").status_code == 200
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.json()["status"] == "degraded"
    assert health.json()["replication"]["state"] == "gone"


@pytest.mark.parametrize("fallback", ["none", "stale"])
@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/cases/", "text/html; charset=utf-8"),
        ("/cases/orvel.json", "application/json"),
        ("/cases.json", "application/json"),
        ("/cases.csv", "text/plain; charset=utf-8"),
        ("/calendar.ics", "text/plain; charset=utf-8"),
    ],
)
def test_nothing_to_read_is_told_in_the_format_asked_for(
    client, broken, fallback, address, content_type
):
    broken.PUBLIC_FALLBACK = fallback
    response = client.get(address)
    assert response.status_code == 503
    assert response["Content-Type"] == content_type
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "cannot be read at this moment" in response.content.decode()


def test_page_that_needs_no_row_is_served_without_any_database(client, broken):
    broken.PUBLIC_FALLBACK = "none"
    assert client.get("/methodology/").status_code == 200
    assert client.get("/robots.txt").status_code == 200


def test_health_without_any_database_is_503_and_names_nothing(client, broken):
    broken.PUBLIC_FALLBACK = "none"
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "failing"
    assert "sqlite" not in response.content.decode()


def test_database_that_comes_back_is_read_again(client, public_file, settings):
    settings.PUBLIC_FALLBACK = "none"
    _publish("orvel", "Ilan Orvel")
    file = public_file()
    kept = file.read_bytes()
    file.unlink()
    assert client.get("/cases/orvel/").status_code == 503
    file.write_bytes(kept)
    assert client.get("/cases/orvel/").status_code == 200


def test_single_database_that_fails_is_503_and_not_500(client, monkeypatch):
    def fails(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(PublishedCase.objects, "all", fails)
    monkeypatch.setattr("cases.public.views.case.page", fails)
    assert client.get("/cases/orvel/").status_code == 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("code", "tries"), [("57P01", 2), ("57014", 1)])
def test_answer_is_tried_again_unless_it_took_too_long(client, monkeypatch, code, tries):
    """The server goes away; a question is stopped after the time that it may take."""
    tried = []

    class Told(Exception):
        pgcode = code

    def fails(*args, **kwargs):
        tried.append(args)
        raise OperationalError("gone") from Told()

    monkeypatch.setattr("cases.public.views.case.page", fails)
    _publish("orvel", "Ilan Orvel")
    assert client.get("/cases/orvel/").status_code == 503
    assert len(tried) == tries


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/cases/orvel/", "/cases.csv", "/healthz"])
def test_reader_does_not_notice_that_the_server_closed_a_connection(client, address):
    _publish("orvel", "Ilan Orvel")
    assert client.get(address).getvalue()
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert cursor.fetchone() == (True,)
    other.close()
    # What a server does before each request, and the test client does not.
    connection.close_if_unusable_or_obsolete()
    response = client.get(address)
    assert response.status_code == 200
    assert connection.connection.info.backend_pid != pid


def test_failure_in_the_first_block_of_a_file_is_told(client, monkeypatch):
    def blocks(*args):
        raise OperationalError("gone")
        yield b""

    monkeypatch.setattr("cases.public.exporting.csv_blocks", blocks)
    assert client.get("/events.csv").status_code == 503


def test_health_without_a_replica_says_so(client):
    assert client.get("/healthz").json()["replication"] == {"state": "no replica"}


def test_health_tells_the_lag_and_nothing_else(client, replica):
    replica(2048, 1.26, True)
    assert client.get("/healthz").json()["replication"] == {
        "state": "following",
        "lag_seconds": 1.3,
        "lag_bytes": 2048,
    }


@pytest.mark.parametrize(
    ("fallback", "orvel", "melin"),
    [("primary", 200, 200), ("stale", 200, 404), ("none", 503, 503)],
)
def test_replica_too_far_behind(client, replica, settings, fallback, orvel, melin):
    settings.PUBLIC_FALLBACK = fallback
    replica(2048, 31, True)
    assert client.get("/cases/orvel/").status_code == orvel
    assert client.get("/cases/melin/").status_code == melin


def test_replica_is_read_when_the_primary_is_gone_too(client, replica, settings, monkeypatch):
    settings.PUBLIC_FALLBACK = "primary"
    monkeypatch.setattr(standby, "_primary_position", lambda: (None, False))
    replica(0, 4000, False)
    assert client.get("/cases/orvel/").status_code == 200
    assert json.loads(client.get("/healthz").content)["replication"]["state"] == "behind"


def test_quiet_hour_is_no_lag(replica):
    """The last change is an hour old; then the primary writes and the replica has to follow."""
    watch = Watch()
    replica(0, 3600, True)
    assert watch.health().lag_seconds == 0
    replica(500, 3600, True)
    health = watch.health()
    assert health.state == State.FOLLOWING
    assert health.lag_seconds < 5


def test_replica_cut_off_from_a_primary_that_nobody_sees_is_not_taken_for_level(
    replica, monkeypatch
):
    monkeypatch.setattr(standby, "_primary_position", lambda: (None, False))
    replica(0, 3600, False)
    assert Watch().health().state == State.BEHIND


@pytest.fixture
def deaf(monkeypatch):
    """A public database that answers nobody: who asks it waits, and gives up when `given_up` is
    set. `asked` holds how often, `began` is set by the first."""
    told = SimpleNamespace(asked=[], began=threading.Event(), given_up=threading.Event())

    def ask(position):
        told.asked.append(position)
        told.began.set()
        assert told.given_up.wait(10)
        raise OperationalError("timeout expired")

    monkeypatch.setattr(standby, "_ask_standby", ask)
    monkeypatch.setattr(standby, "_primary_position", lambda: (None, True))
    # Threads of a test have no such connection.
    opened = {PUBLIC: SimpleNamespace(close=lambda: None)}
    monkeypatch.setattr(standby, "connections", opened)
    return told


def knowing(state):
    """A watch that found this a moment ago; None: it has found nothing yet."""
    watch = Watch()
    if state:
        watch._health, watch._checked_at = Health(state), time.monotonic()
    return watch


@pytest.mark.parametrize(("state", "afresh"), [(None, False), (State.FOLLOWING, True)])
def test_threads_that_have_to_wait_for_a_deaf_database_wait_for_it_once(deaf, state, afresh):
    """All of them find the site just started, or have seen the database fail."""
    watch = knowing(state)
    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(watch.health, afresh=afresh) for _thread in range(8)]
        assert deaf.began.wait(10)
        time.sleep(0.2)  # until the others wait too
        assert not any(one.done() for one in found)
        deaf.given_up.set()
        assert {one.result(10).state for one in found} == {State.GONE}
    assert len(deaf.asked) == 1


def test_while_one_thread_asks_the_others_know_what_was_known(deaf, monkeypatch):
    watch = knowing(State.GONE)
    monkeypatch.setattr(standby, "CHECK_SECONDS", 0)
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(watch.health)
        assert deaf.began.wait(10)
        assert watch.health().state == State.GONE
        assert not asking.done()
        deaf.given_up.set()
    assert len(deaf.asked) == 1


def test_database_that_was_just_found_gone_is_not_asked_again_at_once(deaf, monkeypatch):
    watch = knowing(State.GONE)
    assert watch.health(afresh=True).state == State.GONE
    assert deaf.asked == []
    monkeypatch.setattr(standby, "CHECK_SECONDS", 0)
    deaf.given_up.set()
    watch.health(afresh=True)
    assert len(deaf.asked) == 1
