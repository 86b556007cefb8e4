"""Targets: which figures they need, and when they are met."""

import pytest

from benchmarks.figures import Figure
from benchmarks.targets import EXPONENTS, OF_FACTS, TARGETS, missed

BY_WORK = {one.work: one for one in TARGETS}


def figures(**medians):
    return {name: Figure(name, "", [value]) for name, value in medians.items()}


def test_ratio_is_time_by_time_of_the_limit():
    target = BY_WORK["full cases.csv, time / limit"]
    found = figures(**{"export: limit": 400.0, "export: ours, full": 200.0})
    assert target.value(found) == 2
    assert not target.is_met("PostgreSQL", 2)
    assert target.is_met("PostgreSQL", 1.2)
    assert not target.is_met("SQLite", 1.2)


def test_what_must_be_at_least_is_met_from_there():
    target = BY_WORK["case page / hello view, requests/s"]
    assert target.is_met("SQLite", 0.30)
    assert not target.is_met("SQLite", 0.29)
    assert target.is_met("PostgreSQL", 0.29)


def test_ratio_is_of_the_same_round():
    found = {
        "hello view: rate": Figure("", "", [8000.0, 4000.0, 4000.0]),
        "case page: rate": Figure("", "", [2000.0, 2000.0, 1600.0]),
    }
    target = BY_WORK["case page / hello view, requests/s"]
    assert target.values(found) == [0.25, 0.5, 0.4]
    assert target.value(found) == 0.4
    # Where a round was lost, the medians are all there is.
    found["case page: rate"].rounds.pop()
    assert target.values(found) == [0.5]


def test_memory_is_judged_by_its_worst_round():
    target = BY_WORK["worker memory growth, the most of any round"]
    found = {"export: ours, full, memory growth": Figure("", "", [33.0, 0.1, 0.1])}
    assert target.value(found) == 33
    assert not target.is_met("SQLite", 33)


@pytest.mark.parametrize("target", TARGETS, ids=lambda one: one.work)
def test_target_without_its_figures_has_no_value(target):
    assert target.value({}) is None


def test_only_what_was_measured_is_missed():
    found = figures(**{"publish one edited case": 21.0, "rebuild all publications": 501.0})
    assert [one.work for one in missed("SQLite", found)] == ["publish one edited case"]


def test_each_target_says_what_would_close_its_gap():
    assert all(one.profile and one.gap for one in TARGETS)
    assert {one.profile for one in TARGETS} >= OF_FACTS
    assert set(EXPONENTS.values()) == {0.15, 0.6}
