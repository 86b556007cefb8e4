"""Servers for the time of a measurement: the tracker, the peers, each stopped by who started it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks import memory
from benchmarks.environment import ROOT

WORKERS = 2
_SLOWEST_START = 60


class Server(NamedTuple):
    """Where a server answers, and its process."""

    base: str
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()] or [self.pid]

    def memory(self) -> dict[int, int]:
        """The bytes that each worker has now; the peak counts anew from here."""
        return {pid: memory.count_anew(pid) for pid in self.workers()}

    def grown(self, since: dict[int, int]) -> int:
        """The most bytes that a worker has had beyond what it had at `since`."""
        return max(memory.peak(pid) - before for pid, before in since.items())


@contextmanager
def tracker(*, keeps: bool = False, **told: str) -> Iterator[Server]:
    """The tracker's public half under gunicorn; as it is deployed where it `keeps` answers.

    `told`: more of its settings.
    """
    told["CACHE_MEGABYTES"] = "64" if keeps else "0"
    with _gunicorn("tracker.wsgi:application", "tracker.settings", told) as server:
        yield server


@contextmanager
def peers() -> Iterator[Server]:
    """A hello view and Django's documented CSV recipe, under the same gunicorn."""
    with _gunicorn("benchmarks.peers.wsgi:application", "benchmarks.peers.settings", {}) as server:
        yield server


@contextmanager
def datasette(database: Path) -> Iterator[Server]:
    """Datasette over a SQLite file, as it comes; but its streams may be as long as the table."""
    port = _free_port()
    program = Path(sys.executable).parent / "datasette"
    command = [str(program), "serve", str(database), "--port", str(port), "--setting",
               "max_csv_mb", "0"]  # fmt: skip
    with _running(command, port, dict(os.environ)) as server:
        yield server


@contextmanager
def _gunicorn(application: str, settings: str, more: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    environment = os.environ | {
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        "TRACKER_ROLE": "public",
        "DJANGO_SETTINGS_MODULE": settings,
        "TRACKER_SITE_URL": f"http://127.0.0.1:{port}",
        **more,
    }
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", application]
    with _running(command, port, environment) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _n in range(_SLOWEST_START * 10):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
