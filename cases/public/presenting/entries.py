"""The timeline: events of a document as entries, in the document's order, gaps included."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.public.presenting.citing import Cited
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import (
    Document,
    date_words,
    is_inferred,
    months_words,
    sentence_case,
    word,
)
from cases.vocabulary import CustodyState, EventKind, ParticipantRole

K = EventKind
TAKEN = frozenset({
    K.DETENTION, K.ARREST, K.REMAND, K.ADMINISTRATIVE_ARREST, K.HOUSE_ARREST, K.INTERNMENT,
    K.PSYCHIATRIC_COMMITMENT, K.IMPRISONMENT, K.RETURN_TO_CUSTODY, K.DISAPPEARANCE,
    K.DEATH, K.DEATH_IN_CUSTODY, K.BANNED, K.SUSPENDED, K.DISSOLVED,
})  # fmt: skip
FREED = frozenset({
    K.RELEASE, K.EXCHANGE, K.PAROLE_RELEASE, K.TEMPORARY_RELEASE, K.HOUSE_ARREST_ENDED,
    K.PSYCHIATRIC_DISCHARGE, K.ACQUITTAL, K.REGISTERED,
})  # fmt: skip
COURT = frozenset({
    K.CHARGE, K.CHARGE_CHANGED, K.CHARGE_DROPPED, K.TRIAL_OPENED, K.HEARING, K.CONVICTION,
    K.SENTENCE, K.SENTENCE_AMENDED, K.PLEA_AGREEMENT, K.APPEAL, K.APPEAL_DECIDED, K.COURT_RULING,
    K.FINE, K.PAROLE_GRANTED, K.PAROLE_CANCELLED, K.RELEASE_ORDERED, K.INVESTIGATION,
    K.REGISTRATION_REFUSED, K.LAWSUIT,
})  # fmt: skip
SHORTEST_GAP = 6  # months without a word that are worth a line


def mark_of(kind: str) -> str:
    """The mark beside an entry: "taken", "freed", "court" or ""."""
    for mark, kinds in (("taken", TAKEN), ("freed", FREED), ("court", COURT)):
        if kind in kinds:
            return mark
    return ""


class Entries:
    """Entries of one document. `inside`: what is set apart in an entry, by its id; `disputes`: rows
    as ties.py makes them."""

    def __init__(
        self,
        document: Document,
        labels: Labels,
        cited: Cited,
        *,
        inside: dict[str, dict[str, list[dict[str, Any]]]] | None = None,
        disputes: Iterable[dict[str, Any]] = (),
        is_across_cases: bool = False,
    ) -> None:
        self._events = document.get("events", [])
        self._by_id = {event["id"]: event for event in self._events}
        self._labels = labels
        self._cited = cited
        self._inside = inside or {}
        self._disputes = {row["id"]: row for row in disputes}
        self._is_across_cases = is_across_cases
        self._subjects = {row["ref"] for row in document.get("subjects", ())}
        if document.get("kind") in ("person", "organisation"):
            self._subjects = {f"{document['kind']}:{document['id']}"}

    def all(self) -> list[dict[str, Any]]:
        return [self._entry(event) for event in self._events]

    def _entry(self, event: Document) -> dict[str, Any]:
        anchor = f"e-{event['id']}"
        is_planned = bool(event.get("planned")) and not event.get("date")
        gap = event.get("gap_months_before") or 0
        held = event.get("stated_custody")
        return {
            "id": event["id"],
            "anchor": anchor,
            "kind": sentence_case(word(EventKind, event["kind"])),
            "mark": mark_of(event["kind"]),
            "is_planned": is_planned,
            "when": self._when(event, is_planned=is_planned),
            "day": _exact_day(event.get("date")),
            "is_inferred": is_inferred(event.get("planned") if is_planned else event.get("date")),
            "placed": self._placed(event),
            "length": self._length(event),
            "stated": word(CustodyState, held) if held else "",
            "summary": event.get("summary") or "",
            "where": self._labels.all(
                event[key] for key in ("court", "facility", "place") if event.get(key)
            ),
            "people": self._people(event),
            "case": self._labels.get(event.get("case")) if self._is_across_cases else None,
            "inside": self._inside.get(event["id"], {}),
            "said": self._cited.by_word(event.get("citations", ()), at=anchor),
            "is_hearsay": bool(event.get("is_hearsay")),
            "is_contradicted": bool(event.get("is_contradicted")),
            "disputes": [
                self._disputes[key] for key in event.get("disputes", ()) if key in self._disputes
            ],
            "gap": _("No dated information for %(length)s.") % {"length": months_words(gap)}
            if gap >= SHORTEST_GAP
            else "",
        }

    def _when(self, event: Document, *, is_planned: bool) -> str:
        if is_planned:
            return _("planned for %(date)s") % {"date": date_words(event["planned"])}
        return date_words(event.get("date")) or _("date unknown")

    def _placed(self, event: Document) -> list[dict[str, str]]:
        """Where an undated event stands: {words, anchor} for its neighbours."""
        if event.get("date") or event.get("planned"):
            return []
        found = []
        for key, words in (("after", _("after: %(event)s")), ("before", _("before: %(event)s"))):
            other = self._by_id.get(event.get(key) or "")
            if other:
                name = word(EventKind, other["kind"])
                if when := date_words(other.get("date")):
                    name = f"{name}, {when}"
                found.append({"words": words % {"event": name}, "anchor": f"e-{other['id']}"})
        return found

    def _length(self, event: Document) -> str:
        if end := date_words(event.get("end")):
            return _("until %(date)s") % {"date": end}
        return ""

    def _people(self, event: Document) -> list[dict[str, Any]]:
        """Who was part in it besides the subjects themselves, by role; of several, all of them."""
        rows: Iterable[Document] = [*event.get("people", ()), *event.get("organisations", ())]
        by_role: dict[str, list[str]] = {}
        for row in rows:
            by_role.setdefault(row["role"], []).append(row["ref"])
        affected = by_role.get(ParticipantRole.AFFECTED, [])
        if len(self._subjects) == 1 and set(affected) <= self._subjects:
            by_role.pop(ParticipantRole.AFFECTED, None)
        return [
            {"role": sentence_case(word(ParticipantRole, role)), "who": self._labels.all(refs)}
            for role, refs in by_role.items()
        ]


def _exact_day(value: Document | None) -> str:
    """The ISO day of a date known to the day, for machines; "" of any other."""
    if value and value.get("earliest") and value["earliest"] == value.get("latest"):
        return value["earliest"]
    return ""
