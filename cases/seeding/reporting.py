"""What a seeding did, row by row, and what is wrong in the seeds. How it is printed is the
command's business; what is compared and written is in `loading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a seed: file, line from 1 (0 where unknown), and a sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class Outcome(StrEnum):
    """What became of one row of the seeds."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    CONFLICT = "conflict"


@dataclass(slots=True)
class SeedReport:
    """Counts of outcomes, and the lines that somebody has to read."""

    is_dry_run: bool = False
    counts: Counter[Outcome] = field(default_factory=Counter)
    changed: list[Problem] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    kept: list[Problem] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    published: str = ""

    @property
    def is_rejected(self) -> bool:
        """Whether anything was wrong: then nothing was written."""
        return bool(self.rejected)

    @property
    def has_changes(self) -> bool:
        """Whether any row was made or brought up to date."""
        return bool(self.counts[Outcome.CREATED] or self.counts[Outcome.UPDATED])

    def reject(self, problems: list[Problem]) -> None:
        """Record what is wrong in the seeds, in the order of files and lines."""
        self.rejected = sorted({*self.rejected, *problems})

    def close(self) -> None:
        """Where anything was rejected nothing is written, so nothing else is counted."""
        if self.rejected:
            self.counts = Counter({Outcome.REJECTED: len(self.rejected)})
            self.changed.clear()

    def summary(self) -> str:
        """One line with every count."""
        numbers = ", ".join(f"{self.counts[one]} {one}" for one in Outcome)
        if self.is_rejected:
            return f"{numbers}. Nothing was written."
        return f"{numbers}. Dry run: nothing was written." if self.is_dry_run else f"{numbers}."

    def lines(self, *, is_verbose: bool = False) -> list[str]:
        """What to print: what is wrong, then what was left alone, then the counts."""
        found = [f"rejected  {one}" for one in self.rejected]
        found += [f"conflict  {one}" for one in self.conflicts]
        if is_verbose:
            found += [f"kept      {one}" for one in self.kept]
            found += [f"gone      {one}" for one in self.gone]
            found += [f"changed   {one}" for one in self.changed]
        else:
            found += _numbers(self.kept, "rows are as the desk left them")
            found += _numbers(self.gone, "rows are no longer in the seeds")
        return [*found, *([self.published] if self.published else []), self.summary()]


def _numbers(rows: Sized, what: str) -> list[str]:
    return [f"{len(rows)} {what} (`-v 2` lists them)."] if rows else []
