"""The rows of the child tables, read off the documents: one source of truth, flat text by label.

Which document a fact's rows hang on is said here; how they are stored, in children.py.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from cases import models as m
from cases.publication.bounds import edtf_of_bounds
from cases.publication.citing import Page, ref_of
from cases.publication.documents.parts import Part
from cases.publication.flattening import (
    Columns,
    confirmed_text,
    joined,
    term_text,
)
from cases.publication.labels import LabelRow
from cases.publication.offences import offence
from cases.publication.projection import Row, digest_of
from cases.publication.reading import Facts
from cases.publication.tying import key_of, part_rows, tie_rows, whereabouts
from cases.vocabulary import ChargeStatus, Stance

_DECIDED = frozenset({ChargeStatus.DROPPED, ChargeStatus.CONVICTED, ChargeStatus.ACQUITTED})
_NO_SOURCE = {"source": None, "paragraph": None, "locator": "", "stance": "", "basis": "",
              "attributed_to": "", "note": ""}  # fmt: skip
_NO_CLAIM = {"dispute_id": "", "dispute_question": "", "claim": "", "claim_used": None}


class Tabulator:
    """Makes the child rows of one batch; `label` gives the label of a reference.

    A fact that a case shows hangs on the case (a tie of somebody with two cases on both). What no
    case shows hangs on the person, the organisation, the event or the count that has it, and its
    case columns are empty.
    """

    def __init__(self, facts: Facts, label: Callable[[str], LabelRow]) -> None:
        self.facts = facts
        self.label = label
        self._sources: dict[str | None, Columns] = {None: _source_columns("", None)}

    def of_case(self, document: Part, case: m.Case) -> list[Row]:
        """The subjects, charges, sentences, designations and citations of a case, but no events."""
        cited = self._cited(document, case)
        citations = document["citations"]
        against = {one["n"] for one in citations if one["stance"] == Stance.CONTRADICTS}
        rivals = {
            claim[kind]
            for dispute in document["disputes"]
            for claim in dispute["claims"]
            for kind in ("charge", "sentence")
        }
        granted = self._granted_in({case.pk})
        rows = [
            self._row("subject", part["id"], cited, self._subject(document, part))
            for part in document["subjects"]
        ]
        for kind, columns_of in (("charge", self._charge), ("sentence", self._sentence)):
            for part in document[f"{kind}s"]:
                disputed = part["id"] in rivals or not against.isdisjoint(part["citations"])
                columns = {**columns_of(part), "disputed": disputed}
                rows.append(self._row(kind, part["id"], cited, columns))
        designations = [part for part in document["designations"] if part["id"] in granted]
        rows += [self._designation(part, cited) for part in designations]
        for kind in ("event", "charge", "sentence", "affiliation", "relation"):
            cited.add(kind, document[f"{kind}s"])
        cited.add("designation", designations)
        cited.add_claims(document["disputes"])
        events = self.facts.events_of.get(case.pk, ())
        rows += part_rows(self.facts, events, cited.owner)
        return rows + self._citations(cited)

    def of_person(self, document: Part, person: m.Person) -> list[Row]:
        """The citations of a person's particulars, and the designations outside their cases."""
        cited = self._cited(document, person)
        index = self.facts.index
        shown = self._granted_in({row.case_id for row in index.subjects_of_person[person.pk]})
        designations = [part for part in document["designations"] if part["id"] not in shown]
        cited.add("person", [{"id": document["id"], **document["particulars"]}])
        cited.add("name", document["names"])
        cited.add("birth", [document["birth"]] if document["birth"] else [])
        cited.add("age", document["ages"])
        cited.add("designation", designations)
        rows = [self._designation(part, cited) for part in designations]
        rows += tie_rows(document["affiliations"], cited.owner, self._text)
        return rows + self._citations(cited)

    def of_organisation(
        self, document: Part, body: m.Organisation, has_page: Callable[[Any], bool]
    ) -> list[Row]:
        """What an organisation's document says outside cases; ties of people who have a page
        (`has_page`) are in their cases."""
        cited = self._cited(document, body)
        facts, index = self.facts, self.facts.index
        paged = {
            row.public_id
            for row in index.affiliations_of_organisation[body.pk]
            if has_page(facts.people[row.person_id])
        }
        shown = self._granted_in({row.case_id for row in index.subjects_of_organisation[body.pk]})
        disputes = {row.public_id for row in index.disputes_of_organisation[body.pk]}
        designations = [part for part in document["designations"] if part["id"] not in shown]
        cited.add("organisation_name", document["names"])
        # Both ends show a link; it is the first one's.
        links = [part for part in document["links"] if part["organisation"] == ref_of(body)]
        cited.add("organisation_link", links)
        ties = [part for part in document["affiliations"] if part["id"] not in paged]
        cited.add("affiliation", ties)
        cited.add("designation", designations)
        cited.add_claims(part for part in document["disputes"] if part["id"] in disputes)
        rows = [self._designation(part, cited) for part in designations]
        rows += tie_rows(ties, cited.owner, self._text)
        return rows + self._citations(cited)

    def of_event(self, event: m.Event) -> list[Row]:
        """The citations and the parts of an event that belongs to no case."""
        page = Page(self.facts)
        part = {"id": event.public_id, "citations": page.cite(event)}
        cited = Cited(page.citations, {"owner": ref_of(event), "case_public_id": "",
                                       "case_slug": ""})  # fmt: skip
        cited.add("event", [part])
        return part_rows(self.facts, [event], cited.owner) + self._citations(cited)

    def of_count(self, document: Part, ref: str) -> list[Row]:
        """The citations of a reported count, `ref` being its reference."""
        cited = Cited(document["citations"], {"owner": ref, "case_public_id": "", "case_slug": ""})
        cited.add("reported_count", [{"id": document["id"], "citations": document["cited"]}])
        return self._citations(cited)

    def _cited(self, document: Part, owner: Any) -> "Cited":
        is_case = document["kind"] == "case"
        return Cited(
            document["citations"],
            {
                "owner": ref_of(owner),
                "case_public_id": document["id"] if is_case else "",
                "case_slug": document["slug"] if is_case else "",
            },
        )

    def _granted_in(self, cases: set[Any]) -> set[str]:
        """The designations granted by an event of these cases."""
        granted = self.facts.index.granted_in_case
        return {key for case_id in cases for key in granted.get(case_id, ())}

    def _row(self, kind: str, public_id: str, cited: "Cited", columns: Columns) -> Row:
        columns = {"public_id": public_id, **cited.owner, **columns}
        return Row(kind, public_id, columns, digest=digest_of(columns))

    def _text(self, ref: str | None) -> str:
        return self.label(ref).flat if ref else ""

    def _subject(self, document: Part, part: Part) -> Columns:
        state, expected = part["state"], part["expected_release"]
        kind, _colon, key = part["ref"].partition(":")
        return {
            **whereabouts(self.facts, document["events"], part),
            "person_id": key if kind == "person" else "",
            "organisation_id": key if kind == "organisation" else "",
            "name": self._text(part["ref"]),
            "headcount": part["headcount"],
            "headcount_basis": part["headcount_basis"],
            "status": state["state"],
            "status_since": edtf_of_bounds(*_days(state["since"])),
            "status_since_earliest": _days(state["since"])[0],
            "status_confirmed": confirmed_text(document["events"], state["confirmed_on"]),
            "certainty": state["certainty"],
            "expected_release": edtf_of_bounds(*_days(expected)) if expected else "",
        }

    def _charge(self, part: Part) -> Columns:
        steps = part["steps"]
        provision = self._text(part["provision"])
        brought = next((one for one in steps if one["status"] == ChargeStatus.PENDING), None)
        decided = steps[-1]["date"] if part["status"] in _DECIDED and steps else None
        return {
            "subject_id": part["subject"],
            "person": self._text(part["ref"]),
            "wording": part["wording"],
            "provision": provision,
            "status": part["status"],
            **_dated("brought", brought["date"] if brought else None),
            "decided": decided["edtf"] if decided else "",
            "target": part["ref"],
            "provision_id": key_of(part["provision"]),
            "offence": "" if provision else offence(part["wording"]),
        }

    def _sentence(self, part: Part) -> Columns:
        return {
            "subject_id": part["subject"],
            "person": self._text(part["ref"]),
            **{name: part[name] for name in ("kind", "years", "months", "days", "quantity")},
            "is_life": part["is_life"],
            "amount": part["amount"] or "",
            "currency": part["currency"],
            "is_converted": part["is_converted"],
            "in_absentia": part["is_in_absentia"],
            **_dated("imposed", part["date"]),
            "court": self._text(part["court"]),
            "imposed_by": self._text(part["imposed_by"]),
            "amends": part["amends"] or "",
            "conditions": joined(_condition(one) for one in part["conditions"]),
            "note": part["note"],
            "target": part["ref"],
            "event_id": part["event"],
            "court_id": key_of(part["court"]),
        }

    def _designation(self, part: Part, cited: "Cited") -> Row:
        kind, _colon, key = part["ref"].partition(":")
        withdrawn = part["withdrawn"]
        columns = {
            "person_id": key if kind == "person" else "",
            "name": self._text(part["ref"]),
            "kind": part["kind"],
            "grantor": self._text(part["grantor"]),
            **_dated("granted", part["granted"]["date"]),
            **_dated("withdrawn", withdrawn["date"] if withdrawn else None),
            "target": part["ref"],
            "grantor_id": key_of(part["grantor"]),
            "is_withdrawn": withdrawn is not None,
        }
        return self._row("designation", part["id"], cited, columns)

    def _citations(self, cited: "Cited") -> list[Row]:
        return [
            self._row("citation", key, cited, {**fact, **self._source(one["source"]), **_said(one)})
            for key, fact, one in cited.uses()
        ]

    def _source(self, ref: str | None) -> Columns:
        if ref not in self._sources:
            self._sources[ref] = _source_columns(ref or "", self.label(ref or ""))
        return self._sources[ref]


class Cited:
    """The uses of one document's citations: which fact rests on which, each under a stable key."""

    def __init__(self, citations: Iterable[Part], owner: Columns) -> None:
        self.owner = owner
        self._citations = {one["n"]: one for one in citations}
        self._uses: list[tuple[Columns, Part]] = []

    def add(self, fact_type: str, parts: Iterable[Part]) -> None:
        """Facts of one type: parts of the document, each with its identifier."""
        for part in parts:
            fact = {"fact_type": fact_type, "fact_id": part["id"], **_NO_CLAIM}
            self._uses += [(fact, self._citations[n]) for n in part["citations"]]

    def add_claims(self, disputes: Iterable[Part]) -> None:
        """The rival claims of disputes; one without a source stands there without one."""
        for dispute in disputes:
            for claim in dispute["claims"]:
                fact = {
                    "fact_type": "dispute_claim",
                    "fact_id": claim["id"],
                    "dispute_id": dispute["id"],
                    "dispute_question": dispute["question"],
                    "claim": claim["claim"],
                    "claim_used": claim["is_used"],
                }
                found = [self._citations[n] for n in claim["citations"]]
                self._uses += [(fact, one) for one in found or [_NO_SOURCE]]

    def uses(self) -> Iterator[tuple[str, Columns, Part]]:
        """Identifier, fact and citation of each use.

        The identifier is the fact's and a digest of the place cited. It stays when the wording
        changes; only where one place is cited twice for a fact does a running number follow.
        """
        seen: dict[str, int] = {}
        for fact, one in self._uses:
            place = (self.owner["owner"], fact["fact_type"], one["source"], one["paragraph"],
                     one["locator"])  # fmt: skip
            digest = hashlib.sha256(repr(place).encode()).hexdigest()[:8]
            key = f"{fact['fact_id']}-{digest}"
            seen[key] = seen.get(key, 0) + 1
            yield key if seen[key] == 1 else f"{key}-{seen[key]}", fact, one


def _said(one: Part) -> Columns:
    names = ("paragraph", "locator", "stance", "basis", "attributed_to", "note")
    return {name: one[name] for name in names}


def _source_columns(ref: str, label: LabelRow | None) -> Columns:
    detail = label.detail if label else {}
    published = detail.get("published")
    return {
        "source_id": ref.partition(":")[2],
        "source": label.flat if label else "",
        "publisher": detail.get("publisher", ""),
        "published": published["edtf"] if published else "",
        "document": detail.get("document", ""),
        "article": detail.get("article"),
    }


def _days(bounds: Part) -> tuple[date | None, date | None]:
    earliest, latest = bounds["earliest"], bounds["latest"]
    return (
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
    )


def _dated(name: str, partial: Part | None) -> Columns:
    """The three columns of a partial date."""
    earliest, latest = _days(partial) if partial else (None, None)
    return {
        name: partial["edtf"] if partial else "",
        f"{name}_earliest": earliest,
        f"{name}_latest": latest,
    }


def _condition(part: Part) -> str:
    term = term_text(part["years"], part["months"], part["days"])
    quantity = "" if part["quantity"] is None else str(part["quantity"])
    # The list is joined by semicolons.
    note = f"({part['note'].replace(';', ',')})" if part["note"] else ""
    return " ".join(text for text in (part["kind"], term, quantity, note) if text)
