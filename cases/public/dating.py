"""The state of a row on the day asked about: read with the row itself, in the same statement.

What a state is and how surely it is known is decided in `cases.custody`. Each row brings its
spells along as one text, so that pages, JSON and files of any length are told alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Func, OuterRef, QuerySet, Subquery, TextField
from django.utils.translation import gettext as _

from cases.custody import NOTHING_KNOWN, Answer, Spell, answer
from cases.public.labels import status_label
from cases.public.spells import known_then
from cases.publication.bounds import edtf_of_bounds
from cases.publication.models import PublishedSpell
from cases.vocabulary import GRAVITY, HELD, SURENESS, Certainty, CustodyState, Whereabouts

# What a row's text holds of each spell, in this order.
_FIELDS = (
    "person_id", "headcount", "state", "is_possible", "has_ended", "starts_earliest",
    "starts_latest", "ends_earliest", "ends_latest", "confirmed_on", "due_on", "position",
    "confirmed",
)  # fmt: skip
# None of these stands in a key, a number, a day or an EDTF text.
_BETWEEN_FIELDS, _BETWEEN_SPELLS = "|", "&"
_STATES = {state.value: state for state in CustodyState}
_RANK = {state: rank for rank, state in enumerate(GRAVITY)}
_TRUE = ("1", "t")


@dataclass(frozen=True, slots=True)
class DayState:
    """A state on a day and how it is known.

    `since` is EDTF, `confirmed` too, as the source tells it; `held` is how many people are in
    custody: those whose own state that day is one of custody.
    """

    state: CustodyState
    certainty: Certainty
    since: str = ""
    confirmed: str = ""
    held: int = 0

    @property
    def words(self) -> str:
        told = {"state": status_label(self.state)}
        if self.certainty is Certainty.CERTAIN or self.state is CustodyState.UNKNOWN:
            return _("%(state)s") % told
        if self.certainty is Certainty.LAST_KNOWN:
            return _("last known: %(state)s") % told
        return _("possibly: %(state)s") % told


UNKNOWN = DayState(NOTHING_KNOWN.state, NOTHING_KNOWN.certainty)


class _Joined(Func):
    """All spells of a group as one text, in any order: `position` tells theirs."""

    output_field = TextField()
    contains_aggregate = True
    _form = _BETWEEN_FIELDS.join(["%%s"] * len(_FIELDS))

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, tuple]:
        return f"group_concat(printf('{self._form}', {self._names(compiler)}), %s)", (
            _BETWEEN_SPELLS,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, tuple]:
        return f"string_agg(format('{self._form}', {self._names(compiler)}), %s)", (
            _BETWEEN_SPELLS,
        )

    def _names(self, compiler: Any) -> str:
        return ", ".join(compiler.compile(one)[0] for one in self.get_source_expressions())

    def get_group_by_cols(self) -> list[Any]:
        return []


def with_spells(rows: QuerySet, owner: str, day: date, known_on: date | None) -> QuerySet:
    """`rows` with the text `spells_then`: those of a row that had begun by a day, as then known.

    `owner` is the column of spells that holds the row's number.
    """
    spells = PublishedSpell.objects.filter(known_then(known_on), **{owner: OuterRef("pk")})
    if owner == "person_id":
        spells = spells.filter(case=None)
    begun = spells.exclude(starts_earliest__gt=day)
    joined = begun.order_by().values(owner).annotate(text=_Joined(*_FIELDS)).values("text")
    return rows.annotate(spells_then=Subquery(joined))


def state_on(text: str | None, day: date) -> DayState:
    """What the `spells_then` of a row say of the day that they were read for.

    Of a case with several people it is the `surest` of theirs.
    """
    if not text:
        return UNKNOWN
    histories: dict[str, list[tuple[Spell, int, str]]] = defaultdict(list)
    for one in text.split(_BETWEEN_SPELLS):
        person, heads, *told = one.split(_BETWEEN_FIELDS)
        histories[person].append((_spell(told), int(heads), told[-1]))
    found = [
        (answer([spell for spell, _heads, _told in history], day), history)
        for history in histories.values()
    ]
    shown = surest(one for one, _history in found)
    if shown is NOTHING_KNOWN:
        return UNKNOWN
    history = next(own for one, own in found if one is shown)
    confirmed = {spell.confirmed_on: text for spell, _heads, text in history}
    return DayState(
        state=shown.state,
        certainty=shown.certainty,
        since=edtf_of_bounds(*shown.since),
        confirmed=confirmed.get(shown.confirmed_on, ""),
        held=sum(own[0][1] for one, own in found if one.state in HELD),
    )


def surest(answers: Iterable[Answer]) -> Answer:
    """The answer that stands for several people: the surest, of equally sure the gravest."""
    known = [one for one in answers if one is not NOTHING_KNOWN]
    return min(
        known,
        key=lambda one: (SURENESS.index(one.certainty), _RANK[one.state]),
        default=NOTHING_KNOWN,
    )


def _spell(told: list[str]) -> Spell:
    """A spell as the rules take it, as in spells.py."""
    state, is_possible, has_ended, *days, position, _confirmed = told
    starts_earliest, starts_latest, ends_earliest, ends_latest, confirmed_on, due_on = map(
        _day, days
    )
    return Spell(
        state=_STATES[state],
        whereabouts=Whereabouts.UNKNOWN,
        case="",
        starts_earliest=starts_earliest,
        starts_latest=starts_latest,
        ends_earliest=ends_earliest,
        ends_latest=ends_latest,
        has_ended=has_ended in _TRUE,
        confirmed_on=confirmed_on,
        is_possible=is_possible in _TRUE,
        cause="",
        ended_by=None,
        due_on=due_on,
        position=int(position),
    )


# The same days come back in many histories.
@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
