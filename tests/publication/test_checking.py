"""What is missing before a case may be published, in sentences."""

import pytest

from cases.publication.checking import problems_of
from cases.vocabulary import NameKind
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.make_case()


def test_whole_case_has_no_problem(made):
    assert problems_of(made.case) == []


def test_case_without_subject_is_refused():
    case = f.CaseFactory()
    f.make_event(case)
    assert problems_of(case) == ["The case has no subject."]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"criterion": ""}, "It is not said why the case is listed."),
        ({"summary": " "}, "The case has no summary."),
        ({"grounds": ["weather"]}, "The ground “weather” is not in the vocabulary."),
    ],
)
def test_case_that_says_too_little_is_refused(values, problem):
    assert problem in problems_of(f.make_case(**values).case)


def test_event_without_source_is_refused(made):
    made.arrest.citations.all().delete()
    assert problems_of(made.case) == [
        "The event “2031-03-04 arrest” has no source that supports it."
    ]


def test_event_that_is_only_contradicted_is_refused(made):
    made.arrest.citations.update(stance="contradicts")
    assert len(problems_of(made.case)) == 1


def test_event_that_is_not_public_needs_no_source(made):
    f.EventFactory(case=made.case, is_public=False)
    assert problems_of(made.case) == []


def test_charge_and_sentence_without_source_are_refused(made):
    made.charge.citations.all().delete()
    made.sentence.citations.all().delete()
    assert problems_of(made.case) == [
        "The charge “According to the charge, led an unlawful gathering” has no source.",
        "The sentence “imprisonment” has no source.",
    ]


def test_spelling_from_a_source_needs_one(made):
    f.PersonNameFactory(person=made.person, text="Ilan Orwell")
    f.PersonNameFactory(person=made.person, text="Илан Орвель", origin="editorial")
    assert problems_of(made.case) == [
        "The spelling “Ilan Orwell” has no source and is not marked editorial."
    ]


def test_person_without_name_or_descriptor_is_refused(made):
    made.person.names.all().delete()
    assert problems_of(made.case) == ["A subject has neither a public name nor a descriptor."]


def test_circle_of_events_is_refused(made):
    other = f.make_event(made.case, date="", after=made.trial)
    third = f.make_event(made.case, date="", after=other)
    other.after = third
    other.save()
    assert "cannot be put in order" in problems_of(made.case)[0]


def test_dispute_with_one_claim_is_refused(made):
    dispute = f.DisputeFactory(case=made.case, question="Which day?")
    f.DisputeClaimFactory(dispute=dispute)
    assert problems_of(made.case) == ["The dispute “Which day?” has fewer than two claims."]


def test_affiliation_and_designation_without_source_are_refused(made):
    f.AffiliationFactory(person=made.person)
    f.DesignationFactory(person=made.person, granted=made.trial)
    assert len(problems_of(made.case)) == 2


def test_unknown_profession_is_refused(made):
    made.person.professions = ["astronaut"]
    made.person.save()
    assert problems_of(made.case) == ["The profession “astronaut” is not in the vocabulary."]


def test_name_kind_does_not_matter(made):
    f.cite(f.PersonNameFactory(person=made.person, kind=NameKind.PSEUDONYM))
    assert problems_of(made.case) == []
