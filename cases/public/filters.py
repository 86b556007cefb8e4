"""How a list is narrowed: the filters of cases and of people, one class each.

What a value may be is in fields.py, what is counted beside each value in facets.py.
"""

from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import cache, cached_property
from typing import Any, Self

import django_filters
from django.db.models import Model, QuerySet
from django.http import QueryDict

from cases.public.dating import with_spells
from cases.public.day_columns import AskedDay
from cases.public.fields import (
    CountriesField,
    DayField,
    ListForm,
    SlugsField,
    ValuesField,
    WordsField,
    YearsField,
)
from cases.public.labels import FACET_TITLES
from cases.public.matching import matching
from cases.public.parameters import CLOCKS, FILTERS, WrongParameter
from cases.public.selecting import Selection
from cases.public.spells import held_then, in_question
from cases.publication.models import (
    CaseFacet,
    CaseHeld,
    PersonFacet,
    PersonHeld,
    PublishedCase,
    PublishedPerson,
    PublishedSpell,
)
from cases.publication.models.held import Stretch


class ListFilter(django_filters.Filter):
    """One filter of the lists. What it is made of never changes, so that a request, which needs
    it for a filter set of its own, shares that: to copy all of it took as long as a query."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        own = copy(self)
        own.method = self.method
        return own


class FacetFilter(ListFilter):
    """Rows that have any of the chosen values of one facet."""

    def __init__(self, facet: str, field_class: type = ValuesField) -> None:
        self.field_class = field_class
        more = {"facet": facet} if field_class is ValuesField else {}
        label = FACET_TITLES[facet]
        super().__init__(facet, method="narrow_by_facet", label=label, **more)


class WordsFilter(ListFilter):
    field_class = WordsField


class DayFilter(ListFilter):
    field_class = DayField


class ListFilterSet(django_filters.FilterSet):
    """What the filters of cases and of people have in common.

    `kind` is what the list holds, `facet_model` the table of its facet values, `held_model` that
    of when its rows are held.
    """

    kind: str
    facet_model: type[Model]
    held_model: type[Stretch]

    q = WordsFilter("search", method="narrow_by_words")
    country = FacetFilter("country", CountriesField)
    status = FacetFilter("status")
    held = FacetFilter("held")
    organisation = FacetFilter("organisation", SlugsField)
    provision = FacetFilter("provision", SlugsField)
    court = FacetFilter("court", SlugsField)
    sentence = FacetFilter("sentence")
    designation = FacetFilter("designation")
    ground = FacetFilter("ground")
    profession = FacetFilter("profession")
    gender = FacetFilter("gender")
    place = FacetFilter("place", SlugsField)
    year = FacetFilter("year", YearsField)
    source = FacetFilter("source", SlugsField)
    as_of = DayFilter(method="leave")
    known_on = DayFilter(method="leave")

    def get_form_class(self) -> type[ListForm]:
        """Made once: a form is the same for every request but for what was chosen."""
        return _form_class()

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """The filters for checked parameters (parameters.check).

        Raises WrongParameter for the first value that cannot be used, FormerValue for one that is
        another now.
        """
        chosen = QueryDict(mutable=True)
        for name in FILTERS:
            if name in given:
                chosen.setlist(name, given.getlist(name))
        filters = cls(chosen)
        if not filters.is_valid():
            name, errors = next(iter(filters.form.errors.as_data().items()))
            value = (errors[0].params or {}).get("value") or chosen.get(name, "")
            raise WrongParameter(name, str(value), str(errors[0].message))
        return filters

    @property
    def owner(self) -> str:
        """The column of facet values and of spells that holds the row's number."""
        return f"{self.kind}_id"

    @cached_property
    def selection(self) -> Selection:
        """The rows that the filters leave, as bitmaps: for counts and pages."""
        return Selection(self)

    def chosen(self, facet: str) -> list[str]:
        """The values chosen of a facet."""
        return list(self.form.cleaned_data.get(facet) or ())

    @property
    def is_narrowed(self) -> bool:
        return any(self.form.cleaned_data.get(name) for name in FILTERS if name not in CLOCKS)

    @property
    def day(self) -> date | None:
        """The day asked about: `as_of`, or else the day whose knowledge is asked for."""
        return self.form.cleaned_data.get("as_of") or self.day_of_knowledge

    @property
    def day_of_knowledge(self) -> date | None:
        return self.form.cleaned_data.get("known_on")

    @property
    def asked(self) -> AskedDay | None:
        """The days that files and JSON tell in their columns."""
        return AskedDay(self.day, self.day_of_knowledge) if self.day else None

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self._narrow(queryset)

    def rows_without(self, facet: str) -> QuerySet:
        """The rows that every filter but this facet's leaves: its values are counted over them."""
        return self._narrow(self.queryset.all(), leave_out=facet)

    def running_spells(self) -> QuerySet[PublishedSpell]:
        """The spells that certainly or possibly run on `day`, as known now or on `known_on`."""
        assert self.day is not None
        return in_question(self.day, self.day_of_knowledge, in_cases=self.owner == "case_id")

    def held_that_day(self) -> QuerySet[Any]:
        """The stretches of custody on `day`, as known now or on `known_on`: one a row of the list
        at most, so that their number is that of the rows."""
        assert self.day is not None
        return held_then(self.held_model, self.day, self.day_of_knowledge)

    def with_spells(self, rows: QuerySet) -> QuerySet:
        """`rows` of the list with the text from which dating.py tells their state on `day`."""
        assert self.day is not None
        return with_spells(rows, self.owner, self.day, self.day_of_knowledge)

    def ids(self, name: str, value: Any) -> QuerySet[Any]:
        """The numbers of the rows that one filter leaves by itself; some may come twice."""
        if name == "q":
            return self.narrow_by_words(self.queryset.order_by(), name, value).values_list(
                "pk", flat=True
            )
        found: QuerySet[Any]
        if name == "status" and self.day:
            found = self.running_spells().filter(state__in=value)
        elif name == "held" and self.day:
            found = self.held_that_day().filter(certainty__in=value)
        else:
            found = self.facet_model._default_manager.filter(facet=name, value__in=value)
        return found.order_by().values_list(self.owner, flat=True)

    def narrow_by_facet(self, rows: QuerySet, facet: str, values: Sequence[str]) -> QuerySet:
        return rows.filter(pk__in=self.ids(facet, values))

    def narrow_by_words(self, rows: QuerySet, field: str, words: Sequence[str]) -> QuerySet:
        return rows.filter(matching(words))

    def leave(self, rows: QuerySet, field: str, day: date) -> QuerySet:
        """A clock leaves no row out by itself: it changes which state a row is in."""
        return rows

    def _narrow(self, rows: QuerySet, leave_out: str = "") -> QuerySet:
        for name, value in self.form.cleaned_data.items():
            if value and name != leave_out:
                rows = self.filters[name].filter(rows, value)
        return rows


@cache
def _form_class() -> type[ListForm]:
    """The form of both lists, which have the same filters."""
    fields = {name: copy(one).field for name, one in ListFilterSet.base_filters.items()}
    return type("ChoicesForm", (ListForm,), fields)


class CaseFilterSet(ListFilterSet):
    kind = "case"
    facet_model = CaseFacet
    held_model = CaseHeld

    class Meta:
        model = PublishedCase
        fields: list[str] = []
        form = ListForm


class PersonFilterSet(ListFilterSet):
    kind = "person"
    facet_model = PersonFacet
    held_model = PersonHeld

    class Meta:
        model = PublishedPerson
        fields: list[str] = []
        form = ListForm
