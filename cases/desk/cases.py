"""Cases: the list, and the page on which a case is read, checked, published and withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases import models as m
from cases.desk import case_views, publishing, roles
from cases.desk.base import DeskAdmin
from cases.desk.case_filters import (
    DisputeFilter,
    MissingFilter,
    VerifiedFilter,
    number_of,
    uncited_events,
    undecided_disputes,
)
from cases.desk.citations import Sourced
from cases.desk.searching import OF_PARTIES, under
from cases.desk.showing import DeskInline
from cases.vocabulary import WorkflowState

# Of the subjects in the list of cases.
MOST, MOST_LETTERS = 3, 60


class SubjectInline(DeskInline):
    model = m.Subject
    fields = ("person", "organisation", "internal_note")
    autocomplete_fields = ("person", "organisation")
    extra = 1
    show_change_link = False
    verbose_name = _("subject")
    verbose_name_plural = _("who is persecuted: a person or an organisation in each row")


class EventInline(Sourced, DeskInline):
    """The events of the case in a compact table; each is worked on on its own page."""

    model = m.Event
    fk_name = "case"
    fields = ("what", "date", "order", "is_public", "sources")
    readonly_fields = ("what", "sources")
    can_delete = False
    verbose_name_plural = _("events in short")
    classes = ("collapse",)

    @admin.display(description=_("kind"))
    def what(self, event: m.Event) -> str:
        return str(event.get_kind_display())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DisputeInline(DeskInline):
    model = m.Dispute
    fk_name = "case"
    fields = ("question", "reason")
    verbose_name_plural = _("disputes: where sources differ")


@admin.register(m.Subject)
class SubjectAdmin(DeskAdmin):
    """Subjects are edited on their case; this finds them, for autocomplete."""

    list_display = ("__str__", "case")
    list_select_related = ("case", "organisation")
    search_fields = ("case__title", "case__slug")
    spelled = OF_PARTIES
    autocomplete_fields = ("case", "person", "organisation")
    fields = ("case", "person", "organisation", "internal_note")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(m.Case)
class CaseAdmin(DeskAdmin):
    list_display = (
        "title", "country", "state", "who", "verified", "missing_sources", "open_disputes",
        "edited",
    )  # fmt: skip
    list_filter = ("state", "country", MissingFilter, DisputeFilter, VerifiedFilter, "criterion")
    date_hierarchy = "updated_at"
    ordering = ("-updated_at",)
    search_fields = ("title", "slug", "summary")
    spelled = under("subjects", OF_PARTIES)
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("state", "public_id")
    inlines = (SubjectInline, EventInline, DisputeInline)
    change_form_template = "desk/case_change_form.html"
    actions = ("publish_selected", "unpublish_selected", "withdraw_selected")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title", "slug", "country", "criterion", "grounds", "summary",
                    ("last_verified_on", "embargoed_until"),
                )
            },
        ),
        (_("For researchers"), {"fields": ("internal_note", "state", "public_id")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                uncited=number_of(uncited_events()), undecided=number_of(undecided_disputes())
            )
            .prefetch_related("subjects__person__names", "subjects__organisation")
        )

    @admin.display(description=_("subjects"))
    def who(self, case: m.Case) -> str:
        names = [Truncator(subject).chars(MOST_LETTERS) for subject in case.subjects.all()]
        shown = format_html_join("", '<span class="name">{}</span> ', ((n,) for n in names[:MOST]))
        if (more := len(names) - MOST) > 0:
            words = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
            return format_html('{}<span class="quiet">{}</span>', shown, words)
        return shown

    @admin.display(description=_("last verified"), ordering="last_verified_on")
    def verified(self, case: m.Case) -> str:
        return case.last_verified_on.isoformat() if case.last_verified_on else "—"

    @admin.display(description=_("no source"), ordering="uncited")
    def missing_sources(self, case: Any) -> str:
        if not case.uncited:
            return "0"
        return format_html('<strong class="missing">{}</strong>', case.uncited)

    @admin.display(description=_("open disputes"), ordering="undecided")
    def open_disputes(self, case: Any) -> int:
        return case.undecided

    # Publishing

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return roles.may_publish(request.user)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return roles.may_withdraw(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: m.Case | None = None) -> Any:
        """Who lifts an embargo publishes: that is for editors."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if roles.may_publish(request.user) else (*fixed, "embargoed_until")

    def has_delete_permission(self, request: HttpRequest, obj: m.Case | None = None) -> bool:
        """A published case is withdrawn first, so that its address says so for good."""
        if obj is not None and obj.state == WorkflowState.PUBLISHED:
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Cases are deleted one at a time, from their own page, if at all."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Publish the selected cases"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        _each(request, queryset, publishing.publish)

    @admin.action(description=_("Take the selected cases back to draft"), permissions=["publish"])
    def unpublish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        _each(request, queryset, publishing.unpublish)

    @admin.action(description=_("Withdraw the selected cases"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        _each(request, queryset, publishing.withdraw)

    # Pages

    def get_urls(self) -> list[URLPattern]:
        def at(address: str, view: Any) -> URLPattern:
            def call(request: HttpRequest, object_id: str) -> HttpResponse:
                return view(self, request, object_id)

            name = f"cases_case_{address}"
            return path(f"<path:object_id>/{address}/", self.admin_site.admin_view(call), name=name)

        own = [at(address, view) for address, view in case_views.VIEWS.items()]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and obj.pk and kwargs.get("change"):
            context.update(case_views.panels(request, obj))
        return super().render_change_form(request, context, *args, **kwargs)


def _each(
    request: HttpRequest, queryset: QuerySet[Any], act: Callable[[HttpRequest, m.Case], None]
) -> None:
    """Do the same with every case as it stands. A list may be old: what was withdrawn since it was
    opened is not brought back from it."""
    for pk in list(queryset.values_list("pk", flat=True)):
        with transaction.atomic():
            case = m.Case.objects.select_for_update(no_key=True).filter(pk=pk).first()
            if case is None:
                continue
            if case.state == WorkflowState.WITHDRAWN:
                said = _("“%(case)s” is withdrawn. Only its own page brings it back.")
                messages.warning(request, said % {"case": case})
            else:
                act(request, case)
