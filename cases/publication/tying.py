"""What ties rows to organisations, courts and places: by identifier, so that the page of each finds
them. Parts in events, people's affiliations, and where somebody is held, when last known."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cases import models as m
from cases.publication.citing import ref_of
from cases.publication.documents.parts import Part
from cases.publication.projection import Row, digest_of
from cases.publication.reading import Facts
from cases.vocabulary import HELD, EventKind, ParticipantRole
from cases.vocabulary.effects import Action, effect_of

Columns = dict[str, Any]
# After these somebody may be elsewhere: unless they name the place, it is not known any more.
_MOVES = frozenset({Action.SET, Action.BY_SENTENCE, Action.RESUME})


def key_of(ref: str | None) -> str:
    """The identifier in a reference; "" for none."""
    return (ref or "").partition(":")[2]


def lineage(facts: Facts, place_id: Any) -> Iterator[m.Place]:
    """A place and all that it lies in, the nearest first."""
    place = facts.places.get(place_id)
    while place:
        yield place
        place = facts.places.get(place.parent_id)


def narrowest_place(facts: Facts, *place_ids: Any) -> m.Place | None:
    """The one of these places that lies in most others; of equals, the first named."""
    chains = [chain for pk in place_ids if (chain := list(lineage(facts, pk)))]
    return max(chains, key=len)[0] if chains else None


def place_columns(facts: Facts, event: m.Event) -> Columns:
    """The identifiers of an event's court, facility and place; "" for none."""
    court, facility = facts.courts.get(event.court_id), facts.facilities.get(event.facility_id)
    place = narrowest_place(
        facts,
        event.place_id,
        facility.place_id if facility else None,
        court.place_id if court else None,
    )
    return {
        "court_id": court.public_id if court else "",
        "facility_id": facility.public_id if facility else "",
        "place_id": place.public_id if place else "",
    }


def whereabouts(facts: Facts, events: Iterable[Part], subject: Part) -> Columns:
    """Where a subject of a case is held, when last known: the facility that an event names after
    which no other says that they were moved. Empty for whoever is not held.

    `events` are those of the case's document, in their order.
    """
    found: Part | None = None
    if subject["state"]["state"] in HELD:
        for event in events:
            roles = [one["role"] for one in event["people"] if one["ref"] == subject["ref"]]
            if ParticipantRole.AFFECTED not in roles or not (event["date"] or not event["planned"]):
                continue
            if event["facility"]:
                found = event
            elif event["kind"] == EventKind.TRANSFER or effect_of(event["kind"]).action in _MOVES:
                found = None
    facility = _facility(facts, found["facility"]) if found else None
    place = narrowest_place(facts, facility.place_id) if facility else None
    told = found["date"] if found else None
    return {
        "facility_id": facility.public_id if facility else "",
        "facility_place_id": place.public_id if place else "",
        "facility_told": told["edtf"] if told else "",
    }


def part_rows(facts: Facts, events: Iterable[m.Event], owner: Columns) -> list[Row]:
    """The rows of the organisations' parts in events; `owner` are the columns of the document."""
    return [
        _row(
            "part",
            part.public_id,
            {
                **owner,
                "event_id": event.public_id,
                "organisation_id": facts.organisations[part.organisation_id].public_id,
                "role": part.role,
                "date_earliest": event.date_earliest,
            },
        )
        for event in events
        for part in facts.participants_of.get(event.pk, ())
        if part.organisation_id
    ]


def tie_rows(
    affiliations: Iterable[Part], owner: Columns, text: Callable[[str | None], str]
) -> list[Row]:
    """The rows of people's ties to organisations, as a document has them."""
    return [
        _row(
            "affiliation",
            part["id"],
            {
                **owner,
                "person_id": key_of(part["person"]),
                "person": text(part["person"]),
                "organisation_id": key_of(part["organisation"]),
                "role": part["role"],
                "asserted": part["asserted"],
                "starts": part["starts"]["edtf"] if part["starts"] else "",
                "ends": part["ends"]["edtf"] if part["ends"] else "",
            },
        )
        for part in affiliations
    ]


def _row(kind: str, public_id: str, columns: Columns) -> Row:
    columns = {"public_id": public_id, **columns}
    return Row(kind, public_id, columns, digest=digest_of(columns))


def _facility(facts: Facts, ref: str) -> m.Facility | None:
    return next((row for row in facts.facilities.values() if ref_of(row) == ref), None)
