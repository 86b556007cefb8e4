"""The parts of a document about charges, sentences, recognitions, ties and disputes."""

from collections.abc import Iterable
from typing import Any

from cases import models as m
from cases.publication.citing import Page
from cases.publication.documents.parts import Part, event_date, partial_date
from cases.vocabulary import ChargeStatus


def target_of(facts: Any, row: Any) -> Any:
    """The person or organisation that a subject or a designation is about."""
    return (
        facts.people[row.person_id] if row.person_id else facts.organisations[row.organisation_id]
    )


def charge_part(page: Page, charge: m.Charge) -> Part:
    """`status` is that of the last step; a charge without steps has an unknown outcome."""
    facts = page.facts
    subject = facts.subjects[charge.subject_id]
    steps = sorted(facts.steps_of.get(charge.pk, ()), key=lambda step: _step_order(facts, step))
    return {
        "id": charge.public_id,
        "subject": subject.public_id,
        "ref": page.ref(target_of(facts, subject)),
        "wording": charge.wording,
        "provision": page.ref(facts.provisions.get(charge.provision_id)),
        "status": steps[-1].status if steps else str(ChargeStatus.UNKNOWN),
        "steps": [
            {
                "status": step.status,
                "event": facts.events[step.event_id].public_id,
                "date": event_date(facts.events[step.event_id]),
            }
            for step in steps
        ],
        "citations": page.cite(charge),
    }


# Of steps on one day or without a day, what closes a charge comes last.
_STAGES = {ChargeStatus.PENDING: 0, ChargeStatus.UNKNOWN: 1, ChargeStatus.CHANGED: 2}


def _step_order(facts: Any, step: m.ChargeStep) -> tuple[Any, ...]:
    event = facts.events[step.event_id]
    day = event.date_earliest or event.date_latest
    stage = _STAGES.get(ChargeStatus(step.status), 3)
    # An undated step stands by its stage: a charge begins pending and ends decided.
    return (0, stage) if day is None and stage < 3 else (1, str(day or "9999"), event.order, stage)


def sentence_part(page: Page, sentence: m.Sentence) -> Part:
    facts = page.facts
    subject = facts.subjects[sentence.subject_id]
    event = facts.events[sentence.event_id]
    amended = facts.sentences.get(sentence.amends_id)
    return {
        "id": sentence.public_id,
        "subject": subject.public_id,
        "ref": page.ref(target_of(facts, subject)),
        "event": event.public_id,
        "date": event_date(event),
        "court": page.ref(facts.courts.get(event.court_id)),
        "imposed_by": page.ref(facts.organisations.get(sentence.imposed_by_id)),
        "kind": sentence.kind,
        "years": sentence.years,
        "months": sentence.months,
        "days": sentence.days,
        "quantity": sentence.quantity,
        "is_life": sentence.is_life,
        "amount": str(sentence.amount) if sentence.amount is not None else None,
        "currency": sentence.currency,
        "is_converted": sentence.is_converted,
        "is_in_absentia": sentence.is_in_absentia,
        "starts": partial_date(sentence, "starts"),
        "amends": amended.public_id if amended else None,
        "note": sentence.note,
        "conditions": [
            {
                "kind": row.kind,
                "years": row.years,
                "months": row.months,
                "days": row.days,
                "quantity": row.quantity,
                "note": row.note,
            }
            for row in facts.conditions_of.get(sentence.pk, ())
        ],
        "citations": page.cite(sentence),
    }


def designation_part(page: Page, row: m.Designation) -> Part:
    facts = page.facts
    withdrawn = facts.events.get(row.withdrawn_id)
    return {
        "id": row.public_id,
        "ref": page.ref(target_of(facts, row)),
        "kind": row.kind,
        "grantor": page.ref(facts.organisations[row.grantor_id]),
        "granted": _when(facts.events[row.granted_id]),
        "withdrawn": _when(withdrawn) if withdrawn else None,
        "citations": page.cite(row),
    }


def _when(event: m.Event) -> Part:
    return {"event": event.public_id, "date": event_date(event)}


def affiliation_part(page: Page, row: m.Affiliation) -> Part:
    return {
        "id": row.public_id,
        "person": page.ref(page.facts.people[row.person_id]),
        "organisation": page.ref(page.facts.organisations[row.organisation_id]),
        "role": row.role,
        "asserted": row.asserted,
        "starts": partial_date(row, "starts"),
        "ends": partial_date(row, "ends"),
        "citations": page.cite(row),
    }


def relation_part(page: Page, row: m.PersonLink) -> Part:
    return {
        "id": row.public_id,
        "person": page.ref(page.facts.people[row.person_id]),
        "kind": row.kind,
        "related": page.ref(page.facts.people[row.related_id]),
        "citations": page.cite(row),
    }


def dispute_parts(page: Page, disputes: Iterable[m.Dispute]) -> list[Part]:
    """A claim without a citation of its own has those of the row that it stands in."""
    facts = page.facts
    parts = []
    for dispute in disputes:
        claims = []
        for claim in facts.claims_of[dispute.pk]:
            rows = {
                "event": facts.events.get(claim.event_id),
                "charge": facts.charges.get(claim.charge_id),
                "sentence": facts.sentences.get(claim.sentence_id),
                "affiliation": facts.affiliations.get(claim.affiliation_id),
            }
            stands_in = next((row for row in rows.values() if row), claim)
            claims.append(
                {
                    "id": claim.public_id,
                    "claim": claim.claim,
                    **{name: row.public_id if row else None for name, row in rows.items()},
                    "is_used": claim.is_used,
                    "citations": page.cite(claim if facts.citations(claim) else stands_in),
                }
            )
        parts.append(
            {
                "id": dispute.public_id,
                "question": dispute.question,
                "reason": dispute.reason,
                "is_decided": any(claim["is_used"] for claim in claims),
                "claims": claims,
            }
        )
    return parts
