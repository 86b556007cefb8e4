"""Slugs: which address an entity gets, and that no address ever comes to mean something else."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cases.publication import models as p
from cases.publication.citing import ref_of
from cases.publication.records import Question, answers, day_told
from cases.publication.redacting import CONFIDENTIAL

MODELS: dict[str, Any] = {
    "case": p.PublishedCase,
    "person": p.PublishedPerson,
    "organisation": p.PublishedOrganisation,
    "court": p.PublishedCourt,
    "provision": p.PublishedProvision,
    "place": p.PublishedPlace,
    "source": p.PublishedSource,
}
WITH_DUE_DAY = frozenset({"case", "person", "organisation"})
_LONGEST = 120
_COLUMNS = ("id", "public_id", "slug", "digest")


def wanted_slug(row: Any) -> str:
    """The address that a row asks for: its slug, or its key."""
    text = row.slug if hasattr(row, "slug") else row.key
    return re.sub(r"[^\w-]+", "-", text, flags=re.ASCII).strip("-").lower() or row.public_id


class Addresses:
    """The rows that stand for these entities, and the slugs they get; three queries."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.slugs: dict[str, str] = {}
        self.standing: dict[str, dict[str, Any]] = {kind: {} for kind in MODELS}
        by_kind: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            kind = ref_of(row).partition(":")[0]
            if kind in MODELS and row.public_id != CONFIDENTIAL:
                by_kind[kind].append(row)
        wanted = {
            kind: {row.public_id: wanted_slug(row) for row in rows}
            for kind, rows in by_kind.items()
        }
        held = self._taken({slug for slugs in wanted.values() for slug in slugs.values()})
        for kind, one in self._found(wanted):
            held[kind, one["slug"]] = one["public_id"]
            if one["public_id"] in wanted[kind]:
                self.standing[kind][one["public_id"]] = one
        for kind, rows in by_kind.items():
            self._settle(kind, rows, wanted[kind], held)

    def slug_of(self, row: Any) -> str:
        """The slug, or "" for what has no page of its own."""
        return self.slugs.get(ref_of(row), "")

    def _taken(self, slugs: set[str]) -> dict[tuple[str, str], str]:
        """Slugs of withdrawn pages and former addresses, and whose they are."""
        asked = (
            Question(p.SlugRedirect, ("kind", "old_slug", "public_id"), "old_slug", slugs),
            Question(p.Tombstone, ("kind", "slug", "public_id"), "slug", slugs),
        )
        return {(kind, slug): key for _number, kind, slug, key in sorted(answers(asked))}

    def _found(self, wanted: dict[str, dict[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The published rows of these identifiers, and those that have a slug they want."""
        for columns, kinds in (
            ((*_COLUMNS, "due_on"), WITH_DUE_DAY & set(wanted)),
            (_COLUMNS, set(wanted) - WITH_DUE_DAY),
        ):
            asked = [
                (kind, Question(MODELS[kind], columns, name, keys))
                for kind in sorted(kinds)
                for name, keys in (("public_id", wanted[kind]), ("slug", wanted[kind].values()))
            ]
            for number, *values in answers(question for _kind, question in asked):
                one = dict(zip(columns, values, strict=True))
                if one.get("due_on"):
                    one["due_on"] = day_told(one["due_on"])
                yield asked[number][0], one

    def _settle(
        self, kind: str, rows: list[Any], wanted: dict[str, str], held: dict[tuple[str, str], str]
    ) -> None:
        for row in sorted(rows, key=lambda row: row.pk):
            slug = wanted[row.public_id][:_LONGEST]
            if held.get((kind, slug), row.public_id) != row.public_id:
                slug = f"{slug[: _LONGEST - 17]}-{row.public_id}"
            held[kind, slug] = row.public_id
            self.slugs[ref_of(row)] = slug


class FreshAddresses(Addresses):
    """The addresses where nothing has ever been published; asks no database."""

    def _taken(self, slugs: set[str]) -> dict[tuple[str, str], str]:
        return {}

    def _found(self, wanted: dict[str, dict[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
        return iter(())
