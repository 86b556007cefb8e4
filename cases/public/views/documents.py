"""What the pages made from one document share: reading it, its labels and what stands beside it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from cases.public.addresses import find
from cases.public.beside import Ties
from cases.public.clocks import Clock, answers
from cases.public.labels import ENTITIES
from cases.public.naming import name_rows
from cases.public.presenting.labels import Labels
from cases.public.presenting.past import Past
from cases.public.scripts import reader_script
from cases.public.tagging import tag_records
from cases.publication.models.base import Published

Context = dict[str, Any]


def marked(response: HttpResponse, refs: Iterable[str]) -> HttpResponse:
    """The answer with the tags of the records that it shows."""
    tag_records(response, refs)
    return response


def page(
    request: HttpRequest,
    kind: str,
    slug: str,
    template: str,
    context: Callable[[dict[str, Any], Labels], Context],
    *,
    more: Callable[[Published], Context] | None = None,
    ties: Callable[[Published], Ties] | None = None,
) -> HttpResponseBase:
    """The page of one entity, in the reader's script: its row and its labels, two queries.

    `more` adds what is no part of the document, such as the cases of a court; `ties` the rows
    that name it.
    """
    row = find(kind, slug)
    script = reader_script(request)
    tied = ties(row) if ties else Ties(set(), lambda _labels: {})
    refs = {*row.document.get("refs", ()), f"{kind}:{row.public_id}", *tied.refs}
    labels = Labels(refs, script)
    extra = more(row) if more else {}
    if "cases" in extra:
        extra["cases"] = name_rows(extra["cases"], script)
    shown = {**context(row.document, labels), **tied.words(labels), **extra}
    return marked(render(request, template, shown), refs)


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
    refs = [*row.document.get("refs", ()), f"{kind}:{row.public_id}"]
    labels = Labels(refs)
    told = {
        ref: {"text": shown["text"], "url": shown["url"]}
        for ref in row.document.get("refs", ())
        for shown in [labels[ref]]
    }
    past = past_of(row.document, clock)
    document = past.document(row.document) if past else row.document
    body = {**document, "labels": told, **_listed_cases(kind, row)}
    if past:
        body["as_of"] = past.block(row.document)
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    return marked(response, refs)


def _listed_cases(kind: str, row: Any) -> Context:
    """How many cases an entity is in, and where their list is; nothing of a case or a person."""
    if kind not in ENTITIES:
        return {}
    address = settings.TRACKER_SITE_URL + reverse("case-list-json")
    return {"case_list": {"count": row.case_count, "url": f"{address}?{kind}={row.slug}"}}
