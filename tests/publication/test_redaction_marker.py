"""Nothing private reaches a publication row: each private field is marked, none is found."""

import pytest

from cases.publication.projecting import publish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests.publication import markers as k
from tests.publication.scenes import LATER, NOW, TODAY
from tests.publication.searching import published_values


def leaks(markers):
    """What each marker that was found stands for, and in which column it was found."""
    values = [(column, text.lower()) for column, text in published_values()]
    return sorted(
        f"{meaning} in {column}"
        for word, meaning in markers.meaning.items()
        for column, text in values
        if word in text
    )


@pytest.mark.parametrize("model", k.fact_models(), ids=lambda model: model.__name__)
def test_every_text_field_is_classified(model):
    public, private = k.public_fields(model), k.private_fields(model)
    assert public & private == set()
    assert k.text_fields(model) == public | private, "say in markers.py whether it is public"


@pytest.fixture
def planted(db):
    markers = k.Markers()
    world = k.make_every_model()
    k.plant_in_private_fields(markers)
    k.hide_event(world, markers)
    k.hide_source(world, markers)
    k.hide_spelling(world, markers)
    withdrawn = k.hide_cases(markers)
    return markers, world, withdrawn, k.hide_name(world, markers)


def test_no_marker_is_found_after_publishing_case_by_case(planted):
    markers, world, withdrawn, person = planted
    assert len(markers.meaning) > 150
    withhold_name(person, today=TODAY, now=NOW)
    for made in withdrawn:
        made.case.refresh_from_db()
        publish_case(made.case, today=TODAY, now=NOW)
        withdraw_case(made.case, today=TODAY, now=NOW)
    for case in world.cases:
        case.refresh_from_db()
        publish_case(case, today=TODAY, now=NOW)
    assert leaks(markers) == []


def test_no_marker_is_found_after_a_rebuild(planted):
    markers, _world, withdrawn, person = planted
    publish_everything(today=TODAY, now=NOW)
    found = "\n".join(leaks(markers))
    assert "of a withheld name" in found, "the name must be seen before it is withheld"
    withhold_name(person, today=TODAY, now=LATER)
    for made in withdrawn:
        made.case.refresh_from_db()
        withdraw_case(made.case, today=TODAY, now=LATER)
    assert leaks(markers) == []
    publish_everything(today=TODAY, now=LATER, batch=1)
    assert leaks(markers) == []
