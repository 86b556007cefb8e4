"""Databases for samples beside the one that DATABASE_URL names, which itself is never opened.

Each carries a mark as its comment; without that mark nothing is dropped.
"""

import subprocess
from urllib.parse import urlsplit, urlunsplit

MARK = "invented cases of the benchmarks"
_MAINTENANCE = "postgres"
_MADE_HERE = (
    "SELECT datname FROM pg_database"
    f" WHERE shobj_description(oid, 'pg_database') = '{MARK}' ORDER BY datname"
)


class InTheWay(Exception):
    """A database has the name of a sample and was not made here."""


def beside(server: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def without_password(url: str) -> str:
    """An address that may be shown."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return url.replace(f":{parts.password}@", ":...@", 1)


def made_here(server: str) -> list[str]:
    """The databases that carry the mark."""
    return said(server, _MADE_HERE).split()


def create(server: str, name: str) -> None:
    """A new database with the mark. Raises InTheWay where one of that name is there unmarked."""
    if said(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        if name not in made_here(server):
            raise InTheWay(f"the database {name} was not made by the benchmarks: rename it")
        drop(server, name)
    said(server, f'CREATE DATABASE "{name}"')
    said(server, f"COMMENT ON DATABASE \"{name}\" IS '{MARK}'")


def drop(server: str, name: str) -> None:
    """Drop a database that carries the mark. Raises InTheWay for any other."""
    if name not in made_here(server):
        raise InTheWay(f"the database {name} was not made by the benchmarks: it stays")
    said(server, f'DROP DATABASE "{name}"')


def said(server: str, statement: str) -> str:
    """What the server answers, asked from its maintenance database."""
    command = ["psql", "-wXAtqd", beside(server, _MAINTENANCE), "-c", statement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or f"psql ended with {done.returncode}")
    return done.stdout.strip()
