"""Choosing a related row: autocomplete with scripts, a plain list of the likely ones without.

What is likely: the rows of the case in view, the sources that it already cites, its country's
courts. Rows that belong to one case are offered from that case only.
"""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases import models as m
from cases.desk.scope import case_in_view

MOST_LIKELY = 100

IN_CASE = (m.Subject, m.Event, m.Charge, m.Sentence)
Choices = list[tuple[Any, str]]


class LikelySelect(AutocompleteSelect):
    """Django's autocomplete with the likely rows as ordinary options, for when scripts are off.

    With scripts the list that drops down comes from the server, so they do no harm.
    """

    def __init__(self, *args: Any, likely: Choices = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        self.likely = likely
        super().__init__(*args, **kwargs)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The list in one piece: a template for each option took most of a page's time."""
        chosen = str(value) if value not in (None, "") else ""
        labels = {str(pk): label for pk, label in self.likely}
        if chosen not in labels and chosen.isdecimal():
            rows = with_names(self.field.related_model._base_manager.filter(pk=chosen))
            labels = {str(row.pk): str(row) for row in rows} | labels
        # An empty choice even where one is required: a browser takes the first one by itself, and
        # the empty row of a table would become a row.
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (pk, " selected" if pk == chosen else "", label)
                for pk, label in {"": "", **labels}.items()
            ),
        )
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>\n{}\n</select>", attributes, options)


def with_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` with what their `str()` reads, so that a list of them is a fixed number of queries."""
    if rows.model is m.Person:
        return rows.prefetch_related("names")
    if rows.model is m.Subject:
        return rows.select_related("case", "organisation").prefetch_related("person__names")
    return rows


def rows_of_case(model: type[Model], case: m.Case) -> QuerySet[Any]:
    """The rows of `model` (subject, event, charge, sentence) that belong to `case`."""
    path = "subject__case" if model in (m.Charge, m.Sentence) else "case"
    return model._base_manager.filter(**{path: case}).order_by(
        *(("date_earliest", "order", "pk") if model is m.Event else ("pk",))
    )


def belongs_to_cases(model: type[Model]) -> bool:
    """Whether a row of `model` is a row of one case."""
    return model in IN_CASE


def likely_choices(request: HttpRequest, model: type[Model]) -> Choices:
    """The likely rows as (key, label); read once in a request."""
    kept = request.__dict__.setdefault("_likely_choices", {})
    if model not in kept:
        case = case_in_view(request)
        if belongs_to_cases(model) and case:
            rows = rows_of_case(model, case)
        else:
            rows = _likely(model, case)[:MOST_LIKELY]
        kept[model] = [(row.pk, str(row)) for row in with_names(rows)]
    return kept[model]


def _likely(model: type[Model], case: m.Case | None) -> QuerySet[Any]:
    rows = model._base_manager.all()
    if model is m.Source:
        return _cited_first(rows, case)
    if model in (m.Person, m.Organisation):
        near = _parties(model, case) if case else []
        # The latest by key: no index keeps the rows in the order in which they were edited.
        latest = rows.order_by("-pk").values_list("pk", flat=True)[: MOST_LIKELY // 2]
        return rows.filter(pk__in=[*near, *latest][:MOST_LIKELY])
    if case and model in (m.Court, m.Facility, m.Place, m.LegalProvision):
        return rows.filter(country=case.country)
    return rows.order_by("-pk")


def _parties(model: type[Model], case: m.Case) -> list[int]:
    """Keys of the case's subjects, then of those who were part in its events."""
    name = str(model._meta.model_name)
    subjects = m.Subject.objects.filter(case=case)
    parts = m.EventParticipant.objects.filter(event__case=case)
    keys = [
        key
        for rows in (subjects, parts)
        for key in rows.order_by("pk").values_list(name, flat=True)
        if key is not None
    ]
    return list(dict.fromkeys(keys))[:MOST_LIKELY]


def _cited_first(rows: QuerySet[Any], case: m.Case | None) -> QuerySet[Any]:
    near: set[int] = set()
    if case:
        near = set(
            m.EventCitation.objects.filter(cited__case=case).values_list("source", flat=True)
        )
    latest = rows.exclude(pk__in=near).order_by("-pk").values_list("pk", flat=True)
    return rows.filter(pk__in=[*near, *latest[:MOST_LIKELY]][:MOST_LIKELY]).order_by("key")
