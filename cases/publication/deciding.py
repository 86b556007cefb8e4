"""What publication itself writes into facts: one column of one row, and nothing else.

Which state a case is in and whether a name is withheld are set here; what follows from it is
projected by whoever asks.
"""

from typing import Any

from cases import models as m

_SIGNED = ("_history_user", "_change_reason")


def decide(row: m.Case | m.Person, name: str, value: Any) -> None:
    """Set a column of `row` and store it alone: what was read before somebody else's edit is not
    written back. Locks the row; call inside a transaction."""
    stored: Any = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    setattr(row, name, value)
    if getattr(stored, name) == value:
        return
    setattr(stored, name, value)
    # Who it was and why, for the history.
    stored.__dict__ |= {key: row.__dict__[key] for key in _SIGNED if key in row.__dict__}
    stored.save(update_fields=[name, "updated_at"])
