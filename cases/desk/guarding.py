"""No older form undoes what somebody else has done meanwhile.

A form that changes a row carries a digest of the row and of its tables, as they were shown. Posted
with any other digest than that of now it is not saved, and comes back with all that was typed.
What a save then writes is here too. Why else an edit is refused is not: see `publishing`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

SHOWN = "as_shown"  # the name of the hidden field
# Of fields that protect somebody, the value that does.
PROTECTING = {"is_name_withheld": True, "is_confidential": True, "is_public": False}
# Publication itself turns these, together with all that follows from them.
TURNED = {"state", "is_name_withheld"}
# Fields that nobody types and that never change; all others of the kind follow from what is typed.
FIXED = {"public_id", "created_at"}


@dataclass(slots=True)
class Conflict:
    """Why a form is not saved: what it was filled in on stands otherwise now."""

    is_unknown: bool  # on what it was filled in
    lines: list[str] = field(default_factory=list)  # what stands otherwise, each in words

    def explanation(self) -> str:
        """What stands otherwise and what to do, for the page."""
        if self.is_unknown:
            said = _("Nothing was saved, because the form does not say on what it was filled in.")
        else:
            said = _("Nothing was saved, because somebody has changed this since you opened it.")
        lines = self.lines or [_("Nothing that can be edited here.")]
        return format_html(
            "{} {}<ul>{}</ul>{}",
            said,
            _("What is otherwise now than in your form:"),
            format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
            _("All else that you typed is still here. Save again if it is right as it is now."),
        )


class AsShown(forms.CharField):
    """The digest, in a hidden field. It is never a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class Guarded:
    """For pages of the admin: a change is saved only if its form was filled in on what is now.

    A conflict is left in the request as `_refused`, whence the form takes what it refuses with.
    """

    model: Any

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view  # type: ignore[misc]
        if request.method != "POST" or object_id is None or "_saveasnew" in request.POST:
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
            if self._is_change(request, obj) and "_refused" not in request.__dict__:
                self._compare(request, obj.pk)
            return view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not self._is_change(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, {**options, "fields": (*options["fields"], SHOWN)}), *others]

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        if self._is_change(request, obj):
            own: Any = self.form  # type: ignore[attr-defined]
            kwargs["form"] = type(own.__name__, (own,), {SHOWN: AsShown(required=False)})
        return super().get_form(request, obj, *args, **kwargs)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        obj: Any = kwargs.get("obj")
        if SHOWN in form.fields and not form.is_bound:
            tables = [one.formset.get_queryset() for one in context["inline_admin_formsets"]]
            form.initial[SHOWN] = digest_of(obj, tables)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _is_change(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and self.has_change_permission(request, obj)  # type: ignore[attr-defined]

    def _compare(self, request: HttpRequest, pk: Any) -> None:
        """Hold the row and those of its tables until the end of the transaction, so that nobody
        changes them between this and the save; note a conflict, if it is one."""
        row = _held(self.model).filter(pk=pk).first()
        if row is None:
            return
        sets = [one for one, _inline in self.get_formsets_with_inlines(request, row)]  # type: ignore[attr-defined]
        tables = [list(_held(one.model).filter(**{one.fk.name: row})) for one in sets]
        digest = digest_of(row, tables)
        if request.POST.get(SHOWN) != digest:
            request.__dict__["_refused"] = self._conflict(request, row, digest)

    def _conflict(self, request: HttpRequest, row: Any, digest: str) -> Conflict:
        """What stands otherwise now. What was posted is made ready to be shown once more."""
        conflict = Conflict(is_unknown=not request.POST.get(SHOWN))
        data = request.POST.copy()
        data[SHOWN] = digest
        request.POST = data  # type: ignore[assignment]
        form = self.get_form(request, row, change=True)(data, instance=row)
        conflict.lines += _compared(form, "", data)
        for formset, inline in self._tables(request, row):
            conflict.lines += _come_and_gone(formset, str(inline.verbose_name), data)
        # Once more, without the rows that are gone.
        for formset, inline in self._tables(request, row):
            for one in formset.initial_forms:
                name = f"{inline.verbose_name} “{one.instance}”"
                conflict.lines += _compared(one, f"{name}, ", data)
        return conflict

    def _tables(self, request: HttpRequest, row: Any) -> list[tuple[Any, Any]]:
        """The posted tables as (formset, inline)."""
        return list(zip(*self._create_formsets(request, row, change=True), strict=True))  # type: ignore[attr-defined]


def digest_of(row: models.Model, tables: Iterable[Iterable[models.Model]]) -> str:
    """A digest of every value of `row` and of the rows of its tables.

    Without the time of the last save: somebody who saved what stood there has changed nothing.
    """
    rows = [row, *(one for table in tables for one in sorted(table, key=lambda one: one.pk))]
    values = [
        [one._meta.label]
        + [getattr(one, f.attname) for f in one._meta.concrete_fields if f.name != "updated_at"]
        for one in rows
    ]
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:32]


def written(form: forms.ModelForm) -> list[str]:
    """The fields that a save of a bound form of an existing row writes: those changed in it, and
    what follows from them. All else somebody else may have changed."""
    changed = set(form.changed_data) - TURNED
    stored = [one for one in form._meta.model._meta.concrete_fields if not one.primary_key]
    return [
        one.name
        for one in stored
        if (one.name in changed if one.editable else one.name not in FIXED)
    ]


def _held(model: Any) -> models.QuerySet[Any]:
    rows = model._base_manager.order_by("pk")
    return rows.select_for_update(no_key=True, of=("self",))


def _compared(form: Any, prefix: str, data: Any) -> Iterator[str]:
    """A line for each field of a bound form that stands otherwise in its row. A protection that
    stands is put back into `data`."""
    stored = {one.name: one for one in form._meta.model._meta.concrete_fields}
    for name in form.changed_data:
        if name not in stored:
            continue
        bound = form[name]
        now, typed = _words(bound.field, bound.initial), _words(bound.field, bound.data)
        if _put_back(form, name, data):
            typed = _("%(words)s (set to what stands now)") % {"words": typed}
        if now.split() != typed.split():
            yield _line(f"{prefix}{stored[name].verbose_name}", now, typed)


def _put_back(form: Any, name: str, data: Any) -> bool:
    """Set a field to what stands now, if that protects somebody more than what was typed."""
    now, key = form.initial.get(name), form.add_prefix(name)
    if name in PROTECTING and now == PROTECTING[name]:
        data.pop(key, None)
        if now:
            data[key] = "on"
        return True
    if name == "embargoed_until" and now:
        try:
            typed = form.fields[name].to_python(form[name].data)
        except ValidationError:
            typed = None
        if typed is None or typed < now:
            data[key] = now.isoformat()
            return True
    return False


def _come_and_gone(formset: Any, name: str, data: Any) -> Iterator[str]:
    """A line for each row that only the form has, or only the database. Those that are gone are
    taken out of `data`: to save them again would bring back what somebody took away."""
    now = {str(row.pk): row for row in formset.get_queryset()}
    key = formset.model._meta.pk.name
    posted = [data.get(f"{form.prefix}-{key}") for form in formset.initial_forms]
    for pk, row in now.items():
        if pk not in posted:
            yield _line(f"{name} “{row}”", _("added"), _("missing"))
    gone = {n for n, pk in enumerate(posted) if pk not in now}
    for n in gone:
        typed = [
            f"{bound.label}: {_words(bound.field, bound.data)}"
            for bound in formset.forms[n].visible_fields()
            if bound.name != "DELETE" and bound.data
        ]
        yield _line(name, _("deleted"), "; ".join(typed))
    if gone:
        _take_out(data, formset, gone)


def _take_out(data: Any, formset: Any, gone: set[int]) -> None:
    """Take rows out of what was posted for a table, and number those that stay anew."""
    prefix, total = formset.prefix, formset.total_form_count()
    numbers = {old: new for new, old in enumerate(n for n in range(total) if n not in gone)}
    kept = {}
    for key in list(data):
        if found := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,9}})-(.+)", key):
            values, number = data.pop(key), int(found[1])
            if number in numbers:
                kept[f"{prefix}-{numbers[number]}-{found[2]}"] = values
    for key, values in kept.items():
        data.setlist(key, values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - len(gone))
    data[f"{prefix}-INITIAL_FORMS"] = str(formset.initial_form_count() - len(gone))


def _line(what: str, now: str, typed: str) -> str:
    said = _("%(what)s: now: %(now)s, in your form: %(typed)s")
    return said % {"what": what, "now": now, "typed": typed}


def _words(shown: Any, value: Any) -> str:
    """A value of a form's field, as it is stored or as it was typed."""
    if isinstance(shown, forms.BooleanField):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return "—"
    if isinstance(shown, forms.ModelChoiceField):
        try:
            return str(shown.to_python(value))
        except ValidationError:
            return str(value)
    if choices := getattr(shown.widget, "choices", None):
        words = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in values)
    return str(shown.prepare_value(value))
