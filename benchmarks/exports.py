"""(a) The whole of cases.csv, and the part of a country: ours, the database's limit, the peers.

The limit writes to /dev/null, in the server or the shell: it has no first byte and no worker.
"""

import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
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
FILTERED = ", filtered"
_OURS, _IMPORT_EXPORT = "ours", "django-import-export"
_SERVED = (_OURS, "Django's recipe", "Datasette's stream", _IMPORT_EXPORT)
_MEASURED = (("", "rows/s"), (", first byte", "ms"), (", memory growth", "MB"))


@dataclass(frozen=True, slots=True)
class Export:
    """One export: how many rows, in how many seconds, after how many ms, with how many MB more."""

    rows: int
    seconds: float
    first: float | None = None
    grown: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is exported: how many rows; of one country, or of all where it is empty."""

    rows: int
    country: str = ""

    @property
    def condition(self) -> str:
        """The WHERE clause, if there is one."""
        return f"WHERE country_code = '{self.country}'" if self.country else ""

    def query(self, *more: str) -> str:
        """The query string of an address that knows `country`."""
        return "?" + "&".join([*more, f"country={self.country}"] if self.country else more)


Ways = dict[str, Callable[[], Export]]


def names(*, is_sqlite: bool) -> list[str]:
    """Each way to all the rows and to those of a country, as the figures call it."""
    alone = ["limit"] if is_sqlite else ["limit", r"psql \copy"]
    return [_name(way, is_part) for is_part in (False, True) for way in (*alone, *_SERVED)]


def _name(way: str, is_part: bool) -> str:
    if is_part:
        return f"{way}{FILTERED}"
    return f"{way}, full" if way == _OURS else way


def units(*, is_sqlite: bool) -> dict[str, str]:
    """The figures that `measure` gives."""
    return {
        f"export: {name}{suffix}": unit
        for name in names(is_sqlite=is_sqlite)
        for suffix, unit in (_MEASURED if name.startswith(_SERVED) else _MEASURED[:1])
    }


def measure(sample: Sample, picked: Picked, *, peer_file: Path, rounds: int) -> list[Figure]:
    """Rows a second of each way to the same rows, the ways in turn; first bytes; memory.

    Datasette reads SQLite only: `peer_file` holds the same cases.
    """
    taken: dict[str, list[Export]] = defaultdict(list)
    notes: dict[str, str] = {}
    for _n in range(rounds):
        # New servers for each round: a worker that has grown once would not grow again.
        with ExitStack() as stack:
            for name, way in _ways(sample, picked, peer_file, stack).items():
                if name not in notes:
                    try:
                        taken[name].append(way())
                    except (OSError, HTTPException, Refused, subprocess.SubprocessError) as error:
                        notes[name] = told_error(error)
    return [
        one
        for name in names(is_sqlite=sample.is_sqlite)
        for one in _figures(name, taken[name], notes.get(name, ""))
    ]


def _figures(name: str, taken: list[Export], note: str) -> list[Figure]:
    if name.startswith(_IMPORT_EXPORT) and taken and taken[0].rows == IMPORT_EXPORT_ROWS:
        note = note or f"of the first {IMPORT_EXPORT_ROWS:,} rows: it holds all in memory"
    found = [Figure(f"export: {name}", "rows/s", [one.rows / one.seconds for one in taken], note)]
    if name.startswith(_SERVED):
        firsts = [one.first for one in taken if one.first is not None]
        grown = [one.grown for one in taken if one.grown is not None]
        found.append(Figure(f"export: {name}, first byte", "ms", firsts, note))
        found.append(Figure(f"export: {name}, memory growth", "MB", grown, note))
    return found


def _ways(sample: Sample, picked: Picked, peer_file: Path, stack: ExitStack) -> Ways:
    ours = stack.enter_context(serving.tracker())
    peers = stack.enter_context(serving.peers())
    datasette = stack.enter_context(serving.datasette(peer_file))
    table = f"/{peer_file.stem}/{PublishedCase._meta.db_table}"
    # What a worker loads with its first requests is not growth.
    _warm(ours, ("/about/", "/cases.csv?q=nobodyiscalledso"))
    _warm(peers, ("/hello", "/recipe.csv?country=-"))
    _warm(datasette, (f"{table}.csv?_size=10",))
    columns = [f"_col={name}" for name in FIELDS]
    streamed = [*columns, "_stream=on", "_size=max"]
    ways: Ways = {}
    country, some = picked.near_share
    for part in (Part(sample.cases), Part(some, country)):
        datasettes = [f"country_code={country}"] if part.country else []
        each: Ways = {
            _OURS: partial(_fetch, ours, f"/cases.csv{part.query()}", part.rows),
            "limit": partial(_limit, sample, part),
            "Django's recipe": partial(_fetch, peers, f"/recipe.csv{part.query()}", part.rows),
            _IMPORT_EXPORT: partial(_import_export, part),
            "Datasette's stream": partial(
                _fetch, datasette, f"{table}.csv?{'&'.join(streamed + datasettes)}", part.rows
            ),
        }
        if not sample.is_sqlite:
            each[r"psql \copy"] = partial(_client_copy, sample, part)
        ways |= {_name(name, bool(part.country)): way for name, way in each.items()}
    return ways


def _warm(server: serving.Server, paths: Sequence[str]) -> None:
    """Ask for these until every worker has answered, as many at once as there may be."""
    for path in paths:
        asking = [
            threading.Thread(target=ask, args=(server.base + path,), kwargs={"patience": LONGEST})
            for _n in range(16)
        ]
        for one in asking:
            one.start()
        for one in asking:
            one.join()


def _fetch(server: serving.Server, path: str, rows: int) -> Export:
    """A CSV over HTTP. Raises Refused where it holds fewer lines than it should."""
    before = server.memory()
    started = time.perf_counter()
    answer = ask(server.base + path, patience=LONGEST)
    seconds = time.perf_counter() - started
    if answer.status != 200 or answer.lines < rows:
        raise Refused(f"{answer.status}, {answer.lines} lines of {rows} from {path[:80]}")
    return Export(rows, seconds, answer.first_byte, server.grown(before) / 1e6)


def _query(part: Part) -> str:
    columns = ", ".join(f'"{name}"' for name in FIELDS)
    return f"SELECT {columns} FROM {PublishedCase._meta.db_table} {part.condition} ORDER BY id"


def _limit(sample: Sample, part: Part) -> Export:
    """The database's own program: COPY in the server, or the sqlite3 shell."""
    started = time.perf_counter()
    if sample.is_sqlite:
        command = ["sqlite3", "-csv", "-header", str(sample.file), _query(part)]
        subprocess.run(command, stdout=subprocess.DEVNULL, timeout=LONGEST, check=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"COPY ({_query(part)}) TO '/dev/null' WITH CSV HEADER")
    return Export(part.rows, time.perf_counter() - started)


def _client_copy(sample: Sample, part: Part) -> Export:
    copy = rf"\copy ({_query(part)}) TO STDOUT WITH CSV HEADER"
    command = ["psql", "-wXqd", sample.url, "-c", copy]
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, timeout=LONGEST, check=True)
    return Export(part.rows, time.perf_counter() - started)


def _import_export(part: Part) -> Export:
    """In a process of its own, so that its memory can be told; its text is there all at once."""
    rows = min(part.rows, IMPORT_EXPORT_ROWS)
    command = [sys.executable, "-m", "benchmarks.peers.exporting", str(rows), part.country]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=True
    )
    seconds, megabytes = map(float, done.stdout.split()[-2:])
    return Export(rows, seconds, seconds * 1000, megabytes)
