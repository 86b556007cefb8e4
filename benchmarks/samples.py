"""Sample databases in var/bench or beside DATABASE_URL: made once, kept for the next run.

No other database is ever written: one that stands in the way of a sample and was not made here is
left alone, and the run ends.
"""

import hashlib
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import postgres
from benchmarks.environment import FOLDER, ROOT, environment

SEED = 1
# What decides what a sample holds.
_DEPENDS = ("cases/sampling", "cases/publication", "cases/models", "cases/migrations",
            "cases/custody", "cases/vocabulary")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A database of invented cases; `url` is its DATABASE_URL, `made_in` seconds."""

    url: str
    cases: int
    made_in: float

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))


def state_of_code() -> str:
    """A digest of the code that decides what a sample holds."""
    digest = hashlib.sha256()
    for folder in _DEPENDS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def sample(cases: int, what: str, *, server: str | None) -> Sample:
    """The sample, made if it is not there; that of older code is then thrown away.

    `what` it holds: published (rows), facts (and nothing published) or nothing (migrated).
    `server`: a PostgreSQL's DATABASE_URL, None: SQLite.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    stem = f"bench_{what}_{cases}_{SEED}_"
    name = stem + state_of_code()
    url = _url(name, server)
    done = FOLDER / f"{name}.{'postgres' if server else 'sqlite'}.made"
    if done.exists() and _is_there(url, server):
        return Sample(url, cases, float(done.read_text()))
    _throw_away(stem, server)
    if server:
        postgres.create(server, name)
    took = _make(url, cases, what)
    done.write_text(str(took))
    return Sample(url, cases, took)


def copied(made: Sample) -> Path:
    """A SQLite file with the table of a sample's published cases, for peers: with the indexes that
    they want, which the sample has not. One that lacks its end has another name."""
    file = FOLDER / f"{_peer_stem(made.cases)}{state_of_code()}.sqlite3"
    if not file.exists():
        throw_away_copies(made)
        part = file.with_name(f"{file.name}.part")
        _run([sys.executable, "manage.py", "migrate", "-v0"], f"sqlite:///{part}")
        _run([sys.executable, "-m", "benchmarks.peers.copying", str(part)], made.url)
        part.rename(file)
    return file


def throw_away_copies(made: Sample) -> None:
    """What `copied` made of samples of this size."""
    _throw_away(_peer_stem(made.cases), None)


def _peer_stem(cases: int) -> str:
    return f"bench_peer_{cases}_{SEED}_"


def throw_away(made: Sample, *, server: str | None) -> None:
    """A sample that is of no use after a measurement."""
    _throw_away(made.url.rpartition("/")[2].removesuffix(".sqlite3"), server)


def _url(name: str, server: str | None) -> str:
    return postgres.beside(server, name) if server else f"sqlite:///{FOLDER / name}.sqlite3"


def _is_there(url: str, server: str | None) -> bool:
    if server:
        return url.rpartition("/")[2] in postgres.made_here(server)
    return Path(url.removeprefix("sqlite:///")).exists()


def _throw_away(stem: str, server: str | None) -> None:
    kind = "postgres" if server else "sqlite"
    for mark in FOLDER.glob(f"{stem}*.{kind}.made"):
        mark.unlink()
    if server:
        for name in postgres.made_here(server):
            if name.startswith(stem):
                postgres.drop(server, name)
    else:
        for path in FOLDER.glob(f"{stem}*.sqlite3*"):
            path.unlink()


def _make(url: str, cases: int, what: str) -> float:
    """Seconds that the rows took."""
    manage = [sys.executable, "manage.py"]
    _run([*manage, "migrate", "-v0"], url)
    started = time.perf_counter()
    if what == "published":
        _run([*manage, "make_sample", "--published", f"--cases={cases}", f"--seed={SEED}"], url)
    elif what == "facts":
        _run([sys.executable, "-m", "benchmarks.facts", f"--cases={cases}", f"--seed={SEED}"], url)
    took = time.perf_counter() - started
    settle(url)
    return took


def settle(url: str) -> None:
    """Have PostgreSQL clear up now: else it would in the midst of what is measured."""
    if not url.startswith("sqlite"):
        subprocess.run(["psql", "-qd", url, "-c", "VACUUM ANALYZE"], check=True)


def _run(command: list[str], url: str) -> None:
    subprocess.run(command, cwd=ROOT, env=environment(url), stdout=sys.stderr, check=True)
