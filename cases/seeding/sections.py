"""The sections of a case's and of an organisation's file: which keys they take, and of what kind.

`seeds/README.md` describes the same for people. Documents and fixtures are in `references`. How a
declaration is applied is in `schema`; what must hold between sections is in `consistency`.
"""

from __future__ import annotations

from typing import Any

from cases import models
from cases import vocabulary as words
from cases.seeding.schema import Entry, Field, Scope, many, optional, required, section
from cases.seeding.values import (
    amount,
    choice,
    defines,
    locator,
    matching,
    member,
    one_day,
    one_of,
    partial_date,
    refers_to,
    text,
    whole,
    yes_or_no,
)
from cases.vocabulary.countries import COUNTRIES

COUNTRY = member(COUNTRIES, "country: type two capital letters of ISO 3166, for example KZ.")
DATE_BASIS = optional(choice(words.DateBasis, "date basis"), words.DateBasis.STATED)
LONGEST_TERM = 32767

CITATION = section(
    "a citation",
    {
        "at": required(locator),
        "basis": optional(choice(words.CitationBasis, "citation basis"), words.CitationBasis.MEDIA),
        "attributed_to": optional(text(models.EventCitation, "attributed_to"), ""),
        "stance": optional(choice(words.Stance, "stance"), words.Stance.SUPPORTS),
        "note": optional(text(models.EventCitation, "note"), ""),
    },
    short="at",
)
# Whether a citation is needed can depend on the rest of the section: `checking` asks for it.
CITE = optional(many(CITATION), list)


def sections_of(noun: str, fields: dict[str, Field]) -> Field:
    return optional(many(section(noun, fields)), list)


def _name(model: type[models.PersonName] | type[models.OrganisationName]) -> dict[str, Field]:
    return {
        "text": required(text(model, "text")),
        "kind": optional(choice(words.NameKind, "kind of name"), words.NameKind.SPELLING),
        # For the reader of the file only: the script is worked out from the letters.
        "script": optional(choice(words.Script, "script")),
        "origin": optional(choice(words.NameOrigin, "origin"), words.NameOrigin.SOURCE),
        "cite": CITE,
    }


_PERSON_NAMES = many(
    section("a name", _name(models.PersonName) | {"public": optional(yes_or_no, default=True)})
)


def _names_of_a_person(value: Any, scope: Scope, line: int) -> list[Entry]:
    """The names; the first is the primary one unless the file says otherwise."""
    found: list[Entry] = _PERSON_NAMES(value, scope, line)
    if found and not found[0].has("kind") and not any(_is_primary(one) for one in found):
        found[0].values["kind"] = words.NameKind.PRIMARY
    return found


def _is_primary(name: Entry) -> bool:
    return bool(name["kind"] == words.NameKind.PRIMARY)


PEOPLE = sections_of(
    "a person",
    {
        "key": required(defines("person")),
        "names": optional(_names_of_a_person, list),
        "descriptor": optional(text(models.Person, "descriptor"), ""),
        "descriptor_in_source": optional(text(models.Person, "descriptor_in_source"), ""),
        "headcount": optional(whole(1, 10_000_000), 1),
        "headcount_basis": optional(
            choice(words.HeadcountBasis, "headcount basis"), words.HeadcountBasis.EXACT
        ),
        "gender": optional(choice(words.Gender, "gender"), words.Gender.UNKNOWN),
        "professions": optional(many(choice(words.Profession, "profession")), list),
        "citizenship": optional(many(COUNTRY), list),
        "note": optional(text(), ""),
        "cite": CITE,
        "birth": optional(section("a birth", {"date": required(partial_date), "cite": CITE})),
        "ages": sections_of(
            "an age",
            {"age": required(whole(0, 125)), "on": required(partial_date), "cite": CITE},
        ),
    },
)

PARTICIPANT_ROLE = choice(words.ParticipantRole, "part in an event")
EVENTS = sections_of(
    "an event",
    {
        "key": required(defines("event")),
        "kind": required(choice(words.EventKind, "event kind")),
        "date": optional(partial_date, ""),
        "date_basis": DATE_BASIS,
        "end": optional(partial_date, ""),
        "duration_days": optional(whole(1, 40_000)),
        "planned": optional(partial_date, ""),
        "order": optional(whole(0, LONGEST_TERM), 0),
        "after": optional(refers_to("event")),
        "before": optional(refers_to("event")),
        "place": optional(refers_to("place")),
        "court": optional(refers_to("court")),
        "facility": optional(refers_to("facility")),
        "stated_custody": optional(choice(words.CustodyState, "state of custody"), ""),
        "summary": optional(text(), ""),
        "public": optional(yes_or_no, default=True),
        "people": optional(
            many(
                section(
                    "a participant",
                    {
                        "person": required(refers_to("person")),
                        "role": optional(PARTICIPANT_ROLE, words.ParticipantRole.AFFECTED),
                    },
                    short="person",
                )
            )
        ),
        "organisations": optional(
            many(
                section(
                    "a participant",
                    {
                        "organisation": required(refers_to("organisation")),
                        "role": optional(PARTICIPANT_ROLE, words.ParticipantRole.ACTOR),
                    },
                    short="organisation",
                )
            )
        ),
        "cite": CITE,
    },
)

CHARGES = sections_of(
    "a charge",
    {
        "key": required(defines("charge")),
        "subject": required(refers_to("subject")),
        "wording": required(text(models.Charge, "wording")),
        "provision": optional(refers_to("provision")),
        "history": sections_of(
            "a step of a charge",
            {
                "status": required(choice(words.ChargeStatus, "charge status")),
                "event": required(refers_to("event")),
            },
        ),
        "cite": CITE,
    },
)

TERM = {
    "years": optional(whole(0, LONGEST_TERM), 0),
    "months": optional(whole(0, LONGEST_TERM), 0),
    "days": optional(whole(0, LONGEST_TERM), 0),
    "quantity": optional(whole(1, 1_000_000)),
}
SENTENCES = sections_of(
    "a sentence",
    {
        "key": required(defines("sentence")),
        "subject": required(refers_to("subject")),
        "event": required(refers_to("event")),
        "kind": required(choice(words.SentenceKind, "kind of sentence")),
        **TERM,
        "life": optional(yes_or_no, default=False),
        "amount": optional(amount),
        "currency": optional(
            matching(r"[A-Z]{3}", "three capital letters of ISO 4217, for example KZT."), ""
        ),
        "is_converted": optional(yes_or_no, default=False),
        "in_absentia": optional(yes_or_no, default=False),
        "starts": optional(partial_date, ""),
        "amends": optional(refers_to("sentence")),
        "imposed_by": optional(refers_to("organisation")),
        "note": optional(text(models.Sentence, "note"), ""),
        "conditions": sections_of(
            "a condition",
            {
                "kind": required(choice(words.ConditionKind, "kind of condition")),
                **TERM,
                "note": optional(text(models.Condition, "note"), ""),
            },
        ),
        "cite": CITE,
    },
)

DESIGNATIONS = sections_of(
    "a designation",
    {
        "key": required(defines("designation")),
        "person": optional(refers_to("person")),
        "organisation": optional(refers_to("organisation")),
        "kind": required(choice(words.DesignationKind, "kind of designation")),
        "grantor": required(refers_to("organisation")),
        "granted": required(refers_to("event")),
        "withdrawn": optional(refers_to("event")),
        "cite": CITE,
    },
)

AFFILIATIONS = sections_of(
    "an affiliation",
    {
        "key": required(defines("affiliation")),
        "person": required(refers_to("person")),
        "organisation": required(refers_to("organisation")),
        "role": required(choice(words.AffiliationRole, "role in an organisation")),
        "asserted": required(choice(words.Asserted, "word on which an affiliation stands")),
        "from": optional(partial_date, ""),
        "to": optional(partial_date, ""),
        "cite": CITE,
    },
)

RELATIONS = sections_of(
    "a relation",
    {
        "person": required(refers_to("person")),
        "kind": required(choice(words.PersonRelation, "kind of relation")),
        "related": required(refers_to("person")),
        "cite": CITE,
    },
)

DISPUTES = sections_of(
    "a dispute",
    {
        "key": required(defines("dispute")),
        "question": required(text(models.Dispute, "question")),
        "reason": optional(text(), ""),
        "claims": required(
            many(
                section(
                    "a claim",
                    {
                        "claim": required(text(models.DisputeClaim, "claim")),
                        "event": optional(refers_to("event")),
                        "charge": optional(refers_to("charge")),
                        "sentence": optional(refers_to("sentence")),
                        "affiliation": optional(refers_to("affiliation")),
                        "used": optional(yes_or_no, default=False),
                        "cite": CITE,
                    },
                )
            )
        ),
    },
)

REPORTED_COUNTS = sections_of(
    "a reported count",
    {
        "key": required(defines("reported_count")),
        "count": required(whole(0, 100_000_000)),
        "basis": optional(
            choice(words.HeadcountBasis, "headcount basis"), words.HeadcountBasis.EXACT
        ),
        "of": required(text(models.ReportedCount, "of")),
        "kind": optional(choice(words.DesignationKind, "kind of designation"), ""),
        "country": required(COUNTRY),
        "on": optional(partial_date, ""),
        "by": optional(refers_to("organisation")),
        "cite": CITE,
    },
)

CASE = section(
    "a case",
    {
        "key": required(defines("case")),
        "title": required(text(models.Case, "title")),
        "country": required(COUNTRY),
        "criterion": required(choice(words.Criterion, "criterion")),
        "grounds": optional(many(choice(words.Ground, "ground")), list),
        "summary": required(text()),
        "last_verified_on": optional(one_day),
        "state": optional(
            # Withdrawing is done at the desk, where its consequences are shown.
            one_of("state of a case in the seeds", ["draft", "published"]),
            words.WorkflowState.PUBLISHED,
        ),
    },
)

SHARED = {
    "people": PEOPLE,
    "events": EVENTS,
    "affiliations": AFFILIATIONS,
    "relations": RELATIONS,
    "disputes": DISPUTES,
    "reported_counts": REPORTED_COUNTS,
}

CASE_FILE = section(
    "a case file",
    {
        "case": required(CASE),
        "subjects": sections_of(
            "a subject",
            {
                "person": optional(refers_to("person")),
                "organisation": optional(refers_to("organisation")),
            },
        ),
        "charges": CHARGES,
        "sentences": SENTENCES,
        "designations": DESIGNATIONS,
        **SHARED,
    },
)

ORGANISATION_FILE = section(
    "an organisation file",
    {
        "organisation": required(
            section("an organisation", {"key": required(refers_to("organisation"))})
        ),
        "names": sections_of("a name", _name(models.OrganisationName)),
        "links": sections_of(
            "a link",
            {
                "kind": required(choice(words.OrganisationRelation, "kind of link")),
                "related": required(refers_to("organisation")),
                "cite": CITE,
            },
        ),
        **SHARED,
    },
)
