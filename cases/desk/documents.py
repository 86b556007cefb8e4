"""The documents that the desk shows: a case as it would be published, and with all that is private.

Built by publication's own builders and never saved; how they look is `timeline`'s to say.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases import models as m
from cases.publication.citing import ref_of
from cases.publication.documents.case import case_document
from cases.publication.documents.parts import EventIndex
from cases.publication.folding import Histories
from cases.publication.labels import label_of
from cases.publication.reading import Facts, Reach, read
from cases.publication.redacting import redact
from cases.publication.standing import Standings
from cases.publication.withheld import read_withheld
from cases.vocabulary import WorkflowState

Document = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """A document with the words for its references. `rows` leads from identifiers to facts."""

    document: Document
    labels: dict[str, str]
    facts: Facts


def whole(case: m.Case, *, today: date) -> Shown:
    """The case with everything in it, private or not. For researchers only."""
    return _whole(read(Reach(cases={case.pk})), case.pk, today)


def as_published(case: m.Case, *, today: date) -> Shown | None:
    """The case as the public would see it, whatever its state; None while checks refuse it."""
    return _as_published(read(Reach(cases={case.pk})), case.pk, today)


def both(case: m.Case, *, today: date) -> tuple[Shown, Shown | None]:
    """The case whole and as published, from one reading of its facts."""
    facts = read(Reach(cases={case.pk}))
    # Redaction and the repairs of `_whole` change what they are given.
    copied = deepcopy(facts)
    return _whole(facts, case.pk, today), _as_published(copied, case.pk, today)


def _whole(facts: Facts, case_id: int, today: date) -> Shown:
    # A step or sentence by an event of a case that was not read would lead nowhere.
    for charge_id, steps in facts.steps_of.items():
        facts.steps_of[charge_id] = [step for step in steps if step.event_id in facts.events]
    facts.sentences = {
        pk: row for pk, row in facts.sentences.items() if row.event_id in facts.events
    }
    for subject_id, rows in facts.sentences_of.items():
        facts.sentences_of[subject_id] = [row for row in rows if row.pk in facts.sentences]
    try:
        return _build(facts, case_id, today)
    except ValueError:
        # Events that follow each other in a circle: shown by their dates; the checks name them.
        for event in facts.events.values():
            event.after_id = event.before_id = None
        return _build(facts, case_id, today)


def _as_published(facts: Facts, case_id: int, today: date) -> Shown | None:
    case = facts.cases[case_id]
    case.state, case.embargoed_until = WorkflowState.PUBLISHED, None
    facts = redact(facts, read_withheld(), today=today)
    return _build(facts, case_id, today) if case_id in facts.cases else None


def _build(facts: Facts, case_id: int, today: date) -> Shown:
    standings = Standings(Histories(facts), today=today)
    case = facts.cases[case_id]
    document, _page = case_document(facts, case, standings, EventIndex(facts), slug=case.slug)
    return Shown(document, _labels(facts), facts)


def _labels(facts: Facts) -> dict[str, str]:
    """Words for every reference, from the facts at hand; "" for what is withheld there."""
    rows = (
        facts.cases, facts.people, facts.organisations, facts.courts, facts.facilities,
        facts.places, facts.provisions,
    )  # fmt: skip
    found = (label_of(facts, row, "") for group in rows for row in group.values())
    labels = {label.ref: label.text for label in found}
    # A confidential source is masked by redaction; before it, researchers see which one it is.
    return labels | {ref_of(row): row.label for row in facts.sources.values()}
