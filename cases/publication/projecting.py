"""Facts to publications, in the transaction of the change: publish, withdraw, project.

Each function does its whole work before it returns: nothing that protects somebody is queued.
How a name is withheld: `withholding`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from cases import models as m
from cases.publication import models as p
from cases.publication.building import build, identities
from cases.publication.chunking import write_chunks
from cases.publication.consequences import Affected
from cases.publication.counting import recount
from cases.publication.deciding import decide
from cases.publication.mentioning import people_shown
from cases.publication.projection import Projection
from cases.publication.purging import forget_everything, purge
from cases.publication.reaching import reach_of_cases, reach_of_refs
from cases.publication.reading import Facts, Reach, read
from cases.publication.records import values_having
from cases.publication.redacting import redact
from cases.publication.reporting import project_counts, write_counts
from cases.publication.sweeping import sweep
from cases.publication.totalling import store_totals
from cases.publication.turns import publishing, take_turn
from cases.publication.withheld import Withheld, read_withheld
from cases.publication.writing import Written, write
from cases.vocabulary import WorkflowState


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
        decide(case, "state", WorkflowState.PUBLISHED)
        take_turn()
        done, refused = renew(reach_of_cases({case.pk}), today=today, now=now)
        if problems := refused.get(case.public_id):
            raise NotPublishable(problems)
    return done


def withdraw_case(case: m.Case, *, today: date, now: datetime) -> Written:
    """Take a case back for good: its address, and of people left without a case, says 410."""
    return _take_back(case, WorkflowState.WITHDRAWN, today=today, now=now)


def unpublish_case(case: m.Case, *, today: date, now: datetime) -> Written:
    """Make a case a draft again: it is as if it had never been public (404)."""
    return _take_back(case, WorkflowState.DRAFT, today=today, now=now)


def project_refs(refs: Iterable[str], *, today: date, now: datetime) -> Written:
    """Project documents again, by reference, with all that depends on them.

    `case:`, `person:`, `organisation:` and `event:` references; what is gone from the facts goes
    from the publications. Others are reached through what mentions them.
    """
    refs = set(refs)
    with publishing():
        reach, missing = reach_of_refs(refs)
        done, _refused = renew(reach, today=today, now=now, missing=missing)
    return done


def project(
    reach: Reach, *, today: date, withheld: Withheld | None = None
) -> tuple[Projection, Facts]:
    """What the rows of a reach should be; writes nothing."""
    facts = read(reach)
    spoken_for = identities(facts)
    facts = redact(facts, read_withheld() if withheld is None else withheld, today=today)
    return build(facts, spoken_for, today=today), facts


def renew(
    reach: Reach,
    *,
    today: date,
    now: datetime,
    missing: Iterable[str] = (),
    is_thorough: bool = False,
) -> tuple[Written, dict[str, list[str]]]:
    """Project a reach, and then what shows whatever came, went or was cleaned by it; returns what
    was written, and of each case that fails its checks the reasons.

    `missing` are references that no fact answers to. `is_thorough`: the reported counts too, and
    all that shows an entity which is called otherwise now, however much that is; else only where
    a name was taken out. Call inside a transaction, after taking its turn.
    """
    withheld = read_withheld()
    done = Written()
    refused: dict[str, list[str]] = {}
    affected = Affected(_with_former(reach, set(missing)), today=today, is_thorough=is_thorough)
    while affected:
        made, facts = project(affected.reach, today=today, withheld=withheld)
        made.absent |= affected.missing
        written = write(made, now=now)
        done.add(written)
        refused |= made.refused
        affected.follow(made, facts, written)
    if affected.has_counts:
        done.add(write_counts(project_counts(withheld, today=today), now=now))
    settle(done, today=today)
    return done, refused


def settle(done: Written, *, today: date) -> None:
    """Bring to an end what was written: remove what nothing mentions now, set the numbers made of
    many rows, and tell the caches."""
    sweep(done, today=today)
    store_totals(done.held)
    write_chunks(done.facets)
    recount(done.recount)
    purge(done.touched)


def _with_former(reach: Reach, missing: set[str]) -> tuple[Reach, set[str]]:
    """A reach with those who have just ceased to be subjects: they are on the old rows only."""
    cases = values_having(m.Case, ("public_id",), "id", reach.cases)
    shown = people_shown({f"case:{key}" for (key,) in cases} | missing)
    reach.people |= {pk for pk in shown.values() if pk}
    return reach, missing | {f"person:{key}" for key, pk in shown.items() if not pk}


def _take_back(case: m.Case, state: WorkflowState, *, today: date, now: datetime) -> Written:
    with transaction.atomic():
        decide(case, "state", state)
        take_turn()
        reach = reach_of_cases({case.pk})
        before = _pages(reach)
        done, _refused = renew(reach, today=today, now=now)
        if state == WorkflowState.WITHDRAWN:
            _bury(before - _pages(reach), now)
        else:
            _forget(case, reach, before - _pages(reach))
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


def _forget(case: m.Case, reach: Reach, pages: set[tuple[str, str, str]]) -> None:
    """Leave nothing at the addresses of `pages`, nor the tombstones of a case and of its people.
    Who is in another case that was withdrawn keeps theirs."""
    for kind, key, _slug in pages:
        p.SlugRedirect.objects.filter(kind=kind, public_id=key).delete()
    people = m.Person.objects.filter(pk__in=reach.people).exclude(
        subjects__case__state=WorkflowState.WITHDRAWN
    )
    for kind, keys in (
        ("case", [case.public_id]),
        ("person", list(people.values_list("public_id", flat=True))),
    ):
        p.Tombstone.objects.filter(kind=kind, public_id__in=keys).delete()
