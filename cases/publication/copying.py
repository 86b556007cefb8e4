"""Copies what is published into a SQLite file of its own: no fact, no account, no history in it.

The public half can be served from such a file on a machine that never meets the desk.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.utils import load_backend

from cases.publication.models import Edition
from cases.publication.snapshot import one_state
from cases.publication.tables import record_models

_ALIAS = "file"
_ROWS_AT_ONCE = 1000


def copy_published(file: Path, *, progress: Callable[[int], object] | None = None) -> int:
    """Write all that is published, as of one moment, to `file`, which is replaced in one step.

    Returns the number of rows; `progress` is told of each portion. Raises OSError where the folder
    cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    rows = 0
    try:
        with _opened(part):
            # The tables and their triggers are those of the migrations, the rest is left out by
            # the router.
            call_command("migrate", "publication", database=_ALIAS, verbosity=0, interactive=False)
            with one_state(), transaction.atomic(using=_ALIAS):
                for model in record_models():
                    for portion in _portions(model):
                        model._default_manager.using(_ALIAS).bulk_create(portion)
                        rows += len(portion)
                        if progress:
                            progress(len(portion))
                # Last, because each row drew a new mark: the same content is the same edition.
                for edition in Edition.objects.all():
                    edition.save(using=_ALIAS)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _portions(model: Any) -> Iterator[list[Any]]:
    rows = model._default_manager.order_by("pk").iterator(_ROWS_AT_ONCE)
    while portion := [row for _n, row in zip(range(_ROWS_AT_ONCE), rows, strict=False)]:
        yield portion


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    """A connection to `file` beside those of the settings, as long as this lasts."""
    options = {"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF;"}
    connections[_ALIAS] = connect_file(file, _ALIAS, options)
    try:
        yield
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS]


def connect_file(file: Path | str, alias: str, options: dict[str, Any]) -> Any:
    """A connection to a SQLite file, under an alias that the settings need not know."""
    entry = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}
    every = {"default": settings.DATABASES["default"], alias: entry}
    configured = connections.configure_settings(every)[alias]
    return load_backend(configured["ENGINE"]).DatabaseWrapper(configured, alias)
