"""The document of a person who is a subject of a published case."""

from typing import Any

from cases import models as m
from cases.publication.citing import Page
from cases.publication.documents import SCHEMA_VERSION, parts, proceedings
from cases.publication.documents.case import finish
from cases.publication.reading import Facts
from cases.publication.standing import Standings


def person_document(
    facts: Facts,
    person: m.Person,
    events: list[m.Event],
    standings: Standings,
    index: parts.EventIndex,
    *,
    slug: str,
) -> tuple[dict[str, Any], Page]:
    """The document without `updated_at`, and the page that it was collected on."""
    page = Page(facts)
    owned = facts.index
    subjects = owned.subjects_of_person[person.pk]
    cases = {row.case_id for row in subjects}
    standing = standings.of_person(person.pk)
    timeline = [parts.event_part(page, e, gap, index) for e, gap in parts.in_order(page, events)]
    birth = facts.birth_of.get(person.pk)
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "person",
        "id": person.public_id,
        "slug": slug,
        "is_name_withheld": person.is_name_withheld,
        "names": name_parts(page, facts.names_of.get(person.pk, ())),
        "descriptor": person.descriptor,
        "headcount": person.headcount,
        "headcount_basis": person.headcount_basis,
        "gender": person.gender,
        "professions": list(person.professions),
        "citizenship": list(person.citizenship),
        "particulars": {"citations": page.cite(person)},
        "note": person.note,
        "birth": birth
        and {
            "id": birth.public_id,
            "date": parts.partial_date(birth, "date"),
            "citations": page.cite(birth),
        },
        "ages": [
            {
                "id": row.public_id,
                "age": row.age,
                "on": parts.partial_date(row, "on"),
                "citations": page.cite(row),
            }
            for row in facts.ages_of.get(person.pk, ())
        ],
        "state": parts.state(standing.answer),
        "spells": parts.spells(standing.spells, page),
        "expected_release": parts.expected_release(standing.expected),
        "cases": [page.ref(facts.cases[pk]) for pk in sorted(cases)],
        "events": timeline,
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
            proceedings.designation_part(page, row)
            for row in owned.designations_of_person[person.pk]
        ],
        "affiliations": [
            proceedings.affiliation_part(page, row)
            for row in owned.affiliations_of_person[person.pk]
        ],
        "relations": [
            proceedings.relation_part(page, row) for row in owned.links_of_person[person.pk]
        ],
        "disputes": proceedings.dispute_parts(
            page, [row for pk in sorted(cases) for row in owned.disputes_of_case[pk]]
        ),
    }
    return finish(document, page), page


def name_parts(page: Page, names: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": name.public_id,
            "text": name.text,
            "script": name.script,
            "kind": name.kind,
            "origin": name.origin,
            "citations": page.cite(name),
        }
        for name in names
    ]
