"""Sentences and charges as lines: who, what, when, and where it stands in the case."""

from typing import Any

from django.utils.translation import gettext as _

from cases.public.beside.ties import address_in_case, case_of
from cases.public.presenting.justice import sentence_words
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import date_words, sentence_case, word
from cases.publication.models import PublishedCharge, PublishedSentence
from cases.vocabulary import ChargeStatus

Line = dict[str, Any]
_TERM = ("kind", "years", "months", "days", "quantity", "is_life", "amount", "currency")


def sentence_line(row: PublishedSentence, labels: Labels) -> Line:
    """One sentence, without what it was for."""
    return {
        "who": labels.get(row.target),
        "words": sentence_case(sentence_words({name: getattr(row, name) for name in _TERM})),
        "when": date_words({"edtf": row.imposed}) or _("date unknown"),
        "url": address_in_case(row, f"e-{row.event_id}"),
        "case": case_of(row, labels),
        "is_in_absentia": row.in_absentia,
        "is_change": bool(row.amends),
        "is_disputed": row.disputed,
        "subject": row.subject_id,
    }


def charge_line(row: PublishedCharge, labels: Labels) -> Line:
    """One charge with what became of it."""
    provision = f"provision:{row.provision_id}" if row.provision_id else None
    return {
        "who": labels.get(row.target),
        "wording": row.wording,
        "provision": labels.get(provision),
        "status": word(ChargeStatus, row.status),
        "brought": date_words({"edtf": row.brought}),
        "decided": date_words({"edtf": row.decided}),
        "url": address_in_case(row, f"c-{row.public_id}"),
        "case": case_of(row, labels),
        "is_disputed": row.disputed,
        "subject": row.subject_id,
    }


def by_subject(lines: list[Line]) -> dict[str, list[Line]]:
    """The lines of each subject, in their order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line["subject"], []).append(line)
    return found
