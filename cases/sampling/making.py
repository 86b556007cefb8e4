"""Makes a sample, only where there is no record: facts in bulk that are then published the ordinary
way, or the published rows alone, in bulk."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from cases import models as m
from cases.publication import models as p
from cases.publication.indexes import without_indexes
from cases.publication.rebuilding import PublicationReport, publish_everything
from cases.sampling.building import prepare_chunks, project_world
from cases.sampling.bulk import Bulk
from cases.sampling.chunks import chunks, make_chunk
from cases.sampling.filling import fill
from cases.sampling.preparing import Preparing
from cases.sampling.roominess import with_room
from cases.sampling.rows import Rows
from cases.sampling.world import World

Progress = Callable[[int], None]
_NEVER_READ = {"internal_note": "Made by make_sample: nobody is meant."}

_FACTS: tuple[Any, ...] = (m.Case, m.Person, m.Organisation)
_RECORD: tuple[Any, ...] = (*_FACTS, p.PublishedCase, p.PublishedPerson, p.Label)


class NotEmpty(Exception):
    """The database holds a record already; a sample is made into an empty one only."""


def check_empty(models: tuple[Any, ...] = _RECORD) -> None:
    """Raise NotEmpty where one of these models has a row."""
    for model in models:
        if model.objects.exists():
            raise NotEmpty(model._meta.verbose_name)


def make_facts(
    cases: int,
    *,
    seed: int,
    now: datetime,
    progress: Progress | None = None,
    is_beside_publications: bool = False,
) -> None:
    """Write the facts of so many cases. `now` is when they were written. Raises NotEmpty.

    One transaction; memory holds one chunk of cases at a time. `is_beside_publications`: only facts
    are in the way, so that what `make_published` wrote can get the facts that it stands for.
    """
    world = World(seed)
    with transaction.atomic():
        check_empty(_FACTS if is_beside_publications else _RECORD)
        _write(world.rows, now)
        for number in chunks(cases):
            rows = make_chunk(world, number, cases=cases)
            _write(rows, now)
            if progress:
                progress(len(rows.of[m.Case]))
        go_on_counting(m.Case._meta.app_label)


def publish_facts(
    *, today: date, now: datetime, progress: Progress | None = None
) -> PublicationReport:
    """Publish what `make_facts` wrote, the ordinary way."""
    return publish_everything(today=today, now=now, progress=progress)


def make_published(
    cases: int,
    *,
    seed: int,
    today: date,
    now: datetime,
    processes: int = 1,
    progress: Progress | None = None,
) -> None:
    """Write what would be published of so many cases, without their facts. Raises NotEmpty.

    `processes` make the rows and prepare them, this one writes them: a transaction a chunk, and no
    secondary index until the end. Interrupted, it leaves a database that is to be thrown away.
    """
    check_empty()
    world = World(seed)
    known = project_world(world, today=today)
    bulk, preparing = Bulk(known, now=now), Preparing(known, now=now)
    models = list(apps.get_app_config(p.PublishedCase._meta.app_label).get_models())
    with with_room(), without_indexes(models):
        prepared = prepare_chunks(world, preparing, cases=cases, today=today, processes=processes)
        for batch in prepared:
            with transaction.atomic():
                bulk.add(batch)
            if progress:
                progress(batch.cases)
        with transaction.atomic():
            bulk.finish()
    go_on_counting(p.PublishedCase._meta.app_label)
    bulk.add_up()


def _write(rows: Rows, now: datetime) -> None:
    for model in _in_order(rows.of):
        found = rows.of[model]
        columns = {name: [getattr(row, name) for row in found] for name in found[0].__slots__}
        unread = {"created_at": now, "updated_at": now, **_NEVER_READ}
        for name in {one.attname for one in model._meta.concrete_fields} - set(columns):
            if name in unread:
                columns[name] = [unread[name]] * len(found)
        fill(model, columns)


def _in_order(models: Iterable[Any]) -> list[Any]:
    """What is referred to before what refers to it. A row may refer to one of its own table."""
    left, found = set(models), []
    while left:
        ready = [
            one
            for one in left
            if not any(
                field.related_model in left - {one}
                for field in one._meta.concrete_fields
                if field.is_relation
            )
        ]
        found += sorted(ready, key=lambda one: one._meta.label)
        left -= set(ready)
    return found


def go_on_counting(app_label: str) -> None:
    """Let later rows of these tables get keys that no row has: PostgreSQL counts them apart."""
    models = list(apps.get_app_config(app_label).get_models())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
