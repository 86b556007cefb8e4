"""The values by which the lists are narrowed. Slugs, keys and codes; never a text."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cases import dates
from cases import models as m
from cases.publication.addressing import Addresses
from cases.publication.reading import Facts
from cases.vocabulary import SURENESS, Certainty

Facets = set[tuple[str, str]]
# A decade or a century says nothing about a year; so wide a span would fill the list.
_WIDEST_YEARS = 10
_VAGUE = frozenset({dates.Precision.DECADE, dates.Precision.CENTURY})


def years_of(event: m.Event) -> Iterator[int]:
    """Each year that an event touches by its bounds, if it is known to the year."""
    if not event.date or not event.date_earliest or not event.date_latest:
        return
    first, last = event.date_earliest.year, event.date_latest.year
    if first != last and (
        last - first > _WIDEST_YEARS or dates.parse(event.date).precision in _VAGUE
    ):
        return
    yield from range(first, last + 1)


def facets_of(
    facts: Facts,
    addresses: Addresses,
    *,
    cases: Iterable[m.Case],
    subjects: Iterable[m.Subject],
    events: Iterable[m.Event],
    designations: Iterable[m.Designation],
    affiliations: Iterable[m.Affiliation],
    sources: Iterable[m.Source],
    status: str,
    held: Collection[Certainty | None],
) -> Facets:
    """The facets of a case, or of a person over all cases, by what belongs to it.

    `held`: how surely each of its people is held by what is known last; the surest counts.
    """
    found: Facets = {("status", status)}
    found |= {("held", str(sure)) for sure in [sure for sure in SURENESS if sure in held][:1]}
    found |= {("country", case.country) for case in cases}
    found |= {("ground", ground) for case in cases for ground in case.grounds}
    found |= {("designation", row.kind) for row in designations}
    slug = addresses.slug_of
    organisations: set[Any] = {row.organisation_id for row in affiliations}
    for subject in subjects:
        organisations.add(subject.organisation_id)
        if subject.person_id:
            person = facts.people[subject.person_id]
            found.add(("gender", person.gender))
            found |= {("profession", key) for key in person.professions}
        found |= {("sentence", row.kind) for row in facts.sentences_of.get(subject.pk, ())}
        for charge in facts.charges_of.get(subject.pk, ()):
            if charge.provision_id:
                found.add(("provision", slug(facts.provisions[charge.provision_id])))
    for event in events:
        found |= {("year", str(year)) for year in years_of(event)}
        found |= {("place", slug(place)) for place in places_of(facts, event)}
        if event.court_id:
            found.add(("court", slug(facts.courts[event.court_id])))
        organisations |= {row.organisation_id for row in facts.participants_of.get(event.pk, ())}
    organisations.discard(None)
    found |= {("organisation", slug(facts.organisations[pk])) for pk in organisations}
    found |= {("source", slug(source)) for source in sources if not source.is_confidential}
    return {(name, value) for name, value in found if value}


def places_of(facts: Facts, event: m.Event) -> Iterator[m.Place]:
    """The places of an event, of its court and facility, each with all that it lies in."""
    court, facility = facts.courts.get(event.court_id), facts.facilities.get(event.facility_id)
    starts: tuple[Any, ...] = (
        event.place_id,
        court.place_id if court else None,
        facility.place_id if facility else None,
    )
    for pk in starts:
        place = facts.places.get(pk)
        while place:
            yield place
            place = facts.places.get(place.parent_id)
