"""The chart of people held over time in words: its question, its numbers and where they lead."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases.public.charts.custody_bar import Scale
from cases.public.charts.held import (
    HEIGHT,
    LAYERS,
    WIDTH,
    Changes,
    Month,
    changes_in,
    held_by_month,
    paths,
    top_of,
    years_in,
)
from cases.public.presenting.wording import day_words
from cases.vocabulary import Certainty

LEAST_BETWEEN = 14  # per cent between two years of the axis


def present_held(
    changes: Changes | None,
    *,
    today: date,
    only: tuple[str, str] | None = None,
    title: str = "",
    is_full: bool = False,
) -> dict[str, Any] | None:
    """Everything that the chart prints, None where nobody was held.

    `only`: the facet and the value of those counted, where that is not everybody; `title` is who
    they are. The table has a row for each year, with `is_full` for each month whose numbers
    changed.
    """
    months = held_by_month(changes, today=today) if changes else []
    if not months:
        return None
    top = top_of(max(month.total for month in months))
    last = months[-1]
    drawn = paths(months, top)
    return {
        "id": "-".join(only).lower() if only else "all",
        "is_part": only is not None,
        "title": title or _("How many people in this record were held?"),
        "summary": _summary(months),
        "width": WIDTH,
        "height": HEIGHT,
        "layers": [
            {
                "key": layer.value,
                "path": drawn[layer.value],
                "words": _words(layer, last),
                "url": _list_of(last, only, [layer]) if getattr(last, layer.value) else "",
            }
            for layer in LAYERS
        ],
        "lines": [{"words": n, "y": round(HEIGHT * (1 - n / top), 1)} for n in _rungs(top)],
        "marks": _marks(months),
        "rows": [_row(month, only) for month in (changes_in if is_full else years_in)(months)],
        "is_full": is_full,
        "until": day_words(last.day),
    }


def _words(layer: Certainty, month: Month) -> str:
    """A key entry that is also the label of the line's end."""
    told = {"n": getattr(month, layer.value)}
    return {
        Certainty.CERTAIN: _("%(n)s certainly held"),
        Certainty.LAST_KNOWN: _("%(n)s held when last known"),
        Certainty.POSSIBLE: _("%(n)s possibly held"),
    }[layer] % told


def _summary(months: Sequence[Month]) -> str:
    peak = max(months, key=lambda month: (month.total, month.day))
    told = {
        "first": day_words(months[0].day),
        "peak": peak.total,
        "when": day_words(peak.day),
        "now": day_words(months[-1].day),
        **{layer.value: getattr(months[-1], layer.value) for layer in LAYERS},
    }
    return (
        _(
            "From %(first)s on. The most in one month were %(peak)s, on %(when)s. On %(now)s: "
            "%(certain)s certainly, %(last_known)s when last known, %(possible)s possibly."
        )
        % told
    )


def _row(month: Month, only: tuple[str, str] | None) -> dict[str, Any]:
    return {
        "day": day_words(month.day),
        "month": month,
        "url": _list_of(month, only, LAYERS),
        "cells": [
            {"n": n, "url": _list_of(month, only, [layer]) if n else ""}
            for layer in LAYERS
            for n in [getattr(month, layer.value)]
        ],
    }


def _list_of(month: Month, only: tuple[str, str] | None, layers: Iterable[Certainty]) -> str:
    """The list of exactly those counted in these layers on the first of a month."""
    held = [("held", layer.value) for layer in layers]
    chosen = [*([only] if only else []), *held, ("as_of", month.day.isoformat())]
    return f"{reverse('person-list')}?{urlencode(chosen)}"


def _rungs(top: int) -> list[int]:
    return [top // 2, top] if top % 2 == 0 else [top]


def _marks(months: Sequence[Month]) -> list[dict[str, Any]]:
    """The labelled years, as far apart as a phone needs."""
    labelled = [
        mark
        for mark in Scale(months[0].day, months[-1].day.replace(day=28)).marks()
        if mark["is_labelled"]
    ]
    kept: list[dict[str, Any]] = []
    for mark in labelled:
        if not kept or mark["x"] - kept[-1]["x"] >= LEAST_BETWEEN:
            kept.append(mark)
    return kept
