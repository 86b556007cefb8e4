"""Random facts, published and read: lists, pages, CSV and JSON on any day say what the rules say.

The rules are run here on the drawn facts themselves, never on published rows. What
test_clock_agreement.py holds for spells is held here from the facts to every output.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import dates
from cases.custody import NOTHING_KNOWN, HistoryEvent, Term, answer, known_spells, surety
from cases.public.labels import HELD_WORDS
from cases.publication.bounds import edtf_of_bounds
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import GRAVITY, HELD, SURENESS, Certainty, CustodyState, EventKind
from tests import factories as f
from tests.publication.scenes import NOW, TODAY

pytestmark = pytest.mark.django_db
K = EventKind
DEATHS = (K.DEATH, K.DEATH_IN_CUSTODY)
PEOPLE, CASES = ("Ilan Orvel", "Ada Melin"), ("one", "two")
# When a source came out; the last has no date, and was always known.
PUBLISHED = ("2031-01-12", "2031-02", "2031-03-20", "")
happened = st.sampled_from(
    ["2031-01-05", "2031-01-05", "2031-01-20", "2031-01", "2031-02-02", "[2031-02-01..2031-02-20]",
     "2031-02~", "2031-03-01", "[..2031-01-15]", "2031-02/2031-03"]
)  # fmt: skip
events = st.builds(
    SimpleNamespace,
    kind=st.sampled_from(
        [K.DETENTION, K.ARREST, K.RELEASE, K.RELEASE, K.HOUSE_ARREST, K.ADMINISTRATIVE_ARREST,
         K.SENTENCE, K.STATUS_REPORT, K.DEATH]
    ),
    date=happened,
    case=st.sampled_from(CASES),
    people=st.sampled_from([PEOPLE[:1], PEOPLE[:1], PEOPLE[1:], PEOPLE]),
    published=st.sampled_from(PUBLISHED),
    is_hearsay=st.integers(0, 4).map(lambda n: n == 0),
    order=st.integers(0, 2),
)  # fmt: skip
days = st.sampled_from(["2031-01-05", "2031-01-10", "2031-02-10", "2031-03-01", "2031-04-01"])


def slug_of(name):
    return name.lower().replace(" ", "-")


class Record:
    """The drawn facts in the database, and as histories for the rules."""

    def __init__(self, drawn):
        self.sources = {one: f.SourceFactory(published=one) for one in PUBLISHED}
        group = {"headcount": 3, "descriptor": "sisters of Ilan Orvel"}
        self.people = {
            name: f.make_person(name, slug=slug_of(name), **values)
            for name, values in zip(PEOPLE, ({}, group), strict=True)
        }
        self.cases = {
            key: f.CaseFactory(title=f"Case {key}", slug=f"zz-case-{key}") for key in CASES
        }
        self.subjects = {
            (key, name): f.SubjectFactory(case=self.cases[key], person=self.people[name])
            for key, name in [("one", PEOPLE[0]), ("one", PEOPLE[1]), ("two", PEOPLE[0])]
        }
        self.histories = {name: [] for name in PEOPLE}
        # No case is without an event: this one touches nobody's custody.
        for key in CASES:
            self.event(SimpleNamespace(kind=K.SEARCH, date="2030-12-01", case=key, order=0,
                       people=PEOPLE[:1], published="", is_hearsay=False))  # fmt: skip
        for one in drawn:
            self.event(one)

    def event(self, one):
        people = [name for name in one.people if (one.case, name) in self.subjects]
        values = {"duration_days": 10} if one.kind is K.ADMINISTRATIVE_ARREST else {}
        if one.kind is K.STATUS_REPORT:
            values["stated_custody"] = CustodyState.IMPRISONED
        source = self.sources[one.published]
        row = f.EventFactory(
            case=self.cases[one.case], kind=one.kind, date=one.date, order=one.order, **values
        )
        f.cite(row, source, basis="hearsay" if one.is_hearsay else "media")
        for name in people:
            f.EventParticipantFactory(event=row, person=self.people[name])
            sentences = []
            if one.kind is K.SENTENCE:
                subject = self.subjects[one.case, name]
                sentences = [f.SentenceFactory(subject=subject, event=row, years=2)]
                f.cite(sentences[0], source)
            self.histories[name].append(self.told(one, row, sentences))

    def told(self, one, row, sentences):
        """The event as the rules take it."""
        first = last = dates.to_bounds(one.date)
        if "/" in one.date:
            first, last = map(dates.to_bounds, one.date.split("/"))
        return HistoryEvent(
            key=row.public_id,
            kind=one.kind,
            case=self.cases[one.case].public_id,
            earliest=first[0],
            latest=first[1],
            is_approximate="~" in one.date,
            end_earliest=last[0] if "/" in one.date else None,
            end_latest=last[1] if "/" in one.date else None,
            duration_days=row.duration_days,
            order=one.order,
            stated=CustodyState(row.stated_custody) if row.stated_custody else None,
            terms=tuple(Term(kind=s.kind, years=2, key=s.public_id) for s in sentences),
            is_hearsay=one.is_hearsay,
            known_on=dates.to_bounds(one.published)[1] if one.published else None,
        )

    def spells(self, name, known_on, case=None):
        """What was known of a person on a day, over all cases or by one."""
        history = self.histories[name]
        if case:
            own = self.cases[case].public_id
            history = [
                one if one.case == own or one.kind in DEATHS else replace(one, is_landmark=True)
                for one in history
            ]
        return [
            one.spell
            for one in known_spells(history)
            if (known_on is None and one.known_to is None)
            or (
                known_on is not None
                and (one.known_from or date.min) <= known_on < (one.known_to or date.max)
            )
        ]

    def people_of(self, case):
        return [name for key, name in self.subjects if key == case]


def surest(answers):
    known = [one for one in answers if one is not NOTHING_KNOWN]
    rank = lambda one: (SURENESS.index(one.certainty), GRAVITY.index(one.state))  # noqa: E731
    return min(known, key=rank, default=NOTHING_KNOWN)


def list_words(told):
    """What a list's chip says of the day."""
    if told is NOTHING_KNOWN:
        return "nothing known"
    label = CustodyState(told.state).label
    if told.state is CustodyState.UNKNOWN:
        return label
    sure = {Certainty.CERTAIN: "", Certainty.LAST_KNOWN: "last known: "}
    return sure.get(told.certainty, "possibly: ") + label


def page_words(told):
    """What the top of a page says of somebody that day."""
    label = CustodyState(told.state).label
    if told.state is CustodyState.UNKNOWN:
        return label if told.alternatives else "nothing is known"
    if told.certainty is Certainty.CERTAIN:
        return f"{label} (certain)"
    return ("last known: " if told.certainty is Certainty.LAST_KNOWN else "possibly ") + label


class Site:
    """Every output for one query string."""

    def __init__(self, query):
        self.client, self.query = Client(), query

    def text(self, address):
        html = self.client.get(f"{address}?{self.query}").content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))

    def json(self, address):
        return self.client.get(f"{address}?{self.query}").json()

    def rows(self, table):
        """The rows of a list as CSV and as JSON, by slug."""
        content = self.client.get(f"/{table}.csv?{self.query}").getvalue().decode()
        file = {row["slug"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}
        return file, {row["slug"]: row for row in self.json(f"/{table}.json")["results"]}

    def chips(self, table):
        """What the list says of each row, by slug."""
        html = self.client.get(f"/{table}/?{self.query}").content.decode()
        rows = re.findall(r'<li class="row">(.*?)</li>', html, re.DOTALL)
        found = {}
        for row in rows:
            slug = re.search(rf'href="/{table}/([^/]+)/', row).group(1)
            found[slug] = re.search(r'class="chip s-[^"]*">That day ([^<]*)<', row).group(1).strip()
        return found


def check_people(site, record, day, known_on):
    file, told_json = site.rows("people")
    chips = site.chips("people")
    for name, person in record.people.items():
        slug, told = person.slug, answer(record.spells(name, known_on), day)
        row = file[slug]
        assert (row["status"], row["certainty"]) == (told.state, told.certainty)
        assert row["status_since"] == edtf_of_bounds(*told.since)
        confirmed = row["status_confirmed"]
        assert (dates.to_bounds(confirmed)[0] if confirmed else None) == told.confirmed_on
        assert (row["expected_release"], row["whereabouts"]) == ("", "")
        for column in ("status", "status_since", "status_confirmed", "certainty"):
            assert (told_json[slug][column] or "") == row[column]
        assert chips[slug] == list_words(told)
        whole = site.json(f"/people/{slug}.json")
        check_state(whole["state"], told)
        check_state(whole["as_of"]["subjects"][0]["state"], told)
        assert f"{name}, on {dates.describe_bounds(day, day)}: {page_words(told)}." in site.text(
            f"/people/{slug}/"
        )


def check_cases(site, record, day, known_on):
    file, told_json = site.rows("cases")
    chips = site.chips("cases")
    for key, case in record.cases.items():
        slug, names = case.slug, record.people_of(key)
        answers = {name: answer(record.spells(name, known_on, key), day) for name in names}
        told = surest(answers.values())
        row = file[slug]
        assert (row["status"], row["certainty"]) == (told.state, told.certainty)
        held = [record.people[name].headcount for name in names if answers[name].state in HELD]
        assert int(row["held_count"]) == sum(held) == told_json[slug]["held_count"]
        assert told_json[slug]["status"] == told.state
        assert told_json[slug]["certainty"] == told.certainty
        assert chips[slug] == list_words(told)
        whole, page = site.json(f"/cases/{slug}.json"), site.text(f"/cases/{slug}/")
        assert whole["status"] == told.state
        for subject in whole["subjects"]:
            (name,) = [n for n in names if f"person:{record.people[n].public_id}" == subject["ref"]]
            check_state(subject["state"], answers[name])
            assert (
                f"{name}, on {dates.describe_bounds(day, day)}: " + page_words(answers[name])
                in page
            )


def check_held(site, record, day, known_on):
    """Each list of people held holds whom the rules say, and its headline counts them."""
    people = {
        person.slug: surety(record.spells(name, known_on), day)
        for name, person in record.people.items()
    }
    cases = {
        case.slug: min(
            (sure for name in record.people_of(key)
             if (sure := surety(record.spells(name, known_on, key), day))),
            key=SURENESS.index, default=None,
        )
        for key, case in record.cases.items()
    }  # fmt: skip
    for table, held in (("people", people), ("cases", cases)):
        headline = site.text(f"/{table}/")
        for sure, words in HELD_WORDS.items():
            wanted = {slug for slug, one in held.items() if one == sure}
            listed = Site(f"held={sure}&{site.query}").json(f"/{table}.json")
            assert {row["slug"] for row in listed["results"]} == wanted
            if wanted:
                assert f"{len(wanted)} {words}" in headline


def check_state(state, told):
    assert (state["state"], state["certainty"]) == (told.state, told.certainty)
    assert set(state["alternatives"]) == set(told.alternatives)
    since = [day and day.isoformat() for day in told.since]
    assert [state["since"]["earliest"], state["since"]["latest"]] == since
    assert state["confirmed_on"] == (told.confirmed_on and told.confirmed_on.isoformat())


@settings(max_examples=25)
@given(drawn=st.lists(events, max_size=6), as_of=days, known_on=st.none() | days)
def test_every_output_of_a_day_is_what_the_rules_say_of_the_facts(drawn, as_of, known_on):
    query = f"as_of={as_of}" + (f"&known_on={known_on}" if known_on else "")
    day, known = date.fromisoformat(as_of), known_on and date.fromisoformat(known_on)
    with transaction.atomic():
        record = Record(drawn)
        publish_everything(today=TODAY, now=NOW)
        check_people(Site(query), record, day, known)
        check_cases(Site(query), record, day, known)
        check_held(Site(query), record, day, known)
        transaction.set_rollback(True)
