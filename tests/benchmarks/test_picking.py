"""What is asked of a sample: pages that are there, words that find something."""

import pytest
from django.utils import timezone

from benchmarks.guarding import RealCases, check_invented
from benchmarks.lists import ASKED, paths_of
from benchmarks.picking import SEARCHES, pick
from cases.publication.models import PublishedCase
from cases.sampling.making import make_published
from tests import factories as f


@pytest.mark.django_db(transaction=True)
def test_what_is_picked_answers(client):
    now = timezone.now()
    make_published(120, seed=1, today=now.date(), now=now)
    picked = pick()
    assert len(picked.cases) == len(picked.rows) == 120
    country, count = picked.near_share
    assert PublishedCase.objects.filter(country_code=country).count() == count
    assert picked.deep_page == 3
    assert set(picked.searches) == set(SEARCHES)
    assert len(picked.combinations) == 7
    paths = paths_of(picked)
    assert set(paths) == set(ASKED)
    for name, asked in paths.items():
        assert client.get(asked[0]).status_code == 200, name
    found = client.get(paths["search, another script"][0]).content.decode()
    assert '<a href="/cases/sample-' in found
    check_invented()


@pytest.mark.django_db
def test_record_is_never_measured():
    check_invented()
    f.make_case(country="AQ")
    with pytest.raises(RealCases):
        check_invented()
