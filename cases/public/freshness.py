"""Whether a list has changed since the reader last asked: entity tags and 304 answers."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Model
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of what turns rows into answers, so that a new version is never held back by a 304.

    Read once: code and templates do not change under a running process.
    """
    shared: Any = settings.TEMPLATES[0]["DIRS"]
    folders = [Path(__file__).parent, *map(Path, shared)]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".html", ".txt"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def if_changed(
    request: HttpRequest,
    models: list[type[Model]],
    make: Callable[[], HttpResponseBase],
    *,
    script: str = "",
) -> HttpResponseBase:
    """304 where the reader has the newest version of these tables, else what `make` makes.

    One query a table. `script` is that of the names in the answer, "" where none depend on the
    reader (scripts.py). The number of rows counts too: a row that was taken away leaves no date.
    """
    stamps = [
        model._default_manager.aggregate(newest=Max("updated_at"), rows=Count("pk"))
        for model in models
    ]
    told = "|".join(f"{stamp['newest']}:{stamp['rows']}" for stamp in stamps)
    seed = f"{code_digest()}|{settings.TRACKER_SITE_URL}|{request.get_full_path()}|{script}|{told}"
    etag = quote_etag(hashlib.sha256(seed.encode()).hexdigest()[:24])
    # The tag alone decides: the newest date does not move when a row is taken away.
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    newest = max((stamp["newest"] for stamp in stamps if stamp["newest"]), default=None)
    if newest is not None:
        response.headers["Last-Modified"] = http_date(newest.timestamp())
    return response
