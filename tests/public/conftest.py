"""What tests of the public half share: a published world that is only read, made once a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from cases.public.archive.packing import make_archive
from cases.publication.rebuilding import publish_everything
from tests.publication.scenes import NOW, TODAY, World, make_world


@pytest.fixture(scope="module")
def published_world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Everything of `make_world` published, with its archive; rolled back after the module.

    For tests that only ask: each is marked `django_db` and runs inside this transaction.
    """
    folder = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(VAR_DIR=folder):
        world = make_world()
        publish_everything(today=TODAY, now=NOW)
        make_archive(now=NOW)
        yield world
        transaction.set_rollback(True)
