"""The page of an organisation. Its JSON, as that of a court or a place, is in entities.py."""

from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cases.public.beside import ties_of
from cases.public.clocks import Clock
from cases.public.presenting.case_lines import cases_beside
from cases.public.presenting.organisation import present_organisation
from cases.public.views.documents import Context, page, past_of
from cases.publication.models.base import Published

MOST_CASES = 20


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An organisation, the rows that name it and the latest cases linked to it: seven queries,
    on a day in the past as many."""
    today, clock = timezone.localdate(), Clock.read(request.GET)
    return page(
        request,
        "organisation",
        slug,
        "public/organisation.html",
        lambda document, labels: {
            **present_organisation(document, labels, today=today, past=past_of(document, clock)),
            "nav": "organisations",
        },
        more=_cases,
        ties=partial(ties_of, "organisation"),
    )


def _cases(row: Published) -> Context:
    return cases_beside("organisation", row, most=MOST_CASES)
