"""The OpenAPI document: every address that answers with data, read off urls.py."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import URLPattern, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.public.api.schemas import components, parameter, ref_to
from cases.public.archive.describing import LICENCE
from cases.public.archive.stamping import CONTRACT_VERSION
from cases.public.columns import TABLES

JSON = "application/json"
TYPES = {
    "csv": "text/csv",
    "json": JSON,
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml",
    "ics": "text/calendar",
    "zip": "application/zip",
}
# What an address gives and, where it is JSON of ours, the name of its schema.
SUMMARIES: dict[str, tuple[Promise, str]] = {
    "case-list-json": (gettext_lazy("Cases, a page at a time"), "CaseList"),
    "case-json": (gettext_lazy("One case, all that its page shows"), "CaseDocument"),
    "person-list-json": (gettext_lazy("People, a page at a time"), "PersonList"),
    "person-json": (gettext_lazy("One person, all that the page shows"), "PersonDocument"),
    "organisation-list-json": (
        gettext_lazy("Organisations, a page at a time"),
        "OrganisationList",
    ),
    "organisation-json": (
        gettext_lazy("One organisation, and where its cases are"),
        "OrganisationDocument",
    ),
    "court-list-json": (gettext_lazy("Courts, a page at a time"), "CourtList"),
    "court-json": (gettext_lazy("One court, and where its cases are"), "CourtDocument"),
    "provision-list-json": (
        gettext_lazy("Legal provisions, a page at a time"),
        "ProvisionList",
    ),
    "provision-json": (
        gettext_lazy("One legal provision, and where its cases are"),
        "ProvisionDocument",
    ),
    "place-list-json": (gettext_lazy("Places, a page at a time"), "PlaceList"),
    "place-json": (gettext_lazy("One place, and where its cases are"), "PlaceDocument"),
    "source-list-json": (gettext_lazy("Sources, a page at a time"), "SourceList"),
    "source-json": (gettext_lazy("One source, and where its cases are"), "SourceDocument"),
    "archive": (gettext_lazy("The whole data set in one zip"), ""),
    "events-feed": (gettext_lazy("Events, what changed last first"), ""),
    "calendar": (gettext_lazy("Days in court and expected releases"), ""),
    "dataset-jsonld": (gettext_lazy("The data set in the words of schema.org"), ""),
    "person-jsonld": (gettext_lazy("One person in the words of schema.org"), ""),
    "openapi": (gettext_lazy("This description"), ""),
}
SUMMARIES |= {table.url_name: (table.title, "") for table in TABLES}
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """One address that answers with data. `takes` are its query parameters."""

    name: str
    path: str
    type: str
    arguments: Sequence[str]
    takes: Sequence[str]

    @property
    def summary(self) -> str:
        return str(SUMMARIES[self.name][0])

    @property
    def is_list(self) -> bool:
        return "page" in self.takes


def data_addresses() -> Iterator[Address]:
    """Every public address whose end names a format for programs, in the order of urls.py."""
    # The addresses lead to the view that calls this: they can't be imported before it.
    patterns: list[URLPattern] = import_module("cases.public.urls").urlpatterns
    for pattern in patterns:
        route = str(pattern.pattern)
        type_ = TYPES.get(route.rpartition(".")[2])
        if type_ and pattern.name:
            arguments = _ARGUMENT.findall(route)
            path = "/" + _ARGUMENT.sub(r"{\1}", route)
            takes = getattr(pattern.callback, "takes", None) or ()
            yield Address(pattern.name, path, type_, arguments, takes)


def openapi() -> dict[str, Any]:
    """The whole document, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("The Tracker"),
            "version": CONTRACT_VERSION,
            "description": _(
                "A public record of political prisoners and of the cases against them. Everything "
                "is read only, needs no key and sets no cookie. A page, its CSV and its JSON take "
                "the same query string."
            ),
            "license": {"name": LICENCE["title"], "url": LICENCE["path"]},
        },
        "servers": [{"url": settings.TRACKER_SITE_URL}],
        "externalDocs": {"url": settings.TRACKER_SITE_URL + reverse("data-dictionary")},
        "paths": {one.path: {"get": _operation(one)} for one in data_addresses()},
        "components": {"schemas": components()},
    }


def _operation(address: Address) -> dict[str, Any]:
    is_about_people = address.path.startswith("/people")
    told = {
        "operationId": address.name,
        "summary": address.summary,
        "parameters": [
            *(_argument(name) for name in address.arguments),
            *(parameter(name, is_about_people=is_about_people) for name in address.takes),
        ],
        "responses": _responses(address),
    }
    for table in TABLES:
        if table.url_name == address.name:
            names = ", ".join(column.name for column in table.columns)
            told["description"] = _("Columns: %(names)s.") % {"names": names}
    return told


def _argument(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _responses(address: Address) -> dict[str, Any]:
    told = {
        "200": {"description": _("The answer."), "content": {address.type: _content(address)}},
        "304": {"description": _("Not changed since the version that the request names (ETag).")},
        "400": _error(address, _("A parameter that cannot be used; the message says why.")),
        "503": _error(address, _("Not now: ask again after the seconds in Retry-After.")),
    }
    if address.arguments or address.is_list or address.name == "archive":
        told["404"] = _error(address, _("Nothing at this address, or no such page of it."))
    if address.arguments:
        told["301"] = {"description": _("The address has changed; the new one is in Location.")}
    if address.arguments or "case" in address.takes:
        told["410"] = _error(address, _("Withdrawn. The address will not be used again."))
    return dict(sorted(told.items()))


def _content(address: Address) -> dict[str, Any]:
    name = SUMMARIES[address.name][1]
    if name:
        return {"schema": ref_to(name)}
    is_json = address.type in (JSON, TYPES["jsonld"])
    return {"schema": {"type": "object"}} if is_json else {}


def _error(address: Address, description: str) -> dict[str, Any]:
    if address.type in (JSON, TYPES["jsonld"]):
        return {"description": description, "content": {JSON: {"schema": ref_to("Error")}}}
    return {
        "description": description,
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
