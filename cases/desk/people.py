"""People: spellings, birth, stated ages, links, affiliations, and withholding a name."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk import publishing
from cases.desk.base import DeskAdmin
from cases.desk.citations import FIRST_SOURCE, CitedRows, Sourced, UncitedFilter, citations_of
from cases.desk.near_names import near_people
from cases.desk.organisations import ReachedFromItsRow
from cases.desk.roles import may_withhold
from cases.desk.searching import PERSON_NAMES, under


class PersonNameInline(CitedRows):
    model = m.PersonName
    fields = ("text", "kind", "origin", "is_public", *FIRST_SOURCE)
    extra = 1
    verbose_name = _("spelling")
    verbose_name_plural = _("spellings")


class PersonBirthInline(CitedRows):
    model = m.PersonBirth
    fields = ("date", *FIRST_SOURCE)


class AgeInline(CitedRows):
    model = m.AgeStatement
    fields = ("age", "on", *FIRST_SOURCE)


class PersonLinkInline(CitedRows):
    model = m.PersonLink
    fk_name = "person"
    fields = ("kind", "related", *FIRST_SOURCE)
    autocomplete_fields = ("related",)
    extra = 1


class AffiliationInline(CitedRows):
    model = m.Affiliation
    fields = ("organisation", "role", "asserted", "starts", "ends", *FIRST_SOURCE)
    autocomplete_fields = ("organisation",)
    extra = 1


@admin.register(m.Person)
class PersonAdmin(DeskAdmin):
    list_display = ("__str__", "slug", "gender", "headcount", "is_name_withheld", "edited")
    list_filter = ("is_name_withheld", "gender", "headcount_basis", "subjects__case__country")
    date_hierarchy = "updated_at"
    ordering = ("slug",)
    search_fields = ("slug", "descriptor", "names__text")
    spelled = PERSON_NAMES
    readonly_fields = ("public_id", "in_cases")
    inlines = (
        PersonNameInline,
        citations_of(m.Person),
        PersonLinkInline,
        AffiliationInline,
        PersonBirthInline,
        AgeInline,
    )
    fieldsets = (
        (None, {"fields": ("slug", "in_cases", "is_name_withheld")}),
        (_("Who"), {"fields": ("gender", "professions", "citizenship", "note")}),
        (
            _("Unnamed people and groups"),
            {
                "fields": (
                    "descriptor",
                    "descriptor_in_source",
                    ("headcount", "headcount_basis"),
                ),
                "classes": ("collapse",),
            },
        ),
        (_("For researchers"), {"fields": ("internal_note", "public_id")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: m.Person | None = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if may_withhold(request.user) else (*fixed, "is_name_withheld")

    @admin.display(description=_("cases"))
    def in_cases(self, person: m.Person) -> str:
        """Links to the cases in which the person is a subject."""
        if not person or not person.pk:
            return "—"
        rows = [
            (reverse("admin:cases_case_change", args=[subject.case_id]), subject.case)
            for subject in person.subjects.select_related("case")
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', rows) or gettext(
            "None. Whoever is in no public case and no public event is not named in public."
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        wanted = obj.is_name_withheld
        if change and "is_name_withheld" in form.changed_data:
            # Publication itself turns it, together with everything that shows the name.
            obj.is_name_withheld = not wanted
        super().save_model(request, obj, form, change)
        request.__dict__["_withhold"] = wanted if obj.is_name_withheld != wanted else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        wanted = request.__dict__.pop("_withhold", None)
        if wanted is not None:
            publishing.withhold(request, form.instance, is_withheld=wanted)
        if change:
            return
        for near in near_people(form.instance):
            messages.warning(
                request,
                format_html(
                    gettext(
                        "A person with a like name is already here: {} (spelling “{}”). "
                        "If it is the same one, use that page and delete this one."
                    ),
                    format_html(
                        '<a href="{}">{}</a>',
                        reverse("admin:cases_person_change", args=[near.person.pk]),
                        near.person,
                    ),
                    near.spelling,
                ),
            )


class OfPerson(Sourced, ReachedFromItsRow):
    """Pages of a person's rows."""

    list_filter: Any = (UncitedFilter,)
    list_display: Any = ("__str__", "person", "sources")
    search_fields: Any = ("person__slug",)
    spelled = under("person", PERSON_NAMES)
    autocomplete_fields: Any = ("person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("person__names")


@admin.register(m.PersonName)
class PersonNameAdmin(OfPerson):
    spelled = ("folded",)
    fields = ("person", "text", "kind", "origin", "is_public", "internal_note")
    inlines = (citations_of(m.PersonName),)


@admin.register(m.PersonBirth)
class PersonBirthAdmin(OfPerson):
    fields = ("person", "date", "internal_note")
    inlines = (citations_of(m.PersonBirth),)


@admin.register(m.AgeStatement)
class AgeStatementAdmin(OfPerson):
    fields = ("person", "age", "on", "internal_note")
    inlines = (citations_of(m.AgeStatement),)


@admin.register(m.PersonLink)
class PersonLinkAdmin(OfPerson):
    fields = ("person", "kind", "related", "internal_note")
    autocomplete_fields = ("person", "related")
    inlines = (citations_of(m.PersonLink),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("related__names")
