"""A planned row of the database and its references to others by stable key, never by id.

Which rows the seeds ask for is in `planning` and `file_planning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cases import models
from cases.seeding.schema import Entry


@dataclass(frozen=True, slots=True)
class To:
    """A foreign key to the row with this stable key."""

    model: type[Model]
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its model, stable key, values by field name, citations, and where it stands.

    `citations` is None for rows that have no citation table.
    """

    model: type[Model]
    key: str
    values: dict[str, Any]
    file: str
    line: int
    citations: list[dict[str, Any]] | None = None


def to_row(model: type[Model], prefix: str, key: str | None) -> To | None:
    """The row of `model` whose stable key is `prefix` and `key`; None where no key is given."""
    return To(model, f"{prefix}/{key}") if key else None


def person_to(key: str | None) -> To | None:
    """The person with this key."""
    return to_row(models.Person, "person", key)


def organisation_to(key: str | None) -> To | None:
    """The organisation with this key."""
    return to_row(models.Organisation, "organisation", key)


def citations(entry: Entry) -> list[dict[str, Any]]:
    """The values of an entry's citations."""
    return [
        {
            "source": To(models.Source, f"source/{cite['at'][0]}"),
            "paragraph": cite["at"][1],
            **{name: cite[name] for name in ("stance", "basis", "attributed_to", "note")},
        }
        for cite in entry["cite"]
    ]


def picked(entry: Entry, *names: str) -> dict[str, Any]:
    """The values of these keys."""
    return {name: entry[name] for name in names}


def name_key(owner: str, name: Entry) -> str:
    """The stable key of a name: the primary one keeps its row when its spelling is mended."""
    return f"{owner}/name/{'=' if name['kind'] == 'primary' else name['text']}"
