"""The flat columns of cases, people and events: what lists show and files hold.

The data dictionary describes them. Several values are joined by "; ". A sentence is its key and
its term by ISO 8601: "imprisonment P7Y6M"; "life_imprisonment"; "fine 2000000.00 KZT".
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from cases import dates
from cases import models as m
from cases.custody import NOTHING_KNOWN, Answer
from cases.publication.bounds import edtf_of_bounds
from cases.publication.documents.parts import Part, day_text, state
from cases.publication.folding import is_hearsay
from cases.publication.reading import Facts
from cases.publication.standing import Standings
from cases.publication.tying import place_columns
from cases.vocabulary import (
    GRAVITY,
    HELD,
    SENTENCE_STATES,
    SURENESS,
    CustodyState,
    ParticipantRole,
)
from cases.vocabulary.countries import english_country_name

Columns = dict[str, Any]
TextOf = Callable[[Any], str]
JOINT = "; "


def joined(values: Iterable[str]) -> str:
    """The values once each, in their order."""
    return JOINT.join(dict.fromkeys(value for value in values if value))


def gravest(states: Iterable[CustodyState]) -> str:
    """The gravest of these states by the order of the vocabulary; unknown of none."""
    return str(min(states, key=GRAVITY.index, default=CustodyState.UNKNOWN))


def surest(answers: Iterable[Answer]) -> str:
    """How the surest of these answers is known; of none nothing is."""
    found = (answer.certainty for answer in answers)
    return str(min(found, key=SURENESS.index, default=NOTHING_KNOWN.certainty))


def standing_sentences(sentences: Iterable[m.Sentence]) -> list[m.Sentence]:
    """Those that no later one amends."""
    sentences = list(sentences)
    amended = {row.amends_id for row in sentences}
    return [row for row in sentences if row.pk not in amended]


def sentence_text(row: m.Sentence) -> str:
    """As the module says; "in_absentia" and "converted" follow where they apply."""
    parts = [row.kind]
    if row.is_life and row.kind != "life_imprisonment":
        parts.append("life")
    if term := term_text(row.years, row.months, row.days):
        parts.append(term)
    if row.quantity is not None:
        parts.append(str(row.quantity))
    if row.amount is not None:
        parts.append(f"{row.amount} {row.currency}")
    if row.is_converted:
        parts.append("converted")
    if row.is_in_absentia:
        parts.append("in_absentia")
    return " ".join(parts)


def term_text(years: int, months: int, days: int) -> str:
    """A length by ISO 8601: "P7Y6M"; "" for none."""
    term = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
    return f"P{term}" if term else ""


def confirmed_text(events: Iterable[Part], day: str | None) -> str:
    """When a state was confirmed, as the source tells it. `day` is the first day that may mean.

    Somebody seen "in March" is surely confirmed from the 1st: that is for reckoning. Told is the
    narrowest date of an event of the document that begins on that day, or the day itself.
    """
    return confirmations(events).get(day, day) if day else ""


def confirmations(events: Iterable[Part]) -> dict[str, str]:
    """`confirmed_text` of each day on which a date of an event begins."""
    narrowest: dict[str, tuple[str, str]] = {}
    for event in events:
        for edtf, earliest, latest in _told_dates(event):
            if earliest and latest:
                told = (latest, edtf)
                narrowest[earliest] = min(narrowest.get(earliest, told), told)
    return {day: edtf for day, (_latest, edtf) in narrowest.items()}


def _told_dates(event: Part) -> Iterable[tuple[str, str | None, str | None]]:
    """The dates that an event tells: its own, its end, and the sides of a span of time."""
    for partial in (event["date"], event["end"]):
        if not partial:
            continue
        yield partial["edtf"], partial["earliest"], partial["latest"]
        for side in partial["edtf"].split("/") if "/" in partial["edtf"] else ():
            if side not in ("", ".."):
                earliest, latest = dates.to_bounds(side)
                yield side, day_text(earliest), day_text(latest)


def longest_months(sentences: Iterable[m.Sentence]) -> int | None:
    """The longest stated term in whole months, of sentences that touch freedom; None for life."""
    terms = [
        row.years * 12 + row.months + row.days // 30
        for row in sentences
        if row.kind in SENTENCE_STATES and (row.years or row.months or row.days)
    ]
    return max(terms, default=None)


def case_columns(
    facts: Facts,
    case: m.Case,
    document: dict[str, Any],
    events: list[m.Event],
    standings: Standings,
    text: TextOf,
) -> Columns:
    """The columns of `PublishedCase`, but for those that every published row has."""
    subjects = facts.subjects_of[case.pk]
    sentences = [row for s in subjects for row in facts.sentences_of.get(s.pk, ())]
    effective = standing_sentences(sentences)
    answers = {
        row.pk: standings.in_case(row.person_id, case.pk).answer
        for row in subjects
        if row.person_id
    }
    heads = {
        row.pk: facts.people[row.person_id].headcount if row.person_id else 1 for row in subjects
    }
    status = gravest(answer.state for answer in answers.values())
    opened, last = document["opened"], document["last_event"]
    last_kinds = [e.kind for e in events if last and e.date == last["edtf"]]
    return {
        "title": case.title,
        "country_code": case.country,
        "country": english_country_name(case.country),
        "status": status,
        "certainty": surest(answer for answer in answers.values() if answer.state == status),
        "subjects": joined(text(_who(facts, row)) for row in subjects),
        "subject_count": sum(heads.values()),
        "held_count": sum(heads[pk] for pk, answer in answers.items() if answer.state in HELD),
        "opened": opened["edtf"] if opened else "",
        "opened_earliest": _day(opened, "earliest"),
        "opened_latest": _day(opened, "latest"),
        "last_event": last["edtf"] if last else "",
        "last_event_on": _day(last, "earliest") or _day(last, "latest"),
        "last_event_kind": last_kinds[-1] if last_kinds else "",
        "organisations": joined(_organisations(facts, subjects, events, text)),
        "provisions": joined(_provisions(facts, subjects, text)),
        "courts": joined(text(facts.courts[e.court_id]) for e in events if e.court_id),
        "sentence_kinds": joined(row.kind for row in effective),
        "longest_sentence_months": longest_months(effective),
        "in_absentia": any(row.is_in_absentia for row in sentences),
        "designations": joined(one["kind"] for one in document["designations"]),
        "places": joined(text(facts.places[e.place_id]) for e in events if e.place_id),
        "event_count": len(events),
        "source_count": len(document["sources"]),
        "due_on": _first(_changes(facts, subjects, standings)),
    }


def person_columns(
    facts: Facts,
    person: m.Person,
    document: dict[str, Any],
    events: list[m.Event],
    subjects: list[m.Subject],
    standings: Standings,
    text: TextOf,
) -> Columns:
    """The columns of `PublishedPerson`, but for those that every published row has."""
    standing = standings.of_person(person.pk)
    answer: Answer = standing.answer
    sentences = [row for s in subjects for row in facts.sentences_of.get(s.pk, ())]
    effective = standing_sentences(sentences)
    dated = [e.date_earliest or e.date_latest for e in events if e.date]
    expected = standing.expected
    name, *others = [one["text"] for one in _shown_first(document["names"])] or [text(person)]
    country = _country(facts, subjects, events)
    return {
        "name": name,
        "other_names": joined(others),
        "country_code": country,
        "country": english_country_name(country),
        "gender": person.gender,
        "professions": joined(person.professions),
        "status": str(answer.state),
        "certainty": str(answer.certainty),
        "status_since": edtf_of_bounds(*answer.since),
        "status_since_earliest": answer.since[0],
        "status_confirmed": confirmed_text(document["events"], day_text(answer.confirmed_on)),
        "whereabouts": state(answer)["whereabouts"],
        "cases": joined(text(facts.cases[row.case_id]) for row in subjects),
        "organisations": joined(
            text(facts.organisations[row.organisation_id])
            for row in facts.index.affiliations_of_person[person.pk]
        ),
        "provisions": joined(_provisions(facts, subjects, text)),
        "sentence": joined(sentence_text(row) for row in effective),
        "sentence_months": longest_months(effective),
        "expected_release": edtf_of_bounds(expected.earliest, expected.latest) if expected else "",
        "designations": joined(one["kind"] for one in document["designations"]),
        "event_count": len(events),
        "source_count": len(document["sources"]),
        "headcount": person.headcount,
        "is_name_withheld": person.is_name_withheld,
        "last_event_on": max((day for day in dated if day), default=None),
        "due_on": standing.changes_on,
    }


def event_columns(facts: Facts, event: m.Event, *, disputed: bool, text: TextOf) -> Columns:
    """The columns of `PublishedEvent`, but for those of its case."""
    parts = facts.participants_of.get(event.pk, ())
    court = facts.courts.get(event.court_id)
    place = facts.places.get(event.place_id)
    sources = [facts.sources[one.source_id] for one in facts.citations(event)]
    case = facts.cases.get(event.case_id)
    organisations = [
        facts.organisations[row.organisation_id] for row in parts if row.organisation_id
    ]
    countries = [row.country for row in (case, court, place, *organisations) if row]
    return {
        "public_id": event.public_id,
        "country_code": next((code for code in countries if code), ""),
        "people": joined(
            text(facts.people[row.person_id])
            for row in parts
            if row.person_id and row.role == ParticipantRole.AFFECTED
        ),
        "kind": event.kind,
        "date": event.date,
        "date_earliest": event.date_earliest,
        "date_latest": event.date_latest,
        "end": event.end,
        "place": text(place) if place else "",
        "court": text(court) if court else "",
        "facility": text(facts.facilities[event.facility_id]) if event.facility_id else "",
        "organisations": joined(text(row) for row in organisations),
        "summary": event.summary,
        "disputed": disputed,
        "is_hearsay": is_hearsay(facts, event),
        "sources": joined(text(source) for source in sources),
        "planned": event.planned,
        "planned_earliest": event.planned_earliest,
        "planned_latest": event.planned_latest,
        **place_columns(facts, event),
    }


def _day(partial: dict[str, Any] | None, name: str) -> date | None:
    return date.fromisoformat(partial[name]) if partial and partial[name] else None


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _who(facts: Facts, row: m.Subject) -> Any:
    return (
        facts.people[row.person_id] if row.person_id else facts.organisations[row.organisation_id]
    )


def _changes(
    facts: Facts, subjects: Iterable[m.Subject], standings: Standings
) -> Iterable[date | None]:
    for row in subjects:
        if row.person_id:
            yield standings.in_case(row.person_id, row.case_id).changes_on
        else:
            yield standings.of_organisation(row.organisation_id or 0).changes_on


def _organisations(
    facts: Facts, subjects: list[m.Subject], events: list[m.Event], text: TextOf
) -> Iterable[str]:
    for row in subjects:
        if row.organisation_id:
            yield text(facts.organisations[row.organisation_id])
        else:
            for tie in facts.index.affiliations_of_person[row.person_id]:
                yield text(facts.organisations[tie.organisation_id])
    for event in events:
        for part in facts.participants_of.get(event.pk, ()):
            if part.organisation_id:
                yield text(facts.organisations[part.organisation_id])


def _provisions(facts: Facts, subjects: Iterable[m.Subject], text: TextOf) -> Iterable[str]:
    for row in subjects:
        for charge in facts.charges_of.get(row.pk, ()):
            if charge.provision_id:
                yield text(facts.provisions[charge.provision_id])


def _shown_first(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(names, key=lambda name: name["kind"] != "primary")


def _country(facts: Facts, subjects: list[m.Subject], events: list[m.Event]) -> str:
    """The country of the case with the latest event."""
    latest: dict[int, date] = {}
    for event in events:
        day = event.date_earliest or event.date_latest
        if day and event.case_id:
            latest[event.case_id] = max(day, latest.get(event.case_id, day))
    rows = sorted(subjects, key=lambda row: (latest.get(row.case_id, date.min), -row.pk))
    return facts.cases[rows[-1].case_id].country if rows else ""
