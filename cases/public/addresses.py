"""From an address to the published row behind it, and from rows to every public address.

What a page shows is not decided here; nor is how an error looks (answering.py).
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.publication.models import (
    PublishedCase,
    PublishedCourt,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
    PublishedSource,
    SlugRedirect,
    Tombstone,
)
from cases.publication.models.base import Published

MODELS: dict[str, type[Published]] = {
    "case": PublishedCase,
    "person": PublishedPerson,
    "organisation": PublishedOrganisation,
    "court": PublishedCourt,
    "provision": PublishedProvision,
    "place": PublishedPlace,
    "source": PublishedSource,
}
# Pages without a row of their own, then files. Health checks are for machines, and are left out.
PAGES = (
    "home", "case-list", "person-list", "organisation-list", "court-list", "provision-list",
    "place-list", "source-list", "downloads", "data-dictionary", "methodology", "about", "privacy",
    "charts", "api",
)  # fmt: skip
FILES = (
    "case-list-csv", "case-list-json", "person-list-csv", "person-list-json", "subjects-csv",
    "events-csv", "charges-csv", "sentences-csv", "designations-csv", "citations-csv",
    "affiliations-csv", "robots", "sitemap", "events-feed", "calendar", "dataset-jsonld", "openapi",
    "organisation-list-csv", "organisation-list-json", "court-list-csv", "court-list-json",
    "provision-list-csv", "provision-list-json", "place-list-csv", "place-list-json",
    "source-list-csv", "source-list-json",
)  # fmt: skip
STANDING = (*PAGES, *FILES)


class Gone(Exception):
    """The page was withdrawn: answered with 410 and no content."""


class Moved(Exception):
    """The page has a new address: answered with 301. `slug` is the new one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def find(kind: str, slug: str, *, with_document: bool = True) -> Published:
    """The published row of a kind ("case", "person"...) at `slug`, in one query.

    Its document is read along, unless not wanted: for a look at the digest before. Raises Moved
    for a former slug, Gone for a withdrawn page and Http404 for anything else; every view of
    urls.py turns these into answers by itself.
    """
    model = MODELS[kind]
    rows: QuerySet[Any] = model._default_manager.filter(slug=slug)
    if with_document:
        rows = rows.select_related("body").defer("body__search")
    if row := rows.first():
        return row
    if Tombstone.objects.filter(kind=kind, slug=slug).exists():
        raise Gone
    redirect = _redirect(kind, slug)
    if redirect is not None:
        if new_slug := _slug_now(redirect):
            raise Moved(new_slug)
        if Tombstone.objects.filter(kind=kind, public_id=redirect.public_id).exists():
            raise Gone
    raise Http404(_("There is no page at this address."))


def moved_to(kind: str, slug: str) -> str:
    """The slug to which a former one leads, "" where it leads nowhere. At most two queries."""
    redirect = _redirect(kind, slug)
    return "" if redirect is None else _slug_now(redirect)


def _redirect(kind: str, slug: str) -> SlugRedirect | None:
    return SlugRedirect.objects.filter(kind=kind, old_slug=slug).first()


def _slug_now(redirect: SlugRedirect) -> str:
    rows = MODELS[redirect.kind]._default_manager.filter(public_id=redirect.public_id)
    return rows.values_list("slug", flat=True).first() or ""


def address_of(kind: str, slug: str) -> str:
    """The path of an entity's page."""
    return reverse(f"{kind}-detail", args=[slug])


def every_address() -> Iterator[str]:
    """The path of every public answer: the standing pages, then each row's page and JSON."""
    for name in STANDING:
        yield reverse(name)
    for kind, model in MODELS.items():
        for slug in model._default_manager.order_by("id").values_list("slug", flat=True).iterator():
            yield address_of(kind, slug)
            yield reverse(f"{kind}-json", args=[slug])
