"""The page of a case, and its JSON."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cases.public.clocks import Clock
from cases.public.presenting.case import present_case
from cases.public.views.documents import document_json, page, past_of


def case_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A case: two queries, whatever its length; three for a day in the past."""
    today, clock = timezone.localdate(), Clock.read(request.GET)
    return page(
        request,
        "case",
        slug,
        "public/case.html",
        lambda document, labels: {
            **present_case(document, labels, today=today, past=past_of(document, clock)),
            "nav": "cases",
        },
    )


def case_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    return document_json(request, "case", slug, Clock.read(request.GET))
