"""The rows of one case's or one organisation's file, the people apart.

Values are given for every column that the seeds decide, so that leaving a key out of a file sets
its column back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from cases import models
from cases.seeding.gathering import SeedFile
from cases.seeding.rows import (
    Row,
    To,
    citations,
    name_key,
    organisation_to,
    person_to,
    picked,
    to_row,
)
from cases.seeding.schema import Entry


@dataclass(slots=True)
class FilePlan:
    """The rows of one case's or one organisation's file, its people apart."""

    file: SeedFile
    base: str = field(init=False)
    owner: To = field(init=False)

    def __post_init__(self) -> None:
        entry = self.file.entry
        if self.file.is_case:
            self.base = f"case/{entry['case']['key']}"
            self.owner = To(models.Case, self.base)
        else:
            self.base = f"organisation/{entry['organisation']['key']}"
            self.owner = To(models.Organisation, self.base)

    def rows(self) -> list[Row]:
        """All of them, each after those that it needs, rows of its own model apart."""
        entry = self.file.entry
        found = list(self._head())
        sections = [("events", self._event), ("affiliations", self._affiliation)]
        if self.file.is_case:
            sections += [
                ("charges", self._charge),
                ("sentences", self._sentence),
                ("designations", self._designation),
            ]
        sections += [
            ("relations", self._relation),
            ("disputes", self._dispute),
            ("reported_counts", self._count),
        ]
        for name, rows_of in sections:
            for one in entry[name]:
                found += rows_of(one)
        return found

    def _row(
        self, model: type[Model], key: str, values: dict[str, Any], entry: Entry, *, cited: bool
    ) -> Row:
        found = citations(entry) if cited else None
        return Row(model, key, values, self.file.name, entry.line, found)

    def _own(self, model: type[Model], kind: str, key: str | None) -> To | None:
        return to_row(model, f"{self.base}/{kind}", key)

    def _head(self) -> Iterator[Row]:
        entry = self.file.entry
        if not self.file.is_case:
            yield from self._organisation()
            return
        case = entry["case"]
        names = ("title", "country", "criterion", "grounds", "summary", "state", "last_verified_on")
        values = {"slug": case["key"], **picked(case, *names)}
        yield self._row(models.Case, self.base, values, case, cited=False)
        for subject in entry["subjects"]:
            values = {
                "case": self.owner,
                "person": person_to(subject["person"]),
                "organisation": organisation_to(subject["organisation"]),
            }
            key = f"{self.base}/subject/{subject['person'] or subject['organisation']}"
            yield self._row(models.Subject, key, values, subject, cited=False)

    def _organisation(self) -> Iterator[Row]:
        for name in self.file.entry["names"]:
            values = {"organisation": self.owner, **picked(name, "text", "kind", "origin")}
            key = name_key(self.base, name)
            yield self._row(models.OrganisationName, key, values, name, cited=True)
        for link in self.file.entry["links"]:
            values = {
                "organisation": self.owner,
                "kind": link["kind"],
                "related": organisation_to(link["related"]),
            }
            key = f"{self.base}/link/{link['kind']}/{link['related']}"
            yield self._row(models.OrganisationLink, key, values, link, cited=True)

    def _event(self, event: Entry) -> Iterator[Row]:
        key = f"{self.base}/event/{event['key']}"
        values = {
            "case": self.owner if self.file.is_case else None,
            "after": self._own(models.Event, "event", event["after"]),
            "before": self._own(models.Event, "event", event["before"]),
            "place": to_row(models.Place, "place", event["place"]),
            "court": to_row(models.Court, "court", event["court"]),
            "facility": to_row(models.Facility, "facility", event["facility"]),
            "is_public": event["public"],
            **picked(
                event,
                *("kind", "date", "date_basis", "end", "duration_days", "planned", "order"),
                *("stated_custody", "summary"),
            ),
        }
        yield self._row(models.Event, key, values, event, cited=True)
        for line, values in self._participants(event):
            who = values["person"] or values["organisation"]
            part = f"{key}/participant/{who.key}/{values['role']}"
            values["event"] = To(models.Event, key)
            yield Row(models.EventParticipant, part, values, self.file.name, line)

    def _participants(self, event: Entry) -> Iterator[tuple[int, dict[str, Any]]]:
        """Who is named; where nobody is, the subjects (or the organisation) are affected."""
        for name, role, to in (
            ("people", "person", person_to),
            ("organisations", "organisation", organisation_to),
        ):
            given = event[name]
            if given is None:
                parts = [(event.line, key, "affected") for key in self._affected(role)]
            else:
                parts = [(one.line, one[role], one["role"]) for one in given]
            for line, key, part in parts:
                yield line, {"person": None, "organisation": None, role: to(key), "role": part}

    def _affected(self, role: str) -> list[str]:
        if self.file.is_case:
            return [one[role] for one in self.file.entry["subjects"] if one[role]]
        return [self.file.entry["organisation"]["key"]] if role == "organisation" else []

    def _subject(self, key: str) -> To:
        return To(models.Subject, f"{self.base}/subject/{key}")

    def _charge(self, charge: Entry) -> Iterator[Row]:
        key = f"{self.base}/charge/{charge['key']}"
        values = {
            "subject": self._subject(charge["subject"]),
            "wording": charge["wording"],
            "provision": to_row(models.LegalProvision, "provision", charge["provision"]),
        }
        yield self._row(models.Charge, key, values, charge, cited=True)
        for step in charge["history"]:
            values = {
                "charge": To(models.Charge, key),
                "status": step["status"],
                "event": self._own(models.Event, "event", step["event"]),
            }
            step_key = f"{key}/step/{step['status']}/{step['event']}"
            yield self._row(models.ChargeStep, step_key, values, step, cited=False)

    def _sentence(self, sentence: Entry) -> Iterator[Row]:
        key = f"{self.base}/sentence/{sentence['key']}"
        term = ("years", "months", "days", "quantity", "note", "kind")
        values = {
            "subject": self._subject(sentence["subject"]),
            "event": self._own(models.Event, "event", sentence["event"]),
            "is_life": sentence["life"],
            "is_in_absentia": sentence["in_absentia"],
            "amends": self._own(models.Sentence, "sentence", sentence["amends"]),
            "imposed_by": organisation_to(sentence["imposed_by"]),
            **picked(sentence, *term, "amount", "currency", "is_converted", "starts"),
        }
        yield self._row(models.Sentence, key, values, sentence, cited=True)
        kinds: dict[str, int] = {}
        for condition in sentence["conditions"]:
            kinds[condition["kind"]] = kinds.get(condition["kind"], 0) + 1
            part = f"{key}/condition/{condition['kind']}/{kinds[condition['kind']]}"
            values = {"sentence": To(models.Sentence, key), **picked(condition, *term)}
            yield self._row(models.Condition, part, values, condition, cited=False)

    def _designation(self, designation: Entry) -> Iterator[Row]:
        values = {
            "person": person_to(designation["person"]),
            "organisation": organisation_to(designation["organisation"]),
            "kind": designation["kind"],
            "grantor": organisation_to(designation["grantor"]),
            "granted": self._own(models.Event, "event", designation["granted"]),
            "withdrawn": self._own(models.Event, "event", designation["withdrawn"]),
        }
        key = f"{self.base}/designation/{designation['key']}"
        yield self._row(models.Designation, key, values, designation, cited=True)

    def _affiliation(self, affiliation: Entry) -> Iterator[Row]:
        values = {
            "person": person_to(affiliation["person"]),
            "organisation": organisation_to(affiliation["organisation"]),
            "starts": affiliation["from"],
            "ends": affiliation["to"],
            **picked(affiliation, "role", "asserted"),
        }
        key = f"{self.base}/affiliation/{affiliation['key']}"
        yield self._row(models.Affiliation, key, values, affiliation, cited=True)

    def _relation(self, relation: Entry) -> Iterator[Row]:
        values = {
            "person": person_to(relation["person"]),
            "kind": relation["kind"],
            "related": person_to(relation["related"]),
        }
        key = f"person/{relation['person']}/link/{relation['kind']}/{relation['related']}"
        yield self._row(models.PersonLink, key, values, relation, cited=True)

    def _dispute(self, dispute: Entry) -> Iterator[Row]:
        key = f"{self.base}/dispute/{dispute['key']}"
        values = {
            "case": self.owner if self.file.is_case else None,
            "organisation": None if self.file.is_case else self.owner,
            **picked(dispute, "question", "reason"),
        }
        yield self._row(models.Dispute, key, values, dispute, cited=False)
        for number, claim in enumerate(dispute["claims"], 1):
            values = {
                "dispute": To(models.Dispute, key),
                "claim": claim["claim"],
                "event": self._own(models.Event, "event", claim["event"]),
                "charge": self._own(models.Charge, "charge", claim["charge"]),
                "sentence": self._own(models.Sentence, "sentence", claim["sentence"]),
                "affiliation": self._own(models.Affiliation, "affiliation", claim["affiliation"]),
                "is_used": claim["used"],
            }
            part = f"{key}/claim/{number}"
            yield self._row(models.DisputeClaim, part, values, claim, cited=True)

    def _count(self, count: Entry) -> Iterator[Row]:
        values = {
            "reported_by": organisation_to(count["by"]),
            **picked(count, "count", "basis", "of", "kind", "country", "on"),
        }
        key = f"{self.base}/reported_count/{count['key']}"
        yield self._row(models.ReportedCount, key, values, count, cited=True)
