"""Beside a source: what rests on it, case by case, with paragraphs; what it contradicts, and the
disputes in which it is a side."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from cases.public.beside.ties import Context, Ties, first, tie
from cases.public.presenting.justice import sentence_words
from cases.public.presenting.labels import Labels, Shown
from cases.public.presenting.wording import date_words, sentence_case, word
from cases.publication.models import (
    PublishedAffiliation,
    PublishedCharge,
    PublishedCitation,
    PublishedDesignation,
    PublishedEvent,
    PublishedPart,
    PublishedReportedCount,
    PublishedSentence,
    PublishedSource,
)
from cases.vocabulary import AffiliationRole, DesignationKind, EventKind, Stance

MOST_CITED = 200
# Where each kind of fact stands on the page of what owns it.
ANCHORS = {
    "event": "e", "charge": "c", "sentence": "s", "designation": "d", "affiliation": "a",
    "relation": "r", "dispute_claim": "v", "organisation_link": "l",
}  # fmt: skip
# These say of somebody what the owner of the citation, mostly a case, does not name.
_AIMED = ("charge", "sentence", "designation")
_TABLES: dict[str, Any] = {
    "event": PublishedEvent,
    "charge": PublishedCharge,
    "sentence": PublishedSentence,
    "designation": PublishedDesignation,
    "affiliation": PublishedAffiliation,
    "reported_count": PublishedReportedCount,
}


def source_ties(source: PublishedSource) -> Ties:
    """Eight queries: the citations, the facts of each kind, whose the events of no case are."""
    rows = PublishedCitation.objects.filter(source_id=source.public_id)
    cited, more = first(rows.order_by(F("case").asc(nulls_last=True), "owner", "pk"), MOST_CITED)
    facts = {
        kind: {
            row.public_id: row
            for row in table.objects.filter(
                public_id__in={row.fact_id for row in cited if row.fact_type == kind}
            )
        }
        for kind, table in _TABLES.items()
    }
    bodies = dict(
        PublishedPart.objects.filter(event_id__in=_uncased(cited))
        .order_by("-pk")
        .values_list("event_id", "organisation_id")
    )

    def words(labels: Labels) -> Context:
        lines = [
            _line(row, facts.get(row.fact_type, {}).get(row.fact_id), labels, bodies)
            for row in cited
        ]
        groups = [{"whose": whose, "facts": _joined(own)} for whose, own in _grouped(lines)]
        return {"rests": groups, "more_rests": more}

    refs = {row.owner for row in cited} | {f"organisation:{key}" for key in bodies.values()}
    for row in facts["affiliation"].values():
        refs.add(f"organisation:{row.organisation_id}")
    for row in facts["designation"].values():
        refs.add(f"organisation:{row.grantor_id}")
    refs |= {row.target for kind in _AIMED for row in facts[kind].values()}
    found = [row for kind, own in facts.items() if kind != "reported_count" for row in own.values()]
    return tie([*cited, *found], refs, words)


def _uncased(cited: Iterable[PublishedCitation]) -> set[str]:
    return {row.fact_id for row in cited if row.owner.startswith("event:")}


def _line(
    row: PublishedCitation, fact: Any, labels: Labels, bodies: dict[str, str]
) -> dict[str, Any]:
    """One citation: the fact in words, whose it is, and where it stands."""
    kind, _colon, key = row.owner.partition(":")
    whose = labels[row.owner] if kind in ("case", "person", "organisation") else None
    if kind == "event" and key in bodies:
        whose = labels[f"organisation:{bodies[key]}"]
    anchor = ANCHORS.get(row.fact_type)
    url = f"{whose['url']}#{anchor}-{row.fact_id}" if whose and whose["url"] and anchor else ""
    lead, rest = _fact_words(row, fact, labels)
    is_told = fact is not None or row.fact_type == "dispute_claim"
    return {
        "whose": whose,
        # Two spellings read alike here: they are one line.
        "fact": (row.fact_type, row.fact_id if is_told else ""),
        "order": (not is_told, str(getattr(fact, "date_earliest", "")), row.pk),
        "lead": sentence_case(lead),
        "who": labels.get(fact.target) if fact and row.fact_type in _AIMED else None,
        "rest": rest,
        "url": url,
        "places": [_place(row)] if _place(row) else [],
        "is_against": row.stance == Stance.CONTRADICTS,
        "question": row.dispute_question,
        "is_used": row.claim_used,
    }


def _place(row: PublishedCitation) -> str:
    return f"¶{row.paragraph}" if row.paragraph else row.locator


def _grouped(lines: list[dict[str, Any]]) -> Iterable[tuple[Shown | None, list[dict[str, Any]]]]:
    """The lines of each owner; those of nobody with a page come last."""
    for _ref, own in groupby(lines, key=lambda line: (line["whose"] or {}).get("ref")):
        found = list(own)
        yield found[0]["whose"], found


def _joined(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line a fact and stance, with all its paragraphs; events by date, particulars last."""
    found: dict[tuple[Any, bool], dict[str, Any]] = {}
    for line in sorted(lines, key=lambda line: line["order"]):
        kept = found.setdefault((line["fact"], line["is_against"]), {**line, "places": []})
        kept["places"] += [one for one in line["places"] if one not in kept["places"]]
    return list(found.values())


def _fact_words(row: PublishedCitation, fact: Any, labels: Labels) -> tuple[str, str]:
    """What the source is cited for: the words that lead there, and what follows them."""
    kind = row.fact_type
    if kind == "dispute_claim":
        return row.claim, ""
    if fact is None:
        return _PLAIN.get(kind, lambda: _("A particular"))(), ""
    if kind == "event":
        when = date_words({"edtf": fact.date}) or _("date unknown")
        return f"{when}, {word(EventKind, fact.kind)}", fact.summary
    if kind == "charge":
        return _("Charge"), fact.wording
    if kind == "sentence":
        return _("Sentence"), sentence_words(vars(fact))
    if kind == "designation":
        who = labels[f"organisation:{fact.grantor_id}"]["text"]
        return _("Recognised by %(who)s") % {"who": who}, word(DesignationKind, fact.kind)
    if kind == "affiliation":
        organisation = labels[f"organisation:{fact.organisation_id}"]["text"]
        return _("Tie"), f"{word(AffiliationRole, fact.role)}, {organisation}"
    return _("Count"), f"{fact.count} {fact.document.get('of') or ''}".strip()


_PLAIN: dict[str, Any] = {
    "relation": lambda: _("A tie between two people"),
    "name": lambda: _("A spelling of the name"),
    "birth": lambda: _("Birth"),
    "age": lambda: _("Age"),
    "person": lambda: _("Particulars of the person"),
    "organisation_name": lambda: _("A name of the organisation"),
    "organisation_link": lambda: _("A tie between two organisations"),
}
