"""Rows of lists with names in the reader's script. Which script that is, scripts.py says."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cases.public.scripts import Name, names_in
from cases.publication.models import PublishedSubject
from cases.vocabulary import Script

Row = dict[str, Any]


def name_rows(rows: list[Row], script: Script) -> list[Row]:
    """The rows, with names in the script beside those that they have; none for Latin.

    A row's `ref` says whose it is. A person and an organisation get `shown`, a case gets `people`:
    what the tags of record.py print. Two queries however many the rows; none for Latin.
    """
    if script == Script.LATIN or not rows:
        return rows
    told = _subjects([row["ref"] for row in rows if row["ref"].startswith("case:")])
    refs = {ref for people in told.values() for ref in people.values()}
    names = names_in(script, refs | {row["ref"] for row in rows})
    return [{**row, **_named(row, names, told.get(row["ref"], {}))} for row in rows]


def _subjects(cases: list[str]) -> dict[str, dict[str, str]]:
    """Of each case the reference behind each name; "" where two of its subjects share one."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    if not cases:
        return found
    rows = PublishedSubject.objects.filter(owner__in=cases)
    fields = ("owner", "name", "person_id", "organisation_id")
    for owner, name, person, organisation in rows.values_list(*fields):
        ref = f"person:{person}" if person else f"organisation:{organisation}"
        found[owner][name] = "" if name in found[owner] else ref
    return found


def _named(row: Row, names: dict[str, Name], subjects: dict[str, str]) -> Row:
    if name := names.get(row["ref"]):
        others = [other for other in row.get("other_names") or () if other != name.text]
        return {"shown": _shown(row.get("name") or row["title"], name), "other_names": others}
    people = [
        _shown(text, names.get(subjects.get(text, ""))) for text in _each(row.get("subjects", ""))
    ]
    return {"people": people} if any(person["name"] for person in people) else {}


def _each(subjects: str) -> Iterable[str]:
    return subjects.split("; ") if subjects else ()


def _shown(text: str, name: Name | None) -> Row:
    return {"text": text, "url": "", "is_masked": False, "name": name}
