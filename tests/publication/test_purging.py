"""Caches in front are told what to forget: what changed, once it is committed, until they know."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cases.publication import purging
from cases.publication.models import PublishedCase, QueuedPurge
from cases.publication.projecting import project_refs, publish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world

pytestmark = pytest.mark.django_db


class Front(HTTPServer):
    """A cache in front: what it was told, and what it answers."""

    def __init__(self):
        self.told, self.status = [], 200
        super().__init__(("127.0.0.1", 0), Told)


class Told(BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.told.append((self.command, self.path, dict(self.headers)))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PURGE

    def log_message(self, *args):
        pass


@pytest.fixture
def front(settings):
    server = Front()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.PURGE_URL = f"http://127.0.0.1:{server.server_port}/purge"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs a change, and what is to happen after its commit."""

    def run(change, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return change(*args, **options)

    return run


def tags(front):
    return [set(headers["Surrogate-Key"].split()) for _method, _path, headers in front.told]


def test_publication_tells_what_it_touched(front, committed):
    made = f.make_case(state="published")
    committed(publish_case, made.case, today=TODAY, now=NOW)
    (told,) = tags(front)
    assert told >= {
        "lists",
        "many",
        f"case:{made.case.public_id}",
        f"person:{made.person.public_id}",
        f"court:{made.court.public_id}",
        f"source:{made.source.public_id}",
    }
    assert "all" not in told
    assert not QueuedPurge.objects.exists()


def test_renamed_court_is_told(front, committed):
    made = f.make_case(state="published")
    committed(publish_case, made.case, today=TODAY, now=NOW)
    made.court.name = "Another bench"
    made.court.save()
    refs = [f"case:{made.case.public_id}"]
    committed(project_refs, refs, today=TODAY, now=LATER)
    assert f"court:{made.court.public_id}" in tags(front)[-1]


@pytest.mark.parametrize("change", [withdraw_case, withhold_name])
def test_what_is_taken_back_has_everything_forgotten(front, committed, change):
    made = f.make_case(state="published")
    committed(publish_case, made.case, today=TODAY, now=NOW)
    what = made.case if change is withdraw_case else made.person
    committed(change, what, today=TODAY, now=LATER)
    assert tags(front)[-1] == {"all"}


def test_many_changes_are_told_as_everything(front, committed, monkeypatch):
    monkeypatch.setattr(purging, "MOST_TAGS", 3)
    make_world()
    committed(publish_everything, today=TODAY, now=NOW)
    assert tags(front) == [{"all"}]


def test_what_changed_nothing_is_not_told(front, committed):
    made = f.make_case(state="published")
    committed(publish_case, made.case, today=TODAY, now=NOW)
    front.told.clear()
    committed(publish_case, made.case, today=TODAY, now=LATER)
    committed(publish_everything, today=TODAY, now=LATER)
    assert front.told == []


def test_rolled_back_change_is_not_told(front, committed):
    def change():
        with pytest.raises(RuntimeError), transaction.atomic():
            publish_case(f.make_case(state="published").case, today=TODAY, now=NOW)
            raise RuntimeError

    committed(change)
    assert (front.told, QueuedPurge.objects.count()) == ([], 0)


def test_failure_breaks_no_publication_and_is_told_again(front, committed, caplog):
    front.status = 503
    made = f.make_case(state="published")
    committed(publish_case, made.case, today=TODAY, now=NOW)
    assert PublishedCase.objects.count() == 1
    waiting = set(QueuedPurge.objects.values_list("tag", flat=True))
    assert f"case:{made.case.public_id}" in waiting
    assert "was not told what to forget" in caplog.text
    with pytest.raises(CommandError, match="not told"):
        call_command("publish", "--due", stdout=StringIO())
    front.status = 200
    call_command("publish", "--due", stdout=StringIO())
    assert tags(front)[-1] == waiting
    assert not QueuedPurge.objects.exists()


def test_cache_that_is_not_there_is_waited_for(settings, committed):
    settings.PURGE_URL = "http://127.0.0.1:1/purge"
    committed(publish_case, f.make_case(state="published").case, today=TODAY, now=NOW)
    assert QueuedPurge.objects.exists()


def test_method_and_header_are_as_configured(front, settings, committed):
    settings.PURGE_METHOD, settings.PURGE_HEADER = "POST", "Fastly-Key: only:for:tests"
    committed(publish_case, f.make_case(state="published").case, today=TODAY, now=NOW)
    method, path, headers = front.told[0]
    assert (method, path) == ("POST", "/purge")
    assert headers["Fastly-Key"] == "only:for:tests"


def test_without_a_cache_in_front_nothing_is_queued(committed):
    committed(publish_case, f.make_case(state="published").case, today=TODAY, now=NOW)
    assert not QueuedPurge.objects.exists()
