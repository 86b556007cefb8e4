"""Where the archive lies, and whether it may be served. What is in it: packing.py.

Two files in `VAR_DIR/downloads`: the zip under a name of its content, and `archive.json`, put in
place last and in one step, which says which zip it is and of what state of the publications.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cases.public.archive.stamping import take_stamp

PART = ".part"
_RECORD = "archive.json"


class Busy(Exception):
    """Another process is making the archive."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The archive that lies ready; `size` in bytes, `made_at` in ISO 8601."""

    file: str
    size: int
    sha256: str
    made_at: str
    stamp: str

    @property
    def path(self) -> Path:
        return folder() / self.file

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def folder() -> Path:
    return Path(settings.VAR_DIR) / "downloads"


def read() -> Kept | None:
    """The archive that lies there, whatever it is worth now; None where there is none."""
    try:
        kept = Kept(**json.loads((folder() / _RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return kept if kept.path.is_file() else None


def served() -> Kept | None:
    """The archive if it holds what is published at this moment, otherwise None; one query.

    So nothing that was withdrawn, withheld or corrected can be had from an older archive, not even
    between the change and the next run of `make_archive`.
    """
    kept = read()
    return kept if kept and kept.stamp == take_stamp() else None


def archive_mark() -> str:
    """Tells the archive that lies there from any other, without a query; "" for none."""
    kept = read()
    return f"{kept.sha256} {kept.made_at}" if kept else ""


def keep(part: Path, stamp: str, *, made_at: datetime) -> Kept:
    """Put a finished archive in its place."""
    with part.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    kept = Kept(
        f"tracker-{sha256[:16]}.zip", part.stat().st_size, sha256, made_at.isoformat(), stamp
    )
    part.chmod(0o644)
    os.replace(part, kept.path)
    record = folder() / f"{_RECORD}{PART}"
    record.write_text(json.dumps(asdict(kept), indent=1), encoding="utf-8")
    os.replace(record, folder() / _RECORD)
    return kept


def clear() -> None:
    """Delete the archive and what a broken run may have left."""
    for pattern in (_RECORD, "*.zip", f"*{PART}"):
        for path in folder().glob(pattern):
            with suppress(FileNotFoundError):
                path.unlink()


@contextmanager
def only_one() -> Iterator[None]:
    """Raises Busy while another process is inside."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
