"""Splits a source document into articles and numbered paragraphs.

The numbers are the locators that citations use, so the rules here are part of the data:
changing one renumbers every citation. Which line begins an article is recorded in
`seeds/documents.yaml`; reading and storing the documents is `attaching`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Lines of a web page that are furniture, not text: they get no paragraph number.
NAVIGATION = re.compile(
    r"""^(
        Category:\ \w+ | Accessibility\ links | Breaking\ News | please\ wait | Direct\ link
        | No\ media\ source | 0:00\  | Load\ more | Subscribe\b | To\ subscribe,
        | Listen\ to\ the\ podcast | This\ post\ was\ originally | Blog\ Archive | About\ This\ Blog
        | XS | SM | MD | LG | Hot\ topics: | Read\ also: | To\ find\ out\ more, | 16x9\ Image
        | Qishloq\ Ovozi\ \(Archive\)
    )""",
    re.VERBOSE,
)
BULLET = re.compile(r"^\s*•\s+")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its number in the document and its paragraphs (number 1 is the first)."""

    number: int
    paragraphs: tuple[str, ...]


def sha256(content: bytes) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def split_articles(text: str, first_lines: Mapping[int, int]) -> list[Article]:
    """Split `text` where `first_lines` says (article number -> its first line, from 1).

    An article ends before the next one's first line. Lines before the first article belong
    to none. Raises ValueError if a first line lies outside the document.
    """
    lines = text.splitlines()
    starts = sorted(first_lines.items(), key=lambda item: item[1])
    ends = [line for _number, line in starts[1:]] + [len(lines) + 1]
    articles = []
    for (number, first), end in zip(starts, ends, strict=True):
        if not 1 <= first <= len(lines):
            raise ValueError(f"article {number} begins at line {first} of {len(lines)}")
        articles.append(Article(number, tuple(paragraphs(lines[first - 1 : end - 1]))))
    return articles


def paragraphs(lines: Iterable[str]) -> list[str]:
    """The paragraphs among `lines`: each non-empty line that is no navigation.

    A line that repeats the paragraph before it (a picture's caption stands twice) counts once.
    """
    found: list[str] = []
    for line in lines:
        text = BULLET.sub("", line).strip()
        if not text or NAVIGATION.match(text) or (found and found[-1] == text):
            continue
        found.append(text)
    return found
