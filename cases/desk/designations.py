"""Designations: who recognised whom as what."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import Sourced, UncitedFilter, citations_of
from cases.desk.searching import OF_PARTIES


@admin.register(m.Designation)
class DesignationAdmin(Sourced, DeskAdmin):
    list_display = ("holder", "kind", "grantor", "granted", "withdrawn", "sources", "edited")
    list_filter = ("kind", UncitedFilter)
    list_select_related = ("organisation", "grantor", "granted", "withdrawn")
    search_fields = ("grantor__name",)
    spelled = (*OF_PARTIES, "grantor__names__folded")
    autocomplete_fields = ("person", "organisation", "grantor", "granted", "withdrawn")
    readonly_fields = ("public_id",)
    fields = (
        "person", "organisation", "kind", "grantor", "granted", "withdrawn", "internal_note",
        "public_id",
    )  # fmt: skip
    inlines = (citations_of(m.Designation),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("person__names")

    @admin.display(description="")
    def holder(self, designation: m.Designation) -> str:
        return str(designation.person or designation.organisation)
