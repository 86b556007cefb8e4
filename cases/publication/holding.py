"""The stretches in which people are held, and those of cases, as rows: stored and compared.

When somebody is held is said in `cases.custody`; the running totals of it are in totalling.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cases.custody import HeldStretch
from cases.publication import models as p
from cases.publication.projection import Row
from cases.publication.records import delete_having
from cases.publication.upserting import insert

MODELS: dict[str, tuple[Any, str]] = {
    "person": (p.PersonHeld, "person"),
    "case": (p.CaseHeld, "case"),
}
_COLUMNS = ("certainty", "starts", "ends", "known_from", "known_to")


def write_held(kind: str, rows: Iterable[Row], ids: dict[str, int]) -> None:
    """Replace the stretches of these rows by what they should be."""
    model, owner = MODELS[kind]
    wanted = {ids[row.public_id]: row for row in rows}
    if not wanted:
        return
    delete_having(model, f"{owner}_id", wanted)
    insert(
        model,
        [one for pk, row in wanted.items() for one in held_columns(row, pk)],
    )


def held_columns(row: Row, pk: int) -> list[dict[str, Any]]:
    """The stretches of a row with this number, by column name."""
    _model, owner = MODELS[row.kind]
    return [
        {f"{owner}_id": pk, **dict(zip(_COLUMNS, _values(one), strict=True)), **_heads(row)}
        for one in row.held
    ]


def held_drift(rows: dict[str, list[Row]]) -> Iterator[tuple[str, str]]:
    """The reference of each row whose stretches are not what they should be, and what differs."""
    for kind, (model, owner) in MODELS.items():
        names = [*_COLUMNS, *(["headcount"] if kind == "person" else [])]
        standing: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
        found = model.objects.filter(
            **{f"{owner}__public_id__in": [row.public_id for row in rows[kind]]}
        )
        count: dict[str, int] = defaultdict(int)
        for key, *values in found.values_list(f"{owner}__public_id", *names):
            standing[key].add(tuple(values))
            count[key] += 1
        for row in rows[kind]:
            wanted = {(*_values(one), *_heads(row).values()) for one in row.held}
            if standing[row.public_id] != wanted or count[row.public_id] != len(wanted):
                yield row.ref, "the stretches of custody differ"


def _values(one: HeldStretch) -> tuple[Any, ...]:
    return one.certainty.value, one.starts, one.ends, one.known_from, one.known_to


def _heads(row: Row) -> dict[str, int]:
    return {"headcount": row.columns["headcount"]} if row.kind == "person" else {}
