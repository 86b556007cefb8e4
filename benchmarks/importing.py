"""(e) Importing many cases: files as a researcher writes them, through `manage.py seed`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.environment import FOLDER, ROOT
from benchmarks.figures import Figure
from benchmarks.samples import SEED
from benchmarks.seed_files import write_seeds

NAME = "import of seed files"


def units() -> dict[str, str]:
    """The figures that `measure` gives."""
    return {NAME: "cases/s"}


def measure(cases: int) -> list[Figure]:
    """Cases a second, once: read, checked, written with their history, and published.

    The database must be empty and migrated.
    """
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        seeds, fixtures = write_seeds(Path(folder), cases, seed=SEED)
        command = [sys.executable, "manage.py", "seed", f"--seeds={seeds}"]
        command.append(f"--fixtures={fixtures}")
        started = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
    if done.returncode or f"Published cases: {cases}." not in done.stdout:
        raise RuntimeError((done.stdout + done.stderr)[-200:])
    note = f"{cases:,} cases in {seconds:,.0f} s"
    return [Figure(NAME, "cases/s", [cases / seconds], note)]
