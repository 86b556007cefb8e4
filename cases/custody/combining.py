"""What is certain and what only possible: hearsay set apart, disputes folded every way.

How one history folds is decided in `folding`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import TypeVar

from cases.custody.folding import fold_steps
from cases.custody.history import HistoryEvent, Rivals, Spell, in_order
from cases.custody.steps import Step, steps_of
from cases.vocabulary import EventKind

T = TypeVar("T")

MOST_COMBINATIONS = 64
_DEATHS = (EventKind.DEATH, EventKind.DEATH_IN_CUSTODY)


def fold(events: Iterable[HistoryEvent], rivals: Iterable[Rivals] = ()) -> tuple[Spell, ...]:
    """The spells of a person over all cases, in order; the possible ones among them.

    Each case is a strand of its own, events without a case are another; the gravest state of the
    strands shows (GRAVITY), so a release in one case does not free somebody held in another.
    Death ends all. Events that hearsay reports give possible spells beside those that stand
    without them. Undecided disputes are folded every way: what all ways share is kept, with
    bounds wide enough for each, the rest is possible.
    Raises ValueError where links between events run in a circle or against their dates (with the
    keys), and where the disputes make more than 64 combinations.
    """
    return fold_ready(steps_of(events), rivals)


def fold_case(
    events: Iterable[HistoryEvent], case: str, rivals: Iterable[Rivals] = ()
) -> tuple[Spell, ...]:
    """The slice of one case: as `fold`, of its own events only, and of a death wherever told.

    Give all of the person's events; those of other cases still place undated ones.
    """
    own = (
        event if event.case == case or event.kind in _DEATHS else replace(event, is_landmark=True)
        for event in events
    )
    return fold(own, rivals)


def fold_ready(steps: Sequence[Step], rivals: Iterable[Rivals]) -> tuple[Spell, ...]:
    """As `fold`, of events made ready."""
    hearsay = frozenset(step.event.key for step in steps if step.event.is_hearsay)
    histories: list[tuple[Spell, ...]] = []
    rumours: set[Spell] = set()
    for excluded in _combinations({step.event.key for step in steps}, rivals):
        chosen = [step for step in steps if step.event.key not in excluded]
        histories.append(fold_steps(step for step in chosen if not step.event.is_hearsay))
        if any(step.event.is_hearsay for step in chosen):
            rumours.update(_only_heard(fold_steps(chosen), hearsay))
    spells = _agree(histories) if len(histories) > 1 else histories[0]
    return _merge(spells, rumours) if rumours else spells


def relevant_rivals(
    keys: frozenset[str] | set[str], rivals: Iterable[Rivals]
) -> list[tuple[frozenset[str], ...]]:
    """The alternatives of each dispute, cut to these keys; a dispute about others falls away."""
    cut = [
        tuple(dict.fromkeys(frozenset(side & keys) for side in rival.alternatives))
        for rival in rivals
    ]
    return [sides for sides in cut if len(sides) > 1]


def _combinations(keys: set[str], rivals: Iterable[Rivals]) -> list[frozenset[str]]:
    """The keys that do not hold, one set for each way to decide all the disputes."""
    disputes = relevant_rivals(keys, rivals)
    count = 1
    for sides in disputes:
        count *= len(sides)
    if count > MOST_COMBINATIONS:
        raise ValueError(
            f"the undecided disputes make {count} combinations, more than {MOST_COMBINATIONS}"
        )
    excluded = {
        frozenset().union(
            *(
                frozenset().union(*sides) - side
                for sides, side in zip(disputes, chosen, strict=True)
            )
        )
        for chosen in product(*disputes)
    }
    return sorted(excluded, key=sorted)


def _only_heard(spells: Sequence[Spell], hearsay: frozenset[str]) -> Iterable[Spell]:
    """The spells that hearsay began."""
    previous: Spell | None = None
    for spell in spells:
        if spell.cause in hearsay or (previous and previous.ended_by in hearsay):
            yield replace(spell, is_possible=True)
        previous = spell


def _agree(histories: Sequence[tuple[Spell, ...]]) -> tuple[Spell, ...]:
    """What all histories begin with and end with, widened; between the two, all is possible."""
    shortest = min(len(spells) for spells in histories)
    first = 0
    while first < shortest and _is_same([spells[first] for spells in histories]):
        first += 1
    last = 0
    while last < shortest - first and _is_same([spells[-1 - last] for spells in histories]):
        last += 1
    head = [_widen([spells[i] for spells in histories]) for i in range(first)]
    tail = [_widen([spells[-1 - i] for spells in histories]) for i in reversed(range(last))]
    middle = {
        replace(spell, is_possible=True)
        for spells in histories
        for spell in spells[first : len(spells) - last]
    }
    return _merge([*head, *tail], middle)


def _is_same(spells: Sequence[Spell]) -> bool:
    one = spells[0]
    return all(
        spell.state is one.state and spell.whereabouts is one.whereabouts for spell in spells[1:]
    )


def _widen(spells: Sequence[Spell]) -> Spell:
    """One spell for the same one of several histories: certain where it is in each."""
    one = spells[0]
    ended = [spell for spell in spells if spell.has_ended]
    has_ended = len(ended) == len(spells)
    starts_latest = _highest([spell.starts_latest for spell in spells])
    ends_earliest = _lowest([spell.ends_earliest for spell in ended]) if ended else None
    if ended and not has_ended and ends_earliest is None:
        # Open, but told from no end at all; before its start is sure the spell is not certain.
        ends_earliest = starts_latest or one.starts_earliest or date.min
    return replace(
        one,
        case=_common([spell.case for spell in spells], ""),
        starts_earliest=_lowest([spell.starts_earliest for spell in spells]),
        starts_latest=starts_latest,
        ends_earliest=ends_earliest,
        ends_latest=_highest([spell.ends_latest for spell in ended]) if has_ended else None,
        has_ended=has_ended,
        confirmed_on=_lowest([spell.confirmed_on for spell in spells]),
        ended_by=_common([spell.ended_by for spell in spells], None) if has_ended else None,
        due_on=_highest([spell.due_on for spell in spells]),
    )


def _common(values: Sequence[T], otherwise: T) -> T:
    return values[0] if all(value == values[0] for value in values) else otherwise


def _lowest(days: Sequence[date | None]) -> date | None:
    """The earliest day; None, which is open or unknown, where any is."""
    return None if None in days else min(day for day in days if day)


def _highest(days: Sequence[date | None]) -> date | None:
    return None if None in days else max(day for day in days if day)


def _merge(spells: Iterable[Spell], possible: Iterable[Spell]) -> tuple[Spell, ...]:
    """The possible spells put among the others by their days; the others keep their order."""
    return in_order([*spells, *sorted(possible, key=lambda s: (s.state, s.cause, s.case))])
