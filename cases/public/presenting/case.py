"""A case's document as the context of its page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from cases.public.charts.custody_bar import Scale, draw, scale_of
from cases.public.presenting.anchors import anchors_in
from cases.public.presenting.citing import Cited
from cases.public.presenting.entries import Entries
from cases.public.presenting.justice import (
    chains,
    charge_rows,
    designation_rows,
    inside_entries,
    sentence_rows,
)
from cases.public.presenting.labels import Labels, page_of
from cases.public.presenting.linked_data import is_told
from cases.public.presenting.opening import case_opening
from cases.public.presenting.past import Past, chip_words
from cases.public.presenting.states import (
    bar_summary,
    expected_words,
    spell_rows,
    state_name,
    state_words,
)
from cases.public.presenting.ties import affiliation_rows, dispute_rows, relation_rows
from cases.public.presenting.wording import (
    Document,
    confirming,
    date_words,
    day_words,
    headcount_words,
    word,
    words,
)
from cases.vocabulary import Criterion, CustodyState, Ground, OrganisationStatus
from cases.vocabulary.countries import country_name


def present_case(
    document: Document, labels: Labels, *, today: date, past: Past | None = None
) -> dict[str, Any]:
    """Everything that the template of a case prints, on a day in the `past` if one is given."""
    if past:
        document = past.document(document)
    cited = Cited(document, labels)
    parts = shared_parts(document, labels, cited)
    return {
        "case": {
            "title": document.get("title") or "",
            "country": document.get("country") or "",
            "country_name": country_name(document.get("country") or ""),
            "criterion": word(Criterion, document.get("criterion")),
            "grounds": words(Ground, document.get("grounds", ())),
            "summary": document.get("summary") or "",
            "opened": date_words(document.get("opened")),
            "last_event": date_words(document.get("last_event")),
            "verified": day_words(document.get("last_verified_on")),
        },
        "opening": case_opening(document, labels, today=today),
        "subjects": _subjects(document, labels, today=today, past=past),
        **parts,
        "several": len(document.get("subjects", ())) > 1,
        "record": record_of(document),
        **past_parts(document, labels, parts["entries"], past),
    }


def past_parts(
    document: Document, labels: Labels, entries: list[dict[str, Any]], past: Past | None
) -> dict[str, Any]:
    """What differs on a page for a day in the past: {} for one of today."""
    if past is None:
        return {}
    later = past.later(document, labels)
    return {
        "past": past.words(record_of(document)),
        "opening": past.opening(document, labels),
        "entries": [entry for entry in entries if entry["id"] not in later],
        "later": [entry for entry in entries if entry["id"] in later],
    }


def shared_parts(
    document: Document, labels: Labels, cited: Cited, *, is_across_cases: bool = False
) -> dict[str, Any]:
    """What case, person and organisation pages have in common; sources last, with the ways back."""
    charges = charge_rows(document, labels, cited)
    sentences = sentence_rows(document, labels, cited)
    designations = designation_rows(document, labels, cited)
    disputes = dispute_rows(document, cited)
    entries = Entries(
        document,
        labels,
        cited,
        inside=inside_entries(document, charges, sentences, designations),
        disputes=disputes,
        is_across_cases=is_across_cases,
    )
    return {
        "entries": entries.all(),
        "charges": charges,
        "chains": chains(sentences),
        "designations": designations,
        "affiliations": affiliation_rows(document, labels, cited),
        "relations": relation_rows(document, labels, cited),
        "disputes": disputes,
        "sources": cited.sources(),
    }


def record_of(document: Document) -> dict[str, str]:
    """How to cite the page: its permanent address and the day of this version."""
    path = page_of(document["kind"], document["slug"])
    return {
        "path": path,
        "url": f"{settings.TRACKER_SITE_URL}{path}",
        "json": f"{path.rstrip('/')}.json",
        "linked_data": f"{path.rstrip('/')}.jsonld" if is_told(document) else "",
        "feed": feed_of(document),
        "version": day_words((document.get("updated_at") or "")[:10] or None),
        "id": document["id"],
    }


def feed_of(document: Document) -> str:
    """The feed of a case or an organisation; "" of anything else."""
    key = {"case": document["id"], "organisation": document["slug"]}.get(document["kind"])
    return f"{reverse('events-feed')}?{document['kind']}={key}" if key else ""


def _subjects(
    document: Document, labels: Labels, *, today: date, past: Past | None
) -> list[dict[str, Any]]:
    subjects = document.get("subjects", [])
    people = [row for row in subjects if not row["ref"].startswith("organisation:")]
    # One scale for all, so that their fates can be compared.
    scale = scale_of(
        (spell for row in people for spell in row.get("spells", ())),
        [row.get("expected_release") for row in people],
    )
    say = confirming(document)
    anchors = anchors_in(document)
    return [
        subject_words(
            row, row["ref"], labels, scale, say=say, anchors=anchors, today=today, past=past
        )
        for row in subjects
    ]


def subject_words(
    row: Document,
    ref: str,
    labels: Labels,
    scale: Scale | None,
    *,
    say: Callable[[str | None], str],
    anchors: frozenset[str],
    today: date,
    past: Past | None = None,
) -> dict[str, Any]:
    """One subject's last known state, bar and spells. `row` is a Subject or a whole document."""
    is_organisation = ref.startswith("organisation:")
    choices = OrganisationStatus if is_organisation else CustodyState
    spells = row.get("spells", [])
    if is_organisation:
        # A ban or a registration stays until it is changed.
        scale = scale_of(spells, until=today)
    is_across_cases = row.get("kind") == "person"
    rows = spell_rows(
        spells, labels, choices=choices, say=say, anchors=anchors, is_across_cases=is_across_cases
    )
    bar = draw(spells, scale, row.get("expected_release"))
    if bar:
        bar["keys"] = [{"key": key, "words": state_name(key, choices)} for key in bar["keys"]]
    day = past.clock.day if past else None
    state = state_words(row.get("state"), today=day or today, choices=choices, say=say)
    if bar and scale and day and scale.first <= day <= scale.last:
        bar["day"] = scale.at(day)
    if past:
        state["chip"] = chip_words(row["state"], ref)
    return {
        "ref": ref,
        "id": row["id"],
        "who": labels[ref],
        "is_organisation": is_organisation,
        "headcount": headcount_words(row.get("headcount"), row.get("headcount_basis")),
        "state": state,
        "expected": expected_words(row.get("expected_release"), today=today),
        "spells": rows,
        "bar": bar,
        "bar_summary": bar_summary(rows),
    }
