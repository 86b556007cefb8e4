"""Beside an organisation: every event that names it, who is tied to it on whose word, whom it
recognised and from whom it withdrew that, and what it counted."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.public.beside.happenings import event_line
from cases.public.beside.ties import (
    MOST,
    Context,
    Ties,
    address_in_case,
    case_of,
    first,
    latest,
    tie,
)
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import date_words, sentence_case, word
from cases.publication.models import (
    PublishedAffiliation,
    PublishedDesignation,
    PublishedEvent,
    PublishedOrganisation,
    PublishedPart,
    PublishedReportedCount,
)
from cases.vocabulary import (
    AffiliationRole,
    Asserted,
    DesignationKind,
    HeadcountBasis,
    ParticipantRole,
)

MOST_PEOPLE = 200


def organisation_ties(body: PublishedOrganisation) -> Ties:
    """Five queries: its parts in events and these, ties, recognitions granted, counts."""
    key = body.public_id
    own = {event["id"] for event in body.document.get("events", ())}
    taken = PublishedPart.objects.filter(organisation_id=key).exclude(event_id__in=own)
    parts, more_events = first(taken.order_by(latest("date"), "-pk"))
    roles: dict[str, list[str]] = {}
    for part in parts:
        roles.setdefault(part.event_id, []).append(part.role)
    events = list(
        PublishedEvent.objects.filter(public_id__in=roles).order_by(latest("date"), "-pk")
    )
    shown = {row["id"] for row in body.document.get("affiliations", ())}
    tied = PublishedAffiliation.objects.filter(organisation_id=key).exclude(public_id__in=shown)
    people, more_people = first(tied.order_by("person", "pk"), MOST_PEOPLE)
    granted = PublishedDesignation.objects.filter(grantor_id=key)
    recognised, more_recognised = first(granted.order_by(latest("granted"), "-pk"))
    counts = list(
        PublishedReportedCount.objects.filter(reporter_id=key).order_by(latest("on"), "-pk")[:MOST]
    )

    def words(labels: Labels) -> Context:
        return {
            "named": [
                {**event_line(row, labels), "roles": _roles(roles[row.public_id])} for row in events
            ],
            "more_named": more_events,
            "people": [_person_line(row, labels) for row in people],
            "more_people": more_people,
            "granted": [_designation_line(row, labels) for row in recognised],
            "more_granted": more_recognised,
            "counted": [_count_line(row, labels) for row in counts],
        }

    refs = {f"person:{row.person_id}" for row in people} | {row.target for row in recognised}
    for count in counts:
        refs |= set(count.document.get("sources", ()))
    return tie([*parts, *events, *people, *recognised], refs, words)


def _roles(roles: list[str]) -> str:
    return ", ".join(word(ParticipantRole, role) for role in dict.fromkeys(roles))


def _person_line(row: PublishedAffiliation, labels: Labels) -> dict[str, Any]:
    who = labels[f"person:{row.person_id}"]
    return {
        "who": who,
        "role": word(AffiliationRole, row.role),
        "asserted": word(Asserted, row.asserted),
        "is_alleged": row.asserted == Asserted.ALLEGED_BY_AUTHORITIES,
        "starts": date_words({"edtf": row.starts}),
        "ends": date_words({"edtf": row.ends}),
        # Where its sources stand.
        "url": f"{who['url']}#a-{row.public_id}" if who["url"] else "",
    }


def _designation_line(row: PublishedDesignation, labels: Labels) -> dict[str, Any]:
    who = labels[row.target]
    in_case = address_in_case(row, f"d-{row.public_id}")
    return {
        "who": who,
        "kind": word(DesignationKind, row.kind),
        "granted": date_words({"edtf": row.granted}) or _("date unknown"),
        "withdrawn": date_words({"edtf": row.withdrawn}) or _("date unknown")
        if row.is_withdrawn
        else "",
        "url": in_case or (f"{who['url']}#d-{row.public_id}" if who["url"] else ""),
        "case": case_of(row, labels),
    }


def _count_line(row: PublishedReportedCount, labels: Labels) -> dict[str, Any]:
    return {
        "count": number_format(row.count, force_grouping=True),
        "is_minimum": row.document.get("basis") == HeadcountBasis.MINIMUM,
        "of": sentence_case(row.document.get("of") or ""),
        "on": date_words({"edtf": row.on}),
        "sources": labels.all(row.document.get("sources", ())),
    }
