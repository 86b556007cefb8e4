#!/usr/bin/env python3
"""Fails when the repository repeats a source document: eight or more consecutive words.

Texts here are the researchers' own words. Proper names cannot be said otherwise; the ones that
are long enough to matter are listed, each with its reason, in copied_words_allowed.txt.

    copied_words.py FOLDER_OF_DOCUMENTS
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LIMIT = 8
ROOT = Path(__file__).resolve().parent.parent
ALLOWED = Path(__file__).with_name("copied_words_allowed.txt")
TEXT = {".cfg", ".css", ".csv", ".html", ".js", ".json", ".md", ".po", ".py", ".svg", ".toml"}
TEXT |= {".txt", ".yaml", ".yml"}
NOT_OURS = {"requirements.txt", "requirements-dev.txt", "requirements-bench.txt"}


class Word(NamedTuple):
    text: str
    line: int


def words(text: str) -> list[Word]:
    """The words of a text in lower case, each with the number of its line."""
    return [
        Word(match.group(), number)
        for number, line in enumerate(text.lower().splitlines(), start=1)
        for match in re.finditer(r"\w+", line)
    ]


def shingles(texts: list[str]) -> set[tuple[str, ...]]:
    """Every run of LIMIT consecutive words in the texts."""
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        found = [word.text for word in words(text)]
        runs.update(tuple(found[i : i + LIMIT]) for i in range(len(found) - LIMIT + 1))
    return runs


def repeated(text: str, runs: set[tuple[str, ...]]) -> Iterator[list[Word]]:
    """The longest stretches of the text of which every LIMIT consecutive words are in a run."""
    found = words(text)
    start = end = -1
    for i in range(len(found) - LIMIT + 1):
        if tuple(word.text for word in found[i : i + LIMIT]) not in runs:
            continue
        if start >= 0 and i > end - LIMIT + 1:
            yield found[start:end]
            start = -1
        if start < 0:
            start = i
        end = i + LIMIT
    if start >= 0:
        yield found[start:end]


def is_excused(stretch: list[Word], allowed: list[str]) -> bool:
    """True when fewer than LIMIT words in a row are left without the allowed names."""
    left = f" {' '.join(word.text for word in stretch)} "
    for phrase in allowed:
        left = left.replace(f" {phrase} ", " | ")
    return all(len(piece.split()) < LIMIT for piece in left.split("|"))


def allowed_phrases(text: str) -> list[str]:
    """The names in the list, longest first; a line is `name # reason`. Raises ValueError."""
    phrases = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, mark, reason = line.partition(" # ")
        if not mark or not reason.strip():
            raise ValueError(f"{ALLOWED.name}:{number}: say why, after ' # '")
        phrases.append(" ".join(word.text for word in words(phrase)))
    return sorted(phrases, key=len, reverse=True)


def kept_texts() -> list[Path]:
    """The text files that git keeps, or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in sorted(set(listing.stdout.splitlines())))
    return [p for p in paths if p.suffix in TEXT and p.name not in NOT_OURS and p.is_file()]


def main() -> int:
    if len(sys.argv) != 2 or not (documents := sorted(Path(sys.argv[1]).glob("*.txt"))):
        print("usage: copied_words.py FOLDER_OF_DOCUMENTS (with *.txt in it)", file=sys.stderr)
        return 2
    runs = shingles([path.read_text(encoding="utf-8") for path in documents])
    allowed = allowed_phrases(ALLOWED.read_text(encoding="utf-8"))
    paths = kept_texts()
    failures = 0
    for path in paths:
        for stretch in repeated(path.read_text(encoding="utf-8"), runs):
            if not is_excused(stretch, allowed):
                failures += 1
                copied = " ".join(word.text for word in stretch)
                print(f"{path.relative_to(ROOT)}:{stretch[0].line}: copied: {copied}")
    print(f"copied words: {len(paths)} files against {len(documents)} documents, {failures} found")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
