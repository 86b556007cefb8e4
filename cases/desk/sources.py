"""Sources, with their text for researchers where a document is attached."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk.base import DeskAdmin


@admin.register(m.Source)
class SourceAdmin(DeskAdmin):
    list_display = ("key", "label", "publisher", "published", "kind", "is_confidential",
                    "edited")  # fmt: skip
    list_display_links = ("key", "label")
    list_filter = ("kind", "is_confidential", "published_basis", "language", "publisher")
    list_select_related = ("publisher",)
    date_hierarchy = "published_earliest"
    ordering = ("key",)
    search_fields = ("key", "label", "publisher__name", "url")
    autocomplete_fields = ("publisher", "same_as")
    readonly_fields = ("public_id", "paragraphs")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "key", "kind", "publisher", "label", "language", "published",
                    "published_basis", "url", "archived_url", "same_as", "is_confidential",
                )
            },
        ),
        (_("Text, for researchers only"), {"fields": ("paragraphs",)}),
        (
            _("Attached document"),
            {
                "fields": (
                    "document_name", "document_sha256", "article_number", "paragraph_count",
                    "internal_note", "public_id",
                ),
                "classes": ("collapse",),
            },
        ),
    )  # fmt: skip

    @admin.display(description=_("paragraphs"))
    def paragraphs(self, source: m.Source) -> str:
        """The attached text, each paragraph with an anchor that citations lead to."""
        rows = list(source.paragraphs.all()) if source and source.pk else []
        if not rows:
            return str(_("No text is attached."))
        return format_html(
            '<div class="source-text">{}</div>',
            format_html_join(
                "",
                '<p id="paragraph-{}"><span class="paragraph-number">{}</span> {}</p>',
                ((row.number, row.number, row.text) for row in rows),
            ),
        )
