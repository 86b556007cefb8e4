"""Random records, every filter, every pair of filters: page, CSV, JSON and facet count alike.

test_lists.py does the same for each value of one fixed record; here the record is drawn, with
names, states and spells, and the search and the two clocks are among the filters.
"""

import csv
import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.public.builders import add_spell, publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db

ENTITIES = ("organisation", "provision", "court", "place", "source")
STATES = ["imprisoned", "detained", "free", "dead"]
HELD = ["certain", "last_known", "possible"]
VALUES = {
    "country": ["ZZ", "XA"],
    "status": STATES,
    "held": HELD,
    **{kind: [f"{kind}-1", f"{kind}-2"] for kind in ENTITIES},
    "sentence": ["imprisonment", "fine"],
    "designation": ["political_prisoner", "prisoner_of_conscience"],
    "ground": ["assembly", "art"],
    "profession": ["poet", "editor"],
    "gender": ["female", "male"],
    "year": ["2030", "2031"],
}
WORDS = ["orvel", "Орвель", "ilan", "tar", "li"]
DAYS = ["2030-06-01", "2031-01-15"]
FILTERS = {**VALUES, "q": WORDS, "as_of": DAYS, "known_on": DAYS}
# So many tests share the filters: a failure is found sooner.
PARTS = 4
NAMES = ["Ilan Orvel", "Ada Tarsk", "Li Orvelov", "Лина Тарская", "Tovin"]

days = st.sampled_from([None, date(2030, 1, 1), date(2030, 6, 1), date(2031, 1, 15)])
rows = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "status": st.sampled_from(STATES),
        "facets": st.fixed_dictionaries(
            {
                name: st.lists(st.sampled_from(values), unique=True)
                for name, values in VALUES.items()
                if name not in ("status", "country")
            }
        ),
        "country": st.sampled_from(VALUES["country"]),
        "spells": st.lists(st.tuples(st.sampled_from(STATES), days, days, days, days), max_size=3),
    }
)


def store(table, drawn):
    """The drawn rows as published ones; spells with all bounds drawn, on both clocks."""
    for number, row in enumerate(drawn):
        facets = row["facets"] | {"country": row["country"]}
        values = {"facets": facets, "status": row["status"], "slug": f"row-{number}"}
        if table == "cases":
            case = publish_case(f"Case {number}", subjects=row["name"], **values)
            person = publish_person(f"Somebody {number}")
        else:
            case, person = None, publish_person(row["name"], **values)
        for state, starts, ends, known_from, known_to in row["spells"]:
            add_spell(person, state, starts, ends, case=case, known_from=known_from,
                      known_to=known_to)  # fmt: skip


def address(table, suffix, query):
    return f"/{table}{suffix}?{urlencode(query)}"


def page_of(client, table, query):
    return client.get(address(table, "/", query)).content.decode()


def number_on(page):
    return int(re.search(r'<strong class="num">(\d+) ', page).group(1))


def beside(page, name, value):
    """The number beside a facet's value; one that no row has is not offered."""
    box = rf'name="{name}" value="{value}"[^>]*>.*?<span class="n">(\d+)</span>'
    found = re.search(box, page)
    return int(found.group(1)) if found else 0


def headline(page):
    """The numbers of who is held, each with its address."""
    (line,) = re.findall(r'<p class="held">(.*?)</p>', page) or [""]
    found = re.findall(r'<a href="([^"]+)">(\d+) (?:certainly|when last known|possibly)</a>', line)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def check_headline(client, table, query, page):
    """Each number of who is held is that of its list, whichever of these is chosen, and every
    row of the list that is held on that day is in one of them."""
    numbers = headline(page)
    for address, number in numbers:
        told = client.get(address.replace(f"/{table}/", f"/{table}.json")).json()["count"]
        assert told == number, (query, address)
    for value in HELD:
        linked = [number for address, number in numbers if f"held={value}" in address]
        assert [beside(page, "held", value)] == (linked or [0]), query


def check(client, table, query, before):
    """Hold the numbers of one choice together; `before` is the page without its last value."""
    told = client.get(address(table, ".json", query)).json()["count"]
    file = client.get(address(table, ".csv", query)).getvalue().decode()
    page = page_of(client, table, query)
    assert number_on(page) == len(list(csv.reader(io.StringIO(file, newline="")))) - 1 == told, (
        query
    )
    check_headline(client, table, query, page)
    name, value = query[-1]
    if name in VALUES and name != "source":
        # Offered before it is chosen, and still so when it is: its own choice is left out.
        assert beside(before, name, value) == beside(page, name, value) == told, query


@pytest.mark.parametrize("table", ["cases", "people"])
@pytest.mark.parametrize("part", range(PARTS))
@given(data=st.data())
@settings(max_examples=2)
def test_every_filter_and_every_pair_counts_alike(table, part, data):
    client = Client()
    with transaction.atomic():
        for kind in ENTITIES:
            for slug in VALUES[kind]:
                publish_entity(kind, slug, slug.title())
        store(table, data.draw(st.lists(rows, min_size=3, max_size=6)))
        everything = page_of(client, table, [])
        for one in list(FILTERS)[part::PARTS]:
            first = (one, data.draw(st.sampled_from(FILTERS[one])))
            check(client, table, [first], everything)
            alone = page_of(client, table, [first])
            for other in list(FILTERS)[list(FILTERS).index(one) + 1 :]:
                second = (other, data.draw(st.sampled_from(FILTERS[other])))
                check(client, table, [first, second], alone)
        transaction.set_rollback(True)
