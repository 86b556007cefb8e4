"""What keeps a case from being published, each sentence with a link to the row that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases import models as m
from cases.publication import checking
from cases.publication.reading import Facts, Reach, read
from cases.vocabulary import AffiliationRole, DesignationKind, EventKind, SentenceKind


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the page on which it is put right."""

    sentence: str
    url: str


def missing(case: m.Case) -> list[Missing]:
    """What publication's checks find in the case, with links; empty if it may be published."""
    return missing_in(read(Reach(cases={case.pk})), case.pk)


def missing_in(facts: Facts, case_id: int) -> list[Missing]:
    """As `missing`, of facts that have been read and not redacted."""
    sentences = checking.problems(facts, case_id)
    if not sentences:
        return []
    rows = list(_unsupported(facts, case_id))
    home = _page(facts.cases[case_id])
    found = []
    for sentence in sentences:
        # Two like rows have like sentences: each takes the next row that it can mean.
        match = next((one for one in rows if one[0] in sentence), None)
        if match:
            rows.remove(match)
        found.append(Missing(sentence, _page(match[1]) if match else home))
    return found


def _unsupported(facts: Facts, case_id: int) -> Iterator[tuple[str, Any]]:
    """The rows that a check may name, in the words with which it names them."""
    subjects = facts.subjects_of[case_id]
    people = {row.person_id for row in subjects if row.person_id}
    organisations = {row.organisation_id for row in subjects if row.organisation_id}
    named: list[tuple[str, Any]] = [
        (f"{row.date or row.planned or '—'} {EventKind(row.kind).label}", row)
        for row in facts.events_of[case_id]
    ]
    for subject in subjects:
        named += [(row.wording, row) for row in facts.charges_of[subject.pk]]
        named += [
            (str(SentenceKind(row.kind).label), row) for row in facts.sentences_of[subject.pk]
        ]
    named += [
        (str(DesignationKind(row.kind).label), row)
        for row in facts.designations.values()
        if row.person_id in people or row.organisation_id in organisations
    ]
    named += [(row.text, row) for pk in people for row in facts.names_of[pk]]
    for words, row in named:
        if not checking.is_supported(facts, row):
            yield f"“{words}”", row
    for row in facts.affiliations.values():
        if row.person_id in people and not checking.is_supported(facts, row):
            yield f"({AffiliationRole(row.role).label})", row
    for row in facts.disputes.values():
        if row.case_id == case_id:
            yield f"“{row.question}”", row


def _page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])
