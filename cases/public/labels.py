"""The words for facets and their values. Words of a single entity's page are in presenting/."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.publication.models import Label
from cases.vocabulary import (
    Certainty,
    CustodyState,
    DesignationKind,
    Gender,
    Ground,
    OrganisationStatus,
    Profession,
    SentenceKind,
)
from cases.vocabulary.countries import country_name

FACET_TITLES: dict[str, Promise] = {
    "country": gettext_lazy("Country"),
    "status": gettext_lazy("Last known state"),
    "held": gettext_lazy("Held"),
    "organisation": gettext_lazy("Organisation"),
    "provision": gettext_lazy("Legal provision"),
    "court": gettext_lazy("Court"),
    "sentence": gettext_lazy("Sentence"),
    "designation": gettext_lazy("Recognised as"),
    "ground": gettext_lazy("Ground"),
    "profession": gettext_lazy("Profession"),
    "gender": gettext_lazy("Gender"),
    "place": gettext_lazy("Place"),
    "year": gettext_lazy("Year"),
    "source": gettext_lazy("Source"),
}
TITLES_THAT_DAY: dict[str, Promise] = {
    "status": gettext_lazy("State that day"),
    "held": gettext_lazy("Held that day"),
}
# How surely somebody is in custody; of a case, the surest of its people.
HELD_WORDS: dict[str, Promise] = {
    Certainty.CERTAIN.value: gettext_lazy("certainly"),
    Certainty.LAST_KNOWN.value: gettext_lazy("when last known"),
    Certainty.POSSIBLE.value: gettext_lazy("possibly"),
}
# A case without a person among its subjects has the standing of its organisation.
STATUSES = dict(OrganisationStatus.choices) | dict(CustodyState.choices)
VOCABULARIES: dict[str, Mapping[str, Promise | str]] = {
    "status": STATUSES,
    "held": HELD_WORDS,
    "sentence": dict(SentenceKind.choices),
    "designation": dict(DesignationKind.choices),
    "ground": dict(Ground.choices),
    "profession": dict(Profession.choices),
    "gender": dict(Gender.choices),
}
# These facets hold slugs of entities, whose text is a label row.
ENTITIES = ("organisation", "provision", "court", "place", "source")

Pair = tuple[str, str]


def facet_title(facet: str, *, has_day: bool = False) -> str:
    """The heading of a facet; `has_day` where the list is shown for a day in the past."""
    titles = FACET_TITLES | TITLES_THAT_DAY if has_day else FACET_TITLES
    return str(titles[facet])


def label_text(label: Label) -> str:
    """The text of a label row, with the words for one that is withheld."""
    if not label.is_masked:
        return label.text
    return _("A confidential source") if label.kind == "source" else _("Name withheld")


def entity_labels(pairs: Iterable[Pair]) -> dict[Pair, str]:
    """The texts of (kind, slug) pairs that have a page, in at most one query; others are absent."""
    asked = Q()
    for kind in ENTITIES:
        if slugs := [slug for facet, slug in pairs if facet == kind]:
            asked |= Q(kind=kind, slug__in=slugs)
    if not asked:
        return {}
    return {(label.kind, label.slug): label_text(label) for label in Label.objects.filter(asked)}


def value_labels(pairs: Iterable[Pair]) -> dict[Pair, str]:
    """The words for (facet, value) pairs in the active language, in at most one query."""
    pairs = list(pairs)
    labels = {pair: _plain_label(*pair) for pair in pairs}
    labels.update(entity_labels(pairs))
    return labels


def status_label(status: str) -> str:
    """A state in words; a key that is not in the vocabulary comes back itself."""
    return str(STATUSES.get(status, status))


def _plain_label(facet: str, value: str) -> str:
    if facet == "country":
        return country_name(value)
    return str(VOCABULARIES.get(facet, {}).get(value, value))
