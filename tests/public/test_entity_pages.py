"""The pages of courts, provisions, places and sources, and the standing pages."""

import re

import pytest

from cases.publication.models import CaseFacet, Label
from cases.vocabulary import Criterion
from tests.public.documents import entity_document
from tests.public.parts import day
from tests.public.storing import make_labels, publish_case, publish_entity

pytestmark = pytest.mark.django_db
PATHS = {"court": "courts", "provision": "provisions", "place": "places", "source": "sources"}
SPECIAL = {
    "court": {"level": "district", "is_named": False, "place": "place:l1", "refs": ["place:l1"]},
    "provision": {"code": "Penal Code", "article": "174", "part": "2", "title": "Overthrow"},
    "place": {"place_kind": "city", "parent": None, "latitude": 12.5, "longitude": 40.25},
    "source": {
        "source_kind": "article", "publisher": "Zemlia Herald", "language": "en",
        "published": day("2028-12-20", basis="inferred"), "url": "https://herald.example/4",
        "archived_url": "", "same_as": "source:a2", "document": "zz-1", "article": 4,
        "is_confidential": False, "refs": ["source:a2"],
    },
}  # fmt: skip
WORDS = {
    "court": ("district or city court", "Marrow Ford", "no source names this court"),
    "provision": ("Penal Code", "174", "Overthrow"),
    "place": ("city or town", "12.50, 40.25"),
    "source": ("Zemlia Herald", "20 December 2028 (inferred from the text)", "zz-1, article 4"),
}


def publish(kind, **values):
    document = entity_document(
        kind, "x1", f"zz-{kind}", f"Invented {kind}", **{**SPECIAL[kind], **values}
    )
    Label.objects.create(
        ref=f"{kind}:x1", kind=kind, text=f"Invented {kind}", slug=f"zz-{kind}", detail={}
    )
    return publish_entity(document)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("kind", PATHS)
def test_entity_page_runs_few_queries(kind, client, django_assert_num_queries):
    make_labels()
    publish(kind)
    CaseFacet.objects.create(case=publish_case(), facet=kind, value=f"zz-{kind}")
    with django_assert_num_queries({"court": 7, "provision": 6, "place": 8, "source": 5}[kind]):
        response = client.get(f"/{PATHS[kind]}/zz-{kind}/")
    assert response.status_code == 200
    assert "Ada Melin and the leaflets of Marrow Ford" in text_of(response)


@pytest.mark.parametrize("kind", PATHS)
def test_entity_page_tells_what_is_known_of_it(kind, client):
    make_labels()
    publish(kind)
    words = text_of(client.get(f"/{PATHS[kind]}/zz-{kind}/"))
    assert all(expected in words for expected in WORDS[kind])


@pytest.mark.parametrize("kind", PATHS)
def test_entity_without_cases_says_so(kind, client):
    make_labels()
    publish(kind)
    assert "No published case." in text_of(client.get(f"/{PATHS[kind]}/zz-{kind}/"))


@pytest.mark.parametrize("kind", PATHS)
def test_entity_that_does_not_exist_is_missing(kind, client):
    assert client.get(f"/{PATHS[kind]}/nothing-here/").status_code == 404


def test_masked_source_shows_nothing_of_itself(client):
    make_labels()
    publish("source", is_confidential=True)
    Label.objects.filter(ref="source:x1").update(text="", is_masked=True)
    words = text_of(client.get("/sources/zz-source/"))
    assert "A confidential source" in words
    assert "Herald" not in words


@pytest.mark.parametrize("path", ["/about/", "/privacy/", "/methodology/"])
def test_standing_page_runs_no_query(path, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


def test_methodology_names_every_criterion(client):
    words = text_of(client.get("/methodology/"))
    assert all(str(label).lower() in words.lower() for label in Criterion.labels)


def test_about_says_how_to_report_an_error(client):
    assert b'id="errors"' in client.get("/about/").content
