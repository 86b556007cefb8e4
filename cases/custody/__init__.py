"""Custody: from a person's events to the states they were in, and how surely each is known.

Import from here. `folding` applies the effects table, `combining` weighs hearsay and disputes,
`answering` says what held on a day, `clocks` what was known when, `held` who was in custody how
surely, `questioned` in which states somebody may be, `terms` reads sentences.
"""

from cases.custody.answering import (
    NOTHING_KNOWN,
    Answer,
    answer,
    at_latest,
    in_question,
    last_known,
    within,
)
from cases.custody.clocks import KnownSpell, known_ready, known_spells
from cases.custody.combining import MOST_COMBINATIONS, fold, fold_case, fold_ready
from cases.custody.held import HeldStretch, held_at_latest, held_stretches, surest, surety
from cases.custody.history import HistoryEvent, Rivals, Spell, Term
from cases.custody.questioned import StateStretch, state_stretches
from cases.custody.steps import steps_of
from cases.custody.terms import ExpectedRelease, expected_release

__all__ = [
    "MOST_COMBINATIONS",
    "NOTHING_KNOWN",
    "Answer",
    "ExpectedRelease",
    "HeldStretch",
    "HistoryEvent",
    "KnownSpell",
    "Rivals",
    "Spell",
    "StateStretch",
    "Term",
    "answer",
    "at_latest",
    "expected_release",
    "fold",
    "fold_case",
    "fold_ready",
    "held_at_latest",
    "held_stretches",
    "in_question",
    "known_ready",
    "known_spells",
    "last_known",
    "state_stretches",
    "steps_of",
    "surest",
    "surety",
    "within",
]
