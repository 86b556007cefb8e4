"""Quick access by owner: which events, recognitions, ties and disputes are whose."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cases.vocabulary import ParticipantRole

if TYPE_CHECKING:
    from cases.publication.reading import Facts

# The parts in an event that make it part of somebody's own history.
OWN_ROLES = (ParticipantRole.AFFECTED, ParticipantRole.ACTOR)


class Index:
    """Lists by primary key of the owner, each in order of identifier; empty where there is none.

    It shows the facts as they were when it was made: redaction makes it anew.
    """

    def __init__(self, facts: "Facts") -> None:
        self.subjects_of_person = _by(facts.subjects.values(), "person_id")
        self.subjects_of_organisation = _by(facts.subjects.values(), "organisation_id")
        self.designations_of_person = _by(facts.designations.values(), "person_id")
        self.designations_of_organisation = _by(facts.designations.values(), "organisation_id")
        self.affiliations_of_person = _by(facts.affiliations.values(), "person_id")
        self.affiliations_of_organisation = _by(facts.affiliations.values(), "organisation_id")
        self.cases_by_key = {case.public_id: case for case in facts.cases.values()}
        # The designations that an event of a case grants, by identifier.
        self.granted_in_case: dict[int, set[str]] = defaultdict(set)
        for designation in facts.designations.values():
            granted = facts.events.get(designation.granted_id)
            if granted is not None and granted.case_id:
                self.granted_in_case[granted.case_id].add(designation.public_id)
        self.disputes_of_case = _by(facts.disputes.values(), "case_id")
        self.disputes_of_organisation = _by(facts.disputes.values(), "organisation_id")
        self.links_of_person: dict[int, list[Any]] = defaultdict(list)
        for link in facts.links.values():
            self.links_of_person[link.person_id].append(link)
            self.links_of_person[link.related_id].append(link)
        self.links_of_organisation: dict[int, list[Any]] = defaultdict(list)
        for tie in facts.organisation_links.values():
            self.links_of_organisation[tie.organisation_id].append(tie)
            self.links_of_organisation[tie.related_id].append(tie)
        # What befell a person or what they did; what an organisation had any part in.
        self.events_of_person: dict[int, list[Any]] = defaultdict(list)
        self.events_of_organisation: dict[int, list[Any]] = defaultdict(list)
        for pk, event in facts.events.items():
            for person_id in {
                row.person_id
                for row in facts.participants_of.get(pk, ())
                if row.person_id and row.role in OWN_ROLES
            }:
                self.events_of_person[person_id].append(event)
            for row in facts.participants_of.get(pk, ()):
                if row.organisation_id:
                    self.events_of_organisation[row.organisation_id].append(event)


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        owner = getattr(row, column)
        if owner is not None:
            groups[owner].append(row)
    return groups
