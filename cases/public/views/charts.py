"""The charts: who was held when, what sentences, what charges, which organisations."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.public import tallying
from cases.public.charts.bars import Bar, draw_bars
from cases.public.holding import EVERYBODY, changes_of, largest
from cases.public.labels import value_labels
from cases.public.presenting.held import present_held
from cases.public.presenting.wording import sentence_case

# Of countries, and of organisations, those with the most people ever held.
MOST_PARTS = 4


def charts(request: HttpRequest) -> HttpResponse:
    """All charts, each with its numbers: a fixed number of queries."""
    today = timezone.localdate()
    context: dict[str, Any] = {
        "nav": "charts",
        **_held_charts(today),
        "bars": _bar_charts(),
        "today": today,
    }
    return render(request, "public/charts.html", context)


def _held_charts(today: date) -> dict[str, Any]:
    """People held: everybody, then by country if there are several, then by organisation.

    Four queries.
    """
    countries, bodies = largest("country"), largest("organisation")
    if len(countries) < 2:
        countries = []
    parts = [("country", value) for value in countries[:MOST_PARTS]]
    parts += [("organisation", value) for value in bodies[:MOST_PARTS]]
    changes = changes_of([EVERYBODY, *parts], today=today)
    titles = value_labels(parts)
    drawn: dict[str, list[dict[str, Any]]] = {"country": [], "organisation": []}
    for part in parts:
        title = sentence_case(titles[part])
        if chart := present_held(changes.get(part), today=today, only=part, title=title):
            drawn[part[0]].append(chart)
    return {
        "held": present_held(changes.get(EVERYBODY), today=today, is_full=True),
        "countries": drawn["country"],
        "other_countries": max(0, len(countries) - MOST_PARTS),
        "organisations": drawn["organisation"],
        "other_organisations": max(0, len(bodies) - MOST_PARTS),
    }


def _bar_charts() -> list[dict[str, Any]]:
    return [
        chart
        for chart in (
            _chart(
                "kinds",
                _("What sentences were people given?"),
                tallying.sentence_kinds(),
                _("people"),
                _("A person with sentences of two kinds stands under both."),
            ),
            _chart(
                "terms",
                _("How long were the prison sentences?"),
                tallying.prison_terms(),
                _("sentences"),
                _(
                    "Each with the length that it was first given. Where sources differ on a "
                    "length, each version counts."
                ),
            ),
            _chart(
                "charges",
                _("What are people charged with?"),
                tallying.charges(),
                _("charges"),
                _(
                    "By article of law; most sources name none, and then by the first words of "
                    "what is alleged. These are the words of the authorities, not findings."
                ),
            ),
            _chart(
                "organisations",
                _("Which organisations do the cases have to do with?"),
                tallying.organisations(),
                _("cases"),
                _(
                    "Whatever part it has in a case: persecuted, acting for the state, speaking "
                    "up. A link is what a source says, not membership."
                ),
            ),
        )
        if chart
    ]


def _chart(key: str, title: str, bars: list[Bar], counted: str, note: str) -> dict[str, Any] | None:
    """One bar chart with its words, None where there is nothing to count."""
    drawn = draw_bars(bars)
    if drawn is None:
        return None
    told = "; ".join(f"{bar.words}: {bar.count}" for bar in bars[:3])
    summary = _("The longest bars: %(bars)s.") % {"bars": told}
    return {
        **drawn, "id": key, "title": title, "counted": counted, "note": note, "summary": summary,
    }  # fmt: skip
