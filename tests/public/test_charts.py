"""The charts: what they count, that the lists behind the numbers agree, and what they cost."""

import re
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from cases.custody import known_spells, surety
from cases.public.charts.bars import MOST_DRAWN, Bar, draw_bars
from cases.public.charts.held import MOST_YEARS, held_by_month, paths, top_of
from cases.public.filters import PersonFilterSet
from cases.public.holding import EVERYBODY, changes_of, held_on, largest
from cases.public.presenting.held import present_held
from cases.public.tallying import (
    charges,
    organisations,
    prison_terms,
    sentence_kinds,
)
from cases.publication.histories import spell_of
from cases.publication.models import PublishedCharge, PublishedSentence
from cases.vocabulary import Certainty
from tests.public.builders import (
    CHANGED_AT,
    add_spell,
    publish_case,
    publish_entity,
    publish_person,
)
from tests.public.test_clock_agreement import publish
from tests.test_custody_properties import DAYS, histories

pytestmark = pytest.mark.django_db
TODAY = date(2031, 6, 15)


def children(model, **values):
    number = model.objects.count()
    texts = {
        field.name: ""
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
    }
    others = {
        field.name: 0
        for field in model._meta.concrete_fields
        if "Integer" in field.get_internal_type() and not field.null
    }
    flags = {
        field.name: False
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "BooleanField"
    }
    row = texts | others | flags | {"public_id": f"c{number}", "updated_at": CHANGED_AT} | values
    return model.objects.create(**row)


def everybody():
    return changes_of([EVERYBODY], today=TODAY).get(EVERYBODY)


def counted():
    changes = everybody()
    return held_by_month(changes, today=TODAY) if changes else []


def numbers(months):
    return {month.day.isoformat(): month.numbers for month in months if any(month.numbers)}


def test_person_is_held_from_the_first_month_after_the_arrest_to_the_last_before_the_release():
    add_spell(publish_person(), "detained", date(2031, 1, 20), date(2031, 4, 1))
    months = counted()
    assert (months[0].day, months[-1].day) == (date(2031, 1, 1), date(2031, 6, 1))
    assert numbers(months) == {"2031-02-01": (1, 0, 0, 1), "2031-03-01": (1, 0, 0, 1)}


def test_person_counts_once_however_many_cases_there_are():
    person = publish_person()
    add_spell(person, "imprisoned", date(2031, 5, 2), date(2031, 6, 10))
    for n in range(3):
        case = publish_case(f"Case {n}")
        add_spell(person, "imprisoned", date(2031, 5, 2), date(2031, 6, 10), case=case)
    assert numbers(counted()) == {"2031-06-01": (1, 0, 0, 1)}


def test_group_is_one_entry_and_its_members_are_told():
    add_spell(publish_person(headcount=3), "interned", date(2031, 5, 2), date(2031, 6, 10))
    assert numbers(counted()) == {"2031-06-01": (1, 0, 0, 3)}


def test_doubt_and_silence_are_counted_apart():
    add_spell(publish_person("A"), "detained", date(2031, 5, 2))  # not heard of again
    add_spell(publish_person("B"), "detained", date(2031, 5, 2), is_possible=True)
    assert numbers(counted()) == {"2031-06-01": (0, 1, 1, 2)}


def test_what_was_once_believed_is_not_counted():
    add_spell(publish_person(), "detained", date(2031, 5, 2), known_to=date(2031, 5, 9))
    assert counted() == []


def test_chart_goes_back_no_further_than_its_years():
    add_spell(publish_person(), "imprisoned", date(1961, 5, 2))
    months = counted()
    assert months[0].day == date(TODAY.year - MOST_YEARS + 1, 1, 1)
    assert months[0].numbers == (0, 1, 0, 1)


def listed(address):
    """How many people the list at an address holds."""
    return PersonFilterSet.read(QueryDict(address.partition("?")[2])).qs.count()


def test_nobody_held_makes_no_chart(client):
    publish_person()
    assert present_held(everybody(), today=TODAY) is None
    assert b"held-all" not in client.get("/").content


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(events=histories())
def test_each_month_counts_the_list_that_its_number_links_to(events, orvel):
    publish(known_spells(events), orvel)
    chart = present_held(everybody(), today=TODAY, is_full=True)
    for row in chart["rows"] if chart else []:
        assert row["month"].total == listed(row["url"])
        for cell in row["cells"]:
            assert cell["n"] == (listed(cell["url"]) if cell["url"] else 0)
    for layer in chart["layers"] if chart else []:
        assert layer["words"].startswith(f"{listed(layer['url']) if layer['url'] else 0} ")


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(events=histories())
def test_every_month_has_the_certainty_of_its_own_day(events, orvel):
    publish(known_spells(events), orvel)
    spells = [spell_of(row) for row in orvel.spells.filter(known_to=None)]
    for month in counted():
        told = {layer: getattr(month, layer.value) for layer in Certainty}
        expected = surety(spells, month.day)
        assert told == {layer: int(layer is expected) for layer in Certainty}


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(events=histories())
def test_every_day_counts_as_surely_as_the_rules_say(events, orvel):
    publish(known_spells(events), orvel)
    spells = [spell_of(row) for row in orvel.spells.filter(known_to=None)]
    for day in DAYS[::4]:
        expected = surety(spells, day)
        for scope in (EVERYBODY, ("country", "ZZ")):
            assert held_on(day, scope) == {one: int(one is expected) for one in Certainty}
        assert sum(held_on(day, ("country", "XA")).values()) == 0


def test_first_year_is_that_of_the_first_arrest():
    person = publish_person()
    add_spell(person, "detained", date(2028, 1, 1), date(2028, 2, 1))
    assert counted()[0].day == date(2028, 1, 1)
    add_spell(publish_person(), "detained", date(2027, 12, 31), date(2028, 2, 1))
    assert counted()[0].day == date(2027, 1, 1)


def test_largest_come_first():
    for name, countries in (("A", ["XA", "ZZ"]), ("B", "XA"), ("C", "ZZ"), ("D", "ZZ")):
        person = publish_person(name, facets={"country": countries})
        add_spell(person, "free" if name == "D" else "detained", date(2031, 5, 2))
    assert largest("country") == ["XA", "ZZ"]


@pytest.fixture
def orvel():
    return publish_person("Ilan Orvel", "orvel")


def test_layers_rest_on_each_other():
    add_spell(publish_person("A"), "detained", date(2031, 5, 2))
    add_spell(publish_person("B"), "detained", date(2031, 5, 2), is_possible=True)
    drawn = paths(counted(), 2)
    assert drawn["certain"] == ""
    assert drawn["last_known"].startswith("M0,180 833.3,180 833.3,90 1000,90 1000,180")
    assert "833.3,0 1000,0 1000,90 833.3,90" in drawn["possible"]


@pytest.mark.parametrize(("most", "top"), [(1, 1), (3, 4), (7, 8), (10, 10), (11, 20), (39, 40)])
def test_axis_ends_on_a_round_number(most, top):
    assert top_of(most) == top


def test_bars_say_how_many_are_not_drawn():
    drawn = draw_bars([Bar(f"Bar {n}", 20 - n) for n in range(15)])
    assert (len(drawn["rows"]), drawn["more"], len(drawn["bars"])) == (MOST_DRAWN, 3, 15)
    assert drawn["rows"][0]["width"] > drawn["rows"][-1]["width"]
    assert draw_bars([]) is None


def test_sentences_count_the_people_of_the_list_they_link_to():
    publish_person("A", facets={"sentence": ["imprisonment", "fine"]})
    publish_person("B", facets={"sentence": "imprisonment"})
    for bar, count in zip(sentence_kinds(), (2, 1), strict=True):
        assert bar.count == count
        query = QueryDict(bar.url.partition("?")[2])
        assert PersonFilterSet.read(query).qs.count() == count


def test_prison_terms_count_each_sentence_at_its_first_length():
    for years, months, days in ((7, 0, 0), (6, 11, 30), (0, 11, 0), (1, 0, 0), (0, 0, 0)):
        children(PublishedSentence, kind="imprisonment", years=years, months=months, days=days)
    children(PublishedSentence, kind="imprisonment", years=6, amends="c0")
    children(PublishedSentence, kind="life_imprisonment")
    children(PublishedSentence, kind="fine")
    assert [(bar.words, bar.count) for bar in prison_terms()] == [
        ("Under 1 year", 1), ("1 year to under 3", 1), ("7 years to under 10", 2),
        ("For life", 1), ("Length not reported", 1),
    ]  # fmt: skip


def test_charges_go_by_provision_and_then_by_what_is_alleged():
    publish_entity("provision", "zz-174", "Penal Code 174")
    children(PublishedCharge, provision="Penal Code 174", wording="Insulted a judge")
    children(
        PublishedCharge, wording="Unlawful gathering, in a square", offence="Unlawful gathering"
    )
    children(PublishedCharge, wording="Unlawful gathering. No.", offence="Unlawful gathering")
    assert [(bar.words, bar.count, bar.about) for bar in charges()] == [
        ("Penal Code 174", 1, "/provisions/zz-174/"), ("Unlawful gathering", 2, ""),
    ]  # fmt: skip


def test_organisations_lead_to_their_cases():
    publish_entity("organisation", "open-square", "Open Square")
    publish_case("A", facets={"organisation": "open-square"})
    (bar,) = organisations()
    assert (bar.words, bar.count) == ("Open Square", 1)
    assert (bar.url, bar.about) == (
        "/cases/?organisation=open-square",
        "/organisations/open-square/",
    )


def filled(most):
    for n in range(most):
        publish_entity("organisation", f"square-{n}", f"Square {n}")
        publish_entity("provision", f"zz-{n}", f"Penal Code {n}")
        case = publish_case(f"Case {n}", facets={"organisation": f"square-{n}"})
        person = publish_person(
            f"Ada {n}",
            facets={
                "sentence": "imprisonment",
                "country": ["XA", "ZZ"],
                "organisation": f"square-{n}",
            },
        )
        add_spell(person, "imprisoned", date(2020, 5, 2 + n))
        children(PublishedCharge, case=case, provision=f"Penal Code {n}")
        children(PublishedSentence, case=case, kind="imprisonment", years=n)


@pytest.mark.parametrize("most", [2, 12])
def test_charts_take_a_constant_number_of_queries(client, django_assert_num_queries, most):
    filled(most)
    # The first after a change reads what has changed.
    client.get("/charts/")
    with django_assert_num_queries(11):
        assert client.get("/charts/").status_code == 200


def test_charts_are_told_to_whoever_does_not_see_them(client):
    filled(3)
    html = client.get("/charts/").content.decode()
    for svg in re.findall(r'<svg class="bar" role="img".*?</desc>', html, re.DOTALL):
        for key in re.search(r'aria-labelledby="([^"]+)"', svg)[1].split():
            assert re.search(rf'<(title|desc) id="{key}">\s*\S', svg)
    assert html.count("<table") == html.count('role="img"') >= 6
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_charts_of_an_empty_record_say_so(client):
    assert b"Nothing has been published yet." in client.get("/charts/").content


def test_home_shows_the_chart_and_leads_to_the_others(client):
    filled(2)
    html = client.get("/").content.decode()
    assert 'id="held-all"' in html
    assert 'href="/charts/"' in html
