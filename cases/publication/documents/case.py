"""The document of a case."""

from collections.abc import Iterable
from typing import Any

from cases import models as m
from cases.publication.citing import Page
from cases.publication.documents import SCHEMA_VERSION, parts, proceedings
from cases.publication.reading import Facts
from cases.publication.standing import Standings
from cases.vocabulary import BACKGROUND, HeadcountBasis


def case_document(
    facts: Facts, case: m.Case, standings: Standings, index: parts.EventIndex, *, slug: str
) -> tuple[dict[str, Any], Page]:
    """The document without `updated_at` and `status`, and the page that it was collected on."""
    page = Page(facts)
    subjects = facts.subjects_of[case.pk]
    people = [row.person_id for row in subjects if row.person_id]
    ordered = parts.in_order(page, facts.events_of.get(case.pk, ()))
    dated = [event for event, _gap in ordered if event.date]
    # Events first: their citations have the lowest numbers, in the order in which they are read.
    events = [parts.event_part(page, event, gap, index) for event, gap in ordered]
    opened, last = first_and_last(dated)
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "case",
        "id": case.public_id,
        "slug": slug,
        "title": case.title,
        "country": case.country,
        "criterion": case.criterion,
        "grounds": list(case.grounds),
        "summary": case.summary,
        "last_verified_on": parts.day_text(case.last_verified_on),
        "opened": parts.event_date(opened) if opened else None,
        "last_event": parts.event_date(last) if last else None,
        "subjects": [_subject(page, row, standings) for row in subjects],
        "events": events,
        "charges": [
            proceedings.charge_part(page, charge)
            for row in subjects
            for charge in facts.charges_of.get(row.pk, ())
        ],
        "sentences": [
            proceedings.sentence_part(page, sentence)
            for row in subjects
            for sentence in facts.sentences_of.get(row.pk, ())
        ],
        "designations": [
            proceedings.designation_part(page, row) for row in case_designations(facts, case)
        ],
        "affiliations": [
            proceedings.affiliation_part(page, row)
            for pk in people
            for row in facts.index.affiliations_of_person[pk]
        ],
        "relations": [
            proceedings.relation_part(page, row)
            for row in _once(facts.index.links_of_person[pk] for pk in people)
        ],
        "disputes": proceedings.dispute_parts(page, facts.index.disputes_of_case[case.pk]),
    }
    return finish(document, page), page


def case_designations(facts: Facts, case: m.Case) -> list[m.Designation]:
    """Those of its subjects that this case or no case tells of."""
    found = []
    for subject in facts.subjects_of[case.pk]:
        if subject.person_id:
            found += facts.index.designations_of_person[subject.person_id]
        else:
            found += facts.index.designations_of_organisation[subject.organisation_id]
    return [row for row in found if facts.events[row.granted_id].case_id in (None, case.pk)]


def _once(groups: Iterable[list[Any]]) -> list[Any]:
    """Each row of the groups once, in order of identifier."""
    rows = {row.pk: row for group in groups for row in group}
    return [rows[pk] for pk in sorted(rows)]


def finish(document: dict[str, Any], page: Page) -> dict[str, Any]:
    """Add the citations, the sources and the references that the page collected."""
    document["citations"] = page.citations
    document["sources"] = page.sources()
    document["refs"] = sorted(page.refs)
    return document


def first_and_last(dated: list[m.Event]) -> tuple[m.Event | None, m.Event | None]:
    """The first act of persecution and the last event, by their earliest day; open beginnings by
    the latest. Where no dated event is an act against the person, the first of any kind."""
    if not dated:
        return None, None
    acts = [event for event in dated if event.kind not in BACKGROUND]
    return min(acts or dated, key=_begins), max(reversed(dated), key=_begins)


def _begins(event: m.Event) -> Any:
    return event.date_earliest or event.date_latest


def _subject(page: Page, subject: m.Subject, standings: Standings) -> dict[str, Any]:
    facts = page.facts
    if subject.person_id:
        person = facts.people[subject.person_id]
        standing = standings.in_case(person.pk, subject.case_id)
        return {
            "id": subject.public_id,
            "ref": page.ref(person),
            "headcount": person.headcount,
            "headcount_basis": person.headcount_basis,
            "state": parts.state(standing.answer),
            "spells": parts.spells(standing.spells, page),
            "expected_release": parts.expected_release(standing.expected),
        }
    organisation = facts.organisations[subject.organisation_id]
    status = standings.of_organisation(organisation.pk)
    return {
        "id": subject.public_id,
        "ref": page.ref(organisation),
        "headcount": 1,
        "headcount_basis": str(HeadcountBasis.EXACT),
        "state": parts.organisation_state(status.answer),
        "spells": parts.organisation_spells(status.spells),
        "known_spells": parts.known_statuses(status.known),
        "expected_release": None,
    }
