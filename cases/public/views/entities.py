"""The pages of courts, legal provisions, places and sources, each with the cases that it is in.

Their JSON too, and that of organisations.
"""

from functools import partial

from django.http import HttpRequest, HttpResponseBase

from cases.public.beside import ties_of
from cases.public.clocks import Clock
from cases.public.presenting.case_lines import cases_beside
from cases.public.presenting.entities import present_entity
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import Document
from cases.public.views.documents import Context, document_json, page
from cases.publication.models.base import Published

MOST_CASES = 50


def court_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _entity(request, "court", slug)


def provision_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _entity(request, "provision", slug)


def place_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _entity(request, "place", slug)


def source_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _entity(request, "source", slug)


def entity_json(request: HttpRequest, slug: str, *, kind: str) -> HttpResponseBase:
    """What is recorded of one entity itself: two queries. Of these only organisations have a past
    to ask for."""
    return document_json(request, kind, slug, Clock.read(request.GET))


def _entity(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """One entity, the rows that name it and its latest cases: a fixed number of queries."""
    return page(
        request,
        kind,
        slug,
        f"public/{kind}.html",
        partial(_context, kind),
        more=partial(_cases, kind),
        ties=partial(ties_of, kind),
    )


def _context(kind: str, document: Document, labels: Labels) -> Context:
    return {**present_entity(document, labels), "nav": "sources" if kind == "source" else ""}


def _cases(kind: str, row: Published) -> Context:
    return cases_beside(kind, row, most=MOST_CASES)
