"""The tags of public answers: whatever a change purges, each answer that it changes carries."""

import pytest
from django.http import HttpResponse

from cases.public import tagging
from cases.public.addresses import every_address
from cases.public.tagging import tag_records
from cases.publication import purging
from cases.publication.models import PublishedCase, PublishedCourt
from cases.publication.projecting import project_refs, publish_case
from tests.factories import make_case, make_event
from tests.publication.scenes import LATER, NOW, TODAY

pytestmark = pytest.mark.django_db


def tags(response):
    return set(response["Surrogate-Key"].split())


def test_page_names_the_records_that_it_shows(client):
    made = make_case(slug="zz-one", state="published")
    publish_case(made.case, today=TODAY, now=NOW)
    shown = {f"case:{made.case.public_id}", f"person:{made.person.public_id}",
             f"court:{made.court.public_id}", f"source:{made.source.public_id}"}  # fmt: skip
    for address in ("/cases/zz-one/", "/cases/zz-one.json"):
        response = client.get(address)
        assert tags(response) >= {"all", *shown}, address
        assert response["Cache-Tag"].split(",") == response["Surrogate-Key"].split()
    court = client.get(f"/courts/{PublishedCourt.objects.get().slug}/")
    assert f"court:{made.court.public_id}" in tags(court)


@pytest.mark.parametrize(
    "address", ["/", "/cases/", "/cases.csv", "/people.json", "/charts/", "/sitemap.xml",
                "/search/?q=a", "/cases/nowhere/", "/cases/?unknown=1"]
)  # fmt: skip
def test_lists_and_errors_have_the_tag_of_lists(client, address):
    assert tags(client.get(address)) == {"all", "lists"}


def test_answer_that_shows_many_records_says_just_that():
    response = HttpResponse()
    tag_records(response, (f"case:{n:09}" for n in range(1000)))
    assert tags(response) == {"all", "many"}
    assert len(response["Surrogate-Key"]) <= tagging.MOST_CHARACTERS


def test_every_answer_that_a_change_changes_is_purged(client, settings, monkeypatch):
    """By what the answers say: an event more, and another name of the court."""
    one = make_case(slug="zz-one", name="Ilan Orvel", state="published")
    two = make_case(person=one.person, source=one.source, court=one.court, state="published")
    for made in (one, two):
        publish_case(made.case, today=TODAY, now=NOW)
    settings.PURGE_URL = "http://127.0.0.1:1/"
    purged = set()
    monkeypatch.setattr(purging, "_wait", purged.update)
    before, bodies = {}, {}
    for address in every_address():
        before[address] = client.get(address)
        bodies[address] = before[address].getvalue()
    make_event(one.case, one.person, kind="release", date="2031-05-02", source=one.source)
    one.court.name = "The upper bench"
    one.court.save()
    refs = [f"case:{made.case.public_id}" for made in (one, two)]
    project_refs(refs, today=TODAY, now=LATER)
    changed = {
        address
        for address in bodies
        if (now := client.get(address)).status_code != 200 or now.getvalue() != bodies[address]
    }
    assert len(changed) > 10
    missed = {address for address in changed if not tags(before[address]) & purged}
    assert missed == set()
    assert PublishedCase.objects.count() == 2
