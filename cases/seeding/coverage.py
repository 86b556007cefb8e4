"""Sets the attached documents beside the data: which paragraphs nothing cites, which names are in
none of it.

How names are found in a text is `capitals`' to say; which are left out on purpose, `left_out`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases import models as m
from cases.seeding.capitals import Known, Name, names_in, ordinary_words
from cases.seeding.left_out import LeftOut
from cases.seeding.reporting import Problem
from cases.seeding.witnesses import READINGS
from cases.vocabulary.countries import COUNTRIES, english_country_name


@dataclass(slots=True)
class CoverageReport:
    """A line an article, and a sentence for every name that is neither coded nor left out."""

    articles: list[str] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    paragraphs: int = 0
    cited: int = 0
    left_out: int = 0

    def summary(self) -> str:
        """One line with every count."""
        return (
            f"{self.cited} of {self.paragraphs} paragraphs are cited; {self.left_out} names are "
            f"left out for a reason, {len(self.failures)} failures."
        )


def check_coverage(seeds_folder: Path) -> CoverageReport:
    """Hold every attached article against the data, rows of the desk included.

    A failure is a name in a text that neither the data nor the list knows, and a line of the list
    that no text needs any more.
    """
    report = CoverageReport()
    articles = list(m.Source.objects.exclude(document_name="").select_related("same_as"))
    articles.sort(key=lambda one: (one.document_name, one.article_number or 0))
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for row in m.SourceParagraph.objects.all():
        texts[row.source_id][row.number] = row.text
    if not texts:
        message = "no document is attached: run `attach_documents` first."
        report.failures.append(Problem("seeds/documents.yaml", 0, message))
        return report
    _count_paragraphs(report, articles, texts)
    left_out = LeftOut(seeds_folder)
    report.left_out = len(left_out.lines)
    data = Known(_names_in_data())
    missing = left_out.take(_names_beyond(data, articles, texts), data)
    report.failures = sorted([*left_out.problems, *left_out.stale(), *missing])
    return report


def _count_paragraphs(
    report: CoverageReport, articles: list[Any], texts: dict[int, dict[int, str]]
) -> None:
    cited = _cited_paragraphs()
    for article in articles:
        numbers = sorted(texts[article.pk])
        if article.same_as:
            report.articles.append(f"{article.key}  repeats {article.same_as.key}")
            continue
        yes = [number for number in numbers if number in cited[article.pk]]
        no = [number for number in numbers if number not in cited[article.pk]]
        report.paragraphs += len(numbers)
        report.cited += len(yes)
        report.articles.append(f"{article.key}  cited: {_ranges(yes)}; not cited: {_ranges(no)}")


def _cited_paragraphs() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for citation_model, *_rest in READINGS:
        manager: Any = citation_model._base_manager
        rows = manager.exclude(paragraph=None).values_list("source_id", "paragraph")
        for source_id, paragraph in rows:
            found[source_id].add(paragraph)
    return found


def _ranges(numbers: list[int]) -> str:
    """1, 2, 3, 7 as “1-3, 7”."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or "none"


def _names_beyond(
    data: Known, articles: list[Any], texts: dict[int, dict[int, str]]
) -> dict[Name, list[str]]:
    """The names that no row bears, spelled as they stand, and where each stands."""
    ordinary = ordinary_words(text for numbered in texts.values() for text in numbered.values())
    found: dict[Name, list[str]] = defaultdict(list)
    for article in articles:
        for number, text in sorted(texts[article.pk].items()):
            for run in names_in(text, ordinary):
                for name in data.unknown(run):
                    found[name].append(f"{article.key}.{number}")
    return found


def _names_in_data() -> Iterator[str]:
    """Everything by which the data calls somebody or something."""
    for code in COUNTRIES:
        yield english_country_name(code)
    yield from m.PersonName.objects.values_list("text", flat=True)
    for descriptors in m.Person.objects.values_list("descriptor", "descriptor_in_source"):
        yield from descriptors
    yield from m.OrganisationName.objects.values_list("text", flat=True)
    for reference in (m.Organisation, m.Place, m.Court, m.Facility, m.Publisher):
        for name, other_names in reference.objects.values_list("name", "other_names"):
            yield name
            yield from other_names
    for provision in m.LegalProvision.objects.values_list("code", "title"):
        yield from provision
    yield from m.Case.objects.values_list("title", flat=True)
