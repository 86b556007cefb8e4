"""The machine and the versions that figures were measured with."""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import postgres
from benchmarks.environment import ROOT

PACKAGES = ("Django", "gunicorn", "psycopg2-binary", "datasette", "django-import-export")
_TOLD = ("BENCH_CASES", "DATABASE_URL")


def facts(server: str | None) -> list[tuple[str, str]]:
    """What to say about where this was measured; `server`: a PostgreSQL's address."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    found = [
        ("day", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        ("revision", said(["git", "describe", "--always", "--dirty"])),
        ("machine", f"{cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores, "
                    f"{int(memory.group(1)) // 1048576 if memory else '?'} GB"),
        ("load of the machine at the start", load()),
        ("system", platform.platform()),
        ("Python", platform.python_version()),
        ("SQLite", said(["sqlite3", "--version"]).split()[0]),
        ("wrk", said(["wrk", "-v"]).split("[")[0].strip()),
    ]  # fmt: skip
    if server:
        buffers = postgres.said(server, "SHOW shared_buffers")
        number = postgres.said(server, "SHOW server_version")
        found.append(("PostgreSQL", f"{number}, shared_buffers {buffers}"))
    return found + [(name, version(name)) for name in PACKAGES]


def load() -> str:
    """How busy the machine is; 2.0 on two cores is all of it, this run included."""
    one, five, fifteen = os.getloadavg()
    return f"{one:.1f}, {five:.1f}, {fifteen:.1f} (over 1, 5, 15 minutes)"


def command_line(program: str = "benchmarks") -> str:
    """What was typed and the variables that count, without the password of an address."""
    told = [
        f"{name}={postgres.without_password(os.environ[name])}"
        for name in _TOLD
        if os.environ.get(name)
    ]
    return " ".join([*told, f"python -m {program}", *sys.argv[1:]])


def said(command: list[str]) -> str:
    """The first line that a command prints."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    text = (done.stdout or done.stderr).strip()
    return text.splitlines()[0] if text else "?"
