"""Words made from documents, without a page around them."""

from datetime import date

import pytest

from cases.public.presenting.citing import Cited, letters, said
from cases.public.presenting.entries import Entries, mark_of
from cases.public.presenting.justice import chains, sentence_rows, sentence_words
from cases.public.presenting.labels import Labels
from cases.public.presenting.opening import case_opening, person_opening
from cases.public.presenting.states import expected_words, spell_rows, state_words, tally_words
from cases.public.presenting.wording import (
    bounds_words,
    confirming,
    date_words,
    headcount_words,
    joined,
    money_words,
    months_words,
    term_words,
    word,
)
from cases.vocabulary import CustodyState, EventKind, SentenceKind
from tests.public.documents import SECOND, STATE, case_document, person_document
from tests.public.parts import bounds, citation, day, event, sentence, spell
from tests.public.storing import make_labels
from tests.public.zemlia import LABELS

TODAY = date(2031, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def labels():
    make_labels()
    return Labels(LABELS)


def entries_of(document, labels):
    return Entries(document, labels, Cited(document, labels)).all()


def one_event(labels, **values):
    document = case_document(events=[event("x", "arrest", **values)], disputes=[])
    return entries_of(document, labels)[0]


def test_unknown_key_becomes_the_word_unknown():
    assert word(CustodyState, "beamed_up") == "unknown"
    assert word(CustodyState, None) == "unknown"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-12", "December 2018"),
        ("[2020-12-21..2021-01-03]", "between 21 December 2020 and 3 January 2021"),
        ("2020-09~", "about September 2020"),
        ("2021-04-07", "7 April 2021"),
    ],
)
def test_date_is_as_precise_as_its_source(edtf, words):
    assert date_words({"edtf": edtf}) == words


def test_date_that_this_version_cannot_read_falls_back_to_its_bounds():
    broken = {"edtf": "sometime", "earliest": "2020-01-01", "latest": "2020-12-31"}
    assert date_words(broken) == "2020"
    assert date_words(None) == ""


def test_bounds_of_nothing_are_no_words():
    assert bounds_words(bounds(None)) == ""
    assert bounds_words(None) == ""


def test_term_is_said_in_all_its_parts():
    assert term_words({"years": 6, "months": 1, "days": 15}) == "6 years 1 month 15 days"
    assert term_words({"kind": "community_work", "quantity": 100}) == "100 hours"
    assert term_words({"kind": SentenceKind.CORPORAL_PUNISHMENT, "quantity": 40}) == "40 strokes"


def test_amount_has_its_currency_and_no_empty_cents():
    assert money_words("113400.00", "KZT") == "113,400 KZT"
    assert money_words("10.50", "EUR") == "10.50 EUR"
    assert money_words(None, "") == ""


def test_long_silence_is_said_in_years():
    assert months_words(14) == "14 months"
    assert months_words(37) == "3 years"


def test_group_is_counted_as_the_source_counts():
    assert headcount_words(3, "minimum") == "at least 3 people"
    assert headcount_words(3, "exact") == "3 people"
    assert headcount_words(1, "exact") == ""


def test_list_in_running_text():
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert joined([]) == ""


def test_state_is_never_in_the_present_tense():
    words = state_words(STATE, today=TODAY)
    assert words["sentence"] == "Last known: imprisoned (12 April 2031)."
    assert words["since"] == "December 2028"


def test_possible_state_says_so_and_names_the_others():
    words = state_words(SECOND["state"], today=TODAY)
    assert words["chip"] == "possibly restricted liberty"
    assert words["alternatives"] == ["free"]
    assert words["whereabouts"] == "abroad"


def test_certain_death_is_told_with_its_day():
    state = {**STATE, "state": "dead", "certainty": "certain", "since": bounds("2031-02-24")}
    assert state_words(state, today=TODAY)["sentence"] == "Died 24 February 2031."


def test_missing_state_is_said_to_be_unknown():
    assert state_words(None, today=TODAY)["chip"] == "not known"


def test_stated_end_is_compared_with_the_day_of_reading():
    state = {**STATE, "state": "administrative_arrest", "due_on": "2031-05-31"}
    assert state_words(state, today=date(2031, 6, 1))["until"] == "was to end: 31 May 2031"
    assert state_words(state, today=date(2031, 5, 31))["until"] == "to end: 31 May 2031"


def test_arrest_that_ran_out_is_no_reported_release():
    state = {**STATE, "state": "free", "due_on": "2031-05-31", "confirmed_on": None}
    words = state_words(state, today=TODAY)
    assert words["sentence"] == (
        "Last known: under arrest, which by its length ended on 31 May 2031."
    )
    assert "no source reports the release" in words["until"]


def test_expected_release_that_has_passed_is_not_a_release():
    words = expected_words(bounds("2024-04-01", "2024-04-30"), today=TODAY)
    assert words == "The term would have ended: April 2024. No source confirms a release."


def test_expected_release_to_come_is_by_calendar_only():
    assert "By calendar" in expected_words(bounds("2034-07-14"), today=TODAY)
    assert expected_words(None, today=TODAY) == ""


def test_spell_abroad_and_without_an_end_says_both(labels):
    [row] = spell_rows([spell("restricted", bounds("2030-01-01"), whereabouts="abroad")], labels)
    assert row["state"] == "restricted liberty, abroad"
    assert row["ends"] == "no end reported"


def test_tally_counts_states():
    assert tally_words(["free", "imprisoned", "free"]) == "2 free and 1 imprisoned"


def test_missing_label_is_the_word_unknown(labels):
    assert labels["person:gone"]["text"] == "unknown"
    assert labels["person:gone"]["url"] == ""


def test_masked_labels_say_what_is_withheld():
    make_labels(masked=("person:p1", "source:a1"))
    labels = Labels(LABELS)
    assert labels["person:p1"]["text"] == "Name withheld"
    assert labels["source:a1"]["text"] == "A confidential source"
    assert labels["source:a1"]["detail"] == {}


def test_facility_has_words_and_no_page(labels):
    assert labels["facility:f1"]["url"] == ""
    assert labels["court:t1"]["url"] == "/courts/zz-marrow-ford/"


def test_citations_of_one_source_share_its_number(labels):
    document = case_document()
    cited = Cited(document, labels)
    [marker] = cited.markers([1, 2], at="e-x")
    assert marker["number"] == 1
    assert marker["spoken"] == "source 1, paragraph 2, 4"


def test_contradicting_citation_says_so_aloud(labels):
    cited = Cited(case_document(), labels)
    [marker] = cited.markers([5], at="e-x")
    assert marker["is_against"]
    assert marker["spoken"].endswith("contradicts")


def test_citation_number_without_a_citation_is_left_out(labels):
    assert Cited(case_document(), labels).markers([999], at="e-x") == []


def test_source_leads_back_to_each_of_its_uses(labels):
    cited = Cited(case_document(), labels)
    cited.markers([1], at="e-one")
    cited.markers([2], at="e-two")
    cited.markers([1], at="e-one")
    uses = cited.sources()[0]["uses"]
    assert [(use["anchor"], use["letter"]) for use in uses] == [("e-one", "a"), ("e-two", "b")]


def test_repeat_names_the_source_that_it_repeats(labels):
    assert Cited(case_document(), labels).sources()[4]["repeats_number"] == 4


def test_inferred_date_of_a_source_is_marked(labels):
    sources = Cited(case_document(), labels).sources()
    assert sources[4]["is_inferred"]
    assert not sources[0]["is_inferred"]


def test_ways_back_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]


@pytest.mark.parametrize(
    ("attributed", "basis", "words"),
    [
        ("her lawyer", "lawyer", "According to her lawyer"),
        ("", "court", "According to a court"),
        ("", "media", "Reported by"),
        ("a neighbour", "hearsay", "Hearsay, according to a neighbour"),
        ("", "hearsay", "Hearsay"),
    ],
)
def test_every_statement_has_its_voice(attributed, basis, words):
    assert said(attributed, basis) == words


def test_contradiction_names_who_contradicts():
    assert said("her aunt", "relative", is_against=True) == "Contradicted by her aunt"


def test_undated_event_says_what_it_follows(labels):
    entry = entries_of(case_document(), labels)[2]
    assert entry["when"] == "date unknown"
    assert entry["placed"][0] == {"words": "after: charge brought, April 2028", "anchor": "e-e2"}


def test_planned_event_is_marked_as_planned(labels):
    entry = one_event(labels, planned=day("2031-09-01"))
    assert entry["is_planned"]
    assert entry["when"] == "planned for 1 September 2031"


def test_silence_is_drawn_from_half_a_year(labels):
    assert one_event(labels, gap_months_before=14)["gap"] == "No dated information for 14 months."
    assert one_event(labels, gap_months_before=3)["gap"] == ""
    assert one_event(labels, gap_months_before=None)["gap"] == ""


def test_only_subject_of_a_case_is_not_named_in_every_entry(labels):
    only = case_document(subjects=case_document()["subjects"][:1])
    assert [part["role"] for part in entries_of(only, labels)[0]["people"]] == ["Acting"]
    both = entries_of(case_document(), labels)[0]["people"]
    assert [part["role"] for part in both] == ["Affected", "Acting"]


def test_day_for_machines_is_given_only_for_a_day(labels):
    assert one_event(labels, date=day("2031-02-03"))["day"] == "2031-02-03"
    month = day("2031-02", "2031-02-01", "2031-02-28")
    assert one_event(labels, date=month)["day"] == ""


def test_every_kind_of_event_has_a_mark():
    assert {mark_of(kind) for kind in EventKind.values} == {"taken", "freed", "court", ""}


def test_sentences_that_amend_follow_what_they_amend(labels):
    document = case_document(
        sentences=[sentence("a", "e4"), sentence("z", "e4"), sentence("b", "e6", amends="a"),
                   sentence("c", "e7", amends="b")],
    )  # fmt: skip
    rows = sentence_rows(document, labels, Cited(document, labels))
    assert [[row["id"] for row in chain["links"]] for chain in chains(rows)] == [
        ["a", "b", "c"],
        ["z"],
    ]


def test_sentence_that_amends_something_unpublished_stands_alone(labels):
    document = case_document(sentences=[sentence("b", "e6", amends="hidden")])
    rows = sentence_rows(document, labels, Cited(document, labels))
    assert len(chains(rows)) == 1


def test_fine_is_told_by_its_amount():
    words = sentence_words(sentence("n", "e", kind="fine", amount="113400", currency="KZT"))
    assert words == "fine, 113,400 KZT"


def test_opening_tells_the_gravest_sentence_and_the_last_known_state(labels):
    first = case_opening(case_document(), labels, today=TODAY)[0]
    assert first == (
        "Ada Melin, sentenced to 7 years in prison (Bench of Marrow Ford, December 2028). "
        "Last known: imprisoned (12 April 2031)."
    )


def test_opening_without_a_sentence_tells_the_gravest_act(labels):
    document = case_document(sentences=[], subjects=case_document()["subjects"][:1])
    [line] = case_opening(document, labels, today=TODAY)
    assert line.startswith("Ada Melin, detained (Council Guard, 14 March 2028).")


def test_opening_of_many_subjects_counts_them(labels):
    subjects = [{**SECOND, "id": f"s{n}"} for n in range(5)]
    [line] = case_opening(case_document(subjects=subjects), labels, today=TODAY)
    assert line == "15 people. Last known: 5 restricted liberty."


def test_opening_in_absentia_says_so(labels):
    document = case_document(sentences=[sentence("n", "e4", years=4, is_in_absentia=True)])
    assert "4 years in prison in absentia" in case_opening(document, labels, today=TODAY)[0]


def test_opening_of_a_withheld_person_has_no_name():
    make_labels(masked=("person:p1",))
    line = person_opening(person_document(), Labels(LABELS), today=TODAY)
    assert line.startswith("Name withheld, sentenced")
    assert "Melin" not in line


def test_unknown_source_key_still_gives_a_line(labels):
    document = case_document(citations=[citation(1, "source:none")], sources=["source:none"])
    assert Cited(document, labels).sources()[0]["shown"]["text"] == "unknown"


def test_confirmation_is_told_as_precisely_as_its_event():
    document = case_document(
        events=[event("m", "banned", day("2030-03", "2030-03-01", "2030-03-31"))]
    )
    say = confirming(document)
    assert say("2030-03-01") == "March 2030"
    assert say("2030-04-12") == "12 April 2030"
    assert say(None) == ""


def test_confirmation_is_told_by_its_day_where_an_event_names_it():
    document = case_document(
        events=[
            event("d", "release", day("2030-03-01")),
            event("m", "banned", day("2030-03", "2030-03-01", "2030-03-31")),
        ]
    )
    assert confirming(document)("2030-03-01") == "1 March 2030"
