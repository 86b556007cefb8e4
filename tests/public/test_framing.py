"""What stands around every page is kept, and is still that of the page and of its language."""

import re

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real

from cases.public.templatetags import framing

pytestmark = pytest.mark.django_db
MENU = ("/cases/", "/people/", "/organisations/", "/sources/", "/downloads/", "/methodology/")


@pytest.fixture(autouse=True)
def nothing_kept():
    framing.kept.cache_clear()
    yield
    framing.kept.cache_clear()


def current(client, address):
    """The addresses of the menu that a page marks as its own."""
    page = client.get(address).content.decode()
    (header,) = re.findall(r"<header.*?</header>", page, re.DOTALL)
    return re.findall(r'<a href="([^"]+)" aria-current="page"', header)


@pytest.mark.parametrize("order", [MENU, MENU[::-1]])
def test_each_page_marks_its_own_entry_of_the_menu(client, order):
    assert [current(client, address) for address in order] == [[address] for address in order]
    assert current(client, "/privacy/") == []


def test_frame_is_put_together_once(client):
    for _n in range(2):
        client.get("/cases/")
    assert (framing.kept.cache_info().misses, framing.kept.cache_info().hits) == (2, 2)


def test_frame_is_that_of_the_language(client, monkeypatch):
    english = client.get("/privacy/").content.decode()
    monkeypatch.setattr(trans_real.translation("ru"), "gettext", lambda text: f"ru:{text}")
    with override_settings(LANGUAGE_CODE="ru"), translation.override("ru"):
        russian = client.get("/privacy/").content.decode()
    assert ">ru:Downloads</a>" in russian and ">ru:About</a>" in russian
    assert client.get("/privacy/").content.decode() == english


def test_nothing_is_kept_while_templates_are_worked_on(client, settings):
    settings.DEBUG = True
    client.get("/cases/")
    assert framing.kept.cache_info().currsize == 0
