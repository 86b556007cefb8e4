"""The text shown for a reference, and what stands beside it: the rows of `Label`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cases import models as m
from cases.publication.citing import ref_of
from cases.publication.documents.parts import partial_date
from cases.publication.reading import Facts
from cases.publication.scrubbing import REPLACEMENT
from cases.vocabulary import NameKind

# The spellings that may stand for a name where a page shows it.
SHOWN_KINDS = frozenset({NameKind.PRIMARY, NameKind.SPELLING, NameKind.TRANSLATION})


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One row of `Label`; a masked one has no text, and the page says why in its own words."""

    ref: str
    kind: str
    text: str
    slug: str
    is_masked: bool = False
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def flat(self) -> str:
        """The text in columns and files, where no page can say it in other words."""
        return REPLACEMENT if self.is_masked else self.text


def spellings(facts: Facts, person_id: int) -> list[m.PersonName]:
    """The public spellings of a person, the one shown first."""
    names = facts.names_of.get(person_id, [])
    return sorted(names, key=lambda name: (name.kind != NameKind.PRIMARY, name.pk))


def label_of(facts: Facts, row: Any, slug: str) -> LabelRow:
    """The label of any row that can be referred to; `slug` is empty if it has no page."""
    ref = ref_of(row)
    kind = ref.partition(":")[0]
    if kind == "person":
        return _person(facts, row, ref, slug)
    if kind == "source" and row.is_confidential:
        return LabelRow(ref, kind, "", "", is_masked=True)
    text, detail = _LABELS[kind](facts, row)
    return LabelRow(ref, kind, text[:300], slug, detail=detail)


def _person(facts: Facts, person: m.Person, ref: str, slug: str) -> LabelRow:
    names = spellings(facts, person.pk)
    text = names[0].text if names else person.descriptor
    detail = {"names": _by_script(names)} if text else {}
    return LabelRow(ref, "person", text, slug, is_masked=not text, detail=detail)


def _by_script(names: Iterable[m.PersonName | m.OrganisationName]) -> dict[str, str]:
    """The name of today in each script, the first of several; former names stand for nobody."""
    found: dict[str, str] = {}
    for name in names:
        if name.kind in SHOWN_KINDS:
            found.setdefault(name.script, name.text)
    return found


def provision_name(row: m.LegalProvision) -> str:
    """As "Criminal Code 174 (1)"."""
    return f"{row.code} {row.article}" + (f" ({row.part})" if row.part else "")


def _case(facts: Facts, row: m.Case) -> tuple[str, dict[str, Any]]:
    return row.title, {"country": row.country}


def _organisation(facts: Facts, row: m.Organisation) -> tuple[str, dict[str, Any]]:
    names = facts.organisation_names_of.get(row.pk, ())
    short = next((name.text for name in names if name.kind == NameKind.ABBREVIATION), "")
    return row.name, {
        "country": row.country,
        "kind": row.kind,
        "abbreviation": short,
        "names": _by_script(names),
    }


def _court(facts: Facts, row: m.Court) -> tuple[str, dict[str, Any]]:
    return row.name, {"country": row.country, "level": row.level, "is_named": row.is_named}


def _facility(facts: Facts, row: m.Facility) -> tuple[str, dict[str, Any]]:
    return row.name, {"country": row.country, "kind": row.kind, "is_named": row.is_named}


def _place(facts: Facts, row: m.Place) -> tuple[str, dict[str, Any]]:
    return row.name, {"country": row.country, "kind": row.kind}


def _provision(facts: Facts, row: m.LegalProvision) -> tuple[str, dict[str, Any]]:
    return provision_name(row), {
        "country": row.country,
        "code": row.code,
        "article": row.article,
        "part": row.part,
        "title": row.title,
    }


def _source(facts: Facts, row: m.Source) -> tuple[str, dict[str, Any]]:
    repeated = facts.sources.get(row.same_as_id) if row.same_as_id else None
    return row.label, {
        "publisher": facts.publishers[row.publisher_id].name,
        "published": partial_date(row, "published", row.published_basis),
        "language": row.language,
        "document": row.document_name,
        "article": row.article_number,
        "url": row.url,
        "archived_url": row.archived_url,
        "same_as": ref_of(repeated) if repeated else None,
    }


_LABELS: dict[str, Any] = {
    "case": _case,
    "organisation": _organisation,
    "court": _court,
    "facility": _facility,
    "place": _place,
    "provision": _provision,
    "source": _source,
}
