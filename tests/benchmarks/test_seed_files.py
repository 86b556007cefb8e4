"""Invented cases as seed files: what `manage.py seed` takes, all of it."""

from pathlib import Path

import pytest
from django.utils import timezone

from benchmarks.seed_files import UNINHABITED, land, write_seeds
from cases import models as m
from cases.publication.models import PublishedCase
from cases.sampling.chunks import make_chunk
from cases.sampling.world import CODES, World
from cases.seeding.applying import apply_seeds
from cases.seeding.checking import check
from cases.seeding.gathering import gather


def test_files_of_a_whole_chunk_have_no_problem(tmp_path):
    seeds, fixtures = write_seeds(tmp_path, 260, seed=2)
    read = gather(seeds, fixtures)
    assert check(read) == []
    assert sum(one.is_case for one in read.files) == 260


@pytest.mark.django_db
def test_files_become_the_rows_that_they_were_made_of(tmp_path: Path):
    seeds, fixtures = write_seeds(tmp_path, 12, seed=2)
    now = timezone.now()
    report = apply_seeds(seeds, fixtures, today=now.date(), now=now)
    assert not report.is_rejected
    assert not report.conflicts
    made, world = make_chunk(World(2), 0, cases=12).of, World(2).rows.of
    for model in (m.Case, m.Subject, m.Charge, m.Sentence, m.Person, m.Designation):
        assert model.objects.count() == len(made[model]), model
    assert m.Event.objects.count() == len(made[m.Event]) + len(world[m.Event])
    assert PublishedCase.objects.count() == 12


def test_countries_are_without_inhabitants():
    assert {land(code) for code in CODES} == set(UNINHABITED)
