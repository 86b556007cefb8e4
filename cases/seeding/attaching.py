"""Stores the text of the source documents, paragraph by paragraph, for researchers and checks.

The rules by which a document falls into paragraphs are in `documents`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from cases.models import Source, SourceParagraph
from cases.seeding.documents import Article, sha256, split_articles
from cases.seeding.gathering import Seeds, gather_documents
from cases.seeding.schema import Entry


@dataclass(slots=True)
class AttachReport:
    """What was stored, a line a document, and what was not, with the reason."""

    stored: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Unattachable(Exception):
    """A document that cannot be stored; the message says why."""


def attach_documents(folder: Path, seeds_folder: Path) -> AttachReport:
    """Store every document of `documents.yaml` that lies in `folder`; those with an error are not.

    Anything stored of the same article before is replaced.
    """
    seeds, report = Seeds(), AttachReport()
    documents = gather_documents(seeds_folder, seeds)
    report.errors += [str(problem) for problem in seeds.problems]
    if report.errors:
        return report
    for document in documents:
        try:
            count = _attach(document, folder / document["file"])
        except Unattachable as error:
            report.errors.append(f"{document['file']}: {error}")
        else:
            articles = len(document["articles"])
            report.stored.append(
                f"{document['file']}: {articles} articles, {count} paragraphs stored."
            )
    return report


def _attach(document: Entry, path: Path) -> int:
    articles = _articles(document, path)
    sources = {
        source.article_number: source
        for source in Source.objects.filter(document_name=document["file"])
    }
    missing = [article.number for article in articles if article.number not in sources]
    if missing:
        numbers = ", ".join(map(str, missing))
        raise Unattachable(f"the database has no article {numbers} of it: run `seed` first.")
    rows = [
        SourceParagraph(source=sources[article.number], number=number, text=text)
        for article in articles
        for number, text in enumerate(article.paragraphs, 1)
    ]
    with transaction.atomic():
        SourceParagraph.objects.filter(source__in=sources.values()).delete()
        SourceParagraph.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _articles(document: Entry, path: Path) -> list[Article]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unattachable(f"cannot be read in {path.parent}: {error.strerror}.") from None
    found = sha256(content)
    if found != document["sha256"]:
        raise Unattachable(
            f"its SHA-256 is {found}, documents.yaml says {document['sha256']}: "
            "it is another text; nothing of it is stored."
        )
    first_lines = {one["number"]: one["first_line"] for one in document["articles"]}
    try:
        articles = split_articles(content.decode("utf-8"), first_lines)
    except ValueError as error:
        raise Unattachable(f"{error}; nothing of it is stored.") from None
    listed = {one["number"]: one["paragraphs"] for one in document["articles"]}
    wrong = [
        f"article {one.number} has {len(one.paragraphs)} paragraphs, documents.yaml says "
        f"{listed[one.number]}"
        for one in articles
        if len(one.paragraphs) != listed[one.number]
    ]
    if wrong:
        raise Unattachable("; ".join(wrong) + "; nothing of it is stored.")
    return articles
