"""One measured figure: its name, unit and rounds; medians and spreads of them."""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Figure:
    """What was measured, in rounds; `note` says what must be known of it.

    No rounds: it could not be measured, and `note` says why.
    """

    name: str
    unit: str
    rounds: list[float] = field(default_factory=list)
    note: str = ""

    @property
    def median(self) -> float | None:
        return statistics.median(self.rounds) if self.rounds else None

    @property
    def is_measured(self) -> bool:
        """Whether there is a number, and each round is one."""
        return bool(self.rounds) and all(math.isfinite(one) for one in self.rounds)

    def told(self, value: float | None = None) -> str:
        """The median, or another value made of the rounds, with the least and the most beside it,
        and the note."""
        if self.median is None:
            return f"not measured: {self.note or 'no rounds'}"
        low, high = min(self.rounds), max(self.rounds)
        spread = f" ({short(low)} to {short(high)})" if len(self.rounds) > 1 else ""
        told = f"{short(self.median if value is None else value)} {self.unit}".rstrip()
        return told + spread + (f"; {self.note}" if self.note else "")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def short(number: float) -> str:
    """A number with three significant digits, without an exponent."""
    if number == 0:
        return "0"
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def whole(units: Mapping[str, str], measure: Callable[[], Iterable[Figure]]) -> list[Figure]:
    """What `measure` finds, with every name of `units`: what it did not find says why.

    A measurement that fails takes its own figures with it and no others.
    """
    why = "nothing was measured"
    found: dict[str, Figure] = {}
    try:
        found = {one.name: one for one in measure()}
    except Exception as error:
        why = told_error(error)
    missing = {name: Figure(name, unit, note=why) for name, unit in units.items()}
    return list((missing | found).values())


def told_error(error: BaseException) -> str:
    """An error in a line that fits into a table."""
    text = " ".join(str(error).split()).replace("|", "/")[-200:]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
