"""Sentences, their conditions and the chain of amendments."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import Sourced, UncitedFilter, citations_of
from cases.desk.searching import OF_PARTIES, under
from cases.desk.showing import DeskInline


class ConditionInline(DeskInline):
    model = m.Condition
    fields = ("kind", "years", "months", "days", "quantity", "note", "internal_note")
    extra = 1
    show_change_link = False


@admin.register(m.Sentence)
class SentenceAdmin(Sourced, DeskAdmin):
    list_display = ("__str__", "subject", "case", "event", "sources", "edited")
    list_filter = (UncitedFilter, "kind", "is_in_absentia", "subject__case__country")
    list_select_related = ("subject__case", "subject__organisation", "event")
    search_fields = ("subject__case__title", "note")
    spelled = under("subject", OF_PARTIES)
    autocomplete_fields = ("subject", "event", "amends", "imposed_by")
    readonly_fields = ("public_id",)
    inlines = (ConditionInline, citations_of(m.Sentence))
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "subject",
                    "event",
                    "kind",
                    ("years", "months", "days", "quantity"),
                    "is_life",
                    ("amount", "currency", "is_converted"),
                    "is_in_absentia",
                    "starts",
                    "amends",
                    "imposed_by",
                    "note",
                )
            },
        ),
        (_("For researchers"), {"fields": ("internal_note", "public_id")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("subject__person__names")

    @admin.display(description=_("case"))
    def case(self, sentence: m.Sentence) -> str:
        return str(sentence.subject.case)
