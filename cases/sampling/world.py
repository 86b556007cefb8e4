"""The invented world that all cases share: countries with towns, courts, laws, bodies, media.

Its size does not depend on how many cases there are: what lists are narrowed by stays a list.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from random import Random
from typing import Any

from cases import models as m
from cases.sampling.rows import Rows
from cases.sampling.spelling import draw_word
from cases.vocabulary import (
    CitationBasis,
    CourtLevel,
    EventKind,
    FacilityKind,
    OrganisationKind,
    OrganisationRelation,
    PlaceKind,
    Script,
    SourceKind,
)

# Codes that ISO 3166 leaves to their users: no country will ever have them.
CODES = ("ZZ", *(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRS"))
_CODES_OF_LAW = ("Code of Crimes", "Code of Offences")
_COURT_LEVELS = (
    CourtLevel.DISTRICT,
    CourtLevel.DISTRICT,
    CourtLevel.DISTRICT,
    CourtLevel.REGIONAL,
    CourtLevel.SUPREME,
    CourtLevel.MILITARY,
)
_FACILITIES = (
    (FacilityKind.PRISON, "Colony"),
    (FacilityKind.PRISON, "Prison"),
    (FacilityKind.REMAND_CENTRE, "Remand centre"),
    (FacilityKind.CLINIC, "Clinic"),
    (FacilityKind.CAMP, "Camp"),
)
_BODIES = (
    (OrganisationKind.MOVEMENT, "{} movement"),
    (OrganisationKind.MOVEMENT, "Free {}"),
    (OrganisationKind.PARTY, "Party of {}"),
    (OrganisationKind.NGO, "{} foundation"),
    (OrganisationKind.RELIGIOUS, "Community of {}"),
    (OrganisationKind.MEDIA, "{} broadcasting"),
)
_THIRD_SCRIPTS = (Script.ARABIC, Script.GEORGIAN, Script.ARMENIAN)


@dataclass(slots=True)
class Country:
    """One country: what its cases draw from. Rows are records; `script` is the third in use."""

    code: str
    script: Script
    cities: list[Any] = field(default_factory=list)
    courts: list[Any] = field(default_factory=list)
    facilities: dict[str, list[Any]] = field(default_factory=dict)
    provisions: list[Any] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    publishers: list[Any] = field(default_factory=list)


class World:
    """The countries, and the rows that all chunks of cases refer to."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rows = Rows(seed, 1)
        self.countries: list[Country] = []
        self.grantors: list[Any] = []
        draw = Random(f"world {seed}")  # nosec B311 drawn anew, the same each time
        for n, code in enumerate(CODES):
            self.countries.append(self._country(draw, n, code))
        for n in range(5):
            name = f"{draw_word(draw)} Rights Watchers"
            row = self._body(draw, f"int-{n}", name, OrganisationKind.RIGHTS_GROUP, "")
            self.grantors.append(row)
        # A few countries have most of the cases.
        self._weights = list(accumulate(1 / (n + 1) for n in range(len(CODES))))

    def draw_country(self, draw: Random) -> Country:
        """A country, some far more often than others."""
        return draw.choices(self.countries, cum_weights=self._weights)[0]

    def _country(self, draw: Random, n: int, code: str) -> Country:
        made = Country(code, _THIRD_SCRIPTS[n % len(_THIRD_SCRIPTS)])
        self._places(draw, made)
        self._justice(draw, made)
        for n, kind in enumerate((OrganisationKind.MEDIA, OrganisationKind.NGO) * 2):
            made.publishers.append(
                self.rows.add(
                    m.Publisher,
                    key=f"sample-{code.lower()}-press-{n}",
                    name=f"{draw_word(draw)} {('Gazette', 'Monitor', 'Post', 'Digest')[n]}",
                    kind=kind,
                    country=code,
                    url=f"https://{code.lower()}-{n}.example/",
                )
            )
        for n, (kind, pattern) in enumerate(_BODIES):
            name = pattern.format(draw_word(draw))
            made.bodies.append(self._body(draw, f"{code.lower()}-{n}", name, kind, code))
        link = self.rows.add(
            m.OrganisationLink,
            organisation_id=made.bodies[1].pk,
            kind=OrganisationRelation.SPLINTER_OF,
            related_id=made.bodies[0].pk,
        )
        self._cite(m.OrganisationLinkCitation, link, self.rows.of[m.Source][-1])
        return made

    def _places(self, draw: Random, made: Country) -> None:
        code = made.code
        country = self._place(
            f"sample-{code.lower()}", f"{draw_word(draw)}ia", PlaceKind.COUNTRY, code, None
        )
        for n in range(4):
            key = f"sample-{code.lower()}-region-{n}"
            region = self._place(
                key, f"{draw_word(draw)} region", PlaceKind.REGION, code, country.pk
            )
            for town in range(3):
                name = draw_word(draw)
                made.cities.append(
                    self._place(f"{key}-town-{town}", name, PlaceKind.CITY, code, region.pk)
                )

    def _place(self, key: str, name: str, kind: str, code: str, parent: int | None) -> Any:
        return self.rows.add(m.Place, key=key, name=name, kind=kind, country=code, parent_id=parent)

    def _justice(self, draw: Random, made: Country) -> None:
        code = made.code
        for n, level in enumerate(_COURT_LEVELS):
            city = made.cities[n % len(made.cities)]
            made.courts.append(
                self.rows.add(
                    m.Court,
                    key=f"sample-{code.lower()}-court-{n}",
                    name=f"{city.name} {level.label}",
                    level=level,
                    country=code,
                    place_id=city.pk,
                )
            )
        for n, (kind, word) in enumerate(_FACILITIES):
            city = draw.choice(made.cities)
            row = self.rows.add(
                m.Facility,
                key=f"sample-{code.lower()}-facility-{n}",
                name=f"{word} of {city.name}",
                kind=kind,
                country=code,
                place_id=city.pk,
            )
            made.facilities.setdefault(kind, []).append(row)
        for n in range(10):
            made.provisions.append(
                self.rows.add(
                    m.LegalProvision,
                    key=f"sample-{code.lower()}-law-{n}",
                    country=code,
                    code=_CODES_OF_LAW[n // 7],
                    article=str(100 + 13 * n),
                    part=str(n % 3 or ""),
                    title=f"Offence of {draw_word(draw)}",
                )
            )

    def _body(self, draw: Random, key: str, name: str, kind: str, code: str) -> Any:
        """An organisation with the event and the source that give it a page of its own."""
        row = self.rows.add(
            m.Organisation, key=f"sample-body-{key}", name=name, kind=kind, country=code
        )
        founded = date(draw.randint(1985, 1995), draw.randint(1, 12), draw.randint(1, 28))
        source = self.rows.add(
            m.Source,
            key=f"sample-body-{key}/1",
            kind=SourceKind.REPORT,
            publisher_id=self.rows.of[m.Publisher][-1].pk,
            label=f"Portrait of {name}",
            published=founded.replace(year=founded.year + 2).isoformat(),
        )
        event = self.rows.add(
            m.Event,
            kind=EventKind.FOUNDED,
            date=f"{founded:%Y-%m}",
            summary=f"{name} was founded.",
        )
        self.rows.add(m.EventParticipant, event_id=event.pk, organisation_id=row.pk)
        self._cite(m.EventCitation, event, source)
        return row

    def _cite(self, model: Any, row: Any, source: Any) -> None:
        self.rows.add(
            model,
            cited_id=row.pk,
            source_id=source.pk,
            paragraph=2,
            basis=CitationBasis.MEDIA,
        )
