"""What the pages made from one document share: reading it, and conditional answers."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from cases.public.addresses import find
from cases.public.beside import Ties
from cases.public.clocks import Clock, answers
from cases.public.labels import ENTITIES
from cases.public.naming import name_rows
from cases.public.presenting.labels import Labels
from cases.public.presenting.past import Past
from cases.public.scripts import reader_script
from cases.publication.models.base import Published

# Raise it with any change of a template or of presenting/: pages in caches are then made anew.
LOOK_VERSION = 5
Context = dict[str, Any]


def answer_with(
    request: HttpRequest,
    row: Published,
    version: str,
    make: Callable[[], HttpResponse],
) -> HttpResponseBase:
    """304 where the reader has this version already; otherwise what `make` makes, with its marks.

    Only the ETag decides: a withheld name changes labels and not the day on which the row changed.
    """
    etag = quote_etag(f"{row.digest[:20]}-{row.schema_version}-{version}")
    known = get_conditional_response(request, etag)
    response = known if known is not None else make()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(row.updated_at.timestamp())
    return response


def page(
    request: HttpRequest,
    kind: str,
    slug: str,
    template: str,
    context: Callable[[dict[str, Any], Labels], Context],
    *,
    today: date,
    more: Callable[[Published], Context] | None = None,
    ties: Callable[[Published], Ties] | None = None,
) -> HttpResponseBase:
    """The page of one entity, in the reader's script: its row and its labels, two queries.

    `more` adds what is no part of the document, such as the cases of a court; `ties` the rows
    that name it. Labels and the day are in the version: a name that is withheld today is in no
    cached answer tomorrow.
    """
    row = find(kind, slug)
    script = reader_script(request)
    tied = ties(row) if ties else Ties(set(), "", lambda _labels: {})
    refs = {*row.document.get("refs", ()), f"{kind}:{row.public_id}", *tied.refs}
    labels = Labels(refs, script)
    extra = more(row) if more else {}
    if "cases" in extra:
        extra["cases"] = name_rows(extra["cases"], script)
    beside = sha256(repr(extra).encode()).hexdigest()[:8] if extra else ""
    told = f"{labels.digest()}{beside}{tied.version}"
    version = f"{LOOK_VERSION}-{script}-{today:%y%m%d}-{told}"

    def make() -> HttpResponse:
        shown = {**context(row.document, labels), **tied.words(labels), **extra}
        return render(request, template, shown)

    return answer_with(request, row, version, make)


def past_of(document: dict[str, Any], clock: Clock | None) -> Past | None:
    """The document's people on the day of the clock, in one query; None and no query without.

    What is known of an organisation stands in the document itself.
    """
    if clock is None:
        return None
    if document["kind"] == "organisation":
        return Past(clock, {})
    return Past(clock, answers(document["kind"], document["id"], clock))


def document_json(
    request: HttpRequest, kind: str, slug: str, clock: Clock | None = None
) -> HttpResponseBase:
    """The document itself with the labels of its references, so that it can be read alone.

    What is in no document because there may be a million, the cases of a court, it leads to. With
    a clock the states are those of that day, and an `as_of` block says so; all else is of today.
    """
    row = find(kind, slug)
    labels = Labels([*row.document.get("refs", ()), f"{kind}:{row.public_id}"])
    listed = _listed_cases(kind, row)

    def make() -> HttpResponse:
        told = {
            ref: {"text": shown["text"], "url": shown["url"]}
            for ref in row.document.get("refs", ())
            for shown in [labels[ref]]
        }
        past = past_of(row.document, clock)
        document = past.document(row.document) if past else row.document
        body = {**document, "labels": told, **listed}
        if past:
            body["as_of"] = past.block(row.document)
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})

    version = f"{LOOK_VERSION}-{labels.digest()}-{listed['case_list']['count'] if listed else ''}"
    return answer_with(request, row, version, make)


def _listed_cases(kind: str, row: Any) -> Context:
    """How many cases an entity is in, and where their list is; nothing of a case or a person."""
    if kind not in ENTITIES:
        return {}
    address = settings.TRACKER_SITE_URL + reverse("case-list-json")
    return {"case_list": {"count": row.case_count, "url": f"{address}?{kind}={row.slug}"}}
