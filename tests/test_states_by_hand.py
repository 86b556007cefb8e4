"""The states of real people on real days, worked out by hand and held against the record.

The tables are in states_by_hand.py. The real seeds are loaded and published once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.http import QueryDict

from cases import models as m
from cases.custody import Spell, answer
from cases.public.clocks import states_on_day
from cases.public.dating import DayState
from cases.public.filters import PersonFilterSet
from cases.publication.folding import Histories
from cases.publication.models import PublishedPerson
from cases.publication.reading import Facts, Reach, read
from cases.publication.redacting import redact
from cases.publication.standing import Standings
from cases.publication.withheld import read_withheld
from cases.seeding.applying import apply_seeds
from cases.vocabulary import Certainty
from tests.states_by_hand import AS_OF, DESIGNATED, KNOWN_ON

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tables above."""

    person: str
    day: date
    known_on: date | None
    certainty: Certainty
    states: frozenset[str]

    @property
    def query(self) -> str:
        known = f"&known_on={self.known_on}" if self.known_on else ""
        return f"as_of={self.day}{known}"

    def __str__(self) -> str:
        return f"{self.person}?{self.query}"


def words_of(table: str) -> Iterator[list[str]]:
    return (line.split() for line in table.splitlines() if line.strip())


def lines_of(person: str) -> list[Line]:
    return [
        Line(person, date.fromisoformat(day), None, Certainty(certainty), frozenset(states))
        for day, certainty, *states in words_of(AS_OF[person])
    ]


KNOWN_LINES = [
    Line(person, *map(date.fromisoformat, (day, known)), Certainty(certainty), frozenset(states))
    for person, day, known, certainty, *states in words_of(KNOWN_ON)
]
LINES = [*(line for person in AS_OF for line in lines_of(person)), *KNOWN_LINES]


@dataclass(frozen=True, slots=True)
class Record:
    """What the real seeds say: standings, the public list, and who is recognised."""

    standings: Standings
    ids: dict[str, int]
    public: dict[Line, DayState | None]
    facts: Facts

    def spells(self, line: Line) -> list[Spell]:
        standing = self.standings.of_person(self.ids[line.person])
        if line.known_on is None:
            return list(standing.spells)
        return [
            one.spell
            for one in standing.known
            if one.known_from is None or one.known_from <= line.known_on
            if one.known_to is None or line.known_on < one.known_to
        ]

    def is_designated(self, person: str, day: date) -> bool:
        """Whether some recognition of the person surely stood at the end of the day."""
        events = self.facts.events
        for one in self.facts.designations.values():
            granted = events[one.granted_id].date_latest
            withdrawn = events[one.withdrawn_id].date_earliest if one.withdrawn_id else None
            is_theirs = one.person_id == self.ids[person]
            is_granted = granted is not None and granted <= day
            if is_theirs and is_granted and (withdrawn is None or day < withdrawn):
                return True
        return False


# Loaded before any test's own transaction begins, and undone before it returns.
@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker) -> Record:
    """The real seeds, loaded and published once, asked everything, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = apply_seeds(ROOT / "seeds", ROOT / "fixtures", today=TODAY, now=NOW)
        assert report.lines()[1:] == [report.summary()]
        ids = dict(m.Person.objects.values_list("slug", "pk"))
        facts = redact(read(Reach(people=set(ids.values()))), read_withheld(), today=TODAY)
        pages = dict(PublishedPerson.objects.values_list("slug", "pk"))
        public = {line: shown(line, pages[line.person]) for line in LINES}
        transaction.set_rollback(True)
    return Record(Standings(Histories(facts), today=TODAY), ids, public, facts)


def shown(line: Line, pk: int) -> DayState | None:
    return states_on_day(PersonFilterSet.read(QueryDict(line.query)), [pk]).get(pk)


def differences(record: Record, lines: list[Line]) -> list[str]:
    found = []
    for line in lines:
        told = answer(record.spells(line), line.day)
        states = {told.state}
        if told.certainty is Certainty.POSSIBLE:
            states |= told.alternatives
        if (told.certainty, states) != (line.certainty, line.states):
            said = " ".join(sorted(states))
            by_hand = f"{line.certainty} {sorted(line.states)}"
            found.append(f"{line}: {told.certainty} {said}, by hand {by_hand}")
    return found


def test_table_has_twenty_people_on_three_dates_each():
    assert len([person for person in AS_OF if len(lines_of(person)) >= 3]) >= 20
    assert len({line.person for line in KNOWN_LINES}) >= 5


@pytest.mark.parametrize("person", AS_OF)
def test_state_of_a_day_is_as_the_documents_say(record, person):
    assert differences(record, lines_of(person)) == []


@pytest.mark.parametrize("line", KNOWN_LINES, ids=str)
def test_state_as_known_on_a_day_is_as_the_documents_had_said(record, line):
    assert differences(record, [line]) == []


@pytest.mark.parametrize("line", list(words_of(DESIGNATED)), ids=" ".join)
def test_recognition_stands_from_its_grant_to_its_withdrawal(record, line):
    person, day, expected = line
    assert record.is_designated(person, date.fromisoformat(day)) is (expected == "yes")


def test_public_list_says_the_same(record):
    """The list shows one state: the surest, and of several possible ones one of them."""
    wrong = []
    for line, state in record.public.items():
        if state is None:
            is_same = line.states == {"unknown"}
        else:
            is_same = state.certainty is line.certainty and state.state in line.states
        if not is_same:
            wrong.append(f"{line}: {state}, by hand {line.certainty} {sorted(line.states)}")
    assert wrong == []
