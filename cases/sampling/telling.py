"""One invented case: its subjects, what happened to them, what sources say of it."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from cases import models as m
from cases import names
from cases.sampling import courses, dating, proceedings
from cases.sampling.citing import Citing
from cases.sampling.people import Known, People
from cases.sampling.rows import Rows
from cases.sampling.spelling import draw_word
from cases.sampling.world import Country, World
from cases.vocabulary import (
    AffiliationRole,
    Asserted,
    Criterion,
    CustodyState,
    EventKind,
    FacilityKind,
    Ground,
    OrganisationKind,
    ParticipantRole,
    WorkflowState,
)

_OVER = ("a gathering", "a post", "a speech", "a leaflet", "a prayer meeting", "an article",
         "a street concert", "a petition", "a strike", "a film")  # fmt: skip
_IN_COURT = frozenset(
    {
        EventKind.TRIAL_OPENED, EventKind.HEARING, EventKind.SENTENCE, EventKind.ACQUITTAL,
        EventKind.CONVICTION, EventKind.APPEAL_DECIDED, EventKind.SENTENCE_AMENDED,
        EventKind.COURT_RULING, EventKind.FINE, EventKind.REMAND, EventKind.SUSPENDED,
        EventKind.BANNED, EventKind.LAWSUIT, EventKind.ADMINISTRATIVE_ARREST,
    }
)  # fmt: skip
_INSIDE = {
    EventKind.TRANSFER: FacilityKind.PRISON,
    EventKind.HUNGER_STRIKE: FacilityKind.PRISON,
    EventKind.SOLITARY_CONFINEMENT: FacilityKind.PRISON,
    EventKind.INTERNMENT: FacilityKind.CAMP,
    EventKind.PSYCHIATRIC_COMMITMENT: FacilityKind.CLINIC,
    EventKind.REMAND: FacilityKind.REMAND_CENTRE,
}
_REPORTED = (CustodyState.IMPRISONED,) * 6 + (CustodyState.DETAINED, CustodyState.UNKNOWN)
_ABOUT_PEOPLE = tuple(one for one in Criterion.values if one != Criterion.ORGANISATION)


class Teller:
    """Tells the cases of one chunk into its rows."""

    def __init__(self, draw: Random, rows: Rows, world: World, number: int) -> None:
        self._draw = draw
        self._rows = rows
        self._world = world
        self._citing = Citing(draw, rows, number, world.draw_country(draw))
        self._people = People(draw, rows, self._citing)

    def tell(self, number: int) -> None:
        """Add the rows of the case with this number, counted over all chunks."""
        draw = self._draw
        country = self._world.draw_country(draw)
        is_of_body = draw.random() < 0.03
        course = (courses.course_of_body if is_of_body else courses.course_of_people)(draw)
        sources = self._sources(country, course)
        if is_of_body:
            self._tell_of_body(number, country, course, sources)
        else:
            self._tell_of_people(number, country, course, sources)

    def _sources(self, country: Country, course: list[courses.Happening]) -> list[Any]:
        """A source for each event, in its order: one tells of some events in a row."""
        draw = self._draw
        found: list[Any] = []
        while len(found) < len(course):
            covered = course[len(found) : len(found) + draw.randint(2, 7)]
            label = f"Report on {draw.choice(_OVER)} and what followed"
            # The told date may be vaguer than the day: a month more is enough.
            source = self._citing.source(country, covered[-1].day + timedelta(days=31), label)
            found += [source] * len(covered)
        return found

    def _tell_of_people(
        self, number: int, country: Country, course: list[courses.Happening], sources: list[Any]
    ) -> None:
        draw = self._draw
        people = self._people.subjects(country, sources[0], course[0].day)
        others = f" and {len(people) - 1} more" if len(people) > 1 else ""
        over = draw.choice(_OVER)
        case = self._case(
            number,
            country,
            f"{people[0].label}{others}, pursued over {over}",
            criterion=draw.choice(_ABOUT_PEOPLE),
        )
        subjects = [
            self._rows.add(m.Subject, case_id=case.pk, person_id=one.row.pk) for one in people
        ]
        affected = {one.pk: {"person_id": one.person_id} for one in subjects}
        events = self._events(case, country, course, sources, affected, people)
        acts = proceedings.Proceedings(draw, self._rows, self._citing, self._world, country)
        acts.record(subjects, events, sources)
        if draw.random() < 0.03:
            acts.dispute(case, events, sources, list(affected.values()))

    def _tell_of_body(
        self, number: int, country: Country, course: list[courses.Happening], sources: list[Any]
    ) -> None:
        draw = self._draw
        name = f"{draw_word(draw)} {draw_word(draw)} circle"
        key = f"sample-circle-{number}"
        kind = draw.choice((OrganisationKind.NGO, OrganisationKind.MOVEMENT))
        body = self._rows.add(m.Organisation, key=key, name=name, kind=kind, country=country.code)
        case = self._case(number, country, f"{name}, suppressed", criterion=Criterion.ORGANISATION)
        subject = self._rows.add(m.Subject, case_id=case.pk, organisation_id=body.pk)
        affected = {subject.pk: {"organisation_id": body.pk}}
        self._events(case, country, course, sources, affected, [])
        for one in self._people.recent(draw.randint(0, 2)):
            tie = self._rows.add(
                m.Affiliation,
                person_id=one.row.pk,
                organisation_id=body.pk,
                role=draw.choice((AffiliationRole.FOUNDER, AffiliationRole.LEADER)),
                asserted=draw.choice(Asserted.values),
            )
            self._citing.cite(m.AffiliationCitation, tie, sources[0])

    def _case(self, number: int, country: Country, title: str, criterion: str) -> Any:
        draw = self._draw
        return self._rows.add(
            m.Case,
            slug=f"sample-{names.slugify_name(title)[:80]}-{number}",
            title=title[:200],
            country=country.code,
            criterion=criterion,
            grounds=sorted(draw.sample(Ground.values, draw.choice((1, 1, 2, 3)))),
            summary=f"An invented case. {title}, in {draw.choice(country.cities).name}.",
            state=WorkflowState.PUBLISHED,
            last_verified_on=date(2026, draw.randint(1, 6), draw.randint(1, 28)),
        )

    def _events(
        self,
        case: Any,
        country: Country,
        course: list[courses.Happening],
        sources: list[Any],
        affected: dict[int, dict[str, int]],
        people: list[Known],
    ) -> list[Any]:
        made: list[Any] = []
        for n, happening in enumerate(course):
            event = self._event(case, country, happening, made[-1] if made else None)
            made.append(event)
            for columns in affected.values():
                if len(affected) == 1 or self._draw.random() < 0.85:
                    self._rows.add(m.EventParticipant, event_id=event.pk, **columns)
            self._citing.cite(m.EventCitation, event, sources[n], sources[-1])
        if people and self._draw.random() < 0.1:
            self._lawyer(made[-1], people[0], sources[-1])
        return made

    def _event(self, case: Any, country: Country, happening: courses.Happening, before: Any) -> Any:
        draw = self._draw
        kind, day = happening
        values = _values_of(draw, country, kind)
        text = dating.told(draw, day)
        if not text and before is not None:
            values["after_id"] = before.pk
        if kind == EventKind.HEARING and draw.random() < 0.08:
            # Announced; nothing tells whether it was held.
            text, values["planned"] = "", day.isoformat()
        town = draw.choice(country.cities)
        return self._rows.add(
            m.Event,
            case_id=case.pk,
            kind=kind,
            date=text,
            summary=f"{_said(kind)} in {town.name}.",
            is_public=draw.random() < 0.99 or before is None,
            place_id=town.pk,
            **values,
        )

    def _lawyer(self, event: Any, of: Known, source: Any) -> None:
        """A lawyer who takes part: named, but nobody's subject."""
        lawyer = self._people.bystander(of.country, source)
        self._rows.add(
            m.EventParticipant,
            event_id=event.pk,
            person_id=lawyer.row.pk,
            role=ParticipantRole.LAWYER,
        )


@cache
def _said(kind: EventKind) -> str:
    return str(kind.label).capitalize()


def _values_of(draw: Random, country: Country, kind: EventKind) -> dict[str, Any]:
    """What an event of this kind tells beside its date."""
    values: dict[str, Any] = {}
    if kind in _IN_COURT:
        values["court_id"] = draw.choice(country.courts).pk
    if kind in _INSIDE and draw.random() < 0.7:
        values["facility_id"] = draw.choice(country.facilities[_INSIDE[kind]]).pk
    if kind == EventKind.ADMINISTRATIVE_ARREST:
        values["duration_days"] = draw.choice((3, 5, 10, 10, 15))
    if kind == EventKind.STATUS_REPORT:
        values["stated_custody"] = draw.choice(_REPORTED)
    if kind == EventKind.TRANSFER:
        values["stated_custody"] = CustodyState.IMPRISONED
    return values
