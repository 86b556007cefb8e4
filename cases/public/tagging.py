"""The tags by which a cache in front of the site is told which answers to forget.

`Surrogate-Key` is read by Fastly and Varnish, `Cache-Tag` by Cloudflare and others. A list has no
tag for each row: any change of a record has all lists forgotten (`cases.publication.purging`).
"""

from collections.abc import Iterable

from django.http import HttpResponseBase

from cases.publication.purging import EVERYTHING, LISTS, MANY

HEADERS = {"Surrogate-Key": " ", "Cache-Tag": ","}
# Caches take 8 to 16 kB of headers; these stand in two of them.
MOST_CHARACTERS = 3000


def tag_records(response: HttpResponseBase, refs: Iterable[str]) -> None:
    """Name the records that an answer shows; of too many it says just that."""
    tags = [EVERYTHING, *sorted(set(refs))]
    _tag(response, [EVERYTHING, MANY] if sum(map(len, tags)) > MOST_CHARACTERS else tags)


def tag_list(response: HttpResponseBase) -> None:
    """Mark an answer that is made of many rows, unless it names its records."""
    if not response.has_header("Surrogate-Key"):
        _tag(response, [EVERYTHING, LISTS])


def _tag(response: HttpResponseBase, tags: list[str]) -> None:
    for header, between in HEADERS.items():
        response.headers[header] = between.join(tags)
