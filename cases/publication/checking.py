"""What is missing before a case may be published, in sentences a researcher understands.

The desk shows them, seeding and publication refuse by them. Facts in, sentences out.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases import models as m
from cases.custody import MOST_COMBINATIONS
from cases.ordering import arrange
from cases.publication.folding import history_of_case, rivals_of
from cases.publication.reading import Facts, Reach, read
from cases.vocabulary import (
    AffiliationRole,
    DesignationKind,
    EventKind,
    Ground,
    NameOrigin,
    Profession,
    SentenceKind,
    Stance,
)


def problems_of(case: m.Case) -> list[str]:
    """What keeps this case from being published; empty if nothing. Reads the database."""
    return problems(read(Reach(cases={case.pk})), case.pk)


def problems(facts: Facts, case_id: int) -> list[str]:
    """As `problems_of`, of facts that have been read and not yet redacted."""
    case = facts.cases[case_id]
    found = list(_case_problems(facts, case))
    for subject in facts.subjects_of[case_id]:
        found += _subject_problems(facts, subject)
    for event in facts.events_of[case_id]:
        if event.is_public and not is_supported(facts, event):
            found.append(
                _("The event “%(row)s” has no source that supports it.")
                % {"row": _event_words(event)}
            )
    for dispute in facts.disputes_of[case_id]:
        if len(facts.claims_of[dispute.pk]) < 2:
            found.append(
                _("The dispute “%(row)s” has fewer than two claims.") % {"row": dispute.question}
            )
    return found


def _event_words(event: m.Event) -> str:
    return f"{event.date or event.planned or '—'} {EventKind(event.kind).label}"


def is_supported(facts: Facts, row: Any) -> bool:
    """Whether a sourced row has a citation that supports it."""
    return any(one.stance == Stance.SUPPORTS for one in facts.citations(row))


def _case_problems(facts: Facts, case: m.Case) -> Iterator[str]:
    if not case.title.strip():
        yield _("The case has no title.")
    if not case.criterion:
        yield _("It is not said why the case is listed.")
    if not case.summary.strip():
        yield _("The case has no summary.")
    for ground in case.grounds:
        if ground not in Ground.values:
            yield _("The ground “%(key)s” is not in the vocabulary.") % {"key": ground}
    if not facts.subjects_of[case.pk]:
        yield _("The case has no subject.")
    if not any(event.is_public for event in facts.events_of[case.pk]):
        yield _("The case has no public event.")
    try:
        arrange(history_of_case(facts, case.pk))
    except ValueError as error:
        yield _("The events cannot be put in order: %(reason)s.") % {"reason": error}
    combinations = 1
    for rivals in rivals_of(facts, case.pk):
        combinations *= len(rivals.alternatives)
    if combinations > MOST_COMBINATIONS:
        yield _("Too many disputes are undecided at once.")


def _subject_problems(facts: Facts, subject: m.Subject) -> Iterator[str]:
    for charge in facts.charges_of[subject.pk]:
        if not is_supported(facts, charge):
            yield _("The charge “%(row)s” has no source.") % {"row": charge.wording}
    for sentence in facts.sentences_of[subject.pk]:
        if not is_supported(facts, sentence):
            yield _("The sentence “%(row)s” has no source.") % {
                "row": SentenceKind(sentence.kind).label
            }
    for designation in _designations(facts, subject):
        if not is_supported(facts, designation):
            yield _("The designation “%(row)s” has no source.") % {
                "row": DesignationKind(designation.kind).label
            }
    if subject.person_id:
        yield from _person_problems(facts, facts.people[subject.person_id])


def _designations(facts: Facts, subject: m.Subject) -> list[m.Designation]:
    if subject.person_id:
        return facts.index.designations_of_person[subject.person_id]
    return facts.index.designations_of_organisation[subject.organisation_id]


def _person_problems(facts: Facts, person: m.Person) -> Iterator[str]:
    spellings = facts.names_of[person.pk]
    if not person.descriptor and not any(name.is_public for name in spellings):
        yield _("A subject has neither a public name nor a descriptor.")
    for name in spellings:
        if name.is_public and name.origin == NameOrigin.SOURCE and not is_supported(facts, name):
            yield _("The spelling “%(row)s” has no source and is not marked editorial.") % {
                "row": name.text
            }
    for profession in person.professions:
        if profession not in Profession.values:
            yield _("The profession “%(key)s” is not in the vocabulary.") % {"key": profession}
    for affiliation in facts.index.affiliations_of_person[person.pk]:
        if not is_supported(facts, affiliation):
            yield _("An affiliation (%(role)s) has no source.") % {
                "role": AffiliationRole(affiliation.role).label
            }
