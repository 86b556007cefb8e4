"""Reference data: places, courts, facilities, provisions of law, publishers."""

from django.contrib import admin

from cases import models as m
from cases.desk.base import DeskAdmin


class ReferenceAdmin(DeskAdmin):
    is_named_reference = True
    search_fields = ("key", "name")
    ordering = ("name",)
    readonly_fields = ("public_id",)
    prepopulated_fields = {"key": ("country", "name")}


@admin.register(m.Place)
class PlaceAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "country", "parent", "latitude", "longitude", "edited")
    list_filter = ("kind", "country")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    fields = (
        "name", "key", "kind", "country", "parent", ("latitude", "longitude"), "other_names",
        "internal_note", "public_id",
    )  # fmt: skip


@admin.register(m.Court)
class CourtAdmin(ReferenceAdmin):
    list_display = ("name", "level", "country", "place", "is_named", "edited")
    list_filter = ("level", "is_named", "country")
    list_select_related = ("place",)
    autocomplete_fields = ("place",)
    fields = (
        "name", "key", "level", "country", "place", "is_named", "other_names", "internal_note",
        "public_id",
    )  # fmt: skip


@admin.register(m.Facility)
class FacilityAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "country", "place", "is_named", "edited")
    list_filter = ("kind", "is_named", "country")
    list_select_related = ("place",)
    autocomplete_fields = ("place",)
    fields = (
        "name", "key", "kind", "country", "place", "is_named", "other_names", "internal_note",
        "public_id",
    )  # fmt: skip


@admin.register(m.Publisher)
class PublisherAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "country", "url", "edited")
    list_filter = ("kind", "country")
    fields = ("name", "key", "kind", "country", "url", "other_names", "internal_note", "public_id")


@admin.register(m.LegalProvision)
class ProvisionAdmin(DeskAdmin):
    list_display = ("__str__", "title", "country", "code", "article", "part", "edited")
    list_filter = ("country", "code")
    search_fields = ("key", "code", "article", "title")
    ordering = ("country", "code", "article", "part")
    readonly_fields = ("public_id",)
    prepopulated_fields = {"key": ("country", "code", "article", "part")}
    fields = ("country", "code", "article", "part", "title", "key", "internal_note", "public_id")
