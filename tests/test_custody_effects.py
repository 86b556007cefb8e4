"""Every event kind, and what it makes of a person who was free, on remand or in prison before.

The table is written out by hand: it says what the record means, not what the code has.
"""

import pytest

from cases.custody import Term, fold, last_known
from cases.vocabulary import STATED_KINDS, CustodyState, EventKind, SentenceKind, Whereabouts
from tests.histories import event, prison, states

K, S = EventKind, CustodyState
FREE, REMANDED, IN_PRISON = (
    event("before", K.RELEASE, "2031-01-01"),
    event("before", K.REMAND, "2031-01-01"),
    event("before", K.SENTENCE, "2031-01-01", terms=(prison(7),)),
)

#                              free before,      on remand,        in prison
CHANGES = {
    K.DETENTION: (S.DETAINED, S.DETAINED, S.DETAINED),
    K.ARREST: (S.DETAINED, S.DETAINED, S.DETAINED),
    K.REMAND: (S.DETAINED, S.DETAINED, S.DETAINED),
    K.ADMINISTRATIVE_ARREST: (S.ADMINISTRATIVE_ARREST,) * 3,
    K.HOUSE_ARREST: (S.HOUSE_ARREST,) * 3,
    K.HOUSE_ARREST_ENDED: (S.FREE, S.DETAINED, S.IMPRISONED),
    K.PSYCHIATRIC_COMMITMENT: (S.PSYCHIATRIC_FACILITY,) * 3,
    K.INTERNMENT: (S.INTERNED,) * 3,
    K.IMPRISONMENT: (S.IMPRISONED,) * 3,
    K.RETURN_TO_CUSTODY: (S.IMPRISONED,) * 3,
    K.DISAPPEARANCE: (S.MISSING,) * 3,
    K.PAROLE_RELEASE: (S.RESTRICTED,) * 3,
    K.TEMPORARY_RELEASE: (S.FREE,) * 3,
    K.RELEASE: (S.FREE,) * 3,
    K.EXCHANGE: (S.FREE,) * 3,
    K.DEATH: (S.DEAD,) * 3,
    K.DEATH_IN_CUSTODY: (S.DEAD,) * 3,
}
CHANGE_NOTHING = {
    K.PSYCHIATRIC_DISCHARGE, K.RELEASE_ORDERED, K.PAROLE_GRANTED, K.PAROLE_CANCELLED,
    K.HUNGER_STRIKE, K.SELF_HARM, K.SOLITARY_CONFINEMENT, K.ILL_TREATMENT, K.MEDICAL_NEGLECT,
    K.TRANSFER, K.STATUS_REPORT, K.SENTENCE, K.SENTENCE_AMENDED,
    K.INVESTIGATION, K.SUMMONS, K.INTERROGATION, K.SEARCH, K.CHARGE, K.CHARGE_CHANGED,
    K.CHARGE_DROPPED, K.TRIAL_OPENED, K.HEARING, K.CONVICTION, K.ACQUITTAL, K.PLEA_AGREEMENT,
    K.APPEAL, K.APPEAL_DECIDED, K.PARDON_OFFERED, K.COURT_RULING, K.FINE,
    K.ATTACK, K.BEATING, K.THREAT, K.SURVEILLANCE, K.SMEAR_CAMPAIGN, K.RESTRICTION, K.EVICTION,
    K.ACCOUNT_BLOCKED, K.SEIZURE, K.DISMISSAL,
    K.DEPARTURE, K.RETURN, K.ASYLUM_GRANTED, K.ASYLUM_REFUSED, K.CITIZENSHIP_GRANTED,
    K.PROTEST, K.EXPRESSION, K.APPEAL_FOR_RELEASE, K.DESIGNATION, K.DESIGNATION_WITHDRAWN,
    K.FOUNDED, K.REGISTRATION_REFUSED, K.UNREGISTERED, K.REGISTERED, K.INSPECTION, K.SUSPENDED,
    K.BANNED, K.DISSOLVED, K.LAWSUIT, K.OTHER,
}  # fmt: skip
CONFIRM = {
    K.PAROLE_CANCELLED, K.HUNGER_STRIKE, K.SELF_HARM, K.SOLITARY_CONFINEMENT, K.ILL_TREATMENT,
    K.MEDICAL_NEGLECT, K.TRANSFER, K.PSYCHIATRIC_DISCHARGE,
}  # fmt: skip


def test_every_kind_stands_in_one_table():
    assert set(CHANGES) | CHANGE_NOTHING == set(EventKind)
    assert not set(CHANGES) & CHANGE_NOTHING


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("position", range(3))
def test_kind_that_changes_custody(kind, position):
    before = (FREE, REMANDED, IN_PRISON)[position]
    spells = fold([before, event("then", kind, "2031-06-01")])
    assert last_known(spells).state is CHANGES[kind][position]


@pytest.mark.parametrize("kind", sorted(CHANGE_NOTHING))
@pytest.mark.parametrize("before", [FREE, REMANDED, IN_PRISON])
def test_kind_that_changes_nothing(kind, before):
    spells = fold([before, event("then", kind, "2031-06-01")])
    assert set(states(spells)) == set(states(fold([before])))


@pytest.mark.parametrize("kind", sorted(CONFIRM))
def test_kind_that_happens_in_custody_confirms_it(kind):
    spells = fold([REMANDED, event("then", kind, "2031-06-01")])
    assert spells[-1].confirmed_on.isoformat() == "2031-06-01"


@pytest.mark.parametrize("kind", sorted(CONFIRM - {K.PSYCHIATRIC_DISCHARGE}))
def test_kind_that_happens_in_custody_invents_none(kind):
    assert fold([event("then", kind, "2031-06-01")]) == ()


@pytest.mark.parametrize("kind", sorted(CHANGE_NOTHING - CONFIRM - {K.PSYCHIATRIC_DISCHARGE}))
def test_kind_that_changes_nothing_confirms_nothing(kind):
    spells = fold([REMANDED, event("then", kind, "2031-06-01")])
    assert spells[-1].confirmed_on.isoformat() == "2031-01-01"


@pytest.mark.parametrize("kind", sorted(STATED_KINDS))
@pytest.mark.parametrize("state", [state for state in S if state is not S.UNKNOWN])
def test_stated_state_is_set(kind, state):
    spells = fold([FREE, event("then", kind, "2031-06-01", stated=state)])
    assert last_known(spells).state is state


@pytest.mark.parametrize("kind", sorted(STATED_KINDS))
def test_stated_state_that_stands_is_confirmed(kind):
    spells = fold([REMANDED, event("then", kind, "2031-06-01", stated=S.DETAINED)])
    assert len(spells) == 1
    assert spells[0].confirmed_on.isoformat() == "2031-06-01"


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (SentenceKind.IMPRISONMENT, S.IMPRISONED),
        (SentenceKind.LIFE_IMPRISONMENT, S.IMPRISONED),
        (SentenceKind.ADMINISTRATIVE_ARREST, S.ADMINISTRATIVE_ARREST),
        (SentenceKind.FREEDOM_LIMITATION, S.RESTRICTED),
        (SentenceKind.SUSPENDED_IMPRISONMENT, S.RESTRICTED),
        (SentenceKind.COMPULSORY_TREATMENT, S.PSYCHIATRIC_FACILITY),
        (SentenceKind.FINE, S.DETAINED),
        (SentenceKind.CORPORAL_PUNISHMENT, S.DETAINED),
        (SentenceKind.COMMUNITY_SERVICE, S.DETAINED),
        (SentenceKind.SUSPENSION_OF_ACTIVITY, S.DETAINED),
        (SentenceKind.NO_PENALTY, S.DETAINED),
        (SentenceKind.OTHER, S.DETAINED),
    ],
)
def test_sentence_kind_decides(kind, state):
    spells = fold([REMANDED, event("then", K.SENTENCE, "2031-06-01", terms=(Term(kind),))])
    assert last_known(spells).state is state


@pytest.mark.parametrize(
    ("kind", "where"), [(K.DEPARTURE, Whereabouts.ABROAD), (K.RETURN, Whereabouts.IN_COUNTRY)]
)
def test_border_crossed_changes_whereabouts_only(kind, where):
    spells = fold([FREE, event("then", kind, "2031-06-01")])
    assert [(s.state, s.whereabouts) for s in spells] == [
        (S.FREE, Whereabouts.UNKNOWN),
        (S.FREE, where),
    ]


def test_departure_of_a_person_of_whom_nothing_else_is_known():
    (spell,) = fold([event("flight", K.DEPARTURE, "2031-06-01")])
    assert (spell.state, spell.whereabouts) == (S.UNKNOWN, Whereabouts.ABROAD)
