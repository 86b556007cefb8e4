"""`python -m benchmarks.steps`: the same pages by each step of docs/scaling.md, side by side."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import django

from benchmarks import machine, serving
from benchmarks.asking import CONNECTIONS, ask, fill, load
from benchmarks.environment import ROOT, environment
from benchmarks.figures import Figure
from benchmarks.samples import SEED, sample
from benchmarks.tables import spread, table
from tests.scaling.fronts import VARNISHD, Varnish
from tests.scaling.servers import Pair, free_port, is_served, wait_for

KEPT, ANEW = "kept", "made anew"
PAGES = ("case page", "list, country + status")
_HELLO = "a view that says hello"
_STANDBY = "4. a hot standby, under the public role"
_CASES = 100  # pages of cases, asked in turn
_CHANGES = 10
_PREFACE = (
    "Written by `make bench-steps`; not by hand. Every step serves the same {cases:,} invented",
    f"cases under gunicorn with two workers, asked over {CONNECTIONS} connections by wrk on the",
    "same two cores, the steps in turn in each round: trust the ratios. Kept: as it is deployed,",
    "where what was made once is kept until something is published; the {pages} case pages had",
    "been asked for before. Made anew: nothing is kept. A figure is the median of its rounds, with",
    "the least and the most in brackets. What lies in front or beside (PostgreSQL, Redis, Varnish)",
    "shares the two cores here: on a machine of its own it would take nothing from the workers.",
)
# Requests a second and round, by step, by page and by whether it is kept.
Rates = dict[str, dict[tuple[str, str], list[float]]]


@dataclass(frozen=True, slots=True)
class Step:
    """One way to serve: how it is named, what the site is told, whether it can keep nothing."""

    name: str
    told: dict[str, str]
    ways: tuple[str, ...] = (KEPT, ANEW)


def main() -> None:
    """Make the databases, measure, write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks.steps")
    default = int(os.environ.get("BENCH_CASES") or 10_000)
    parser.add_argument("--cases", type=int, default=default)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3, help="a measurement and round")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks" / "steps.md")
    given = parser.parse_args()
    if not (VARNISHD and shutil.which("redis-server")):
        sys.exit("on Debian: apt-get install redis-server varnish varnish-modules")
    about = machine.facts(None)
    command = machine.command_line("benchmarks.steps")
    one_file = sample(given.cases, "published", server=None)
    _become(environment(one_file.url))
    with _pair(given.cases) as pair, tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "published.sqlite3"
        started = time.perf_counter()
        _manage(pair.primary.url(), "export_published", str(exported))
        took = time.perf_counter() - started
        with _redis() as redis, _fronts(_steps(one_file.url, pair, exported, redis)) as fronts:
            paths = _paths()
            rates = _rates(fronts, paths, given.rounds, given.seconds)
            page = fronts[_STANDBY][KEPT] + paths[PAGES[0]][0]
            delays = [_delay(pair, page) for _n in range(_CHANGES)]
            about += _versions(pair)
        others = [
            Figure("a change on the primary is read from the standby after", "ms", delays),
            Figure("`manage.py export_published`", "s", [took]),
            Figure("the file that it writes", "MB", [exported.stat().st_size / 1e6]),
        ]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page_of(given.cases, command, about, rates, others))


def _become(told: dict[str, str]) -> None:
    """This process and all that it starts has these variables and no others."""
    os.environ.clear()
    os.environ.update(told)
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, check=True)
    django.setup()


def _manage(url: str, *command: str) -> str:
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment(url), check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return run.stdout


@contextmanager
def _pair(cases: int) -> Iterator[Pair]:
    """A primary with the same cases, and a standby that follows it."""
    pair = Pair()
    try:
        url = pair.primary.url()
        _manage(url, "migrate", "-v0")
        _manage(url, "make_sample", "--published", f"--cases={cases}", f"--seed={SEED}")
        pair.primary.run("VACUUM ANALYZE")
        pair.follow()
        yield pair
    finally:
        pair.end()


def _steps(one_file: str, pair: Pair, exported: Path, redis: str) -> list[Step]:
    primary = pair.primary.url()
    password = _manage(primary, "public_role").splitlines()[0].rpartition(" ")[2]
    reads = {
        "DATABASE_URL": pair.primary.url("tracker_public", password),
        "PUBLIC_DATABASE_URL": pair.standby.url("tracker_public", password),
    }
    return [
        Step("1. one SQLite file", {"DATABASE_URL": one_file, "TRACKER_ROLE": "all"}),
        Step("2. PostgreSQL", {"DATABASE_URL": primary, "TRACKER_ROLE": "all"}),
        Step("3. the public half alone", {"DATABASE_URL": primary}),
        Step("3. with one Redis for all", {"DATABASE_URL": primary, "CACHE_URL": redis}, (KEPT,)),
        Step(_STANDBY, reads),
        # Without a primary to fall back to.
        Step(
            "5. an exported file",
            {"DATABASE_URL": "", "PUBLIC_DATABASE_URL": f"sqlite:///{exported}"},
        ),
    ]


@contextmanager
def _redis() -> Iterator[str]:
    """The address of a Redis that keeps nothing on disk."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: is_served(port), bool)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(15)


@contextmanager
def _fronts(steps: list[Step]) -> Iterator[dict[str, dict[str, str]]]:
    """Where each step answers, by whether it keeps what it made."""
    with ExitStack() as stack:
        found = {_HELLO: {KEPT: stack.enter_context(serving.peers()).base}}
        for step in steps:
            servers = {way: serving.tracker(keeps=way == KEPT, **step.told) for way in step.ways}
            found[step.name] = {
                way: stack.enter_context(server).base for way, server in servers.items()
            }
        behind = urlsplit(found[_STANDBY][KEPT]).port
        front = Varnish(behind, megabytes=256)
        stack.callback(front.end)
        found["6. Varnish in front of the standby"] = {KEPT: f"http://127.0.0.1:{front.port}"}
        yield found


def _paths() -> dict[str, list[str]]:
    """What is asked in turn, by page."""
    from benchmarks.picking import pick

    picked = pick()
    listed = f"/cases/?country={picked.country}&status={picked.status}"
    return dict(zip(PAGES, (picked.cases[:_CASES], [listed]), strict=True))


def _rates(
    fronts: dict[str, dict[str, str]], paths: dict[str, list[str]], rounds: int, seconds: float
) -> Rates:
    """Raises Refused where a page is not answered."""
    found: Rates = {name: {} for name in fronts}
    for name, ways in fronts.items():
        if name != _HELLO:
            fill(ways[KEPT], paths[PAGES[0]], seconds=seconds)
    for _n in range(rounds):
        for name, ways in fronts.items():
            asked = {PAGES[0]: ["/hello"]} if name == _HELLO else paths
            for (way, base), page in product(ways.items(), asked):
                got = load(base, asked[page], seconds=seconds, headers={})
                found[name].setdefault((page, way), []).append(got.rate)
    return found


def _delay(pair: Pair, url: str) -> float:
    """Milliseconds from the end of a change on the primary until the site tells of it."""
    before = ask(url).etag
    pair.primary.run(
        "UPDATE publication_publishedcase SET title = title || '.'"
        " WHERE id = (SELECT min(id) FROM publication_publishedcase)"
    )
    started = time.perf_counter()
    wait_for(lambda: ask(url).etag, lambda tag: tag != before, step=0)
    return (time.perf_counter() - started) * 1000


def _versions(pair: Pair) -> list[tuple[str, str]]:
    """Of what the steps add to a laptop."""
    return [
        ("PostgreSQL", str(pair.primary.run("SHOW server_version")[0][0])),
        ("Redis", machine.said(["redis-server", "--version"])),
        ("Varnish", machine.said([VARNISHD, "-V"])),
    ]


def page_of(
    cases: int, command: str, about: list[tuple[str, str]], rates: Rates, others: list[Figure]
) -> str:
    """The page of Markdown: `about` the machine, the rates, what was measured beside them."""
    heads = [f"{page}, {way}" for page in PAGES for way in (KEPT, ANEW)]
    limit = Figure(_HELLO, "", rates[_HELLO][PAGES[0], KEPT]).median or 0
    rows = [
        (
            name,
            *(_cell(found.get((page, way), []), limit) for page in PAGES for way in (KEPT, ANEW)),
        )
        for name, found in rates.items()
    ]
    preface = [line.format(cases=cases, pages=_CASES) for line in _PREFACE]
    lines = ["# Step by step", "", *preface, "", f"    {command}", "", *table(("", ""), about)]
    lines += ["## Requests a second, and of the hello view", ""]
    lines += [*table(("step", *heads), rows), "## Beside it", ""]
    lines += table(("work", "median (least to most)"), [(one.name, one.told()) for one in others])
    return "\n".join(lines)


def _cell(rounds: list[float], limit: float) -> str:
    if not rounds:
        return "–"
    figure = Figure("", "requests/s", rounds)
    return f"{spread(figure)}; {(figure.median or 0) / limit:.2f}"


if __name__ == "__main__":
    main()
