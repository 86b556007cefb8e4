"""Charges, and the dated steps of their history."""

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


class ChargeStepInline(DeskInline):
    model = m.ChargeStep
    fields = ("status", "event", "internal_note")
    autocomplete_fields = ("event",)
    extra = 1
    show_change_link = False
    verbose_name = _("step")
    verbose_name_plural = _("what became of it, step by step")


@admin.register(m.Charge)
class ChargeAdmin(Sourced, DeskAdmin):
    list_display = ("wording", "subject", "case", "provision", "sources", "edited")
    list_filter = (UncitedFilter, "steps__status", "subject__case__country")
    list_select_related = ("subject__case", "subject__organisation", "provision")
    search_fields = ("wording", "subject__case__title", "provision__article")
    spelled = under("subject", OF_PARTIES)
    autocomplete_fields = ("subject", "provision")
    readonly_fields = ("public_id",)
    fields = ("subject", "wording", "provision", "internal_note", "public_id")
    inlines = (ChargeStepInline, citations_of(m.Charge))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("subject__person__names")

    @admin.display(description=_("case"))
    def case(self, charge: m.Charge) -> str:
        return str(charge.subject.case)
