"""How fields are shown on the desk's pages, and tables of rows inside a page. No saving."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.desk import choosing, scope
from cases.desk.fields import CodesField, CountrySelect, KeysField, LinesField, code_validator
from cases.desk.forms import DeskForm
from cases.vocabulary import Ground, Profession

VOCABULARIES = {"grounds": Ground, "professions": Profession}


class Fields:
    """How fields are shown, on pages and in their inlines alike."""

    form: Any = DeskForm
    text_rows = 6
    note_rows = 3
    admin_site: Any
    opts: Any

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        related = db_field.related_model
        case = scope.case_in_view(request)
        is_narrowed = choosing.belongs_to_cases(related)
        if is_narrowed and case:
            kwargs["queryset"] = choosing.rows_of_case(related, case)
            kwargs["widget"] = forms.Select()
        elif db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            likely = choosing.likely_choices(request, related)
            kwargs["widget"] = choosing.LikelySelect(db_field, self.admin_site, likely=likely)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if is_narrowed and case and field is not None:
            # Read once, not once for each row of an inline.
            field.choices = [("", "---------"), *choosing.likely_choices(request, related)]
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        name = db_field.name
        common = {"label": db_field.verbose_name.capitalize(), "required": False}
        if name == "country" and db_field.max_length == 2:
            kwargs["widget"] = CountrySelect()
            field = db_field.formfield(**kwargs)
            field.validators.append(code_validator)
            return field
        if name in VOCABULARIES:
            return KeysField(choices=VOCABULARIES[name].choices, **common)
        if name == "other_names":
            rows = forms.Textarea(attrs={"rows": 3})
            return LinesField(help_text=_("One spelling a line."), widget=rows, **common)
        if name == "citizenship":
            return CodesField(help_text=_("Country codes: KZ, CN."), **common)
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        if isinstance(db_field, models.TextField) and "widget" not in kwargs:
            lines = self.note_rows if "note" in name else self.text_rows
            kwargs["widget"] = forms.Textarea(attrs={"rows": lines})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return choosing.with_names(super().get_queryset(request))  # type: ignore[misc]


class DeskRows(forms.BaseInlineFormSet):
    """Rows of a table, whose boxes to delete them say so: their heading is no label."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if box := form.fields.get("DELETE"):
            box.widget.attrs["aria-label"] = str(_("Delete this row"))


class DeskInline(Fields, admin.TabularInline):
    """A flat table of rows, each with a link to its own page where it has one."""

    formset = DeskRows
    text_rows = note_rows = 2
    extra = 0
    show_change_link = True
    verbose_name: Any

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not field.widget.is_hidden:
            # The heading of a column is no label that a screen reader would find.
            field.widget.attrs.setdefault("aria-label", str(field.label))
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                # A table row has room for two buttons: look at the chosen one, or add one. What
                # belongs to the case is added on its own page.
                is_of_case = choosing.belongs_to_cases(db_field.related_model)
                field.widget.can_change_related = field.widget.can_delete_related = False
                field.widget.can_add_related = field.widget.can_view_related = not is_of_case
        return field
