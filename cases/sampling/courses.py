"""What happens in a case, in a believable order: kinds of event and the days between them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from cases.vocabulary import EventKind as K

LEAST_EVENTS, MOST_EVENTS = 3, 30
LAST_DAY = date(2026, 6, 30)
FIRST_YEAR, YEARS = 1994, 32


class Step(NamedTuple):
    """One of `kinds` follows with a chance, `least` to `most` days after the one before."""

    chance: float
    kinds: tuple[K, ...]
    least: int = 1
    most: int = 30
    times: int = 1


class Happening(NamedTuple):
    kind: K
    day: date


_BEFORE = (
    Step(0.30, (K.PROTEST, K.EXPRESSION, K.EXPRESSION)),
    Step(0.10, (K.SURVEILLANCE, K.THREAT, K.SMEAR_CAMPAIGN, K.ACCOUNT_BLOCKED)),
    Step(0.25, (K.INVESTIGATION, K.SUMMONS, K.INTERROGATION, K.SEARCH)),
)
_AFTER = (
    Step(0.15, (K.APPEAL_FOR_RELEASE,), 10, 90),
    Step(0.12, (K.DESIGNATION,), 10, 120),
    Step(0.02, (K.DESIGNATION_WITHDRAWN,), 30, 300),
    Step(0.20, (K.TRANSFER,), 10, 120),
    Step(
        0.18,
        (K.HUNGER_STRIKE, K.SOLITARY_CONFINEMENT, K.ILL_TREATMENT, K.MEDICAL_NEGLECT, K.SELF_HARM),
        10,
        200,
        times=2,
    ),
    Step(0.25, (K.STATUS_REPORT,), 60, 400, times=2),
    Step(0.03, (K.TEMPORARY_RELEASE,), 100, 500),
    Step(0.05, (K.PAROLE_GRANTED,), 200, 900),
    Step(0.02, (K.PAROLE_CANCELLED, K.RETURN_TO_CUSTODY), 3, 60),
    Step(0.08, (K.RELEASE_ORDERED,), 200, 900),
    Step(0.45, (K.RELEASE, K.RELEASE, K.RELEASE, K.RELEASE, K.PAROLE_RELEASE, K.EXCHANGE), 5, 900),
    Step(0.02, (K.DEATH_IN_CUSTODY, K.DEATH), 5, 900),
    Step(0.05, (K.DEPARTURE,), 20, 400),
    Step(0.03, (K.ASYLUM_GRANTED, K.ASYLUM_REFUSED, K.CITIZENSHIP_GRANTED, K.RETURN), 60, 600),
)
_CRIMINAL = (
    *_BEFORE,
    Step(1, (K.ARREST, K.DETENTION)),
    Step(0.6, (K.CHARGE,), 1, 10),
    Step(0.4, (K.REMAND, K.REMAND, K.REMAND, K.HOUSE_ARREST), 1, 3),
    Step(0.08, (K.CHARGE_CHANGED, K.PLEA_AGREEMENT, K.PARDON_OFFERED), 10, 90),
    Step(0.3, (K.TRIAL_OPENED,), 20, 120),
    Step(0.25, (K.HEARING,), 3, 30, times=3),
    Step(0.85, (K.SENTENCE,) * 16 + (K.ACQUITTAL, K.CHARGE_DROPPED, K.CONVICTION), 5, 60),
    Step(0.25, (K.APPEAL,), 5, 20),
    Step(0.25, (K.APPEAL_DECIDED, K.SENTENCE_AMENDED, K.COURT_RULING), 20, 120),
    *_AFTER,
)
_ADMINISTRATIVE = (
    *_BEFORE,
    Step(1, (K.DETENTION,)),
    Step(0.3, (K.HEARING,), 0, 1),
    Step(1, (K.ADMINISTRATIVE_ARREST, K.ADMINISTRATIVE_ARREST, K.FINE), 0, 2),
    Step(0.4, (K.RELEASE,), 5, 16),
    Step(0.2, (K.APPEAL,), 3, 20),
)
_INTERNED = (
    Step(0.2, (K.DISAPPEARANCE,)),
    Step(1, (K.INTERNMENT,), 1, 60),
    Step(0.6, (K.STATUS_REPORT,), 100, 500, times=2),
    Step(0.2, (K.IMPRISONMENT,), 100, 500),
    *_AFTER,
)
_CLINIC = (
    *_BEFORE,
    Step(0.5, (K.HOUSE_ARREST,)),
    Step(1, (K.PSYCHIATRIC_COMMITMENT,), 3, 60),
    Step(0.6, (K.PSYCHIATRIC_DISCHARGE,), 30, 300),
    Step(0.4, (K.HOUSE_ARREST_ENDED,), 10, 90),
)
_PRESSED = (
    *_BEFORE,
    Step(1, (K.THREAT, K.ATTACK, K.BEATING, K.SMEAR_CAMPAIGN, K.SURVEILLANCE)),
    Step(0.7, (K.DISMISSAL, K.EVICTION, K.SEIZURE, K.RESTRICTION, K.ACCOUNT_BLOCKED), 5, 200, 2),
    Step(0.3, (K.DETENTION,), 5, 200),
    Step(0.3, (K.RELEASE,), 1, 3),
    Step(0.3, (K.DEPARTURE,), 20, 400),
    Step(0.2, (K.ASYLUM_GRANTED, K.ASYLUM_REFUSED), 60, 600),
    Step(0.2, (K.OTHER,), 20, 400),
)
_BODY = (
    Step(0.5, (K.FOUNDED,)),
    Step(0.5, (K.REGISTRATION_REFUSED, K.REGISTERED, K.UNREGISTERED), 20, 300),
    Step(0.5, (K.INSPECTION,), 20, 900),
    Step(0.5, (K.LAWSUIT,), 20, 200),
    Step(1, (K.SUSPENDED, K.BANNED), 20, 200),
    Step(0.3, (K.DISSOLVED,), 20, 600),
)
_COURSES = (_CRIMINAL, _ADMINISTRATIVE, _INTERNED, _CLINIC, _PRESSED)
_HOW_OFTEN = (60, 15, 8, 3, 14)
_FILLING = (K.HEARING, K.INTERROGATION, K.STATUS_REPORT)


def course_of_people(draw: Random) -> list[Happening]:
    """What happens in a case of people: 3 to 30 events by day, a few cases far longer than most."""
    steps = draw.choices(_COURSES, _HOW_OFTEN)[0]
    found = list(_follow(draw, steps))
    if draw.random() < 0.03:
        found += _follow(draw, (Step(1, _FILLING, 5, 60, times=25),), found[-1].day)
    return _between(draw, found)


def course_of_body(draw: Random) -> list[Happening]:
    """What happens to an organisation that is suppressed."""
    return _between(draw, list(_follow(draw, _BODY)))


def _start(draw: Random) -> date:
    # More of the recent years than of the distant ones.
    day = date(FIRST_YEAR, 1, 1) + timedelta(days=int(365 * YEARS * draw.random() ** 0.6))
    return min(day, LAST_DAY - timedelta(days=60))


def _follow(draw: Random, steps: tuple[Step, ...], day: date | None = None) -> Iterator[Happening]:
    day = day or _start(draw)
    for step in steps:
        for _n in range(step.times):
            if draw.random() >= step.chance:
                break
            yield Happening(draw.choice(step.kinds), day)
            day += timedelta(days=draw.randint(step.least, step.most))


def _between(draw: Random, found: list[Happening]) -> list[Happening]:
    found = [one for one in found if one.day <= LAST_DAY]
    kinds = {K.DEATH, K.DEATH_IN_CUSTODY}
    ends = next((n for n, one in enumerate(found) if one.kind in kinds), len(found))
    found = found[: min(ends + 1, MOST_EVENTS)]
    while len(found) < LEAST_EVENTS:
        first = found[0].day if found else _start(draw)
        day = first - timedelta(days=draw.randint(1, 30))
        found.insert(0, Happening(draw.choice((K.INVESTIGATION, K.SEARCH, K.SUMMONS)), day))
    return found
