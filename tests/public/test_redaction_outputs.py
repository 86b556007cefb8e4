"""Nothing private reaches a public output: the markers of the publication tests, over HTTP."""

import pytest
from django.urls import reverse

from cases.public.addresses import every_address
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests.publication import markers as k
from tests.publication.scenes import LATER, NOW, TODAY

pytestmark = pytest.mark.django_db


def body_of(response):
    """The whole answer as text, its headers too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{content.decode()}".lower()


@pytest.fixture
def planted():
    markers = k.Markers()
    world = k.make_every_model()
    k.plant_in_private_fields(markers)
    k.hide_event(world, markers)
    k.hide_source(world, markers)
    k.hide_spelling(world, markers)
    withdrawn = k.hide_cases(markers)
    person = k.hide_name(world, markers)
    publish_everything(today=TODAY, now=NOW)
    former = sorted(every_address())
    for made in withdrawn:
        made.case.refresh_from_db()
        withdraw_case(made.case, today=TODAY, now=LATER)
    withhold_name(person, today=TODAY, now=LATER)
    return markers, former, withdrawn


def test_no_public_answer_holds_a_marker(planted, client):
    markers, _former, _withdrawn = planted
    addresses = list(every_address())
    assert len(addresses) > 30
    leaks = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        text = body_of(response)
        leaks += [f"{what} at {address}" for word, what in markers.meaning.items() if word in text]
    assert leaks == []


def test_addresses_with_a_withheld_name_are_gone(planted, client):
    markers, former, _withdrawn = planted
    words = [word for word, what in markers.meaning.items() if "withheld name" in what]
    named = [address for address in former if any(word in address for word in words)]
    assert len(named) >= 3
    for address in named:
        response = client.get(address)
        assert response.status_code == 404, address
        assert not any(word in body_of(response) for word in words)


def test_withdrawn_case_is_gone_in_every_format(planted, client):
    _markers, _former, withdrawn = planted
    for made in withdrawn:
        for name in ("case-detail", "case-json"):
            assert client.get(reverse(name, args=[made.case.slug])).status_code == 410
