"""Tells the caches in front of the site which answers they have to forget; after the commit.

What waits to be told is a row, written in the transaction of the change: if a cache cannot be
reached, `publish --due` tells it again. The tags that answers carry: `cases.public.tagging`.
"""

import http.client
import logging
from collections.abc import Iterable
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from cases.publication.models import QueuedPurge

logger = logging.getLogger(__name__)
# Every answer carries the first; the others: what is made of many rows, and what shows too many
# records to name them.
EVERYTHING = "all"
LISTS = "lists"
MANY = "many"
# Beyond it one tag for all is less work on both sides.
MOST_TAGS = 200
TIMEOUT_SECONDS = 3


def purge(refs: Iterable[str]) -> None:
    """Have what shows these records forgotten, and all lists, when this transaction is committed;
    nothing for none of them."""
    refs = set(refs)
    if refs:
        _wait({EVERYTHING} if len(refs) > MOST_TAGS else refs | {LISTS, MANY})


def forget_everything() -> None:
    """Drop every kept answer, here and in front, when this transaction is committed: what was
    taken back is to lie in no memory, although no new answer is made of it."""
    transaction.on_commit(cache.clear, robust=True)
    _wait({EVERYTHING})


def _wait(tags: set[str]) -> None:
    if settings.PURGE_URL:
        # Not once a tag: one that is being told at this moment is to be told again.
        QueuedPurge.objects.bulk_create([QueuedPurge(tag=tag) for tag in sorted(tags)])
        transaction.on_commit(tell_waiting, robust=True)


def tell_waiting() -> bool:
    """Tell what waits to be told, in one request; False if that failed, and it goes on waiting."""
    waiting = list(QueuedPurge.objects.values_list("pk", "tag"))
    if not waiting or not settings.PURGE_URL:
        return True
    tags = {tag for _pk, tag in waiting}
    try:
        _tell({EVERYTHING} if EVERYTHING in tags or len(tags) > MOST_TAGS else tags)
    except (URLError, OSError, http.client.HTTPException) as error:
        logger.error("The cache in front was not told what to forget: %s", error)
        return False
    QueuedPurge.objects.filter(pk__in=[pk for pk, _tag in waiting]).delete()
    return True


def _tell(tags: set[str]) -> None:
    name, _colon, value = settings.PURGE_HEADER.partition(":")
    headers = {"Surrogate-Key": " ".join(sorted(tags))}
    if name:
        headers[name.strip()] = value.strip()
    # The settings let nothing but http and https through.
    request = Request(settings.PURGE_URL, method=settings.PURGE_METHOD, headers=headers)
    with urlopen(request, timeout=TIMEOUT_SECONDS):  # nosec B310
        pass
