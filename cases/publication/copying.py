"""Copies what is published into a SQLite file of its own: no fact, no account, no history in it.

The public half can be served from such a file on a machine that never meets the desk.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models import DateField, DecimalField, JSONField, TextField
from django.db.models.functions import Cast
from django.db.utils import load_backend

from cases.publication.indexes import without_indexes
from cases.publication.models import Edition
from cases.publication.snapshot import one_state
from cases.publication.tables import record_models

_ALIAS = "file"
_ROWS_AT_ONCE = 1000
# If it breaks off, the file is thrown away; what refers to what was checked where it comes from.
_ROOM = """PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;
    PRAGMA cache_size=-256000; PRAGMA threads=2;"""


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
                models = record_models()
                with without_indexes(models, connections[_ALIAS]):
                    for count in chain.from_iterable(map(_copy, models)):
                        rows += count
                        if progress:
                            progress(count)
                # The same content is the same edition.
                for edition in Edition.objects.all():
                    edition.save(using=_ALIAS)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _copy(model: Any) -> Iterator[int]:
    """Copies the rows of a model, a portion at a time: how many each had. No instances: what a
    database holds as text is text in the file, and need not be read."""
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    forms = [_form(one) for one in fields]
    write = connections[_ALIAS]
    quote = write.ops.quote_name
    into = ", ".join(quote(one.column) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({marks})"  # nosec B608
    for portion in _portions(model, fields):
        columns = [
            column if form is None else [None if value is None else form(value) for value in column]
            for column, form in zip(zip(*portion, strict=True), forms, strict=True)
        ]
        rows: Any = zip(*columns, strict=True)
        with write.cursor() as cursor:
            cursor.executemany(statement, rows)
        yield len(portion)


def _portions(model: Any, fields: list[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in order, each portion by a question of its own: a pooler knows no cursors."""
    key = next(place for place, one in enumerate(fields) if one.primary_key)
    columns = [
        Cast(one.attname, TextField()) if isinstance(one, JSONField) else one.attname
        for one in fields
    ]
    every = model._default_manager.order_by("pk").values_list(*columns)
    rows = every
    while portion := list(rows[:_ROWS_AT_ONCE]):
        yield portion
        rows = every.filter(pk__gt=portion[-1][key])


def _form(one: Any) -> Callable[[Any], Any] | None:
    """How a file holds a value of this field, where not as it is read."""
    if not isinstance(one, DateField | DecimalField):
        return None
    # The same days come again and again.
    return lru_cache(20_000)(lambda value: one.get_db_prep_save(value, connections[_ALIAS]))


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    """A connection to `file` beside those of the settings, as long as this lasts."""
    options = {"init_command": _ROOM}
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
