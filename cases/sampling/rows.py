"""Rows of facts as publication reads them, made in memory with identifiers of their own.

The same seed gives the same rows; nothing is drawn from the clock or the machine.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from itertools import product
from typing import Any, NamedTuple

from django.db import models as db

from cases import dates, names
from cases.models.base import ALPHABET, ID_LENGTH
from cases.models.fields import PartialDateField
from cases.models.spellings import Spelling
from cases.publication.records import record_type

_BITS = 5 * ID_LENGTH
# Odd, so that multiplying by it only shuffles the numbers below 2**45: none comes twice.
_STRIDE = 0x13C6EF372FE9
# Three letters at once: all there are.
_PARTS = ["".join(reversed(letters)) for letters in product(ALPHABET, repeat=ID_LENGTH // 3)]
_PART_BITS = _BITS // 3
_REST = 2 * _PART_BITS


def public_id(salt: int, pk: int) -> str:
    """The identifier of the row `pk` of a table: unlike any other of the same salt."""
    number = (pk * _STRIDE ^ salt) & ((1 << _BITS) - 1)
    part = (1 << _PART_BITS) - 1
    return _PARTS[number & part] + _PARTS[number >> _PART_BITS & part] + _PARTS[number >> _REST]


@cache
def salt_of(seed: int, model: Any) -> int:
    """What keeps the identifiers of one table and one seed apart from all others."""
    text = f"{seed}:{model._meta.model_name}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) & ((1 << _BITS) - 1)


@lru_cache(maxsize=50_000)
def bounds(text: str) -> tuple[date | None, date | None]:
    """The strict first and last day of a partial date; of none, none."""
    return dates.to_bounds(text) if text else (None, None)


class _Shape(NamedTuple):
    """How a model's rows are made: `plain` has a default for each column, in their order."""

    record: Any
    plain: dict[str, Any]
    called: list[tuple[str, Callable[[], Any]]]
    partial: list[str]
    has_public_id: bool
    is_spelling: bool


@cache
def _shape(model: Any) -> _Shape:
    record = record_type(model)
    fields = {one.attname: one for one in model._meta.concrete_fields}
    plain: dict[str, Any] = {}
    called = []
    for name in record.__slots__:
        one = fields[name]
        if name == "public_id":
            plain[name] = ""
        elif one.default is not db.NOT_PROVIDED and callable(one.default):
            plain[name] = None
            called.append((name, one.default))
        else:
            plain[name] = one.get_default()
    partial = [name for name in plain if isinstance(fields[name], PartialDateField)]
    has_public_id = "public_id" in plain
    return _Shape(record, plain, called, partial, has_public_id, issubclass(model, Spelling))


class Rows:
    """Rows by model, in order of primary key; the keys of a model count up from `first`."""

    def __init__(self, seed: int, first: int) -> None:
        self.of: dict[Any, list[Any]] = defaultdict(list)
        self._seed = seed
        self.first = first

    def add(self, model: Any, **values: Any) -> Any:
        """A new row with the model's defaults for what is not given (`case_id`, not `case`)."""
        shape = _shape(model)
        rows = self.of[model]
        pk = self.first + len(rows)
        columns = shape.plain.copy()
        for name, make in shape.called:
            columns[name] = make()
        columns.update(values)
        columns["id"] = pk
        if shape.has_public_id:
            columns["public_id"] = public_id(salt_of(self._seed, model), pk)
        for name in shape.partial:
            columns[f"{name}_earliest"], columns[f"{name}_latest"] = bounds(columns[name])
        if shape.is_spelling:
            columns["folded"] = names.fold(columns["text"])
            columns["script"] = names.script_of(columns["text"])
        # In the order of the columns: what is given only replaces a default.
        row = shape.record(*columns.values())
        rows.append(row)
        return row
