"""`python -m benchmarks`: makes samples, measures each in its own process, writes the report."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.asking import wrk
from benchmarks.environment import FOLDER, ROOT, environment
from benchmarks.profiling import Profile
from benchmarks.reporting import pictures, report
from benchmarks.runs import Run, Sitting, figures_of, missing, profiles_of, run_of
from benchmarks.samples import Sample, copied, sample, throw_away, throw_away_copies
from benchmarks.targets import OF_FACTS, Figures, missed

MOST_FACTS = 100_000
MOST_IMPORTED = 10_000
_LEAST_SIZE = 1000
# Kept beside the report: each database can be measured by itself, on another day.
_FIGURES = Path("benchmarks") / "figures.json"


def arguments() -> argparse.Namespace:
    """What to measure; the defaults come from the environment, as make hands them on."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    default = int(os.environ.get("BENCH_CASES") or 10_000)
    parser.add_argument("--cases", type=int, default=default, help="of the largest sample")
    parser.add_argument("--facts", type=int, help=f"to publish (at most {MOST_FACTS:,})")
    parser.add_argument("--imported", type=int, help=f"seed files (at most {MOST_IMPORTED:,})")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3, help="a measurement and round")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--database", choices=("both", "SQLite", "PostgreSQL"), default="both")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--again", action="store_true", help="write the last report anew")
    parser.add_argument("--tidy", action="store_true", help="keep no sample for the next run")
    parser.add_argument("--check", action="store_true", help="fail where a figure is missing")
    given = parser.parse_args()
    given.facts = given.facts or min(given.cases, MOST_FACTS)
    given.imported = given.imported or min(given.cases, MOST_IMPORTED)
    return given


def main() -> int:
    """Everything; 1 where --check finds a figure missing."""
    given = arguments()
    if given.again:
        runs = _kept(given.out)
        if not runs:
            sys.exit("nothing was measured yet")
        _write(given.out, runs)
        return 0
    server = os.environ.get("DATABASE_URL") or None
    if server and not server.startswith("postgres"):
        # The record of a laptop: samples are files of their own.
        server = None
    if given.database == "PostgreSQL" and not server:
        sys.exit("DATABASE_URL names no PostgreSQL")
    try:
        wrk()
    except FileNotFoundError as error:
        sys.exit(str(error))
    about = machine.facts(server)
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment("sqlite://:memory:"), check=True)
    runs = {run.database: run for run in _kept(given.out)}
    measured = []
    for database, address in (("SQLite", None), ("PostgreSQL", server)):
        if given.database in ("both", database) and (address or database == "SQLite"):
            run = runs[database] = _continued(runs.get(database), given, database)
            measured.append(run)
            for part in PARTS:
                if part in given.parts:
                    run.sittings[part] = Sitting(machine.command_line(), about)
                    for _step in measure(given, run, part, address):
                        # What is measured is not lost where what comes next fails.
                        _write(given.out, list(runs.values()))
    absent = missing(measured)
    for line in absent:
        print(f"not measured: {line}", file=sys.stderr)
    return 1 if given.check and absent else 0


def _continued(kept: Run | None, given: argparse.Namespace, database: str) -> Run:
    """The run that is to take in the parts: what was measured before of as many cases stays."""
    wanted = Run(database, given.cases, given.facts, given.imported)
    if kept is None or kept.cases != wanted.cases or set(given.parts) == set(PARTS):
        return wanted
    kept.facts = wanted.facts if "facts" in given.parts else kept.facts
    kept.imported = wanted.imported if "import" in given.parts else kept.imported
    return kept


def _kept(out: Path) -> list[Run]:
    """What was measured before, one run a database."""
    kept = out / _FIGURES
    return [run_of(one) for one in json.loads(kept.read_text())] if kept.exists() else []


def _write(out: Path, runs: list[Run]) -> None:
    (out / _FIGURES).parent.mkdir(parents=True, exist_ok=True)
    (out / _FIGURES).write_text(json.dumps([one.as_json() for one in runs], indent=1) + "\n")
    for name, text in pictures(runs).items():
        (out / _FIGURES).with_name(name).write_text(text)
    (out / "benchmarks.md").write_text(report(runs))


def measure(given: argparse.Namespace, run: Run, part: str, server: str | None) -> Iterator[None]:
    """One part of a run, step by step: the run has taken in what each has measured. The largest
    sample comes last, so that others may be gone by then."""
    sitting = run.sittings[part]
    started, busy = time.monotonic(), machine.load()
    for _step in chain(_MEASURES[part](given, run, server), [None]):
        sitting.minutes = (time.monotonic() - started) / 60
        sitting.loads = [busy, machine.load()]
        yield


def _growth(given: argparse.Namespace, run: Run, server: str | None) -> Iterator[None]:
    for size in sizes(given.cases)[:-1]:
        made = sample(size, "published", server=server)
        run.made_in[size] = made.made_in
        for what in ("published", "pages"):
            run.take_in(size, _beside_peers(given, made, what))
        yield
        _tidy(given, made, server)


def _facts(given: argparse.Namespace, run: Run, server: str | None) -> Iterator[None]:
    for size in sizes(given.facts):
        facts = sample(size, "facts", server=server)
        found = figures_of(_rows(given, facts, "facts"))
        run.take_in(size, found)
        if size == given.facts:
            run.figures |= found
            yield
            run.profiles |= _profiles(given, facts, run, lambda works: works & OF_FACTS)
        yield
        _tidy(given, facts, server)


def _import(given: argparse.Namespace, run: Run, server: str | None) -> Iterator[None]:
    for size in sizes(given.imported):
        empty = sample(size, "nothing", server=server)
        found = figures_of(_rows(given, empty, "import"))
        run.take_in(size, found)
        run.figures |= found if size == given.imported else {}
        yield
        throw_away(empty, server=server)


def _published(given: argparse.Namespace, run: Run, server: str | None) -> Iterator[None]:
    yield from _of_largest(given, run, server, "published")


def _pages(given: argparse.Namespace, run: Run, server: str | None) -> Iterator[None]:
    yield from _of_largest(given, run, server, "pages")


def _of_largest(
    given: argparse.Namespace, run: Run, server: str | None, what: str
) -> Iterator[None]:
    made = sample(given.cases, "published", server=server)
    run.made_in[given.cases] = made.made_in
    found = _beside_peers(given, made, what)
    run.take_in(given.cases, found)
    run.figures = found | {name: one for name, one in run.figures.items() if name not in found}
    yield
    run.profiles |= _profiles(given, made, run, lambda works: works - OF_FACTS)
    if what == [part for part in PARTS if part in given.parts][-1]:
        _tidy(given, made, server)


def _beside_peers(given: argparse.Namespace, made: Sample, what: str) -> Figures:
    """What is measured of published cases: single requests and exports, or pages under load."""
    return figures_of(_rows(given, made, what, "--peer-file", str(copied(made))))


_MEASURES = {
    "growth": _growth,
    "facts": _facts,
    "import": _import,
    "published": _published,
    "pages": _pages,
}
PARTS = tuple(_MEASURES)


def _profiles(
    given: argparse.Namespace, made: Sample, run: Run, which: Callable[[set[str]], set[str]]
) -> dict[str, Profile]:
    short_of = {one.profile for one in missed(run.database, run.figures)}
    works = which(short_of | {name.removesuffix(": p50") for name in run.outgrown()})
    if not works:
        return {}
    return profiles_of(_rows(given, made, "profile", "--works", *sorted(works)))


def _tidy(given: argparse.Namespace, made: Sample, server: str | None) -> None:
    """A million cases take sixty gigabytes: not everybody has room for all samples at once."""
    if given.tidy:
        throw_away(made, server=server)
        throw_away_copies(made)


def sizes(most: int) -> list[int]:
    """From 1,000 by tens up to `most`; below 10,000 a tenth of it and `most`."""
    if most < 10 * _LEAST_SIZE:
        return sorted({min(most, max(100, most // 10)), most})
    return [*(size for n in range(3, 9) if (size := 10**n) < most), most]


def _rows(given: argparse.Namespace, made: Sample, what: str, *more: str) -> list[dict[str, Any]]:
    """What `benchmarks.one` measures, in a process of its own on this sample."""
    kind = "sqlite" if made.is_sqlite else "postgres"
    out = FOLDER / f"figures-{kind}-{what}-{made.cases}.json"
    print(f"{time.strftime('%H:%M:%S')} {kind}: {what}, {made.cases} cases", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.one", "--what", what, "--out", str(out)]
    for name, value in (("cases", made.cases), ("url", made.url), ("rounds", given.rounds),
                        ("seconds", given.seconds)):  # fmt: skip
        command += [f"--{name}", str(value)]
    subprocess.run([*command, *more], cwd=ROOT, env=environment(made.url), check=True)
    found: list[dict[str, Any]] = json.loads(out.read_text())
    return found


if __name__ == "__main__":
    sys.exit(main())
