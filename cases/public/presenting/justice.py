"""Charges with their outcomes, sentences as chains of amendments, designations."""

from typing import Any

from django.utils.translation import gettext as _

from cases.public.presenting.anchors import anchors_in, way_to
from cases.public.presenting.citing import Cited
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import (
    Document,
    date_words,
    money_words,
    sentence_case,
    term_words,
    word,
)
from cases.vocabulary import ChargeStatus, ConditionKind, DesignationKind, SentenceKind


def charge_rows(document: Document, labels: Labels, cited: Cited) -> list[dict[str, Any]]:
    """Each charge in the authorities' terms, with its dated steps and its last outcome."""
    rows, anchors = [], anchors_in(document)
    for charge in document.get("charges", ()):
        anchor = f"c-{charge['id']}"
        rows.append(
            {
                "anchor": anchor,
                "who": labels.get(charge.get("ref")),
                "wording": sentence_case(charge.get("wording") or ""),
                "provision": labels.get(charge.get("provision")),
                "status": word(ChargeStatus, charge.get("status")),
                "steps": [
                    {
                        "status": sentence_case(word(ChargeStatus, step["status"])),
                        "when": date_words(step.get("date")) or _("date unknown"),
                        "target": way_to(anchors, "events", step.get("event")),
                    }
                    for step in charge.get("steps", ())
                ],
                "cites": cited.markers(charge.get("citations", ()), at=anchor),
            }
        )
    return rows


def sentence_words(sentence: Document) -> str:
    """A sentence in a few words: "imprisonment, 7 years"; "fine, 113,400 KZT"."""
    kind = word(SentenceKind, sentence.get("kind"))
    amount = money_words(sentence.get("amount"), sentence.get("currency") or "")
    parts = [part for part in (term_words(sentence), amount) if part]
    if sentence.get("is_life") and sentence.get("kind") != SentenceKind.LIFE_IMPRISONMENT:
        parts.insert(0, _("for life"))
    return ", ".join([kind, *parts])


def sentence_rows(document: Document, labels: Labels, cited: Cited) -> list[dict[str, Any]]:
    """Each sentence with its conditions, in the document's order."""
    rows, anchors = [], anchors_in(document)
    for sentence in document.get("sentences", ()):
        anchor = f"s-{sentence['id']}"
        rows.append(
            {
                "id": sentence["id"],
                "amends": sentence.get("amends"),
                "anchor": anchor,
                "who": labels.get(sentence.get("ref")),
                "ref": sentence.get("ref"),
                "words": sentence_case(sentence_words(sentence)),
                "when": date_words(sentence.get("date")) or _("date unknown"),
                "target": way_to(anchors, "events", sentence.get("event")),
                "by": labels.get(sentence.get("court")) or labels.get(sentence.get("imposed_by")),
                "is_in_absentia": bool(sentence.get("is_in_absentia")),
                "is_converted": bool(sentence.get("is_converted")),
                "starts": date_words(sentence.get("starts")),
                "note": sentence.get("note") or "",
                "conditions": [_condition(row) for row in sentence.get("conditions", ())],
                "cites": cited.markers(sentence.get("citations", ()), at=anchor),
            }
        )
    return rows


def _condition(row: Document) -> dict[str, str]:
    return {
        "kind": sentence_case(word(ConditionKind, row.get("kind"))),
        "term": term_words(row),
        "note": row.get("note") or "",
    }


def chains(sentences: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sentences as chains: each first sentence, then what amended it, then what amended that."""
    ids = {row["id"] for row in sentences}
    after: dict[str, list[dict[str, Any]]] = {}
    firsts = []
    for row in sentences:
        if row["amends"] in ids:
            after.setdefault(row["amends"], []).append(row)
        else:
            firsts.append(row)
    return [{"who": first["who"], "links": _chain(first, after)} for first in firsts]


def _chain(first: dict[str, Any], after: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    found, waiting = [], [first]
    while waiting:
        row = waiting.pop(0)
        found.append(row)
        waiting.extend(after.pop(row["id"], []))
    return found


def designation_rows(document: Document, labels: Labels, cited: Cited) -> list[dict[str, Any]]:
    """Who recognised whom as what, when, and when that was withdrawn."""
    rows, anchors = [], anchors_in(document)
    for row in document.get("designations", ()):
        anchor = f"d-{row['id']}"
        withdrawn = row.get("withdrawn")
        rows.append(
            {
                "id": row["id"],
                "anchor": anchor,
                "who": labels.get(row.get("ref")),
                "kind": word(DesignationKind, row.get("kind")),
                "by": labels.get(row.get("grantor")),
                "granted": _step(row.get("granted"), anchors),
                "withdrawn": _step(withdrawn, anchors) if withdrawn else None,
                "cites": cited.markers(row.get("citations", ()), at=anchor),
            }
        )
    return rows


def _step(value: Document | None, anchors: frozenset[str]) -> dict[str, str]:
    value = value or {}
    return {
        "when": date_words(value.get("date")) or _("date unknown"),
        "target": way_to(anchors, "events", value.get("event")),
    }


def inside_entries(
    document: Document,
    charges: list[dict[str, Any]],
    sentences: list[dict[str, Any]],
    designations: list[dict[str, Any]],
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What is set apart inside each entry of the timeline: its charges, sentences, designations."""
    charge = {row["anchor"]: row for row in charges}
    sentence = {row["anchor"]: row for row in sentences}
    designation = {row["anchor"]: row for row in designations}
    found = {}
    for event in document.get("events", ()):
        parts = {
            "charges": [
                {**row, "status": word(ChargeStatus, step.get("status"))}
                for step in event.get("charges", ())
                if (row := charge.get(f"c-{step['charge']}"))
            ],
            "sentences": [
                row for key in event.get("sentences", ()) if (row := sentence.get(f"s-{key}"))
            ],
            "designations": [
                {**row, "is_withdrawn": step.get("action") == "withdrawn"}
                for step in event.get("designations", ())
                if (row := designation.get(f"d-{step['designation']}"))
            ],
        }
        if any(parts.values()):
            found[event["id"]] = parts
    return found
