"""The smallest parts of published documents (docs/documents.md), with every field filled in."""

from datetime import UTC, datetime
from typing import Any

UPDATED = datetime(2031, 6, 1, 9, 30, tzinfo=UTC)
Document = dict[str, Any]


def day(edtf: str, earliest: str = "", latest: str = "", *, basis: str = "stated") -> Document:
    """A Date; the bounds default to the day itself."""
    earliest = earliest or edtf
    return {"edtf": edtf, "earliest": earliest, "latest": latest or earliest, "basis": basis}


def bounds(earliest: str | None, latest: str | None = None) -> Document:
    return {"earliest": earliest, "latest": latest or earliest}


def citation(n: int, source: str, paragraph: int | None = None, **values: Any) -> Document:
    return {
        "n": n,
        "source": source,
        "paragraph": paragraph,
        "locator": "",
        "stance": "supports",
        "basis": "media",
        "attributed_to": "",
        "note": "",
        **values,
    }


def spell(state: str, starts: Document, ends: Document | None = None, **values: Any) -> Document:
    return {
        "state": state,
        "whereabouts": "in_country",
        "case": "case:c1",
        "starts": starts,
        "ends": ends,
        "has_ended": ends is not None,
        "confirmed_on": None,
        "is_possible": False,
        "cause": "e1",
        "ended_by": None,
        "due_on": None,
        **values,
    }


def event(key: str, kind: str, date: Document | None = None, **values: Any) -> Document:
    return {
        "id": key,
        "case": "case:c1",
        "kind": kind,
        "date": date,
        "end": None,
        "duration_days": None,
        "planned": None,
        "after": None,
        "before": None,
        "place": None,
        "court": None,
        "facility": None,
        "stated_custody": "",
        "summary": "",
        "people": [{"ref": "person:p1", "role": "affected"}],
        "organisations": [],
        "charges": [],
        "sentences": [],
        "designations": [],
        "citations": [1],
        "disputes": [],
        "is_hearsay": False,
        "is_contradicted": False,
        "gap_months_before": 0,
        **values,
    }


def sentence(key: str, event_id: str, **values: Any) -> Document:
    return {
        "id": key,
        "subject": "s1",
        "ref": "person:p1",
        "event": event_id,
        "date": None,
        "court": None,
        "imposed_by": None,
        "kind": "imprisonment",
        "years": 0,
        "months": 0,
        "days": 0,
        "quantity": None,
        "is_life": False,
        "amount": None,
        "currency": "",
        "is_converted": False,
        "is_in_absentia": False,
        "starts": None,
        "amends": None,
        "note": "",
        "conditions": [],
        "citations": [2],
        **values,
    }
