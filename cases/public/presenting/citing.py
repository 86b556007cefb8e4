"""Citations: the small numbers in the text, and the numbered sources that they lead to.

A number is that of the source in the list; the paragraph stands beside it ("3 ¶4").
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cases.public.presenting.labels import Labels, Shown
from cases.public.presenting.wording import Document, date_words, is_inferred, word
from cases.vocabulary import CitationBasis, SourceKind, Stance

Marker = dict[str, Any]


class Cited:
    """The citations of one document, numbered by source, and where each source is used."""

    def __init__(self, document: Document, labels: Labels) -> None:
        self._labels = labels
        self._citations = {row["n"]: row for row in document.get("citations", ())}
        used = [row["source"] for row in self._citations.values()]
        refs = dict.fromkeys([*used, *document.get("sources", ())])
        self._numbers = {ref: number for number, ref in enumerate(refs, start=1)}
        self._uses: dict[str, list[str]] = {}

    def markers(self, numbers: Iterable[int], *, at: str) -> list[Marker]:
        """The small numbers for citations `numbers`, standing at the anchor `at`."""
        rows = [self._citations[n] for n in numbers if n in self._citations]
        rows.sort(key=lambda row: self._numbers[row["source"]])
        markers = []
        for ref, group in groupby(rows, key=lambda row: row["source"]):
            uses = self._uses.setdefault(ref, [])
            if at not in uses:
                uses.append(at)
            markers.append(self._marker(ref, list(group)))
        return markers

    def _marker(self, ref: str, rows: list[Document]) -> Marker:
        places = sorted({row["paragraph"] for row in rows if row.get("paragraph")})
        locators = [row["locator"] for row in rows if row.get("locator")]
        paragraphs = ", ".join(map(str, places))
        number = self._numbers[ref]
        spoken = [_("source %(number)s") % {"number": number}]
        if paragraphs:
            spoken.append(_("paragraph %(number)s") % {"number": paragraphs})
        spoken.extend(locators)
        is_against = any(row.get("stance") == Stance.CONTRADICTS for row in rows)
        if is_against:
            spoken.append(_("contradicts"))
        return {
            "number": number,
            "paragraphs": "\u2009".join(["¶", paragraphs.replace(" ", "\u2009")])
            if paragraphs
            else "",
            "spoken": ", ".join(spoken),
            "target": f"source-{number}",
            "is_against": is_against,
        }

    def by_word(self, numbers: Iterable[int], *, at: str) -> list[dict[str, Any]]:
        """Citations grouped by whose word they are: [{said, markers, notes, is_hearsay}]."""
        rows = [self._citations[n] for n in numbers if n in self._citations]
        groups: dict[tuple[str, str, str], list[int]] = {}
        for row in rows:
            key = (row.get("attributed_to") or "", row.get("basis") or "", row.get("stance") or "")
            groups.setdefault(key, []).append(row["n"])
        return [
            {
                "said": said(attributed, basis, is_against=stance == Stance.CONTRADICTS),
                "is_hearsay": basis == CitationBasis.HEARSAY,
                "markers": self.markers(group, at=at),
                "notes": [note for n in group if (note := self._citations[n].get("note"))],
            }
            for (attributed, basis, stance), group in groups.items()
        ]

    def sources(self) -> list[dict[str, Any]]:
        """The numbered list; call it after all that cites, so that it knows the way back."""
        return [self._source(ref, number) for ref, number in self._numbers.items()]

    def _source(self, ref: str, number: int) -> dict[str, Any]:
        shown = self._labels[ref]
        detail = shown["detail"]
        cited = [row for row in self._citations.values() if row["source"] == ref]
        repeated = detail.get("same_as")
        return {
            **source_words(shown),
            "number": number,
            "anchor": f"source-{number}",
            "paragraphs": ", ".join(
                str(n) for n in sorted({row["paragraph"] for row in cited if row.get("paragraph")})
            ),
            "locators": sorted({row["locator"] for row in cited if row.get("locator")}),
            "repeats_number": self._numbers.get(repeated) if repeated else None,
            "repeats": self._labels[repeated] if repeated else None,
            "uses": [
                {"anchor": anchor, "letter": letters(n)}
                for n, anchor in enumerate(self._uses.get(ref, ()))
            ],
        }


def letters(n: int) -> str:
    """The n-th way back, from 0: a, b, ... z, aa, ab."""
    rest, last = divmod(n, 26)
    return (letters(rest - 1) if rest else "") + chr(ord("a") + last)


def source_words(shown: Shown) -> dict[str, Any]:
    """What a list of sources says of one, from its label's detail."""
    detail = shown["detail"]
    published = detail.get("published") or {}
    return {
        "shown": shown,
        "publisher": detail.get("publisher") or "",
        "kind": word(SourceKind, detail["kind"]) if detail.get("kind") else "",
        "published": date_words(published),
        "is_inferred": is_inferred(published),
        "document": detail.get("document") or "",
        "article": detail.get("article"),
        "url": detail.get("url") or "",
        "archived_url": detail.get("archived_url") or "",
    }


def said(attributed_to: str, basis: str, *, is_against: bool = False) -> str:
    """On whose word: "According to his lawyer", "A court", "Contradicted by officials"."""
    who = attributed_to or word(CitationBasis, basis)
    if is_against:
        return _("Contradicted by %(who)s") % {"who": who}
    if basis == CitationBasis.HEARSAY:
        if attributed_to:
            return _("Hearsay, according to %(who)s") % {"who": who}
        return _("Hearsay")
    if attributed_to or basis not in (CitationBasis.MEDIA, ""):
        return _("According to %(who)s") % {"who": who}
    return _("Reported by")
