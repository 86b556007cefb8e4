"""The citations of a row, as a table on its page, and how many supporting ones a row has."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases.desk.choosing import LikelySelect, likely_choices
from cases.desk.forms import DeskForm
from cases.desk.showing import DeskInline
from cases.models import Source
from cases.vocabulary import Stance


class CitationInline(DeskInline):
    """Who says so, where, and on whose word."""

    fk_name = "cited"
    autocomplete_fields = ("source",)
    fields = (
        "source", "paragraph", "locator", "stance", "basis", "attributed_to", "note",
        "internal_note", "read",
    )  # fmt: skip
    readonly_fields = ("read",)
    # One empty row, for browsers without scripts.
    extra = 1
    show_change_link = False
    verbose_name = _("source")
    verbose_name_plural = _("sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source")

    @admin.display(description=_("text"))
    def read(self, citation: Any) -> str:
        """A link to the paragraph on the source's page."""
        if not citation.pk or not citation.source_id:
            return "—"
        address = reverse("admin:cases_source_change", args=[citation.source_id])
        anchor = f"#paragraph-{citation.paragraph}" if citation.paragraph else ""
        return format_html('<a href="{}{}">{}</a>', address, anchor, _("read"))


# The columns of a table of sourced rows: how many sources, and the fields for one more.
FIRST_SOURCE = ("sources", "first_source", "first_paragraph")


def citations_of(model: type[Model]) -> type[CitationInline]:
    """The citation table for a sourced model."""
    citation = model._meta.get_field("citations").related_model
    return type(f"{model.__name__}CitationInline", (CitationInline,), {"model": citation})


def with_support(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates `rows` with `supporting`: how many citations support each."""
    citations = rows.model._meta.get_field("citations").related_model._base_manager
    counted = (
        citations.filter(cited=OuterRef("pk"), stance=Stance.SUPPORTS)
        .order_by()
        .values("cited")
        .annotate(n=Count("pk"))
        .values("n")
    )
    # A subquery, not a join: the page's rows are counted, not the whole table.
    return rows.annotate(supporting=Coalesce(Subquery(counted), 0))


class Sourced:
    """For pages and tables of sourced rows: the number of sources that support a row."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)  # type: ignore[misc]
        return with_support(rows)

    @admin.display(description=_("sources"), ordering="supporting")
    def sources(self, row: Any) -> str:
        """How many sources support the row; a warning where none does."""
        count = getattr(row, "supporting", None)
        if count is None:
            return "—"
        if count:
            return str(count)
        return format_html('<strong class="missing">{}</strong>', _("none"))


class CitedRowForm(DeskForm):
    """A row of a table together with its first source, so that both are saved in one step."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("first_paragraph") and not cleaned.get("first_source"):
            self.add_error("first_source", _("Choose the source that has this paragraph."))
        return cleaned

    def save(self, *args: Any, **kwargs: Any) -> Any:
        row = super().save(*args, **kwargs)
        is_saved = args[0] if args else kwargs.get("commit", True)
        if is_saved and (source := self.cleaned_data.get("first_source")):
            paragraph = self.cleaned_data.get("first_paragraph")
            row.citations.create(source=source, paragraph=paragraph)
        return row


class CitedRows(Sourced, DeskInline):
    """A table of sourced rows; put FIRST_SOURCE at the end of its `fields`."""

    readonly_fields = ("sources",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        citation = self.model._meta.get_field("citations").related_model
        widget = LikelySelect(
            citation._meta.get_field("source"),
            self.admin_site,
            likely=likely_choices(request, Source),
        )
        fields = {
            "first_source": forms.ModelChoiceField(
                Source.objects.all(), required=False, widget=widget, label=_("add a source")
            ),
            "first_paragraph": forms.IntegerField(
                min_value=1, required=False, label=_("paragraph")
            ),
        }
        for field in fields.values():
            field.widget.attrs["aria-label"] = str(field.label)
        kwargs["form"] = type(f"{self.model.__name__}Form", (CitedRowForm,), fields)
        return super().get_formset(request, obj, **kwargs)


class UncitedFilter(admin.SimpleListFilter):
    """Rows that no source supports: they keep a case from being published."""

    title = _("sources")
    parameter_name = "sources"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("no supporting source")), ("some", _("has a source"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(supporting=0)
        if self.value() == "some":
            return queryset.filter(supporting__gt=0)
        return queryset
