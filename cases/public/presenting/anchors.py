"""Anchors of a document's parts: where a link within its page may lead. They are permanent."""

from cases.public.presenting.wording import Document

PREFIXES = {"events": "e", "charges": "c", "sentences": "s", "affiliations": "a"}


def anchors_in(document: Document) -> frozenset[str]:
    """The anchors of the events, charges, sentences and affiliations that the document shows."""
    return frozenset(
        f"{prefix}-{row['id']}"
        for part, prefix in PREFIXES.items()
        for row in document.get(part, ())
    )


def way_to(anchors: frozenset[str], part: str, key: str | None) -> str:
    """The anchor of a row of `part`, "" where it is not on this page: on a co-defendant's, say."""
    anchor = f"{PREFIXES[part]}-{key}"
    return anchor if anchor in anchors else ""
