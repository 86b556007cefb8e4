"""What has to be projected because of what a projection changed: whatever shows somebody or
something that came or went by it, or that is called otherwise now."""

from collections.abc import Iterable
from datetime import date

import orjson
from django.db.models import Q

from cases import models as m
from cases.publication import models as p
from cases.publication.citing import ref_of
from cases.publication.labels import LabelRow
from cases.publication.mentioning import documents_showing
from cases.publication.projection import Projection
from cases.publication.reaching import reach_of_cases, reach_of_refs
from cases.publication.reading import LISTED_ROLES, Facts, Reach
from cases.publication.records import values_having
from cases.publication.redacting import nameable_people
from cases.publication.scrubbing import REPLACEMENT
from cases.publication.writing import Written


class Affected:
    """What is to be projected next: `reach` and `missing`, false when there is nothing left.

    Each document is projected once: the facts stay as they are meanwhile. Only the page of an
    organisation also depends on who else has one, and follows again.
    """

    def __init__(
        self, first: tuple[Reach, set[str]], *, today: date, is_thorough: bool = False
    ) -> None:
        self.reach, self.missing = first
        self.has_counts = is_thorough
        self._today = today
        self._is_thorough = is_thorough
        self._done = Reach()
        self._gone: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.reach or self.missing)

    def follow(self, made: Projection, facts: Facts, written: Written) -> None:
        """Go on to what the projection that was just written makes necessary."""
        self._done.add(self.reach)
        again = self._showing_what_went(made, written)
        others = set().union(*map(documents_showing, self._renamed(made, facts, written)))
        shown = again | others
        self.has_counts |= any(ref.startswith("count:") for ref in shown)
        reach, self.missing = reach_of_refs(shown) if shown else (Reach(), set())
        reach.add(linked_to(written.appeared))
        organisations = _told_of(made, facts) | _keyed(m.Organisation, written.orphans)
        self.reach = Reach(
            reach.cases - self._done.cases,
            reach.people - self._done.people,
            ((reach.organisations | organisations) - self._done.organisations)
            | _keyed(m.Organisation, again),
        )

    def _showing_what_went(self, made: Projection, written: Written) -> set[str]:
        """The documents that show what has no page any more, or who may not be named any more."""
        assert made.addresses is not None
        people = {r for r in made.absent | written.orphans if r.startswith("person:")} - self._gone
        keys = {ref.partition(":")[2] for ref in people}
        known = dict(values_having(m.Person, ("id", "public_id"), "public_id", keys))
        nameable = nameable_people(set(known), today=self._today) if known else set()
        paged = made.addresses.standing["person"]
        stay = {f"person:{known[pk]}" for pk in nameable}
        stay -= {ref for ref in made.absent if ref.partition(":")[2] in paged}
        gone = {ref for ref in made.absent if not ref.startswith("person:")} - self._gone
        gone |= people - stay
        self._gone |= gone
        if not gone:
            return set()
        rows = p.Mention.objects.filter(mentioned__in=gone).order_by()
        return set(rows.values_list("document", flat=True).distinct())

    def _renamed(self, made: Projection, facts: Facts, written: Written) -> set[str]:
        """What is called otherwise now, as far as what shows it may not wait.

        Where an editor changed a name, that may be much, and is queued; see `queueing`. Where
        a name was taken out, or had been and is no more, nobody queues it.
        """
        if self._is_thorough:
            return set(written.relabelled)
        return {
            ref
            for ref, before in written.relabelled.items()
            if ref in facts.cleaned
            or _is_cleaned(made.labels[ref])
            or _is_cleaned(before)
            or _has_address_again(before, made.labels[ref])
        }


def _is_cleaned(label: LabelRow) -> bool:
    """Whether something stands for a name in a label, or an identifier for an address."""
    text = orjson.dumps([label.text, label.detail])
    is_hidden = label.is_masked or REPLACEMENT.encode() in text
    return is_hidden or label.slug == label.ref.partition(":")[2]


def _has_address_again(before: LabelRow, now: LabelRow) -> bool:
    """Whether a source has an address now that it had not: it may have held a name."""
    names = ("url", "archived_url")
    return any(now.detail.get(name) and before.detail.get(name) == "" for name in names)


def linked_to(appeared: Iterable[str]) -> Reach:
    """Who and what is linked to the people and organisations among these references, and tells of
    it on pages of their own."""
    appeared, reach = set(appeared), Reach()
    people = _keyed(m.Person, appeared)
    if people:
        links = m.PersonLink.objects.filter(Q(person__in=people) | Q(related__in=people))
        pairs = links.order_by().values_list("person", "related")
        others = {pk for pair in pairs for pk in pair} - people
        reach = reach_of_cases(set(), others) if others else reach
        listed = m.Affiliation.objects.filter(person__in=people, role__in=LISTED_ROLES)
        reach.organisations |= set(listed.order_by().values_list("organisation", flat=True))
    organisations = _keyed(m.Organisation, appeared)
    if organisations:
        ties = m.OrganisationLink.objects.filter(
            Q(organisation__in=organisations) | Q(related__in=organisations)
        )
        linked = ties.order_by().values_list("organisation", "related")
        reach.organisations |= {pk for pair in linked for pk in pair}
    return reach


def _keyed(model: type[m.Person | m.Organisation], refs: Iterable[str]) -> set[int]:
    """The primary keys of those of the references that are to rows of `model`."""
    kind = model._meta.model_name
    keys = [ref.partition(":")[2] for ref in refs if ref.startswith(f"{kind}:")]
    return {pk for (pk,) in values_having(model, ("id",), "public_id", keys)}


def _told_of(made: Projection, facts: Facts) -> set[int]:
    """The organisations of whose own pages a projection of cases and people tells something, and
    those it mentions that have no page yet."""
    assert made.addresses is not None
    standing = made.addresses.standing["organisation"]
    mentioned = {ref for row in made.rows for ref in row.mentions}
    found = {
        pk
        for pk, row in facts.organisations.items()
        if ref_of(row) in mentioned and row.public_id not in standing
    }
    reach = facts.reach
    found |= {
        row.organisation_id
        for row in facts.subjects.values()
        if row.organisation_id and row.case_id in reach.cases
    }
    found |= {
        row.organisation_id
        for row in facts.affiliations.values()
        if row.role in LISTED_ROLES and row.person_id in reach.people
    }
    found |= {row.organisation_id for row in facts.designations.values() if row.organisation_id}
    for event in facts.events_of.get(None, ()):
        found |= {
            row.organisation_id
            for row in facts.participants_of.get(event.pk, ())
            if row.organisation_id
        }
    return found
