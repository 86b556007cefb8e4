"""Published spells as the rules of custody take them. Reads no fact, so that public pages may."""

from typing import Any

from cases.custody import Spell
from cases.vocabulary import CustodyState, Whereabouts


def spell_of(row: Any) -> Spell:
    """A row of `PublishedSpell` as the rules take it. What began it and where the person was is not
    published with it."""
    return Spell(
        state=CustodyState(row.state),
        whereabouts=Whereabouts.UNKNOWN,
        case="",
        starts_earliest=row.starts_earliest,
        starts_latest=row.starts_latest,
        ends_earliest=row.ends_earliest,
        ends_latest=row.ends_latest,
        has_ended=row.has_ended,
        confirmed_on=row.confirmed_on,
        is_possible=row.is_possible,
        cause="",
        ended_by=None,
        due_on=row.due_on,
        position=row.position,
    )
