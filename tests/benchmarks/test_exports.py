"""The ways to an export, and the part of the rows that each is asked for."""

import pytest

from benchmarks import exports, pages
from benchmarks.asking import Refused
from benchmarks.reporting import _EXPORTS, _PAGES


def test_report_shows_every_way_and_every_page():
    assert set(_EXPORTS) == set(exports.names(is_sqlite=False))
    assert set(_EXPORTS) > set(exports.names(is_sqlite=True))
    assert set(_PAGES) == set(pages.PAGES)


def test_part_of_a_country_is_asked_for_by_each_way():
    every, some = exports.Part(100), exports.Part(4, "ZZ")
    assert (every.condition, every.query("a=1")) == ("", "?a=1")
    assert some.condition == "WHERE country_code = 'ZZ'"
    assert some.query("a=1") == "?a=1&country=ZZ"


@pytest.mark.parametrize(
    ("status", "encoding", "headers", "path", "is_right"),
    [
        (200, "", {}, "/cases/a/", True),
        (404, "", {}, "/cases/a/", False),
        (200, "gzip", {"Accept-Encoding": "gzip"}, "/cases/a/", True),
        (200, "", {"Accept-Encoding": "gzip"}, "/cases/a/", False),
        (304, "", {}, '/cases/a/\t"tag"', True),
        (200, "", {}, '/cases/a/\t"tag"', False),
    ],
)
def test_page_is_measured_when_it_is_what_was_asked_for(
    monkeypatch, status, encoding, headers, path, is_right
):
    asked = {}

    def answer(url, *, headers):
        asked.update(url=url, headers=headers)
        return type("Answer", (), {"status": status, "encoding": encoding})

    monkeypatch.setattr(pages, "ask", answer)
    if is_right:
        pages._check("http://here", path, headers)
    else:
        with pytest.raises(Refused, match="/cases/a/"):
            pages._check("http://here", path, headers)
    assert asked["url"] == "http://here/cases/a/"
    assert asked["headers"] == headers | ({"If-None-Match": '"tag"'} if "tag" in path else {})
