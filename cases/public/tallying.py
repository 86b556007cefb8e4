"""What the bar charts count, each in a fixed number of queries. How it is drawn is in charts/.

People held over time are counted in holding.py.
"""

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from cases.public.charts.bars import Bar
from cases.public.labels import VOCABULARIES, value_labels
from cases.public.presenting.labels import page_of
from cases.public.presenting.wording import sentence_case
from cases.public.remembering import remembered
from cases.publication.models import Label, PublishedCharge, PublishedSentence
from cases.vocabulary import SentenceKind

# Rows of a table; of these the first are drawn.
MOST_ROWS = 100
# Offences are told in free text: the rarest of very many change no bar.
MOST_OFFENCES = 5000
# Up to so many months, the last without an end.
LENGTHS: tuple[tuple[int, Promise], ...] = (
    (12, gettext_lazy("under 1 year")),
    (36, gettext_lazy("1 year to under 3")),
    (60, gettext_lazy("3 years to under 5")),
    (84, gettext_lazy("5 years to under 7")),
    (120, gettext_lazy("7 years to under 10")),
    (180, gettext_lazy("10 years to under 15")),
    (1_000_000, gettext_lazy("15 years or more")),
)
LIFE, UNSTATED = gettext_lazy("for life"), gettext_lazy("length not reported")


def sentence_kinds() -> list[Bar]:
    """People by kind of sentence, each with the list of them. One query."""
    kinds = VOCABULARIES["sentence"]
    return [
        Bar(sentence_case(str(kinds.get(kind, kind))), n, _list("person", sentence=kind))
        for kind, n, _rows in remembered("person").ranked("sentence")
    ]


def prison_terms() -> list[Bar]:
    """Prison sentences as first imposed, by length. One query.

    A changed sentence counts with the length that it had at first.
    """
    rows = (
        PublishedSentence.objects.filter(
            kind__in=(SentenceKind.IMPRISONMENT, SentenceKind.LIFE_IMPRISONMENT), amends=""
        )
        .values_list("kind", "is_life", "years", "months", "days")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: Counter[Promise] = Counter()
    for kind, is_life, years, months, days, n in rows:
        if is_life or kind == SentenceKind.LIFE_IMPRISONMENT:
            counts[LIFE] += n
        elif years or months or days:
            length = years * 12 + months + days / 30
            counts[next(words for most, words in LENGTHS if length < most)] += n
        else:
            counts[UNSTATED] += n
    shown = [*(words for _most, words in LENGTHS), LIFE, UNSTATED]
    return [Bar(sentence_case(str(words)), counts[words]) for words in shown if counts[words]]


def charges() -> list[Bar]:
    """Charges by provision; then, where no source names one, by the first words of the charge.

    Two queries.
    """
    rows = (
        PublishedCharge.objects.values_list("provision", "offence")
        .annotate(n=Count("pk"))
        .order_by("-n", "provision", "offence")[:MOST_OFFENCES]
    )
    counts = {
        ("provision" if provision else "", provision or told): n for provision, told, n in rows
    }
    pages = {
        label.text: page_of("provision", label.slug)
        for label in Label.objects.filter(
            kind="provision", text__in=[words for kind, words in counts if kind]
        )
    }
    bars = [
        Bar(words, n, about=pages.get(words, "") if kind else "")
        for (kind, words), n in sorted(
            counts.items(), key=lambda item: (not item[0][0], -item[1], item[0])
        )
    ]
    return bars[:MOST_ROWS]


def organisations() -> list[Bar]:
    """Cases by organisation that they have to do with, each with their list. Two queries."""
    counted = remembered("case").ranked("organisation")[:MOST_ROWS]
    labels = value_labels(("organisation", slug) for slug, _n, _rows in counted)
    return [
        Bar(
            sentence_case(labels["organisation", slug]),
            n,
            _list("case", organisation=slug),
            about=page_of("organisation", slug),
        )
        for slug, n, _rows in counted
    ]


def _list(kind: str, **chosen: str) -> str:
    return f"{reverse(f'{kind}-list')}?{urlencode(chosen)}"
