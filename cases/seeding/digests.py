"""What a row, and its set of citations, says: compared as digests between seeds and database.

Values that are empty or the column's default are left out, so that a column added later does not
make every row look edited.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

CITATION_FIELDS = ("source_id", "paragraph", "locator", "stance", "basis", "attributed_to", "note")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_row(model: type[Model], columns: dict[str, Any]) -> str:
    """The digest of values by column name (`place_id`, not `place`)."""
    said = {}
    for column, value in columns.items():
        default = model._meta.get_field(column).get_default()  # type: ignore[union-attr]
        if value not in (None, "", []) and value != default:
            said[column] = _plain(value)
    return _digest(said)


def columns_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """The current values of these columns."""
    return {name: getattr(row, name) for name in names}


def digest_of_citations(citations: Iterable[dict[str, Any]]) -> str:
    """The digest of a set of citations: their order says nothing."""
    return _digest(
        sorted(json.dumps([one.get(n) or "" for n in CITATION_FIELDS]) for one in citations)
    )


def citation_columns(citation: Model) -> dict[str, Any]:
    """What a stored citation says."""
    return columns_of(citation, CITATION_FIELDS)
