"""A person's document as the context of their page: one life over all published cases."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.public.charts.custody_bar import scale_of
from cases.public.presenting.anchors import anchors_in
from cases.public.presenting.case import past_parts, record_of, shared_parts, subject_words
from cases.public.presenting.citing import Cited
from cases.public.presenting.labels import Labels
from cases.public.presenting.opening import person_opening
from cases.public.presenting.past import Past
from cases.public.presenting.wording import (
    Document,
    confirming,
    date_words,
    headcount_words,
    word,
    words,
)
from cases.public.scripts import LANGUAGE_OF_SCRIPT
from cases.vocabulary import Gender, NameKind, NameOrigin, Profession, Script
from cases.vocabulary.countries import country_name


def present_person(
    document: Document, labels: Labels, *, today: date, past: Past | None = None
) -> dict[str, Any]:
    """Everything that the template of a person prints, on a day in the `past` if one is given. A
    withheld name is in none of it."""
    if past:
        document = past.document(document)
    ref = f"person:{document['id']}"
    cited = Cited(document, labels)
    particulars = _particulars(document, cited)
    names = [] if document.get("is_name_withheld") else spelling_rows(document, cited)
    scale = scale_of(document.get("spells", ()), [document.get("expected_release")])
    say = confirming(document)
    subject = subject_words(
        document, ref, labels, scale, say=say, anchors=anchors_in(document), today=today, past=past
    )
    parts = shared_parts(document, labels, cited, is_across_cases=True)
    return {
        "person": {
            "name": labels[ref]["text"],
            "shown": labels[ref],
            "is_name_withheld": bool(document.get("is_name_withheld")),
            "headcount": headcount_words(
                document.get("headcount"), document.get("headcount_basis")
            ),
            "note": document.get("note") or "",
            "note_cites": _note_cites(document, cited),
            "names": names,
        },
        "particulars": particulars,
        "opening": [person_opening(document, labels, today=today)],
        "subjects": [subject],
        "cases": labels.all(document.get("cases", ())),
        **parts,
        "several": False,
        "record": record_of(document),
        **past_parts(document, labels, parts["entries"], past),
    }


def spelling_rows(document: Document, cited: Cited) -> list[dict[str, Any]]:
    """Every spelling: its script and language tag, what it is, and whether a source has it."""
    return [
        {
            "anchor": f"n-{number}",
            "text": row["text"],
            "lang": LANGUAGE_OF_SCRIPT.get(row.get("script") or "", ""),
            "script": word(Script, row["script"]) if row.get("script") else "",
            "kind": "" if row.get("kind") == NameKind.PRIMARY else word(NameKind, row.get("kind")),
            "is_editorial": row.get("origin") == NameOrigin.EDITORIAL,
            "cites": cited.markers(row.get("citations", ()), at=f"n-{number}"),
        }
        for number, row in enumerate(document.get("names", ()), start=1)
    ]


def _note_cites(document: Document, cited: Cited) -> list[dict[str, Any]]:
    general = (document.get("particulars") or {}).get("citations", ())
    return cited.markers(general, at="note") if document.get("note") else []


def _particulars(document: Document, cited: Cited) -> list[dict[str, Any]]:
    """Label, words and citations of what is known about the person; unknown things are left out."""
    general = (document.get("particulars") or {}).get("citations", ())
    birth = document.get("birth") or {}
    rows = []
    if birth:
        cites = cited.markers(birth.get("citations", ()), at="particulars")
        rows.append({"label": _("Born"), "words": date_words(birth.get("date")), "cites": cites})
    for statement in document.get("ages", ()):
        values = {"age": statement["age"], "date": date_words(statement.get("on"))}
        rows.append(
            {
                "label": _("Age"),
                "words": _("%(age)s (%(date)s)") % values if values["date"] else str(values["age"]),
                "cites": cited.markers(statement.get("citations", ()), at="particulars"),
            }
        )
    gender = document.get("gender") or Gender.UNKNOWN
    told = {
        _("Gender"): "" if gender == Gender.UNKNOWN else word(Gender, gender),
        _("Work"): ", ".join(words(Profession, document.get("professions", ()))),
        _("Citizenship"): ", ".join(country_name(code) for code in document.get("citizenship", ())),
    }
    for label, value in told.items():
        if value:
            cites = cited.markers(general, at="particulars")
            rows.append({"label": label, "words": value, "cites": cites})
    return rows
