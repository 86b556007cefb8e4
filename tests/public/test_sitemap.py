"""The list of all pages for crawlers."""

from xml.etree import ElementTree

import pytest

from cases.public.addresses import every_address
from cases.public.views import sitemap
from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db
SITE = "https://tracker.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.TRACKER_SITE_URL = SITE


def locations(client, address="/sitemap.xml"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.getvalue())
    return [one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def publish_some():
    publish_case("A", "a-case")
    publish_person("B", "b-person")
    publish_entity("court", "c-court", "C")


def test_sitemap_lists_every_page_and_no_file(client):
    publish_some()
    pages = [f"{SITE}{address}" for address in every_address() if address.endswith("/")]
    assert locations(client) == pages
    assert f"{SITE}/cases/a-case/" in pages


def test_sitemap_says_when_a_page_changed(client):
    publish_some()
    content = client.get("/sitemap.xml").getvalue().decode()
    assert "<lastmod>2031-06-01T09:30:15Z</lastmod>" in content


def test_large_sitemap_is_an_index_of_files(client, monkeypatch):
    everything = locations(client)
    for n in range(7):
        publish_case(f"A{n}")
        publish_person(f"B{n}")
    everything = locations(client)
    monkeypatch.setattr(sitemap, "MOST_IN_FILE", 3)
    parts = locations(client)
    assert all(part.startswith(f"{SITE}/sitemap-") for part in parts)
    found = [page for part in parts for page in locations(client, part.removeprefix(SITE))]
    assert sorted(found) == sorted(everything)


@pytest.mark.parametrize("part", ["pages-2", "case-0", "case-99", "secret-1"])
def test_part_that_does_not_exist_is_404(client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_sitemap_takes_a_constant_number_of_queries(client, django_assert_num_queries):
    for n in range(20):
        publish_case(f"A{n}")
    with django_assert_num_queries(15):
        client.get("/sitemap.xml").getvalue()


def test_robots_name_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
