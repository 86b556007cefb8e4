"""(c) facets, deep pages and searches, and (d) the two clocks: one request after another."""

from urllib.parse import quote

from benchmarks import serving
from benchmarks.asking import Refused, times
from benchmarks.figures import Figure, told_error
from benchmarks.picking import DEEP, SEARCHES, Picked

DAYS = ("2015-03-17", "2019-08-01", "2021-03-17", "2024-11-30")


ASKED = ("single case page", "list, page 1", "list, deep page", "list, country + status",
         "list, other facets", "people as of a day", "people as of a day as known then, filtered",
         "held over time (the charts)", "home page",
         *(f"search, {one}" for one in SEARCHES))  # fmt: skip


def units() -> dict[str, str]:
    """The figures that `measure` gives."""
    return {f"{name}: p50": "ms" for name in ASKED}


def measure(picked: Picked, *, rounds: int, seconds: float) -> list[Figure]:
    """The p50 of each round in ms, the rounds of all taken in turn."""
    asked = paths_of(picked)
    found: dict[str, list[float]] = {name: [] for name in ASKED}
    notes = {name: "the sample has none" for name in ASKED if not asked[name]}
    with serving.tracker() as ours:
        for _n in range(rounds):
            for name in ASKED:
                if name in notes:
                    continue
                try:
                    took = times([ours.base + path for path in asked[name]], least_seconds=seconds)
                except (OSError, Refused) as error:
                    notes[name] = told_error(error)
                    continue
                found[name].append(sorted(took)[len(took) // 2])
    if picked.deep_page < DEEP:
        notes.setdefault("list, deep page", f"page {picked.deep_page:,}, the last but one")
    return [Figure(f"{name}: p50", "ms", found[name], notes.get(name, "")) for name in ASKED]


def paths_of(picked: Picked) -> dict[str, list[str]]:
    """What is asked in turn, by figure."""
    both = f"country={picked.country}&status={picked.status}"
    known = [f"/people/?as_of={day}&known_on={day}&{both}" for day in DAYS]
    return {
        "single case page": picked.cases,
        "list, page 1": ["/cases/"],
        "list, deep page": [picked.deep],
        "list, country + status": [f"/cases/?{both}"],
        "list, other facets": picked.combinations,
        "people as of a day": [f"/people/?as_of={day}" for day in DAYS],
        "people as of a day as known then, filtered": known,
        "held over time (the charts)": ["/charts/"],
        "home page": ["/"],
        **{
            f"search, {name}": [f"/cases/?q={quote(word)}" for word in picked.searches[name]]
            for name in SEARCHES
        },
    }
