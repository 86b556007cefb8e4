"""Asks a server on this machine: one request after another, or 16 connections at once (wrk)."""

import http.client
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 30  # seconds until an answer counts as none
CONNECTIONS = 16
# Of two workers one has not met a path after so many times in one case of a thousand.
_UNTIL_MET = 10
_SCALES = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}
# Each path in turn, with its own headers where there are some: "path" or "path<TAB>etag".
_SCRIPT = """
local paths, tags = {}, {}
for line in io.lines("%s") do
  local path, tag = line:match("^([^\\t]*)\\t?(.*)$")
  paths[#paths + 1], tags[#tags + 1] = path, tag
end
local n = 0
request = function()
  n = n %% #paths + 1
  local headers = {%s}
  if tags[n] ~= "" then headers["If-None-Match"] = tags[n] end
  return wrk.format("GET", paths[n], headers)
end
"""


class Refused(Exception):
    """An answer that is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request went; times in milliseconds, `lines` that ended in the body."""

    status: int
    first_byte: float
    total: float
    size: int
    lines: int
    etag: str
    encoding: str


def ask(url: str, *, headers: dict[str, str] | None = None, patience: int = PATIENCE) -> Answer:
    """One request, its body read to the end and dropped. Raises OSError when it takes too long."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=patience)
    started = time.perf_counter()
    try:
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers or {})
        response = connection.getresponse()
        size, lines = len(response.read(1)), 0
        first = time.perf_counter()
        while block := response.read(1 << 16):
            size += len(block)
            lines += block.count(b"\n")
            if time.perf_counter() - started > patience:
                raise TimeoutError(f"no end after {patience} s")
        ended = time.perf_counter()
    finally:
        connection.close()
    return Answer(
        response.status,
        (first - started) * 1000,
        (ended - started) * 1000,
        size,
        lines,
        response.getheader("ETag") or "",
        response.getheader("Content-Encoding") or "",
    )


def times(urls: list[str], *, least_seconds: float) -> list[float]:
    """How long each request took, in ms: the addresses in turn, for so long, at least ten.

    Raises Refused for an answer other than 200.
    """
    found: list[float] = []
    started = time.perf_counter()
    while time.perf_counter() - started < least_seconds or len(found) < 10:
        answer = ask(urls[len(found) % len(urls)])
        if answer.status != 200:
            raise Refused(f"{answer.status} from {urls[len(found) % len(urls)]}")
        found.append(answer.total)
        if len(found) >= 3 and time.perf_counter() - started > PATIENCE:
            break
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """What 16 connections got: requests a second, and times in ms."""

    rate: float
    p50: float
    p99: float


class Unanswered(Refused):
    """A server that was there, and answered nothing in so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"nothing was answered in {seconds:.0f} s")
        # All connections waited as long: any answer would have taken longer.
        self.bound = Load(rate=1 / seconds, p50=seconds * 1000, p99=seconds * 1000)


def load(base: str, paths: list[str], *, seconds: float, headers: dict[str, str]) -> Load:
    """Keep 16 connections busy for whole seconds, longer where nothing answers in that time.

    Raises Refused if anything went wrong, Unanswered if nothing came.
    """
    with tempfile.TemporaryDirectory() as folder:
        listing, script = Path(folder) / "paths", Path(folder) / "script.lua"
        listing.write_text("\n".join(paths) + "\n")
        more = ", ".join(f'["{name}"] = "{value}"' for name, value in headers.items())
        script.write_text(_SCRIPT % (listing, more))
        took = max(1, round(seconds))
        while True:
            said = _busy(base, script, took)
            if took >= PATIENCE or _answered(said):
                return read_wrk(said)
            took = min(PATIENCE, took * 5)


def fill(
    base: str, paths: list[str], *, seconds: float, headers: dict[str, str] | None = None
) -> None:
    """Let what is kept be made first, by every worker: until each path was asked for so often that
    hardly a worker has not met it."""
    asked = 0.0
    while asked < _UNTIL_MET * len(paths):
        took = max(1, 5 * seconds)
        asked += took * load(base, paths, seconds=took, headers=headers or {}).rate


def _busy(base: str, script: Path, seconds: int) -> str:
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", f"{PATIENCE}s"]
    run = subprocess.run(
        [*command, "--latency", "-s", str(script), base],
        capture_output=True,
        text=True,
        timeout=seconds + 2 * PATIENCE,
        check=False,
    )
    return run.stdout + run.stderr


def _answered(text: str) -> int:
    found = re.search(r"(\d+) requests in", text)
    return int(found.group(1)) if found else 0


def read_wrk(text: str) -> Load:
    """What wrk printed. Raises Refused where there were errors, Unanswered where nothing came."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    answered = _answered(text)
    silent = re.search(r"\b0 requests in ([\d.]+)s", text)
    if silent and "Socket errors" not in text:
        raise Unanswered(float(silent.group(1)))
    if not rate or not answered:
        raise Refused(text.strip()[-200:] or "wrk said nothing")
    wrong = re.search(r"Non-2xx or 3xx responses: [1-9]\d*", text)
    wrong = wrong or re.search(r"Socket errors: (?!connect 0, read 0, write 0,).*", text)
    if wrong:
        raise Refused(wrong.group(0))
    return Load(float(rate.group(1)), _percentile(text, "50"), _percentile(text, "99"))


def _percentile(text: str, which: str) -> float:
    found = re.search(rf"{which}%\s+([\d.]+)(us|ms|s|m)\b", text)
    if not found:
        raise Refused(f"wrk gave no {which} % in: {text[-200:]}")
    return float(found.group(1)) * _SCALES[found.group(2)]


def wrk() -> str:
    """Where wrk is. Raises FileNotFoundError, with how to get it."""
    found = shutil.which("wrk")
    if not found:
        raise FileNotFoundError("wrk is missing; on Debian: apt-get install wrk")
    return found
