"""The data set and people in the words of schema.org (JSON-LD), for search engines.

Only what the pages say, and less: no state of custody, no health, no relatives, no age. Nothing at
all of people whose name is withheld, of groups, and of those without a name.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.public.archive import describing
from cases.public.archive.keeping import Kept
from cases.public.archive.stamping import CONTRACT_VERSION
from cases.public.columns import TABLES
from cases.public.presenting.labels import page_of
from cases.public.presenting.wording import Document, word
from cases.vocabulary import Gender, Profession

_CONTEXT = "https://schema.org"
Linked = dict[str, Any]


def dataset(archive: Kept | None) -> Linked:
    """A `Dataset` with each table and, where it is served, the archive as its distributions."""
    site = settings.TRACKER_SITE_URL
    files = [_download(reverse(table.url_name), "text/csv", str(table.title)) for table in TABLES]
    if archive:
        told = _download(reverse("archive"), "application/zip", _("The whole data set"))
        told |= {"contentSize": f"{archive.size} B", "sha256": archive.sha256}
        files.insert(0, {**told, "dateModified": archive.made_at})
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": site + reverse("downloads"),
        "url": site + reverse("downloads"),
        "name": _("The Tracker: political prisoners, case by case"),
        "description": _(
            "A public record of political prisoners and of the cases against them. "
            "Every statement traces to a source."
        ),
        "license": describing.LICENCE["path"],
        "isAccessibleForFree": True,
        "version": CONTRACT_VERSION,
        "creator": {"@type": "Organization", "name": _("The Tracker"), "url": f"{site}/"},
        "variableMeasured": sorted({c.name for table in TABLES for c in table.columns}),
        "distribution": files,
    }


def _download(path: str, type_: str, name: str) -> Linked:
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": type_,
        "contentUrl": settings.TRACKER_SITE_URL + path,
    }


def is_told(document: Document) -> bool:
    """Whether a document is of one human being whose name may be said."""
    if document.get("kind") != "person":
        return False
    has_name = any(name.get("text") for name in document.get("names", ()))
    is_one = (document.get("headcount") or 1) == 1
    return has_name and is_one and not document.get("is_name_withheld")


def person(document: Document, name: str) -> Linked:
    """A `Person`, shown as `name`. Call it only of one that `is_told`."""
    address = settings.TRACKER_SITE_URL + page_of("person", document["slug"])
    others = dict.fromkeys(one["text"] for one in document["names"] if one["text"] != name)
    gender = document.get("gender") or ""
    told: Linked = {
        "@context": _CONTEXT,
        "@type": "Person",
        "@id": address,
        "url": address,
        "identifier": document["id"],
        "name": name,
        "alternateName": list(others),
        "gender": word(Gender, gender) if gender else "",
        "jobTitle": [word(Profession, one) for one in document.get("professions", ())],
        "mainEntityOfPage": address,
    }
    return {key: value for key, value in told.items() if value}
