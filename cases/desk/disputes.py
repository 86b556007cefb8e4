"""Disputes and their rival claims."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import FIRST_SOURCE, CitedRows, Sourced, citations_of


def is_open() -> Q:
    """The condition on disputes that none of their claims is used."""
    return ~Q(Exists(m.DisputeClaim.objects.filter(dispute=OuterRef("pk"), is_used=True)))


class OpenFilter(admin.SimpleListFilter):
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("undecided")), ("made", _("decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "open":
            return queryset.filter(is_open())
        if self.value() == "made":
            return queryset.exclude(is_open())
        return queryset


class ClaimInline(CitedRows):
    """The claims; more sources of each are on its own page."""

    model = m.DisputeClaim
    fields = ("claim", "event", "charge", "sentence", "affiliation", "is_used", *FIRST_SOURCE)
    autocomplete_fields = ("event", "charge", "sentence", "affiliation")
    extra = 1


@admin.register(m.Dispute)
class DisputeAdmin(DeskAdmin):
    list_display = ("question", "case", "organisation", "decided", "edited")
    list_filter = (OpenFilter, "case__country")
    list_select_related = ("case", "organisation")
    search_fields = ("question", "case__title", "organisation__name")
    autocomplete_fields = ("case", "organisation")
    readonly_fields = ("public_id",)
    fields = ("case", "organisation", "question", "reason", "internal_note", "public_id")
    inlines = (ClaimInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        used = m.DisputeClaim.objects.filter(dispute=OuterRef("pk"), is_used=True)
        return super().get_queryset(request).annotate(is_decided=Exists(used))

    @admin.display(description=_("decided"), boolean=True)
    def decided(self, dispute: Any) -> bool:
        return dispute.is_decided


@admin.register(m.DisputeClaim)
class ClaimAdmin(Sourced, DeskAdmin):
    """One claim with its sources; reached from its dispute."""

    list_display = ("claim", "dispute", "is_used", "sources")
    list_select_related = ("dispute",)
    search_fields = ("claim", "dispute__question")
    autocomplete_fields = ("dispute", "event", "charge", "sentence", "affiliation")
    fields = ("dispute", "claim", "event", "charge", "sentence", "affiliation", "is_used",
              "internal_note")  # fmt: skip
    inlines = (citations_of(m.DisputeClaim),)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
