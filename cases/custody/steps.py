"""Events made ready for the fold: in order, undated ones bounded by their neighbours.

What an event does to a state is not decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cases.custody.history import HistoryEvent
from cases.ordering import arrange
from cases.vocabulary import EFFECTS, Effect

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """An event with the bounds that the fold reckons with.

    `lo` to `hi` bound the day; from `hi` on it surely has happened, so the bound of an
    approximate date lies a day later than typed. `sure` is the last day before or on which what
    the event says surely still stood.
    """

    event: HistoryEvent
    effect: Effect
    lo: date | None
    hi: date | None
    sure: date | None


def later_of(one: date | None, other: date | None) -> date | None:
    """The later of two days, None counting as absent."""
    return max(one, other) if one and other else one or other


def earlier_of(one: date | None, other: date | None) -> date | None:
    """The earlier of two days, None counting as absent."""
    return min(one, other) if one and other else one or other


def steps_of(events: Iterable[HistoryEvent]) -> tuple[Step, ...]:
    """The events that touch custody or whereabouts, ready to fold.

    Planned ones and landmarks fall away, after others were placed by them. Raises ValueError with
    the keys where links run in a circle or against the dates.
    """
    return tuple(
        Step(event, effect, *days)
        for event, *days in placed(events)
        if (effect := EFFECTS.get(event.kind, _NOTHING)) != _NOTHING
    )


def placed(
    events: Iterable[HistoryEvent],
) -> list[tuple[HistoryEvent, date | None, date | None, date | None]]:
    """The events that happened, in order, each with its `lo`, `hi` and `sure` as in Step."""
    arranged = arrange(
        (event if event.is_dated else _undated(event) for event in events),
        is_undated_first=True,
        is_firm=_is_firm,
    )
    bounds = _bounds(arranged)
    rows = []
    for event in arranged:
        if event.is_planned or event.is_landmark:
            continue
        lo, hi = bounds[event.key]
        sure = event.earliest
        if event.is_approximate:
            hi = hi + DAY if hi and hi < date.max else hi
            sure = sure and sure - DAY
        rows.append((event, lo, hi, sure))
    return rows


_NOTHING = Effect()


def _is_firm(event: HistoryEvent) -> bool:
    return not (event.is_hearsay or event.is_planned or event.is_landmark)


def _undated(event: HistoryEvent) -> HistoryEvent:
    return replace(event, earliest=None, latest=None)


def _bounds(arranged: Sequence[HistoryEvent]) -> dict[str, tuple[date | None, date | None]]:
    """Bounds by key: as typed; an open side by the linked events, the end also by the telling.

    What a source told on a day had happened by that day.
    """
    lows = {event.key: event.earliest for event in arranged}
    highs = {event.key: event.latest for event in arranged}
    floating = {e.key for e in arranged if e.earliest is None and e.latest is None}
    if floating:
        for event in arranged:
            if event.key in floating and event.after in lows:
                lows[event.key] = later_of(lows[event.key], lows[event.after])
            if event.before in floating:
                lows[event.before] = later_of(lows[event.before], lows[event.key])
        for event in reversed(arranged):
            if event.key in floating and event.before in highs:
                highs[event.key] = earlier_of(highs[event.key], highs[event.before])
            if event.after in floating:
                highs[event.after] = earlier_of(highs[event.after], highs[event.key])
    for event in arranged:
        told, low = event.known_on, lows[event.key]
        if event.latest is None and told and (low is None or low <= told):
            highs[event.key] = earlier_of(highs[event.key], told)
    return {event.key: (lows[event.key], highs[event.key]) for event in arranged}
