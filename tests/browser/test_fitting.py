"""Pages that fit: no sideways scrolling, little weight, no cookies, nobody else's servers."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from cases.public import urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAVIEST = 60_000
TARGET = 24
# A phone; a desktop of 1280 pixels at 200 % and at 400 % (WCAG 1.4.10).
WIDTHS = (640, 360, 320)
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
# What sticks out of the window, innermost elements first.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('main *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))
        .slice(-3).map(e => `${e.tagName} ${e.className}: ${e.textContent.trim().slice(0, 40)}`)
        .concat([`${document.documentElement.scrollWidth} of ${innerWidth}`])"""
# 24 by 24 pixels, or a line of their own height within text (WCAG 2.5.8).
SMALL = """least => [...document.querySelectorAll('nav a, .cites a, .back a, button, summary')]
    .filter(e => e.checkVisibility() && !e.closest('.skip'))
    .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < least || box.width < least)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`).slice(0, 5)"""
# Text at twice its size (WCAG 1.4.4): nothing is cut off or runs over what follows it.
ENLARGED = """() => { document.documentElement.style.fontSize = '200%';
    return [...document.querySelectorAll('main :is(p, li, h1, h2, h3, dd, dt, a, summary)')]
        .filter(e => e.checkVisibility() && !e.closest('.scroll'))
        .filter(e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)
            && e.scrollWidth > e.clientWidth + 1)
        .map(e => e.textContent.trim().slice(0, 60)).slice(0, 3); }"""


def test_record_has_every_kind_of_page(record):
    """Each address of urls.py that ends in a slash is a page, and one of its kind is looked at."""
    found = set()
    for address in record.addresses:
        try:
            found.add(resolve(urlsplit(address).path).url_name)
        except Resolver404:
            found.add("404")
    pages = {
        route.name
        for route in urls.urlpatterns
        if str(route.pattern).endswith("/") or not str(route.pattern)
    }
    assert pages | {"404"} == found
    assert record.case in record.addresses


def test_every_page_fits_every_width_and_size_of_text(record, scripted_page):
    """In a language in which names stand in two scripts."""
    scripted_page.set_extra_http_headers({"Accept-Language": "ru"})
    wrong = {}
    for address in record.addresses:
        scripted_page.set_viewport_size({"width": WIDTHS[0], "height": 760})
        scripted_page.goto(address)
        scripted_page.evaluate(OPEN_ALL)
        for width in WIDTHS:
            scripted_page.set_viewport_size({"width": width, "height": 760})
            if wide := scripted_page.evaluate(WIDE):
                wrong[f"{width} pixels of {address}"] = wide
            if width == 360 and (small := scripted_page.evaluate(SMALL, TARGET)):
                wrong[f"targets of {address}"] = small
        scripted_page.set_viewport_size({"width": 1280, "height": 900})
        if cut := scripted_page.evaluate(ENLARGED) + scripted_page.evaluate(WIDE):
            wrong[f"large text of {address}"] = cut
    assert wrong == {}


def test_pages_are_light_set_no_cookie_and_ask_nobody_else(record, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page, answers = context.new_page(), []
    page.on("response", lambda answer: answers.append(answer))
    errors = []
    page.on("console", lambda message: errors.append(message.text))
    own, statuses = urlsplit(live_server.url).netloc, set()
    for address in record.addresses:
        answers.clear()
        statuses.add(page.goto(address, wait_until="networkidle").status)
        assert {urlsplit(answer.url).netloc for answer in answers} <= {own}, address
        assert not any("set-cookie" in answer.headers for answer in answers), address
        weight = sum(len(gzip.compress(answer.body())) for answer in answers)
        assert weight < HEAVIEST, (address, weight)
    assert statuses == {200, 400, 404, 410}
    assert context.cookies() == []
    # Chromium reports the errors of the test's own bad request, and would report a broken policy.
    assert [error for error in errors if "Content Security Policy" in error] == []
    context.close()


def test_paper_has_no_navigation_and_shows_addresses(record, scripted_page):
    scripted_page.emulate_media(media="print")
    for address in record.addresses:
        scripted_page.goto(address)
        assert not scripted_page.locator(".site-nav").is_visible(), address
        shown = scripted_page.locator(".no-print, .contents").all()
        assert not any(one.is_visible() for one in shown), address
    scripted_page.goto(record.case)
    link = scripted_page.locator(".sources a[href^='http']").first
    assert "http" in link.evaluate("e => getComputedStyle(e, '::after').content")
