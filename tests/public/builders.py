"""Published rows made directly, for tests of what reads them. Invented people of Zemlia ("ZZ")."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from cases.custody import KnownSpell, held_stretches, surest
from cases.publication.chunking import EVERY, LISTED, FacetChanges, write_chunks
from cases.publication.histories import spell_of
from cases.publication.models import (
    CaseFacet,
    CaseHeld,
    Label,
    PersonFacet,
    PersonHeld,
    PublishedCase,
    PublishedCourt,
    PublishedEvent,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
    PublishedSource,
    PublishedSpell,
)
from cases.publication.packing import as_published
from cases.publication.searching import search_text
from cases.publication.totalling import FACETS, rebuild_totals
from cases.vocabulary import HELD
from tests.public.bodies import store

CHANGED_AT = datetime(2031, 6, 1, 9, 30, 15, tzinfo=UTC)
_numbers = itertools.count(1)
_ENTITIES = {
    "organisation": PublishedOrganisation,
    "court": PublishedCourt,
    "provision": PublishedProvision,
    "place": PublishedPlace,
    "source": PublishedSource,
}


def _common(kind: str, slug: str, own: list[str], title: str = "") -> dict[str, Any]:
    public_id = f"{kind[:2]}{next(_numbers):010d}"
    return {
        "public_id": public_id,
        "slug": slug or public_id,
        "document": {"schema_version": 1, "kind": kind, "id": public_id, "slug": slug, "refs": []},
        "schema_version": 1,
        "digest": public_id,
        "search": search_text({"kind": kind, "title": title}, [], own),
        "updated_at": CHANGED_AT,
    }


@transaction.atomic
def publish_case(
    title: str = "A trial in Zemlia", slug: str = "", facets: dict[str, Any] | None = None, **values
) -> PublishedCase:
    """A published case; `facets` maps a facet to its value or list of values."""
    row = {
        "title": title,
        "country_code": "ZZ",
        "country": "Zemlia",
        "status": "imprisoned",
        "subjects": "Ilan Orvel",
        "subject_count": 1,
        "held_count": 1,
        "opened": "2031-03",
        "opened_earliest": date(2031, 3, 1),
        "opened_latest": date(2031, 3, 31),
        "last_event": "2031-05-02",
        "last_event_on": date(2031, 5, 2),
        "last_event_kind": "sentence",
        "organisations": "",
        "provisions": "",
        "courts": "",
        "sentence_kinds": "imprisonment",
        "longest_sentence_months": 84,
        "in_absentia": False,
        "designations": "",
        "places": "",
        "event_count": 2,
        "source_count": 1,
    } | values
    row = _common("case", slug, row["subjects"].split("; "), title) | row
    case = store(PublishedCase, **row)
    _add_facets(CaseFacet, {"case": case}, _usual(case.status), facets)
    return case


@transaction.atomic
def publish_person(
    name: str = "Ilan Orvel", slug: str = "", facets: dict[str, Any] | None = None, **values
) -> PublishedPerson:
    """A published person; `facets` maps a facet to its value or list of values."""
    row = {
        "name": name,
        "other_names": "",
        "country_code": "ZZ",
        "country": "Zemlia",
        "gender": "male",
        "professions": "",
        "status": "imprisoned",
        "status_since": "2031-05-02",
        "status_since_earliest": date(2031, 5, 2),
        "status_confirmed": "2031-05-02",
        "whereabouts": "in_country",
        "cases": "",
        "organisations": "",
        "provisions": "",
        "sentence": "imprisonment P7Y",
        "sentence_months": 84,
        "expected_release": "",
        "designations": "",
        "event_count": 2,
        "source_count": 1,
        "headcount": 1,
        "is_name_withheld": False,
        "last_event_on": date(2031, 5, 2),
    } | values
    row = _common("person", slug, [name, *row["other_names"].split("; ")]) | row
    person = store(PublishedPerson, **row)
    _add_facets(PersonFacet, {"person": person}, _usual(person.status), facets)
    return person


def publish_event(case: PublishedCase | None = None, **values) -> PublishedEvent:
    number = next(_numbers)
    row = {
        "public_id": f"ev{number:010d}",
        "owner": f"case:{case.public_id}" if case else f"event:ev{number:010d}",
        "case": case,
        "case_public_id": case.public_id if case else "",
        "case_slug": case.slug if case else "",
        "country_code": "ZZ",
        "people": "Ilan Orvel",
        "kind": "arrest",
        "date": "2031-03-04",
        "date_earliest": date(2031, 3, 4),
        "date_latest": date(2031, 3, 4),
        "end": "",
        "place": "",
        "court": "",
        "facility": "",
        "organisations": "",
        "summary": "Taken from the square.",
        "disputed": False,
        "sources": "Zemlia Herald",
        "digest": f"{number}",
        "updated_at": CHANGED_AT,
    }
    return PublishedEvent.objects.create(**(row | values))


def publish_entity(kind: str, slug: str, name: str, /, **values) -> Any:
    """A published organisation, court, provision, place or source, with its label."""
    row = _common(kind, slug, [name]) | {"name": name, "case_count": 0}
    if kind == "source":
        row |= {"publisher": "Zemlia Herald", "published": "2031-05", "published_on": None}
    else:
        row |= {"country_code": "ZZ"}
    if kind == "organisation":
        row |= {"other_names": "", "kind": "movement", "status": "banned"}
    entity = store(_ENTITIES[kind], **(row | values))
    ref = f"{kind}:{entity.public_id}"
    Label.objects.create(ref=ref, kind=kind, text=name, slug=slug)
    if kind in LISTED:
        changes = FacetChanges()
        changes.note(kind, entity.pk, [EVERY], has=True)
        write_chunks(changes)
    return entity


def add_spell(
    person: PublishedPerson, state: str, starts: date, ends: date | None = None, **values
) -> PublishedSpell:
    """A spell whose bounds are one day each; `ends` is the first day it no longer ran."""
    row = {
        "state": state,
        "is_held": state != "free",
        "is_possible": False,
        "headcount": person.headcount,
        "starts_earliest": starts,
        "starts_latest": starts,
        "ends_earliest": ends,
        "ends_latest": ends,
        "has_ended": ends is not None,
        "confirmed_on": ends or starts,
    }
    spell = PublishedSpell.objects.create(person=person, **(row | values))
    hold(person, spell.case)
    return spell


def hold(person: PublishedPerson, case: PublishedCase | None = None) -> None:
    """The stretches and the running totals that follow from the spells of a person, or a case."""
    if case is None:
        person.held.all().delete()
        PersonHeld.objects.bulk_create(
            PersonHeld(person=person, headcount=person.headcount, **one)
            for one in _stretches(person.spells.filter(case=None))
        )
        for facet in ("", *FACETS):
            rebuild_totals(facet)
        pack("person", person.pk)
    else:
        case.held.all().delete()
        CaseHeld.objects.bulk_create(CaseHeld(case=case, **one) for one in _stretches(case.spells))
        pack("case", case.pk)


def pack(kind: str, row: int) -> None:
    """What is packed of a row, from its columns and spells as they are now."""
    changes = FacetChanges()
    changes.rows[kind] |= as_published(kind, [row])
    write_chunks(changes)


def _stretches(rows: Any) -> list[dict[str, Any]]:
    """The surest stretches of the people behind published spells, as columns."""
    known: dict[int, list[KnownSpell]] = {}
    for row in rows.order_by("pk"):
        one = KnownSpell(spell_of(row), row.known_from, row.known_to)
        known.setdefault(row.person_id, []).append(one)
    found = surest(one for own in known.values() for one in held_stretches(own))
    names = ("certainty", "starts", "ends", "known_from", "known_to")
    return [{name: getattr(one, name) for name in names} for one in found]


def _usual(status: str) -> dict[str, str]:
    """The facets of a row that is given none."""
    held = {"held": "last_known"} if status in HELD else {}
    return {"status": status, "country": "ZZ", **held}


def _add_facets(
    model: Any, owner: dict[str, Any], usual: dict[str, str], given: dict[str, Any] | None
) -> None:
    wanted = usual | (given or {})
    pairs = [
        (facet, value)
        for facet, values in wanted.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    model.objects.bulk_create(model(facet=f, value=v, **owner) for f, v in pairs)
    ((kind, row),) = owner.items()
    changes = FacetChanges()
    changes.note(kind, row.pk, [EVERY, *pairs], has=True)
    changes.rows[kind] |= as_published(kind, [row.pk])
    write_chunks(changes)
