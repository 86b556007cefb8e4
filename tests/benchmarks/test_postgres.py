"""Databases of samples: only what carries the mark is ever dropped."""

import os

import pytest

from benchmarks import postgres

pytestmark = pytest.mark.postgres
NAME = f"bench_test_{os.getpid()}"


@pytest.fixture
def server():
    url = os.environ["DATABASE_URL"]
    yield url
    postgres.said(url, f'DROP DATABASE IF EXISTS "{NAME}"')


def test_database_made_here_is_made_anew_and_dropped(server):
    postgres.create(server, NAME)
    postgres.create(server, NAME)
    assert NAME in postgres.made_here(server)
    postgres.drop(server, NAME)
    assert NAME not in postgres.made_here(server)


def test_database_of_somebody_else_stays(server):
    postgres.said(server, f'CREATE DATABASE "{NAME}"')
    for do in (postgres.create, postgres.drop):
        with pytest.raises(postgres.InTheWay, match=NAME):
            do(server, NAME)
    found = postgres.said(server, f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'")
    assert found == "1"
