"""The seeds and fixtures of this repository."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cases.models import Case
from cases.seeding.applying import apply_seeds
from cases.seeding.checking import check
from cases.seeding.gathering import gather
from cases.seeding.reporting import Outcome

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def load():
    return apply_seeds(ROOT / "seeds", ROOT / "fixtures", today=TODAY, now=NOW, publishes=False)


def test_real_seeds_have_no_problem():
    assert [str(one) for one in check(gather(ROOT / "seeds", ROOT / "fixtures"))] == []


@pytest.mark.django_db
def test_real_seeds_load_and_load_again_unchanged():
    first = load()
    assert first.lines() == [first.summary()]
    assert first.counts[Outcome.CREATED] > 1000
    assert Case.objects.count() == len(list((ROOT / "seeds" / "cases").glob("*.yaml")))
    second = load()
    assert second.lines() == [second.summary()]
    assert second.counts == {Outcome.UNCHANGED: first.counts[Outcome.CREATED]}
