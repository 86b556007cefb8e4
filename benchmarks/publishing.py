"""(e) Publishing one edited case, and all of them at once, from their facts; withholding a name."""

import json
import subprocess
import sys
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from benchmarks.environment import ROOT
from benchmarks.figures import Figure
from benchmarks.samples import settle
from cases import models as m
from cases.publication.projecting import publish_case
from cases.publication.withholding import unwithhold_name, withhold_name

EDITED = 20
WITHHELD = 5
MANY = 20_000  # from here on, all are published once and not in every round
_REBUILD = {
    "rebuild all publications": "cases/s",
    "rebuild: peak memory": "MB",
    "rebuild: memory growth after the first tenth": "MB",
}


def units() -> dict[str, str]:
    """The figures that `measure` gives."""
    return _REBUILD | {"publish one edited case": "ms", "withhold a name": "ms"}


def measure(url: str, cases: int, *, rounds: int) -> list[Figure]:
    """Cases a second and memory to publish all; then milliseconds to publish one that was edited,
    and to withhold somebody's name.

    The database must hold facts of invented cases; what is published of them is thrown away.
    """
    told = [_rebuild() for _n in range(rounds if cases < MANY else 1)]
    settle(url)
    figures = [
        Figure("rebuild all publications", "cases/s", [cases / one["seconds"] for one in told]),
        Figure("rebuild: peak memory", "MB", [one["peak"] for one in told]),
        Figure("rebuild: memory growth after the first tenth", "MB",
               [one["peak"] - one["early"] for one in told]),
    ]  # fmt: skip
    edits = _edit(cases, rounds)
    return [
        *figures,
        Figure("publish one edited case", "ms", edits),
        Figure("withhold a name", "ms", _withhold(cases)),
    ]


def _edit(cases: int, rounds: int) -> list[float]:
    """A changed summary, published as the desk does, to the end of the transaction."""
    found = []
    chosen = list(m.Case.objects.order_by("pk")[:: max(1, cases // EDITED)][:EDITED])
    for n in range(rounds):
        for case in chosen:
            now = timezone.now() + timedelta(seconds=n)
            with transaction.atomic():
                case.summary = f"{case.summary} Edited."
                case.save()
                started = time.perf_counter()
                publish_case(case, today=now.date(), now=now)
            found.append((time.perf_counter() - started) * 1000)
    return found


def _withhold(cases: int) -> list[float]:
    """Names in every script that they have, each shown again before the next."""
    found = []
    now = timezone.now()
    clock = {"today": now.date(), "now": now}
    for person in (
        m.Person.objects.filter(names__isnull=False)
        .distinct()
        .order_by("pk")[:: max(1, cases // WITHHELD)][:WITHHELD]
    ):
        started = time.perf_counter()
        withhold_name(person, **clock)
        found.append((time.perf_counter() - started) * 1000)
        unwithhold_name(person, **clock)
    return found


def _rebuild() -> dict[str, float]:
    """From nothing to all, in a process of its own so that its memory can be told."""
    command = [sys.executable, "-m", "benchmarks.rebuild"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
