"""The shapes of what is asked and answered, as JSON Schema, made from columns and vocabularies."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.public.columns import (
    CASES,
    COURTS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    PROVISIONS,
    SOURCES,
    Column,
    Table,
    Type,
)
from cases.public.labels import ENTITIES, FACET_TITLES, VOCABULARIES
from cases.public.paging import CASE_SORTS, LAST_NUMBERED, PERSON_SORTS, Relevance
from cases.public.parameters import FACETS, LONGEST_CURSOR, LONGEST_VALUE

Schema = dict[str, Any]
_VALUES: dict[Type, Schema] = {
    Type.TEXT: {"type": ["string", "null"]},
    Type.LIST: {"type": "array", "items": {"type": "string"}},
    Type.INTEGER: {"type": ["integer", "null"]},
    Type.BOOLEAN: {"type": ["boolean", "null"]},
    Type.DAY: {"type": ["string", "null"], "format": "date"},
    Type.EDTF: {"type": ["string", "null"]},
    Type.INSTANT: {"type": ["string", "null"], "format": "date-time"},
    Type.ADDRESS: {"type": "string", "format": "uri"},
    Type.DEGREES: {"type": ["number", "null"]},
}
_SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": LONGEST_VALUE}
_DAY = {"type": "string", "format": "date"}
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
# The schemas of the rows of each list.
_ROWS = {
    "Case": CASES,
    "Person": PEOPLE,
    "Organisation": ORGANISATIONS,
    "Court": COURTS,
    "Provision": PROVISIONS,
    "Place": PLACES,
    "Source": SOURCES,
}
_MEANING: dict[str, Promise] = {
    "q": _("Words or names, in any spelling. All must be found."),
    "as_of": _("The world on this day, YYYY-MM-DD."),
    "known_on": _("Only what sources had published by this day, YYYY-MM-DD."),
    "sort": _("The order; relevance only together with q."),
    "page": _("The page, numbered from 1 as far as pages are numbered."),
    "after": _("A cursor, from the address of a next page. Not together with page."),
    "case": _("A case, by its identifier or the last part of its address."),
}


def parameter(name: str, *, is_about_people: bool) -> Schema:
    """One query parameter as a parameter object of OpenAPI."""
    schema, told = _single(name, is_about_people=is_about_people), _MEANING.get(name)
    if name in FACETS:
        schema, told = {"type": "array", "items": schema}, FACET_TITLES[name]
    return {"name": name, "in": "query", "description": str(told), "schema": schema}


def _single(name: str, *, is_about_people: bool) -> Schema:
    if name in VOCABULARIES:
        return {"type": "string", "enum": [str(key) for key in VOCABULARIES[name]]}
    if name in ENTITIES or name == "case":
        return _SLUG
    sorts = PERSON_SORTS if is_about_people else CASE_SORTS
    told: dict[str, Schema] = {
        "q": {"type": "string", "maxLength": LONGEST_VALUE},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "year": {"type": "string", "pattern": "^[1-9][0-9]{3}$"},
        "as_of": _DAY,
        "known_on": _DAY,
        "sort": {"type": "string", "enum": [*(sort.key for sort in sorts), Relevance.key]},
        "page": {"type": "integer", "minimum": 1, "maximum": LAST_NUMBERED},
        "after": {"type": "string", "maxLength": LONGEST_CURSOR},
    }
    return told[name]


def row(table: Table) -> Schema:
    """One row of a list's JSON: exactly the columns of its CSV."""
    return _object({column.name: _value(column) for column in table.columns}, is_closed=True)


def _value(column: Column) -> Schema:
    return {**_VALUES[column.type], "description": str(column.description)}


def list_of(name: str) -> Schema:
    """A page of a list, `name` being the schema of its rows."""
    whole, address = {"type": "integer"}, {"type": "string", "format": "uri"}
    return _object(
        {
            "url": address,
            "count": {**whole, "description": str(_("Of all pages together."))},
            "page": {"type": ["integer", "null"], "description": str(_("None after a cursor."))},
            "pages": whole,
            "next": {**address, "type": ["string", "null"]},
            "results": {"type": "array", "items": ref_to(name)},
        }
    )


def document(kind: str) -> Schema:
    """All that the page of a case or a person shows; of an organisation, all but its cases; what
    is recorded of a court, a provision, a place or a source."""
    objects = {"type": "array", "items": {"type": "object"}}
    told = dict.fromkeys(("events", "disputes", "citations"), objects) | {"sources": _TEXTS}
    if kind in ENTITIES:
        address = {"type": "string", "format": "uri"}
        listed = _object({"count": {"type": "integer"}, "url": address})
        if kind != "organisation":
            told = {"name": _TEXT, "other_names": _TEXTS, "country": _TEXT}
        told = {**told, "case_list": listed}
    return _document(kind, told)


def _document(kind: str, told: dict[str, Schema]) -> Schema:
    label = _object({"text": _TEXT, "url": {"type": "string"}})
    return _object(
        {
            "schema_version": {"type": "integer"},
            "kind": {"const": kind},
            "id": _TEXT,
            "slug": _TEXT,
            **told,
            "refs": _TEXTS,
            "updated_at": _TEXT,
            "labels": {"type": "object", "additionalProperties": label},
        }
    )


def error() -> Schema:
    """What is said of an address that cannot be answered."""
    text = {"type": "string"}
    inner = _object({"status": {"type": "integer"}, "title": text, "message": text})
    inner["properties"] |= {"parameter": text, "value": text}
    return _object({"error": inner})


def ref_to(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def components() -> dict[str, Schema]:
    """Every named schema of the document."""
    return {
        **{name: row(table) for name, table in _ROWS.items()},
        **{f"{name}List": list_of(name) for name in _ROWS},
        **{f"{name}Document": document(name.lower()) for name in _ROWS},
        "Error": error(),
    }


def _object(properties: dict[str, Schema], *, is_closed: bool = False) -> Schema:
    required: Iterable[str] = properties
    told = {"type": "object", "properties": properties, "required": list(required)}
    return {**told, "additionalProperties": False} if is_closed else told
