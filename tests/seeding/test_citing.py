"""Citations are held against the text: each thing that can be wrong is found, with its line."""

import pytest

from cases.models import Event, EventCitation, Source
from cases.seeding.attaching import attach_documents
from cases.seeding.citing import check_citations

pytestmark = pytest.mark.django_db


def failures(folders):
    assert folders.load().rejected == []
    assert attach_documents(folders.root / "documents", folders.seeds).errors == []
    report = check_citations(folders.seeds, folders.fixtures)
    return [str(one) for one in report.failures]


def test_sound_citations_pass(folders):
    assert failures(folders) == [], "names, the neighbours' date, the term, the amount"


def test_counts_are_reported(folders):
    folders.change("date: 2030-05-06", "date: 2030-05-06\n    date_basis: inferred")
    failures(folders)
    report = check_citations(folders.seeds, folders.fixtures)
    assert report.inferred == 1
    assert report.citations == report.facts == EventCitation.objects.count() + 7
    assert "0 of 1 inferred dates stand in no cited paragraph" in report.summary()


def test_inferred_date_that_stands_nowhere_is_listed_and_no_failure(folders):
    folders.change("date: 2030-05-06", "date: 2030-05-07\n    date_basis: inferred")
    assert failures(folders) == []
    report = check_citations(folders.seeds, folders.fixtures)
    assert "the date 2030-05-07: '7 May' does not stand" in str(report.unverified[0])


def test_documents_must_be_attached(loaded):
    report = check_citations(loaded.seeds, loaded.fixtures)
    assert "article 900/1 is not attached" in str(report.failures[0])


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            '{at: "900/1.1", basis: official',
            '{at: "900/2.1", basis: official',
            "- key: arrest",
            "orvel-ilan is not named in full in 900/2 (",
        ),
        (
            'date: "2030-03-04"',
            'date: "2030-03-05"',
            "- key: arrest",
            "the date 2030-03-05: '5 March' does not stand at or beside 900/1.1.",
        ),
        (
            'date: "2030-03-04"',
            'date: "2029"',
            "- key: arrest",
            "the date 2029: '2029' does not stand at or beside 900/1.1.",
        ),
        (
            "years: 7",
            "years: 8",
            "- key: seven-years",
            "the term of 8 years does not stand at or beside 900/1.2.",
        ),
        (
            "amount: 2000000",
            "amount: 200000",
            "- key: fine",
            "the figure 200000 does not stand at or beside 900/1.2.",
        ),
        (
            "    summary: Police",
            "    duration_days: 15\n    summary: Police",
            "- key: arrest",
            "the term of 15 days does not stand at or beside 900/1.1.",
        ),
        (
            "    professions: [poet]\n",
            '    professions: [poet]\n    ages: [{age: 46, on: "2030", cite: ["900/1.1"]}]\n',
            "ages:",
            "the figure 46 does not stand at or beside 900/1.1.",
        ),
        (
            "{text: Ilan Orvel, cite",
            "{text: Ilan Orwell, cite",
            "text: Ilan Orwell",
            "Ilan Orwell is not named in full in 900/1 (Ilan Orwell).",
        ),
    ],
)
def test_what_the_text_does_not_say_is_found(folders, old, new, at, message):
    folders.change(old, new)
    line = folders.line_of(at)
    found = failures(folders)
    assert any(
        one.startswith(f"seeds/cases/zm-orvel-ilan-2030.yaml:{line}: ") and message in one
        for one in found
    ), found


def test_figure_needs_one_citation_of_several(folders):
    folders.change(
        '      - {at: "900/1.1", basis: official, attributed_to: the police}',
        '      - "900/1.1"\n      - "900/1.3"',
    )
    assert failures(folders) == []


def test_article_that_names_nobody_is_found_beside_a_good_one(folders):
    folders.change(
        '      - {at: "900/1.1", basis: official, attributed_to: the police}',
        '      - "900/1.1"\n      - "900/2.1"',
    )
    assert ["900/2 names nobody of this fact in full" in one for one in failures(folders)] == [True]


def test_contradicting_citation_need_not_hold_the_figures(folders):
    folders.change(
        '      - {at: "900/1.1", basis: official, attributed_to: the police}',
        '      - "900/1.1"\n      - {at: "900/1.3", stance: contradicts}',
    )
    assert failures(folders) == []


def test_curly_apostrophes_and_capitals_do_not_matter(folders):
    folders.change("{text: Ilan Orvel, cite", "{text: ILAN  ORVEL, cite")
    assert failures(folders) == []


def test_part_of_a_longer_name_is_no_name(folders):
    folders.change("{text: Ilan Orvel, cite", "{text: lan Orvel, cite")
    assert any("lan Orvel is not named in full" in one for one in failures(folders))


def test_group_is_named_by_its_descriptor_in_the_source(folders):
    person = (
        "  - {key: police, descriptor: police of Harbour Town, descriptor_in_source: police,\n"
        "     headcount: 2, headcount_basis: minimum, cite: ['900/1.1']}\nsubjects:"
    )
    folders.change("subjects:", person)
    assert failures(folders) == []
    folders.change("descriptor_in_source: police", "descriptor_in_source: three guards")
    assert any(
        "police is not named in full in 900/1 (three guards)" in x for x in failures(folders)
    )


def test_organisation_is_named_by_one_of_its_names(folders):
    event = "events:\n  - {key: ban, kind: banned, cite: ['900/1.1'], summary: Banned.}\n"
    folders.organisation.write_text(folders.organisation.read_text() + event)
    assert any("zm-open-square is not named in full" in one for one in failures(folders))


def test_shortened_sentence_may_be_cited_by_the_cut(folders):
    folders.change(
        "  - key: fine\n",
        "  - {key: cut, subject: orvel-ilan, event: sentence, kind: imprisonment, years: 6,\n"
        "     months: 11, days: 0, amends: seven-years, cite: ['900/1.2']}\n  - key: fine\n",
    )
    assert any("the term of 6 years 11 months" in one for one in failures(folders))
    folders.change("years: 6,\n     months: 11", "years: 14,\n     months: 0")
    # Fourteen years instead of seven: seven years more, which the text says.
    assert failures(folders) == []


def test_citation_made_at_the_desk_is_checked_too(folders):
    failures(folders)
    event = Event.objects.create(kind="search", date="2030-08-01")
    source = Source.objects.get(key="900/2")
    EventCitation.objects.create(cited=event, source=source, paragraph=9)
    report = check_citations(folders.seeds, folders.fixtures)
    assert [str(one) for one in report.failures] == [
        f"desk: event {event.public_id}: 900/2.9: the article has no such paragraph."
    ]
