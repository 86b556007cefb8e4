"""The page of a person."""

import json
import re
from itertools import pairwise

import pytest

from cases.publication.models import Label, Tombstone
from tests.public.documents import person_document
from tests.public.parts import UPDATED
from tests.public.storing import make_labels, publish_person

pytestmark = pytest.mark.django_db
ADDRESS = "/people/melin-ada/"


@pytest.fixture
def published():
    make_labels()
    return publish_person()


@pytest.fixture
def html(client, published):
    return client.get(ADDRESS).content.decode()


def withhold():
    """As publication leaves it: no spelling anywhere in labels and documents."""
    make_labels(masked=("person:p1",))
    for label in Label.objects.filter(text__contains="Melin"):
        label.text = label.text.replace("Ada Melin", "[name withheld]")
        label.save()
    document = person_document(slug="p1", is_name_withheld=True, names=[])
    scrubbed = json.dumps(document, ensure_ascii=False).replace("Melin", "[name withheld]")
    return publish_person(json.loads(scrubbed))


def test_person_page_runs_three_queries(client, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.get(ADDRESS).status_code == 200


def test_person_page_gives_every_spelling_with_its_script(html):
    assert '<b lang="und-Cyrl">Ада Мелин</b>' in html
    assert "Cyrillic" in html
    assert "editorial: in none of the sources" in html


def test_person_page_gives_particulars_with_citations(html):
    assert re.search(r"<dt>Born</dt><dd>1991 <span class=\"cites\">", html)
    assert "37 (December 2028)" in html
    assert "Journalist or blogger, poet or writer" in html


def test_person_page_leads_to_every_case(html):
    assert 'href="/cases/zz-melin-ada-2028/"' in html
    assert 'href="/cases/zz-melin-ada-2026/"' in html


def test_entries_name_their_case(html):
    assert "Case:" in html


def test_headings_never_skip_a_level(html):
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_within_the_page_leads_somewhere(html):
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'\sid="([^"]+)"', html))


def test_withheld_name_is_in_no_part_of_the_page(client):
    withhold()
    html = client.get("/people/p1/").content.decode()
    assert "<title>Name withheld" in html
    assert "Melin" not in html
    assert "Names and spellings" not in html


def test_group_is_counted(client):
    make_labels()
    document = person_document(headcount=3, headcount_basis="minimum")
    publish_person(document)
    assert "at least 3 people" in client.get(ADDRESS).content.decode()


def test_person_json_is_the_document(client, published):
    assert json.loads(client.get("/people/melin-ada.json").content)["kind"] == "person"


def test_person_that_was_withdrawn_is_gone(client, db):
    Tombstone.objects.create(kind="person", public_id="p1", slug="melin-ada", withdrawn_at=UPDATED)
    assert client.get(ADDRESS).status_code == 410


def test_second_look_is_answered_without_a_body(client, published):
    etag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 304


def test_links_lead_nowhere_that_is_not_on_the_page(client):
    """A dispute may be about a co-defendant's charge, a spell begin with somebody else's event."""
    built = person_document()
    built["disputes"][0]["claims"][0].update(event=None, charge="of-another")
    built["spells"][0]["cause"] = "of-another"
    built["designations"][0]["granted"]["event"] = "of-another"
    make_labels()
    publish_person(built)
    html = client.get(ADDRESS).content.decode()
    assert "of-another" not in html
    assert 'href="#"' not in html


def test_citations_of_a_note_lead_back_to_it(client):
    make_labels()
    publish_person(
        person_document(note="Fled twice.", gender="unknown", professions=[], citizenship=[],
                        birth=None, ages=[])
    )  # fmt: skip
    html = client.get(ADDRESS).content.decode()
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'\sid="([^"]+)"', html))
