"""Keeps a published row with its body, for tests that make rows directly."""

from typing import Any

from cases.publication.models.base import BODY_COLUMNS, Published, body_of
from cases.publication.searching import index_words


def store(model: type[Published], **columns: Any) -> Any:
    """The stored row of `model`; the columns of its body are given among the others."""
    flat = {name: value for name, value in columns.items() if name not in BODY_COLUMNS}
    row = model._default_manager.create(**flat)
    long = {name: value for name, value in columns.items() if name in BODY_COLUMNS}
    long.setdefault("words", index_words(long["search"]))
    body_of(model).objects.create(row=row, **long)
    return row
