"""The names that are left out of the data on purpose: `seeds/names-not-coded.yaml`.

A mapping of reasons to lists of names. Where names stand in the texts is `coverage`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases.seeding.capitals import Known, Name, lowered, words
from cases.seeding.reading import Mapping, ReadError, Sequence, read
from cases.seeding.reporting import Problem

FILE = "names-not-coded.yaml"


class LeftOut:
    """The list of names that are left out: where each stands, and whether a text needs it."""

    def __init__(self, seeds_folder: Path) -> None:
        self.file = f"{seeds_folder.name}/{FILE}"
        self.problems: list[Problem] = []
        self.lines: dict[Name, tuple[int, str]] = {}
        self.needed: set[Name] = set()
        path = seeds_folder / FILE
        try:
            groups = read(path) if path.exists() else Mapping(1)
        except ReadError as error:
            self.problems.append(Problem(self.file, error.line, error.message))
            groups = Mapping(1)
        self._read(groups)

    def _read(self, groups: Any) -> None:
        if not isinstance(groups, Mapping):
            self.problems.append(
                Problem(self.file, 1, "is a mapping of reasons to lists of names.")
            )
            return
        for reason, entries in groups.items():
            line = groups.lines[reason]
            if not isinstance(entries, Sequence):
                message = f"'{reason}' is followed by a list of names, one a line."
                self.problems.append(Problem(self.file, line, message))
                continue
            for text, at in zip(entries, entries.lines, strict=True):
                self._add(text, at)

    def _add(self, text: Any, line: int) -> None:
        name = words(text) if isinstance(text, str) else ()
        if not name:
            self.problems.append(Problem(self.file, line, "is no name: write it as it stands."))
        elif name in self.lines:
            first = self.lines[name][0]
            message = f"'{text}' stands already in line {first}: one name has one reason."
            self.problems.append(Problem(self.file, line, message))
        else:
            self.lines[name] = (line, text)

    def take(self, found: dict[Name, list[str]], data: Known) -> list[Problem]:
        """Tick off the names of the list that the texts hold; a problem for every other name."""
        known = Known(text for _line, text in self.lines.values())
        problems = []
        for name, places in found.items():
            # A run may hold a name of the list and one of the data, side by side.
            for part in (left for one in known.unknown(name) for left in data.unknown(one)):
                more = f" and {len(places) - 1} more" if len(places) > 1 else ""
                message = (
                    f"'{' '.join(part)}'{more} stands nowhere in the data: code it, or give the "
                    f"reason in {self.file}."
                )
                problems.append(Problem(places[0], 0, message))
            run = lowered(name)
            self.needed.update(
                run[start:end] for start in range(len(run)) for end in range(start, len(run) + 1)
            )
        return problems

    def stale(self) -> Iterator[Problem]:
        """The names of the list that stand in no text, or in the data by now. Ask after `take`."""
        for name, (line, text) in self.lines.items():
            if name not in self.needed:
                message = f"'{text}' is in the data by now, or in no document: take it out."
                yield Problem(self.file, line, message)
