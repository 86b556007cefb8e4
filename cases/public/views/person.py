"""The page of a person, and its JSON."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cases.public.clocks import Clock
from cases.public.presenting.person import present_person
from cases.public.views.documents import document_json, page, past_of


def person_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A person over all cases: two queries; three for a day in the past."""
    today, clock = timezone.localdate(), Clock.read(request.GET)
    return page(
        request,
        "person",
        slug,
        "public/person.html",
        lambda document, labels: {
            **present_person(document, labels, today=today, past=past_of(document, clock)),
            "nav": "people",
        },
    )


def person_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    return document_json(request, "person", slug, Clock.read(request.GET))
