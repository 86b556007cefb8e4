"""The form of every row at the desk: partial dates read back in words, and reasons for refusal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import dates
from cases.desk import guarding, publishing
from cases.models.fields import PartialDateField


class DeskForm(forms.ModelForm):
    """Says how each partial date was read, refuses an end before the beginning, and writes of a
    row that exists only what was changed in it."""

    refused: publishing.Refused | guarding.Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in partial_dates(self._meta.model):
            if field.name in self.fields and (text := getattr(self.instance, field.name, "")):
                words = read_as(text)
                shown = self.fields[field.name]
                shown.help_text = format_html("{} {}", words, shown.help_text)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refused:
            raise ValidationError(self.refused.explanation())
        for start, end in (("date", "end"), ("starts", "ends")):
            if end in self.fields and ends_before(cleaned.get(start), cleaned.get(end)):
                self.add_error(end, _("This ends before it begins."))
        return cleaned

    def save(self, *args: Any, **kwargs: Any) -> Any:
        is_saved = args[0] if args else kwargs.get("commit", True)
        if not is_saved or self.instance._state.adding:
            return super().save(*args, **kwargs)
        row = super().save(commit=False)
        row.save(update_fields=guarding.written(self))
        return row


def partial_dates(model: type[models.Model]) -> list[PartialDateField]:
    """The partial dates of a model."""
    return [field for field in model._meta.fields if isinstance(field, PartialDateField)]


def read_as(text: str) -> str:
    """How a partial date was understood, in words, with its first and last day."""
    try:
        parsed = dates.parse(text)
    except dates.DateError as error:
        return str(error)
    words = dates.describe(parsed)
    span = dates.describe_bounds(parsed.earliest, parsed.latest)
    if parsed.earliest and parsed.latest and parsed.earliest != parsed.latest:
        span = f"{parsed.earliest.isoformat()} – {parsed.latest.isoformat()}"
        return str(_("Read as: %(words)s (%(span)s).") % {"words": words, "span": span})
    return str(_("Read as: %(words)s.") % {"words": words})


def ends_before(start: str | None, end: str | None) -> bool:
    """Whether a readable `end` lies wholly before a readable `start`."""
    try:
        earliest = dates.parse(start).earliest if start else None
        latest = dates.parse(end).latest if end else None
    except dates.DateError:
        return False  # the field itself says what is wrong with it
    return bool(earliest and latest and latest < earliest)
