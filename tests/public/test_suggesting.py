"""Did you mean: which near spellings a search is offered that found nothing or little."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.public.suggesting import MOST, suggest
from cases.public.views import lists, search
from cases.publication.models import PublishedCase, PublishedPerson
from cases.publication.searching import search_text
from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db


def near(text, model=PublishedPerson):
    return suggest(text, [model.objects.all()])


@pytest.mark.parametrize(
    ("recorded", "text"),
    [
        ("Boqaev", "Boqayv"),
        ("Boqaev", "Pokaev"),
        ("Roza", "Rosa"),
        ("Nargiz", "Nargis"),
        ("Dzhamilya", "Jamila"),
        ("Rustem", "Rustam"),
        ("Karim", "Kerim"),
        ("Catherine", "Katherine"),
        ("Botakoz", "Ботагоз"),
        ("Temirlan", "Temrilan"),
        ("Kenzhebek", "Kenzebek"),
        ("Zhovtis", "Zhovits"),
    ],
)
def test_slip_is_met_with_the_recorded_spelling(recorded, text):
    publish_person(f"{recorded} Tarsk")
    publish_person("Ilan Orvel")
    assert near(text) == [recorded]


@pytest.mark.parametrize("text", ["Zzyzx", "Ada", "Orvelandia", "2031", "—", "Ilan", "Orve"])
def test_nothing_is_suggested_for_what_is_far_or_short_or_known(text):
    publish_person("Ilan Orvel")
    publish_person("Ara Tarsk")
    assert near(text) == []


def test_only_the_word_with_the_slip_is_changed():
    publish_person("Ilan Orvel")
    assert near("ilan orvvl") == ["ilan Orvel"]


def test_spelling_in_the_script_of_the_search_is_preferred():
    publish_person("Ilan Orvel", other_names="Илан Орвел; Ilan Orwell")
    assert near("Арвел") == ["Орвел"]
    assert near("Arvel") == ["Orvel"]


def test_suggestion_that_finds_nothing_is_not_made():
    publish_person("Ilan Orvel")
    publish_person("Ada Melin")
    assert near("melin orvvl") == []


def test_suggestion_finds_rows_of_the_list_it_is_made_for():
    publish_person("Ilan Orvel")
    publish_case("A trial", subjects="Ada Melin")
    assert near("orvvl", PublishedCase) == []
    assert near("orvvl", PublishedPerson) == ["Orvel"]


def test_nearest_come_first_and_few():
    for name in ("Orvela", "Orvel", "Orvin", "Orval", "Orvels"):
        publish_person(name)
    found = near("Orvelu")
    assert len(found) == MOST
    assert found[0] in ("Orvela", "Orvel", "Orvels")


@pytest.mark.parametrize("kind", ["organisation", "place", "court"])
def test_names_of_other_kinds_are_suggested_too(kind):
    entity = publish_entity(kind, "marrow-ford", "Marrow Ford")
    assert suggest("Marow Ferd", [type(entity).objects.all()]) == ["Marow Ford"]


def test_withheld_name_is_never_suggested():
    publish_person("[name withheld]", is_name_withheld=True, search="\n@\n#\n vitheld \n")
    assert near("withhelt") == []


def test_word_of_a_summary_is_no_name():
    publish_person("Ilan Orvel", search="\n ilan orvel \n@\n#\n lantern \n")
    assert near("lantarn") == []


def test_list_with_nothing_offers_near_searches_that_keep_the_filters(client):
    publish_person("Ilan Orvel", status="free")
    page = client.get("/people/?q=orvvl&status=free").content.decode()
    assert "Did you mean" in page
    assert '<a href="?q=Orvel&amp;status=free">Orvel</a>' in page


def test_filter_that_leaves_nothing_takes_the_suggestion_away(client):
    publish_person("Ilan Orvel", status="free")
    assert "Did you mean" not in client.get("/people/?q=orvvl&status=dead").content.decode()


def test_list_with_enough_offers_nothing(client):
    for n in range(4):
        publish_person(f"Arvel {n}")
    publish_person("Orvel")
    assert "Did you mean" not in client.get("/people/?q=arvel").content.decode()


@pytest.mark.parametrize("path", ["/people/", "/search/"])
def test_nothing_is_looked_for_beside_somebody_who_is_called_so(client, monkeypatch, path):
    publish_person("Ilan Orvel")
    publish_person("Ada Melin", search=search_text({"summary": "Orvvl"}, [], ["Ada Melin"]))
    looked = []
    for view in (lists, search):
        monkeypatch.setattr(view, "suggest", lambda text, _lists: looked.append(text) or [])
    client.get(f"{path}?q=orve")
    assert looked == []
    client.get(f"{path}?q=orvvl")
    assert looked == ["orvvl"]


def test_simple_list_offers_near_searches(client):
    publish_entity("court", "ford", "Bench of Fordham")
    page = client.get("/courts/?q=fortham").content.decode()
    assert '<a href="?q=Fordham">Fordham</a>' in page


def test_suggestion_cannot_break_out_of_the_page(client):
    publish_person("<b>Orvel</b>")
    assert "<b>" not in client.get("/people/?q=orvvl").content.decode()


def test_queries_do_not_grow_with_names_or_words():
    for n in range(40):
        publish_person(f"Orvel Tarsk{n} Melin{n}")
    with CaptureQueriesContext(connection) as few:
        near("orvvl")
    with CaptureQueriesContext(connection) as many:
        near("orvvl tarks1 mellin2 ilam adda zemlja")
    assert len(few) <= len(many) <= 4 + 6
