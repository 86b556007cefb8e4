"""Counts that others have published."""

from django.contrib import admin

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import Sourced, UncitedFilter, citations_of


@admin.register(m.ReportedCount)
class ReportedCountAdmin(Sourced, DeskAdmin):
    list_display = ("count", "of", "country", "on", "reported_by", "sources", "edited")
    list_filter = ("country", "kind", UncitedFilter)
    list_select_related = ("reported_by",)
    date_hierarchy = "on_earliest"
    search_fields = ("of",)
    spelled = ("reported_by__names__folded",)
    autocomplete_fields = ("reported_by",)
    readonly_fields = ("public_id",)
    fields = (
        ("count", "basis"), "of", "kind", "country", "on", "reported_by", "internal_note",
        "public_id",
    )  # fmt: skip
    inlines = (citations_of(m.ReportedCount),)
