"""Takes withheld names out of free text: whose they are and which texts is `redacting`'s to say.

Words are compared folded, so any recorded script or romanisation of a name is met; endings are
allowed for (Melin's, Мелину).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cases import names

REPLACEMENT = "[name withheld]"
SHORTEST_WORD = 3
# Parts of names that point to nobody: particles, patronymic endings, articles.
_COMMON = frozenset(
    names.fold(word)
    for word in (
        *("the", "and", "von", "van", "der", "den", "del", "bin", "ibn", "abu", "bint", "khan"),
        *("uly", "ogly", "oglu", "kyzy", "kizi", "ulu", "оглы", "улы", "кызы", "хан"),
    )
)
# Scripts written without spaces: a name is looked for inside the run of letters.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONGEST_ENDING = 4
_STEM = 4
# A word may hold apostrophes inside (Ma'sum); hyphens part words.
_WORD = re.compile(r"[^\W_]+(?:['’ʼʹ`´][^\W_]+)*")
_REPEATED = re.compile(
    re.escape(REPLACEMENT) + r"(?:[\s.,\-–]{0,2}" + re.escape(REPLACEMENT) + r")+"
)


@dataclass(slots=True)
class Words:
    """What to take out: single words, and runs of words that make a full spelling."""

    single: set[str] = field(default_factory=set)
    runs: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    unspaced: set[str] = field(default_factory=set)

    def add_spelling(self, text: str, *, with_single_words: bool) -> None:
        """Take out this spelling; `with_single_words`: each telling word of it too."""
        if _UNSPACED.search(text):
            self.unspaced.add("".join(text.split()))
            return
        words = names.fold_words(text)
        if not words:
            return
        if len(words) > 1 or len(words[0]) >= SHORTEST_WORD:
            self.runs.setdefault(words[0], set()).add(words)
        if len(words) > 1:
            # The other usual order: family name first.
            turned = (*words[1:], words[0])
            self.runs.setdefault(turned[0], set()).add(turned)
        if with_single_words:
            self.single |= {w for w in words if len(w) >= SHORTEST_WORD and w not in _COMMON}

    def __bool__(self) -> bool:
        return bool(self.single or self.runs or self.unspaced)


def words_of(spellings: Iterable[str], *, with_single_words: bool) -> Words:
    """The words of these spellings."""
    words = Words()
    for spelling in spellings:
        words.add_spelling(spelling, with_single_words=with_single_words)
    return words


def scrub(text: str, *vocabularies: Words) -> str:
    """`text` with every listed name replaced by REPLACEMENT; the rest stays as it was."""
    if not text or not any(vocabularies):
        return text
    for words in vocabularies:
        for name in words.unspaced:
            text = text.replace(name, REPLACEMENT)
    chunks = list(_WORD.finditer(text))
    folded = [names.fold(chunk.group()) for chunk in chunks]
    hidden = [False] * len(chunks)
    for words in vocabularies:
        _mark(folded, words, hidden)
    if not any(hidden):
        return text
    parts, end = [], 0
    for chunk, is_hidden in zip(chunks, hidden, strict=True):
        if is_hidden:
            parts += [text[end : chunk.start()], REPLACEMENT]
            end = chunk.end()
    return _REPEATED.sub(REPLACEMENT, "".join([*parts, text[end:]]))


def is_touched(text: str, *vocabularies: Words) -> bool:
    """Whether `text` (a slug, an address) holds a listed name, hyphens and slashes aside."""
    spaced = re.sub(r"[\W_]+", " ", text)
    if scrub(spaced, *vocabularies) != spaced:
        return True
    joined = names.fold(spaced).replace(" ", "")
    return any(
        len(run) > 1 and "".join(run) in joined
        for words in vocabularies
        for runs in words.runs.values()
        for run in runs
    )


def _mark(folded: list[str], words: Words, hidden: list[bool]) -> None:
    for i, word in enumerate(folded):
        if not word:
            continue
        if words.single and any(_is_form_of(word, name) for name in words.single):
            hidden[i] = True
        for run in _runs_from(word, words):
            stretch = folded[i : i + len(run)]
            if len(stretch) == len(run) and all(map(_is_form_of, stretch, run)):
                hidden[i : i + len(run)] = [True] * len(run)


def _runs_from(word: str, words: Words) -> Iterable[tuple[str, ...]]:
    for first in {word, *(word[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if word[:-cut])}:
        for last in ("", "a", "e", "i", "o", "u"):
            yield from words.runs.get(first + last, ())


def _is_form_of(word: str, name: str) -> bool:
    """Whether `word` is `name`, bare or with a short ending; both are folded."""
    if word == name:
        return True
    stem = name[:-1] if name[-1] in "aeiou" else name
    if len(stem) < _STEM:
        return word == name + "s"
    return word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING
