"""Finds and removes what no public fact stands behind and what nothing mentions any more."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef

from cases import models as m
from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.lacking import lacking
from cases.publication.redacting import open_cases, open_events, public_organisations
from cases.publication.writing import Written, remove_rows

# These are published because something mentions them, and for no other reason.
DEPENDENT = frozenset({"court", "provision", "place", "source", "organisation"})


def sweep(done: Written, *, today: date) -> None:
    """Follow the orphans of what was written until nothing is left without a mention."""
    while done.orphans:
        refs, done.orphans = done.orphans, set()
        mentioned = p.Mention.objects.filter(mentioned__in=refs).order_by()
        orphans = refs - set(mentioned.values_list("mentioned", flat=True).distinct())
        by_kind: dict[str, set[str]] = {}
        for ref in orphans:
            kind, _colon, key = ref.partition(":")
            by_kind.setdefault(kind, set()).add(key)
        for kind, keys in by_kind.items():
            paged = set()
            if kind in MODELS:
                if kind in DEPENDENT:
                    remove_rows(kind, _removable(kind, keys, today), done)
                rows = MODELS[kind].objects.filter(public_id__in=keys)
                paged = set(rows.values_list("public_id", flat=True))
            gone = [f"{kind}:{key}" for key in keys - paged]
            p.Label.objects.filter(ref__in=gone).delete()
            done.orphans -= set(gone)


def _removable(kind: str, keys: set[str], today: date) -> set[str]:
    if kind != "organisation":
        return keys
    return keys - public_organisations(keys, today=today)


STALE_KINDS = ("case", "person", "organisation", "event")


def stale_rows(kind: str, today: date) -> set[str]:
    """The published rows of one of STALE_KINDS that no public fact stands behind any more."""
    # Joined and not `IN`: SQLite would look through all open cases for each person.
    subjects = m.Subject.objects.filter(open_cases(today, "case__"))
    facts: dict[str, tuple[Any, Any, str]] = {
        "case": (p.PublishedCase, m.Case.objects.filter(open_cases(today)), "public_id"),
        "person": (p.PublishedPerson, subjects, "person__public_id"),
        "organisation": (p.PublishedOrganisation, m.Organisation.objects.all(), "public_id"),
        "event": (p.PublishedEvent, m.Event.objects.filter(open_events(today)), "public_id"),
    }
    model, public, key = facts[kind]
    gone = model.objects.filter(lacking(public, **{key: OuterRef("public_id")}))
    return set(gone.values_list("public_id", flat=True))


def unmentioned_rows() -> Iterator[tuple[str, set[str]]]:
    """Published courts, provisions, places and sources, and labels, that nothing mentions."""
    labels = p.Label.objects.filter(lacking(p.Mention.objects.all(), mentioned=OuterRef("ref")))
    by_kind: dict[str, set[str]] = {}
    for ref in labels.values_list("ref", flat=True):
        kind, _colon, key = ref.partition(":")
        by_kind.setdefault(kind, set()).add(key)
    for kind, keys in by_kind.items():
        if kind in MODELS and kind not in DEPENDENT - {"organisation"}:
            paged = MODELS[kind].objects.filter(public_id__in=keys)
            keys -= set(paged.values_list("public_id", flat=True))
        if keys:
            yield kind, keys
