"""What a reader can follow by feed and calendar: everything, a country, an organisation or a case.

How it is written is in views/feeds.py and views/hearings.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.public import addresses
from cases.public.filters import CaseFilterSet
from cases.public.labels import value_labels
from cases.public.parameters import WrongParameter, written
from cases.publication.models import (
    CaseFacet,
    PersonFacet,
    PublishedCase,
    PublishedEvent,
    PublishedOrganisation,
    PublishedPerson,
    PublishedSubject,
    Tombstone,
)

TAKES = ("country", "organisation", "case")
# XML forbids these, and no text needs them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed, checked: keys of countries, slugs of organisations and the identifiers of
    their events of no case, a case or None."""

    countries: list[str]
    organisations: list[str]
    of_no_case: set[str]
    case: PublishedCase | None
    query: str

    @classmethod
    def read(cls, given: QueryDict) -> Followed:
        """From checked parameters. Raises WrongParameter for a value that cannot be used, and
        `addresses.Gone` for a case that was withdrawn."""
        filters = CaseFilterSet.read(given)
        organisations = filters.chosen("organisation")
        return cls(
            countries=filters.chosen("country"),
            organisations=organisations,
            of_no_case=_events_of(organisations) if organisations else set(),
            case=_case(given.get("case", "")) if "case" in given else None,
            query=written(given, TAKES),
        )

    def words(self) -> list[str]:
        """What is followed, in words; nothing where it is everything. At most one query."""
        pairs = [("country", one) for one in self.countries]
        pairs += [("organisation", one) for one in self.organisations]
        return [*([self.case.title] if self.case else []), *value_labels(pairs).values()]

    def latest(self, by: str, most: int, **such: Any) -> list[Any]:
        """The `most` public events with the highest `by`, of those that are such, each with the
        title of its case; those of no case too where its organisation is followed. `by` is empty
        in none of them. One query, two where an organisation has events of no case."""
        found: dict[int, Any] = {}
        for events in self._events():
            rows = events.filter(**such).annotate(case_title=F("case__title"))
            found |= {one.pk: one for one in rows.order_by(f"-{by}", "-pk")[:most]}
        order = sorted(found.values(), key=lambda one: (getattr(one, by), one.pk), reverse=True)
        return order[:most]

    def _events(self) -> Iterator[QuerySet[PublishedEvent]]:
        """The parts of what is followed. Joined by OR they would be found along no index."""
        events = PublishedEvent.objects.all()
        if self.case:
            events = events.filter(case=self.case)
        if self.countries:
            events = events.filter(country_code__in=self.countries)
        if self.organisations:
            linked = CaseFacet.objects.filter(facet="organisation", value__in=self.organisations)
            if self.of_no_case:
                yield events.filter(public_id__in=self.of_no_case)
            events = events.filter(case__in=linked.values("case"))
        yield events

    def people(self) -> QuerySet[PublishedPerson]:
        """The people of the same cases, countries and organisations."""
        people = PublishedPerson.objects.all()
        if self.case:
            subjects = PublishedSubject.objects.filter(case=self.case).exclude(person_id="")
            people = people.filter(public_id__in=subjects.values("person_id"))
        for facet, values in (("country", self.countries), ("organisation", self.organisations)):
            if values:
                found = PersonFacet.objects.filter(facet=facet, value__in=values)
                people = people.filter(pk__in=found.values("person"))
        return people


def _case(value: str) -> PublishedCase:
    """A case by its identifier, which never changes, or by its slug, a former one too.

    Raises Gone for one that was withdrawn, WrongParameter for one that never was.
    """
    row = PublishedCase.objects.filter(public_id=value).first()
    if row is not None:
        return row
    if Tombstone.objects.filter(kind="case", public_id=value).exists():
        raise addresses.Gone
    try:
        found: Any = addresses.find("case", value, with_document=False)
    except addresses.Moved as moved:
        found = PublishedCase.objects.get(slug=moved.slug)
    except Http404:
        right = _("No case has this identifier or address. They are all at /cases/.")
        raise WrongParameter("case", value, right) from None
    return found


def _events_of(organisations: list[str]) -> set[str]:
    """The identifiers of the events that belong to these organisations and to no case."""
    rows = PublishedOrganisation.objects.filter(slug__in=organisations)
    return {
        event["id"]
        for document in rows.values_list("body__document", flat=True)
        for event in document.get("events", ())
        if not event.get("case")
    }


def event_links(events: Iterable[PublishedEvent]) -> dict[str, str]:
    """The absolute address of each event's entry, by identifier; one query if some have no case.

    What belongs to no case stands on the page of its organisation.
    """
    events = list(events)
    site = settings.TRACKER_SITE_URL
    names = {name for one in events if not one.case_slug for name in one.organisations.split("; ")}
    pages: dict[str, list[str]] = {}
    if names:
        found = PublishedOrganisation.objects.filter(name__in=names)
        for name, slug in found.values_list("name", "slug"):
            pages.setdefault(name, []).append(slug)
    links = {}
    for one in events:
        if one.case_slug:
            path = reverse("case-detail", args=[one.case_slug])
        else:
            path = _page_of(one, pages)
        links[one.public_id] = f"{site}{path}#e-{one.public_id}"
    return links


def doubts_of(event: PublishedEvent) -> list[str]:
    """What must be known beside an event's summary, in sentences."""
    said = ((event.is_hearsay, _("Hearsay alone tells of it.")),
            (event.disputed, _("Sources differ over it.")))  # fmt: skip
    return [words for is_so, words in said if is_so]


def _page_of(event: PublishedEvent, pages: dict[str, list[str]]) -> str:
    """The page of the first organisation whose name leads to one page alone, else their list."""
    for name in event.organisations.split("; "):
        if len(pages.get(name, ())) == 1:
            return reverse("organisation-detail", args=pages[name])
    return reverse("organisation-list")


def clean(text: str) -> str:
    """`text` without the control characters that no feed can hold."""
    return _CONTROL.sub("", text)
