"""The lists of cases and people, with filters. The others: simple_lists.py; exports: exports.py."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.public import columns, rows
from cases.public.clocks import states_on_day
from cases.public.dating import UNKNOWN
from cases.public.exporting import json_values
from cases.public.facets import count_facets
from cases.public.filters import CaseFilterSet, ListFilterSet, PersonFilterSet
from cases.public.naming import name_rows
from cases.public.paging import (
    CASE_SORTS,
    PERSON_SORTS,
    Page,
    Sort,
    chosen_sort,
    offered_sorts,
    take_page,
)
from cases.public.parameters import written
from cases.public.saying import KEPT, say, say_held
from cases.public.scripts import reader_script
from cases.public.suggesting import LITTLE, suggest


@dataclass(frozen=True, slots=True)
class Listing:
    """What one of the two large lists is made of."""

    nav: str
    name: str
    noun: Promise
    filters: type[ListFilterSet]
    sorts: Sequence[Sort]
    fields: tuple[str, ...]
    row_words: Callable[..., list[rows.Row]]
    table: columns.Table


CASES = Listing(
    "cases", "case-list", _("Cases"), CaseFilterSet, CASE_SORTS, rows.CASE_FIELDS, rows.case_rows,
    columns.CASES,
)  # fmt: skip
PEOPLE = Listing(
    "people", "person-list", _("People"), PersonFilterSet, PERSON_SORTS, rows.PERSON_FIELDS,
    rows.person_rows, columns.PEOPLE,
)  # fmt: skip


def case_list(request: HttpRequest) -> HttpResponseBase:
    return _list_page(request, CASES, "public/case_list.html")


def person_list(request: HttpRequest) -> HttpResponseBase:
    return _list_page(request, PEOPLE, "public/person_list.html")


def case_list_json(request: HttpRequest) -> HttpResponseBase:
    return _list_json(request, CASES)


def person_list_json(request: HttpRequest) -> HttpResponseBase:
    return _list_json(request, PEOPLE)


def page_links(request: HttpRequest, page: Page, names: Iterable[str] = KEPT) -> dict[str, str]:
    """The query strings of the pages around this one, "" where there is none."""
    given, keeps = request.GET, (*names, "page", "after")

    def to(number: int | None) -> str:
        return written(given, keeps, {"page": number if number != 1 else None, "after": None})

    previous, following = page.previous_number, ""
    if page.next_number:
        following = to(page.next_number)
    elif page.next_after:
        following = written(given, keeps, {"page": None, "after": page.next_after})
    return {
        "previous": (to(previous) or "?") if previous else "",
        "first": "" if page.number == 1 else (to(1) or "?"),
        "next": following,
    }


def _list_page(request: HttpRequest, listing: Listing, template: str) -> HttpResponseBase:
    script = reader_script(request)

    filters = listing.filters.read(request.GET)
    sort = chosen_sort(listing.sorts, request.GET)
    every = filters.queryset.only(*listing.fields)
    page = take_page(every, sort, request.GET, filters.selection.chosen)
    states = states_on_day(filters, [row.pk for row in page.rows]) if filters.day else None
    export = written(request.GET, KEPT)
    facets = count_facets(filters)
    context: dict[str, Any] = {
        "nav": listing.nav,
        "said": say(str(listing.noun), filters, request.GET),
        "facets": facets,
        "held": say_held(facets, request.GET),
        "given": request.GET,
        "kept_sources": filters.chosen("source"),
        "suggestions": _suggestions(request, filters, page),
        "sorts": offered_sorts(listing.sorts, request.GET),
        "sort": sort,
        "page": page,
        "links": page_links(request, page),
        "rows": name_rows(listing.row_words(page.rows, states), script),
        "list_address": reverse(listing.name),
        "csv": reverse(f"{listing.name}-csv") + export,
        "json": reverse(f"{listing.name}-json") + export,
    }
    return render(request, template, context)


def _told(filters: ListFilterSet, page: Page) -> dict[int, dict[str, Any]] | None:
    """What the rows of a page are on the day asked about, None where none is. One query then."""
    if filters.asked is None:
        return None
    pks = [row.pk for row in page.rows]
    states = states_on_day(filters, pks)
    return {pk: filters.asked.values(states.get(pk, UNKNOWN)) for pk in pks}


def _suggestions(request: HttpRequest, filters: ListFilterSet, page: Page) -> list[dict[str, str]]:
    """Near searches of a list that holds nothing or little, with their query strings; none where a
    name has the words."""
    text = request.GET.get("q", "")
    if not text or page.count > LITTLE or filters.selection.chosen.has_names:
        return []
    return suggestion_links(request, suggest(text, [filters.rows_without("q")]), KEPT)


def suggestion_links(
    request: HttpRequest, near: Iterable[str], names: Iterable[str]
) -> list[dict[str, str]]:
    """Near searches with the query string of this address for each."""
    return [{"text": one, "address": written(request.GET, names, {"q": one})} for one in near]


def _list_json(request: HttpRequest, listing: Listing) -> HttpResponseBase:
    filters = listing.filters.read(request.GET)
    sort = chosen_sort(listing.sorts, request.GET)
    columns_read = [column for column in listing.table.columns if not column.is_asked]
    fields = {column.source for column in columns_read} | {sort.field}
    every = filters.queryset.only(*fields)
    page = take_page(every, sort, request.GET, filters.selection.chosen)
    links = page_links(request, page)
    name, told = f"{listing.name}-json", _told(filters, page)
    return page_json(request, page, links, name, listing.table, told)


def page_json(
    request: HttpRequest,
    page: Page,
    links: dict[str, str],
    name: str,
    table: columns.Table,
    told: Mapping[int, Mapping[str, Any]] | None = None,
) -> JsonResponse:
    """A page of a list as JSON; `links` lead to the pages around it, `name` is its address.

    `told` as in `json_values`.
    """
    here, following = settings.TRACKER_SITE_URL + reverse(name), links["next"]
    answer = {
        "url": here + written(request.GET),
        "count": page.count,
        "page": page.number,
        "pages": page.pages,
        "next": here + following if following else None,
        "results": json_values(page.rows, table, told),
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
