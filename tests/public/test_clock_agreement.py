"""List, page and JSON on a day in the past agree with the rules run directly, for any history."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.custody import answer, in_question, known_spells
from cases.public.clocks import states_on_day
from cases.public.filters import CaseFilterSet, PersonFilterSet
from cases.publication.models import PublishedSpell
from cases.publication.spells import spell_rows
from cases.vocabulary import CustodyState
from tests.public.builders import hold, publish_case, publish_person
from tests.test_custody_properties import DAYS, disputed, histories

pytestmark = pytest.mark.django_db
BOUNDED = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
DAY = st.sampled_from(DAYS[::3])
MADE = st.one_of(histories().map(lambda events: (events, [])), disputed())


def publish(known, person, case=None):
    """The spells as publication writes them, in its order."""
    whose = SimpleNamespace(public_id=person.public_id, headcount=1)
    PublishedSpell.objects.all().delete()
    PublishedSpell.objects.bulk_create(
        PublishedSpell(**(row | {"person": person, "case": case}))
        for row in spell_rows(whose, known, case, {})
    )
    hold(person, case)


def then(known, known_on):
    """What was the knowledge of a day; None: of today."""
    if known_on is None:
        return [one.spell for one in known if one.known_to is None]
    return [
        one.spell
        for one in known
        if (one.known_from is None or one.known_from <= known_on)
        and (one.known_to is None or known_on < one.known_to)
    ]


def query_of(day, known_on):
    return f"as_of={day}" + (f"&known_on={known_on}" if known_on else "")


@pytest.fixture
def person():
    return publish_person("Ilan Orvel", "orvel")


@pytest.fixture
def case(person):
    row = publish_case("A trial", "a-trial")
    row.document["subjects"] = [{"ref": f"person:{person.public_id}", "id": "s1", "spells": []}]
    row.body.save()
    return row


@BOUNDED
@given(made=MADE, day=DAY, known_on=st.none() | DAY)
def test_list_shows_the_answer_of_the_rules(made, day, known_on, person):
    known = known_spells(*made)
    publish(known, person)
    spells = then(known, known_on)
    filters = PersonFilterSet.read(QueryDict(query_of(day, known_on)))
    shown = states_on_day(filters, [person.pk]).get(person.pk)
    told = answer(spells, day)
    if shown is None:
        assert told.state is CustodyState.UNKNOWN
    else:
        assert (shown.state, shown.certainty) == (told.state, told.certainty)


@BOUNDED
@given(made=MADE, day=DAY, known_on=st.none() | DAY)
def test_list_holds_whoever_may_be_in_the_state_and_nobody_else(made, day, known_on, person):
    known = known_spells(*made)
    publish(known, person)
    asked = {spell.state for spell in in_question(then(known, known_on), day)}
    for state in CustodyState:
        query = QueryDict(f"status={state}&{query_of(day, known_on)}")
        assert PersonFilterSet.read(query).qs.exists() == (state in asked)


@BOUNDED
@given(made=MADE, day=DAY, known_on=st.none() | DAY)
def test_cases_hold_whoever_may_be_in_the_state_too(made, day, known_on, person, case):
    known = known_spells(*made)
    publish(known, person, case)
    asked = {spell.state for spell in in_question(then(known, known_on), day)}
    filters = CaseFilterSet.read(QueryDict(query_of(day, known_on)))
    assert set(filters.running_spells().values_list("state", flat=True)) == asked


@BOUNDED
@given(made=MADE, day=DAY, known_on=st.none() | DAY)
@pytest.mark.parametrize("kind", ["people", "cases"])
def test_json_gives_the_whole_answer_of_the_rules(made, day, known_on, kind, person, case, client):
    known = known_spells(*made)
    publish(known, person, case if kind == "cases" else None)
    slug = "a-trial" if kind == "cases" else "orvel"
    block = client.get(f"/{kind}/{slug}.json?{query_of(day, known_on)}").json()["as_of"]
    told = answer(then(known, known_on), day)
    (subject,) = block["subjects"]
    assert subject["ref"] == f"person:{person.public_id}"
    state = subject["state"]
    assert (state["state"], state["certainty"]) == (told.state, told.certainty)
    assert set(state["alternatives"]) == set(told.alternatives)
    iso = [day and day.isoformat() for day in told.since]
    assert [state["since"]["earliest"], state["since"]["latest"]] == iso
    assert state["confirmed_on"] == (told.confirmed_on and told.confirmed_on.isoformat())
