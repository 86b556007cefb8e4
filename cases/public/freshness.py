"""Whether an answer is still right: entity tags, 304 answers, and what was made once and kept.

All that is published has one edition (`cases.publication.editions`). An answer is the same for the
same edition, code, day, address and script of the reader: so its tag is a digest of these, and one
short query tells whether the reader, or a shelf (shelving.py), has it already.
"""

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connections, router
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from cases.public.scripts import reader_script
from cases.public.shelving import Kept, shelf
from cases.public.tagging import tag_list
from cases.publication.editions import Current, current_edition
from cases.publication.models import Edition

# What becomes part of an answer besides published rows.
_CODE = ("cases", "tracker", "locale")
_CODE_SUFFIXES = {".py", ".html", ".txt", ".json", ".css", ".svg", ".mo"}
# Below it a compressed answer saves nothing.
_LEAST_COMPRESSED = 200
# From when on this code has answered.
_STARTED = time.time()
# The edition of each database that this process saw last.
_seen: dict[str, Current] = {}


@dataclass(frozen=True, slots=True)
class Depends:
    """What an answer depends on, besides its address, the code and the site's own address.

    `on_rows`: on what is published. `on_day`: on today. `on_script`: on that of the reader.
    `on_more`: tells anything else, as the archive that lies ready.
    """

    on_rows: bool = True
    on_day: bool = True
    on_script: bool = False
    on_more: Callable[[], str] | None = None


def code_digest() -> str:
    """A digest of what turns rows into answers, so that a new version is never held back by a 304.

    Read once: code and templates do not change under a running process, but for one in which they
    are being written (DEBUG).
    """
    return _read_code() if settings.DEBUG else _known_code()


def _read_code() -> str:
    folders = [Path(settings.BASE_DIR) / name for name in _CODE]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in _CODE_SUFFIXES:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


_known_code = cache(_read_code)


def answer_fresh(
    request: HttpRequest, depends: Depends, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 where the reader has this answer already; else what is kept, else what `make` makes.

    One query for the edition, none where no row is asked for. The edition is read before the rows,
    so that what is kept under it is never older than it.
    """
    edition = _edition() if depends.on_rows else None
    if depends.on_rows and edition is None:
        return make()
    mark = edition.mark if edition else ""
    digest = _digest(request, depends, mark)
    if digest in _tags_known(request):
        return _marked(HttpResponseNotModified(), digest)
    if kept := _taken(request, digest):
        return _marked(kept, digest)
    response = make()
    if edition and not response.has_header("Last-Modified"):
        _date(response, edition, depends)
    if response.status_code != 200:
        return response
    tag_list(response)
    if isinstance(response, HttpResponse):
        response = _kept(request, digest, response)
    return _marked(response, digest)


def answer_stale(request: HttpRequest, depends: Depends) -> HttpResponseBase | None:
    """What is kept of the last edition that was seen, for when no database answers."""
    for edition in _seen.values():
        digest = _digest(request, depends, edition.mark)
        if response := _taken(request, digest):
            return _marked(response, digest)
    return None


def _edition() -> Current | None:
    """The edition of the database that this answer is made from.

    A process that sees a new one forgets what it kept of the old.
    """
    alias = router.db_for_read(Edition)
    # Django would ask first whether the connection still works. Where it does not, the answer is
    # made once more on a new one (sourcing.py).
    connections[alias].health_check_done = True  # type: ignore[attr-defined]
    found = current_edition(alias)
    if found and _seen.get(alias) != found:
        if alias in _seen:
            shelf.clear_memory()
        _seen[alias] = found
    return found


def _digest(request: HttpRequest, depends: Depends, mark: str) -> str:
    parts = [
        mark,
        code_digest(),
        settings.TRACKER_SITE_URL,
        timezone.localdate().isoformat() if depends.on_day else "",
        reader_script(request) if depends.on_script else "",
        depends.on_more() if depends.on_more else "",
        request.path,
        list(request.GET.lists()),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _date(response: HttpResponseBase, edition: Current, depends: Depends) -> None:
    """Say when the answer last became another, whatever made it so: a row of it, a name on it, the
    day, this code.

    A cache in front compares it with what a reader has, to the second. So it is said only when
    that second is over, and nothing that changes later can bear the same.
    """
    changed = max(edition.changed_at.timestamp(), _STARTED)
    if depends.on_day:
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        changed = max(changed, midnight.timestamp())
    if int(changed) < int(time.time()):
        response.headers["Last-Modified"] = http_date(changed)


def _tags_known(request: HttpRequest) -> set[str]:
    """The tags that the reader has. `*` is none: nobody has looked yet whether there is anything
    at this address."""
    told = request.META.get("HTTP_IF_NONE_MATCH", "")
    return {tag.removeprefix("W/").strip('"') for tag in parse_etags(told)} if told else set()


def _marked(response: HttpResponseBase, digest: str) -> HttpResponseBase:
    # Weak: the same answer is sent compressed and not.
    response.headers["ETag"] = f'W/"{digest}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _taken(request: HttpRequest, digest: str) -> HttpResponse | None:
    kept = shelf.take(_key(request, digest))
    return HttpResponse(kept.body, headers=kept.headers) if kept else None


def _kept(request: HttpRequest, digest: str, response: HttpResponse) -> HttpResponse:
    """The answer in the encoding that the reader takes, and kept for the next one."""
    if _takes_gzip(request) and len(response.content) >= _LEAST_COMPRESSED:
        response.content = gzip.compress(response.content, 6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    shelf.put(_key(request, digest), Kept(dict(response.headers), response.content))
    return response


def _key(request: HttpRequest, digest: str) -> str:
    return f"{digest}-{'gzip' if _takes_gzip(request) else 'plain'}"


def _takes_gzip(request: HttpRequest) -> bool:
    # As Django's own middleware reads the header, which comes after.
    return bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
