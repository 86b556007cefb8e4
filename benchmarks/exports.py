"""(a) The whole of cases.csv, and a part of it: ours, the database's limit, the peers.

The limit writes to /dev/null, in the server or the shell: it has no first byte and no worker.
"""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from django.db import connection

from benchmarks import serving
from benchmarks.asking import Refused, ask
from benchmarks.environment import ROOT
from benchmarks.figures import Figure, told_error
from benchmarks.peers.fields import FIELDS
from benchmarks.picking import Picked
from benchmarks.samples import Sample
from cases.publication.models import PublishedCase

LONGEST = 1200  # seconds that one export may take
IMPORT_EXPORT_ROWS = 20_000  # a peer that keeps all rows in memory is not asked for a million
_MEASURED = (("", "rows/s"), (", first byte", "ms"), (", memory growth", "MB"))
_SERVED = ("ours, full", "ours, filtered", "Django's recipe", "Datasette's stream")


@dataclass(frozen=True, slots=True)
class Export:
    """One export: how many rows, in how many seconds, after how many ms, with how many MB more."""

    rows: int
    seconds: float
    first: float | None = None
    grown: float | None = None


Ways = dict[str, Callable[[], Export]]


def units(*, is_sqlite: bool) -> dict[str, str]:
    """The figures that `measure` gives."""
    alone = ["limit"] if is_sqlite else ["limit", r"psql \copy"]
    served = [*_SERVED, "django-import-export"]
    found = {f"export: {name}": "rows/s" for name in alone}
    return found | {
        f"export: {name}{suffix}": unit for name in served for suffix, unit in _MEASURED
    }


def measure(sample: Sample, picked: Picked, *, peer_file: Path, rounds: int) -> list[Figure]:
    """Rows a second of each way to the same rows, the ways in turn; first bytes; memory.

    Datasette reads SQLite only: `peer_file` holds the same cases.
    """
    with ExitStack() as stack:
        ways = _ways(sample, picked, peer_file, stack)
        taken: dict[str, list[Export]] = defaultdict(list)
        notes: dict[str, str] = {}
        for _n in range(rounds):
            for name, way in ways.items():
                if name not in notes:
                    try:
                        taken[name].append(way())
                    except (OSError, HTTPException, Refused, subprocess.SubprocessError) as error:
                        notes[name] = told_error(error)
    return [
        one
        for name in ways
        for one in _figures(name, taken[name], notes.get(name, ""), sample.cases)
    ]


def _figures(name: str, taken: list[Export], note: str, cases: int) -> list[Figure]:
    if name == "django-import-export" and cases > IMPORT_EXPORT_ROWS:
        note = note or f"of the first {IMPORT_EXPORT_ROWS:,} rows: it holds all in memory"
    found = [Figure(f"export: {name}", "rows/s", [one.rows / one.seconds for one in taken], note)]
    if name in _SERVED or name == "django-import-export":
        firsts = [one.first for one in taken if one.first is not None]
        grown = [one.grown for one in taken if one.grown is not None]
        found.append(Figure(f"export: {name}, first byte", "ms", firsts, note))
        found.append(Figure(f"export: {name}, memory growth", "MB", grown, note))
    return found


def _ways(sample: Sample, picked: Picked, peer_file: Path, stack: ExitStack) -> Ways:
    country, part = picked.near_share
    ours = stack.enter_context(serving.tracker())
    peers = stack.enter_context(serving.peers())
    datasette = stack.enter_context(serving.datasette(peer_file))
    table = f"/{peer_file.stem}/{PublishedCase._meta.db_table}.csv"
    # What a worker loads with its first request is not growth.
    for server, path in ((ours, "/about/"), (ours, f"/cases.csv?country={country}"),
                         (peers, "/hello"), (datasette, f"{table}?_size=10")):  # fmt: skip
        ask(server.base + path, patience=LONGEST)
    ways: Ways = {
        "ours, full": lambda: _fetch(ours, "/cases.csv", sample.cases),
        "ours, filtered": lambda: _fetch(ours, f"/cases.csv?country={country}", part),
        "limit": lambda: _limit(sample),
        "Django's recipe": lambda: _fetch(peers, "/recipe.csv", sample.cases),
        "django-import-export": lambda: _import_export(sample),
        "Datasette's stream": lambda: _fetch(
            datasette, f"{table}?_stream=on&_size=max", sample.cases
        ),
    }
    if not sample.is_sqlite:
        ways[r"psql \copy"] = lambda: _client_copy(sample)
    return ways


def _fetch(server: serving.Server, path: str, rows: int) -> Export:
    """A CSV over HTTP. Raises Refused where it holds fewer lines than it should."""
    before = server.memory()
    started = time.perf_counter()
    answer = ask(server.base + path, patience=LONGEST)
    seconds = time.perf_counter() - started
    if answer.status != 200 or answer.lines < rows:
        raise Refused(f"{answer.status}, {answer.lines} lines of {rows} from {path}")
    return Export(rows, seconds, answer.first_byte, server.grown(before) / 1e6)


def _columns() -> str:
    return ", ".join(f'"{name}"' for name in FIELDS)


def _query() -> str:
    return f"SELECT {_columns()} FROM {PublishedCase._meta.db_table} ORDER BY id"


def _limit(sample: Sample) -> Export:
    """The database's own program: COPY in the server, or the sqlite3 shell."""
    started = time.perf_counter()
    if sample.is_sqlite:
        command = ["sqlite3", "-csv", "-header", str(sample.file), _query()]
        subprocess.run(command, stdout=subprocess.DEVNULL, timeout=LONGEST, check=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"COPY ({_query()}) TO '/dev/null' WITH CSV HEADER")
    return Export(sample.cases, time.perf_counter() - started)


def _client_copy(sample: Sample) -> Export:
    copy = rf"\copy ({_query()}) TO STDOUT WITH CSV HEADER"
    command = ["psql", "-wXqd", sample.url, "-c", copy]
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, timeout=LONGEST, check=True)
    return Export(sample.cases, time.perf_counter() - started)


def _import_export(sample: Sample) -> Export:
    """In a process of its own, so that its memory can be told; its text is there all at once."""
    rows = min(sample.cases, IMPORT_EXPORT_ROWS)
    command = [sys.executable, "-m", "benchmarks.peers.exporting", str(rows)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=True
    )
    seconds, megabytes = map(float, done.stdout.split()[-2:])
    return Export(rows, seconds, seconds * 1000, megabytes)
