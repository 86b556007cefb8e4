"""The documents and columns of courts, provisions, places and sources."""

from collections.abc import Callable
from typing import Any

from cases import models as m
from cases.publication.citing import Page
from cases.publication.documents import SCHEMA_VERSION
from cases.publication.documents.parts import partial_date
from cases.publication.labels import provision_name
from cases.publication.reading import Facts
from cases.publication.tying import lineage

Built = tuple[dict[str, Any], dict[str, Any], Page]


def entity_document(kind: str, facts: Facts, row: Any, *, slug: str) -> Built:
    """The document without `updated_at`, the columns, and the page it was collected on."""
    page = Page(facts)
    page.ref(row)
    special, columns = _BUILDERS[kind](page, row)
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "id": row.public_id,
        "slug": slug,
        "name": columns["name"],
        "other_names": list(getattr(row, "other_names", ())),
        "country": columns.get("country_code", ""),
        **special,
    }
    document["refs"] = sorted(page.refs)
    return document, columns, page


def _degrees(value: Any) -> float | None:
    """To about a kilometre: the centre of a town is meant, never a house."""
    return None if value is None else round(float(value), 2)


def _court(page: Page, row: m.Court) -> tuple[dict[str, Any], dict[str, Any]]:
    place = page.facts.places.get(row.place_id)
    special = {"level": row.level, "is_named": row.is_named, "place": page.ref(place)}
    columns = {"name": row.name, "country_code": row.country}
    return special, {**columns, "place_id": place.public_id if place else ""}


def _provision(page: Page, row: m.LegalProvision) -> tuple[dict[str, Any], dict[str, Any]]:
    special = {"code": row.code, "article": row.article, "part": row.part, "title": row.title}
    return special, {"name": provision_name(row), "country_code": row.country}


def _place(page: Page, row: m.Place) -> tuple[dict[str, Any], dict[str, Any]]:
    special = {
        "place_kind": row.kind,
        "parent": page.ref(page.facts.places.get(row.parent_id)),
        "latitude": _degrees(row.latitude),
        "longitude": _degrees(row.longitude),
    }
    above = [one.public_id for one in lineage(page.facts, row.parent_id)]
    columns = {
        "name": row.name,
        "country_code": row.country,
        "kind": row.kind,
        "within": f" {' '.join(above)} " if above else "",
        "latitude": special["latitude"],
        "longitude": special["longitude"],
    }
    return special, columns


def _source(page: Page, row: m.Source) -> tuple[dict[str, Any], dict[str, Any]]:
    published = partial_date(row, "published", row.published_basis)
    publisher = page.facts.publishers[row.publisher_id]
    special = {
        "source_kind": row.kind,
        "publisher": publisher.name,
        "publisher_url": publisher.url,
        "label": row.label,
        "language": row.language,
        "published": published,
        "url": row.url,
        "archived_url": row.archived_url,
        "same_as": page.ref(page.facts.sources.get(row.same_as_id)),
        "document": row.document_name,
        "article": row.article_number,
        "is_confidential": False,
    }
    columns = {
        "name": row.label,
        "publisher": publisher.name,
        "published": row.published,
        "published_on": row.published_earliest or row.published_latest,
    }
    return special, columns


_BUILDERS: dict[str, Callable[[Page, Any], tuple[dict[str, Any], dict[str, Any]]]] = {
    "court": _court,
    "provision": _provision,
    "place": _place,
    "source": _source,
}
