"""Standing pages: what this is, how cases are chosen, and what is kept private."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.vocabulary import Criterion, CustodyState, Ground
from cases.vocabulary.custody import HELD


def methodology(request: HttpRequest) -> HttpResponse:
    """The criteria and the rules, with the vocabulary's own words so that they cannot drift."""
    return render(
        request,
        "public/methodology.html",
        {
            "nav": "methodology",
            "criteria": Criterion.labels,
            "grounds": Ground.labels,
            "states": [
                {"key": state.value, "words": state.label, "is_held": state in HELD}
                for state in CustodyState
            ],
        },
    )


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html", {})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {})
