"""The sections of `seeds/documents.yaml` and of the fixtures: reference data by natural keys.

The comment at the top of documents.yaml describes the same for people.
"""

from __future__ import annotations

from cases import models
from cases import vocabulary as words
from cases.seeding.schema import Field, many, optional, required, section
from cases.seeding.sections import COUNTRY, DATE_BASIS, sections_of
from cases.seeding.values import (
    choice,
    coordinate,
    defines,
    matching,
    one_of,
    partial_date,
    refers_to,
    text,
    whole,
    yes_or_no,
)

URL = matching(r"https?://\S+", "an address that begins with https://.")

ARTICLE = section(
    "an article",
    {
        "number": required(whole(1, 100_000)),
        "key": required(matching(r"\d+/\d+", "document/number, for example 000/4.")),
        "first_line": required(whole(1, 10_000_000)),
        "paragraphs": required(whole(1, 100_000)),
        "label": required(text(models.Source, "label")),
        "kind": required(choice(words.SourceKind, "kind of source")),
        "language": optional(matching(r"[a-z]{2,3}", "ISO 639, for example en."), "en"),
        "publisher": optional(refers_to("publisher")),
        "published": optional(partial_date, ""),
        "published_basis": DATE_BASIS,
        "date_note": optional(text(), ""),
        "same_as": optional(refers_to("source")),
        "url": optional(URL, ""),
    },
)
DOCUMENTS_FILE = section(
    "the list of documents",
    {
        "documents": sections_of(
            "a document",
            {
                "key": required(matching(r"\d+", "digits, for example 000.")),
                "file": required(matching(r"[\w.-]+", "a plain file name.")),
                "sha256": required(matching(r"[0-9a-f]{64}", "64 hexadecimal digits.")),
                "publisher": required(refers_to("publisher")),
                "layout": required(one_of("layout", ["feed", "page"])),
                "note": optional(text(), ""),
                "articles": required(many(ARTICLE)),
            },
        )
    },
)

_REFERENCE = {
    "name": required(text(models.Place, "name")),
    "other_names": optional(many(text()), list),
}
_WITHIN = {"country": required(COUNTRY), "place": optional(many(refers_to("place")))}
_IS_NAMED = {"is_named": optional(yes_or_no, default=True)}

# By the model's label, as Django fixtures name it. Foreign keys are natural keys: lists of one.
FIXTURES: dict[str, tuple[str, str, dict[str, Field]]] = {
    "cases.publisher": (
        "publisher",
        "a publisher",
        {
            **_REFERENCE,
            "kind": optional(
                choice(words.OrganisationKind, "kind of organisation"), words.OrganisationKind.MEDIA
            ),
            "country": optional(COUNTRY, ""),
            "url": optional(URL, ""),
        },
    ),
    "cases.place": (
        "place",
        "a place",
        {
            **_REFERENCE,
            "kind": required(choice(words.PlaceKind, "kind of place")),
            "country": required(COUNTRY),
            "parent": optional(many(refers_to("place"))),
            "latitude": optional(coordinate(90)),
            "longitude": optional(coordinate(180)),
        },
    ),
    "cases.court": (
        "court",
        "a court",
        {
            **_REFERENCE,
            **_WITHIN,
            **_IS_NAMED,
            "level": optional(choice(words.CourtLevel, "level of court"), words.CourtLevel.UNKNOWN),
        },
    ),
    "cases.facility": (
        "facility",
        "a facility",
        {
            **_REFERENCE,
            **_WITHIN,
            **_IS_NAMED,
            "kind": required(choice(words.FacilityKind, "kind of facility")),
        },
    ),
    "cases.legalprovision": (
        "provision",
        "a provision",
        {
            "country": required(COUNTRY),
            "code": required(text(models.LegalProvision, "code")),
            "article": required(text(models.LegalProvision, "article")),
            "part": optional(text(models.LegalProvision, "part"), ""),
            "title": optional(text(models.LegalProvision, "title"), ""),
        },
    ),
    "cases.organisation": (
        "organisation",
        "an organisation",
        {
            **_REFERENCE,
            "kind": required(choice(words.OrganisationKind, "kind of organisation")),
            "country": optional(COUNTRY, ""),
            "description": optional(text(), ""),
            "url": optional(URL, ""),
        },
    ),
}
FIXTURE_ROWS = {
    label: section(
        "a fixture",
        {
            "model": required(one_of("model of a fixture", FIXTURES)),
            "fields": required(section(noun, {"key": required(defines(kind)), **fields})),
        },
    )
    for label, (kind, noun, fields) in FIXTURES.items()
}
