"""Organisations: names, links, and who is tied to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import FIRST_SOURCE, CitedRows, Sourced, UncitedFilter, citations_of
from cases.desk.searching import OF_PARTIES


class OrganisationNameInline(CitedRows):
    model = m.OrganisationName
    fields = ("text", "kind", "origin", *FIRST_SOURCE)
    extra = 1


class OrganisationLinkInline(CitedRows):
    model = m.OrganisationLink
    fk_name = "organisation"
    fields = ("kind", "related", *FIRST_SOURCE)
    autocomplete_fields = ("related",)
    extra = 1


@admin.register(m.Organisation)
class OrganisationAdmin(DeskAdmin):
    list_display = ("name", "kind", "country", "key", "edited")
    list_filter = ("kind", "country")
    search_fields = ("key", "name", "names__text")
    spelled = ("names__folded",)
    ordering = ("name",)
    readonly_fields = ("public_id",)
    prepopulated_fields = {"key": ("country", "name")}
    fields = (
        "name", "key", "kind", "country", "description", "url", "other_names", "internal_note",
        "public_id",
    )  # fmt: skip
    inlines = (OrganisationNameInline, OrganisationLinkInline)


class ReachedFromItsRow(DeskAdmin):
    """Pages that are reached from the row that they belong to, not from the index."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(m.OrganisationName)
class OrganisationNameAdmin(Sourced, ReachedFromItsRow):
    list_display = ("text", "organisation", "kind", "origin", "sources")
    list_filter = (UncitedFilter, "kind", "origin")
    list_select_related = ("organisation",)
    search_fields = ("text",)
    spelled = ("folded",)
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "text", "kind", "origin", "internal_note")
    inlines = (citations_of(m.OrganisationName),)


@admin.register(m.OrganisationLink)
class OrganisationLinkAdmin(Sourced, ReachedFromItsRow):
    list_display = ("__str__", "sources")
    list_filter = (UncitedFilter, "kind")
    list_select_related = ("organisation", "related")
    search_fields = ("organisation__name", "related__name")
    autocomplete_fields = ("organisation", "related")
    fields = ("organisation", "kind", "related", "internal_note")
    inlines = (citations_of(m.OrganisationLink),)


@admin.register(m.Affiliation)
class AffiliationAdmin(Sourced, DeskAdmin):
    list_display = ("person", "role", "organisation", "asserted", "sources", "edited")
    list_filter = (UncitedFilter, "role", "asserted")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "person__slug")
    spelled = OF_PARTIES
    autocomplete_fields = ("person", "organisation")
    readonly_fields = ("public_id",)
    fields = ("person", "organisation", "role", "asserted", "starts", "ends", "internal_note",
              "public_id")  # fmt: skip
    inlines = (citations_of(m.Affiliation),)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("person__names")
