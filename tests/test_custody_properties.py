"""What must hold for every history, whatever happened in it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.custody import Rivals, Term, answer, at_latest, fold, fold_case, known_spells, last_known
from cases.custody.combining import fold_ready
from cases.custody.steps import steps_of
from cases.vocabulary import EFFECTS, Certainty, CustodyState, EventKind, SentenceKind
from tests.histories import HistoryEvent

START = date(2031, 1, 1)
SPAN = 60
K = EventKind
DAYS = [START + timedelta(days=n) for n in range(-3, SPAN + 40)]
offsets = st.integers(0, SPAN)
kinds = st.sampled_from([*sorted(EFFECTS), K.HEARING, K.PROTEST, K.DETENTION, K.RELEASE])
terms = st.builds(
    Term,
    kind=st.sampled_from(SentenceKind),
    days=st.integers(0, 20),
    months=st.integers(0, 2),
    is_in_absentia=st.booleans(),
)


@st.composite
def histories(draw, *, has_hearsay=True, has_open=True, cases=("a", "b", ""), most=8):
    events = []
    for number in range(draw(st.integers(0, most))):
        first, width = draw(offsets), draw(st.sampled_from([0, 0, 0, 2, 9]))
        shape = draw(st.sampled_from(["both"] * 6 + ["from", "until", "none"]))
        if not has_open:
            shape = "both"
        kind = draw(kinds)
        events.append(
            HistoryEvent(
                key=f"e{number}",
                kind=kind,
                case=draw(st.sampled_from(cases)),
                earliest=START + timedelta(first) if shape in ("both", "from") else None,
                latest=START + timedelta(first + width) if shape in ("both", "until") else None,
                is_approximate=has_open and draw(st.integers(0, 5)) == 0,
                duration_days=draw(st.sampled_from([None, None, 3, 15])),
                order=draw(st.integers(0, 2)),
                after=f"e{number - 1}" if number and shape == "none" else None,
                stated=draw(st.none() | st.sampled_from(CustodyState)),
                terms=tuple(draw(st.lists(terms, max_size=2))),
                is_hearsay=has_hearsay and draw(st.integers(0, 5)) == 0,
                known_on=draw(st.none() | st.builds(lambda n: START + timedelta(n), offsets)),
            )
        )
    return events


@st.composite
def disputed(draw):
    events = draw(histories(has_hearsay=False))
    keys = [event.key for event in events]
    if len(keys) < 2:
        return events, []
    one, other = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    return events, [Rivals((frozenset({one}), frozenset({other}) - {one}))]


def _bare(spell):
    return repr(replace(spell, position=0))


@given(histories())
def test_certain_times_of_different_spells_never_overlap(events):
    firm = [spell for spell in fold(events) if not spell.is_possible]
    certain = [
        (spell.starts_latest, spell.ends_earliest if spell.has_ended else date.max)
        for spell in firm
        if spell.starts_latest and (spell.ends_earliest or not spell.has_ended)
    ]
    for (_, end), (start, _) in pairwise([(s, e) for s, e in certain if s < e]):
        assert end <= start


@given(histories())
def test_spells_follow_each_other(events):
    firm = [spell for spell in fold(events) if not spell.is_possible]
    assert all(one.has_ended for one in firm[:-1])
    assert not (firm and firm[-1].has_ended)
    for one, other in pairwise(firm):
        assert one.ended_by != "" and (one.state, one.cause) != ("", "")
        assert (one.ends_earliest or date.min) <= (other.starts_earliest or date.min)
    for spell in firm:
        for first, last in (
            (spell.starts_earliest, spell.starts_latest),
            (spell.ends_earliest, spell.ends_latest),
        ):
            assert first is None or last is None or first <= last


@given(histories())
def test_every_day_has_an_answer(events):
    spells = fold(events)
    for day in DAYS:
        found = answer(spells, day)
        assert found.state not in found.alternatives
        assert (found.certainty is not Certainty.CERTAIN) or not found.alternatives
        assert at_latest(spells, today=day).state in CustodyState
    assert last_known(spells).state in CustodyState


@given(histories(), st.randoms(use_true_random=False))
def test_input_order_is_irrelevant(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(events)


@given(histories(), st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_of_spells(events, random):
    spells = fold(events)
    shuffled = list(spells)
    random.shuffle(shuffled)
    for day in DAYS[::3]:
        one, other = answer(spells, day), answer(shuffled, day)
        assert (one.state, one.certainty, one.alternatives, one.confirmed_on) == (
            other.state,
            other.certainty,
            other.alternatives,
            other.confirmed_on,
        )
    assert last_known(spells).state is last_known(shuffled).state


@given(histories(has_hearsay=False), histories(most=3))
def test_hearsay_takes_no_certainty_away(events, rumours):
    added = [
        replace(rumour, key=f"r-{rumour.key}", is_hearsay=True, after=None) for rumour in rumours
    ]
    before, after = fold(events), fold([*events, *added])
    assert tuple(spell for spell in after if not spell.is_possible) == before
    for day in DAYS:
        if answer(before, day).certainty is Certainty.CERTAIN:
            assert answer(after, day).state is answer(before, day).state
            assert answer(after, day).certainty is Certainty.CERTAIN


@given(histories(), st.data())
def test_planned_events_change_nothing(events, data):
    planned = [
        replace(event, key=f"p-{event.key}", is_planned=True, after=None)
        for event in data.draw(histories(most=3))
    ]
    assert fold([*events, *planned]) == fold(events)


@given(disputed())
def test_what_is_certain_in_a_dispute_is_certain_on_every_side(case):
    events, rivals = case
    spells = fold(events, rivals)
    steps = steps_of(events)
    ways = [set()]
    if rivals:
        ways = [set().union(*rivals[0].alternatives) - side for side in rivals[0].alternatives]
    folded = [
        fold_ready([step for step in steps if step.event.key not in excluded], ())
        for excluded in ways
    ]
    for day in DAYS:
        found = answer(spells, day)
        each = [answer(way, day) for way in folded]
        if found.certainty is Certainty.CERTAIN:
            assert {(one.state, one.certainty) for one in each} == {(found.state, "certain")}
        if found.certainty is Certainty.LAST_KNOWN:
            assert found.state in {one.state for one in each}


@given(histories(has_hearsay=False, has_open=False), st.data())
def test_what_is_certain_is_true_of_every_way_the_dates_may_fall(events, data):
    """Draw one day in each range, in the same order: the certain answers must agree."""
    spells = fold(events)
    fallen, floor = [], START - timedelta(9)
    for number, step in enumerate(steps_of(events)):
        low = max(step.event.earliest, floor)
        if low > step.event.latest:  # ranges in an order that no days can follow
            return
        width = (step.event.latest - low).days
        day = low + timedelta(data.draw(st.integers(0, width)))
        fallen.append(replace(step.event, earliest=day, latest=day, order=number))
        floor = day
    actual = fold(fallen)
    for day in DAYS:
        found = answer(spells, day)
        if found.certainty is Certainty.CERTAIN:
            assert answer(actual, day).state is found.state


@given(histories())
def test_last_state_of_knowledge_is_the_fold(events):
    now = [known.spell for known in known_spells(events) if known.known_to is None]
    assert sorted(now, key=_bare) == sorted(set(fold(events)), key=_bare)


@given(histories())
def test_knowledge_of_every_stage_is_the_fold_of_what_was_told(events):
    known = known_spells(events)
    for day in DAYS[::10]:
        told = [
            step
            for step in steps_of(events)
            if step.event.known_on is None or step.event.known_on <= day
        ]
        then = [
            one.spell
            for one in known
            if (one.known_from is None or one.known_from <= day)
            and (one.known_to is None or day < one.known_to)
        ]
        assert sorted(then, key=_bare) == sorted(set(fold_ready(told, ())), key=_bare)


@settings(max_examples=50)
@given(histories(cases=("a",)))
def test_one_case_is_its_own_slice(events):
    assert fold_case(events, "a") == fold(events)
