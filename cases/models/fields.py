"""The partial-date field: EDTF text as typed, with its bounds kept beside it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import dates


class PartialDateField(models.CharField):
    """A date as precise as the source, in EDTF (Library of Congress, 2019).

    The text is kept as typed; on save the strict earliest and latest day go into the two
    DateFields `<name>_earliest` and `<name>_latest`, which the model declares after this one
    (as ImageField does with its width). Raises ValidationError for text that is no EDTF date.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text",
            _(
                "As precise as the source: 2021-04-07, 2020-12, 2018, 2020-09~ (about), "
                "[2020-12-21..2021-01-03] (one day among these), 2018/2020 (throughout)."
            ),
        )
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value:
            try:
                dates.parse(value)
            except dates.DateError as error:
                raise ValidationError(str(error), code="edtf") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = (getattr(model_instance, self.attname) or "").strip()
        bounds = dates.to_bounds(text) if text else (None, None)
        setattr(model_instance, self.attname, text)
        setattr(model_instance, f"{self.name}_earliest", bounds[0])
        setattr(model_instance, f"{self.name}_latest", bounds[1])
        return text


def bound(label: Any) -> models.DateField:
    """A bound of a partial date: computed, indexed by whoever needs it, never typed."""
    return models.DateField(label, null=True, blank=True, editable=False)
