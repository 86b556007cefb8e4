"""The list of all pages for crawlers: one file, or beyond 50,000 addresses an index of files.

A part is the rows of one kind between two row numbers, so that each costs the same to find.
"""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.public.addresses import MODELS, PAGES
from cases.public.exporting import instant

MOST_IN_FILE = 50_000  # so says sitemaps.org
_LINES_AT_ONCE = 1000
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
_STANDING = "pages"


def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every page, or the addresses of the files that list them."""
    sizes = {
        kind: model._default_manager.aggregate(rows=Count("pk"), last=Max("pk"))
        for kind, model in MODELS.items()
    }
    if len(PAGES) + sum(size["rows"] for size in sizes.values()) <= MOST_IN_FILE:
        pages = chain(_standing(), *(_entities(kind) for kind in MODELS))
        return _xml(request, "urlset", pages)
    parts = [(_STANDING, 1)]
    for kind, size in sizes.items():
        parts += [(kind, n) for n in range(1, -(-(size["last"] or 0) // MOST_IN_FILE) + 1)]
    lines = (f"<sitemap><loc>{_site()}{reverse('sitemap-part', args=part)}</loc></sitemap>"
             for part in parts)  # fmt: skip
    return _xml(request, "sitemapindex", lines)


def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """One file of the index; raises Http404 for one that it does not name."""
    if kind == _STANDING and number == 1:
        return _xml(request, "urlset", _standing())
    last = MODELS[kind]._default_manager.aggregate(last=Max("pk"))["last"] if kind in MODELS else 0
    if not 0 < number <= -(-(last or 0) // MOST_IN_FILE):
        raise Http404(_("There is no page at this address."))
    return _xml(request, "urlset", _entities(kind, number))


def _site() -> str:
    return settings.TRACKER_SITE_URL


def _standing() -> Iterator[str]:
    return (f"<url><loc>{_site()}{reverse(name)}</loc></url>" for name in PAGES)


def _entities(kind: str, number: int | None = None) -> Iterator[str]:
    """The entries of a kind: all of them, or those of part `number`."""
    rows = MODELS[kind]._default_manager.order_by("pk")
    if number is not None:
        first = (number - 1) * MOST_IN_FILE
        rows = rows.filter(pk__gt=first, pk__lte=first + MOST_IN_FILE)
    before, _slug, after = (_site() + reverse(f"{kind}-detail", args=["x"])).rpartition("x")
    for slug, updated_at in rows.values_list("slug", "updated_at").iterator(_LINES_AT_ONCE):
        # An address holds nothing that XML would take for itself: a slug is letters and hyphens.
        yield f"<url><loc>{before}{slug}{after}</loc><lastmod>{instant(updated_at)}</lastmod></url>"


def _xml(request: HttpRequest, root: str, lines: Iterator[str]) -> StreamingHttpResponse:
    blocks = iter(()) if request.method == "HEAD" else _blocks(root, lines)
    return StreamingHttpResponse(blocks, content_type="application/xml; charset=utf-8")


def _blocks(root: str, lines: Iterator[str]) -> Iterator[bytes]:
    waiting = [_OPENING.format(root)]
    for line in lines:
        waiting.append(line)
        if len(waiting) >= _LINES_AT_ONCE:
            yield ("\n".join(waiting) + "\n").encode()
            waiting = []
    yield ("\n".join([*waiting, f"</{root}>"]) + "\n").encode()
