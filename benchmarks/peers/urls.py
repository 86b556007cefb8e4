"""A hello view, and the streaming CSV of Django's documentation over the same columns as ours."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from benchmarks.peers.fields import FIELDS
from cases.publication.models import PublishedCase


class Echo:
    """What the recipe writes into: it gives back each line."""

    def write(self, value: str) -> str:
        return value


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello.", content_type="text/plain")


def recipe(request: HttpRequest) -> StreamingHttpResponse:
    """The documented recipe: csv.writer over a row at a time, of one country if it is named."""
    chosen = PublishedCase.objects.order_by("pk")
    if country := request.GET.get("country"):
        chosen = chosen.filter(country_code=country)

    def rows() -> Iterator[Any]:
        writer = csv.writer(Echo())
        yield writer.writerow(FIELDS)
        for row in chosen.values_list(*FIELDS).iterator():
            yield writer.writerow(row)

    return StreamingHttpResponse(rows(), content_type="text/csv")


urlpatterns = [path("hello", hello), path("recipe.csv", recipe)]
