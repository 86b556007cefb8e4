"""Slugs: which address an entity gets, and that no address ever comes to mean something else."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from cases.publication import models as p
from cases.publication.citing import ref_of
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


def wanted_slug(row: Any) -> str:
    """The address that a row asks for: its slug, or its key."""
    text = row.slug if hasattr(row, "slug") else row.key
    return re.sub(r"[^\w-]+", "-", text, flags=re.ASCII).strip("-").lower() or row.public_id


class Addresses:
    """The rows that stand for these entities, and the slugs they get; a query for each kind."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.slugs: dict[str, str] = {}
        self.standing: dict[str, dict[str, Any]] = {kind: {} for kind in MODELS}
        by_kind: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            kind = ref_of(row).partition(":")[0]
            if kind in MODELS and row.public_id != CONFIDENTIAL:
                by_kind[kind].append(row)
        wanted = {(kind, wanted_slug(row)) for kind, rows in by_kind.items() for row in rows}
        held = self._taken({slug for _kind, slug in wanted})
        for kind, model in MODELS.items():
            self._settle(kind, model, by_kind[kind], held)

    def slug_of(self, row: Any) -> str:
        """The slug, or "" for what has no page of its own."""
        return self.slugs.get(ref_of(row), "")

    def _taken(self, slugs: set[str]) -> dict[tuple[str, str], str]:
        """Slugs of withdrawn pages and former addresses, and whose they are."""
        held = {
            (kind, slug): public_id
            for kind, slug, public_id in p.SlugRedirect.objects.filter(
                old_slug__in=slugs
            ).values_list("kind", "old_slug", "public_id")
        }
        tombs = p.Tombstone.objects.filter(slug__in=slugs)
        for kind, slug, public_id in tombs.values_list("kind", "slug", "public_id"):
            held[kind, slug] = public_id
        return held

    def _found(self, kind: str, model: Any, wanted: dict[str, str]) -> Iterable[dict[str, Any]]:
        """The published rows of these identifiers, and those that have a slug they want."""
        rows = model.objects.filter(Q(public_id__in=wanted) | Q(slug__in=wanted.values()))
        columns = ["pk", "public_id", "slug", "digest"]
        return rows.values(*columns, *(["due_on"] if kind in WITH_DUE_DAY else []))

    def _settle(self, kind: str, model: Any, rows: list[Any], held: dict[Any, str]) -> None:
        wanted = {row.public_id: wanted_slug(row) for row in rows}
        for one in self._found(kind, model, wanted):
            held[kind, one["slug"]] = one["public_id"]
            if one["public_id"] in wanted:
                self.standing[kind][one["public_id"]] = one
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

    def _found(self, kind: str, model: Any, wanted: dict[str, str]) -> Iterable[dict[str, Any]]:
        return ()
