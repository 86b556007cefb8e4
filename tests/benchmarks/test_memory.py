"""The memory of a process is its own, not that of the one that started it."""

import os
import subprocess
import sys

from benchmarks import memory
from benchmarks.environment import ROOT

_LARGE = 200_000_000
_CHILD = """
from benchmarks import memory
before = memory.count_anew()
block = b"x" * 50_000_000
print(memory.peak() - before)
"""


def test_peak_counts_anew():
    block = b"x" * _LARGE
    del block
    before = memory.count_anew()
    assert memory.peak() - before < _LARGE / 10
    block = b"y" * _LARGE
    assert memory.peak(os.getpid()) - before > _LARGE * 0.9
    del block


def test_child_of_a_large_process_tells_its_own_growth():
    block = b"x" * _LARGE
    command = [sys.executable, "-c", _CHILD]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(block) == _LARGE
    assert 45_000_000 < int(done.stdout) < 80_000_000
