"""Bitmaps select and count as the database does, whatever is drawn and however it changed."""

from unittest import mock

import pytest
from django.db import transaction
from django.db.models import Count
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cases.public import remembering, selecting
from cases.public.filters import CaseFilterSet, PersonFilterSet
from cases.public.remembering import remembered
from cases.publication.chunking import EVERY, MARKS, FacetChanges, make_chunks, write_chunks
from cases.publication.models import FacetChunk, FacetEdition
from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db

VALUES = {
    "country": ["ZZ", "XA"],
    "status": ["imprisoned", "free"],
    "gender": ["female", "male"],
    "year": ["2029", "2030", "2031"],
    "ground": ["art", "assembly"],
}
facets = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from(values), unique=True, min_size=name == "status")
        for name, values in VALUES.items()
    }
)
queries = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values), unique=True) for name, values in VALUES.items()}
)


@pytest.mark.parametrize(
    ("publish", "read"), [(publish_case, CaseFilterSet), (publish_person, PersonFilterSet)]
)
@given(rows=st.lists(facets, max_size=8), query=queries, price=st.sampled_from([0, 1000]))
@settings(max_examples=25)
def test_selection_and_counts_are_those_of_the_database(publish, read, rows, query, price):
    """The tally too, whether the database is asked for the values of rows or the bitmaps are."""
    costs = mock.patch.multiple(selecting, _QUESTION=price, _ROW=price)
    with transaction.atomic(), costs:
        for row in rows:
            publish(facets=row, status=row["status"][0])
        chosen = QueryDict(mutable=True)
        for name, values in query.items():
            chosen.setlist(name, values)
        filters = read.read(chosen)
        assert len(filters.selection) == filters.qs.count()
        selected = filters.selection.rows()
        if selected is not None:
            assert set(selected) == set(filters.qs.values_list("pk", flat=True))
        for name, values in VALUES.items():
            found = filters.facet_model.objects.filter(
                facet=name, **{f"{filters.owner}__in": filters.rows_without(name).values("pk")}
            )
            counts = dict(found.values_list("value").annotate(n=Count("pk")))
            tally = filters.selection.tally(name, 20, values)
            assert dict(tally.top) == counts
            assert tally.values == len(counts)
            assert tally.asked == {value: counts.get(value, 0) for value in values}
        transaction.set_rollback(True)


@given(
    values=st.dictionaries(st.text(max_size=2), st.sets(st.integers(0, 30)), max_size=12),
    base=st.sets(st.integers(0, 30)),
    most=st.integers(1, 5),
    of=st.sampled_from([31, 250, 100_000]),
)
def test_most_frequent_values_are_those_of_a_full_count(values, base, most, of):
    known = remembering.Remembered(
        bitmaps={"court": {value: BitMap(rows) for value, rows in values.items()}}
    )
    counts = {value: len(rows & base) for value, rows in values.items() if rows & base}
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    among = selecting.Among(BitMap(base), BitMap(range(of)))
    top, distinct = selecting._top(known.ranked("court"), among, most)
    assert (top, distinct) == (ranked[:most], len(counts))


def test_values_of_few_rows_are_asked_for_together_if_there_are_many(
    django_assert_num_queries, monkeypatch
):
    """Whatever the number of facets; and not at all where no row is left."""
    for place in range(9):
        publish_case(facets={"country": "ZZ", "place": [f"p-{place}"], "court": [f"c-{place}"]})
    publish_case(facets={"country": "XA", "gender": "female"})
    publish_case(facets={"country": "ZZ", "gender": "male"})
    monkeypatch.setattr(selecting, "_QUESTION", 18)
    monkeypatch.setattr(selecting, "_ROW", 1)
    for query, queries in [("country=XA", 1), ("country=ZZ", 0), ("country=XA&gender=male", 0)]:
        selection = CaseFilterSet.read(QueryDict(query)).selection
        with django_assert_num_queries(queries):
            for facet in ("court", "place", "year"):
                selection.tally(facet, 20, [])


def change(row, *, has=True, key=EVERY):
    changes = FacetChanges()
    changes.note("case", row, [key], has=has)
    write_chunks(changes)


def test_what_another_process_changes_is_seen_at_once():
    change(1)
    assert set(remembered("case").every) == {1}
    change(70_000)
    change(1, has=False)
    assert set(remembered("case").every) == {70_000}


def test_only_what_changed_is_read_again(django_assert_num_queries):
    change(1, key=("country", "ZZ"))
    change(2)
    kept = remembered("case").rows("country", "ZZ")
    change(3)
    with django_assert_num_queries(2) as captured:
        assert remembered("case").rows("country", "ZZ") is kept
    assert '"edition" > ' in captured.captured_queries[1]["sql"]


def test_unchanged_list_is_one_query(django_assert_num_queries):
    change(1)
    remembered("case")
    with django_assert_num_queries(1):
        remembered("case")


@pytest.mark.parametrize("missed", [1, MARKS - 1, MARKS, MARKS + 3])
def test_process_that_slept_long_catches_up(missed):
    change(5, key=("country", "ZZ"))
    remembered("case")
    change(5, has=False, key=("country", "ZZ"))
    for row in range(missed):
        change(row)
    known = remembered("case")
    assert set(known.every) == set(range(missed))
    assert not known.rows("country", "ZZ")


def test_restored_backup_is_read_anew():
    """The numbers go on from an older state, so that they alone would be believed."""
    change(1)
    before = list(FacetChunk.objects.values()), list(FacetEdition.objects.values())
    change(2)
    remembered("case")
    FacetChunk.objects.all().delete()
    FacetEdition.objects.all().delete()
    FacetChunk.objects.bulk_create(FacetChunk(**row) for row in before[0])
    FacetEdition.objects.bulk_create(FacetEdition(**row) for row in before[1])
    change(3)
    assert set(remembered("case").every) == {1, 3}


def test_list_made_in_bulk_is_read_anew():
    change(1)
    remembered("case")
    publish_case(facets={"country": "XA"})
    make_chunks()
    assert len(remembered("case").every) == 1


def test_lists_are_kept_apart():
    publish_case()
    assert (len(remembered("case").every), len(remembered("person").every)) == (1, 0)


@pytest.mark.parametrize("query", ["q=trial", "source=zz-herald", "q=trial&country=ZZ"])
def test_row_published_since_the_bitmaps_were_read_is_left_out(query):
    publish_entity("source", "zz-herald", "Zemlia Herald")
    facets = {"source": ["zz-herald"], "country": ["ZZ"]}
    first = publish_case("First trial", "first", facets=facets)
    filters = CaseFilterSet.read(QueryDict(query))
    known = remembered("case")
    publish_case("Later trial", "later", facets=facets)
    with mock.patch.object(selecting, "remembered", lambda _kind: known):
        selection = filters.selection
    assert set(selection.rows()) == {first.pk}
    assert set(BitMap.union(*selection.chosen.by_rank, BitMap())) <= {first.pk}
