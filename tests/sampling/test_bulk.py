"""Published rows in bulk: table by table those of the same facts published the ordinary way."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from pyroaring import BitMap

from cases import models as m
from cases.publication import models as p
from cases.publication.chunking import LISTED
from cases.publication.comparing import check_everything
from cases.publication.indexes import definitions
from cases.publication.rebuilding import publish_everything
from cases.sampling.making import NotEmpty, make_facts, make_published
from tests import factories as f
from tests.publication.scenes import NOW, TODAY, publish

MODELS = list(apps.get_app_config(p.PublishedCase._meta.app_label).get_models())
TABLES = [model._meta.db_table for model in MODELS]
# Where a rebuild stood when it ended, and how often a list has changed; no publication.
PASSING = {p.QueuedProjection, p.FacetEdition, p.Edition}


def told(value):
    return f"{type(value).__name__}:{value.pk}" if hasattr(value, "_meta") else str(value)


def identity(row):
    """A row by what it holds and not by its key: whom it points at by public identifier."""
    for name in ("public_id", "ref"):
        if hasattr(row, name):
            return getattr(row, name)
    return str(row.pk)


def content(model):
    """All rows of a table, with keys of this table left out and foreign keys by identifier."""
    columns = [one for one in model._meta.concrete_fields if one.attname != "id"]
    related = [one.name for one in columns if one.is_relation]
    rows = []
    for row in model.objects.select_related(*related):
        values = []
        for one in columns:
            value = getattr(row, one.name)
            values.append(identity(value) if value is not None and one.is_relation else value)
        rows.append(repr(values))
    return sorted(rows)


def bitmaps():
    """The rows that have each facet value by public identifier: a bitmap holds their keys."""
    keys = {
        kind: dict(model.objects.values_list("pk", "public_id")) for kind, model in LISTED.items()
    }
    found = {}
    for one in p.FacetChunk.objects.filter(count__gt=0):
        rows = {keys[one.kind][row] for row in BitMap.deserialize(bytes(one.rows))}
        found.setdefault((one.kind, one.facet, one.value), set()).update(rows)
    return sorted(repr((place, sorted(rows))) for place, rows in found.items())


def everything():
    # What is packed holds keys: `check_everything` compares it with the rows.
    left_out = PASSING | {p.FacetChunk, p.PackedChunk}
    tables = {model.__name__: content(model) for model in MODELS if model not in left_out}
    return tables | {p.FacetChunk.__name__: bitmaps()}


@pytest.mark.django_db(transaction=True)
def test_bulk_rows_are_those_of_ordinary_publication():
    make_published(60, seed=4, today=TODAY, now=NOW)
    bulk = everything()
    for model in reversed(MODELS):
        model.objects.all().delete()
    make_facts(60, seed=4, now=NOW)
    publish_everything(today=TODAY, now=NOW)
    ordinary = everything()
    assert {name for name, rows in ordinary.items() if rows} > {
        "PublishedCase",
        "Label",
        "FacetChunk",
    }
    for name, rows in ordinary.items():
        assert bulk[name] == rows, name


@pytest.mark.django_db(transaction=True)
def test_check_finds_no_drift_in_bulk_rows_over_the_same_facts():
    make_published(60, seed=4, today=TODAY, now=NOW)
    make_facts(60, seed=4, now=NOW, is_beside_publications=True)
    assert [str(one) for one in check_everything(today=TODAY)] == []


@pytest.mark.django_db(transaction=True)
def test_indexes_and_constraints_are_as_before():
    before = definitions(TABLES)
    make_published(5, seed=4, today=TODAY, now=NOW)
    assert definitions(TABLES) == before
    assert len(before) > 20


@pytest.mark.django_db(transaction=True)
def test_two_processes_make_what_one_makes():
    made = []
    for processes in (1, 2):
        make_published(260, seed=4, today=TODAY, now=NOW, processes=processes)
        made.append(everything())
        for model in reversed(MODELS):
            model.objects.all().delete()
    assert made[0] == made[1]


@pytest.mark.django_db(transaction=True)
def test_later_publications_get_keys_of_their_own():
    call_command("make_sample", "--cases", "5", "--published", stdout=StringIO())
    made = f.make_case()
    publish(made.case)
    assert p.PublishedCase.objects.count() == 6
    assert m.Case.objects.count() == 1


@pytest.mark.django_db
def test_database_with_a_publication_is_refused():
    p.Label.objects.create(ref="court:x", kind="court", text="A bench")
    with pytest.raises(NotEmpty):
        make_published(5, seed=1, today=TODAY, now=NOW)
    assert not p.PublishedCase.objects.exists()
