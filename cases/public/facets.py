"""The facets beside a list: each value with the number of rows it would give.

A facet is counted with every other filter applied and its own left out, so that the numbers stay
true while several values are chosen. One query, for the labels of entities; the counts themselves
are made in selecting.py.
"""

from dataclasses import dataclass

from django.db.models import Count

from cases.public.conditions import among
from cases.public.filters import ListFilterSet
from cases.public.holding import count_held
from cases.public.labels import ENTITIES, facet_title, value_labels
from cases.public.parameters import FACETS
from cases.public.selecting import Tally
from cases.vocabulary import CustodyState

# Nobody browses all sources of a list; a source's page links to its list.
SHOWN = tuple(facet for facet in FACETS if facet != "source")
MOST_VALUES = 20
ALL_YEARS = 10_000


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to choose: its words, how many rows have it, whether it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One facet; `more` is how many values are left out, `list_name` where all of them stand."""

    name: str
    title: str
    values: list[FacetValue]
    more: int
    list_name: str

    @property
    def is_chosen(self) -> bool:
        return any(value.is_chosen for value in self.values)


def count_facets(filters: ListFilterSet) -> list[ShownFacet]:
    """The facets of a filtered list with their counts; those without any value are left out."""
    chosen = {facet: filters.chosen(facet) for facet in SHOWN}
    tallies = {facet: _tally(filters, facet) for facet in SHOWN}
    shown = {facet: _shown(tally, chosen[facet]) for facet, tally in tallies.items()}
    labels = value_labels((facet, value) for facet in SHOWN for value in shown[facet])
    return [
        ShownFacet(
            name=facet,
            title=facet_title(facet, has_day=filters.day is not None),
            values=[
                FacetValue(
                    value=value,
                    label=labels[facet, value],
                    count=count,
                    is_chosen=value in chosen[facet],
                )
                for value, count in values.items()
            ],
            more=tallies[facet].values - sum(count > 0 for count in values.values()),
            list_name=f"{facet}-list" if facet in ENTITIES else "",
        )
        for facet, values in shown.items()
        if values
    ]


def _shown(tally: Tally, chosen: list[str]) -> dict[str, int]:
    """A chosen value stays on the page, or the form would drop it when it is sent again."""
    return dict(tally.top) | {value: tally.asked[value] for value in chosen}


def _tally(filters: ListFilterSet, facet: str) -> Tally:
    """Years newest first, who is held by how surely, the rest by number and then by value, so
    that ties stand still."""
    chosen = filters.chosen(facet)
    if facet == "held":
        counts = {sure.value: n for sure, n in count_held(filters).items()}
        ranked = [(value, n) for value, n in counts.items() if n]
    elif facet == "status" and filters.day:
        counts = _count_states(filters)
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    elif facet == "year":
        tally = filters.selection.tally(facet, ALL_YEARS, chosen)
        counts = dict(tally.top)
        ranked = sorted(tally.top, reverse=True)
    else:
        return filters.selection.tally(facet, MOST_VALUES, chosen)
    return Tally(
        ranked[:MOST_VALUES], len(ranked), {value: counts.get(value, 0) for value in chosen}
    )


def _count_states(filters: ListFilterSet) -> dict[str, int]:
    """The rows in each state on the day asked about; one row may possibly be in two."""
    said = filters.selection.count_said("status", CustodyState.values)
    if said is not None:
        return {state: n for state, n in said.items() if n}
    spells = filters.running_spells()
    rows = filters.selection.rows(leave_out="status")
    if rows is not None:
        spells = spells.filter(among(filters.owner, rows))
    counted = spells.values_list("state").annotate(n=Count(filters.owner, distinct=True))
    return dict(counted.order_by())
