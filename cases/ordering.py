"""The order of events: by date, within a day by `order` and kind, undated ones by their links.

Shared by the timeline and by custody. What an event does is not known here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

from cases.vocabulary import EventKind as K

# What comes first when dates do not say: outer position by phase, inner within the phase.
PHASES: tuple[tuple[K, ...], ...] = (
    (
        K.FOUNDED, K.REGISTRATION_REFUSED, K.UNREGISTERED, K.REGISTERED, K.INSPECTION, K.LAWSUIT,
        K.SUSPENDED, K.BANNED, K.DISSOLVED, K.EXPRESSION, K.PROTEST, K.SURVEILLANCE, K.THREAT,
        K.SMEAR_CAMPAIGN, K.ATTACK, K.BEATING, K.ACCOUNT_BLOCKED, K.DISMISSAL, K.EVICTION,
        K.SEIZURE, K.RESTRICTION, K.RETURN, K.INVESTIGATION, K.SUMMONS, K.SEARCH, K.INTERROGATION,
    ),
    (
        K.DISAPPEARANCE, K.DETENTION, K.ARREST, K.REMAND, K.INTERNMENT,
    ),
    (K.CHARGE, K.CHARGE_CHANGED, K.CHARGE_DROPPED, K.PLEA_AGREEMENT, K.PARDON_OFFERED),
    (K.TRIAL_OPENED, K.HEARING, K.CONVICTION, K.ACQUITTAL),
    (K.SENTENCE, K.FINE, K.ADMINISTRATIVE_ARREST, K.IMPRISONMENT),
    (K.APPEAL, K.APPEAL_DECIDED, K.COURT_RULING, K.SENTENCE_AMENDED),
    (K.HOUSE_ARREST, K.PSYCHIATRIC_COMMITMENT, K.PSYCHIATRIC_DISCHARGE, K.TRANSFER),
    (
        K.STATUS_REPORT, K.SOLITARY_CONFINEMENT, K.ILL_TREATMENT, K.MEDICAL_NEGLECT,
        K.SELF_HARM, K.HUNGER_STRIKE, K.APPEAL_FOR_RELEASE, K.DESIGNATION, K.DESIGNATION_WITHDRAWN,
        K.OTHER,
    ),
    (K.RELEASE_ORDERED, K.PAROLE_GRANTED, K.PAROLE_CANCELLED),
    (K.HOUSE_ARREST_ENDED, K.TEMPORARY_RELEASE, K.PAROLE_RELEASE, K.EXCHANGE, K.RELEASE),
    (K.RETURN_TO_CUSTODY,),
    (K.DEPARTURE, K.ASYLUM_GRANTED, K.ASYLUM_REFUSED, K.CITIZENSHIP_GRANTED),
    (K.DEATH, K.DEATH_IN_CUSTODY),
)  # fmt: skip

_PHASE = {kind: phase for phase, kinds in enumerate(PHASES) for kind in kinds}
_PLACE = {kind: place for place, kind in enumerate(kind for kinds in PHASES for kind in kinds)}
_TAKEN = _PHASE[K.DETENTION]
_LET_GO = _PHASE[K.RELEASE]


class Orderable(Protocol):
    """What an event must have to be put in order; `earliest`/`latest` None is an open side."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> K: ...
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...
    @property
    def is_approximate(self) -> bool: ...
    @property
    def order(self) -> int: ...
    @property
    def after(self) -> str | None: ...
    @property
    def before(self) -> str | None: ...


E = TypeVar("E", bound=Orderable)


def arrange(
    events: Iterable[E],
    *,
    is_undated_first: bool = False,
    is_firm: Callable[[E], bool] = lambda event: True,
) -> list[E]:
    """The events in order, whatever order they come in.

    A date decides where the dates do not overlap. Among overlapping dates the kinds decide
    (PHASES; a second detention follows the release that lies between), within one day `order`.
    An undated event stands right after its `after`, else right before its `before`; without
    either, or where that event is not among these, at the end (`is_undated_first`: at the start).
    What is not firm (planned, hearsay) never changes the order of what is.
    Raises ValueError with the keys where links run in a circle or against the dates.
    """
    dated: list[E] = []
    undated: list[E] = []
    for event in events:
        (undated if _is_undated(event) else dated).append(event)
    ordered = _by_date(dated, is_firm)
    undated.sort(key=_tie)
    if any(event.after or event.before for event in (*ordered, *undated)):
        return _by_links(ordered, undated, is_undated_first=is_undated_first)
    return undated + ordered if is_undated_first else ordered + undated


def _is_undated(event: Orderable) -> bool:
    return event.earliest is None and event.latest is None


def _span(event: Orderable) -> tuple[date, date]:
    """Where a dated event stands; an open side is not a reason to stand far off."""
    earliest, latest = event.earliest or event.latest, event.latest or event.earliest
    assert earliest is not None and latest is not None
    return earliest, latest


def _tie(event: Orderable) -> tuple[int, int, str]:
    return event.order, _PLACE[event.kind], event.key


def _by_date(dated: list[E], is_firm: Callable[[E], bool]) -> list[E]:
    rows = sorted(((*_span(event), *_tie(event), event) for event in dated), key=lambda r: r[:5])
    ordered: list[E] = []
    cluster: list[tuple] = []
    reach = date.min
    is_held = False
    for row in rows:
        if cluster and row[0] > reach:
            is_held = _settle(cluster, ordered, is_firm, is_held=is_held)
            cluster = []
        cluster.append(row)
        reach = max(reach, row[1])
    _settle(cluster, ordered, is_firm, is_held=is_held)
    return ordered


def _settle(
    cluster: list[tuple], ordered: list[E], is_firm: Callable[[E], bool], *, is_held: bool
) -> bool:
    """Append a cluster of overlapping events in order; says whether the person is then held."""
    if len(cluster) == 1:
        event = cluster[0][5]
        ordered.append(event)
        return _held_after(event.kind, is_held=is_held) if is_firm(event) else is_held
    placed: list[tuple] = []
    waiting = [row for row in cluster if is_firm(row[5])]
    while waiting:
        row = waiting[0]
        if len(waiting) > 1:
            row = min(
                (row for row in waiting if not any(_comes_before(other, row) for other in waiting)),
                key=lambda row: (_phase(row[5].kind, is_held=is_held), *row[:5]),
            )
        waiting.remove(row)
        placed.append(row)
        is_held = _held_after(row[5].kind, is_held=is_held)
    for row in cluster:
        if not is_firm(row[5]):
            placed.insert(_place_among(placed, row), row)
    ordered.extend(row[5] for row in placed)
    return is_held


def _place_among(placed: list[tuple], row: tuple) -> int:
    """Where an event goes that must not move the others: as its dates say, then as its kind."""
    first = max((i + 1 for i, other in enumerate(placed) if _comes_before(other, row)), default=0)
    key = (_PHASE[row[5].kind], *row[:5])
    while first < len(placed) and not _comes_before(row, placed[first]):
        if (_PHASE[placed[first][5].kind], *placed[first][:5]) > key:
            break
        first += 1
    return first


def _comes_before(one: tuple, other: tuple) -> bool:
    return one[1] < other[0] or (one[:2] == other[:2] and one[2] < other[2])


def _phase(kind: K, is_held: bool) -> float:
    # Nobody who is held is detained: the release in between comes first.
    return _LET_GO + 0.5 if is_held and kind is K.DETENTION else _PHASE[kind]


def _held_after(kind: K, is_held: bool) -> bool:
    phase = _PHASE[kind]
    return phase == _TAKEN or (is_held and phase != _LET_GO)


def _by_links(dated: Sequence[E], undated: Sequence[E], *, is_undated_first: bool) -> list[E]:
    every = [*dated, *undated]
    placing = _Placing(every, {event.key for event in undated})
    anchored = _reached_from_dates(every, placing.is_floating)
    loose = [event.key for event in undated if event.key not in anchored]
    if is_undated_first:
        for key in loose:
            placing.place(key)
    waiting = [event.key for event in dated]
    while waiting:
        # A link makes an event wait for another; it never pulls that one ahead of its own day.
        # What is later by its dates waits with it. Where all wait for each other, placing the
        # first reports the circle, or `_check_dates` the days.
        ends = min(map(placing.ends, waiting))
        free = (
            key
            for key in waiting
            if placing.begins(key) <= ends and not placing.is_waiting(key, frozenset())
        )
        key = next(free, waiting[0])
        waiting.remove(key)
        placing.place(key)
    for key in (*loose, *(event.key for event in undated)):  # held up by others until now
        placing.place(key)
    ordered = list(placing.placed.values())
    _check_dates(ordered)
    return ordered


class _Placing(Generic[E]):
    """Events that are placed one by one, each behind those that its links put before it."""

    def __init__(self, events: Iterable[E], is_floating: set[str]) -> None:
        self.placed: dict[str, E] = {}
        self.is_floating = is_floating
        self._by_key = {event.key: event for event in events}
        self._path: list[str] = []
        self._preceding: dict[str, list[str]] = defaultdict(list)
        self._following: dict[str, list[str]] = defaultdict(list)
        for event in self._by_key.values():
            if event.after in self._by_key:
                self._link(event.after, event.key, moved=event.key)
            if event.before in self._by_key:
                self._link(event.key, event.before, moved=event.before)

    def _link(self, earlier: str, later: str, *, moved: str) -> None:
        self._preceding[later].append(earlier)
        if moved in self.is_floating:
            self._following[earlier].append(later)

    def place(self, key: str) -> None:
        """Place an event and what goes before it, then what only waited for it."""
        if key in self.placed:
            return
        if key in self._path:
            circle = ", ".join(sorted(self._path))
            raise ValueError(f"events follow each other in a circle: {circle}")
        self._path.append(key)
        for earlier in self._preceding[key]:
            self.place(earlier)
        self._path.pop()
        self.placed[key] = self._by_key[key]
        for later in self._following[key]:
            if self._is_ready(later, frozenset(self._path)):
                self.place(later)

    def _is_ready(self, key: str, barred: frozenset[str]) -> bool:
        """Whether the event can be placed now, with undated ones that only lead up to it."""
        if key in barred:
            return False
        barred |= {key}
        return all(
            earlier in self.placed
            or (earlier in self.is_floating and self._is_ready(earlier, barred))
            for earlier in self._preceding[key]
        )

    def begins(self, key: str) -> date:
        """The first day of an event, long ago where no date says."""
        event = self._by_key[key]
        return date.min if event.is_approximate else event.earliest or date.min

    def ends(self, key: str) -> date:
        """The last day of an event, far off where no date says."""
        event = self._by_key[key]
        return date.max if event.is_approximate else event.latest or date.max

    def is_waiting(self, key: str, seen: frozenset[str]) -> bool:
        """Whether a dated event that must come before is not placed yet."""
        return any(
            earlier not in self.is_floating
            or (earlier not in seen and self.is_waiting(earlier, seen | {key}))
            for earlier in self._preceding[key]
            if earlier not in self.placed
        )


def _reached_from_dates(events: Iterable[Orderable], is_floating: set[str]) -> set[str]:
    """The undated events whose links lead, perhaps through others, to a dated one."""
    linked: dict[str, list[str]] = defaultdict(list)
    dated: list[str] = []
    for event in events:
        if event.key not in is_floating:
            dated.append(event.key)
        for other in (event.after, event.before):
            if other:
                linked[event.key].append(other)
                linked[other].append(event.key)
    reached: set[str] = set()
    while dated:
        for key in linked[dated.pop()]:
            if key in is_floating and key not in reached:
                reached.add(key)
                dated.append(key)
    return reached


def _check_dates(ordered: Sequence[E]) -> None:
    latest_start: E | None = None
    for event in ordered:
        if event.is_approximate:
            continue
        if latest_start and event.latest and event.latest < latest_start.earliest:  # type: ignore[operator]
            raise ValueError(
                f"the order of {latest_start.key} and {event.key} contradicts their dates"
            )
        if event.earliest and (latest_start is None or event.earliest > latest_start.earliest):  # type: ignore[operator]
            latest_start = event
