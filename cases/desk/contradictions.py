"""What in a subject's custody does not fit together: released but not held, active after death.

Hints for the researcher; they keep nothing from being published.
"""

from django.utils.translation import gettext as _

from cases import custody
from cases.custody import HistoryEvent, Spell
from cases.publication.folding import Histories
from cases.publication.reading import Facts
from cases.vocabulary import EFFECTS, HELD, Action, CustodyState, EventKind

_LETTING_GO = {EventKind.RELEASE, EventKind.PAROLE_RELEASE, EventKind.TEMPORARY_RELEASE}
_DEATHS = {EventKind.DEATH, EventKind.DEATH_IN_CUSTODY}
_HOLDING = HELD | {CustodyState.MISSING, CustodyState.RESTRICTED}


def contradictions(facts: Facts, case_id: int) -> list[str]:
    """Sentences about the people who are subjects of the case; empty if all fits."""
    histories = Histories(facts)
    found = []
    for subject in facts.case_people(case_id):
        assert subject.person_id is not None
        history = histories.of_person(subject.person_id)
        try:
            spells = custody.fold(history, histories.rivals_of_person(subject.person_id))
        except ValueError:
            continue  # the order itself is at fault: the checks say so
        names = [name.text for name in facts.names_of.get(subject.person_id, ())]
        person = names[0] if names else facts.people[subject.person_id].descriptor
        for event in history:
            if not event.is_landmark and not event.is_planned:
                found += [f"{person}: {said}" for said in _of_event(event, history, spells)]
    return found


def _of_event(
    event: HistoryEvent, history: list[HistoryEvent], spells: tuple[Spell, ...]
) -> list[str]:
    values = {"event": EventKind(event.kind).label, "date": event.earliest or event.latest or "—"}
    effect = EFFECTS.get(event.kind)
    if event.kind in _LETTING_GO and not any(
        spell.ended_by == event.key and spell.state in _HOLDING for spell in spells
    ):
        return [_("%(event)s (%(date)s), but nothing says that they were held then.") % values]
    if effect is None or event.earliest is None:
        return []
    is_confirming = effect.action is Action.CONFIRM
    if is_confirming and not any(_covers(one, event) for one in spells if one.state in _HOLDING):
        return [_("%(event)s (%(date)s) in custody, but nothing says so.") % values]
    deaths = [one.latest for one in history if one.kind in _DEATHS and one.latest]
    if event.kind not in _DEATHS and deaths and event.earliest > min(deaths):
        return [_("%(event)s (%(date)s) comes after their death.") % values]
    return []


def _covers(spell: Spell, event: HistoryEvent) -> bool:
    begins, ends = spell.starts_earliest, spell.ends_latest
    day = event.earliest
    assert day is not None
    return (begins is None or begins <= day) and (ends is None or day <= ends)
