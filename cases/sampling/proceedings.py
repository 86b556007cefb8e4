"""Charges, sentences, recognitions and disputes of an invented case of people."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases import models as m
from cases.sampling.citing import Citing
from cases.sampling.rows import Rows
from cases.sampling.world import Country, World
from cases.vocabulary import ChargeStatus, ConditionKind, DesignationKind, SentenceKind
from cases.vocabulary import EventKind as K

_WORDINGS = (
    "According to the charge, led an unlawful gathering",
    "According to the charge, spread what the authorities call false news",
    "According to the charge, belonged to a banned group",
    "According to the charge, insulted an official",
    "According to the charge, resisted the police",
)
_BRINGS = (K.CHARGE, K.ARREST, K.DETENTION, K.INVESTIGATION, K.TRIAL_OPENED)
_DECIDES = {
    K.SENTENCE: ChargeStatus.CONVICTED,
    K.CONVICTION: ChargeStatus.CONVICTED,
    K.ACQUITTAL: ChargeStatus.ACQUITTED,
    K.CHARGE_DROPPED: ChargeStatus.DROPPED,
    K.CHARGE_CHANGED: ChargeStatus.CHANGED,
}
_SENTENCES = (
    (SentenceKind.IMPRISONMENT,) * 6
    + (SentenceKind.SUSPENDED_IMPRISONMENT, SentenceKind.FREEDOM_LIMITATION) * 2
    + (SentenceKind.FINE, SentenceKind.LIFE_IMPRISONMENT, SentenceKind.COMMUNITY_SERVICE)
    + (SentenceKind.COMPULSORY_TREATMENT, SentenceKind.NO_PENALTY)
)


class Proceedings:
    """Records what courts and others decided about the subjects of one case."""

    def __init__(
        self, draw: Random, rows: Rows, citing: Citing, world: World, country: Country
    ) -> None:
        self._draw = draw
        self._rows = rows
        self._citing = citing
        self._world = world
        self._country = country

    def record(self, subjects: list[Any], events: list[Any], sources: list[Any]) -> None:
        """Add charges, sentences and recognitions, each tied to one of the events."""
        source_of = {event.pk: source for event, source in zip(events, sources, strict=True)}
        bringing = [event for event in events if event.kind in _BRINGS]
        for subject in subjects:
            if bringing:
                self._charge(subject, bringing[-1], events, source_of)
            self._sentence(subject, events, source_of)
            if subject.person_id:
                self._designation(subject, events, source_of)

    def _charge(
        self, subject: Any, brought: Any, events: list[Any], source_of: dict[int, Any]
    ) -> None:
        draw = self._draw
        for _n in range(draw.choices((0, 1, 2, 3), (20, 60, 15, 5))[0]):
            charge = self._rows.add(
                m.Charge,
                subject_id=subject.pk,
                wording=draw.choice(_WORDINGS),
                provision_id=self._provision() if draw.random() < 0.8 else None,
            )
            steps = {(ChargeStatus.PENDING, brought.pk)}
            self._step(charge, ChargeStatus.PENDING, brought)
            for event in events:
                status = _DECIDES.get(event.kind)
                if status and event.pk > brought.pk and (status, event.pk) not in steps:
                    steps.add((status, event.pk))
                    self._step(charge, status, event)
            self._citing.cite(m.ChargeCitation, charge, source_of[brought.pk])

    def _provision(self) -> int:
        # Two provisions of ten are used in most cases.
        rows = self._country.provisions
        return rows[int(len(rows) * self._draw.random() ** 2)].pk

    def _step(self, charge: Any, status: ChargeStatus, event: Any) -> None:
        self._rows.add(m.ChargeStep, charge_id=charge.pk, status=status, event_id=event.pk)

    def _sentence(self, subject: Any, events: list[Any], source_of: dict[int, Any]) -> None:
        draw = self._draw
        before: Any = None
        for event in events:
            if event.kind in (K.SENTENCE, K.SENTENCE_AMENDED):
                kind = draw.choice(_SENTENCES)
            elif event.kind == K.ADMINISTRATIVE_ARREST:
                kind = SentenceKind.ADMINISTRATIVE_ARREST
            elif event.kind == K.FINE:
                kind = SentenceKind.FINE
            else:
                continue
            made = self._rows.add(
                m.Sentence,
                subject_id=subject.pk,
                event_id=event.pk,
                kind=kind,
                amends_id=before.pk if before and event.kind == K.SENTENCE_AMENDED else None,
                is_in_absentia=draw.random() < 0.03,
                **_term(draw, kind, event.duration_days),
            )
            self._citing.cite(m.SentenceCitation, made, source_of[event.pk])
            if draw.random() < 0.15:
                self._rows.add(
                    m.Condition,
                    sentence_id=made.pk,
                    kind=draw.choice(ConditionKind.values),
                    years=draw.randint(1, 5),
                )
            before = made

    def _designation(self, subject: Any, events: list[Any], source_of: dict[int, Any]) -> None:
        granted = [event for event in events if event.kind == K.DESIGNATION]
        ended = [event for event in events if event.kind == K.DESIGNATION_WITHDRAWN]
        for event in granted:
            later = [one.pk for one in ended if one.pk > event.pk]
            made = self._rows.add(
                m.Designation,
                person_id=subject.person_id,
                kind=self._draw.choice(DesignationKind.values),
                grantor_id=self._draw.choice(self._world.grantors).pk,
                granted_id=event.pk,
                withdrawn_id=later[0] if later else None,
            )
            self._citing.cite(m.DesignationCitation, made, source_of[event.pk])

    def dispute(
        self, case: Any, events: list[Any], sources: list[Any], affected: list[dict[str, int]]
    ) -> None:
        """Two sources give two days for one event; which is right may be left open."""
        draw = self._draw
        dated = [event for event in events if len(event.date) == len("2020-01-01")]
        if not dated:
            return
        first = draw.choice(dated)
        day = first.date_earliest + timedelta(days=draw.randint(1, 6))
        second = self._rows.add(
            m.Event,
            case_id=case.pk,
            kind=first.kind,
            date=day.isoformat(),
            summary=first.summary,
            place_id=first.place_id,
            stated_custody=first.stated_custody,
        )
        for columns in affected:
            self._rows.add(m.EventParticipant, event_id=second.pk, **columns)
        self._citing.cite(m.EventCitation, second, sources[-1])
        question = self._rows.add(
            m.Dispute, case_id=case.pk, question="On which day did it happen?"
        )
        is_decided = draw.random() < 0.5
        for n, (event, source) in enumerate(((first, sources[0]), (second, sources[-1]))):
            claim = self._rows.add(
                m.DisputeClaim,
                dispute_id=question.pk,
                claim=f"On {event.date}",
                event_id=event.pk,
                is_used=is_decided and n == 0,
            )
            self._citing.cite(m.DisputeClaimCitation, claim, source)


def _term(draw: Random, kind: SentenceKind, days: int | None) -> dict[str, Any]:
    """The length or the sum of a sentence of this kind."""
    if kind == SentenceKind.LIFE_IMPRISONMENT:
        return {"is_life": True}
    if kind == SentenceKind.ADMINISTRATIVE_ARREST:
        return {"days": days or 15}
    if kind == SentenceKind.FINE:
        return {"amount": Decimal(draw.randint(1, 400) * 50).quantize(Decimal("0.01")),
                "currency": "XTS"}  # fmt: skip
    if kind == SentenceKind.COMMUNITY_SERVICE:
        return {"quantity": draw.randint(40, 400)}
    if kind == SentenceKind.NO_PENALTY:
        return {}
    return {"years": draw.randint(1, 15), "months": draw.choice((0, 0, 0, 6))}
