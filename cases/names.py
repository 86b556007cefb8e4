"""Spelling folds: one key for the many spellings of a name, a slug, and the script of a text.

Pure text in, text out. What a name belongs to, which spelling is shown and how near misses are
ranked are not decided here; a fold never merges two people by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from anyascii import anyascii

SLUG_LENGTH = 60
EMPTY_SLUG = "x"

# Marks that romanisations sprinkle inside words; they vanish, other punctuation parts words.
# U+00B4 must go before NFKC, which would turn it into a space and an accent.
APOSTROPHES = "'`´ʹʺʻʼʽʾʿˈˊˋ‘’‛′"

# Letters where anyascii, or dropping the accent, gives something else than people write.
# ң is written n more often than ng (Жаңаөзен, Zhanaozen); its Latin forms follow it.
_FOLD_LETTERS = {
    "ж": "j", "қ": "k", "ғ": "g", "х": "h", "һ": "h", "ы": "i", "і": "i", "й": "i",
    "ў": "v", "ң": "n", "ŋ": "n", "ş": "sh", "ı": "i", "ç": "ch",
}  # fmt: skip

# For slugs the letters keep what makes a name readable in Latin script.
_SLUG_LETTERS = {"й": "i", "ў": "u", "ң": "n", "ŋ": "n", "ş": "sh", "ç": "ch"}

# Applied in this order to every word.
_REWRITES = (
    ("shch", "sh"), ("sch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"),
    ("gh", "g"), ("q", "k"), ("w", "v"), ("x", "h"), ("y", "i"),
)  # fmt: skip
_VOWEL_REWRITES = (("ie", "e"), ("ue", "u"), ("oe", "o"), ("ous", "ovs"), ("ouk", "ovk"))
_J_AS_I = re.compile(r"(?<=[aeiou])j(?![aeiou])")
# Scripts written without spaces; what may part the letters of one name in them.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
BETWEEN_UNSPACED = r"[\W_]{0,2}"
_DOUBLES = re.compile(r"([a-z])\1+")

_KEPT_LETTERS = 8192


class _Letters(dict):
    """A `str.translate` table that works out a letter the first time it is met."""

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__({ord(letter): latin for letter, latin in own.items()})
        self.update(dict.fromkeys(map(ord, APOSTROPHES), ""))

    def __missing__(self, code: int) -> str:
        latin = self._latin(chr(code))
        # Bounded, because the letters come from the search box too.
        if len(self) < _KEPT_LETTERS:
            self[code] = latin
        return latin

    def _latin(self, letter: str) -> str:
        category = unicodedata.category(letter)
        if category[0] == "M" or category == "Cf":
            return ""
        if category[0] not in "LN":
            return " "
        # Without its marks, unless that is several letters (Hangul comes apart).
        bare = [c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn"]
        plain = bare[0] if len(bare) == 1 else letter
        ascii_text = self.get(ord(plain)) or anyascii(plain).lower()
        return "".join(c for c in ascii_text if c.isalnum())


_FOLD = _Letters(_FOLD_LETTERS)
_SLUG = _Letters(_SLUG_LETTERS)


def fold(text: str) -> str:
    """The folded key of `text`: words of [a-z0-9] joined by one space, "" if nothing is left.

    Two spellings of one name usually have one key; see the tests for what meets and what does
    not. Folding a key again changes nothing.
    """
    return " ".join(fold_words(text))


def fold_words(text: str) -> tuple[str, ...]:
    """The words of `fold(text)`, in their order."""
    return tuple(_fold_word(word) for word in _in_ascii(text, _FOLD).split())


def slugify_name(text: str) -> str:
    """A readable slug of at most 60 [a-z0-9-] from a name in any script; never empty."""
    words = _in_ascii(text, _SLUG).split()
    slug = "-".join(words)
    if len(slug) > SLUG_LENGTH:
        whole = slug[: SLUG_LENGTH + 1].rpartition("-")[0]
        slug = whole or slug[:SLUG_LENGTH]
    return slug or EMPTY_SLUG


def script_of(text: str) -> str:
    """The script of most letters: latn, cyrl, arab, hans, geor, armn, or zyyy for all else.

    Chinese characters are "hans" whether simplified or not. In a tie the script met first wins.
    """
    letters = Counter(
        _script_of_letter(letter)
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")
    )
    return letters.most_common(1)[0][0] if letters else "zyyy"


_SCRIPT_NAMES = {
    "LATIN": "latn", "CYRILLIC": "cyrl", "ARABIC": "arab", "CJK": "hans", "GEORGIAN": "geor",
    "ARMENIAN": "armn",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return _SCRIPT_NAMES.get(unicodedata.name(letter, "").partition(" ")[0], "zyyy")


def _in_ascii(text: str, letters: _Letters) -> str:
    """`text` in lower case, each letter turned to [a-z0-9], the rest to spaces or nothing."""
    if not text.isascii():
        # NFKC joins и and its breve to й before the table is asked.
        text = unicodedata.normalize("NFKC", text.replace("´", ""))
        text = unicodedata.normalize("NFKC", text.lower())
        return text.translate(letters)
    return text.lower().translate(letters)


@lru_cache(maxsize=16384)
def _fold_word(word: str) -> str:
    # One pass can make what the next would change (Bekkhan: kkh, kh, h), and a key must be
    # stable. It ends: a rewrite shortens the word or removes one of j, q, u, w, x, y.
    while (folded := _fold_once(word)) != word:
        word = folded
    return word


def _fold_once(word: str) -> str:
    for spelling, key in _REWRITES:
        word = word.replace(spelling, key)
    if "j" in word:
        word = _J_AS_I.sub("i", word)
    for spelling, key in _VOWEL_REWRITES:
        word = word.replace(spelling, key)
    if word.startswith("ts"):
        word = word.replace("ts", "t", 1)
    return _DOUBLES.sub(r"\1", word)
