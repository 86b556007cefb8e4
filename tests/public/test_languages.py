"""A reader's language changes words alone: files, addresses, numbers in drawings stay as they are.

No translation is served yet; Django's own words for dates and its formats of numbers are there, and
they are what would break a drawing (a comma in a coordinate) or a file.
"""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.translation import get_language

from cases.public.addresses import every_address
from cases.public.presenting.wording import date_words
from cases.publication.models import PublishedPlace

pytestmark = pytest.mark.django_db
LANGUAGES = ("ru", "kk")
# What is read out or shown, and may be translated.
SPOKEN = {"aria-label", "title", "alt", "placeholder"}
# In a feed and in a calendar these are words.
WORDS_IN_FEED = re.compile(r"<(title|summary|subtitle|name)\b.*?</\1>", re.DOTALL)
WORDS_IN_CALENDAR = re.compile(
    r"^(?:SUMMARY|DESCRIPTION|X-WR-CALNAME|LOCATION).*(?:\r\n .*)*", re.M
)


class _Machine(HTMLParser):
    """What of a page is for machines: its elements, and their attributes but those spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple] = []

    def handle_starttag(self, tag, attributes):
        if tag == "html" or (tag == "meta" and dict(attributes).get("content")):
            return
        self.found.append((tag, *(pair for pair in attributes if pair[0] not in SPOKEN)))


def machine_part(response):
    """The part of an answer that may not depend on the language."""
    body = response.getvalue() if response.streaming else response.content
    kind = response["Content-Type"].partition(";")[0]
    if kind == "text/html":
        parser = _Machine()
        parser.feed(body.decode())
        return parser.found
    if kind == "application/atom+xml":
        return WORDS_IN_FEED.sub("", body.decode()).replace(f'xml:lang="{get_language()}"', "")
    if kind == "text/calendar":
        return WORDS_IN_CALENDAR.sub("", body.decode())
    return body


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: date(2031, 9, 1))


@pytest.fixture(scope="module")
def addresses(published_world):
    # On a map too, and in the chart of the last years.
    PublishedPlace.objects.update(kind="city", country_code="KZ", latitude=43.24, longitude=76.94)
    queries = ("cases/?q=orvvl", "people/?as_of=2031-05-02", "search/?q=orvel", "cases/?year=abc")
    return [*every_address(), *(f"/{query}" for query in queries), "/none/", "/cases/none.json"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_changes_words_and_nothing_for_machines(client, addresses, language):
    english = {address: machine_part(client.get(address)) for address in addresses}
    with override_settings(LANGUAGE_CODE=language):
        changed = [
            address
            for address in addresses
            if machine_part(client.get(address)) != english[address]
        ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_names_its_language(client, published_world, language):
    assert b'<html lang="en">' in client.get("/about/").content
    with override_settings(LANGUAGE_CODE=language):
        assert f'<html lang="{language}">'.encode() in client.get("/about/").content


@pytest.mark.parametrize(("language", "month"), [("ru", "марта"), ("kk", "наурыз")])
def test_dates_are_said_in_the_language(language, month):
    told = {"edtf": "2031-03-04", "earliest": "2031-03-04", "latest": "2031-03-04"}
    with translation.override(language):
        assert month in date_words(told).lower()


def test_drawings_are_among_the_pages(client, addresses):
    pages = [client.get(address).content.decode() for address in ("/", "/charts/", "/places/")]
    assert ["layer" in pages[0], 'width="84.0%"' in pages[1], "<circle" in pages[2]] == [True] * 3
