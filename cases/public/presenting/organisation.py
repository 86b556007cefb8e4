"""An organisation's document as the context of its page."""

from datetime import date
from typing import Any

from cases.public.presenting.anchors import anchors_in
from cases.public.presenting.case import past_parts, record_of, shared_parts, subject_words
from cases.public.presenting.citing import Cited
from cases.public.presenting.labels import Labels
from cases.public.presenting.past import Past
from cases.public.presenting.person import spelling_rows
from cases.public.presenting.wording import Document, confirming, word
from cases.vocabulary import OrganisationKind, OrganisationRelation
from cases.vocabulary.countries import country_name


def present_organisation(
    document: Document, labels: Labels, *, today: date, past: Past | None = None
) -> dict[str, Any]:
    """Everything that the template of an organisation prints, but its cases; on a day in the
    `past` if one is given."""
    ref = f"organisation:{document['id']}"
    known = (document.get("state") or {}).get("state", "unknown")
    has_history = bool(document.get("spells")) or known != "unknown"
    if past:
        document = past.document(document)
    cited = Cited(document, labels)
    subject = subject_words(
        document,
        ref,
        labels,
        None,
        say=confirming(document),
        anchors=anchors_in(document),
        today=today,
        past=past,
    )
    parts = shared_parts(document, labels, cited, is_across_cases=True)
    return {
        "organisation": {
            "name": labels[ref]["text"],
            "shown": labels[ref],
            "kind": word(OrganisationKind, document.get("organisation_kind")),
            "country": document.get("country") or "",
            "country_name": country_name(document.get("country") or ""),
            "description": document.get("description") or "",
            "url": document.get("url") or "",
            "names": spelling_rows(document, cited),
            "slug": document["slug"],
        },
        # A rights group or a court's bailiffs have no standing to tell.
        "subjects": [subject] if has_history else [],
        "links": [
            {
                "anchor": f"l-{row['id']}",
                "organisation": labels[row["organisation"]],
                "kind": word(OrganisationRelation, row.get("kind")),
                "related": labels[row["related"]],
                "cites": cited.markers(row.get("citations", ()), at=f"l-{row['id']}"),
            }
            for row in document.get("links", ())
        ],
        **parts,
        "several": False,
        "record": record_of(document),
        **past_parts(document, labels, parts["entries"], past),
    }
