"""What a projection holds: the rows that should stand, and their digests. Nothing is read here."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from cases.custody import HeldStretch, StateStretch
from cases.publication.addressing import Addresses
from cases.publication.facets import Facets
from cases.publication.labels import LabelRow

# Columns that follow the calendar, other rows or other columns: they are never news by themselves.
QUIET = frozenset({"due_on", "case_count", "words"})
# The documents that child rows are made from, besides events of no case and reported counts.
WITH_CHILDREN = frozenset({"case", "person", "organisation"})


@dataclass(slots=True)
class Row:
    """What one published row should hold; `spells` hang on (person, case) by identifier;
    `held` are the stretches of a person, or of a case by the surest of its people; `states` those
    of a person, or of all people of a case."""

    kind: str
    public_id: str
    columns: dict[str, Any]
    facets: Facets = field(default_factory=set)
    spells: list[dict[str, Any]] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)
    digest: str = ""
    held: Sequence[HeldStretch] = ()
    states: Sequence[StateStretch] = ()

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.public_id}"


@dataclass(slots=True)
class Projection:
    """What the rows of a reach should be, and which of its entities should have none.

    `children` are the rows of the child tables (events, charges, citations...).
    """

    rows: list[Row] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    labels: dict[str, LabelRow] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    refused: dict[str, list[str]] = field(default_factory=dict)
    addresses: Addresses | None = None

    def standing(self) -> "Projection":
        """The part whose documents stand already, with the rows that those own."""
        assert self.addresses is not None
        standing = self.addresses.standing
        rows = [row for row in self.rows if row.public_id in standing[row.kind]]
        owners = {row.ref for row in (*rows, *self.alone)}
        children = [row for row in self.children if row.columns["owner"] in owners]
        return Projection(rows=rows, children=children, addresses=self.addresses)

    @property
    def alone(self) -> list[Row]:
        """The events of no case, each a document by itself."""
        return [row for row in self.children if row.columns["owner"] == row.ref]

    @property
    def owners(self) -> set[str]:
        """The references of all whose child rows are here, so that no other may stand.

        Events of a case too: what an event owned while it had none must go.
        """
        found = {row.ref for row in self.rows if row.kind in WITH_CHILDREN}
        found |= {row.ref for row in self.counts}
        return found | {row.ref for row in self.children if row.kind == "event"}


def digest_of(*content: Any) -> str:
    """SHA-256 of canonical JSON."""
    text = orjson.dumps(content, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()
