"""The front page: what this is, the numbers, what happened last."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import urlencode

from cases.public import rows
from cases.public.addresses import address_of
from cases.public.holding import EVERYBODY, Counted, changes_of, people_known
from cases.public.labels import label_text
from cases.public.presenting.held import present_held
from cases.public.remembering import how_many, remembered
from cases.publication.models import (
    Label,
    PublishedCase,
    PublishedEvent,
    PublishedOrganisation,
    PublishedReportedCount,
)
from cases.vocabulary import SURENESS, Certainty, HeadcountBasis
from cases.vocabulary.countries import country_name

LATEST = 6
# Enough of the newest events to find that many cases among them.
NEWEST = 120
REPORTED = 6
MOST_REPORTED = 100


def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    held = changes_of([EVERYBODY], today=today)
    context = {
        "numbers": _numbers(),
        "latest": _latest_events(),
        "changed": _changed_cases(),
        "reported": _reported_counts(),
        "held": present_held(held.get(EVERYBODY), today=today),
    }
    return render(request, "public/home.html", context)


def _numbers() -> dict[str, Any]:
    """Our own counts, each with the list that it counts. Four queries; the first of a process and
    those after a change take more."""
    everybody, by_surety = people_known()
    return {
        "rows": everybody.people,
        "heads": everybody.heads,
        **_held(by_surety),
        "cases": len(remembered("case").every),
        "organisations": PublishedOrganisation.objects.count(),
        "sources": how_many("source"),
    }


def _held(by_surety: dict[Certainty, Counted]) -> dict[str, Any]:
    """People held by what is known last: surely or when last known, and possibly."""
    known = [sure for sure in SURENESS if sure is not Certainty.POSSIBLE]
    people = reverse("person-list")
    return {
        "held": sum(by_surety[one].people for one in known),
        "held_heads": sum(by_surety[one].heads for one in known),
        "held_address": f"{people}?{urlencode([('held', one.value) for one in known])}",
        "possibly": by_surety[Certainty.POSSIBLE].people,
        "possibly_address": f"{people}?{urlencode({'held': Certainty.POSSIBLE.value})}",
    }


def _latest_events() -> list[dict[str, Any]]:
    """The newest dated event of each of the cases that moved last. One query."""
    dated = PublishedEvent.objects.filter(date_earliest__isnull=False, case__isnull=False)
    newest = dated.annotate(case_title=F("case__title")).order_by("-date_earliest", "-pk")[:NEWEST]
    of_case: dict[int | None, Any] = {}
    for event in newest:
        of_case.setdefault(event.case_id, event)
    return [
        {
            "when": rows.date_words(event.date),
            "kind": rows.kind_words(event.kind),
            "summary": event.summary,
            "is_hearsay": event.is_hearsay,
            "title": event.case_title,
            "address": reverse("case-detail", args=[event.case_slug]) + f"#e-{event.public_id}",
        }
        for event in list(of_case.values())[:LATEST]
    ]


def _changed_cases() -> list[dict[str, Any]]:
    """The cases of which what is shown changed last: new ones and corrected ones. One query."""
    changed = PublishedCase.objects.only("slug", "title", "country_code", "updated_at")
    return [
        {
            "title": case.title,
            "country": country_name(case.country_code),
            "day": timezone.localdate(case.updated_at),
            "address": reverse("case-detail", args=[case.slug]),
        }
        for case in changed.order_by("-updated_at", "-pk")[:LATEST]
    ]


def _reported_counts() -> list[dict[str, Any]]:
    """What others have counted, with who did and where it stands. Two queries.

    Counts of recognised prisoners come first: they are what ours can be held against.
    """
    newest = F("on_earliest").desc(nulls_last=True)
    found = list(PublishedReportedCount.objects.order_by(newest, "-pk")[:MOST_REPORTED])
    found.sort(key=lambda row: not row.document.get("designation"))
    shown = found[:REPORTED]
    labels = Label.objects.in_bulk({ref for row in shown for ref in _refs(row)})
    return [
        {
            "count": number_format(row.count, force_grouping=True),
            "is_minimum": row.document.get("basis") == HeadcountBasis.MINIMUM,
            "of": row.document.get("of") or "",
            "on": rows.date_words(row.on),
            "links": [_link(labels[ref]) for ref in _refs(row) if ref in labels],
        }
        for row in shown
    ]


def _refs(row: PublishedReportedCount) -> list[str]:
    """Who counted, then the sources that say so."""
    reporter = row.document.get("reported_by")
    return ([reporter] if reporter else []) + list(row.document.get("sources") or ())


def _link(label: Label) -> dict[str, str]:
    has_page = label.slug and not label.is_masked
    address = address_of(label.kind, label.slug) if has_page else ""
    return {"text": label_text(label), "address": address}
