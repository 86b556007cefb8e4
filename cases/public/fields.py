"""What a value of each query parameter may be, and what is said of one that cannot be used."""

import re
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _

from cases.dates import DateError, parse_day
from cases.names import fold_words
from cases.public.addresses import moved_to
from cases.public.labels import ENTITIES, VOCABULARIES, entity_labels
from cases.public.parameters import FormerValue, WrongParameter
from cases.vocabulary.countries import COUNTRIES


def _refused(value: str, right: str) -> forms.ValidationError:
    return forms.ValidationError(right, params={"value": value})


class _Shared(forms.Field):
    """A field that all forms share. Others have copies, which a page may change before it shows
    them; no page shows these."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class ValuesField(_Shared, forms.MultipleChoiceField):
    """Several values of one facet, each in its vocabulary."""

    def __init__(self, *, facet: str, **more: Any) -> None:
        self.facet = facet
        super().__init__(**more)

    def validate(self, value: Any) -> None:
        known = VOCABULARIES[self.facet]
        for one in value:
            if one not in known:
                names = ", ".join(known)
                raise _refused(one, _("It is one of: %(names)s.") % {"names": names})


class CountriesField(_Shared, forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        for one in value:
            # The standard leaves XA to XZ and ZZ to whoever needs codes of their own.
            if one not in COUNTRIES and not re.fullmatch(r"X[A-Z]|ZZ", one):
                raise _refused(one, _("A country is its two capital letters, for example KZ."))


class YearsField(_Shared, forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        for one in value:
            if not re.fullmatch(r"[1-9]\d{3}", one, re.ASCII):
                raise _refused(one, _("A year has four digits, for example 2021."))


class SlugsField(_Shared, forms.MultipleChoiceField):
    """Slugs of entities; ListForm asks for those of all facets at once whether they exist."""

    def validate(self, value: Any) -> None:
        pass


class DayField(_Shared, forms.CharField):
    """One day, YYYY-MM-DD, as a date."""

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except DateError as error:
            raise _refused(text, str(error)) from None


class WordsField(_Shared, forms.CharField):
    """The search text as folded words."""

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        words = fold_words(text)
        if text and not words:
            right = _("Search for a word or a name; this has no letter and no digit.")
            raise _refused(text, right)
        return words


def read_words(text: str) -> tuple[str, ...]:
    """The folded words of a search text, () for ""; raises WrongParameter if it has none."""
    try:
        return WordsField(required=False).clean(text)
    except forms.ValidationError as error:
        raise WrongParameter("q", text, str(error.message)) from None


class ListForm(forms.Form):
    """The parameters of a list together: entities named by slug must exist."""

    def clean(self) -> dict[str, Any]:
        """Raises FormerValue for the first former slug that leads on."""
        super().clean()
        cleaned = self.cleaned_data
        pairs = [(kind, slug) for kind in ENTITIES for slug in cleaned.get(kind) or ()]
        known = entity_labels(pairs)
        for kind, slug in pairs:
            if (kind, slug) not in known and kind not in self.errors:
                if now := moved_to(kind, slug):
                    raise FormerValue(kind, slug, now)
                self.add_error(kind, _refused(slug, _no_such(kind)))
        return cleaned


def _no_such(kind: str) -> str:
    return {
        "organisation": _("No organisation has this address. They are all at /organisations/."),
        "provision": _("No legal provision has this address. They are all at /provisions/."),
        "court": _("No court has this address. They are all at /courts/."),
        "place": _("No place has this address. They are all at /places/."),
        "source": _("No source has this address. They are all at /sources/."),
    }[kind]
