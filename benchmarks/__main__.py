"""`python -m benchmarks`: makes samples, measures each in its own process, writes the report."""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.asking import wrk
from benchmarks.environment import FOLDER, ROOT, environment
from benchmarks.reporting import pictures, report
from benchmarks.runs import Run, figures_of, missing, profiles_of, run_of
from benchmarks.samples import Sample, sample, throw_away
from benchmarks.targets import OF_FACTS, missed

MOST_FACTS = 100_000
MOST_IMPORTED = 10_000
_LEAST_SIZE = 1000
_KEPT = FOLDER / "last-run.json"


def arguments() -> argparse.Namespace:
    """What to measure; the defaults come from the environment, as make hands them on."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    default = int(os.environ.get("BENCH_CASES") or 10_000)
    parser.add_argument("--cases", type=int, default=default, help="of the largest sample")
    parser.add_argument("--facts", type=int, help=f"to publish (at most {MOST_FACTS:,})")
    parser.add_argument("--imported", type=int, help=f"seed files (at most {MOST_IMPORTED:,})")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3, help="a measurement and round")
    parser.add_argument("--database", choices=("both", "SQLite", "PostgreSQL"), default="both")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--again", action="store_true", help="write the last report anew")
    parser.add_argument("--check", action="store_true", help="fail where a figure is missing")
    given = parser.parse_args()
    given.facts = given.facts or min(given.cases, MOST_FACTS)
    given.imported = given.imported or min(given.cases, MOST_IMPORTED)
    return given


def main() -> int:
    """Everything; 1 where --check finds a figure missing."""
    given = arguments()
    if given.again:
        _write(given.out, **_kept())
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
    runs: list[Run] = []
    for database, address in (("SQLite", None), ("PostgreSQL", server)):
        if given.database in ("both", database) and (address or database == "SQLite"):
            runs.append(measure(given, database, address))
            # What is measured is not lost where the next database fails.
            told: dict[str, Any] = {"about": about, "command": machine.command_line()}
            _KEPT.write_text(json.dumps(told | {"runs": [one.as_json() for one in runs]}))
            _write(given.out, runs, **told)
    absent = missing(runs)
    for line in absent:
        print(f"not measured: {line}", file=sys.stderr)
    return 1 if given.check and absent else 0


def _kept() -> dict[str, Any]:
    if not _KEPT.exists():
        sys.exit("nothing was measured yet")
    kept: dict[str, Any] = json.loads(_KEPT.read_text())
    return kept | {"runs": [run_of(one) for one in kept["runs"]]}


def _write(out: Path, runs: list[Run], about: list[tuple[str, str]], command: str) -> None:
    (out / "benchmarks").mkdir(parents=True, exist_ok=True)
    for name, text in pictures(runs).items():
        (out / "benchmarks" / name).write_text(text)
    text = report(runs, machine=about, command=command)
    (out / "benchmarks.md").write_text(text)


def measure(given: argparse.Namespace, database: str, server: str | None) -> Run:
    """All measurements on one database."""
    run = Run(database, given.cases, given.facts, given.imported)
    run.loads.append(machine.load())
    started = time.monotonic()
    for size in sizes(given.cases):
        made = sample(size, "published", server=server)
        run.made_in[size] = made.made_in
        if size < given.cases:
            run.by_size[size] = figures_of(_rows(given, made, "growth"))
            continue
        peer = made if server is None else sample(size, "published", server=None)
        files = ("--peer-file", str(peer.file))
        run.by_size[size] = run.figures = figures_of(_rows(given, made, "published", *files))
    run.figures = dict(run.figures)
    facts = sample(given.facts, "facts", server=server)
    run.figures |= figures_of(_rows(given, facts, "facts"))
    empty = sample(given.imported, "nothing", server=server)
    run.figures |= figures_of(_rows(given, empty, "import"))
    throw_away(empty, server=server)
    works = {one.profile for one in missed(database, run.figures)}
    for of, which in ((made, works - OF_FACTS), (facts, works & OF_FACTS)):
        if which:
            rows = _rows(given, of, "profile", "--works", *sorted(which))
            run.profiles |= profiles_of(rows)
    run.minutes = (time.monotonic() - started) / 60
    run.loads.append(machine.load())
    return run


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
