"""What every public view has in common: methods, parameters, caching, errors as asked for.

Views raise; `answer`, put around each of them in urls.py, makes the response.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from cases.public.addresses import Gone, Moved
from cases.public.freshness import Depends, answer_fresh, answer_stale
from cases.public.limiting import Busy
from cases.public.parameters import CLOCKS, FormerValue, WrongParameter, check, written
from cases.public.scripts import HEADER
from cases.public.sourcing import Unavailable, answered_from
from cases.public.tagging import tag_list
from cases.public.views import errors

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
FRESH_SECONDS = 60
STALE_SECONDS = 600
ON_EDITION = Depends()


def answer(
    view: View,
    *,
    takes: Sequence[str] | None = (),
    by_script: bool = False,
    depends: Depends | None = ON_EDITION,
) -> View:
    """`view` as the public sees it: GET and HEAD only, cacheable, no traceback for wrong input.

    `takes` are the query parameters of the address; the view finds those given, checked and
    without empty ones, in `request.GET`. None lets everything pass unread, for what machines
    probe. `by_script`: the answer shows names in the script of the reader (scripts.py), and says
    so. `depends`: on what else the answer depends (freshness.py); None: it is never kept, and the
    view sees to its marks. The edition costs one query more than views say that they ask.
    """
    depends = replace(depends, on_script=by_script) if depends else None

    @wraps(view)
    def answered(request: HttpRequest, **values: str) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return errors.method_not_allowed(request)
        make = partial(view, request, **values)
        try:
            request.GET = QueryDict() if takes is None else check(request.GET, takes)  # type: ignore[assignment]
            response = answered_from(
                partial(answer_fresh, request, depends, make) if depends else make
            )
        except WrongParameter as wrong:
            return errors.wrong_parameter(request, wrong)
        except Moved as moved:
            response = _redirect(request, {**values, "slug": moved.slug})
            tag_list(response)
        except FormerValue as former:
            there = f"{request.path}{former.corrected(request.GET)}"
            response = HttpResponsePermanentRedirect(there)
            tag_list(response)
        except Gone:
            return errors.gone(request)
        except Http404 as missing:
            return errors.not_found(request, missing)
        except Busy:
            return errors.busy(request)
        except Unavailable:
            stale = answer_stale(request, depends) if depends and _may_be_stale() else None
            if stale is None:
                logger.exception("No database could be read")
                return errors.unavailable(request)
            response = stale
        if by_script:
            patch_vary_headers(response, [HEADER])
        if not response.has_header("Cache-Control"):
            patch_cache_control(
                response, public=True, max_age=FRESH_SECONDS, stale_while_revalidate=STALE_SECONDS
            )
        return response

    # The description for programs is made from it.
    answered.takes = takes  # type: ignore[attr-defined]
    answered.by_script = by_script  # type: ignore[attr-defined]
    answered.depends = depends  # type: ignore[attr-defined]
    return answered


def _may_be_stale() -> bool:
    return settings.HAS_PUBLIC_DATABASE and settings.PUBLIC_FALLBACK == "stale"


def _redirect(request: HttpRequest, values: dict[str, str]) -> HttpResponseBase:
    """To the new address, as of the same day. Kept as briefly as a page: an old one may have to be
    forgotten."""
    match = request.resolver_match
    name = match.url_name if match and match.url_name else "home"
    address = reverse(name, kwargs=values) + written(request.GET, CLOCKS)
    return HttpResponsePermanentRedirect(address)
