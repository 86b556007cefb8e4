"""Reads the fixtures and the seeds of two folders into entries, with every problem of their form.

What the files say of each other is looked at in `checking`; nothing here touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.seeding.reading import Mapping, ReadError, Sequence, read
from cases.seeding.references import DOCUMENTS_FILE, FIXTURE_ROWS, FIXTURES
from cases.seeding.reporting import Problem
from cases.seeding.schema import Entry, Mention, Reader, Scope, Unfit, nearest
from cases.seeding.sections import CASE_FILE, ORGANISATION_FILE


@dataclass(slots=True)
class SeedFile:
    """One file as read: `name` as reports print it, and what it defines and mentions."""

    name: str
    stem: str
    entry: Entry
    scope: Scope

    @property
    def is_case(self) -> bool:
        """Whether this is a case's file; else it is an organisation's."""
        return "case" in self.entry.values


@dataclass(slots=True)
class Seeds:
    """Everything that the two folders hold."""

    fixtures: list[tuple[str, str, Entry]] = field(default_factory=list)  # model label, file, row
    documents: list[Entry] = field(default_factory=list)
    documents_file: str = ""
    files: list[SeedFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    defined: list[Mention] = field(default_factory=list)
    mentioned: list[Mention] = field(default_factory=list)


def gather(seeds_folder: Path, fixtures_folder: Path) -> Seeds:
    """The contents of both folders; `problems` is not empty where a file is wrong in itself."""
    seeds = Seeds()
    for path in sorted(fixtures_folder.glob("*.json")):
        _gather_fixture(path, seeds)
    seeds.documents = gather_documents(seeds_folder, seeds)
    for folder, reader in (("organisations", ORGANISATION_FILE), ("cases", CASE_FILE)):
        for path in sorted([*(seeds_folder / folder).glob("*.y*ml")]):
            scope = Scope(f"{seeds_folder.name}/{folder}/{path.name}")
            entry = _entry(path, reader, scope)
            if entry:
                seeds.files.append(SeedFile(scope.file, path.stem, entry, scope))
            _take(seeds, scope)
    return seeds


def gather_documents(seeds_folder: Path, seeds: Seeds) -> list[Entry]:
    """The documents that `documents.yaml` lists; problems are added to `seeds`."""
    scope = Scope(f"{seeds_folder.name}/documents.yaml")
    seeds.documents_file = scope.file
    path = seeds_folder / "documents.yaml"
    entry = _entry(path, DOCUMENTS_FILE, scope) if path.exists() else None
    _take(seeds, scope)
    return entry["documents"] if entry else []


def _take(seeds: Seeds, scope: Scope) -> None:
    seeds.problems.extend(scope.problems)
    seeds.defined.extend(scope.defined)
    seeds.mentioned.extend(scope.mentioned)


def _raw(path: Path, scope: Scope) -> Any:
    try:
        return read(path)
    except ReadError as error:
        scope.add(error.line, error.message)
        return None


def _entry(path: Path, reader: Reader, scope: Scope) -> Entry | None:
    raw = _raw(path, scope)
    if raw is None:
        if not scope.problems:
            scope.add(1, "is empty: write it or delete the file.")
        return None
    try:
        return reader(raw, scope, 1)
    except Unfit as error:
        scope.add(1, str(error))
        return None


def _gather_fixture(path: Path, seeds: Seeds) -> None:
    scope = Scope(f"{path.parent.name}/{path.name}")
    rows = _raw(path, scope)
    if not isinstance(rows, Sequence):
        if not scope.problems:
            scope.add(1, "is a list of rows, as `manage.py dumpdata` writes them.")
        rows = Sequence(1)
    for row, line in zip(rows, rows.lines, strict=True):
        label = row.get("model") if isinstance(row, Mapping) else None
        if label not in FIXTURE_ROWS:
            near = nearest(str(label), FIXTURES)
            scope.add(line, f"'{label}' is no model of a fixture{near}")
            continue
        try:
            entry = FIXTURE_ROWS[label](row, scope, line)
        except Unfit as error:
            scope.add(line, str(error))
            continue
        if entry["fields"]:
            seeds.fixtures.append((label, scope.file, entry["fields"]))
    _take(seeds, scope)
