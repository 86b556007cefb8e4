"""In which forms one word of a name may stand in a text: with an ending, or inside a longer word.

Whose words are looked for, and where, is not decided here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from string import ascii_lowercase

from cases import names

_LONGEST_ENDING = 4
_STEM = 4
# A word of a name is met inside a longer one (#FreeMelin) from so many letters on.
WITHIN = 5
# What holds words that may be several: a handle or a tag, an address, a name of a file.
_JOINING = re.compile(
    r"[#＃@＠_]|://|(?:^|\W)/\w|[Ww]{3}\."
    # An initial has a dot too, but is one letter.
    r"|(?:[^\W_]\.(?:[a-zа-яё]{2,}|[A-Z]{2,4})|[^\W_]{2}\.[A-ZА-ЯЁ]{5,})(?![^\W_])"
)


def is_form_of(word: str, name: str) -> bool:
    """Whether `word` is `name`, bare or with a short ending; both are folded."""
    if word == name:
        return True
    stem = _stem(name)
    if len(stem) < _STEM:
        return word == name + "s"
    return word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING


def beginning(name: str) -> str:
    """How every form of a folded word of a name begins."""
    stem = _stem(name)
    return name if len(stem) < _STEM else stem


def without_ending(word: str) -> set[str]:
    """A folded word, and what is left of it without each short ending."""
    return {word, *(word[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if word[:-cut])}


@lru_cache(maxsize=8192)
def forms_within(word: str) -> frozenset[str]:
    """What a word of a name, as it is written, may be folded to inside a longer one.

    Folding looks at the letter before: Цвель is tvel, but #заЦвель zatsvel. So each is tried.
    """
    alone = names.fold(word)
    found = {_stem(alone) if len(_stem(alone)) >= WITHIN else alone}
    for letter in ascii_lowercase:
        before, whole = names.fold(f"b{letter}"), names.fold(f"b{letter}{word}")
        if any(form in whole for form in found):
            continue
        while not whole.startswith(before):
            before = before[:-1]
        found.add(_stem(whole[len(before) :]))
    return frozenset(form for form in found if len(form) >= WITHIN)


def longer_words(text: str, words: Iterable[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """The numbers of those of the words of a text that may be several written as one, and what they
    are folded to. A word of lower-case letters is one, but in a tag or an address."""
    places = [one.span() for one in re.finditer(r"\S+", text) if _JOINING.search(one.group())]
    for i, match in enumerate(words):
        word = match.group()
        if _is_mixed(word) or any(start <= match.start() < end for start, end in places):
            # Without spaces a word may be a sentence, in which folded letters say nothing.
            yield i, names.fold(names.UNSPACED.sub(" ", word))


def stands_in(form: str, words: Sequence[str]) -> bool:
    """Whether a form of a word stands in one of the folded words, or in several of which it takes
    the beginning or the end: o-brien is obrien, and some-lines does not hold melin."""
    joined, bounds = "".join(words), {0, *accumulate(map(len, words))}
    for found in re.finditer(f"(?={re.escape(form)})", joined):
        start, end = found.start(), found.start() + len(form)
        if {start, end} & bounds or bounds.isdisjoint(range(start, end)):
            return True
    return False


def _is_mixed(word: str) -> bool:
    """Whether capitals stand in a word elsewhere than at its beginning, and not all over it."""
    return word[1:] != word[1:].lower() and word != word.upper()


def _stem(name: str) -> str:
    return name[:-1] if name.endswith(("a", "e", "i", "o", "u")) else name
