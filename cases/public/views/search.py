"""The search page: what one search finds among people, cases, organisations and the rest.

Each kind shows its best matches and leads to its own list, which has the filters and the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.public import rows
from cases.public.fields import read_words
from cases.public.naming import name_rows
from cases.public.paging import CASE_SORTS, NAME_SORT, PERSON_SORTS, Sort
from cases.public.parameters import written
from cases.public.scripts import reader_script
from cases.public.selecting import Chosen, chosen_by_words
from cases.public.suggesting import LITTLE, suggest
from cases.public.views.lists import suggestion_links
from cases.public.walking import Stretch, find_ranked
from cases.publication.models import (
    PublishedCase,
    PublishedCourt,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
)
from cases.publication.models.base import Published
from cases.vocabulary import Script

BEST = 5
SIMPLE_ROW = "public/_simple_row.html"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity that the search page looks through, in the order shown."""

    name: str
    title: Promise
    list_words: Promise
    model: type[Published]
    row_words: Callable[..., list[rows.Row]]
    template: str = SIMPLE_ROW
    sort: Sort = NAME_SORT
    has_names: bool = False
    # What a row shows; all that there is where none are told.
    fields: tuple[str, ...] = ()

    @property
    def every(self) -> QuerySet:
        every = self.model._default_manager.all()
        return every.only(*self.fields) if self.fields else every


KINDS = (
    Kind(
        "person", _("People"), _("In the list of people, with filters"), PublishedPerson,
        rows.person_rows, "public/_person_row.html", PERSON_SORTS[0], has_names=True,
        fields=rows.PERSON_FIELDS,
    ),
    Kind(
        "case", _("Cases"), _("In the list of cases, with filters"), PublishedCase,
        rows.case_rows, "public/_case_row.html", CASE_SORTS[0], has_names=True,
        fields=rows.CASE_FIELDS,
    ),
    Kind(
        "organisation", _("Organisations"), _("In the list of organisations"),
        PublishedOrganisation, rows.organisation_rows, has_names=True,
    ),
    Kind(
        "court", _("Courts"), _("In the list of courts"), PublishedCourt,
        partial(rows.entity_rows, "court"),
    ),
    Kind(
        "place", _("Places"), _("In the list of places"), PublishedPlace,
        partial(rows.entity_rows, "place"),
    ),
    Kind(
        "provision", _("Legal provisions"), _("In the list of provisions"), PublishedProvision,
        partial(rows.entity_rows, "provision"),
    ),
)  # fmt: skip


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    words = read_words(text)
    groups = _groups(request, words) if words else []
    _name(groups, reader_script(request))
    total = sum(group["count"] for group in groups)
    is_meant = any(group["is_named"] for group in groups)
    near = (
        suggest(text, [kind.every for kind in KINDS])
        if words and total <= LITTLE and not is_meant
        else []
    )
    context = {
        "q": text,
        "groups": groups,
        "total": total,
        "suggestions": suggestion_links(request, near, ["q"]),
    }
    return render(request, "public/search.html", context)


def _name(groups: list[dict[str, Any]], script: Script) -> None:
    """Put names in the reader's script into the rows of all groups: two queries, none for Latin."""
    found = [row for group in groups if group["has_names"] for row in group["rows"]]
    named = iter(name_rows(found, script))
    for group in groups:
        if group["has_names"]:
            group["rows"] = [next(named) for _row in group["rows"]]


def _groups(request: HttpRequest, words: tuple[str, ...]) -> list[dict[str, Any]]:
    """The kinds of which anything is found. One query, and two for each of them or some more."""
    every = chosen_by_words([kind.model for kind in KINDS], words)
    return [
        _group(request, kind, chosen)
        for kind, chosen in zip(KINDS, every, strict=True)
        if chosen.ids
    ]


def _group(request: HttpRequest, kind: Kind, chosen: Chosen) -> dict[str, Any]:
    """The best matches of one kind and the number of all. One query, or one or two for each rank
    of the best."""
    best = find_ranked(kind.every, kind.sort, Stretch(0, BEST), chosen)
    return {
        "name": kind.name,
        "title": kind.title,
        "count": len(chosen.ids or ()),
        "list_words": kind.list_words,
        "address": reverse(f"{kind.name}-list") + written(request.GET, ["q"]),
        "rows": kind.row_words(best),
        "template": kind.template,
        "has_names": kind.has_names,
        "is_named": kind.has_names and chosen.has_names,
    }
