"""What machines ask for: whether the site works, and where crawlers may go."""

import logging

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from cases.public.freshness import code_digest
from cases.public.remembering import how_many
from cases.public.sourcing import Unavailable
from cases.public.standby import State, watch

logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> HttpResponseBase:
    """200 and the numbers of published rows, 503 if no database answers.

    `replication` is the state of the public database and its lag in seconds and bytes, null where
    not known. "degraded": the site answers, but not from where it should.
    """
    answer: dict[str, object] = {"status": "ok", "database": "ok", "version": code_digest()}
    answer |= _replication()
    try:
        counts = {"cases": how_many("case"), "people": how_many("person")}
        answer["publications"] = counts
    except (DatabaseError, InterfaceError, Unavailable):
        logger.exception("The database does not answer")
        answer |= {"status": "failing", "database": "failing"}
    response = JsonResponse(answer, status=503 if answer["status"] == "failing" else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _replication() -> dict[str, object]:
    """No word of hosts, names or positions: the page is open to everybody."""
    if not settings.HAS_PUBLIC_DATABASE:
        return {"replication": {"state": State.NO_REPLICA}}
    health = watch.health(afresh=True)
    seconds = health.lag_seconds
    told = {
        "state": health.state,
        "lag_seconds": None if seconds is None else round(seconds, 1),
        "lag_bytes": health.lag_bytes,
    }
    is_well = health.state in (State.NO_REPLICA, State.FOLLOWING)
    return {"replication": told} | ({} if is_well else {"status": "degraded"})


def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read all but the desk; filtered lists are left to people."""
    return render(
        request,
        "public/robots.txt",
        {"sitemap": settings.TRACKER_SITE_URL + reverse("sitemap")},
        content_type="text/plain; charset=utf-8",
    )
