"""Files that are streamed at once: so many and no more, and each one counts until it ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cases.public.limiting import Busy, limited, streams
from tests.public.builders import publish_case

pytestmark = pytest.mark.django_db
FILES = ["/cases.csv", "/people.csv?country=ZZ", "/events.csv", "/courts.csv"]


@pytest.fixture(autouse=True)
def two_at_once(settings):
    settings.MAX_EXPORTS = 2
    assert streams.running == 0
    yield
    assert streams.running == 0


@pytest.fixture
def held(client, two_at_once):
    """Two streams that nobody has read to their end."""
    publish_case("A", "a")
    running = [limited(iter([b"one", b"two"])) for _n in range(2)]
    assert [next(one) for one in running] == [b"one", b"one"]
    yield running
    for one in running:
        one.close()


@pytest.mark.parametrize("address", FILES)
def test_file_beyond_the_limit_is_told_to_come_back(client, held, address):
    response = client.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "ETag" not in response
    assert "Many files are being sent" in response.content.decode()


@pytest.mark.parametrize("address", ["/cases/", "/cases.json", "/cases/a/", "/sitemap.xml"])
def test_pages_are_answered_beside_files(client, held, address):
    assert client.get(address).status_code == 200


def test_head_and_known_file_count_as_none(client, held):
    head = client.head("/cases.csv")
    assert head.status_code == 200
    known = {"if-none-match": head["ETag"]}
    assert client.get("/cases.csv", headers=known).status_code == 304


def test_file_that_ended_or_was_given_up_makes_room(client, held):
    assert list(held[0]) == [b"two"]
    for _n in range(3):
        assert client.get("/cases.csv").getvalue().startswith(b"case_id,")
    held[1].close()
    assert streams.running == 0


def test_file_that_fails_makes_room():
    def blocks():
        yield b"one"
        raise OSError

    stream = limited(blocks())
    assert next(stream) == b"one"
    with pytest.raises(OSError):
        next(stream)
    assert streams.running == 0


def test_no_limit_lets_any_number_through(settings):
    settings.MAX_EXPORTS = 0
    running = [limited(iter([b"one", b"two"])) for _n in range(20)]
    assert [next(one) for one in running] == [b"one"] * 20
    for one in running:
        one.close()


def test_threads_share_the_limit():
    def begin(_n):
        stream = limited(iter([b"one", b"two"]))
        try:
            next(stream)
        except Busy:
            return None
        return stream

    with ThreadPoolExecutor(8) as pool:
        begun = [one for one in pool.map(begin, range(40)) if one]
    assert len(begun) == 2
    for one in begun:
        one.close()
