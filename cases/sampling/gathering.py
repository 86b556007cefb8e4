"""Rows in memory as the facts that projection takes: what `reading.read` would find of them."""

from copy import copy
from typing import Any

from cases import models as m
from cases.publication.indexing import Index
from cases.publication.reading import Facts, Reach
from cases.sampling.rows import Rows

# Where the rows of a model are kept: by primary key, and in lists by an owner.
_BY_KEY: dict[Any, str] = {
    m.Case: "cases",
    m.Subject: "subjects",
    m.Event: "events",
    m.Charge: "charges",
    m.Sentence: "sentences",
    m.Designation: "designations",
    m.Affiliation: "affiliations",
    m.PersonLink: "links",
    m.OrganisationLink: "organisation_links",
    m.Dispute: "disputes",
    m.Person: "people",
    m.Organisation: "organisations",
    m.Court: "courts",
    m.Facility: "facilities",
    m.Place: "places",
    m.LegalProvision: "provisions",
    m.Source: "sources",
    m.Publisher: "publishers",
}
_BY_OWNER: dict[Any, tuple[str, str]] = {
    m.Subject: ("subjects_of", "case_id"),
    m.Event: ("events_of", "case_id"),
    m.EventParticipant: ("participants_of", "event_id"),
    m.Charge: ("charges_of", "subject_id"),
    m.ChargeStep: ("steps_of", "charge_id"),
    m.Sentence: ("sentences_of", "subject_id"),
    m.Condition: ("conditions_of", "sentence_id"),
    m.Dispute: ("disputes_of", "case_id"),
    m.DisputeClaim: ("claims_of", "dispute_id"),
    m.PersonName: ("names_of", "person_id"),
    m.AgeStatement: ("ages_of", "person_id"),
    m.OrganisationName: ("organisation_names_of", "organisation_id"),
}
# Of the world, a chunk's facts hold what can be referred to; the rest is about the world itself.
_REFERRED = (
    m.Organisation,
    m.Court,
    m.Facility,
    m.Place,
    m.LegalProvision,
    m.Publisher,
)


def gather(rows: Rows, world: Rows) -> Facts:
    """The facts of one chunk, whose reach is all its cases, people and organisations."""
    subjects = rows.of[m.Subject]
    reach = Reach(
        cases={row.pk for row in rows.of[m.Case]},
        people={row.person_id for row in subjects if row.person_id},
        organisations={row.pk for row in rows.of[m.Organisation]},
    )
    facts = Facts(reach)
    for model in _REFERRED:
        # Redaction works on the rows it is given: the world's are kept for the next chunk.
        getattr(facts, _BY_KEY[model]).update((row.pk, copy(row)) for row in world.of[model])
    _add(facts, rows)
    return facts


def gather_world(world: Rows) -> Facts:
    """The facts of the world itself: its organisations, with their own events and links."""
    facts = Facts(Reach(organisations={row.pk for row in world.of[m.Organisation]}))
    _add(facts, world)
    return facts


def _add(facts: Facts, rows: Rows) -> None:
    for model, found in rows.of.items():
        if model in _BY_KEY:
            getattr(facts, _BY_KEY[model]).update((row.pk, row) for row in found)
        if model in _BY_OWNER:
            name, owner = _BY_OWNER[model]
            lists = getattr(facts, name)
            for row in found:
                lists[getattr(row, owner)].append(row)
        if model is m.PersonBirth:
            facts.birth_of = {row.person_id: row for row in found}
        if issubclass(model, m.Citation):
            kind = model._meta.get_field("cited").related_model._meta.model_name
            for row in found:
                facts.citations_of[kind, row.cited_id].append(row)
    facts.index = Index(facts)
