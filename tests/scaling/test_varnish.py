"""A real Varnish with the configuration of the documentation: what it keeps, what it forgets."""

import json
import threading

import pytest

from cases.public.scripts import SCRIPT_OF_LANGUAGE, SCRIPT_OF_SUBTAG, script_of_language
from tests.scaling.fronts import Gunicorn, Played, Varnish, ask
from tests.scaling.servers import manage, wait_for

pytestmark = pytest.mark.varnish
FRESH = {"Cache-Control": "max-age=60, stale-while-revalidate=600", "Surrogate-Key": "all lists"}
# Run by `manage.py shell`, with what the desk would call.
NOW = """
import json
from django.utils import timezone
from cases.models import Case, Person
from cases.publication.models import PublishedCase, PublishedPerson
from cases.publication.projecting import publish_case
from cases.publication.withholding import unwithhold_name, withhold_name
now = {"today": timezone.localdate(), "now": timezone.now()}
"""
RETITLE = """
case = Case.objects.get(public_id={!r})
case.title = "A title told today"
case.save()
publish_case(case, **now)
"""
WITHHOLD = "withhold_name(Person.objects.get(public_id={!r}), **now)"
SHOW_AGAIN = "unwithhold_name(Person.objects.get(public_id={!r}), **now)"
TELL = """
first, second = PublishedCase.objects.order_by("pk")[:2]
person = PublishedPerson.objects.filter(is_name_withheld=False).first()
print(json.dumps({
    "case": first.public_id, "page": f"/cases/{first.slug}/",
    "other_page": f"/cases/{second.slug}/",
    "person": person.public_id, "person_page": f"/people/{person.slug}/", "name": person.name,
}))
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """The variables of a record of invented cases."""
    told = {"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('record') / 'record.sqlite3'}"}
    manage("migrate", "--verbosity", "0", **told)
    manage("make_sample", "--cases", "8", "--processes", "1", **told)
    return told


@pytest.fixture(scope="module")
def site(record):
    made = Gunicorn(**record)
    yield made
    made.end()


@pytest.fixture
def front(site):
    """Varnish in front of the real site, with nothing kept."""
    made = Varnish(site.port)
    yield made
    made.end()


@pytest.fixture
def run(record, front):
    """Runs a script beside the record, as a process of the desk that tells Varnish."""

    def told(script):
        more = {"PURGE_URL": f"http://127.0.0.1:{front.port}/", **record}
        return manage("shell", "--verbosity", "0", "-c", NOW + script, **more)

    return told


@pytest.fixture
def played():
    """A site that a test plays, with Varnish as its `front`."""
    site = Played()
    site.headers = FRESH
    site.front = Varnish(site.server_port)
    yield site
    site.front.end()
    site.end()


def test_pages_are_kept_and_told_apart_by_script(front):
    first, again = front.ask("/cases/"), front.ask("/cases/", Accept_Language="en-GB,en;q=0.8")
    assert (first.status, first.was_kept, again.was_kept) == (200, False, True)
    assert again.body == first.body
    other = [front.ask("/cases/", Accept_Language=tag) for tag in ("ru-RU,ru;q=0.9", "kk")]
    assert [answer.was_kept for answer in other] == [False, True]


def test_reader_who_has_a_page_is_told_so(front):
    page = front.ask("/cases/")
    answer = front.ask("/cases/", If_None_Match=page.headers["ETag"])
    assert (answer.status, answer.body, answer.was_kept) == (304, "", True)


def test_readers_see_no_tags(front, site):
    assert "Surrogate-Key" in ask(site.port, "/cases/").headers
    for _n in range(2):
        shown = front.ask("/cases/").headers
        assert not {"surrogate-key", "cache-tag", "xkey"} & {name.lower() for name in shown}


def test_what_depends_on_the_moment_is_not_kept(front):
    for path in ("/healthz", "/cases.csv?country=XX", "/downloads/tracker.zip"):
        assert [front.ask(path).was_kept for _n in range(2)] == [False, False], path


def test_published_edit_is_read_at_once_and_the_rest_stays(front, run):
    told = json.loads(run(TELL))
    paths = (told["page"], told["other_page"], "/cases/", "/about/")
    for path in paths * 2:
        answer = front.ask(path)
        assert (answer.status, "A title told today" in answer.body) == (200, False), path
    run(RETITLE.format(told["case"]))
    page, other, cases, about = map(front.ask, paths)
    assert (page.was_kept, "A title told today" in page.body) == (False, True)
    assert (cases.was_kept, "A title told today" in cases.body) == (False, True)
    assert (other.was_kept, about.was_kept) == (True, False)


def test_withheld_name_is_in_no_kept_page(front, run):
    told = json.loads(run(TELL))
    paths = ("/people/", told["person_page"])
    for path in paths * 2:
        assert told["name"] in front.ask(path).body
    run(WITHHOLD.format(told["person"]))
    try:
        answers = [front.ask(path) for path in paths]
        assert [answer.was_kept for answer in answers] == [False, False]
        assert [answer.status for answer in answers] == [200, 404]
        assert not [answer for answer in answers if told["name"] in answer.body]
    finally:
        run(SHOW_AGAIN.format(told["person"]))


def test_answer_asked_before_a_purge_is_not_kept(played):
    played.may_answer.clear()
    found = []
    reader = threading.Thread(target=lambda: found.append(played.front.ask("/cases/")))
    reader.start()
    assert played.begun.wait(20)
    assert played.front.forget("lists").status == 200
    played.may_answer.set()
    reader.join()
    assert [answer.body for answer in found] == ["answer 0"]
    assert played.front.ask("/cases/").body == "answer 1"


def test_nothing_is_kept_while_a_standby_may_show_what_was_taken_back(played):
    played.front.ask("/cases/")
    assert played.front.forget("all").status == 200
    assert [played.front.ask("/cases/").body for _n in range(2)] == ["answer 1", "answer 2"]


def test_purge_forgets_what_has_one_of_its_tags(played):
    tags = {"/one/": "all case:1 many", "/two/": "all case:2", "/lists/": "all lists"}
    for path, named in tags.items():
        played.headers = FRESH | {"Surrogate-Key": named}
        played.front.ask(path)
    assert played.front.forget("case:1 lists").status == 200
    assert [played.front.ask(path).was_kept for path in tags] == [False, True, False]


def test_only_who_publishes_has_answers_forgotten(played):
    elsewhere = ('"127.0.0.1";\n    "::1";', '"192.0.2.1";')
    other = Varnish(played.server_port, lambda vcl: vcl.replace(*elsewhere))
    try:
        other.ask("/cases/")
        assert other.forget("all").status == 403
        assert other.ask("/cases/").was_kept
    finally:
        other.end()
    handed_on = ({"X_Forwarded_Proto": "https"}, {"X_Forwarded_For": "192.0.2.7"})
    for told in handed_on:
        assert played.front.ask("/", "PURGE", Surrogate_Key="all", **told).status == 403
    assert played.front.ask("/", "PURGE").status == 400


def test_cookies_reach_the_desk_alone(played):
    for path in ("/cases/", "/admin/"):
        played.front.ask(path, Cookie="sessionid=invented", Accept_Language="fr,en;q=0.5")
    (_, public), (_, desk) = played.asked
    assert (public.get("Cookie"), public["Accept-Language"]) == (None, "en")
    assert (desk["Cookie"], desk["Accept-Language"]) == ("sessionid=invented", "fr,en;q=0.5")
    assert not played.front.ask("/admin/").was_kept


def test_plain_and_encrypted_answers_are_two(played):
    for proto in ("https", "http", "https, http"):
        played.front.ask("/cases/", X_Forwarded_Proto=proto)
    assert [headers.get("X-Forwarded-Proto") for _path, headers in played.asked] == ["https", None]


def test_kept_page_outlives_a_failure_of_the_site(played):
    played.headers = FRESH | {"Cache-Control": "max-age=1, stale-while-revalidate=600"}
    played.front.ask("/cases/")
    played.status = 500

    def ask_again():
        assert played.front.ask("/cases/").body == "answer 0"
        return len(played.asked)

    wait_for(ask_again, lambda asked: asked > 3)


def test_script_of_every_reader_is_as_the_site_says(played):
    tags = [*SCRIPT_OF_LANGUAGE, *(f"xx-{subtag}" for subtag in SCRIPT_OF_SUBTAG)]
    tags += ["ru-RU", "zh-TW", "uz-Cyrl-UZ", "kk-Latn", "sr-Latn-RS", "EN", "ka-GE", "kab", "arn"]
    played.headers = {"Cache-Control": "no-store"}
    for tag in tags:
        played.front.ask("/cases/", Accept_Language=f"{tag},de;q=0.5")
    sent = [headers["Accept-Language"] for _path, headers in played.asked]
    assert set(sent) == {"en", "ru", "ar", "zh", "hy", "ka"}
    assert [script_of_language(one) for one in sent] == list(map(script_of_language, tags))
