"""What was measured on one database, and what is missing of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.figures import Figure
from benchmarks.growth import exponent
from benchmarks.profiling import Profile
from benchmarks.targets import EXPONENTS, Figures


@dataclass(slots=True)
class Sitting:
    """One part of a run as it was measured: what was typed, when, on which machine and how busy
    that was when it began and when it ended."""

    command: str
    about: list[tuple[str, str]]
    loads: list[str] = field(default_factory=list)
    minutes: float = 0.0


@dataclass(slots=True)
class Run:
    """Figures of the largest sample, of facts, of an import; by number of cases; profiles by work;
    the sittings by part."""

    database: str
    cases: int
    facts: int
    imported: int
    figures: Figures = field(default_factory=dict)
    by_size: dict[int, Figures] = field(default_factory=dict)
    made_in: dict[int, float] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)

    def points(self, name: str) -> list[tuple[float, float]]:
        """The medians of a figure by number of cases."""
        return [
            (size, median)
            for size, figures in sorted(self.by_size.items())
            if name in figures and (median := figures[name].median) is not None
        ]

    def take_in(self, size: int, figures: Figures) -> None:
        """What was measured of so many cases, beside what was measured of as many before."""
        self.by_size[size] = self.by_size.get(size, {}) | figures

    def outgrown(self) -> list[str]:
        """The figures that grow faster with the number of cases than they may."""
        grown = {name: exponent(self.points(name)) for name in EXPONENTS}
        return [name for name, e in grown.items() if e is not None and e > EXPONENTS[name]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run_of(kept: dict[str, Any]) -> Run:
    """A run, from its JSON."""
    by_size = {int(size): figures_of(one.values()) for size, one in kept["by_size"].items()}
    made_in = {int(size): seconds for size, seconds in kept["made_in"].items()}
    read = {
        "figures": figures_of(kept["figures"].values()),
        "by_size": by_size,
        "made_in": made_in,
        "profiles": profiles_of(kept["profiles"].values()),
        "sittings": {part: _sitting_of(one) for part, one in kept["sittings"].items()},
    }
    return Run(**(kept | read))


def _sitting_of(kept: dict[str, Any]) -> Sitting:
    return Sitting(**(kept | {"about": [(name, value) for name, value in kept["about"]]}))


def figures_of(rows: Iterable[dict[str, Any]]) -> Figures:
    """Figures by name, from their JSON."""
    return {row["name"]: Figure(**row) for row in rows}


def profiles_of(rows: Iterable[dict[str, Any]]) -> dict[str, Profile]:
    """Profiles by work, from their JSON."""
    return {row["work"]: Profile(**row) for row in rows}


def missing(runs: Iterable[Run]) -> list[str]:
    """What was to be measured and gave no number, or none that is finite."""
    found = {
        f"{run.database}, {size:,} cases: {figure.name}: {figure.note or 'no rounds'}"
        for run in runs
        for size, figures in ((run.cases, run.figures), *run.by_size.items())
        for figure in figures.values()
        if not figure.is_measured
    }
    return sorted(found)
