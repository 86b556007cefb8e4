"""The parts that documents share: dates, states, spells, events, charges, sentences, disputes.

Keys, EDTF text and references; never a rendered label.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases import dates
from cases import models as m
from cases.custody import Answer, ExpectedRelease, Spell
from cases.organisation_status import KnownStatus, StatusAnswer, StatusSpell
from cases.publication.citing import Page
from cases.publication.folding import event_of, is_hearsay
from cases.timeline import TimelineEvent, entries
from cases.vocabulary import DateBasis, EventKind, Stance, Whereabouts

Part = dict[str, Any]


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def bounds(earliest: date | None, latest: date | None) -> Part:
    return {"earliest": day_text(earliest), "latest": day_text(latest)}


def partial_date(row: Any, name: str, basis: str = DateBasis.STATED) -> Part | None:
    """The partial date in the field `name` of a row; None where it is empty."""
    text = getattr(row, name)
    if not text:
        return None
    earliest, latest = getattr(row, f"{name}_earliest"), getattr(row, f"{name}_latest")
    return {"edtf": text, **bounds(earliest, latest), "basis": str(basis)}


def event_date(event: m.Event) -> Part | None:
    return partial_date(event, "date", event.date_basis)


def state(answer: Answer) -> Part:
    shown = [spell for spell in answer.spells if spell.state is answer.state]
    whereabouts = shown[-1].whereabouts if shown else Whereabouts.UNKNOWN
    return {
        "state": str(answer.state),
        "certainty": str(answer.certainty),
        "since": bounds(*answer.since),
        "confirmed_on": day_text(answer.confirmed_on),
        "whereabouts": str(whereabouts),
        "due_on": _due_on(answer.spells),
        "alternatives": sorted(str(one) for one in answer.alternatives),
    }


def organisation_state(answer: StatusAnswer) -> Part:
    return {
        "state": str(answer.status),
        "certainty": str(answer.certainty),
        "since": bounds(*answer.since),
        "confirmed_on": day_text(answer.confirmed_on),
        "whereabouts": str(Whereabouts.UNKNOWN),
        "due_on": _due_on(answer.spells),
        "alternatives": sorted(str(one) for one in answer.alternatives),
    }


def _due_on(spells: Iterable[Any]) -> str | None:
    return day_text(next((s.due_on for s in reversed(tuple(spells)) if s.due_on), None))


def spells(rows: Iterable[Spell], page: Page) -> list[Part]:
    by_key = page.facts.index.cases_by_key
    return [
        {
            "state": str(row.state),
            "whereabouts": str(row.whereabouts),
            "case": page.ref(by_key.get(row.case)),
            **_span(row),
        }
        for row in rows
    ]


def organisation_spells(rows: Iterable[StatusSpell]) -> list[Part]:
    return [
        {
            "state": str(row.status),
            "whereabouts": str(Whereabouts.UNKNOWN),
            "case": None,
            **_span(row),
        }
        for row in rows
    ]


def known_statuses(rows: Iterable[KnownStatus]) -> list[Part]:
    """The spells of an organisation on both clocks."""
    return [
        {
            **organisation_spells([row.spell])[0],
            "known_from": day_text(row.known_from),
            "known_to": day_text(row.known_to),
        }
        for row in rows
    ]


def _span(row: Any) -> Part:
    has_bound = row.has_ended or row.ends_earliest is not None
    return {
        "starts": bounds(row.starts_earliest, row.starts_latest),
        "ends": bounds(row.ends_earliest, row.ends_latest) if has_bound else None,
        "has_ended": row.has_ended,
        "confirmed_on": day_text(row.confirmed_on),
        "is_possible": row.is_possible,
        "cause": event_of(row.cause),
        "ended_by": event_of(row.ended_by) if row.ended_by else None,
        "due_on": day_text(row.due_on),
    }


def expected_release(expected: ExpectedRelease | None) -> Part | None:
    if expected is None:
        return None
    return {**bounds(expected.earliest, expected.latest), "sentence": expected.sentence}


def in_order(page: Page, events: Iterable[m.Event]) -> list[tuple[m.Event, int | None]]:
    """The events in display order, each with the months of silence before it."""
    facts = page.facts
    by_key = {event.public_id: event for event in events}
    points = []
    for key, event in by_key.items():
        after, before = facts.events.get(event.after_id), facts.events.get(event.before_id)
        earliest, latest = event.date_earliest, event.date_latest
        if event.planned:
            earliest, latest = event.planned_earliest, event.planned_latest
        points.append(
            TimelineEvent(
                key=key,
                kind=EventKind(event.kind),
                earliest=earliest,
                latest=latest,
                is_approximate=_is_approximate(event.date or event.planned),
                order=event.order,
                after=after.public_id if after else None,
                before=before.public_id if before else None,
                end_latest=event.end_latest,
                is_planned=bool(event.planned),
            )
        )
    return [(by_key[entry.event.key], entry.gap_months_before) for entry in entries(points)]


def _is_approximate(text: str) -> bool:
    if not any(sign in text for sign in "~?%"):
        return False
    parsed = dates.parse(text)
    return parsed.is_approximate or parsed.is_uncertain


def event_part(page: Page, event: m.Event, gap: int | None, index: "EventIndex") -> Part:
    part, refs = index.part_of(event)
    page.refs |= refs
    return {**part, "citations": page.cite(event), "gap_months_before": gap}


class EventIndex:
    """What hangs on each event (charges, sentences, designations and disputes, by identifier),
    and what the documents of a batch say of it alike."""

    def __init__(self, facts: Any) -> None:
        self.facts = facts
        self._parts: dict[int, tuple[Part, set[str]]] = {}
        self.charges: dict[int, list[Part]] = {}
        self.sentences: dict[int, list[str]] = {}
        self.designations: dict[int, list[Part]] = {}
        self.disputes: dict[int, list[str]] = {}
        for pk, charge in facts.charges.items():
            for step in facts.steps_of.get(pk, ()):
                part = {"charge": charge.public_id, "status": step.status}
                self.charges.setdefault(step.event_id, []).append(part)
        for sentence in facts.sentences.values():
            self.sentences.setdefault(sentence.event_id, []).append(sentence.public_id)
        for row in facts.designations.values():
            for event_id, action in ((row.granted_id, "granted"), (row.withdrawn_id, "withdrawn")):
                part = {"designation": row.public_id, "action": action}
                if event_id:
                    self.designations.setdefault(event_id, []).append(part)
        for pk, dispute in facts.disputes.items():
            for claim in facts.claims_of[pk]:
                if claim.event_id:
                    self.disputes.setdefault(claim.event_id, []).append(dispute.public_id)

    def part_of(self, event: m.Event) -> tuple[Part, set[str]]:
        """What every document says of an event, made once, and what it refers to. Not to be
        changed; the citations, which each document numbers for itself, are not in it."""
        found = self._parts.get(event.pk)
        if found is None:
            page = Page(self.facts)
            found = self._parts[event.pk] = (self._part(page, event), page.refs)
        return found

    def _part(self, page: Page, event: m.Event) -> Part:
        facts = self.facts
        after, before = facts.events.get(event.after_id), facts.events.get(event.before_id)
        parts = facts.participants_of.get(event.pk, ())
        return {
            "id": event.public_id,
            "case": page.ref(facts.cases.get(event.case_id)),
            "kind": event.kind,
            "date": event_date(event),
            "end": partial_date(event, "end"),
            "duration_days": event.duration_days,
            "planned": partial_date(event, "planned"),
            "after": after.public_id if after else None,
            "before": before.public_id if before else None,
            "place": page.ref(facts.places.get(event.place_id)),
            "court": page.ref(facts.courts.get(event.court_id)),
            "facility": page.ref(facts.facilities.get(event.facility_id)),
            "stated_custody": event.stated_custody,
            "summary": event.summary,
            "people": [
                {"ref": page.ref(facts.people[row.person_id]), "role": row.role}
                for row in parts
                if row.person_id
            ],
            "organisations": [
                {"ref": page.ref(facts.organisations[row.organisation_id]), "role": row.role}
                for row in parts
                if row.organisation_id
            ],
            "charges": self.charges.get(event.pk, []),
            "sentences": self.sentences.get(event.pk, []),
            "designations": self.designations.get(event.pk, []),
            "disputes": self.disputes.get(event.pk, []),
            "is_hearsay": is_hearsay(facts, event),
            "is_contradicted": any(
                one.stance == Stance.CONTRADICTS for one in facts.citations(event)
            ),
        }
