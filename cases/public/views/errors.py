"""Error pages: in the site's design, as JSON or as plain text, whichever was asked for.

The handlers are named in the project's urls.py; answering.py calls the rest.
"""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cases.public.parameters import WrongParameter
from cases.public.tagging import tag_list

logger = logging.getLogger(__name__)

Extra = dict[str, object]
RETRY_SECONDS = 30


def wrong_parameter(request: HttpRequest, wrong: WrongParameter) -> HttpResponse:
    """400 that names the parameter, the value given and what would be right."""
    return _answer(
        request,
        400,
        _("This address cannot be read"),
        wrong.right,
        {"parameter": wrong.name, "value": wrong.value, "clear": request.path},
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that Django itself refuses."""
    message = _("The request could not be understood. Check the address.")
    return _answer(request, 400, _("This address cannot be read"), message)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _answer(request, 403, _("Not allowed"), _("This page is not open to you."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with the message that one of our views gave. Django's own, which lists the patterns of
    all addresses, is not shown."""
    given = exception.args[0] if exception and exception.args else ""
    message = given if isinstance(given, str) and given else _("There is no page at this address.")
    return _answer(request, 404, _("Not found"), message)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: the public pages can only be read."""
    message = _("The public pages can be read (GET, HEAD) and nothing else.")
    response = _answer(request, 405, _("Only reading is possible"), message)
    response.headers["Allow"] = "GET, HEAD"
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """410: the page was withdrawn. Nothing of what it said is repeated."""
    message = _("This page was withdrawn from the record. Its address will not be used again.")
    return _answer(request, 410, _("Withdrawn"), message)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without the database. The fault itself is in the log."""
    message = _("Something went wrong here. It has been noted; please try again later.")
    try:
        return _answer(request, 500, _("Something went wrong"), message)
    except Exception:
        # The template or the stylesheet's manifest may be what is broken.
        logger.exception("The error page could not be made either")
        return HttpResponse(f"{message}\n", status=500, content_type="text/plain; charset=utf-8")


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, without the database: nothing can be read at this moment, and when to ask again."""
    message = _("The record cannot be read at this moment. Please try again in half a minute.")
    response = _answer(request, 503, _("Not available just now"), message)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """503, where as many files are being sent as may be, and when to ask again."""
    message = _(
        "Many files are being sent just now. Please try again in half a minute, or take the "
        "archive of everything from the downloads page."
    )
    response = _answer(request, 503, _("Not available just now"), message)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _answer(
    request: HttpRequest, status: int, title: str, message: str, extra: Extra | None = None
) -> HttpResponse:
    extra = extra or {}
    format_ = _format_asked_for(request)
    if format_ == "json":
        shown = {name: extra[name] for name in ("parameter", "value") if name in extra}
        response: HttpResponse = JsonResponse(
            {"error": {"status": status, "title": title, "message": message, **shown}},
            status=status,
            json_dumps_params={"ensure_ascii": False},
        )
    elif format_ == "text":
        text = render_to_string("public/error.txt", {"message": message, **extra})
        response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    else:
        context = {"status": status, "title": title, "message": message, **extra}
        response = render(request, "public/error.html", context, status=status)
    # Without this a cache may keep a 404 or a 410 for as long as it likes.
    response.headers["Cache-Control"] = "no-store" if status >= 500 else "public, max-age=60"
    if status < 500:
        # A page may come to be, or come back, at an address that is not found now.
        tag_list(response)
    patch_vary_headers(response, ["Accept"])
    return response


def _format_asked_for(request: HttpRequest) -> str:
    """ "json", "text" or "html".

    An error in place of a CSV is plain text: labelled text/csv, a spreadsheet would open the
    message as if it were data.
    """
    suffix = request.path_info.rpartition("/")[2].rpartition(".")[2]
    if suffix in ("csv", "txt", "ics", "atom", "zip"):
        return "text"
    if suffix in ("json", "jsonld") or request.get_preferred_type(
        ["text/html", "application/json"]
    ) == ("application/json"):
        return "json"
    return "html"
