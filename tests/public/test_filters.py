from datetime import date

import pytest
from django.http import QueryDict

from cases.public.clocks import states_on_day
from cases.public.facets import MOST_VALUES, count_facets
from cases.public.filters import CaseFilterSet, PersonFilterSet
from cases.public.parameters import WrongParameter
from cases.public.remembering import remembered
from cases.public.saying import say
from cases.publication.models import Label
from cases.vocabulary import Certainty
from tests.public.builders import add_spell, publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db


def cases(query=""):
    return CaseFilterSet.read(QueryDict(query))


def people(query=""):
    return PersonFilterSet.read(QueryDict(query))


def titles(query):
    return sorted(case.title for case in cases(query).qs)


def names(query):
    return sorted(person.name for person in people(query).qs)


@pytest.fixture
def movements():
    publish_entity("organisation", "open-square", "Open Square")
    publish_entity("organisation", "green-door", "Green Door")


def test_several_values_of_a_facet_widen(movements):
    publish_case("A", facets={"organisation": "open-square"})
    publish_case("B", facets={"organisation": "green-door"})
    publish_case("C")
    assert titles("organisation=open-square&organisation=green-door") == ["A", "B"]


def test_several_facets_narrow(movements):
    publish_case("A", facets={"organisation": "open-square", "year": "2031"})
    publish_case("B", facets={"organisation": "open-square", "year": "2030"})
    assert titles("organisation=open-square&year=2031") == ["A"]


def test_row_with_two_chosen_values_counts_once(movements):
    publish_case("A", facets={"organisation": ["open-square", "green-door"]})
    assert cases("organisation=open-square&organisation=green-door").qs.count() == 1


def test_words_are_folded_and_all_must_be_there():
    publish_person("Ilan Zhorvel")
    publish_person("Ada Melin")
    assert names("q=Жорвель+ILAN") == ["Ilan Zhorvel"]
    assert names("q=ZHORVEL+ilan") == ["Ilan Zhorvel"]
    assert names("q=zhorvel+melin") == []


def test_year_selects_by_facet():
    publish_case("A", facets={"year": ["2030", "2031"]})
    publish_case("B", facets={"year": "2029"})
    assert titles("year=2031") == ["A"]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("year=abc", "year", "abc"),
        ("year=20311", "year", "20311"),
        ("status=nonsense", "status", "nonsense"),
        ("status=free&status=nonsense", "status", "nonsense"),
        ("country=Zemlia", "country", "Zemlia"),
        ("country=zz", "country", "zz"),
        ("sentence=life", "sentence", "life"),
        ("designation=hero", "designation", "hero"),
        ("ground=weather", "ground", "weather"),
        ("profession=wizard", "profession", "wizard"),
        ("gender=x", "gender", "x"),
        ("organisation=nobody", "organisation", "nobody"),
        ("court=nowhere", "court", "nowhere"),
        ("provision=none", "provision", "none"),
        ("place=nowhere", "place", "nowhere"),
        ("source=none", "source", "none"),
        ("as_of=tomorrow", "as_of", "tomorrow"),
        ("as_of=2031-02-30", "as_of", "2031-02-30"),
        ("as_of=2031-02", "as_of", "2031-02"),
        ("known_on=now", "known_on", "now"),
        ("q=!!!", "q", "!!!"),
    ],
)
@pytest.mark.parametrize("read", [cases, people])
def test_value_of_no_use_is_named(read, query, name, value):
    with pytest.raises(WrongParameter) as caught:
        read(query)
    assert (caught.value.name, caught.value.value) == (name, value)
    assert caught.value.right


def test_place_is_not_taken_for_a_court():
    publish_entity("place", "ford", "Ford")
    with pytest.raises(WrongParameter):
        cases("court=ford")


def imprisoned_from_march_to_may(name="Ilan Orvel", **values):
    person = publish_person(name, status="free")
    add_spell(person, "imprisoned", date(2031, 3, 4), date(2031, 5, 2), **values)
    return person


@pytest.mark.parametrize(
    ("day", "found"),
    [("2031-03-03", 0), ("2031-03-04", 1), ("2031-05-01", 1), ("2031-05-02", 0)],
)
def test_as_of_selects_whoever_was_in_the_state_that_day(day, found):
    imprisoned_from_march_to_may()
    assert people(f"status=imprisoned&as_of={day}").qs.count() == found


def test_day_that_one_reader_asks_about_is_not_another_s():
    imprisoned_from_march_to_may()
    now, then = people("status=imprisoned"), people("as_of=2031-04-01&status=imprisoned")
    assert (now.qs.count(), then.qs.count()) == (0, 1)


def test_as_of_includes_whoever_was_possibly_in_the_state():
    imprisoned_from_march_to_may(starts_earliest=date(2031, 2, 1), is_possible=True)
    assert names("status=imprisoned&as_of=2031-02-10") == ["Ilan Orvel"]


def test_as_of_without_a_state_leaves_nobody_out():
    imprisoned_from_march_to_may()
    assert names("as_of=2020-01-01") == ["Ilan Orvel"]


def test_as_of_of_cases_asks_their_own_spells():
    person, case = publish_person(), publish_case("A")
    add_spell(person, "imprisoned", date(2031, 3, 4), case=case)
    publish_case("B")
    assert titles("status=imprisoned&as_of=2031-04-01") == ["A"]
    assert names("status=imprisoned&as_of=2031-04-01") == []


@pytest.mark.parametrize(
    ("known_on", "found"),
    [("2031-03-09", 0), ("2031-03-10", 1), ("2031-06-01", 0), ("2031-06-02", 0)],
)
def test_known_on_uses_what_sources_had_said_by_then(known_on, found):
    imprisoned_from_march_to_may(known_from=date(2031, 3, 10), known_to=date(2031, 6, 1))
    query = f"status=imprisoned&as_of=2031-04-01&known_on={known_on}"
    assert people(query).qs.count() == found


def test_as_of_alone_leaves_out_what_was_once_believed():
    imprisoned_from_march_to_may(known_from=date(2031, 3, 10), known_to=date(2031, 6, 1))
    assert names("status=imprisoned&as_of=2031-04-01") == []


def test_known_on_alone_is_about_that_day():
    imprisoned_from_march_to_may(known_from=date(2031, 3, 10))
    assert names("status=imprisoned&known_on=2031-04-01") == ["Ilan Orvel"]
    assert names("status=imprisoned&known_on=2031-05-03") == []


@pytest.mark.parametrize(
    ("day", "values", "certainty"),
    [
        ("2031-04-01", {}, Certainty.CERTAIN),
        ("2031-04-01", {"is_possible": True}, Certainty.POSSIBLE),
        ("2031-03-04", {"starts_latest": date(2031, 3, 9)}, Certainty.POSSIBLE),
        ("2031-04-30", {"ends_earliest": date(2031, 4, 20)}, Certainty.POSSIBLE),
        (
            "2031-07-01",
            {"has_ended": False, "ends_earliest": None, "ends_latest": None},
            Certainty.LAST_KNOWN,
        ),
    ],
)
def test_state_on_a_day_says_how_it_is_known(day, values, certainty):
    person = imprisoned_from_march_to_may(**values)
    state = states_on_day(people(f"as_of={day}"), [person.pk])[person.pk]
    assert (state.state, state.certainty) == ("imprisoned", certainty)


def test_surest_state_on_a_day_is_shown():
    person = imprisoned_from_march_to_may()
    add_spell(person, "dead", date(2031, 3, 20), is_possible=True)
    state = states_on_day(people("as_of=2031-04-01"), [person.pk])[person.pk]
    assert state.state == "imprisoned"


def facet(filters, name):
    (found,) = [one for one in count_facets(filters) if one.name == name]
    return {value.value: value.count for value in found.values}


def test_facet_counts_heed_the_other_filters(movements):
    publish_case("A", status="free", facets={"organisation": "open-square"})
    publish_case("B", status="free", facets={"organisation": "green-door"})
    publish_case("C", status="dead", facets={"organisation": "open-square"})
    assert facet(cases("status=free"), "organisation") == {"green-door": 1, "open-square": 1}


def test_facet_counts_leave_out_its_own_choice(movements):
    publish_case("A", status="free", facets={"organisation": "open-square"})
    publish_case("B", status="dead", facets={"organisation": "open-square"})
    publish_case("C", status="dead", facets={"organisation": "green-door"})
    filters = cases("status=free&organisation=open-square")
    assert facet(filters, "status") == {"free": 1, "dead": 1}
    assert facet(filters, "organisation") == {"open-square": 1}


def test_chosen_value_that_no_row_has_stays_with_a_count_of_nothing():
    publish_case("A", status="free")
    assert facet(cases("status=missing"), "status") == {"free": 1, "missing": 0}


def test_states_are_counted_on_the_day_asked_about():
    imprisoned_from_march_to_may()
    assert facet(people("as_of=2031-04-01"), "status") == {"imprisoned": 1}


def test_facet_with_many_values_shows_some_and_says_how_many_more():
    for n in range(MOST_VALUES + 3):
        publish_entity("court", f"bench-{n:02}", f"Bench {n}")
        publish_case(f"A{n}", facets={"court": f"bench-{n:02}"})
    (court,) = [one for one in count_facets(cases("court=bench-22")) if one.name == "court"]
    assert len(court.values) == MOST_VALUES + 1
    assert court.more == 2
    assert [value.value for value in court.values if value.is_chosen] == ["bench-22"]


def test_years_stand_newest_first():
    publish_case("A", facets={"year": ["2029", "2031", "2030"]})
    assert list(facet(cases(), "year")) == ["2031", "2030", "2029"]


def test_facets_take_a_constant_number_of_queries(movements, django_assert_num_queries):
    for n in range(20):
        values = {"organisation": "open-square", "year": str(2000 + n), "gender": "male"}
        publish_case(f"A{n}", facets=values)
    # The edition of the bitmaps, and the words of the values: whatever is chosen.
    for query in ("", "status=imprisoned", "status=imprisoned&gender=male"):
        filters = cases(query)
        remembered("case")
        with django_assert_num_queries(2):
            count_facets(filters)


def said(query, noun="Cases"):
    given = QueryDict(query)
    return say(noun, CaseFilterSet.read(given), given)


def test_choice_is_said_as_a_sentence(movements):
    sentence = said("country=KZ&organisation=open-square&status=restricted").sentence
    assert sentence == "Cases in Kazakhstan linked to Open Square, restricted liberty"


def test_choice_of_several_values_is_said_with_or():
    assert said("status=free&status=dead&year=2031").sentence == (
        "Cases: free or dead, with events in 2031"
    )


def test_chip_removes_its_own_value_only(movements):
    chips = said("status=free&status=dead&q=orvel&page=3&sort=title").chips
    assert {chip.text: chip.without for chip in chips} == {
        "free": "?q=orvel&status=dead&sort=title",
        "dead": "?q=orvel&status=free&sort=title",
        "orvel": "?status=dead&status=free&sort=title",
    }


def test_withheld_label_is_not_told(movements):
    source = publish_entity("source", "zz-9", "")
    Label.objects.filter(ref=f"source:{source.public_id}").update(is_masked=True)
    assert said("source=zz-9").sentence == "Cases: resting on “A confidential source”"


def test_past_is_said_in_plain_words():
    assert "2 May 2031" in said("as_of=2031-05-02").clock
    assert "3 June 2031" in said("as_of=2031-05-02&known_on=2031-06-03").clock
    assert said("").clock == ""
