"""Which rows are projected together: what depends on some cases and people, or on references."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cases import models as m
from cases.publication import models as p
from cases.publication.indexing import OWN_ROLES
from cases.publication.reading import Reach
from cases.publication.records import keys_having, read_having, values_having

_FACTS: dict[str, Any] = {
    "case": m.Case,
    "person": m.Person,
    "organisation": m.Organisation,
    "event": m.Event,
}


def reach_of_refs(refs: Iterable[str]) -> tuple[Reach, set[str]]:
    """The reach of some references, and those that no fact answers to."""
    keys: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        kind, _colon, key = ref.partition(":")
        keys[kind].add(key)
    found: dict[str, dict[str, int]] = {}
    for kind, model in _FACTS.items():
        rows = (
            model.objects.filter(public_id__in=keys[kind]) if keys[kind] else model.objects.none()
        )
        found[kind] = dict(rows.values_list("public_id", "pk"))
    missing = {f"{kind}:{key}" for kind in _FACTS for key in keys[kind] - set(found[kind])}
    events = m.Event.objects.filter(pk__in=found["event"].values())
    cases = set(events.filter(case__isnull=False).values_list("case_id", flat=True))
    parts = m.EventParticipant.objects.filter(event__in=events.filter(case__isnull=True))
    reach = reach_of_cases(
        cases | set(found["case"].values()),
        set(found["person"].values())
        | set(parts.filter(person__isnull=False).values_list("person_id", flat=True)),
    )
    reach.organisations |= set(found["organisation"].values())
    reach.organisations |= set(
        parts.filter(organisation__isnull=False).values_list("organisation_id", flat=True)
    )
    return reach, missing


def reach_of_cases(cases: set[int], people: set[int] | None = None) -> Reach:
    """These cases and people, and the people and cases whose rows depend on them.

    A person's rows are made of all their cases; a case shows the death that another tells of.
    """
    found = set(people or ()) | keys_having(m.Subject, "person_id", "case_id", cases)
    events = keys_having(m.Event, "id", "case_id", cases)
    parts = read_having(m.EventParticipant, "event_id", events)
    found |= {row.person_id for row in parts if row.person_id and row.role in OWN_ROLES}
    for name in ("granted_id", "withdrawn_id"):
        found |= keys_having(m.Designation, "person_id", name, events)
    theirs = keys_having(m.Subject, "case_id", "person_id", found) - cases
    ids = dict(values_having(m.Case, ("public_id", "id"), "id", theirs))
    published = values_having(p.PublishedCase, ("public_id",), "public_id", ids)
    return Reach(cases=cases | {ids[key] for (key,) in published}, people=found)
