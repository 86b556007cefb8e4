"""How programs read the record: the OpenAPI document, and a page about it for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cases.public.api.document import data_addresses, openapi


def openapi_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def api(request: HttpRequest) -> HttpResponse:
    """Every address for programs with its parameters; no query."""
    return render(request, "public/api.html", {"addresses": list(data_addresses())})
