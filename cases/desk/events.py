"""Events: the page where most of the work is done."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk.base import DeskAdmin
from cases.desk.citations import FIRST_SOURCE, CitedRows, Sourced, UncitedFilter, citations_of
from cases.desk.scope import case_in_view, found
from cases.desk.searching import OF_PARTIES, under
from cases.desk.showing import DeskInline


class ParticipantInline(DeskInline):
    model = m.EventParticipant
    autocomplete_fields = ("person", "organisation")
    fields = ("person", "organisation", "role", "internal_note")
    extra = 1
    show_change_link = False
    verbose_name = _("participant")
    verbose_name_plural = _("who was part in it")


class EventStepInline(DeskInline):
    """What this event did to charges that exist."""

    model = m.ChargeStep
    fields = ("charge", "status", "internal_note")
    autocomplete_fields = ("charge",)
    extra = 1
    show_change_link = False
    verbose_name = _("step of a charge")
    verbose_name_plural = _("what it did to the charges")


class EventSentenceInline(CitedRows):
    """What this event imposed; amounts and conditions are on the sentence's own page."""

    model = m.Sentence
    fields = (
        "subject", "kind", "years", "months", "days", "is_life", "is_in_absentia", "amends",
        *FIRST_SOURCE,
    )  # fmt: skip
    autocomplete_fields = ("subject", "amends")
    extra = 1
    verbose_name = _("sentence")
    verbose_name_plural = _("sentences that it imposed")


@admin.register(m.Event)
class EventAdmin(Sourced, DeskAdmin):
    list_display = ("__str__", "short", "case", "place", "is_public", "sources", "edited")
    list_display_links = ("__str__",)
    list_filter = ("is_public", UncitedFilter, "kind", "case__country", "case__state")
    list_select_related = ("case", "place")
    date_hierarchy = "date_earliest"
    ordering = ("-date_earliest", "-pk")
    search_fields = ("summary", "case__title", "case__slug", "date")
    spelled = under("participants", OF_PARTIES)
    autocomplete_fields = ("case", "place", "court", "facility", "after", "before")
    readonly_fields = ("public_id", "to_case")
    inlines = (
        ParticipantInline,
        citations_of(m.Event),
        EventSentenceInline,
        EventStepInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "case", "to_case", "kind", "date", "date_basis", "summary", "is_public",
                )
            },
        ),
        (_("Where"), {"fields": ("place", "court", "facility")}),
        (
            _("How long, and in which order"),
            {
                "fields": (
                    "end", "duration_days", "planned", "order", "after", "before", "stated_custody",
                ),
                "classes": ("collapse",),
            },
        ),
        (_("For researchers"), {"fields": ("internal_note", "public_id")}),
    )  # fmt: skip

    @admin.display(description=_("what happened"))
    def short(self, event: m.Event) -> str:
        return event.summary if len(event.summary) < 120 else f"{event.summary[:117]}…"

    @admin.display(description=_("back to the case"))
    def to_case(self, event: m.Event) -> str:
        """The case's timeline, and another event of the same case."""
        if not event or not event.case_id:
            return "—"
        return format_html(
            '<a href="{}#timeline">{}</a> · <a href="{}?case={}">{}</a>',
            reverse("admin:cases_case_change", args=[event.case_id]),
            _("Timeline of the case"),
            reverse("admin:cases_event_add"),
            event.case_id,
            _("Add another event"),
        )

    def get_inlines(self, request: HttpRequest, obj: m.Event | None = None) -> Any:
        """Sentences and charge steps need a case, whose subjects and charges they are about."""
        has_case = bool(obj.case_id) if obj else case_in_view(request) is not None
        return self.inlines if has_case else self.inlines[:2]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """A new event of a case with one subject concerns that subject, unless told otherwise."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, ParticipantInline) and not obj.pk and request.method == "GET":
            subjects = self._preset_subjects(request)
            if len(subjects) == 1:
                only = subjects[0]
                kwargs["initial"] = [
                    {"person": only.person_id, "organisation": only.organisation_id}
                ]
        return kwargs

    def _preset_subjects(self, request: HttpRequest) -> list[m.Subject]:
        if subject := found(m.Subject, request.GET.get("subject", "")):
            return [subject]
        case = case_in_view(request)
        return list(case.subjects.all()[:2]) if case else []
