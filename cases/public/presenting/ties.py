"""Affiliations with on whose word, relations between people, and disputes between sources."""

from typing import Any

from cases.public.presenting.anchors import anchors_in, way_to
from cases.public.presenting.citing import Cited
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import Document, date_words, word
from cases.vocabulary import AffiliationRole, Asserted, PersonRelation


def affiliation_rows(document: Document, labels: Labels, cited: Cited) -> list[dict[str, Any]]:
    """Who was what in which organisation, and who says so."""
    rows = []
    for row in document.get("affiliations", ()):
        anchor = f"a-{row['id']}"
        rows.append(
            {
                "anchor": anchor,
                "person": labels.get(row.get("person")),
                "organisation": labels.get(row.get("organisation")),
                "role": word(AffiliationRole, row.get("role")),
                "asserted": word(Asserted, row.get("asserted")),
                "is_alleged": row.get("asserted") == Asserted.ALLEGED_BY_AUTHORITIES,
                "starts": date_words(row.get("starts")),
                "ends": date_words(row.get("ends")),
                "cites": cited.markers(row.get("citations", ()), at=anchor),
            }
        )
    return rows


def relation_rows(document: Document, labels: Labels, cited: Cited) -> list[dict[str, Any]]:
    """Ties between people: brother of, lawyer of."""
    return [
        {
            "anchor": f"r-{row['id']}",
            "person": labels.get(row.get("person")),
            "kind": word(PersonRelation, row.get("kind")),
            "related": labels.get(row.get("related")),
            "cites": cited.markers(row.get("citations", ()), at=f"r-{row['id']}"),
        }
        for row in document.get("relations", ())
    ]


def dispute_rows(document: Document, cited: Cited) -> list[dict[str, Any]]:
    """Questions on which sources differ: every version, which is used, and why."""
    anchors = anchors_in(document)
    return [
        {
            "id": row["id"],
            "anchor": f"q-{row['id']}",
            "question": row.get("question") or "",
            "reason": row.get("reason") or "",
            "is_decided": bool(row.get("is_decided")),
            "claims": [
                {
                    "anchor": f"v-{claim['id']}",
                    "claim": claim.get("claim") or "",
                    "is_used": bool(claim.get("is_used")),
                    "target": _target(claim, anchors),
                    "said": cited.by_word(claim.get("citations", ()), at=f"v-{claim['id']}"),
                }
                for claim in row.get("claims", ())
            ],
        }
        for row in document.get("disputes", ())
    ]


def _target(claim: Document, anchors: frozenset[str]) -> str:
    """The anchor of the row in which a claim stands; "" where it stands in none of this page."""
    for key in ("event", "charge", "sentence", "affiliation"):
        if claim.get(key):
            return way_to(anchors, f"{key}s", claim[key])
    return ""
