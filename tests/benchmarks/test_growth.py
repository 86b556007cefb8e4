"""The exponent fitted to times by number of cases."""

import pytest

from benchmarks.growth import exponent


@pytest.mark.parametrize("power", [0, 0.5, 1, 2])
def test_exponent_of_a_power_is_found(power):
    points = [(n, 7 * n**power) for n in (1000, 10_000, 100_000)]
    assert exponent(points) == pytest.approx(power)


def test_one_size_has_no_exponent():
    assert exponent([(1000, 3.0), (1000, 4.0)]) is None
    assert exponent([]) is None


def test_times_of_nothing_are_left_out():
    assert exponent([(1000, 0.0), (10_000, 2.0), (100_000, 2.0)]) == pytest.approx(0)
