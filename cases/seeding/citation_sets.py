"""The citations of a row, written and compared as one set that belongs to it.

A set that the desk touched, even by adding to it, is the desk's. The rows themselves are in
`loading`.
"""

from __future__ import annotations

from typing import Any

from cases.seeding.digests import citation_columns, digest_of_citations
from cases.seeding.ledger import Ledger, citation_model
from cases.seeding.reporting import Outcome
from cases.seeding.rows import Row

REASON = "seed"
Columns = list[dict[str, Any]]


def write_citations(row: Row, object_id: int, wanted: Columns, ledger: Ledger) -> None:
    """Write the citations of a new row."""
    _add(row, object_id, wanted)
    digest = digest_of_citations(wanted)
    ledger.write(citation_model(row.model), row.key, object_id, digest, row.file)


def compare_citations(
    row: Row, object_id: int, wanted: Columns, ledger: Ledger
) -> tuple[Outcome, str]:
    """Bring the citations of a row up to date; the outcome, and why they were left alone or ""."""
    model = citation_model(row.model)
    there = ledger.citations[row.model, object_id]
    digest = digest_of_citations(wanted)
    current = digest_of_citations(citation_columns(one) for one in there)
    record = ledger.record(model, row.key)
    if current != digest:
        if record and record.digest == digest:
            return Outcome.UNCHANGED, "its citations were edited at the desk."
        if record and record.digest != current:
            reason = "citations changed at the desk and in the seed: the desk's stay."
            return Outcome.CONFLICT, reason
        _replace(row, object_id, there, wanted)
    ledger.write(model, row.key, object_id, digest, row.file)
    return (Outcome.UNCHANGED if current == digest else Outcome.UPDATED), ""


def _replace(row: Row, object_id: int, there: list[Any], wanted: Columns) -> None:
    """Delete what is no longer wanted and add what is new; the rest keeps its rows."""
    new = {digest_of_citations([one]): one for one in wanted}
    for stored in there:
        if new.pop(digest_of_citations([citation_columns(stored)]), None) is None:
            stored._change_reason = REASON
            stored.delete()
    _add(row, object_id, list(new.values()))


def _add(row: Row, object_id: int, wanted: Columns) -> None:
    model = citation_model(row.model)
    for columns in wanted:
        made: Any = model(cited_id=object_id, **columns)
        made._change_reason = REASON
        made.save()
