"""What a list shows, said as a sentence, and each choice as a chip that removes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dates import describe_bounds
from cases.public.facets import ShownFacet
from cases.public.filters import ListFilterSet
from cases.public.labels import FACET_TITLES, HELD_WORDS, facet_title, value_labels
from cases.public.parameters import FACETS, FILTERS, written
from cases.vocabulary import SURENESS

KEPT = (*FILTERS, "sort")

# Said after the noun without a comma, in this order.
_JOINED: dict[str, Promise] = {
    "country": gettext_lazy("in %(values)s"),
    "organisation": gettext_lazy("linked to %(values)s"),
}
_APPOSED: dict[str, Promise] = {
    "status": gettext_lazy("%(values)s"),
    "held": gettext_lazy("held %(values)s"),
    "provision": gettext_lazy("charged under %(values)s"),
    "court": gettext_lazy("before %(values)s"),
    "sentence": gettext_lazy("sentence: %(values)s"),
    "designation": gettext_lazy("recognised as %(values)s"),
    "ground": gettext_lazy("over %(values)s"),
    "profession": gettext_lazy("profession: %(values)s"),
    "gender": gettext_lazy("gender: %(values)s"),
    "place": gettext_lazy("with events in %(values)s"),
    "year": gettext_lazy("with events in %(values)s"),
    "source": gettext_lazy("resting on “%(values)s”"),
    "q": gettext_lazy("matching “%(values)s”"),
    "as_of": gettext_lazy("as of %(values)s"),
    "known_on": gettext_lazy("as known on %(values)s"),
}
_TITLES: dict[str, Promise] = FACET_TITLES | {
    "q": gettext_lazy("Search"),
    "as_of": gettext_lazy("As of"),
    "known_on": gettext_lazy("As known on"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice: its words, and the query string of the list without it."""

    title: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Said:
    """The choices of a list: one sentence, chips, and the plain words of the two clocks."""

    sentence: str
    chips: list[Chip]
    clock: str


@dataclass(frozen=True, slots=True)
class Part:
    """A number in words, and the query string of the list that it counts."""

    text: str
    address: str


def say(noun: str, filters: ListFilterSet, given: QueryDict) -> Said:
    """The choices of `filters` in words; `noun` is what the list holds ("Cases").

    One query, and none where no entity is chosen.
    """
    chosen = {facet: filters.chosen(facet) for facet in FACETS}
    labels = value_labels((facet, value) for facet in FACETS for value in chosen[facet])
    words = {facet: [labels[facet, value] for value in chosen[facet]] for facet in FACETS}
    for name in ("as_of", "known_on"):
        day = filters.form.cleaned_data.get(name)
        words[name] = [describe_bounds(day, day)] if day else []
    words["q"] = given.getlist("q")
    chips = [
        Chip(
            title=_title(name, has_day=filters.day is not None),
            text=text,
            without=written(given, KEPT, _without(given, name, index)),
        )
        for name in _TITLES
        for index, text in enumerate(words[name])
    ]
    return Said(_sentence(noun, words), chips, _clock(filters))


def say_held(facets: Iterable[ShownFacet], given: QueryDict) -> list[Part]:
    """How many rows of a list are held, by how surely, each with the query string of exactly
    those; [] for nobody. Other filters stay, a choice among these does not."""
    counts = {
        one.value: one.count for facet in facets if facet.name == "held" for one in facet.values
    }
    return [
        Part(
            text=_("%(n)s %(surely)s") % {"n": number_format(n), "surely": HELD_WORDS[sure.value]},
            address=written(given, KEPT, {"held": sure.value}),
        )
        for sure in SURENESS
        if (n := counts.get(sure.value))
    ]


def _title(name: str, *, has_day: bool) -> str:
    return facet_title(name, has_day=has_day) if name in FACET_TITLES else str(_TITLES[name])


def _without(given: QueryDict, name: str, index: int) -> dict[str, object]:
    """The changes that take one value away, and with a search the order that only a search has."""
    values = given.getlist(name)
    changes: dict[str, object] = {name: [*values[:index], *values[index + 1 :]]}
    if name == "q" and given.get("sort") == "relevance":
        changes["sort"] = None
    return changes


def _sentence(noun: str, words: dict[str, list[str]]) -> str:
    joined = [_phrase(form, words[name]) for name, form in _JOINED.items() if words[name]]
    apposed = [_phrase(form, words[name]) for name, form in _APPOSED.items() if words[name]]
    if not joined and apposed:
        return _("%(noun)s: %(choices)s") % {"noun": noun, "choices": ", ".join(apposed)}
    return ", ".join([" ".join([noun, *joined]), *apposed])


def _phrase(form: Promise, words: list[str]) -> str:
    *others, last = words
    either = _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last}
    return str(form) % {"values": either if others else last}


def _clock(filters: ListFilterSet) -> str:
    """What a list shown for the past says of itself; "" for one of today."""
    if filters.day is None:
        return ""
    told = {"day": _day_words(filters.day), "known": _day_words(filters.day_of_knowledge)}
    if filters.day_of_knowledge is None:
        words = _(
            "This is the state of %(day)s, as far as is known now. Whoever was possibly in a "
            "state that day is listed under it too."
        )
    else:
        words = _(
            "This is the state of %(day)s, by what sources had published up to %(known)s. Whoever "
            "was possibly in a state that day is listed under it too. Decisions between sources "
            "that differ are those of today."
        )
    return words % told


def _day_words(day: date | None) -> str:
    return describe_bounds(day, day)
