"""The people of one chunk of cases: names in several scripts, groups, ties to organisations."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from cases import models as m
from cases import names
from cases.sampling.citing import Citing
from cases.sampling.rows import Rows
from cases.sampling.spelling import Name, draw_name
from cases.sampling.world import Country
from cases.vocabulary import (
    AffiliationRole,
    Asserted,
    Gender,
    HeadcountBasis,
    NameKind,
    NameOrigin,
    PersonRelation,
    Profession,
    Script,
)

# Ties of the many: an organisation's own page does not list them, so it stays a page.
_ROLES = (AffiliationRole.MEMBER, AffiliationRole.SUPPORTER, AffiliationRole.VOLUNTEER,
          AffiliationRole.ASSOCIATE, AffiliationRole.LINKED)  # fmt: skip
_LINKS = (PersonRelation.SIBLING, PersonRelation.SPOUSE, PersonRelation.PARENT,
          PersonRelation.LAWYER, PersonRelation.ASSOCIATE)  # fmt: skip


class Known(NamedTuple):
    """A person of the chunk and the country of their cases; `label` is what they are called."""

    row: Any
    country: Country
    label: str


class People:
    """Makes people, and remembers them: some are persecuted more than once."""

    def __init__(self, draw: Random, rows: Rows, citing: Citing) -> None:
        self._draw = draw
        self._rows = rows
        self._citing = citing
        self._known: list[Known] = []

    def subjects(self, country: Country, source: Any, day: date) -> list[Known]:
        """The one to five people of a case; now and then one who was in another case before."""
        draw = self._draw
        found: list[Known] = []
        for _n in range(draw.choices((1, 2, 3, 4, 5), (72, 13, 7, 4, 4))[0]):
            before = [one for one in self._known[-12:] if one.country is country]
            if before and draw.random() < 0.12:
                one = draw.choice(before)
                if one not in found:
                    found.append(one)
                    continue
            found.append(self._new(country, source, day))
        if len(found) > 1 and draw.random() < 0.25:
            self._link(found[0], found[1], source)
        return found

    def bystander(self, country: Country, source: Any) -> Known:
        """Somebody who is named and is no subject."""
        return self._named(country, source)

    def recent(self, count: int) -> list[Known]:
        """The subjects made last, at most `count` of them."""
        return self._known[-count:] if count else []

    def _new(self, country: Country, source: Any, day: date) -> Known:
        draw = self._draw
        is_group = draw.random() < 0.05
        made = self._group(country) if is_group else self._named(country, source)
        self._citing.cite(m.PersonCitation, made.row, source)
        if draw.random() < 0.25:
            born = day - timedelta(days=draw.randint(18 * 365, 75 * 365))
            text = draw.choice((born.isoformat(), f"{born:%Y-%m}", f"{born:%Y}"))
            birth = self._rows.add(m.PersonBirth, person_id=made.row.pk, date=text)
            self._citing.cite(m.PersonBirthCitation, birth, source)
        if draw.random() < 0.15:
            age = self._rows.add(
                m.AgeStatement, person_id=made.row.pk, age=draw.randint(17, 80), on=day.isoformat()
            )
            self._citing.cite(m.AgeStatementCitation, age, source)
        self._affiliate(made, source)
        self._known.append(made)
        return made

    def _group(self, country: Country) -> Known:
        draw = self._draw
        number = draw.randint(2, 40)
        town = draw.choice(country.cities).name
        text = draw.choice(("{} residents of {}", "{} students from {}", "{} workers in {}"))
        descriptor = text.format(number, town)
        row = self._person(
            descriptor,
            descriptor=descriptor,
            headcount=number,
            headcount_basis=draw.choice((HeadcountBasis.EXACT, HeadcountBasis.MINIMUM)),
        )
        return Known(row, country, descriptor)

    def _named(self, country: Country, source: Any) -> Known:
        draw = self._draw
        name = draw_name(draw)
        shown = name.spelled(Script.LATIN)
        row = self._person(
            shown,
            gender=draw.choices((Gender.MALE, Gender.FEMALE, Gender.UNKNOWN), (60, 30, 10))[0],
            professions=draw.sample(Profession.values, draw.choice((0, 1, 1, 1, 2))),
            citizenship=[country.code] if draw.random() < 0.3 else [],
        )
        self._spellings(row, name, shown, country, source)
        return Known(row, country, shown)

    def _person(self, called: str, **values: Any) -> Any:
        number = self._rows.first + len(self._rows.of[m.Person])
        slug = f"{names.slugify_name(called)}-{number}"
        return self._rows.add(m.Person, slug=slug, **values)

    def _spellings(self, row: Any, name: Name, shown: str, country: Country, source: Any) -> None:
        draw = self._draw
        spelled = [(NameKind.PRIMARY, shown)]
        if draw.random() < 0.75:
            spelled.append((NameKind.SPELLING, name.spelled(Script.CYRILLIC)))
        if draw.random() < 0.35:
            spelled.append((NameKind.SPELLING, name.spelled(country.script)))
        if draw.random() < 0.03:
            spelled.append((NameKind.PSEUDONYM, draw_name(draw).spelled(Script.LATIN)))
        for kind, text in spelled:
            origin = NameOrigin.EDITORIAL if draw.random() < 0.2 else NameOrigin.SOURCE
            made = self._rows.add(
                m.PersonName, person_id=row.pk, text=text, kind=kind, origin=origin
            )
            if origin == NameOrigin.SOURCE:
                self._citing.cite(m.PersonNameCitation, made, source)

    def _affiliate(self, one: Known, source: Any) -> None:
        draw = self._draw
        if draw.random() >= 0.4:
            return
        tie = self._rows.add(
            m.Affiliation,
            person_id=one.row.pk,
            organisation_id=draw.choice(one.country.bodies).pk,
            role=draw.choice(_ROLES),
            asserted=draw.choice(Asserted.values),
        )
        self._citing.cite(m.AffiliationCitation, tie, source)

    def _link(self, one: Known, other: Known, source: Any) -> None:
        link = self._rows.add(
            m.PersonLink,
            person_id=one.row.pk,
            kind=self._draw.choice(_LINKS),
            related_id=other.row.pk,
        )
        self._citing.cite(m.PersonLinkCitation, link, source)
