"""Courts, provisions, places and sources as the context of their pages."""

from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from cases.public.presenting.case import record_of
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import Document, date_words, is_inferred, word
from cases.vocabulary import CourtLevel, PlaceKind, SourceKind
from cases.vocabulary.countries import country_name

Rows = list[dict[str, Any]]


def present_entity(document: Document, labels: Labels) -> dict[str, Any]:
    """Name, other names and the facts of one entity; `kind` chooses the facts."""
    kind = document["kind"]
    shown = labels[f"{kind}:{document['id']}"]
    country = document.get("country") or ""
    return {
        "entity": {
            "kind": kind,
            "name": shown["text"],
            "slug": document["slug"],
            "is_masked": shown["is_masked"],
            "other_names": document.get("other_names") or [],
            "country": country,
            "country_name": country_name(country) if country else "",
        },
        "facts": [row for row in FACTS[kind](document, labels) if row["words"] or row.get("shown")],
        "record": record_of(document),
    }


def _court(document: Document, labels: Labels) -> Rows:
    level = document.get("level") or CourtLevel.UNKNOWN
    return [
        {"label": _("Level"), "words": "" if level == "unknown" else word(CourtLevel, level)},
        {"label": _("Place"), "words": "", "shown": labels.get(document.get("place"))},
        {
            "label": _("Name"),
            "words": ""
            if document.get("is_named", True)
            else _("no source names this court; only its city is told"),
        },
    ]


def _provision(document: Document, labels: Labels) -> Rows:
    return [
        {"label": _("Code"), "words": document.get("code") or ""},
        {"label": _("Article"), "words": document.get("article") or ""},
        {"label": _("Part"), "words": document.get("part") or ""},
        {"label": _("Subject"), "words": document.get("title") or ""},
    ]


def _place(document: Document, labels: Labels) -> Rows:
    latitude, longitude = document.get("latitude"), document.get("longitude")
    point = ""
    if latitude is not None and longitude is not None:
        point = f"{float(latitude):.2f}, {float(longitude):.2f}"
    return [
        {"label": _("Kind"), "words": word(PlaceKind, document.get("place_kind"))},
        {"label": _("Part of"), "words": "", "shown": labels.get(document.get("parent"))},
        {
            "label": _("Coordinates of the centre"),
            "words": point,
        },
    ]


def _source(document: Document, labels: Labels) -> Rows:
    if document.get("is_confidential"):
        return []
    published = document.get("published")
    when = date_words(published)
    if when and is_inferred(published):
        when = _("%(date)s (inferred from the text)") % {"date": when}
    return [
        {"label": _("Publisher"), "words": document.get("publisher") or ""},
        {"label": _("Kind"), "words": word(SourceKind, document.get("source_kind"))},
        {"label": _("Published"), "words": when},
        {"label": _("Language"), "words": language_words(document.get("language") or "")},
        {"label": _("Document"), "words": _document(document)},
        {"label": _("Repeats"), "words": "", "shown": labels.get(document.get("same_as"))},
        {"label": _("Address"), "words": document.get("url") or "", "is_address": True},
        {
            "label": _("Archived copy"),
            "words": document.get("archived_url") or "",
            "is_address": True,
        },
    ]


def language_words(code: str) -> str:
    """The name of a language in the active one; a code that Django does not know, itself."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def _document(document: Document) -> str:
    if not document.get("document"):
        return ""
    if not document.get("article"):
        return document["document"]
    return _("%(document)s, article %(article)s") % document


FACTS = {"court": _court, "provision": _provision, "place": _place, "source": _source}
