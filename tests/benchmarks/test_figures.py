"""Figures: medians, spreads, and what could not be measured."""

import math

from benchmarks.figures import Figure, short, told_error, whole


def test_median_and_spread_are_told():
    assert Figure("page", "ms", [3, 1, 2]).told() == "2 ms (1 to 3)"


def test_one_round_has_no_spread():
    assert Figure("page", "ms", [2.5], "of 20 rows").told() == "2.5 ms; of 20 rows"


def test_figure_without_rounds_says_why():
    figure = Figure("page", "ms", note="503 from /")
    assert figure.told() == "not measured: 503 from /"
    assert not figure.is_measured


def test_what_is_no_number_is_not_measured():
    assert not Figure("page", "ms", [1, math.inf]).is_measured
    assert not Figure("page", "ms", [math.nan]).is_measured
    assert Figure("page", "ms", [0.0]).is_measured


def test_numbers_are_short():
    assert [short(one) for one in (0, 0.01234, 12.345, 123.4, 1234567)] == [
        "0", "0.0123", "12.3", "123", "1,234,567",
    ]  # fmt: skip


def test_failing_measurement_keeps_its_names_and_says_why():
    def measure():
        raise TimeoutError("no end\nafter 30 s | or so")

    found = whole({"page": "ms", "list": "ms"}, measure)
    assert [one.name for one in found] == ["page", "list"]
    assert {one.told() for one in found} == {
        "not measured: TimeoutError: no end after 30 s / or so"
    }


def test_name_that_was_not_measured_stays():
    found = whole({"page": "ms", "list": "ms"}, lambda: [Figure("list", "ms", [1])])
    assert [(one.name, one.is_measured) for one in found] == [("page", False), ("list", True)]


def test_error_without_words_has_its_name():
    assert told_error(KeyError()) == "KeyError"
