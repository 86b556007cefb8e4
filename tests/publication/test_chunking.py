"""The bitmaps of facet values follow the facet rows, whatever is published or taken back."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from pyroaring import BitMap

from cases import models as m
from cases.public.remembering import how_many
from cases.publication import models as p
from cases.publication.chunking import (
    EVERY,
    LISTED,
    MARKS,
    FacetChanges,
    chunk_drift,
    make_chunks,
    mend_chunks,
    split,
    write_chunks,
)
from cases.publication.projecting import unpublish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def drifted():
    return [(kind, key) for kind in LISTED for key in chunk_drift(kind)]


def stored(kind, facet, value=""):
    found = BitMap()
    for row in p.FacetChunk.objects.filter(kind=kind, facet=facet, value=value):
        rows = BitMap.deserialize(bytes(row.rows))
        assert row.count == len(rows)
        assert {one >> 16 for one in rows} <= {row.chunk}
        found |= rows
    return set(found)


def editions():
    return dict(p.FacetEdition.objects.values_list("kind", "number"))


def test_publishing_writes_the_rows_of_each_value():
    world = make_world()
    for case in world.cases:
        publish(case)
    cases = set(p.PublishedCase.objects.values_list("pk", flat=True))
    assert stored("case", *EVERY) == cases
    for facet, value in p.CaseFacet.objects.exclude(facet="source").values_list("facet", "value"):
        rows = p.CaseFacet.objects.filter(facet=facet, value=value)
        assert stored("case", facet, value) == set(rows.values_list("case", flat=True))
    assert drifted() == []


def test_the_source_of_a_case_is_no_value_to_choose():
    publish(make_world().one.case)
    assert p.CaseFacet.objects.filter(facet="source").exists()
    assert not p.FacetChunk.objects.filter(facet="source").exists()


def sources():
    return set(p.PublishedSource.objects.values_list("pk", flat=True))


def test_sources_are_counted_as_they_come_and_go():
    world = make_world()
    for case in world.cases:
        publish(case)
    before = sources()
    assert stored("source", *EVERY) == before
    own = f.make_case().case
    publish(own)
    assert stored("source", *EVERY) == sources() > before
    withdraw_case(own, today=TODAY, now=LATER)
    assert stored("source", *EVERY) == sources() == before
    assert how_many("source") == len(before) > 0


def test_sources_published_before_are_counted_by_the_migration():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    p.FacetChunk.objects.filter(kind="source").delete()
    migration = import_module("cases.publication.migrations.0015_sources_counted")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert how_many("source") == len(sources()) > 0
    assert drifted() == []


def test_edit_that_changes_a_facet_moves_the_row():
    made = f.make_case(country="ZZ")
    publish(made.case)
    row = p.PublishedCase.objects.get().pk
    made.case.country = "XA"
    made.case.save()
    publish(made.case)
    assert (stored("case", "country", "ZZ"), stored("case", "country", "XA")) == (set(), {row})
    assert drifted() == []


def test_edit_that_changes_no_facet_writes_no_chunk():
    made = f.make_case()
    publish(made.case)
    before = editions()
    m.Event.objects.filter(pk=made.arrest.pk).update(summary="Told in other words.")
    publish(made.case)
    assert editions() == before


@pytest.mark.parametrize("take_back", [withdraw_case, unpublish_case])
def test_case_taken_back_leaves_every_bitmap(take_back):
    world = make_world()
    for case in world.cases:
        publish(case)
    take_back(world.one.case, today=TODAY, now=LATER)
    assert stored("case", *EVERY) == set(p.PublishedCase.objects.values_list("pk", flat=True))
    assert drifted() == []


def test_rebuild_mends_what_was_changed_behind_its_back():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    p.FacetChunk.objects.filter(facet="gender").delete()
    p.FacetChunk.objects.filter(kind="source").delete()
    p.FacetChunk.objects.filter(facet="status").update(rows=BitMap([5, 70_000]).serialize())
    p.FacetChunk.objects.create(
        kind="person", facet="country", value="XX", chunk=0, edition=0, count=1,
        rows=BitMap([3]).serialize(),
    )  # fmt: skip
    found = {facet for _kind, (facet, _value) in drifted()}
    assert found == {"gender", "status", "country", "all"}
    publish_everything(today=TODAY, now=LATER)
    assert drifted() == []
    assert stored("person", "country", "XX") == set()


def test_bulk_made_bitmaps_are_those_that_publishing_writes():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    columns = ("kind", "facet", "value", "chunk", "count")
    before = set(p.FacetChunk.objects.values_list(*columns))
    make_chunks()
    assert set(p.FacetChunk.objects.values_list(*columns)) == before
    assert drifted() == []


def test_rows_far_apart_lie_in_chunks_of_their_own():
    rows = BitMap([0, 65_535, 65_536, 2**32 - 1])
    parts = split(rows)
    assert {chunk: set(own) for chunk, own in parts.items()} == {
        0: {0, 65_535}, 1: {65_536}, 65_535: {2**32 - 1}
    }  # fmt: skip


def test_last_word_on_a_row_counts():
    changes, later = FacetChanges(), FacetChanges()
    changes.note("case", 7, [("country", "ZZ")], has=True)
    changes.note("case", 8, [("country", "ZZ")], has=True)
    later.note("case", 7, [("country", "ZZ")], has=False)
    changes.add(later)
    write_chunks(changes)
    assert stored("case", "country", "ZZ") == {8}


def test_edition_keeps_the_marks_of_the_last_ones():
    for n in range(MARKS + 5):
        changes = FacetChanges()
        changes.note("case", n, [EVERY], has=True)
        write_chunks(changes)
    edition = p.FacetEdition.objects.get(kind="case")
    marks = edition.marks.split()
    assert (edition.number, len(marks), len(set(marks))) == (MARKS + 5, MARKS, MARKS)


def test_nothing_to_mend_makes_no_edition():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    before = editions()
    for kind in LISTED:
        mend_chunks(kind)
    assert editions() == before
