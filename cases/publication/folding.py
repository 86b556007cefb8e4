"""Facts to histories: the events of a person, a case or an organisation as the rules take them.

What events do to a state is decided in `cases.custody` and `cases.organisation_status`.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from cases import dates
from cases import models as m
from cases.custody import HistoryEvent, Rivals, Term
from cases.publication.reading import Facts
from cases.vocabulary import (
    CitationBasis,
    CustodyState,
    EventKind,
    ParticipantRole,
    SentenceKind,
    Stance,
)

# Between an event and one of the rival sentences that it imposed.
_SIDE = "#"


def event_of(key: str) -> str:
    """The identifier of the event that a history key stands for."""
    return key.partition(_SIDE)[0]


def known_on(facts: Facts, event: m.Event) -> date | None:
    """The first day on which a source said so; None where no source has a date."""
    days = [
        day
        for citation in facts.citations(event)
        if citation.stance == Stance.SUPPORTS
        and (day := facts.sources[citation.source_id].published_latest)
    ]
    return min(days, default=None)


def is_hearsay(facts: Facts, event: m.Event) -> bool:
    """Whether every source that supports the event only heard it."""
    bases = [c.basis for c in facts.citations(event) if c.stance == Stance.SUPPORTS]
    return bool(bases) and all(basis == CitationBasis.HEARSAY for basis in bases)


def history_event(
    facts: Facts,
    event: m.Event,
    sentences: Iterable[m.Sentence] = (),
    *,
    key: str = "",
    is_landmark: bool = False,
) -> HistoryEvent:
    """One event as it touches somebody, with the sentences that it imposed on them."""
    earliest, latest = event.date_earliest, event.date_latest
    end_earliest, end_latest = event.end_earliest, event.end_latest
    is_approximate = False
    if event.date and not _is_plain(event.date):
        parsed = dates.parse(event.date)
        is_approximate = parsed.is_approximate or parsed.is_uncertain
        if parsed.precision is dates.Precision.INTERVAL:
            first, last = (_side_bounds(side) for side in event.date.split("/"))
            earliest, latest = first
            if not event.end:
                end_earliest, end_latest = last
    after, before = facts.events.get(event.after_id), facts.events.get(event.before_id)
    case = facts.cases.get(event.case_id)
    return HistoryEvent(
        key=key or event.public_id,
        kind=EventKind(event.kind),
        case=case.public_id if case else "",
        earliest=earliest,
        latest=latest,
        is_approximate=is_approximate,
        is_dated=bool(event.date),
        end_earliest=end_earliest,
        end_latest=end_latest,
        duration_days=event.duration_days,
        order=event.order,
        after=after.public_id if after else None,
        before=before.public_id if before else None,
        is_planned=bool(event.planned),
        stated=CustodyState(event.stated_custody) if event.stated_custody else None,
        terms=tuple(_term(sentence) for sentence in sentences),
        is_hearsay=is_hearsay(facts, event),
        known_on=known_on(facts, event),
        is_landmark=is_landmark,
    )


def _is_plain(text: str) -> bool:
    return len(text) == 10 and text[4] == "-" and text[7] == "-" and text.replace("-", "").isdigit()


def _side_bounds(side: str) -> tuple[date | None, date | None]:
    return (None, None) if side in ("", "..") else dates.to_bounds(side)


def _term(sentence: m.Sentence) -> Term:
    return Term(
        kind=SentenceKind(sentence.kind),
        years=sentence.years,
        months=sentence.months,
        days=sentence.days,
        is_life=sentence.is_life,
        is_in_absentia=sentence.is_in_absentia,
        starts=(sentence.starts_earliest, sentence.starts_latest) if sentence.starts else None,
        key=sentence.public_id,
    )


def history_of_case(facts: Facts, case_id: int) -> list[HistoryEvent]:
    """All events of a case, without their sentences: enough to put them in order."""
    return [history_event(facts, event) for event in facts.events_of[case_id]]


def rivals_of(facts: Facts, case_id: int) -> list[Rivals]:
    """The undecided disputes of a case that touch events or sentences."""
    return [
        rivals
        for dispute in facts.disputes_of[case_id]
        if not any(claim.is_used for claim in facts.claims_of[dispute.pk])
        if (rivals := _rivals(facts, facts.claims_of[dispute.pk])) is not None
    ]


def _rivals(facts: Facts, claims: list[m.DisputeClaim]) -> Rivals | None:
    """A claim that stands in no row is the answer that none of the others happened."""
    sides = tuple(dict.fromkeys(frozenset(_keys(facts, claim)) for claim in claims))
    return Rivals(sides) if len(sides) > 1 else None


def _keys(facts: Facts, claim: m.DisputeClaim) -> Iterable[str]:
    if claim.event_id in facts.events:
        yield facts.events[claim.event_id].public_id
    if claim.sentence_id in facts.sentences:
        sentence = facts.sentences[claim.sentence_id]
        if sentence.event_id in facts.events:
            yield f"{facts.events[sentence.event_id].public_id}{_SIDE}{sentence.public_id}"


class Histories:
    """The histories in a batch of facts; redact the facts first."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.of_people: dict[int, list[m.Event]] = defaultdict(list)
        self.of_organisations: dict[Any, list[m.Event]] = defaultdict(list)
        for event in facts.events.values():
            for row in facts.participants_of[event.pk]:
                if row.role == ParticipantRole.AFFECTED:
                    if row.person_id:
                        self.of_people[row.person_id].append(event)
                    else:
                        self.of_organisations[row.organisation_id].append(event)
        self.imposed: dict[tuple[int, bool, int], list[m.Sentence]] = defaultdict(list)
        for sentence in facts.sentences.values():
            subject = facts.subjects[sentence.subject_id]
            is_person = bool(subject.person_id)
            whose = subject.person_id or subject.organisation_id or 0
            self.imposed[sentence.event_id, is_person, whose].append(sentence)
        self.rivals: dict[int, list[Rivals]] = {pk: rivals_of(facts, pk) for pk in facts.cases}
        self._split = {
            key for rows in self.rivals.values() for r in rows for side in r.alternatives
            for key in side if _SIDE in key
        }  # fmt: skip

    @cached_property
    def unused(self) -> frozenset[tuple[str, int]]:
        """The rows that lost a decided dispute: shown, but folded no more."""
        lost: set[tuple[str, int]] = set()
        kept: set[tuple[str, int]] = set()
        for dispute in self.facts.disputes.values():
            claims = self.facts.claims_of[dispute.pk]
            if any(claim.is_used for claim in claims):
                for claim in claims:
                    into = kept if claim.is_used else lost
                    into.add(("event", claim.event_id or 0))
                    into.add(("sentence", claim.sentence_id or 0))
        return frozenset(lost - kept)

    def of_person(self, person_id: int) -> list[HistoryEvent]:
        """The events that affect a person over all cases, and landmarks that place them."""
        events = self.of_people.get(person_id, [])
        own = {event.pk for event in events}
        history = [one for event in events for one in self._own(event, person_id)]
        if any(event.after_id or event.before_id for event in events):
            history += [
                history_event(self.facts, other, is_landmark=True)
                for case_id in sorted({event.case_id or 0 for event in events})
                for other in self.facts.events_of.get(case_id, ())
                if other.pk not in own
            ]
        return history

    def rivals_of_person(self, person_id: int) -> list[Rivals]:
        """The undecided disputes of the cases that touch a person."""
        cases = {event.case_id or 0 for event in self.of_people.get(person_id, ())}
        return [r for case_id in sorted(cases) for r in self.rivals.get(case_id, ())]

    def of_organisation(self, organisation_id: int) -> list[HistoryEvent]:
        """The events that affect an organisation, of no case or of cases in which it is a subject:
        those are always read, whatever else is projected with it."""
        subjects = self.facts.index.subjects_of_organisation[organisation_id]
        cases = {None, *(row.case_id for row in subjects)}
        events = self.of_organisations.get(organisation_id, [])
        return [
            history_event(self.facts, event, self._sentences(event, False, organisation_id))
            for event in events
            if event.case_id in cases and ("event", event.pk) not in self.unused
        ]

    def _sentences(self, event: m.Event, is_person: bool, whose: int) -> list[m.Sentence]:
        rows = self.imposed.get((event.pk, is_person, whose), ())
        return [row for row in rows if ("sentence", row.pk) not in self.unused]

    def _own(self, event: m.Event, person_id: int) -> Iterable[HistoryEvent]:
        if ("event", event.pk) in self.unused:
            yield history_event(self.facts, event, is_landmark=True)
            return
        sentences = self._sentences(event, True, person_id)
        rival = [s for s in sentences if f"{event.public_id}{_SIDE}{s.public_id}" in self._split]
        # Each rival sentence is a history event of its own, so that a dispute can choose.
        agreed = [sentence for sentence in sentences if sentence not in rival]
        yield history_event(self.facts, event, agreed)
        for sentence in rival:
            key = f"{event.public_id}{_SIDE}{sentence.public_id}"
            yield history_event(self.facts, event, [sentence], key=key)
