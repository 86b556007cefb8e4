"""The parts of the text that lists search."""

import pytest

from cases.publication.models import PublishedCase, PublishedOrganisation
from cases.publication.searching import NAMES_END, TITLE_END, search_text
from tests import factories as f
from tests.publication.scenes import publish


def parts(text):
    names, rest = text.split(NAMES_END)
    title, rest = rest.split(TITLE_END)
    return [[line for line in part.split("\n") if line] for part in (names, title, rest)]


def test_own_names_title_and_the_rest_stand_apart():
    document = {"kind": "case", "title": "A trial", "summary": "It went on."}
    text = search_text(document, ["Tovin Tarsk"], ["Ilan Orvel"])
    assert parts(text) == [[" ilan orvel "], [" a trial "], [" tovin tarsk ", " it vent on "]]


def test_person_has_every_spelling_among_the_names():
    document = {"kind": "person", "names": [{"text": "Ilan Orvel"}, {"text": "奥维"}]}
    assert parts(search_text(document, []))[0] == [" ilan orvel ", " aovei "]


def test_group_without_a_name_has_its_description_as_a_title():
    document = {"kind": "person", "names": [], "descriptor": "Three sons"}
    assert parts(search_text(document, [])) == [[], [" thre sons "], []]


def test_entity_has_its_name_and_its_other_names():
    document = {"kind": "court", "name": "Bench", "other_names": ["Скамья"]}
    assert parts(search_text(document, []))[0] == [" bench ", " skamia "]


def test_source_has_a_label_and_no_name():
    document = {"kind": "source", "name": "A report", "label": "A report"}
    assert parts(search_text(document, [])) == [[], [" a report "], []]


def test_hyphened_name_is_there_as_one_word_too():
    assert parts(search_text({}, [], ["Al-Nuri"]))[0] == [" al nuri ", " alnuri "]


def test_line_stands_once_where_it_weighs_most():
    document = {"kind": "case", "title": "Ilan Orvel", "summary": "Илан Орвел"}
    assert parts(search_text(document, ["Ilan Orvel"], ["Ilan Orvel"])) == [
        [" ilan orvel "],
        [],
        [],
    ]


def test_line_without_letters_is_left_out():
    assert parts(search_text({"title": "—"}, ["", "☂"], [""])) == [[], [], []]


@pytest.mark.django_db
def test_case_has_the_spellings_of_its_subjects_among_its_names():
    made = f.make_case(name="Ilan Orvel")
    f.cite(f.PersonNameFactory(person=made.person, text="Urvelau"))
    movement = f.OrganisationFactory(name="Open Square", other_names=["Otkrytaya"])
    f.SubjectFactory(case=made.case, organisation=movement, person=None)
    publish(made.case)
    names = own_names(PublishedCase.objects.get())
    assert all(name in names for name in (" ilan orvel ", " urvelau ", " open skuare "))
    organisation = PublishedOrganisation.objects.get(public_id=movement.public_id)
    assert " otkritaia " in own_names(organisation)


def own_names(row):
    return row.body.search.partition(NAMES_END)[0]
