"""The pictures of the documentation: every kind of page of the seeded record.

`make screenshots` keeps them in docs/screenshots/; otherwise they go to a temporary folder.
"""

import gzip
import os
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.public import urls
from tests.browser.pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "home": "/",
    "cases": "/cases/?country=KZ&organisation=kz-koshe-party",
    "cases-none": "/cases/?country=KZ&year=2004&organisation=kz-koshe-party",
    "people": "/people/",
    "people-in-the-past": "/people/?as_of=2021-03-17&status=restricted",
    "case": "/cases/kz-abishev-kenzhebek-2018/",
    "case-of-several": "/cases/kz-boqaev-ayan-2016/",
    "case-in-the-past": "/cases/kz-abishev-kenzhebek-2018/?as_of=2021-02-10&known_on=2021-03-01",
    "charts": "/charts/",
    "person": "/people/bilash-serikzhan/",
    "organisations": "/organisations/",
    "organisation": "/organisations/kz-dvk/",
    "courts": "/courts/",
    "court": "/courts/kz-qapshaghai-city-court/",
    "provisions": "/provisions/",
    "provision": "/provisions/kz-cc-274-4/",
    "places": "/places/",
    "place": "/places/kz-almaty/",
    "sources": "/sources/",
    "source": "/sources/001-29/",
    "search": "/search/?q=bokayev",
    "search-near": "/search/?q=bilsh",
    "downloads": "/downloads/",
    "data-dictionary": "/data-dictionary/",
    "methodology": "/methodology/",
    "about": "/about/",
    "privacy": "/privacy/",
    "api": "/api/",
    "wrong-address": "/cases/?year=abc",
    "no-such-page": "/cases/nothing-here/",
}
# The same for a reader whose language is written in another script.
IN_CYRILLIC = {"people-in-cyrillic": "/people/", "case-in-cyrillic": PAGES["case-of-several"]}
READERS = (("en", PAGES), ("ru", IN_CYRILLIC))
STATUS = {"wrong-address": 400, "no-such-page": 404}
SIZES = {"phone": (360, 760), "desktop": (1280, 900)}
IS_KEPT = bool(os.environ.get("SCREENSHOTS"))
# A run that keeps none takes each size and each scheme once.
LOOKS = [
    (size, scheme)
    for size, once in (("phone", "dark"), ("desktop", "light"))
    for scheme in ("light", "dark")
    if IS_KEPT or scheme == once
]
# A picture of a whole timeline would be unreadable, and heavy to keep.
TALLEST = 1000
HEAVIEST = 60_000


@pytest.fixture
def folder(tmp_path):
    folder = Path(os.environ["SCREENSHOTS"] if IS_KEPT else tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_every_kind_of_page_has_its_picture():
    """By the first part of its address, and whether it is a list or one of it."""
    shown = {address.partition("?")[0].strip("/").count("/") for address in PAGES.values()}
    pages = {str(route.pattern).partition("/")[0] for route in urls.urlpatterns
             if str(route.pattern).endswith("/")}  # fmt: skip
    assert pages <= {address.strip("/").partition("/")[0] for address in PAGES.values()}
    assert shown == {0, 1}


def test_screenshots_of_every_kind_of_page(
    chromium, live_server, scripted_page, folder, settings, tmp_path
):
    """Of the real record: each page fits its width there too, and is light."""
    settings.VAR_DIR = tmp_path
    call_command("seed", verbosity=0)
    call_command("make_archive", verbosity=0)
    wrong = {}
    for (size, scheme), (language, pages) in product(LOOKS, READERS):
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=live_server.url,
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            extra_http_headers={"Accept-Language": language},
        )
        page = context.new_page()
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer.status == STATUS.get(name, 200), address
            wide = page.evaluate("document.documentElement.scrollWidth")
            weight = len(gzip.compress(answer.body()))
            if wide > width or weight > HEAVIEST:
                wrong[f"{name}-{size}"] = (wide, weight)
            picture = folder / f"{name}-{size}-{scheme}.webp"
            take(page, scripted_page, picture, tallest=TALLEST)
        context.close()
    assert wrong == {}
    assert len(list(folder.glob("*.webp"))) >= (len(PAGES) + len(IN_CYRILLIC)) * len(LOOKS)
