"""The lists by name: organisations, courts, provisions, places, sources; as page, CSV and JSON.

They take a search and nothing else. Cases and people, with filters, are in lists.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from cases.names import fold_words
from cases.public import columns, rows
from cases.public.exporting import csv_response
from cases.public.fields import read_words
from cases.public.matching import matching
from cases.public.naming import name_rows
from cases.public.paging import NAME_SORT, SOURCE_SORT, Page, Sort, chosen_sort, take_page
from cases.public.parameters import written
from cases.public.presenting.maps import mapped_places, maps_of_list
from cases.public.scripts import reader_script
from cases.public.selecting import Chosen, all_of, chosen_by_words
from cases.public.suggesting import LITTLE, suggest
from cases.public.views.lists import page_json, page_links, suggestion_links
from cases.publication.chunking import LISTED
from cases.publication.models import (
    PublishedCourt,
    PublishedOrganisation,
    PublishedPlace,
    PublishedProvision,
    PublishedSource,
)
from cases.vocabulary import Script

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one of these lists is made of. `has_scripts` where its names are kept in several."""

    kind: str
    model: type[Model]
    row_words: Callable[..., list[rows.Row]]
    table: columns.Table
    sort: Sort = NAME_SORT
    has_scripts: bool = False

    @property
    def name(self) -> str:
        return f"{self.kind}-list"

    @property
    def every(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def page(self, request: HttpRequest) -> Page:
        """The page that is asked for, of what the search leaves."""
        order = chosen_sort([self.sort], request.GET)
        words = fold_words(request.GET.get("q", ""))
        return take_page(self.every, order, request.GET, self._chosen(words))

    def _chosen(self, words: tuple[str, ...]) -> Chosen | None:
        if words:
            (chosen,) = chosen_by_words([self.model], words)
            return chosen
        return all_of(self.kind) if self.kind in LISTED else None


ORGANISATIONS = Listing(
    "organisation", PublishedOrganisation, rows.organisation_rows, columns.ORGANISATIONS,
    has_scripts=True,
)  # fmt: skip
COURTS = Listing("court", PublishedCourt, partial(rows.entity_rows, "court"), columns.COURTS)
PROVISIONS = Listing(
    "provision", PublishedProvision, partial(rows.entity_rows, "provision"), columns.PROVISIONS
)
PLACES = Listing("place", PublishedPlace, rows.place_rows, columns.PLACES)
SOURCES = Listing("source", PublishedSource, rows.source_rows, columns.SOURCES, SOURCE_SORT)


def organisation_list(request: HttpRequest) -> HttpResponseBase:
    return _page(request, ORGANISATIONS)


def court_list(request: HttpRequest) -> HttpResponseBase:
    return _page(request, COURTS)


def provision_list(request: HttpRequest) -> HttpResponseBase:
    return _page(request, PROVISIONS)


def place_list(request: HttpRequest) -> HttpResponseBase:
    """The list under maps of all places; a search and later pages show the list alone."""

    def maps() -> Context:
        is_whole = not request.GET.get("q") and request.GET.get("page", "1") == "1"
        return {"maps": maps_of_list(mapped_places()) if is_whole else []}

    return _page(request, PLACES, more=maps)


def source_list(request: HttpRequest) -> HttpResponseBase:
    return _page(request, SOURCES)


def list_csv(request: HttpRequest, *, listing: Listing) -> HttpResponseBase:
    """Every row that the search leaves. A page in the query string must exist, as in exports.py."""

    if "page" in request.GET or "after" in request.GET:
        listing.page(request)
    found = listing.every.filter(matching(read_words(request.GET.get("q", ""))))
    is_head = request.method == "HEAD"
    return csv_response(found.order_by("pk"), listing.table, is_head=is_head)


def list_json(request: HttpRequest, *, listing: Listing) -> HttpResponseBase:
    """The same a page at a time, in the order of the page."""

    page = listing.page(request)
    links = page_links(request, page, ("q",))
    return page_json(request, page, links, f"{listing.name}-json", listing.table)


def _page(
    request: HttpRequest, listing: Listing, *, more: Callable[[], Context] = dict
) -> HttpResponseBase:
    script = reader_script(request) if listing.has_scripts else Script.LATIN

    text, page = request.GET.get("q", ""), listing.page(request)
    near = suggest(text, [listing.every]) if text and page.count <= LITTLE else []
    export = written(request.GET, ("q",))
    context = {
        "nav": f"{listing.kind}s",
        "q": text,
        "suggestions": suggestion_links(request, near, ["q"]),
        "page": page,
        "links": page_links(request, page, ("q",)),
        "rows": name_rows(listing.row_words(page.rows), script),
        "csv": reverse(f"{listing.name}-csv") + export,
        "json": reverse(f"{listing.name}-json") + export,
        **more(),
    }
    return render(request, f"public/{listing.kind}_list.html", context)
