"""The document of an organisation."""

from typing import Any

from cases import models as m
from cases.publication.citing import Page
from cases.publication.documents import SCHEMA_VERSION, parts, proceedings
from cases.publication.documents.case import finish
from cases.publication.documents.person import name_parts
from cases.publication.reading import LISTED_ROLES, Facts
from cases.publication.standing import Standings


def organisation_events(facts: Facts, organisation_id: int) -> list[m.Event]:
    """Its own events, and those of the cases in which it is a subject."""
    cases = [row.case_id for row in facts.index.subjects_of_organisation[organisation_id]]
    own = facts.index.events_of_organisation[organisation_id]
    rows = {event.pk: event for event in own if event.case_id is None}
    rows |= {event.pk: event for pk in cases for event in facts.events_of.get(pk, ())}
    return [rows[pk] for pk in sorted(rows)]


def organisation_document(
    facts: Facts,
    organisation: m.Organisation,
    events: list[m.Event],
    standings: Standings,
    index: parts.EventIndex,
    *,
    slug: str,
) -> tuple[dict[str, Any], Page]:
    """The document without `updated_at`, and the page that it was collected on."""
    page = Page(facts)
    pk = organisation.pk
    standing = standings.of_organisation(pk)
    owned = facts.index
    cases = [row.case_id for row in owned.subjects_of_organisation[pk]]
    timeline = [parts.event_part(page, e, gap, index) for e, gap in parts.in_order(page, events)]
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "organisation",
        "id": organisation.public_id,
        "slug": slug,
        "organisation_kind": organisation.kind,
        "country": organisation.country,
        "description": organisation.description,
        "url": organisation.url,
        "names": name_parts(page, facts.organisation_names_of.get(pk, ())),
        "state": parts.organisation_state(standing.answer),
        "spells": parts.organisation_spells(standing.spells),
        "known_spells": parts.known_statuses(standing.known),
        "links": [
            {
                "id": row.public_id,
                "kind": row.kind,
                "organisation": page.ref(facts.organisations[row.organisation_id]),
                "related": page.ref(facts.organisations[row.related_id]),
                "citations": page.cite(row),
            }
            for row in owned.links_of_organisation[pk]
        ],
        "events": timeline,
        "affiliations": [
            proceedings.affiliation_part(page, row)
            for row in owned.affiliations_of_organisation[pk]
            if row.role in LISTED_ROLES
        ],
        "designations": [
            proceedings.designation_part(page, row)
            for row in owned.designations_of_organisation[pk]
        ],
        "disputes": proceedings.dispute_parts(
            page,
            [
                *owned.disputes_of_organisation[pk],
                *(row for one in cases for row in owned.disputes_of_case[one]),
            ],
        ),
    }
    return finish(document, page), page
