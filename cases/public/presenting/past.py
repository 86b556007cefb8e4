"""A page as of a day in the past: the states of that day, what is set apart as later, plain words.

Which state held is decided in `cases.custody`; charges, sentences and texts stay those of today.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.custody import Answer, Spell
from cases.custody.answering import NOTHING_KNOWN
from cases.organisation_status import StatusAnswer, StatusSpell, status_on
from cases.public.clocks import Clock, Known
from cases.public.dating import surest
from cases.public.parameters import CLOCKS
from cases.public.presenting.labels import Labels
from cases.public.presenting.states import UNKNOWN, state_name
from cases.public.presenting.wording import Document, day_words, joined, sentence_case, to_day
from cases.vocabulary import Certainty, CustodyState, OrganisationStatus, Stance

MOST_NAMED = 3


class Past:
    """One document on one day. `known` are the answers of the people in it, by reference."""

    def __init__(self, clock: Clock, known: Known) -> None:
        self.clock = clock
        self._known = known

    def document(self, document: Document) -> Document:
        """The document with the states of that day; with its spells as known then, if asked.

        Expected releases are left out: the sentence behind one may have come later. A case has
        the status under which lists of that day show it.
        """
        if document["kind"] != "case":
            return self._subject(document, f"{document['kind']}:{document['id']}")
        shown = surest(found for found, _spells in self._known.values())
        subjects = [self._subject(row, row["ref"]) for row in document["subjects"]]
        return {**document, "subjects": subjects, "status": str(shown.state)}

    def block(self, document: Document) -> Document:
        """The `as_of` block of the JSON: the clocks, and the state of each subject."""
        rows = _subjects(document)
        return {
            "day": self.clock.day.isoformat(),
            "known_on": self.clock.known_on.isoformat() if self.clock.known_on else None,
            "subjects": [
                {"ref": row["ref"], "state": self._state(row, row["ref"])} for row in rows
            ],
        }

    def words(self, record: dict[str, str]) -> dict[str, str]:
        """The notice at the top, the day in words, and the values of the two date fields."""
        day, known_on = self.clock.day, self.clock.known_on
        told = {"day": day_words(day), "known": day_words(known_on)}
        if known_on is None:
            notice = _("This page shows the record as of %(day)s, by what is known today.")
        else:
            notice = _(
                "This page shows the record as of %(day)s, as known on %(known)s. Decisions "
                "between sources that differ are those of today."
            )
        values = (day.isoformat(), known_on.isoformat() if known_on else "")
        fields = dict(zip(CLOCKS, values, strict=True))
        query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
        return {
            **fields,
            "day": told["day"],
            "notice": notice % told,
            "json": f"{record['json']}?{query}",
            "later": _("After %(day)s") % told
            if known_on is None
            else _("After %(day)s, or first reported after %(known)s") % told,
        }

    def opening(self, document: Document, labels: Labels) -> list[str]:
        """Who was in which state and how surely: a sentence for each, or one for many."""
        rows = _subjects(document)
        if len(rows) > MOST_NAMED:
            chips = [chip_words(row["state"], row["ref"]) for row in rows]
            counted = {chip: chips.count(chip) for chip in dict.fromkeys(chips)}
            values = {
                "day": day_words(self.clock.day),
                "states": joined(f"{n} {chip}" for chip, n in counted.items()),
            }
            return [_("On %(day)s: %(states)s.") % values]
        return [self._sentence(row["state"], row["ref"], labels) for row in rows]

    def later(self, document: Document, labels: Labels) -> frozenset[str]:
        """The ids of the events that came after the day, or were first reported after it.

        An undated event goes with the one that it is said to come after.
        """
        published = {
            row["n"]: (labels[row["source"]]["detail"].get("published") or {}).get("latest")
            for row in document.get("citations", ())
            if row.get("stance") == Stance.SUPPORTS
        }
        found: set[str] = set()
        for event in document.get("events", ()):
            first = to_day((event.get("date") or event.get("planned") or {}).get("earliest"))
            told = [day for n in event.get("citations", ()) if (day := published.get(n))]
            is_late = (first > self.clock.day) if first else event.get("after") in found
            if is_late or self._is_told_later(told):
                found.add(event["id"])
        return frozenset(found)

    def _is_told_later(self, published: list[str]) -> bool:
        if self.clock.known_on is None or not published:
            return False
        return date.fromisoformat(min(published)) > self.clock.known_on

    def _subject(self, row: Document, ref: str) -> Document:
        then = {**row, "state": self._state(row, ref), "expected_release": None}
        if ref.startswith("organisation:"):
            then["spells"] = self._statuses(row)
        elif self.clock.known_on is not None:
            _found, spells = self._known.get(ref, (NOTHING_KNOWN, []))
            then["spells"] = [_spell_document(spell) for spell in spells]
        return then

    def _statuses(self, row: Document) -> list[Document]:
        """The spells of an organisation, as known then. A document that was made before it held
        those has what is known today."""
        known_on, known = self.clock.known_on, row.get("known_spells")
        if known_on is None or known is None:
            return list(row.get("spells", ()))
        return [
            one
            for one in known
            if (to_day(one["known_from"]) or date.min) <= known_on
            and known_on < (to_day(one["known_to"]) or date.max)
        ]

    def _state(self, row: Document, ref: str) -> Document:
        if ref.startswith("organisation:"):
            spells = [_status_spell(spell) for spell in self._statuses(row)]
            on_day = status_on(spells, self.clock.day)
            return _state_document(on_day, on_day.status, on_day.spells)
        found, _spells = self._known.get(ref, (NOTHING_KNOWN, []))
        return _state_document(found, found.state, found.spells)

    def _sentence(self, state: Document, ref: str, labels: Labels) -> str:
        values = {
            "name": sentence_case(labels[ref]["text"]),
            "day": day_words(self.clock.day),
            "state": chip_words(state, ref),
        }
        if state["state"] in UNKNOWN and not state["alternatives"]:
            return _("%(name)s, on %(day)s: nothing is known.") % values
        return _("%(name)s, on %(day)s: %(state)s.") % values


def _subjects(document: Document) -> list[Document]:
    """The subjects of a case, or the person or organisation whose document it is."""
    if document["kind"] != "case":
        return [{**document, "ref": f"{document['kind']}:{document['id']}"}]
    return list(document.get("subjects", ()))


def chip_words(state: Document, ref: str = "") -> str:
    """A state of a past day with how surely it is known, in a few words."""
    choices = OrganisationStatus if ref.startswith("organisation:") else CustodyState
    words = {"state": state_name(state["state"], choices)}
    if state["state"] in UNKNOWN:
        return words["state"]
    if state["certainty"] == Certainty.CERTAIN:
        return _("%(state)s (certain)") % words
    if state["certainty"] == Certainty.LAST_KNOWN:
        return _("last known: %(state)s") % words
    return _("possibly %(state)s") % words


def _state_document(
    found: Answer | StatusAnswer, state: str, spells: Iterable[Spell | StatusSpell]
) -> Document:
    """An answer as a State of docs/documents.md."""
    due = [spell.due_on for spell in spells if spell.due_on]
    return {
        "state": str(state),
        "certainty": str(found.certainty),
        "since": _bounds(*found.since),
        "confirmed_on": _iso(found.confirmed_on),
        "due_on": _iso(due[-1]) if due else None,
        "alternatives": sorted(str(other) for other in found.alternatives),
    }


def _spell_document(spell: Spell) -> Document:
    has_end = spell.has_ended or spell.ends_earliest is not None
    return {
        "state": str(spell.state),
        "starts": _bounds(spell.starts_earliest, spell.starts_latest),
        "ends": _bounds(spell.ends_earliest, spell.ends_latest) if has_end else None,
        "has_ended": spell.has_ended,
        "confirmed_on": _iso(spell.confirmed_on),
        "is_possible": spell.is_possible,
        "due_on": _iso(spell.due_on),
    }


def _status_spell(row: Document) -> StatusSpell:
    starts, ends = row.get("starts") or {}, row.get("ends") or {}
    return StatusSpell(
        status=OrganisationStatus(row["state"]),
        starts_earliest=to_day(starts.get("earliest")),
        starts_latest=to_day(starts.get("latest")),
        ends_earliest=to_day(ends.get("earliest")),
        ends_latest=to_day(ends.get("latest")),
        has_ended=bool(row.get("has_ended")),
        confirmed_on=to_day(row.get("confirmed_on")),
        is_possible=bool(row.get("is_possible")),
        cause=row.get("cause") or "",
        ended_by=row.get("ended_by"),
        due_on=to_day(row.get("due_on")),
    )


def _bounds(earliest: date | None, latest: date | None) -> dict[str, Any]:
    return {"earliest": _iso(earliest), "latest": _iso(latest)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
