"""Published rows as the plain words that a list's row shows.

Put together here and not in the templates, where a sentence with a value in it takes ten times as
long, and a page has a hundred of them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import DateError, describe, parse
from cases.public.dating import DayState
from cases.public.labels import status_label
from cases.publication.models import (
    PublishedCase,
    PublishedCourt,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
    PublishedSource,
)
from cases.vocabulary import EventKind, OrganisationKind, PlaceKind
from cases.vocabulary.countries import country_name

# What the rows of each list read: never the document, which may be large.
CASE_FIELDS = (
    "public_id", "slug", "title", "country_code", "status", "subjects", "subject_count", "opened",
    "opened_earliest", "last_event", "last_event_on", "last_event_kind", "sentence_kinds",
    "longest_sentence_months", "organisations",
)  # fmt: skip
PERSON_FIELDS = (
    "public_id", "slug", "name", "other_names", "country_code", "status", "status_since",
    "status_confirmed", "sentence_months", "last_event_on", "cases", "is_name_withheld",
    "headcount",
)  # fmt: skip

Row = dict[str, Any]
EVENT_KINDS = dict(EventKind.choices)
PLACE_KINDS = dict(PlaceKind.choices)
ORGANISATION_KINDS = dict(OrganisationKind.choices)


def date_words(edtf: str) -> str:
    """A date's words; text that is no date comes back itself."""
    try:
        return describe(parse(edtf)) if edtf else ""
    except DateError:
        return edtf


def term_words(months: int | None) -> str:
    """A length in months in words: "7 years", "1 year 6 months"; "" for none."""
    if not months:
        return ""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
    if rest:
        parts.append(ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest})
    return " ".join(parts)


def kind_words(kind: str) -> str:
    """An event kind in words."""
    return str(EVENT_KINDS.get(kind, kind))


def case_rows(
    cases: Iterable[PublishedCase], states: Mapping[int, DayState] | None = None
) -> list[Row]:
    """The rows of cases; `states` are those of a day in the past, by row number."""
    return [
        {
            "ref": f"case:{case.public_id}",
            "address": reverse("case-detail", args=[case.slug]),
            "title": case.title,
            "subjects": case.subjects,
            "is_in_title": case.subjects in case.title,
            "about": _about_case(case),
            **_state(case.pk, case.status, states),
        }
        for case in cases
    ]


def person_rows(
    people: Iterable[PublishedPerson], states: Mapping[int, DayState] | None = None
) -> list[Row]:
    """The rows of people; `states` are those of a day in the past, by row number."""
    return [
        {
            "ref": f"person:{person.public_id}",
            "address": reverse("person-detail", args=[person.slug]),
            "name": _("Name withheld") if person.is_name_withheld else person.name,
            "other_names": [] if person.is_name_withheld else _first_names(person.other_names),
            "dates": _dates(person) if states is None else "",
            "about": _about_person(person),
            **_state(person.pk, person.status, states),
        }
        for person in people
    ]


def _about_case(case: PublishedCase) -> list[str]:
    told = [f"{country_name(case.country_code)}."]
    if opened := date_words(case.opened):
        told.append(_("Opened: %(date)s.") % {"date": opened})
    if date := date_words(case.last_event):
        values = {"kind": kind_words(case.last_event_kind), "date": date}
        told.append(_("Latest event: %(kind)s, %(date)s.") % values)
    if term := term_words(case.longest_sentence_months):
        told.append(_("Longest sentence: %(term)s.") % {"term": term})
    return told


def _about_person(person: PublishedPerson) -> list[str]:
    told = [f"{country_name(person.country_code)}."]
    if (n := person.headcount) > 1:
        told.append(
            ngettext("%(n)s person.", "A group of %(n)s people or more.", n) % {"n": localize(n)}
        )
    if term := term_words(person.sentence_months):
        told.append(_("Sentence: %(term)s.") % {"term": term})
    if person.cases:
        told.append(_("Case: %(cases)s") % {"cases": person.cases})
    return told


def _dates(person: PublishedPerson) -> str:
    """When the state of somebody began and was last confirmed."""
    if person.status == "unknown":
        return ""
    since, confirmed = date_words(person.status_since), date_words(person.status_confirmed)
    if since and since == confirmed:
        return _("began and last confirmed %(date)s") % {"date": since}
    told = [
        _("began %(date)s") % {"date": since} if since else "",
        _("last confirmed %(date)s") % {"date": confirmed} if confirmed else "",
    ]
    return ", ".join(part for part in told if part)


def _state(pk: int, status: str, states: Mapping[int, DayState] | None) -> Row:
    if states is None:
        return {"state": status, "state_words": _last_known(status)}
    if (state := states.get(pk)) is None:
        return {"state": "unknown", "state_words": _that_day(_("nothing known"))}
    return {"state": state.state, "state_words": _that_day(state.words)}


def _that_day(words: str) -> str:
    return _("That day %(state)s") % {"state": words}


def _last_known(status: str) -> str:
    if status == "unknown":
        return _("Custody not known")
    return _("Last known: %(state)s") % {"state": status_label(status)}


def _first_names(names: str) -> list[str]:
    return [name for name in names.split("; ") if name][:3]


def organisation_rows(rows: Iterable[PublishedOrganisation]) -> list[Row]:
    return [
        {
            "ref": f"organisation:{row.public_id}",
            "address": reverse("organisation-detail", args=[row.slug]),
            "title": row.name,
            "other_names": _first_names(row.other_names),
            "about": [
                str(ORGANISATION_KINDS.get(row.kind, row.kind)),
                country_name(row.country_code),
            ],
            "state": row.status if row.status != "unknown" else "",
            "state_words": _last_known(row.status),
            "cases": _case_count(row.case_count),
        }
        for row in rows
    ]


def place_rows(rows: Iterable[PublishedPlace]) -> list[Row]:
    """The rows of places; a town that the map does not show says so."""
    return [
        {
            "address": reverse("place-detail", args=[row.slug]),
            "title": row.name,
            "about": [
                str(PLACE_KINDS.get(row.kind, "")),
                country_name(row.country_code) if row.kind != PlaceKind.COUNTRY else "",
                _("not on the map")
                if row.latitude is None and row.kind != PlaceKind.COUNTRY
                else "",
            ],
            "cases": _case_count(row.case_count),
        }
        for row in rows
    ]


def entity_rows(kind: str, rows: Iterable[PublishedCourt | PublishedProvision]) -> list[Row]:
    """The rows of courts or provisions."""
    return [
        {
            "address": reverse(f"{kind}-detail", args=[row.slug]),
            "title": row.name,
            "about": [country_name(row.country_code)],
            "cases": _case_count(row.case_count),
        }
        for row in rows
    ]


def source_rows(rows: Iterable[PublishedSource]) -> list[Row]:
    return [
        {
            "address": reverse("source-detail", args=[row.slug]),
            "title": row.name or _("A confidential source"),
            "about": [row.publisher, date_words(row.published)],
            "cases": _case_count(row.case_count),
        }
        for row in rows
    ]


def _case_count(count: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", count) % {"n": count}
