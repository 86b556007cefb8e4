"""The invented cases: the same for a seed, spread as real ones are, whole in themselves."""

from collections import Counter

import pytest

from cases import models as m
from cases.sampling.chunks import CASES, chunks, make_chunk
from cases.sampling.courses import LEAST_EVENTS, MOST_EVENTS
from cases.sampling.rows import public_id
from cases.sampling.world import CODES, World
from cases.vocabulary import CustodyState, EventKind, Script, SentenceKind
from cases.vocabulary.countries import COUNTRIES


def content(rows):
    return {
        model.__name__: [[getattr(row, name) for name in row.__slots__] for row in found]
        for model, found in rows.of.items()
    }


def several(seed, number):
    """All rows of some chunks, by model."""
    world = World(seed)
    found = {}
    for one in range(number):
        for model, rows in make_chunk(world, one, cases=number * CASES).of.items():
            found.setdefault(model, []).extend(rows)
    return found


@pytest.fixture(scope="module")
def sample():
    return several(1, 5)


def test_same_seed_gives_the_same_rows():
    one, other = (make_chunk(World(5), 3, cases=400) for _n in range(2))
    assert content(one) == content(other)


def test_another_seed_gives_other_rows():
    one, other = (make_chunk(World(seed), 0, cases=50) for seed in (5, 6))
    ids = [{row.public_id for row in rows.of[m.Case]} for rows in (one, other)]
    assert not ids[0] & ids[1]


def test_fewer_cases_are_the_first_of_many():
    world = World(5)
    few, many = (make_chunk(world, 0, cases=cases) for cases in (30, 100))
    titles = [[row.title for row in rows.of[m.Case]] for rows in (few, many)]
    assert titles[0] == titles[1][:30]


def test_chunks_hold_all_cases_and_no_more():
    world = World(5)
    numbers = [len(make_chunk(world, n, cases=CASES + 30).of[m.Case]) for n in chunks(CASES + 30)]
    assert numbers == [CASES, 30]


def test_identifiers_come_once(sample):
    for model, rows in sample.items():
        keys = [row.pk for row in rows]
        assert len(set(keys)) == len(keys)
        if hasattr(rows[0], "public_id"):
            assert len({row.public_id for row in rows}) == len(rows), model
    assert len({public_id(7, n) for n in range(5000)}) == 5000


def test_rows_refer_to_the_chunk_or_the_world(sample):
    world = World(1).rows.of
    for model, rows in sample.items():
        for field in (one for one in model._meta.concrete_fields if one.is_relation):
            there = {row.pk for of in (sample, world) for row in of.get(field.related_model, ())}
            named = {getattr(row, field.attname) for row in rows} - {None}
            assert named <= there, (model, field)


def test_countries_are_no_real_ones(sample):
    assert not set(CODES) & set(COUNTRIES)
    used = Counter(row.country for row in sample[m.Case])
    assert set(used) <= set(CODES)
    assert used.most_common(1)[0][1] > 3 * len(sample[m.Case]) / len(CODES)


def test_cases_have_one_to_five_subjects(sample):
    counts = Counter(Counter(row.case_id for row in sample[m.Subject]).values())
    assert set(counts) == {1, 2, 3, 4, 5}
    assert counts[1] > sum(counts.values()) / 2


def test_cases_have_three_to_thirty_events_of_all_kinds(sample):
    counts = Counter(row.case_id for row in sample[m.Event])
    # The rival event of a dispute comes on top.
    assert min(counts.values()) == LEAST_EVENTS
    assert 20 < max(counts.values()) <= MOST_EVENTS + 1
    assert set(EventKind.values) == {row.kind for row in sample[m.Event]}


def test_events_come_in_order(sample):
    by_case = {}
    for row in sample[m.Event]:
        by_case.setdefault(row.case_id, []).append(row)
    days = [
        [row.date_earliest for row in rows if len(row.date) == 10 and row.case_id]
        for rows in by_case.values()
    ]
    disputed = sum(list_ != sorted(list_) for list_ in days)
    assert disputed <= len(sample[m.Dispute])


def test_dates_are_as_precise_as_a_source(sample):
    texts = [row.date for row in sample[m.Event]]
    shapes = Counter("set" if text.startswith("[") else len(text.rstrip("~")) for text in texts)
    assert set(shapes) == {"set", 0, 4, 7, 10}
    assert shapes[10] > len(texts) / 2
    assert any(text.endswith("~") for text in texts)
    assert any(row.planned for row in sample[m.Event])


def test_names_are_in_at_least_three_scripts(sample):
    scripts = Counter(row.script for row in sample[m.PersonName])
    assert {Script.LATIN, Script.CYRILLIC, Script.ARABIC, Script.GEORGIAN} <= set(scripts)
    assert all(row.folded for row in sample[m.PersonName])


def test_spread_reaches_what_pages_show(sample):
    assert {row.kind for row in sample[m.Sentence]} >= set(SentenceKind.values) - {
        SentenceKind.CORPORAL_PUNISHMENT,
        SentenceKind.SUSPENSION_OF_ACTIVITY,
        SentenceKind.OTHER,
    }
    assert any(row.amends_id for row in sample[m.Sentence])
    assert any(row.headcount > 1 for row in sample[m.Person])
    assert any(row.withdrawn_id for row in sample[m.Designation])
    assert any(row.organisation_id for row in sample[m.Subject])
    assert any(row.is_used for row in sample[m.DisputeClaim])
    assert any(row.is_confidential for row in sample[m.Source])
    assert any(not row.is_public for row in sample[m.Event])
    assert CustodyState.IMPRISONED in {row.stated_custody for row in sample[m.Event]}
    cases_of = Counter(row.person_id for row in sample[m.Subject] if row.person_id)
    assert max(cases_of.values()) > 1
