"""The values by which lists are narrowed."""

import pytest

from cases.publication import models as p
from cases.publication.facets import years_of
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.publication.scenes import NOW, TODAY, make_world


@pytest.fixture
def world(db):
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    return world


def facets_of_case(made):
    rows = p.CaseFacet.objects.filter(case__public_id=made.case.public_id)
    return set(rows.values_list("facet", "value"))


def test_case_has_its_facets(world):
    found = facets_of_case(world.one)
    assert {
        ("country", "ZZ"),
        ("status", "imprisoned"),
        ("held", "last_known"),
        ("organisation", "zz-open-square"),
        ("provision", world.one.provision.key),
        ("court", world.one.court.key),
        ("sentence", "imprisonment"),
        ("designation", "political_prisoner"),
        ("ground", "assembly"),
        ("gender", "unknown"),
        ("year", "2031"),
        ("source", world.one.source.key.replace("/", "-")),
    } <= found
    assert {name for name, _value in found} <= {
        *("country", "status", "organisation", "provision", "court", "sentence", "designation"),
        *("ground", "profession", "gender", "place", "year", "source", "held"),
    }


def test_place_comes_with_all_that_it_lies_in(world):
    place = world.one.court.place
    values = {value for name, value in facets_of_case(world.one) if name == "place"}
    assert values == {place.key, place.parent.key}


def test_grantor_is_no_organisation_of_the_case(world):
    assert ("organisation", world.grantor.key) not in facets_of_case(world.one)


def test_person_has_the_facets_of_all_cases(world):
    rows = p.PersonFacet.objects.filter(person__public_id=world.one.person.public_id)
    years = set(rows.filter(facet="year").values_list("value", flat=True))
    assert years == {"2028", "2031"}


def test_confidential_source_is_no_facet(db):
    source = f.SourceFactory(is_confidential=True, document_name="")
    f.make_case(source=source)
    publish_everything(today=TODAY, now=NOW)
    assert not p.CaseFacet.objects.filter(facet="source").exists()
    assert not p.PublishedSource.objects.exists()
    assert p.Label.objects.get(kind="source").is_masked


def test_case_count_is_that_of_the_list(world):
    for kind, model in (("court", p.PublishedCourt), ("organisation", p.PublishedOrganisation)):
        for row in model.objects.all():
            facets = p.CaseFacet.objects.filter(facet=kind, value=row.slug)
            assert row.case_count == facets.count()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2031-03-04", [2031]),
        ("2031", [2031]),
        ("2018/2020", [2018, 2019, 2020]),
        ("[2020-12-21..2021-01-03]", [2020, 2021]),
        ("201X", []),
        ("2018/..", []),
        ("", []),
    ],
)
def test_years_that_an_event_touches(db, text, years):
    assert list(years_of(f.EventFactory(date=text))) == years
