"""Facts to publications, in the transaction of the change: publish, withdraw, withhold, project.

Each function does its whole work before it returns: nothing that protects somebody is queued.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cases import models as m
from cases.publication import models as p
from cases.publication.building import build, identities
from cases.publication.chunking import write_chunks
from cases.publication.citing import ref_of
from cases.publication.counting import recount
from cases.publication.indexing import OWN_ROLES
from cases.publication.mentioning import mentioning, naming, people_shown
from cases.publication.projection import Projection
from cases.publication.purging import forget_everything, purge
from cases.publication.reading import LISTED_ROLES, Facts, Reach, read
from cases.publication.records import keys_having, read_having
from cases.publication.redacting import redact
from cases.publication.scrubbing import REPLACEMENT
from cases.publication.sweeping import sweep
from cases.publication.totalling import store_totals
from cases.publication.turns import publishing, take_turn
from cases.publication.withheld import Withheld, read_withheld
from cases.publication.writing import Written, write
from cases.vocabulary import WorkflowState

_FACTS: dict[str, Any] = {
    "case": m.Case,
    "person": m.Person,
    "organisation": m.Organisation,
    "event": m.Event,
}


class NotPublishable(Exception):
    """A case that fails the checks; `problems` says in sentences what is missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def publish_case(case: m.Case, *, today: date, now: datetime) -> Written:
    """Publish a case, or project what was edited in it. Raises NotPublishable, changing nothing.

    A case under an embargo stays out until its day; `publish --due` brings it then.
    """
    with transaction.atomic():
        if case.state != WorkflowState.PUBLISHED:
            case.state = WorkflowState.PUBLISHED
            case.save()
        take_turn()
        done, refused = _project(reach_of_cases({case.pk}), today=today, now=now)
        if problems := refused.get(case.public_id):
            raise NotPublishable(problems)
    return done


def withdraw_case(case: m.Case, *, today: date, now: datetime) -> Written:
    """Take a case back for good: its address, and of people left without a case, says 410."""
    return _take_back(case, WorkflowState.WITHDRAWN, today=today, now=now)


def unpublish_case(case: m.Case, *, today: date, now: datetime) -> Written:
    """Make a case a draft again: it is as if it had never been public (404)."""
    return _take_back(case, WorkflowState.DRAFT, today=today, now=now)


def withhold_name(person: m.Person, *, today: date, now: datetime) -> Written:
    """Withhold a person's name in every output, before this returns; old addresses are gone."""
    return _set_withheld(person, is_withheld=True, today=today, now=now)


def unwithhold_name(person: m.Person, *, today: date, now: datetime) -> Written:
    """Show a person's name again. Addresses deleted by withholding do not come back."""
    return _set_withheld(person, is_withheld=False, today=today, now=now)


def project_refs(refs: Iterable[str], *, today: date, now: datetime) -> Written:
    """Project documents again, by reference, with all that depends on them.

    `case:`, `person:`, `organisation:` and `event:` references; what is gone from the facts goes
    from the publications. Others are reached through what mentions them.
    """
    refs = set(refs)
    with publishing():
        reach, missing = reach_of_refs(refs)
        done, _refused = _project(reach, today=today, now=now, missing=missing)
    return done


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
    siblings = m.Case.objects.filter(
        pk__in=theirs, public_id__in=p.PublishedCase.objects.values("public_id")
    ).order_by()
    return Reach(cases=cases | set(siblings.values_list("pk", flat=True)), people=found)


def project(
    reach: Reach, *, today: date, withheld: Withheld | None = None
) -> tuple[Projection, Facts]:
    """What the rows of a reach should be; writes nothing."""
    facts = read(reach)
    spoken_for = identities(facts)
    facts = redact(facts, read_withheld() if withheld is None else withheld, today=today)
    return build(facts, spoken_for, today=today), facts


def _project(
    reach: Reach, *, today: date, now: datetime, missing: Iterable[str] = ()
) -> tuple[Written, dict[str, list[str]]]:
    missing = set(missing)
    cases = m.Case.objects.filter(pk__in=reach.cases).values_list("public_id", flat=True)
    # Somebody who has just ceased to be a subject is on the old rows only.
    shown = people_shown({f"case:{key}" for key in cases} | missing)
    former = dict(m.Person.objects.filter(public_id__in=shown).values_list("public_id", "pk"))
    reach.people |= set(former.values())
    missing |= {f"person:{key}" for key in shown - set(former)}
    withheld = read_withheld()
    made, facts = project(reach, today=today, withheld=withheld)
    made.absent |= missing
    done = write(made, now=now)
    bodies = _organisations_touched(made, facts)
    if bodies:
        also, _facts = project(Reach(organisations=bodies), today=today, withheld=withheld)
        done.add(write(also, now=now))
    sweep(done, today=today)
    recount(done.recount)
    store_totals(done.held)
    write_chunks(done.facets)
    purge(done.touched)
    return done, made.refused


def _organisations_touched(made: Projection, facts: Facts) -> set[int]:
    """The mentioned organisations whose own documents this projection may change."""
    assert made.addresses is not None
    standing = made.addresses.standing["organisation"]
    mentioned = {ref for row in made.rows for ref in row.mentions}
    found = {
        pk
        for pk, row in facts.organisations.items()
        if ref_of(row) in mentioned and row.public_id not in standing
    }
    found |= {row.organisation_id for row in facts.subjects.values() if row.organisation_id}
    found |= {
        row.organisation_id for row in facts.affiliations.values() if row.role in LISTED_ROLES
    }
    found |= {row.organisation_id for row in facts.designations.values() if row.organisation_id}
    for event in facts.events_of.get(None, ()):
        found |= {
            row.organisation_id
            for row in facts.participants_of.get(event.pk, ())
            if row.organisation_id
        }
    return found - facts.reach.organisations


def _take_back(case: m.Case, state: WorkflowState, *, today: date, now: datetime) -> Written:
    with transaction.atomic():
        case.state = state
        case.save()
        take_turn()
        reach = reach_of_cases({case.pk})
        before = _pages(reach)
        done, _refused = _project(reach, today=today, now=now)
        if state == WorkflowState.WITHDRAWN:
            _bury(before - _pages(reach), now)
        else:
            _forget(before - _pages(reach))
        forget_everything()
    return done


def _pages(reach: Reach) -> set[tuple[str, str, str]]:
    """The pages that stand for a reach: kind, identifier, slug."""
    pages = set()
    for kind, model, facts, ids in (
        ("case", p.PublishedCase, m.Case, reach.cases),
        ("person", p.PublishedPerson, m.Person, reach.people),
    ):
        keys = facts.objects.filter(pk__in=ids).values_list("public_id", flat=True)
        rows = model.objects.filter(public_id__in=list(keys))
        pages |= {(kind, key, slug) for key, slug in rows.values_list("public_id", "slug")}
    return pages


def _bury(pages: set[tuple[str, str, str]], now: datetime) -> None:
    """Leave a tombstone at each address, former ones too."""
    for kind, key, slug in pages:
        former = p.SlugRedirect.objects.filter(kind=kind, public_id=key)
        for address in [slug, *former.values_list("old_slug", flat=True)]:
            p.Tombstone.objects.update_or_create(
                kind=kind, slug=address, defaults={"public_id": key, "withdrawn_at": now}
            )
        former.delete()


def _forget(pages: set[tuple[str, str, str]]) -> None:
    for kind, key, _slug in pages:
        p.SlugRedirect.objects.filter(kind=kind, public_id=key).delete()


def _set_withheld(person: m.Person, *, is_withheld: bool, today: date, now: datetime) -> Written:
    with transaction.atomic():
        ref = ref_of(person)
        if is_withheld:
            person.is_name_withheld = True
            person.save()
            take_turn()
            p.Label.objects.filter(ref=ref).update(text="", is_masked=True, slug="", detail={})
        else:
            # Withheld still, until what shows only a token is found; the row is ours from here.
            m.Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            take_turn()
        withheld = read_withheld()
        spellings = withheld.spellings.get(person.pk, [])
        # Where the name was taken out, only the token shows that it stood there.
        named = naming(spellings if is_withheld else [*spellings, REPLACEMENT])
        refs = named | mentioning(ref) | {doc for one in named for doc in mentioning(one)} | {ref}
        reach, _missing = reach_of_refs(refs)
        for into, near in (
            (reach.cases, withheld.inside),
            (reach.cases, withheld.beside),
            (reach.people, withheld.people),
            (reach.organisations, withheld.organisations),
        ):
            into |= {pk for pk, whose in near.items() if person.pk in whose}
        if not is_withheld:
            person.is_name_withheld = False
            person.save()
        done, _refused = _project(reach, today=today, now=now)
        if is_withheld:
            p.SlugRedirect.objects.filter(kind="person", public_id=person.public_id).delete()
            forget_everything()
    return done
