"""Maps of places in words: title, what the marks say, caption. The same stands in a list beside."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.public.maps.drawing import Frame, Point, draw_map, frame_around
from cases.public.maps.outlines import country_box
from cases.public.presenting.labels import page_of
from cases.publication.models import PublishedPlace
from cases.vocabulary import PlaceKind
from cases.vocabulary.countries import country_name

Map = dict[str, Any]
MOST_POINTS = 300
MOST_COUNTRIES = 3
FEWEST = 3  # places of a country that are worth a map of their own
WIDEST = 60.0  # degrees of longitude: a larger country is shown around its places
LOCATOR_HEIGHT = 14.0
_TOLD = 5


def mapped_places() -> list[PublishedPlace]:
    """The places with a point, those with most cases first. One query."""
    rows = PublishedPlace.objects.filter(latitude__isnull=False)
    columns = ("name", "slug", "kind", "country_code", "latitude", "longitude", "case_count")
    return list(rows.only(*columns).order_by("-case_count", "name")[:MOST_POINTS])


def maps_of_list(places: Sequence[PublishedPlace]) -> list[Map]:
    """One of all places, then one of each country with several: the most first."""
    points = points_of(places)
    if not points:
        return []
    countries = Counter(place.country_code for place in places)
    overview = draw_map(points, frame_around(points), own=set(countries))
    title = ngettext(
        "Where the events of the record happened: %(n)s place",
        "Where the events of the record happened: %(n)s places",
        len(points),
    ) % {"n": len(points)}
    maps = [_told(overview, "all", title)]
    if len(countries) > 1:
        several = [code for code, n in countries.most_common(MOST_COUNTRIES) if n >= FEWEST]
        maps += [
            made
            for code in several
            if (made := map_of_country(code, [one for one in places if one.country_code == code]))
        ]
    return maps


def map_of_country(code: str, places: Iterable[PublishedPlace]) -> Map | None:
    """A country with its places; None of a country without an outline and places."""
    points = points_of(places)
    box = country_box(code)
    if box and box.east - box.west <= WIDEST:
        frame = Frame(box.with_edge(0.04))
    elif points:
        frame = frame_around(points, least=LOCATOR_HEIGHT, edge=0.25)
    else:
        return None
    title = _("Places in %(country)s") % {"country": country_name(code)}
    if not points:
        title = country_name(code)
    return _told(draw_map(points, frame, own={code}), code.lower(), title)


def locator(place: PublishedPlace, inside: Iterable[PublishedPlace] = ()) -> Map | None:
    """Where a place lies, with the places in it; None where no point of it is known."""
    if place.kind == PlaceKind.COUNTRY:
        return map_of_country(place.country_code, inside)
    points = points_of([place, *inside])
    if not points:
        return None
    frame = frame_around(points, least=LOCATOR_HEIGHT, edge=0.3)
    title = _("%(place)s on the map, %(country)s") % {
        "place": place.name,
        "country": country_name(place.country_code),
    }
    drawn = draw_map(points, frame, own={place.country_code})
    for mark in drawn["marks"]:
        if mark["url"] == page_of("place", place.slug):
            mark["url"] = ""
    return _told(drawn, "here", title)


def points_of(places: Iterable[PublishedPlace]) -> list[Point]:
    """The points of the places that have one."""
    return [
        Point(
            name=place.name,
            latitude=place.latitude,
            longitude=place.longitude,
            count=place.case_count,
            url=page_of("place", place.slug),
            is_area=place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY),
        )
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def _told(drawn: Map, key: str, title: str) -> Map:
    """The drawing with its words."""
    marks = drawn["marks"]
    for mark in marks:
        mark["words"] = f"{mark['name']}: {_cases(mark['count'])}"
    told = "; ".join(mark["words"] for mark in marks[:_TOLD])
    summary = _("The country is set off.")
    if marks:
        summary = _("Most cases: %(places)s. All places are in the list.") % {"places": told}
    caption = [_("Larger marks: more cases.")] if len(marks) > 1 else []
    if any(mark["is_area"] for mark in marks):
        caption.append(_("A ring is the middle of a region."))
    return {
        **drawn,
        "id": key,
        "title": title,
        "summary": summary,
        "caption": " ".join(caption),
        "has_links": any(mark["url"] for mark in marks),
    }


def _cases(count: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", count) % {"n": count}
