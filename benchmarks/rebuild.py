"""Takes all publications away and makes them anew; tells the seconds and the memory in MB."""

import json
import time
from typing import Any

import django

from benchmarks import memory


def main() -> None:
    """A process of its own, so that the memory is that of the rebuild."""
    django.setup()
    from django.utils import timezone

    from benchmarks.guarding import check_invented
    from cases.publication.batching import how_many
    from cases.publication.rebuilding import publish_everything

    check_invented()
    take_away()
    memory.count_anew()
    early, done, total = 0.0, 0, how_many()

    def progress(count: int) -> None:
        nonlocal early, done
        done += count
        if not early and done * 10 >= total:
            early = _megabytes()

    now = timezone.now()
    started = time.perf_counter()
    publish_everything(today=now.date(), now=now, progress=progress)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "early": early, "peak": _megabytes()}))


def take_away() -> None:
    """Empty all tables of publications."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    from cases.publication.models import PublishedCase

    label = PublishedCase._meta.app_label
    models: list[Any] = list(apps.get_app_config(label).get_models())
    tables = [model._meta.db_table for model in models]
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=False)
    )


def _megabytes() -> float:
    return memory.peak() / 1e6


if __name__ == "__main__":
    main()
