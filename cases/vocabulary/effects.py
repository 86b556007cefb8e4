"""What each kind of event does to custody, to whereabouts and to an organisation's standing.

One table, so that a researcher can check it line by line; `cases/custody.py` applies it.
"""

from dataclasses import dataclass
from enum import Enum

from cases.vocabulary.custody import CustodyState, OrganisationStatus, Whereabouts
from cases.vocabulary.events import EventKind


class Action(Enum):
    """How an event acts on the state of the person it affects, within its case."""

    NOTHING = "nothing"  # a fine, a charge, a hearing
    SET = "set"  # begins the state named
    CONFIRM = "confirm"  # happens in custody: whatever held state stands is confirmed that day
    STATED = "stated"  # the event row itself names the state that the source reports
    BY_SENTENCE = "by_sentence"  # its sentence rows decide (SENTENCE_STATES)
    RESUME = "resume"  # back to the state before the one that ends


@dataclass(frozen=True, slots=True)
class Effect:
    """`state` is given exactly when `action` is SET."""

    action: Action = Action.NOTHING
    state: CustodyState | None = None
    whereabouts: Whereabouts | None = None


def _set(state: CustodyState) -> Effect:
    return Effect(Action.SET, state)


NOTHING = Effect()
CONFIRMS = Effect(Action.CONFIRM)

# A kind that is absent changes nothing.
EFFECTS: dict[EventKind, Effect] = {
    EventKind.DETENTION: _set(CustodyState.DETAINED),
    EventKind.ARREST: _set(CustodyState.DETAINED),
    EventKind.REMAND: _set(CustodyState.DETAINED),
    EventKind.ADMINISTRATIVE_ARREST: _set(CustodyState.ADMINISTRATIVE_ARREST),
    EventKind.HOUSE_ARREST: _set(CustodyState.HOUSE_ARREST),
    EventKind.HOUSE_ARREST_ENDED: _set(CustodyState.FREE),
    EventKind.PSYCHIATRIC_COMMITMENT: _set(CustodyState.PSYCHIATRIC_FACILITY),
    # A person taken to a clinic from house arrest goes back to house arrest; from freedom, free.
    EventKind.PSYCHIATRIC_DISCHARGE: Effect(Action.RESUME),
    EventKind.INTERNMENT: _set(CustodyState.INTERNED),
    EventKind.IMPRISONMENT: _set(CustodyState.IMPRISONED),
    EventKind.RETURN_TO_CUSTODY: _set(CustodyState.IMPRISONED),
    EventKind.TRANSFER: Effect(Action.STATED),
    EventKind.STATUS_REPORT: Effect(Action.STATED),
    EventKind.DISAPPEARANCE: _set(CustodyState.MISSING),
    # A court's order frees nobody until somebody is let go.
    EventKind.RELEASE_ORDERED: NOTHING,
    EventKind.PAROLE_GRANTED: NOTHING,
    EventKind.PAROLE_CANCELLED: CONFIRMS,
    EventKind.PAROLE_RELEASE: _set(CustodyState.RESTRICTED),
    EventKind.TEMPORARY_RELEASE: _set(CustodyState.FREE),
    EventKind.RELEASE: _set(CustodyState.FREE),
    EventKind.EXCHANGE: _set(CustodyState.FREE),
    EventKind.HUNGER_STRIKE: CONFIRMS,
    EventKind.SELF_HARM: CONFIRMS,
    EventKind.SOLITARY_CONFINEMENT: CONFIRMS,
    EventKind.ILL_TREATMENT: CONFIRMS,
    EventKind.MEDICAL_NEGLECT: CONFIRMS,
    EventKind.DEATH: _set(CustodyState.DEAD),
    EventKind.DEATH_IN_CUSTODY: _set(CustodyState.DEAD),
    EventKind.SENTENCE: Effect(Action.BY_SENTENCE),
    EventKind.SENTENCE_AMENDED: Effect(Action.BY_SENTENCE),
    EventKind.DEPARTURE: Effect(whereabouts=Whereabouts.ABROAD),
    EventKind.RETURN: Effect(whereabouts=Whereabouts.IN_COUNTRY),
}

ORGANISATION_EFFECTS: dict[EventKind, OrganisationStatus] = {
    EventKind.REGISTRATION_REFUSED: OrganisationStatus.UNREGISTERED,
    EventKind.UNREGISTERED: OrganisationStatus.UNREGISTERED,
    EventKind.REGISTERED: OrganisationStatus.REGISTERED,
    EventKind.SUSPENDED: OrganisationStatus.SUSPENDED,
    EventKind.BANNED: OrganisationStatus.BANNED,
    EventKind.DISSOLVED: OrganisationStatus.DISSOLVED,
}

# Only these kinds may carry an event's `stated_custody`.
STATED_KINDS = frozenset(kind for kind, effect in EFFECTS.items() if effect.action is Action.STATED)


def effect_of(kind: EventKind | str) -> Effect:
    """The effect of an event kind on the custody of the people it affects."""
    return EFFECTS.get(EventKind(kind), NOTHING)
