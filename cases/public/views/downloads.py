"""The page of the downloads, and the archive of the whole data set as a file."""

import base64

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from cases.public.archive import keeping
from cases.public.columns import TABLES
from cases.public.tagging import tag_list

FILE_NAME = "tracker.zip"


def downloads(request: HttpRequest) -> HttpResponseBase:
    """The tables, and the archive with its date, size and SHA-256. One query."""
    context = {"nav": "downloads", "tables": TABLES, "archive": keeping.served()}
    return render(request, "public/downloads.html", context)


def archive(request: HttpRequest) -> HttpResponseBase:
    """The archive; 404 while there is none of what is published now. One query."""
    kept = keeping.served()
    if kept is None:
        raise Http404(_no_archive())
    etag = quote_etag(kept.sha256[:32])
    response = get_conditional_response(request, etag) or _file(request, kept)
    tag_list(response)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(kept.made.timestamp())
    # A cache may keep it, but has to ask each time whether it is still the one to be had.
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _file(request: HttpRequest, kept: keeping.Kept) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type="application/zip")
    else:
        try:
            response = FileResponse(kept.path.open("rb"), content_type="application/zip")
        except FileNotFoundError:
            # A new archive took its place a moment ago.
            raise Http404(_no_archive()) from None
    digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode()
    response.headers["Content-Length"] = str(kept.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _no_archive() -> str:
    return _(
        "The archive is being made anew, because what is published has changed. Try again in some "
        "minutes, or take the single tables from the downloads page: they are always current."
    )
