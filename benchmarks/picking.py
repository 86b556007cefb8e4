"""Which pages, filters and words of a sample are asked for: chosen by rule, the same each time."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict

from cases import names
from cases.public.cursors import write_cursor
from cases.public.paging import CASE_SORTS, PAGE_SIZE, chosen_sort
from cases.publication.models import CaseFacet, Label, PublishedCase, PublishedPerson
from cases.vocabulary import Script

PAGES = 500  # of a kind, in turn, so that no single row is always the one asked for
SHARE = 0.04  # of the rows, for the filtered export
DEEP = 10_000  # the page number that is compared with the first
SEARCHES = ("another script", "prefix", "rare words", "common words")


@dataclass(frozen=True, slots=True)
class Picked:
    """Paths and query strings; `near_share` is a country and how many cases it has."""

    cases: list[str]
    people: list[str]
    rows: list[int]
    country: str
    status: str
    near_share: tuple[str, int]
    combinations: list[str]
    deep: str
    deep_page: int
    searches: dict[str, list[str]]


def pick() -> Picked:
    """What to ask of the database that is configured."""
    total = PublishedCase.objects.count()
    counts = list(
        CaseFacet.objects.filter(facet="country")
        .values_list("value")
        .annotate(n=Count("pk"))
        .order_by("-n", "value")
    )
    step = max(1, total // PAGES)
    cases = list(PublishedCase.objects.order_by("pk").values_list("pk", "slug")[::step][:PAGES])
    people = list(PublishedPerson.objects.order_by("pk").values_list("slug", flat=True)[:PAGES])
    deep, number = _deep(total)
    return Picked(
        cases=[f"/cases/{slug}/" for _pk, slug in cases],
        people=[f"/people/{slug}/" for slug in people],
        rows=[pk for pk, _slug in cases],
        country=counts[0][0],
        status="imprisoned",
        near_share=min(counts, key=lambda one: abs(one[1] - SHARE * total)),
        combinations=_combinations(),
        deep=deep,
        deep_page=number,
        searches=_searches(),
    )


def _deep(total: int) -> tuple[str, int]:
    """The address of page 10,000, or of the last whole page of a shorter list."""
    number = max(2, min(DEEP, total // PAGE_SIZE - 1))
    sort = chosen_sort(CASE_SORTS, QueryDict())
    before = min(total, (number - 1) * PAGE_SIZE)
    last = sort.ordered(PublishedCase.objects.all())[before - 1]
    return f"/cases/?after={write_cursor(sort.key, sort.told(last), last.pk)}", number


def _combinations() -> list[str]:
    """Facets beyond the usual pair, some together: the most common value of each."""
    found: dict[str, str] = {}
    for facet in ("ground", "gender", "year", "organisation", "provision", "sentence", "court",
                  "profession", "place", "designation"):  # fmt: skip
        rows = CaseFacet.objects.filter(facet=facet).values_list("value")
        top = rows.annotate(n=Count("pk")).order_by("-n", "value").first()
        if top:
            found[facet] = f"{facet}={top[0]}"
    pairs = (("ground",), ("gender", "year"), ("organisation",), ("provision", "sentence"),
             ("court", "ground"), ("place", "gender", "profession"), ("designation",))  # fmt: skip
    return [
        "/cases/?" + "&".join(found[one] for one in pair)
        for pair in pairs
        if all(one in found for one in pair)
    ]


def _searches() -> dict[str, list[str]]:
    """Names in another script, beginnings of names, rare words and common words."""
    step = max(1, Label.objects.filter(kind="person").count() // 40)
    labels = Label.objects.filter(kind="person", is_masked=False).order_by("ref")
    spelled = [row.detail.get("names", {}) for row in labels[:: max(1, step)][:40]]
    other = [one[Script.CYRILLIC] for one in spelled if Script.CYRILLIC in one][:20]
    latin = [one[Script.LATIN] for one in spelled if Script.LATIN in one][:20]
    prefixes = [names.fold_words(text)[-1][:6] for text in latin]
    common = ["petition", "sentence", "movement"]
    return dict(zip(SEARCHES, (other, prefixes, latin, common), strict=True))
