import json
from html.parser import HTMLParser

import pytest

from cases.public.archive.packing import make_archive
from cases.public.columns import TABLES
from cases.publication.models import PublishedPerson
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests.publication.scenes import LATER, NOW, TODAY, make_world

pytestmark = pytest.mark.django_db
PERSON = "/people/melin-ada"


@pytest.fixture(autouse=True)
def world(settings, tmp_path):
    settings.TRACKER_SITE_URL = "https://tracker.example"
    settings.VAR_DIR = tmp_path
    made = make_world()
    publish_everything(today=TODAY, now=NOW)
    return made


class Head(HTMLParser):
    """The OpenGraph properties, the alternates and the elements of a page."""

    def __init__(self, response):
        super().__init__()
        self.properties, self.alternates, self.elements = {}, {}, set()
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.elements.add(tag)
        if "property" in told:
            self.properties[told["property"]] = told["content"]
        if told.get("rel") == "alternate":
            self.alternates.setdefault(told["type"], []).append(told["href"])


def test_data_set_names_every_table_and_the_archive(client, django_assert_num_queries):
    make_archive(now=NOW)
    with django_assert_num_queries(2):
        response = client.get("/downloads/dataset.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    told = response.json()
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    archive, *tables = told["distribution"]
    assert archive["contentUrl"] == "https://tracker.example/downloads/tracker.zip"
    assert len(archive["sha256"]) == 64
    assert [one["contentUrl"] for one in tables] == [
        f"https://tracker.example/{table.file}" for table in TABLES
    ]


def test_data_set_without_an_archive_names_the_tables(client):
    told = client.get("/downloads/dataset.jsonld").json()
    assert len(told["distribution"]) == len(TABLES)


def test_person_is_told_with_names_and_address_only(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get(f"{PERSON}.jsonld")
    told = response.json()
    assert (told["@type"], told["name"]) == ("Person", "Ada Melin")
    assert told["alternateName"] == ["Ада Мелин"]
    assert told["url"] == f"https://tracker.example{PERSON}/"
    assert told.keys() <= {
        "@context", "@type", "@id", "url", "identifier", "name", "alternateName", "gender",
        "jobTitle", "mainEntityOfPage",
    }  # fmt: skip
    etag = response["ETag"]
    again = client.get(f"{PERSON}.jsonld", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_page_names_its_linked_data(client):
    alternates = Head(client.get(f"{PERSON}/")).alternates
    assert alternates["application/ld+json"] == [f"{PERSON}.jsonld"]
    alternates = Head(client.get("/downloads/")).alternates
    assert alternates["application/ld+json"] == ["/downloads/dataset.jsonld"]


def test_withheld_person_has_no_linked_data(client, world):
    etag = client.get(f"{PERSON}.jsonld")["ETag"]
    withhold_name(world.other, today=TODAY, now=LATER)
    slug = PublishedPerson.objects.get(public_id=world.other.public_id).slug
    told = client.get(f"/people/{slug}.jsonld", headers={"If-None-Match": etag})
    assert told.status_code == 404
    assert client.get(f"{PERSON}.jsonld").status_code == 404
    assert "application/ld+json" not in Head(client.get(f"/people/{slug}/")).alternates


def test_group_and_unnamed_have_no_linked_data(client):
    row = PublishedPerson.objects.get(slug="melin-ada")
    for change in ({"headcount": 3}, {"names": []}):
        row.body.document = row.document | change
        row.body.save()
        response = client.get(f"{PERSON}.jsonld")
        assert response.status_code == 404
        assert json.loads(response.content)["error"]["status"] == 404


def test_withdrawn_persons_linked_data_is_gone(client, world):
    withdraw_case(world.one.case, today=TODAY, now=LATER)
    assert client.get(f"{PERSON}.jsonld").status_code == 410


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "website"), ("/cases/", "website"), (f"{PERSON}/", "profile"), ("/about/", "website")],
)
def test_page_says_what_it_is_when_shared(client, path, kind):
    told = Head(client.get(path)).properties
    assert told["og:type"] == kind
    assert told["og:url"] == f"https://tracker.example{path}"
    assert told["og:title"]
    assert told["og:description"]
    assert told["og:site_name"] == "The Tracker"


def test_shared_page_has_the_title_and_description_of_the_page(client, world):
    case = world.one.case
    response = client.get(f"/cases/{case.slug}/?as_of=2031-05-01")
    told = Head(response).properties
    assert told["og:title"] == case.title
    assert told["og:url"] == f"https://tracker.example/cases/{case.slug}/"
    assert f'<meta property="og:description" content="{told["og:description"]}">'
    assert "Orvel" in told["og:description"]


def test_withheld_name_is_in_no_head(client, world):
    withhold_name(world.one.person, today=TODAY, now=LATER)
    for model in ("one", "two"):
        response = client.get(f"/cases/{getattr(world, model).case.slug}/")
        if response.status_code == 404:
            continue
        assert "Orvel" not in str(Head(response).properties)
    slug = PublishedPerson.objects.get(public_id=world.one.person.public_id).slug
    assert "Orvel" not in str(Head(client.get(f"/people/{slug}/")).properties)


def test_withdrawn_page_shares_nothing(client, world):
    slug = world.one.case.slug
    withdraw_case(world.one.case, today=TODAY, now=LATER)
    head = Head(client.get(f"/cases/{slug}/"))
    assert head.properties == {}


def test_case_and_organisation_name_their_feeds(client, world):
    case = world.one.case
    feeds = Head(client.get(f"/cases/{case.slug}/")).alternates["application/atom+xml"]
    assert feeds == ["/feeds/events.atom", f"/feeds/events.atom?case={case.public_id}"]
    assert all(client.get(feed).status_code == 200 for feed in feeds)
    page = Head(client.get(f"/organisations/{world.movement.key}/"))
    feeds = page.alternates["application/atom+xml"]
    assert feeds[1] == f"/feeds/events.atom?organisation={world.movement.key}"
    assert all(client.get(feed).status_code == 200 for feed in feeds)


def test_no_page_has_a_script_element(client):
    for path in ("/", f"{PERSON}/", "/downloads/", "/api/"):
        assert "script" not in Head(client.get(path)).elements
