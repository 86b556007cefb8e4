"""The rows that the seeds ask for, in an order in which they can be written: reference data,
sources and people here, the rest of each file in `file_planning`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from cases import models
from cases.seeding.file_planning import FilePlan
from cases.seeding.gathering import Seeds
from cases.seeding.rows import Row, To, citations, name_key, person_to, picked, to_row
from cases.seeding.schema import Entry


def plan(seeds: Seeds) -> list[Row]:
    """All rows: reference data, sources, people of all files, organisations, then cases."""
    rows = [_reference(label, file, entry) for label, file, entry in _ordered(seeds.fixtures)]
    rows += _sources(seeds)
    for file in seeds.files:
        for person in file.entry["people"]:
            rows += _person(person, file.name)
    for file in sorted(seeds.files, key=lambda one: (one.is_case, one.stem)):
        rows += FilePlan(file).rows()
    return rows


REFERENCES: dict[str, tuple[type[Model], str]] = {
    "cases.publisher": (models.Publisher, "publisher"),
    "cases.place": (models.Place, "place"),
    "cases.court": (models.Court, "court"),
    "cases.facility": (models.Facility, "facility"),
    "cases.legalprovision": (models.LegalProvision, "provision"),
    "cases.organisation": (models.Organisation, "organisation"),
}


def _ordered(fixtures: list[tuple[str, str, Entry]]) -> list[tuple[str, str, Entry]]:
    order = list(REFERENCES)
    return sorted(fixtures, key=lambda one: order.index(one[0]))


def _reference(label: str, file: str, entry: Entry) -> Row:
    model, prefix = REFERENCES[label]
    values = dict(entry.values)
    for name in ("place", "parent"):
        if name in values:
            keys = values[name]
            values[name] = To(models.Place, f"place/{keys[0]}") if keys else None
    return Row(model, f"{prefix}/{entry['key']}", values, file, entry.line)


def _sources(seeds: Seeds) -> Iterator[Row]:
    for document in seeds.documents:
        for article in document["articles"]:
            publisher = article["publisher"] or document["publisher"]
            values = {
                "key": article["key"],
                "publisher": To(models.Publisher, f"publisher/{publisher}"),
                "published": article["published"],
                "same_as": to_row(models.Source, "source", article["same_as"]),
                "document_name": document["file"],
                "document_sha256": document["sha256"],
                "article_number": article["number"],
                "paragraph_count": article["paragraphs"],
                **{
                    name: article[name]
                    for name in ("kind", "label", "language", "published_basis", "url")
                },
            }
            key = f"source/{article['key']}"
            yield Row(models.Source, key, values, seeds.documents_file, article.line)


def _person(person: Entry, file: str) -> Iterator[Row]:
    key, to = f"person/{person['key']}", person_to(person["key"])
    values = {
        "slug": person["key"],
        **picked(
            person,
            "descriptor",
            "descriptor_in_source",
            "headcount",
            "headcount_basis",
            "gender",
            "professions",
            "citizenship",
            "note",
        ),
    }
    yield Row(models.Person, key, values, file, person.line, citations(person))
    for name in person["names"]:
        values = {"person": to, **picked(name, "text", "kind", "origin")}
        values["is_public"] = name["public"]
        stable = name_key(key, name)
        yield Row(models.PersonName, stable, values, file, name.line, citations(name))
    if birth := person["birth"]:
        values = {"person": to, "date": birth["date"]}
        birth_key = f"{key}/birth"
        yield Row(models.PersonBirth, birth_key, values, file, birth.line, citations(birth))
    for age in person["ages"]:
        values = {"person": to, **picked(age, "age", "on")}
        age_key = f"{key}/age/{age['age']}/{age['on']}"
        yield Row(models.AgeStatement, age_key, values, file, age.line, citations(age))
