"""Events as lines: when, what, whom it befell, and where it stands in the case."""

from typing import Any

from django.utils.translation import gettext as _

from cases.public.beside.ties import address_in_case, case_of
from cases.public.presenting.entries import mark_of
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import date_words, sentence_case, word
from cases.publication.models import PublishedEvent
from cases.vocabulary import EventKind

Line = dict[str, Any]


def event_line(row: PublishedEvent, labels: Labels) -> Line:
    """One event, told in a line."""
    return {
        "id": row.public_id,
        "when": date_words({"edtf": row.date}) or _("date unknown"),
        "kind": sentence_case(word(EventKind, row.kind)),
        "mark": mark_of(row.kind),
        "summary": row.summary,
        "people": row.people,
        "url": address_in_case(row, f"e-{row.public_id}"),
        "case": case_of(row, labels),
        "is_disputed": row.disputed,
        "is_hearsay": row.is_hearsay,
    }
