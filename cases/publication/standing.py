"""Where people and organisations stand: custody folded over all cases, and each case's slice.

Spells and answers only; which columns they fill is `flattening`'s to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cases import custody
from cases.custody import (
    Answer,
    ExpectedRelease,
    HeldStretch,
    HistoryEvent,
    KnownSpell,
    Rivals,
    Spell,
    StateStretch,
)
from cases.dates import DateError
from cases.organisation_status import (
    KnownStatus,
    StatusAnswer,
    StatusSpell,
    fold_organisation,
    known_statuses,
    last_known_status,
    status_on,
)
from cases.publication.folding import Histories
from cases.vocabulary import Certainty, EventKind

_DEATHS = (EventKind.DEATH, EventKind.DEATH_IN_CUSTODY)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's custody, over all cases or in one. `changes_on`: when today's answer may end."""

    spells: tuple[Spell, ...]
    known: tuple[KnownSpell, ...]
    held: tuple[HeldStretch, ...]
    states: tuple[StateStretch, ...]
    held_last: Certainty | None
    answer: Answer
    expected: ExpectedRelease | None
    changes_on: date | None


@dataclass(frozen=True, slots=True)
class OrganisationStanding:
    spells: tuple[StatusSpell, ...]
    known: tuple[KnownStatus, ...]
    answer: StatusAnswer
    changes_on: date | None


class Standings:
    """Standings of a batch, each worked out once."""

    def __init__(self, histories: Histories, *, today: date) -> None:
        self.histories = histories
        self.today = today
        self._people: dict[int, Standing] = {}
        self._slices: dict[tuple[int, int], Standing] = {}
        self._organisations: dict[int, OrganisationStanding] = {}

    def of_person(self, person_id: int) -> Standing:
        """Over all published cases."""
        if person_id not in self._people:
            history = self.histories.of_person(person_id)
            rivals = self.histories.rivals_of_person(person_id)
            self._people[person_id] = self._stand(history, rivals)
        return self._people[person_id]

    def in_case(self, person_id: int, case_id: int) -> Standing:
        """The slice of one case: its own events, and a death wherever it is told."""
        key = (person_id, case_id)
        if key not in self._slices:
            events = self.histories.of_people.get(person_id, ())
            if all(event.case_id == case_id for event in events):
                self._slices[key] = self.of_person(person_id)
            else:
                case = self.histories.facts.cases[case_id].public_id
                history = [
                    event
                    if event.case == case or event.kind in _DEATHS
                    else replace(event, is_landmark=True)
                    for event in self.histories.of_person(person_id)
                ]
                rivals = self.histories.rivals_of_person(person_id)
                self._slices[key] = self._stand(history, rivals)
        return self._slices[key]

    def of_organisation(self, organisation_id: int) -> OrganisationStanding:
        """By the events that affect it."""
        if organisation_id not in self._organisations:
            history = self.histories.of_organisation(organisation_id)
            spells, known = fold_organisation(history), known_statuses(history)
            is_coming = any(
                spell.starts_latest and spell.starts_latest > self.today for spell in spells
            )
            answer = status_on(spells, self.today) if is_coming else last_known_status(spells)
            self._organisations[organisation_id] = OrganisationStanding(
                spells, known, answer, _next_change(spells, self.today)
            )
        return self._organisations[organisation_id]

    def _stand(self, history: list[HistoryEvent], rivals: list[Rivals]) -> Standing:
        history, rivals = _within_reason(history, rivals)
        steps = custody.steps_of(history)
        spells = custody.fold_ready(steps, rivals)
        known = custody.known_ready(steps, rivals)
        return Standing(
            spells=spells,
            known=known,
            held=custody.held_stretches(known),
            states=custody.state_stretches(known),
            held_last=custody.held_at_latest(spells, today=self.today),
            answer=custody.at_latest(spells, today=self.today),
            expected=_expected(history),
            changes_on=_next_change(spells, self.today),
        )


def _within_reason(
    history: list[HistoryEvent], rivals: list[Rivals]
) -> tuple[list[HistoryEvent], list[Rivals]]:
    """Each case keeps within what the fold can combine, but several cases together may not.

    Of the disputes beyond it no side is believed: their events place others and do nothing else.
    """
    keys = {event.key for event in history}
    kept: list[Rivals] = []
    unheard: set[str] = set()
    combinations = 1
    for rival in rivals:
        sides = {side & keys for side in rival.alternatives}
        if combinations * len(sides) > custody.MOST_COMBINATIONS:
            unheard |= frozenset().union(*sides)
        else:
            combinations *= len(sides)
            kept.append(rival)
    if unheard:
        history = [replace(e, is_landmark=True) if e.key in unheard else e for e in history]
    return history, kept


def _expected(history: Iterable[HistoryEvent]) -> ExpectedRelease | None:
    try:
        return custody.expected_release(history)
    except DateError:
        return None  # A term beyond the calendar has no day on which it ends.


def _next_change(spells: Iterable[Any], today: date) -> date | None:
    days = [
        day
        for spell in spells
        for day in (
            spell.starts_earliest,
            spell.starts_latest,
            spell.ends_earliest,
            spell.ends_latest,
            spell.due_on and spell.due_on + _DAY,
        )
        if day and day > today
    ]
    return min(days, default=None)
