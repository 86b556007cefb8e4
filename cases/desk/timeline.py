"""A case's document in words: timeline, subjects, charges and sentences, as plain dicts.

What is in the document is publication's to say; templates only lay out what is made here.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.desk.documents import Document, Shown
from cases.desk.wording import confirming, date_words, sentence_words, state_words
from cases.vocabulary import (
    EFFECTS,
    Action,
    ChargeStatus,
    CitationBasis,
    CustodyState,
    EventKind,
    ParticipantRole,
    Stance,
)

_COURT = {
    EventKind.CHARGE, EventKind.TRIAL_OPENED, EventKind.HEARING, EventKind.CONVICTION,
    EventKind.ACQUITTAL, EventKind.SENTENCE, EventKind.SENTENCE_AMENDED, EventKind.APPEAL_DECIDED,
    EventKind.COURT_RULING, EventKind.FINE,
}  # fmt: skip


def timeline(shown: Shown, public_ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The entries in display order. With `public_ids`, says which entries are not public."""
    document = shown.document
    public = None if public_ids is None else set(public_ids)
    sentences = {row["id"]: row for row in document["sentences"]}
    charges = {row["id"]: row for row in document["charges"]}
    keys = {event.public_id: event.pk for event in shown.facts.events.values()}
    cited = {one["n"]: one for one in citations(shown)}
    return [
        {
            "id": event["id"],
            "gap": _gap(event["gap_months_before"]),
            "mark": _mark(event["kind"]),
            "when": _when(event),
            "is_planned": bool(event["planned"]),
            "is_inferred": bool(event["date"]) and event["date"]["basis"] == "inferred",
            "kind": EventKind(event["kind"]).label,
            "summary": event["summary"],
            "where": [
                _label(shown, event[at]) for at in ("place", "court", "facility") if event[at]
            ],
            "parties": [
                f"{_label(shown, one['ref'])} ({ParticipantRole(one['role']).label})"
                for one in (*event["people"], *event["organisations"])
            ],
            "charges": [
                f"{charges[one['charge']]['wording']}: {ChargeStatus(one['status']).label}"
                for one in event["charges"]
                if one["charge"] in charges
            ],
            "sentences": [
                f"{_label(shown, sentences[key]['ref'])}: {sentence_words(sentences[key])}"
                for key in event["sentences"]
                if key in sentences
            ],
            "citations": [cited[n] for n in event["citations"]],
            "is_disputed": bool(event["disputes"]),
            "is_contradicted": event["is_contradicted"],
            "is_hearsay": event["is_hearsay"],
            "is_hidden": public is not None and event["id"] not in public,
            "change_url": reverse("admin:cases_event_change", args=[keys[event["id"]]]),
        }
        for event in document["events"]
    ]  # fmt: skip


def subjects(shown: Shown) -> list[dict[str, Any]]:
    """Each subject's last known state in a sentence, with the links that work on it needs."""
    rows = {row.public_id: row for row in shown.facts.subjects.values()}
    say = confirming(shown.document)
    described = []
    for part in shown.document["subjects"]:
        row = rows[part["id"]]
        charges = [one for one in shown.document["charges"] if one["subject"] == part["id"]]
        terms = [one for one in shown.document["sentences"] if one["subject"] == part["id"]]
        described.append(
            {
                "pk": row.pk,
                "case_pk": row.case_id,
                "name": _label(shown, part["ref"]),
                "page": _page_of(row),
                "state": part["state"]["state"],
                "state_words": state_words(part["state"], say),
                "charges": _linked(shown.facts.charges, charges, "charge", _charge_words),
                "sentences": _linked(shown.facts.sentences, terms, "sentence", sentence_words),
            }
        )
    return described


def citations(shown: Shown) -> list[dict[str, Any]]:
    """The numbered citations under the timeline, each with the key and paragraph it leads to."""
    by_ref = {f"source:{row.public_id}": row for row in shown.facts.sources.values()}
    found = []
    for one in shown.document["citations"]:
        source = by_ref.get(one["source"])
        paragraph = one["paragraph"]
        found.append(
            {
                "n": one["n"],
                "key": _key(source.key, paragraph) if source is not None and source.key else "",
                "source": _label(shown, one["source"]) or _("A confidential source"),
                "place": one["locator"],
                "basis": CitationBasis(one["basis"]).label,
                "attributed_to": one["attributed_to"],
                "is_contradicting": one["stance"] == Stance.CONTRADICTS,
                "url": reverse("admin:cases_source_change", args=[source.pk])
                + (f"#paragraph-{paragraph}" if paragraph else "")
                if source is not None and source.pk
                else "",
            }
        )
    return found


def _key(key: str, paragraph: int | None) -> str:
    return f"{key} ¶{paragraph}" if paragraph else key


def _charge_words(charge: Document) -> str:
    return f"{charge['wording']}: {ChargeStatus(charge['status']).label}"


def _linked(rows: Any, parts: list[Document], kind: str, words: Any) -> list[dict[str, Any]]:
    keys = {row.public_id: pk for pk, row in rows.items()}
    return [
        {
            "words": words(part),
            "url": reverse(f"admin:cases_{kind}_change", args=[keys[part["id"]]]),
            "is_missing_source": not part["citations"],
        }
        for part in parts
    ]


def _page_of(subject: Any) -> str:
    if subject.person_id:
        return reverse("admin:cases_person_change", args=[subject.person_id])
    return reverse("admin:cases_organisation_change", args=[subject.organisation_id])


def _label(shown: Shown, ref: str) -> str:
    text = shown.labels.get(ref, "")
    return text or (_("Name withheld") if ref.startswith("person:") else "")


def _when(event: Document) -> str:
    if event["planned"]:
        return _("planned for %(date)s") % {"date": date_words(event["planned"])}
    if not event["date"]:
        return _("date unknown")
    if event["end"]:
        return f"{date_words(event['date'])} – {date_words(event['end'])}"
    return date_words(event["date"])


def _gap(months: int | None) -> str:
    if not months:
        return ""
    return ngettext("no information for %(n)d month", "no information for %(n)d months", months) % {
        "n": months
    }


def _mark(kind: str) -> str:
    effect = EFFECTS.get(EventKind(kind))
    if effect and effect.action is Action.SET:
        return "freed" if effect.state in (CustodyState.FREE, CustodyState.RESTRICTED) else "taken"
    return "court" if EventKind(kind) in _COURT else ""
