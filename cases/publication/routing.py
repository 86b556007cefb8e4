"""Which database a read of publications goes to, by who asks and not by the model.

The desk and the projection read publications too, and must see what was committed a moment ago:
they, and every write, use the primary. Only while a public answer is made may it be another one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS

PRIMARY = DEFAULT_DB_ALIAS
PUBLIC = "public"
_LABEL = "publication"
_chosen: ContextVar[Callable[[], str] | None] = ContextVar("chosen", default=None)


@contextmanager
def reading_from(choose: Callable[[], str]) -> Iterator[None]:
    """Reads of publications inside go to the alias that `choose` returns; it is asked each time,
    and may raise where no database can be read."""
    token = _chosen.set(choose)
    try:
        yield
    finally:
        _chosen.reset(token)


class ByHalf:
    """Django's database router. Everything it leaves open goes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        choose = _chosen.get()
        if choose is None or model._meta.app_label != _LABEL:
            return None
        return choose()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Elsewhere than on the primary there are publications and nothing else."""
        return None if db == PRIMARY else app_label == _LABEL
