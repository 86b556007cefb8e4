"""Takes withheld names out of free text: whose they are and which texts is `redacting`'s to say.

Words are compared folded, so any recorded script or romanisation of a name is met; the forms in
which a word is met (Melin's, Мелину, #FreeMelin) are those of `word_forms`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from cases import names
from cases.publication.decoding import readable
from cases.publication.searching import MOST_UNSPACED
from cases.publication.word_forms import (
    WITHIN,
    beginning,
    forms_within,
    is_form_of,
    longer_words,
    stands_in,
    without_ending,
)

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
# What vanishes in a fold: marks on letters (Байта́сов), and characters that nobody sees.
_UNSEEN = "".join(
    chr(code)
    for code in range(0x10000)
    if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf")
)
# A word may hold apostrophes inside (Ma'sum); hyphens part words.
_WORD = re.compile(rf"[^\W_](?:[^\W_{_UNSEEN}]|[{_UNSEEN}]|[{names.APOSTROPHES}]+(?=[^\W_]))*")
# A name that stands in a longer word (#FreeAdaMelin) is met from so many letters on.
_GLUED = 6
_KNOWN_BY = 4
# The Latin letters that fold to one, where that may be another than itself.
_FOLDED_FROM = {"h": "hx", "i": "dijyz", "j": "djz", "k": "kq", "v": "uvw"}
_ENCODED = r".*?(?:%|xn--|[^\x00-\x7f])"
_MAY_BE_ENCODED = re.compile(r"%[0-9a-f]{2}|xn--", re.IGNORECASE)
# What may be one address: no space is in it, and no letter or mark of a script without spaces.
_ADDRESS = re.compile(r"[^\s\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
# What the next letter of a run without spaces may swallow when both are folded.
_LOST_AT_END = "iu"
_REPEATED = re.compile(
    re.escape(REPLACEMENT) + r"(?:[\s.,\-–]{0,2}" + re.escape(REPLACEMENT) + r")+"
)


@dataclass(slots=True)
class Words:
    """What to take out: single words, and runs of words that make a full spelling."""

    single: set[str] = field(default_factory=set)
    runs: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    unspaced: dict[str, re.Pattern[str]] = field(default_factory=dict)
    # Spellings of several words as one, by their first letters.
    glued: dict[str, set[str]] = field(default_factory=dict)
    # Single words as they stand inside a longer one.
    inner: dict[str, set[str]] = field(default_factory=dict)

    def add_spelling(self, text: str, *, with_single_words: bool) -> None:
        """Take out this spelling; `with_single_words`: each telling word of it too."""
        if names.UNSPACED.search(text):
            # Looked for inside the run of letters.
            letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))
            self.unspaced[letters] = re.compile(names.BETWEEN_UNSPACED.join(letters))
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
            for joined in (names.fold("".join(words)), names.fold("".join(turned))):
                if len(joined) >= _GLUED:
                    self.glued.setdefault(joined[:_KNOWN_BY], set()).add(joined)
        if with_single_words:
            self.single |= {w for w in words if len(w) >= SHORTEST_WORD and w not in _COMMON}
            for word in map(re.Match.group, _WORD.finditer(unicodedata.normalize("NFC", text))):
                folded = names.fold(word)
                if len(folded) >= WITHIN:
                    self.inner.setdefault(folded, set()).update(forms_within(word))

    def __bool__(self) -> bool:
        return bool(self.single or self.runs or self.unspaced)

    def beginnings(self) -> Iterator[tuple[str, ...]]:
        """For each full spelling how its words begin in any form of it, folded."""
        for runs in self.runs.values():
            for run in runs:
                yield tuple(map(beginning, run))

    def within(self) -> set[str]:
        """How the `parts_within` of a text begin somewhere in which a spelling stands without
        spaces around: its words as one, or in a script without spaces."""
        found = set().union(*self.glued.values())
        for letters in self.unspaced:
            folded = names.fold(letters[:MOST_UNSPACED])
            found.add(folded[:-1] if folded[-1:] in _LOST_AT_END else folded)
        return found - {""}

    def single_within(self) -> set[str]:
        """What in a longer word gives a single word away."""
        return {form for word in self.single for form in self.inner.get(word, ())}

    def addresses(self) -> re.Pattern[str]:
        """What every address that holds a spelling matches from its beginning, and most others do
        not: letters that its own may be folded from, in their order; or it is encoded."""
        spellings = {"".join(run) for run in self.beginnings()}.union(*self.glued.values())
        ways = [
            "".join(f"[^{one}]*[{one}]" for one in (_FOLDED_FROM.get(c, c) for c in text))
            for text in sorted(spellings)
        ]
        return re.compile("|".join([*ways, _ENCODED]), re.IGNORECASE | re.DOTALL)

    def are_in(self, search: str) -> bool:
        """Whether a line of folded text holds a full spelling in one of its forms."""
        found = list(self.beginnings())
        for line in search.splitlines():
            if any(all(f" {text}" in line for text in run) for run in found):
                folded = line.split()
                hidden = [False] * len(folded)
                _mark(folded, self, hidden)
                if any(hidden):
                    return True
        return False


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
    given, text = text, unicodedata.normalize("NFC", text)
    if _MAY_BE_ENCODED.search(text):
        plain = _ADDRESS.sub(partial(_unless_it_holds, vocabularies), text)
        given, text = (given, text) if plain == text else (plain, plain)
    for words in vocabularies:
        for pattern in words.unspaced.values():
            text, found = pattern.subn(REPLACEMENT, text)
            given = text if found else given
    chunks = list(_WORD.finditer(text))
    folded = [names.fold(chunk.group()) for chunk in chunks]
    hidden = [False] * len(chunks)
    for words in vocabularies:
        _mark(folded, words, hidden)
    if forms := {form for words in vocabularies for form in words.single_within()}:
        for i, word in longer_words(text, chunks):
            hidden[i] |= any(form in word for form in forms)
    if not any(hidden):
        return given
    parts, end = [], 0
    for chunk, is_hidden in zip(chunks, hidden, strict=True):
        if is_hidden:
            parts += [text[end : chunk.start()], REPLACEMENT]
            end = chunk.end()
    return _REPEATED.sub(REPLACEMENT, "".join([*parts, text[end:]]))


def is_touched(text: str, *vocabularies: Words) -> bool:
    """Whether `text` (a slug, an address) holds a listed name, hyphens and slashes aside."""
    plain = readable(text).replace("_", " ")
    if scrub(plain, *vocabularies) != plain:
        return True
    folded = names.fold_words(plain)
    joined = names.fold("".join(folded))
    return any(
        len(run) > 1 and names.fold("".join(run)) in joined
        for words in vocabularies
        for runs in words.runs.values()
        for run in runs
    ) or any(stands_in(form, folded) for words in vocabularies for form in words.single_within())


def _unless_it_holds(vocabularies: Sequence[Words], found: re.Match[str]) -> str:
    """What may be an address, or what stands for it where it holds a name once decoded."""
    given = found.group()
    is_named = readable(given) != given and is_touched(given, *vocabularies)
    return REPLACEMENT if is_named else given


def _mark(folded: list[str], words: Words, hidden: list[bool]) -> None:
    for i, word in enumerate(folded):
        if not word:
            continue
        if words.single and any(is_form_of(word, name) for name in words.single):
            hidden[i] = True
        if words.glued and len(word) >= _GLUED and _holds_glued(word, words.glued):
            hidden[i] = True
        for run in _runs_from(word, words):
            stretch = folded[i : i + len(run)]
            if len(stretch) == len(run) and all(map(is_form_of, stretch, run)):
                hidden[i : i + len(run)] = [True] * len(run)


def _holds_glued(word: str, glued: dict[str, set[str]]) -> bool:
    return any(
        word.startswith(name, start)
        for start in range(len(word) - _GLUED + 1)
        for name in glued.get(word[start : start + _KNOWN_BY], ())
    )


def _runs_from(word: str, words: Words) -> Iterable[tuple[str, ...]]:
    for first in without_ending(word):
        for last in ("", "a", "e", "i", "o", "u"):
            yield from words.runs.get(first + last, ())
