"""What is kept of public answers, for how long it is right, and who gets it."""

import gzip
from datetime import date, timedelta

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from django.utils import timezone
from django.utils.http import http_date

from cases.public import freshness, shelving
from cases.public.addresses import every_address
from cases.public.archive.packing import make_archive
from cases.public.shelving import BoundedMemory, Kept, Plain, Shelf
from cases.public.urls import urlpatterns
from cases.publication.models import Edition, PublishedCase
from cases.publication.projecting import publish_case, withdraw_case
from cases.publication.withholding import withhold_name
from tests.factories import make_case
from tests.public.builders import publish_case as store_case
from tests.publication.scenes import LATER, NOW, TODAY

pytestmark = pytest.mark.django_db
MEMORY = "cases.public.shelving.BoundedMemory"
EVERY_CASE = [f"/cases/{end}" for end in ("", "?country=ZZ", "?q=orvel&sort=title")]


@pytest.fixture(autouse=True)
def memory(settings, monkeypatch):
    """Answers are kept in memory, as they are by default; nothing is kept at first."""
    settings.CACHES = {
        "default": {"BACKEND": MEMORY, "OPTIONS": {"MAX_ENTRIES": 1000, "MAX_BYTES": 5_000_000}}
    }
    monkeypatch.setattr(freshness, "shelf", Shelf())
    monkeypatch.setattr(freshness, "_seen", {})
    cache.clear()
    yield caches["default"]
    cache.clear()


def queries(client, address, **options):
    """The answer, read to its end, and the statements that it took."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **options)
        body = response.getvalue()
    return response, body, [one["sql"] for one in captured]


def addresses_with(world):
    """Every public address, and some with parameters."""
    return [*every_address(), *EVERY_CASE, "/search/?q=orvel", "/healthz", "/downloads/tracker.zip"]


# The archive has a digest of its own; nobody keeps what a probe is told.
UNMARKED = {"/healthz", "/downloads/tracker.zip"}


def test_every_address_knows_its_own_tag_in_one_query(client, published_world):
    no_rows = {
        f"/{one.pattern}"
        for one in urlpatterns
        if isinstance(one, URLPattern) and one.callback.depends
        if not one.callback.depends.on_rows
    }
    for address in addresses_with(published_world):
        if address in UNMARKED:
            continue
        first, _body, _asked = queries(client, address)
        assert first.status_code == 200, address
        known = {"if-none-match": first["ETag"]}
        again, body, asked = queries(client, address, headers=known)
        assert (again.status_code, body) == (304, b""), address
        assert len(asked) == (0 if address in no_rows else 1), address
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again.get("Vary") == first.get("Vary")


def test_kept_answer_is_the_one_that_was_made(client, published_world):
    for address in addresses_with(published_world):
        first, made, _asked = queries(client, address)
        again, kept, asked = queries(client, address)
        assert kept == made, address
        assert {**again.headers} == {**first.headers}, address
        if not first.streaming and address not in UNMARKED:
            assert len(asked) <= 1, address


def test_no_tag_is_right_after_a_change(client, published_world):
    tags = {address: queries(client, address)[0].get("ETag") for address in every_address()}
    PublishedCase.objects.filter(slug=published_world.one.case.slug).update(title="Told anew")
    for address, tag in tags.items():
        response, _body, _asked = queries(client, address, headers={"if-none-match": tag})
        pattern = response.resolver_match.func.depends
        assert response.status_code == (200 if pattern.on_rows else 304), address


@pytest.mark.parametrize("change", [withhold_name, withdraw_case])
def test_what_is_taken_back_is_in_no_answer_and_in_no_memory(
    client, memory, change, django_capture_on_commit_callbacks
):
    made = make_case(name="Tarik Vellin", slug="zz-vellin-2031", state="published")
    publish_case(made.case, today=TODAY, now=NOW)
    addresses = [*every_address(), "/search/?q=vellin", "/cases/?q=vellin"]
    for address in addresses:
        for encoding in ("gzip", "identity"):
            client.get(address, headers={"accept-encoding": encoding}).getvalue()
    assert "Vellin" in kept_words(memory)
    with django_capture_on_commit_callbacks(execute=True):
        if change is withhold_name:
            withhold_name(made.person, today=TODAY, now=LATER)
        else:
            withdraw_case(made.case, today=TODAY, now=LATER)
    assert memory.bytes_kept == 0
    for address in addresses:
        for headers in ({}, {"accept-encoding": "gzip"}):
            body = client.get(address, headers=headers).getvalue()
            text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            if "q=" not in address:  # what was asked for is said again
                assert b"Vellin" not in text, address
    assert "Tarik" not in kept_words(memory)


def kept_words(memory):
    """All that a cache in memory holds, in words."""
    told = []
    for stored in [memory.get(key.split(":", 2)[2]) for key in list(memory._cache)]:
        body = stored.partition(b"\n")[2]
        told.append(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
    return b" ".join(told).decode()


def test_process_that_sees_a_new_edition_forgets_the_old(client, memory):
    store_case("A", "a")
    client.get("/cases/a/")
    client.get("/cases/")
    assert "A" in kept_words(memory)
    store_case("B", "b")
    client.get("/about/")
    assert memory.bytes_kept > 0
    client.get("/people/")
    assert len(memory._cache) == 1


def test_failing_cache_breaks_no_page_and_is_told_once(client, settings, monkeypatch, caplog):
    store_case("A", "a")

    def fails(*args, **kwargs):
        raise ConnectionError("gone")

    monkeypatch.setattr(shelving, "LEFT_ALONE_SECONDS", 0)
    monkeypatch.setattr(BoundedMemory, "get", fails)
    monkeypatch.setattr(BoundedMemory, "set", fails)
    for address in ("/cases/", "/cases/a/", "/cases/", "/about/"):
        assert client.get(address).status_code == 200
    assert [one.getMessage() for one in caplog.records] == [
        "Kept answers cannot be had: ConnectionError"
    ]


def test_failing_cache_is_left_alone_for_a_while(client, monkeypatch):
    asked = []

    def fails(*args, **kwargs):
        asked.append(args)
        raise ConnectionError("gone")

    monkeypatch.setattr(BoundedMemory, "get", fails)
    client.get("/about/")
    client.get("/about/")
    assert len(asked) == 1


def test_readers_of_two_scripts_get_two_answers(client):
    made = make_case(name="Ilan Orvel", slug="orvel", state="published")
    publish_case(made.case, today=TODAY, now=NOW)
    tags = {
        language: client.get("/cases/orvel/", headers={"accept-language": language})["ETag"]
        for language in ("en", "de-DE,de;q=0.9", "ru", "uk,en;q=0.5")
    }
    assert tags["en"] == tags["de-DE,de;q=0.9"] != tags["ru"] == tags["uk,en;q=0.5"]
    crossed = {"accept-language": "ru", "if-none-match": tags["en"]}
    response = client.get("/cases/orvel/", headers=crossed)
    assert response.status_code == 200
    assert response["Vary"] == "Accept-Encoding, Accept-Language"


def test_compressed_and_plain_answers_are_kept_apart(client, memory):
    store_case("A case", "a")
    for _n in range(2):
        plain = client.get("/cases/a/")
        packed = client.get("/cases/a/", headers={"accept-encoding": "br, gzip"})
        assert "Content-Encoding" not in plain
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed["Content-Length"] == str(len(packed.content))
        assert packed["ETag"] == plain["ETag"]
        assert "Accept-Encoding" in plain["Vary"]
    assert len(memory._cache) == 2


def test_head_has_the_headers_of_a_page_and_no_body(client):
    store_case("A case", "a")
    head = client.head("/cases/a/")
    page = client.get("/cases/a/")
    assert head.content == b""
    assert page.content != b""
    assert {**head.headers} == {**page.headers}
    assert client.head("/cases/a/").content == b""


def test_head_of_a_file_has_its_tag(client):
    head, whole = client.head("/cases.csv"), client.get("/cases.csv")
    assert head["ETag"] == whole["ETag"]
    known = {"if-none-match": head["ETag"]}
    assert client.head("/cases.csv", headers=known).status_code == 304


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?country=ZZ&sort=title", "?sort=title&country=ZZ"),
        ("?country=ZZ&country=XA", "?country=XA&country=ZZ"),
        ("?country=ZZ", "?country=ZZ&utm_source=letter&q="),
    ],
)
def test_order_of_parameters_is_no_difference(client, memory, one, other):
    store_case("A case", "a")
    first = client.get(f"/cases/{one}")
    second, _body, asked = queries(client, f"/cases/{other}")
    assert second["ETag"] == first["ETag"]
    assert second.content == first.content
    assert len(asked) == 1
    assert len(memory._cache) == 1


def test_query_strings_without_end_fill_no_memory(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": MEMORY, "OPTIONS": {"MAX_ENTRIES": 1000, "MAX_BYTES": 100_000}}
    }
    cache.clear()
    store_case("A case", "a")
    client.get("/about/")
    for n in range(60):
        client.get(f"/cases/?q=word{n}")
        client.get("/cases/a/")
        client.get(f"/cases/nowhere-{n}/")
        client.get(f"/cases/?unknown={n}")
        client.get(f"/robots.txt?probe={n}")
    kept = caches["default"]
    assert 0 < kept.bytes_kept <= 100_000
    assert kept.bytes_kept == sum(map(len, kept._cache.values()))
    _page, _body, asked = queries(client, "/cases/a/")
    assert len(asked) == 1, "what is asked for often stays"


def test_number_of_kept_answers_is_bounded_too():
    kept = BoundedMemory("few", {"OPTIONS": {"MAX_ENTRIES": 20, "MAX_BYTES": 10**6}})
    for n in range(100):
        kept.set(f"key-{n}", b"x" * 10)
    assert len(kept._cache) <= 20
    assert kept.get("key-99") == b"x" * 10
    kept.delete("key-99")
    kept.clear()
    assert kept.bytes_kept == 0


def test_large_answer_is_not_kept(memory):
    Shelf().put("large", Kept({}, b"x" * (shelving.MOST_BYTES + 1)))
    assert Shelf().take("large") is None


def test_errors_and_streams_are_not_kept(client, memory):
    for address in ("/cases/nowhere/", "/cases/?unknown=1", "/cases.csv", "/sitemap.xml"):
        client.get(address).getvalue()
    assert len(memory._cache) == 0


def test_star_is_no_tag_that_anybody_has(client):
    assert client.get("/cases/nowhere/", headers={"if-none-match": "*"}).status_code == 404
    assert client.get("/cases/", headers={"if-none-match": "*"}).status_code == 200


def test_answers_of_a_day_are_new_at_midnight(client, published_world, monkeypatch):
    addresses = [one for one in addresses_with(published_world) if one not in UNMARKED]
    today = {address: queries(client, address)[:2] for address in addresses}
    day = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
    same = set()
    for address, (response, body) in today.items():
        tomorrow, new_body, _asked = queries(client, address)
        if tomorrow["ETag"] == response["ETag"]:
            same.add(address)
            assert new_body == body, address
    assert {"/cases.csv", "/about/"} <= same
    assert not {"/", "/cases/", "/people.json"} & same


@pytest.mark.parametrize("address", ["/downloads/", "/downloads/dataset.jsonld"])
def test_what_tells_of_the_archive_is_new_with_it(client, settings, tmp_path, address):
    settings.VAR_DIR = tmp_path
    before = client.get(address)
    make_archive(now=NOW)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_another_site_address_is_another_answer(client, settings):
    settings.TRACKER_SITE_URL = "https://one.example"
    first = client.get("/about/")
    settings.TRACKER_SITE_URL = "https://two.example"
    assert client.get("/about/")["ETag"] != first["ETag"]


def test_nothing_is_kept_where_there_is_no_edition(client, memory):
    from cases.publication.models import Edition

    store_case("A case", "a")
    Edition.objects.all().delete()
    response = client.get("/cases/a/")
    assert response.status_code == 200
    assert "ETag" not in response
    assert len(memory._cache) == 0


def test_desk_is_kept_nowhere(admin_client, client):
    for response in (admin_client.get("/admin/"), client.get("/admin/login/")):
        assert response["Cache-Control"] == "private, no-store"


def test_redis_is_given_bytes_and_nothing_that_runs():
    assert Plain().loads(Plain().dumps(b"told")) == b"told"


def test_day_is_told_by_the_clock_of_the_site(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2031, 9, 1))
    tag = client.get("/cases/")["ETag"]
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2031, 9, 2))
    assert client.get("/cases/", headers={"if-none-match": tag}).status_code == 200


@pytest.fixture
def clock(monkeypatch):
    """The time of a process that began a minute before the next second of a full hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)

    class Clock:
        now = hour

    monkeypatch.setattr(freshness, "_STARTED", (hour - timedelta(minutes=1)).timestamp())
    monkeypatch.setattr(freshness.time, "time", lambda: Clock.now.timestamp())
    return Clock


def change(when):
    """Something is published: the mark is new, of that moment."""
    store_case(slug=f"at-{when:%H%M%S%f}")
    Edition.objects.update(changed_at=when)


@pytest.mark.parametrize("address", ["/cases/a/", "/cases/a.json", "/cases/", "/cases.csv"])
def test_date_of_an_answer_is_that_of_all_it_depends_on(client, clock, address):
    store_case("A case", "a")
    started = http_date(freshness._STARTED)
    assert client.get(address)["Last-Modified"] == started
    # Whatever changed: a name on the page is of another row.
    change(clock.now)
    clock.now += timedelta(seconds=5)
    assert client.get(address)["Last-Modified"] == http_date(clock.now.timestamp() - 5)


def test_date_is_told_when_nothing_more_can_bear_it(client, clock):
    """Two changes in one second would have one date: the first answer would pass for the next."""
    store_case("A case", "a")
    change(clock.now + timedelta(milliseconds=100))
    clock.now += timedelta(milliseconds=500)
    assert "Last-Modified" not in client.get("/cases/a/")
    clock.now += timedelta(milliseconds=600)
    assert client.get("/cases.csv").has_header("Last-Modified")


def test_date_of_what_depends_on_the_day_is_never_of_the_day_before(client, clock, monkeypatch):
    store_case("A case", "a")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    later = midnight + timedelta(days=3, hours=5)
    clock.now = later
    monkeypatch.setattr(timezone, "localtime", lambda *_args: later)
    assert client.get("/cases/a/")["Last-Modified"] == http_date(later.timestamp() - 5 * 3600)
    assert client.get("/cases.csv")["Last-Modified"] == http_date(freshness._STARTED)
