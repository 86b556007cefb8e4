"""What files and JSON tell of a past day: which columns are then of that day, and their cells.

All other columns stay those of today. What the state of a row is: dating.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from cases.public.dating import DayState, state_on
from cases.public.lines import QUOTED
from cases.public.tables import Column, Table, Type

# The text that dating.py reads comes as one cell more, at the end of a line.
_SPELLS = Column("spells", Type.INTEGER, gettext_lazy("Spells."), "spells_then")
_PLAIN_CELL, _QUOTED_CELL = '[^",]*', '(?:"[^"]*(?:""[^"]*)*")?'


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day asked about, and the day whose knowledge is used (None: of today)."""

    day: date
    known_on: date | None

    def values(self, state: DayState) -> dict[str, Any]:
        """By column, what is told of a row in this state; "" for what is not known by day."""
        return {
            "status": state.state.value,
            "status_since": state.since,
            "status_confirmed": state.confirmed,
            "held_count": state.held,
            "certainty": state.certainty.value,
            # The sentence behind an expected release may have come later.
            "expected_release": "",
            "whereabouts": "",
            "as_of": self.day,
            "known_on": self.known_on,
        }


def with_spells_cell(table: Table) -> Table:
    """`table` as it is read from the database for `day_lines`."""
    return replace(table, columns=(*table.columns, _SPELLS))


def day_lines(table: Table, asked: AskedDay) -> Callable[[bytes], bytes]:
    """What makes of a line of `with_spells_cell` the line of `table` on the day asked about."""
    names = asked.values(state_on("", asked.day))
    told = [column for column in table.columns if column.name in names]
    pattern = _pattern(table, {column.name for column in told})

    def change(line: bytes) -> bytes:
        found = pattern.fullmatch(line)
        assert found is not None, line
        *kept, spells = found.groups()
        values = asked.values(state_on(spells.decode(), asked.day))
        cells = [_cell(column, values[column.name]) for column in told]
        parts = [part for pair in zip(kept, [*cells, b""], strict=True) for part in pair]
        return b"".join(parts)

    return change


def _pattern(table: Table, told: set[str]) -> re.Pattern[bytes]:
    """A line as groups of the cells between those told of the day, and then the spells."""
    groups = [""]
    for number, column in enumerate(table.columns):
        cell = _QUOTED_CELL if column.type in QUOTED else _PLAIN_CELL
        groups[-1] += "," if number else ""
        if column.name in told:
            groups[-1] = f"({groups[-1]}){cell}"
            groups.append("")
        else:
            groups[-1] += cell
    groups[-1] = f"({groups[-1]})"
    return re.compile(f'{"".join(groups)},"?([^"]*)"?'.encode())


def _cell(column: Column, value: Any) -> bytes:
    """None of these texts needs `guard`: keys and dates begin with no sign of a formula."""
    text = "" if value is None else str(value)
    return f'"{text}"'.encode() if column.type in QUOTED else text.encode()
