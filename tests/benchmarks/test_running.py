"""What a run measures and where: sizes, its environment, the exact command."""

import re

from benchmarks.__main__ import sizes
from benchmarks.environment import FOLDER, ROOT, environment
from benchmarks.machine import command_line
from benchmarks.postgres import beside, without_password
from benchmarks.samples import Sample


def test_sizes_grow_by_tens():
    assert sizes(1_000_000) == [1000, 10_000, 100_000, 1_000_000]
    assert sizes(50_000) == [1000, 10_000, 50_000]
    assert sizes(10_000) == [1000, 10_000]
    assert sizes(2000) == [200, 2000]
    assert sizes(300) == [100, 300]
    assert sizes(1) == [1]


def test_measured_processes_know_their_sample_alone(monkeypatch):
    monkeypatch.setenv("PUBLIC_DATABASE_URL", "sqlite:////there/record.sqlite3")
    monkeypatch.setenv("DATABASE_URL", "sqlite:////there/record.sqlite3")
    monkeypatch.setenv("TRACKER_ROLE", "public")
    found = environment("sqlite:////here/bench.sqlite3")
    assert found["DATABASE_URL"] == "sqlite:////here/bench.sqlite3"
    assert "PUBLIC_DATABASE_URL" not in found
    assert (found["TRACKER_ROLE"], found["TRACKER_VAR_DIR"]) == ("all", str(FOLDER))


def test_no_setting_of_the_shell_reaches_what_is_measured(monkeypatch):
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text(), re.M)
    settings = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    assert {"ALLOWED_HOSTS", "WEB_THREADS", "DATABASE_POOLED"} < settings
    for name in settings:
        monkeypatch.setenv(name, "of the shell")
    assert "of the shell" not in environment("sqlite:////here/bench.sqlite3").values()


def test_sample_stands_beside_the_record():
    url = beside("postgres://desk:secret@db:5432/tracker", "bench_facts_10_1_ab")
    assert url == "postgres://desk:secret@db:5432/bench_facts_10_1_ab"
    assert not Sample(url, 10, 1.0).is_sqlite
    assert Sample("sqlite:////here/bench.sqlite3", 10, 1.0).file.as_posix() == "/here/bench.sqlite3"


def test_password_is_not_shown(monkeypatch):
    url = "postgres://desk:secret@db:5432/tracker"
    assert without_password(url) == "postgres://desk:...@db:5432/tracker"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr("sys.argv", ["benchmarks", "--cases", "10"])
    assert "secret" not in command_line()
    assert command_line().endswith("python -m benchmarks --cases 10")
