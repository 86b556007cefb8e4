"""Holds every citation against the attached documents: does the place exist, and does it say so?

A reader of the text is not replaced: this finds citations that cannot be right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.models import SeedRecord, SourceParagraph
from cases.seeding.figures import has_number, has_term, missing_from_date
from cases.seeding.gathering import gather
from cases.seeding.ledger import stored_key
from cases.seeding.planning import plan
from cases.seeding.reporting import Problem
from cases.seeding.witnesses import Fact, Term, cited_facts
from cases.vocabulary import Stance

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(slots=True)
class CitationReport:
    """What was checked, and a sentence for everything that failed."""

    facts: int = 0
    citations: int = 0
    inferred: int = 0
    failures: list[Problem] = field(default_factory=list)
    # Inferred dates whose figures no cited paragraph holds: for a reader to go through.
    unverified: list[Problem] = field(default_factory=list)

    def summary(self) -> str:
        """One line with every count."""
        return (
            f"{self.citations} citations of {self.facts} facts checked, {len(self.failures)} "
            f"failures; {len(self.unverified)} of {self.inferred} inferred dates stand in no cited "
            "paragraph (`-v 2` lists them)."
        )


def check_citations(seeds_folder: Path, fixtures_folder: Path) -> CitationReport:
    """Check every citation of a document's article, those that the desk made too.

    The folders are read for the lines of the facts only.
    """
    report, texts = CitationReport(), Texts()
    places = _places(seeds_folder, fixtures_folder)
    for fact, citations in cited_facts():
        report.facts += 1
        report.citations += len(citations)
        report.inferred += len(fact.inferred)
        file, line, key = places.of(fact.row)
        for message in _failures(fact, citations, texts):
            report.failures.append(Problem(file, line, f"{key}: {message}"))
        supporting = [one for one in citations if one.stance == Stance.SUPPORTS]
        for message in _without_dates(fact.inferred, supporting, texts):
            report.unverified.append(Problem(file, line, f"{key}: {message}"))
    report.failures.sort()
    return report


class Texts:
    """The attached paragraphs, by source, ready to be searched."""

    def __init__(self) -> None:
        self._paragraphs: dict[int, dict[int, str]] = defaultdict(dict)
        for source_id, number, text in SourceParagraph.objects.values_list(
            "source_id", "number", "text"
        ).iterator():
            self._paragraphs[source_id][number] = _plain(text)
        self._whole: dict[int, str] = {}

    def has(self, source_id: int, paragraph: int | None = None) -> bool:
        """Whether the source has any paragraph, or this one."""
        known = self._paragraphs.get(source_id, {})
        return bool(known) if paragraph is None else paragraph in known

    def names(self, source_id: int, spellings: frozenset[str]) -> bool:
        """Whether the whole article holds one of the spellings, in full."""
        if source_id not in self._whole:
            self._whole[source_id] = "\n".join(self._paragraphs[source_id].values()).lower()
        text = self._whole[source_id]
        return any(
            re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text)
            for spelling in (_plain(one).lower() for one in spellings)
            if spelling and spelling in text
        )

    def around(self, citation: Any) -> str:
        """The cited paragraph with its neighbours; the article where none is given."""
        known = self._paragraphs.get(citation.source_id, {})
        if citation.paragraph is None:
            return "\n".join(known.values())
        numbers = (citation.paragraph - 1, citation.paragraph, citation.paragraph + 1)
        return "\n".join(known[number] for number in numbers if number in known)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY)).strip()


def _failures(fact: Fact, citations: list[Any], texts: Texts) -> list[str]:
    found, standing = [], []
    for citation in citations:
        if not texts.has(citation.source_id):
            found.append(
                f"article {citation.source.key} is not attached: run `attach_documents` first."
            )
        elif citation.paragraph is not None and not texts.has(
            citation.source_id, citation.paragraph
        ):
            found.append(f"{citation}: the article has no such paragraph.")
        else:
            standing.append(citation)
    if not standing:
        return found
    found += _unnamed(fact, standing, texts)
    supporting = [one for one in standing if one.stance == Stance.SUPPORTS]
    return found + _without_figures(fact, supporting, texts)


def _unnamed(fact: Fact, citations: list[Any], texts: Texts) -> list[str]:
    """Each article names somebody of the fact, and everybody is named by one of the articles."""
    found = []
    sources = {one.source_id: one.source.key for one in citations}
    # What a medium itself says, it does not say under its own name.
    speaking = {one.source.publisher.key for one in citations}
    named_in = {
        who: {source for source in sources if texts.names(source, spellings)}
        for who, spellings in fact.named.items()
        if who not in speaking
    }
    everywhere = set().union(*named_in.values())
    for who, where in named_in.items():
        if not where and (fact.is_about_all or not everywhere):
            articles = " or ".join(sorted(sources.values()))
            known = ", ".join(sorted(fact.named[who])) or "no spelling is recorded"
            found.append(f"{who} is not named in full in {articles} ({known}).")
    if everywhere:
        for source in sorted(set(sources) - everywhere):
            found.append(
                f"{sources[source]} names nobody of this fact in full ({', '.join(named_in)})."
            )
    return found


def _without_figures(fact: Fact, citations: list[Any], texts: Texts) -> list[str]:
    """Each date, term and number stands by one of the citations at least."""
    if not citations:
        return []
    stretches = [texts.around(citation) for citation in citations]
    where = ", ".join(str(citation) for citation in citations)
    found = list(_without_dates(fact.dates, citations, texts))
    for terms in fact.terms:
        if not any(
            has_term(text, years=term.years, months=term.months, days=term.days)
            for text in stretches
            for term in terms
        ):
            found.append(f"the term of {_words(terms[0])} does not stand at or beside {where}.")
    for number in fact.numbers:
        if not any(has_number(text, number) for text in stretches):
            found.append(f"the figure {number.normalize():f} does not stand at or beside {where}.")
    return found


def _without_dates(dates: list[str], citations: list[Any], texts: Texts) -> Iterator[str]:
    stretches = [texts.around(citation) for citation in citations]
    where = ", ".join(str(citation) for citation in citations)
    for edtf in dates:
        missing = [missing_from_date(text, edtf) for text in stretches]
        if all(missing):
            words = " and ".join(sorted(missing, key=len)[0]) if missing else edtf
            yield f"the date {edtf}: '{words}' does not stand at or beside {where}."


def _words(term: Term) -> str:
    parts = [(term.years, "years"), (term.months, "months"), (term.days, "days")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


@dataclass(slots=True)
class _Places:
    """Where facts stand in the seeds."""

    keys: dict[tuple[str, int], tuple[str, str]]
    lines: dict[tuple[str, str], tuple[str, int]]

    def of(self, row: Any) -> tuple[str, int, str]:
        """File, line (0 if unknown) and stable key of a row; of the desk's rows the identifier."""
        label = row._meta.label
        if (label, row.pk) not in self.keys:
            return "desk", 0, f"{row._meta.verbose_name} {row.public_id}"
        key, seed_file = self.keys[label, row.pk]
        file, line = self.lines.get((label, key), (seed_file, 0))
        return file, line, key


def _places(seeds_folder: Path, fixtures_folder: Path) -> _Places:
    seeds = gather(seeds_folder, fixtures_folder)
    # Files that do not fit their schema give no lines; the check goes on without.
    rows = [] if seeds.problems else plan(seeds)
    lines = {(row.model._meta.label, stored_key(row.key)): (row.file, row.line) for row in rows}
    keys = {
        (label, object_id): (key, seed_file)
        for label, object_id, key, seed_file in SeedRecord.objects.values_list(
            "model_name", "object_id", "seed_key", "seed_file"
        )
    }
    return _Places(keys, lines)
