"""Form fields of the desk for what the models keep as lists and codes. No rule about cases."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.countries import COUNTRIES

CODE = re.compile(r"[A-Z]{2}")
code_validator = RegexValidator(r"^[A-Z]{2}\Z", _("Choose a country from the list."))


class CountrySelect(forms.Select):
    """All countries by name. A code that the list does not know stays, as it was."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        named = sorted((str(name), code) for code, name in COUNTRIES.items())
        self.choices = [("", "---------"), *((code, name) for name, code in named)]

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for code in value:
            if code and code not in COUNTRIES:
                option = self.create_option(name, code, code, True, len(groups))
                groups.append((None, [option], len(groups)))
        return groups


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    separator = "\n"
    widget: type[forms.Widget] = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return self.separator.join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [part for one in text.split(self.separator.strip(" ")) if (part := one.strip())]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class CodesField(LinesField):
    """A list of ISO 3166 codes in one line: KZ, CN. Raises ValidationError for what is no code."""

    separator = ", "
    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        codes = [code.upper() for code in super().to_python(value)]
        for code in codes:
            if not CODE.fullmatch(code):
                raise forms.ValidationError(
                    _("“%(code)s” is no country code: type two letters, as in KZ, CN."),
                    params={"code": code},
                )
        return codes

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except forms.ValidationError:
            return True


class KeysField(forms.MultipleChoiceField):
    """Several keys of a vocabulary, as boxes to tick. An unknown key that is stored stays shown."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, list) else []
