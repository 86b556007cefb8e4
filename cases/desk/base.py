"""What every page of the desk has in common. Pages of single models are in the other modules."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import (
    FieldDoesNotExist,
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from cases.desk import guarding, publishing, scope, touching
from cases.desk.forms import partial_dates, read_as
from cases.desk.searching import named_like, spelled_like
from cases.desk.showing import Fields


class DeskAdmin(Fields, guarding.Guarded, SimpleHistoryAdmin):
    """Search by any spelling, history, presets from the address, projection after saving."""

    spelled: Sequence[str] = ()  # lookups to folded names
    is_named_reference = False  # name and other_names, folded on the fly
    list_per_page = 100
    show_full_result_count = False
    save_on_top = True
    history_list_display = ("history_change_reason",)

    @admin.display(description=_("edited"), ordering="updated_at")
    def edited(self, row: Any) -> str:
        """The day of the last edit; the minute stands in the history."""
        return timezone.localtime(row.updated_at).date().isoformat()

    # Finding

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        term = search_term.replace("\0", " ").strip()
        plain, may_repeat = super().get_search_results(request, queryset, term)
        if not term or not (self.spelled or self.is_named_reference):
            return plain, may_repeat
        spelled = (
            spelled_like(queryset, term, self.spelled)
            if self.spelled
            else named_like(queryset, term)
        )
        matching = Q(pk__in=plain.order_by().values("pk")) | spelled
        return queryset.filter(matching), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Presets from the address; a key that leads nowhere is left out with a message."""
        initial = super().get_changeform_initial_data(request)
        for name in list(initial):
            try:
                field = self.model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if not isinstance(field, models.ForeignKey):
                continue
            if scope.found(field.related_model, initial[name]) is None:
                del initial[name]
                messages.warning(
                    request,
                    _("The address asks for a %(name)s that does not exist: choose one.")
                    % {"name": field.verbose_name},
                )
        return initial

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = scope.found(self.model, object_id) if object_id else None
        scope.set_view(request, row)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.Refused as refused:
            # Nothing is saved. The same form again, with what was typed and the reason.
            request.__dict__["_refused"] = refused
            request.__dict__.pop("_likely_choices", None)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, ProtectedError, RestrictedError, ValidationError) as error:
            return self._refused(request, error)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except publishing.Refused as refused:
            messages.error(request, refused.explanation())
            return HttpResponseRedirect(request.get_full_path())
        except (IntegrityError, ProtectedError, RestrictedError) as error:
            return self._refused(request, error)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except publishing.Refused as refused:
            messages.error(request, refused.explanation())
            return HttpResponseRedirect(request.get_full_path())
        except (ValueError, OverflowError):
            # A filter typed into the address by hand: a year that no calendar has.
            if request.method != "GET" or not request.GET:
                raise
            messages.warning(request, _("The address asks for something that cannot be: all rows."))
            return HttpResponseRedirect(request.path)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.refused = request.__dict__.get("_refused")
        return form

    def _refused(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """The database said no after the form had said yes: two people at once, usually."""
        if isinstance(error, ValidationError):
            reason = " ".join(error.messages)
        else:
            reason = str(_("another row contradicts it or still needs it"))
        messages.error(request, _("Nothing was saved: %(reason)s.") % {"reason": reason})
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Where the row hung before counts too: an event may move to another case.
        before = self.model._base_manager.filter(pk=obj.pk).first() if change else None
        touched = touching.touched(before) if before else touching.Touched()
        touched.is_protective = bool(touching.PROTECTIVE & set(form.changed_data))
        request.__dict__["_touched"] = touched
        if change:
            # As the library's own, which would write the whole row.
            obj._history_user = request.user
            obj.save(update_fields=guarding.written(form))
        else:
            super().save_model(request, obj, form, change)
        self._say_dates(request, obj, form.changed_data)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        touched = request.__dict__.setdefault("_touched", touching.Touched())
        touched.is_protective |= bool(formset.deleted_objects)
        for row, changed in formset.changed_objects:
            touched.is_protective |= bool(touching.PROTECTIVE & set(changed))
            self._say_dates(request, row, changed)
        for row in formset.new_objects:
            self._say_dates(request, row, [field.name for field in partial_dates(type(row))])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touched = request.__dict__.pop("_touched", touching.Touched())
        touched.add(touching.touched(form.instance))
        publishing.project(request, touched)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        touched = touching.touched(obj)
        touched.is_protective = True
        super().delete_model(request, obj)
        publishing.project(request, touched)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            touched = touching.Touched(is_protective=True)
            # One by one, so that each deletion is in the history.
            for row in queryset:
                touched.add(touching.touched(row))
                row.delete()
            publishing.project(request, touched)

    def _say_dates(self, request: HttpRequest, row: Any, changed: Iterable[str]) -> None:
        for field in partial_dates(type(row)):
            text = getattr(row, field.name)
            if field.name in changed and text:
                messages.info(
                    request,
                    f"{row._meta.verbose_name}, {field.verbose_name} {text}: {read_as(text)}",
                )

    # Looking back

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """Always: an old state is looked at, and typed again if it was right."""
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._known_or_404(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # The library's view would save what is posted here, past every check of ours.
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        self._known_or_404(object_id, version_id)
        try:
            return super().history_form_view(request, object_id, version_id, extra_context)
        except ObjectDoesNotExist as error:
            raise Http404(_("This version points to rows that are gone.")) from error

    def _known_or_404(self, *keys: str) -> None:
        if not all(scope.is_key(key) for key in keys):
            raise Http404(_("There is no such row."))
