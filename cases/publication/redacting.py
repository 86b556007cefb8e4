"""What is public: the one place that says so. Below it, nothing private is left in the facts.

`redact` takes rows out and cleans texts, in memory only; everything that makes rows and documents
works on what it leaves, so that no output has to think of it again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import Exact

from cases import models as m
from cases.publication import checking
from cases.publication import models as p
from cases.publication.cleaning import clean
from cases.publication.indexing import Index
from cases.publication.lacking import lacking
from cases.publication.reading import Facts, Reach
from cases.publication.withheld import Withheld
from cases.vocabulary import Gender, NameOrigin, PersonRelation, Stance, WorkflowState

# Kin of a withheld person: to name the one is to point at the other.
KINSHIP = frozenset(
    {
        PersonRelation.PARENT,
        PersonRelation.CHILD,
        PersonRelation.SIBLING,
        PersonRelation.SPOUSE,
        PersonRelation.FORMER_SPOUSE,
        PersonRelation.RELATIVE,
    }
)
CONFIDENTIAL = "confidential"
_MASKED_SOURCE_ID = 0


@m.Case.state.field.register_lookup
class Tested(Exact):
    """`state__tested`: the same as equal, but nothing is looked up by it.

    Nearly every case is published, which SQLite does not know: for each person it would go through
    all published cases to see whether the person is in one. Its documentation advises the plus.
    """

    lookup_name = "tested"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        operator: str = connection.operators["exact"]
        return operator % rhs

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        sql, values = self.as_sql(compiler, connection, **context)
        return f"+{sql}", values


def is_open(case: m.Case, today: date) -> bool:
    """Whether the workflow lets a case be seen; that it passes the checks is another question."""
    embargo = case.embargoed_until
    return case.state == WorkflowState.PUBLISHED and (embargo is None or embargo <= today)


def open_cases(today: date, prefix: str = "", *, but: Collection[int] = ()) -> Q:
    """`is_open` as a condition, of cases that were not refused and are not among `but`; `prefix`
    leads to the case: "case__"."""
    is_public = Q(**{f"{prefix}state__tested": WorkflowState.PUBLISHED}) & (
        Q(**{f"{prefix}embargoed_until__isnull": True})
        | Q(**{f"{prefix}embargoed_until__lte": today})
    )
    if but:
        is_public &= ~Q(**{f"{prefix}pk__in": but})
    return is_public & lacking(p.RefusedCase.objects.all(), pk=OuterRef(f"{prefix}public_id"))


def open_events(today: date, prefix: str = "", *, but: Collection[int] = ()) -> Q:
    """Public events of open cases (but for those of `but`), or of none if a source supports them;
    `prefix` leads to the event."""
    citations = m.EventCitation.objects.filter(stance=Stance.SUPPORTS)
    is_supported = Exists(citations.filter(cited=OuterRef(f"{prefix}pk")).order_by())
    return Q(**{f"{prefix}is_public": True}) & (
        Q(is_supported, **{f"{prefix}case__isnull": True})
        | open_cases(today, f"{prefix}case__", but=but)
    )


def redact(facts: Facts, withheld: Withheld, *, today: date, is_stored: bool = True) -> Facts:
    """The same facts without anything that is not public on `today`.

    Facts that are in no database (`is_stored` false) cannot be asked about in one: of those, each
    organisation has something public about it.
    """
    _drop_cases(facts, today)
    _drop_events(facts)
    _drop_proceedings(facts)
    _drop_ties(facts, withheld, today, is_stored=is_stored)
    _drop_names(facts, withheld)
    _drop_disputes(facts)
    clean(facts, withheld)
    _mask_sources(facts)
    facts.index = Index(facts)
    return facts


def _keep(rows: dict[int, Any], is_kept: Callable[[Any], bool]) -> dict[int, Any]:
    return {pk: row for pk, row in rows.items() if is_kept(row)}


def _regroup(facts: Facts, name: str, rows: dict[int, Any], key: str) -> None:
    groups: Any = defaultdict(list)
    for row in rows.values():
        groups[getattr(row, key)].append(row)
    setattr(facts, name, groups)


def _drop_cases(facts: Facts, today: date) -> None:
    visible = {}
    for pk, case in facts.cases.items():
        if case.state != WorkflowState.PUBLISHED:
            continue
        if found := checking.problems(facts, pk):
            facts.refused.append((case, found))
        elif is_open(case, today):
            visible[pk] = case
    facts.cases = visible
    facts.subjects = _keep(facts.subjects, lambda row: row.case_id in visible)
    _regroup(facts, "subjects_of", facts.subjects, "case_id")


def _drop_events(facts: Facts) -> None:
    facts.events = _keep(
        facts.events,
        lambda row: (
            row.is_public
            and (row.case_id is None or row.case_id in facts.cases)
            and checking.is_supported(facts, row)
        ),
    )
    _regroup(facts, "events_of", facts.events, "case_id")
    _drop_groups(facts.participants_of, facts.events)


def _drop_groups(groups: dict[Any, list[Any]], kept: Container[Any]) -> None:
    for key in [key for key in groups if key not in kept]:
        del groups[key]


def _drop_proceedings(facts: Facts) -> None:
    for pk, steps in facts.steps_of.items():
        facts.steps_of[pk] = [step for step in steps if step.event_id in facts.events]
        if steps and not facts.steps_of[pk]:
            # Each of its steps is an event that is not public.
            facts.charges.pop(pk, None)
    facts.charges = _keep(
        facts.charges,
        lambda row: row.subject_id in facts.subjects and checking.is_supported(facts, row),
    )
    _regroup(facts, "charges_of", facts.charges, "subject_id")
    _drop_groups(facts.steps_of, facts.charges)
    facts.sentences = _keep(
        facts.sentences,
        lambda row: (
            row.subject_id in facts.subjects
            and row.event_id in facts.events
            and checking.is_supported(facts, row)
        ),
    )
    _regroup(facts, "sentences_of", facts.sentences, "subject_id")
    _drop_groups(facts.conditions_of, facts.sentences)
    facts.designations = _keep(
        facts.designations,
        lambda row: row.granted_id in facts.events and checking.is_supported(facts, row),
    )
    for designation in facts.designations.values():
        if designation.withdrawn_id not in facts.events:
            designation.withdrawn_id = None


def _drop_ties(facts: Facts, withheld: Withheld, today: date, *, is_stored: bool) -> None:
    tied = {row.person_id for row in facts.affiliations.values()}
    tied |= {pk for row in facts.links.values() for pk in (row.person_id, row.related_id)}
    public = public_people(facts, tied, today=today)
    facts.affiliations = _keep(
        facts.affiliations,
        lambda row: row.person_id in public and checking.is_supported(facts, row),
    )
    facts.links = _keep(
        facts.links,
        lambda row: (
            {row.person_id, row.related_id} <= public
            and checking.is_supported(facts, row)
            and not (
                row.kind in KINSHIP and {row.person_id, row.related_id} & set(withheld.spellings)
            )
        ),
    )
    reach = facts.reach
    ends = set(reach.organisations)
    for row in facts.organisation_links.values():
        ends |= {row.organisation_id, row.related_id}
    refused = [case.pk for case, _found in facts.refused]
    active = ends
    if ends and is_stored:
        active = active_organisations(ends, today=today, refused=refused)
    facts.organisation_links = _keep(
        facts.organisation_links,
        lambda row: (
            checking.is_supported(facts, row)
            and bool({row.organisation_id, row.related_id} & active)
        ),
    )
    linked = {
        pk
        for row in facts.organisation_links.values()
        for pk in (row.organisation_id, row.related_id)
    }
    # An organisation has a page where something public is about it, or links it to such a one.
    facts.reach = Reach(reach.cases, reach.people, reach.organisations & (active | linked))


def public_people(facts: Facts, people: set[Any], *, today: date) -> set[Any]:
    """Those of `people` who may be named: subjects of an open case, or part of an open event.

    Nobody is named for a tie alone: whoever is entered before their case would be public at once.
    The founder of a movement is named for the public event of its founding.
    """
    public: set[Any] = {row.person_id for row in facts.subjects.values() if row.person_id}
    public |= {row.person_id for rows in facts.participants_of.values() for row in rows}
    asked = people - public
    if not asked:
        return public & people
    refused = [case.pk for case, _found in facts.refused]
    return (public & people) | nameable_people(asked, today=today, refused=refused)


def nameable_people(ids: set[Any], *, today: date, refused: Collection[int] = ()) -> set[Any]:
    """`public_people` as the database has it, whatever facts are in memory; `refused` are cases
    that are about to be found refused. One query."""
    nameable = m.Person.objects.filter(_is_nameable(today, "pk", refused), pk__in=ids).order_by()
    return set(nameable.values_list("pk", flat=True))


def _is_nameable(today: date, person: str, refused: Collection[int]) -> Q:
    """Whether the person of a row, in its column `person`, is a subject of an open case or has
    part in an open event."""
    subjects = m.Subject.objects.filter(open_cases(today, "case__", but=refused))
    parts = m.EventParticipant.objects.filter(open_events(today, "event__", but=refused))
    same = {"person": OuterRef(person)}
    return Q(Exists(subjects.filter(**same).order_by()) | Exists(parts.filter(**same).order_by()))


def active_organisations(ids: set[int], *, today: date, refused: Collection[int] = ()) -> set[int]:
    """Those of these organisations that something public is about, in cases other than `refused`.

    One query, which stops at the first thing it finds about each: a movement may be in a hundred
    thousand cases.
    """
    tied = m.Affiliation.objects.filter(
        _is_nameable(today, "person", refused), citations__stance=Stance.SUPPORTS
    )
    granted = m.Designation.objects.filter(open_events(today, "granted__", but=refused))
    is_active = Q()
    for rows, column in (
        (m.Subject.objects.filter(open_cases(today, "case__", but=refused)), "organisation"),
        (
            m.EventParticipant.objects.filter(open_events(today, "event__", but=refused)),
            "organisation",
        ),
        (tied, "organisation"),
        (granted, "organisation"),
        (granted, "grantor"),
        (m.Sentence.objects.filter(open_events(today, "event__", but=refused)), "imposed_by"),
        (m.ReportedCount.objects.filter(citations__isnull=False), "reported_by"),
    ):
        is_active |= Q(Exists(rows.filter(**{column: OuterRef("pk")}).order_by()))
    active = m.Organisation.objects.filter(is_active, pk__in=ids).order_by()
    return set(active.values_list("pk", flat=True))


def public_organisations(public_ids: Iterable[str], *, today: date) -> set[str]:
    """Those of these organisations that have a page: active, or linked to an active one."""
    keys = dict(
        m.Organisation.objects.filter(public_id__in=list(public_ids)).values_list("pk", "public_id")
    )
    links = list(
        m.OrganisationLink.objects.filter(
            Q(organisation__in=keys) | Q(related__in=keys), citations__stance=Stance.SUPPORTS
        ).values_list("organisation_id", "related_id")
    )
    active = active_organisations(set(keys) | {pk for pair in links for pk in pair}, today=today)
    linked = {pk for pair in links if set(pair) & active for pk in pair}
    return {key for pk, key in keys.items() if pk in active | linked}


def _drop_names(facts: Facts, withheld: Withheld) -> None:
    for pk, names in facts.names_of.items():
        facts.names_of[pk] = [
            name
            for name in names
            if name.is_public
            and pk not in withheld.spellings
            and (name.origin == NameOrigin.EDITORIAL or checking.is_supported(facts, name))
        ]
    for spellings in facts.organisation_names_of.values():
        spellings[:] = [
            name
            for name in spellings
            if name.origin == NameOrigin.EDITORIAL or checking.is_supported(facts, name)
        ]
    for pk, person in facts.people.items():
        person.descriptor_in_source = ""
        if pk in withheld.spellings:
            person.descriptor = ""
            facts.birth_of.pop(pk, None)
            facts.ages_of.pop(pk, None)
        if not checking.is_supported(facts, person):
            person.gender, person.professions, person.citizenship = Gender.UNKNOWN, [], []
    facts.birth_of = _keep(facts.birth_of, lambda row: checking.is_supported(facts, row))
    for ages in facts.ages_of.values():
        ages[:] = [age for age in ages if checking.is_supported(facts, age)]


def _drop_disputes(facts: Facts) -> None:
    tables = (
        ("event_id", facts.events),
        ("charge_id", facts.charges),
        ("sentence_id", facts.sentences),
        ("affiliation_id", facts.affiliations),
    )
    for pk, claims in facts.claims_of.items():
        facts.claims_of[pk] = [
            claim
            for claim in claims
            if all(
                getattr(claim, key) is None or getattr(claim, key) in rows for key, rows in tables
            )
        ]
    # A question with one answer left would point at the answer that is not public.
    facts.disputes = _keep(
        facts.disputes,
        lambda row: (
            (row.case_id is None or row.case_id in facts.cases) and len(facts.claims_of[row.pk]) > 1
        ),
    )
    _regroup(facts, "disputes_of", facts.disputes, "case_id")
    _drop_groups(facts.claims_of, facts.disputes)


def _mask_sources(facts: Facts) -> None:
    """All confidential sources become one, so that nothing groups what came from the same hand."""
    hidden = {pk for pk, source in facts.sources.items() if source.is_confidential}
    if hidden:
        masked = m.Source(pk=_MASKED_SOURCE_ID, public_id=CONFIDENTIAL, is_confidential=True)
        masked.language = ""
        facts.sources = {pk: row for pk, row in facts.sources.items() if pk not in hidden}
        facts.sources[_MASKED_SOURCE_ID] = masked
        for citations in facts.citations_of.values():
            for citation in citations:
                if citation.source_id in hidden:
                    citation.source_id = _MASKED_SOURCE_ID
                    citation.paragraph = None
                    citation.locator = citation.attributed_to = citation.note = ""
    for source in facts.sources.values():
        if source.same_as_id not in facts.sources:
            source.same_as_id = None
