"""Beside a place: what happened there, in order; who is held there, when last known; its courts."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from cases.public.beside.happenings import event_line
from cases.public.beside.ties import (
    MOST,
    Context,
    Ties,
    address_in_case,
    case_of,
    first,
    latest,
    tie,
)
from cases.public.labels import status_label
from cases.public.presenting.labels import Labels, page_of
from cases.public.presenting.maps import locator
from cases.public.presenting.wording import date_words
from cases.publication.models import (
    PublishedCourt,
    PublishedEvent,
    PublishedPerson,
    PublishedPlace,
    PublishedSubject,
)
from cases.vocabulary import HELD

MOST_PLACES = 400
# A country has events without end; its towns have pages of their own.
MOST_HERE = 30


def place_ties(place: PublishedPlace) -> Ties:
    """Four queries, of the place and all that lies in it: the places, the latest events, whoever
    is held there when last known, the courts."""
    here = Q(public_id=place.public_id) | Q(within__contains=f" {place.public_id} ")
    inside = PublishedPlace.objects.filter(here)
    ids = inside.values("public_id")
    known = list(inside.annotate(since=_since()).order_by("-case_count", "name")[: MOST_PLACES + 1])
    places: list[Any] = [one for one in known if one.pk != place.pk][:MOST_PLACES]
    happened = PublishedEvent.objects.filter(place_id__in=ids)
    if full := [one.since for one in known if one.since]:
        happened = happened.filter(date_earliest__gte=max(full))
    events, more_events = first(happened.order_by(latest("date"), "-pk"), MOST_HERE)
    # A release in another case frees a person whom this one shows held.
    still = PublishedPerson.objects.filter(public_id=OuterRef("person_id"), status__in=HELD)
    held_here = PublishedSubject.objects.filter(
        Exists(still), facility_place_id__in=ids, status__in=HELD
    )
    held, more_held = first(held_here.order_by("facility_id", "name", "pk"))
    courts: list[Any] = list(
        PublishedCourt.objects.filter(place_id__in=ids).order_by("-case_count", "name")[:MOST]
    )

    def words(labels: Labels) -> Context:
        return {
            "events": [event_line(row, labels) for row in reversed(events)],
            "more_events": more_events,
            "held": [_held_line(row, labels) for row in held],
            "more_held": more_held,
            "courts": [_entity_line("court", row) for row in courts],
            "places": [_entity_line("place", row) for row in places],
            "map": locator(place, places),
        }

    refs = {f"person:{row.person_id}" for row in held} | {_facility(row) for row in held}
    return tie([*events, *held], refs, words)


def _since() -> Subquery:
    """Since when a place has more events than are shown: no older one is, wherever it happened."""
    own = PublishedEvent.objects.filter(place_id=OuterRef("public_id"))
    dates = own.order_by(latest("date"), "-pk").values("date_earliest")
    return Subquery(dates[MOST_HERE : MOST_HERE + 1])


def _facility(row: PublishedSubject) -> str:
    return f"facility:{row.facility_id}"


def _held_line(row: PublishedSubject, labels: Labels) -> dict[str, Any]:
    return {
        "who": labels[f"person:{row.person_id}"],
        "facility": labels[_facility(row)],
        "state": row.status,
        "state_words": status_label(row.status),
        "told": date_words({"edtf": row.facility_told}),
        "url": address_in_case(row, "timeline"),
        "case": case_of(row, labels),
    }


def _entity_line(kind: str, row: Any) -> dict[str, Any]:
    return {"name": row.name, "url": page_of(kind, row.slug), "count": row.case_count}
