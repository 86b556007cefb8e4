"""The folded text that lists search: every name and every free text of a document; its index terms.

What a search finds in them and in which order is decided in `cases.public.matching`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from cases import names
from cases.publication.decoding import readable

# The text has three parts: whose row it is, what it is called, all the rest. Each line is folded
# words with a space before and after every one, so that " kair" is the beginning of a word and
# "\n kairat orvel \n" a whole line. A fold holds letters, digits and single spaces only.
NAMES_END = "@"
TITLE_END = "#"

# An index answers only whether a row has a term, so what else is asked is a term of its own: where
# a word stands, how it ends, what a whole name is. A plain word has no mark, and no word a dot.
IN_NAMES, IN_TITLE, BACKWARDS, WHOLE_NAME = "n.", "t.", "r.", "e."
# What stands somewhere inside a word: no visitor asks it, withholding a name does.
WITHIN = "i."
# Kairat Orvel is Orvel Kairat in other papers; more orders of more words are nobody's habit.
MOST_REORDERED = 3
# PostgreSQL takes no term of more than 2,046 letters. What is alike so far is taken for the same.
LONGEST_TERM = 500

# A name is looked for in so much of what follows each letter of a script without spaces, or of a
# word that may be several (#FreeIlanOrvel, an address).
MOST_UNSPACED, MOST_GLUED, FEWEST_GLUED = 8, 24, 6
_RUN = re.compile(rf"{names.UNSPACED.pattern}(?:{names.BETWEEN_UNSPACED}{names.UNSPACED.pattern})*")
_GLUED = re.compile(r"[#@/_]|\w\.\w|[a-zа-яё][A-ZА-ЯЁ]")

_HYPHENS = re.compile(r"[-\u2010\u2011]")
_FREE_TEXT = frozenset(
    {
        "attributed_to",
        "claim",
        "description",
        "descriptor",
        "name",
        "note",
        "other_names",
        "publisher",
        "question",
        "reason",
        "summary",
        "text",
        "title",
        "wording",
    }
)


def search_text(document: dict[str, Any], labels: Iterable[str], own: Iterable[str] = ()) -> str:
    """The folded words of a document, of `own` and of `labels`, in three parts of lines.

    `own` are further spellings of whom or what the row is about: of a case, its subjects'.
    `labels` are the names of all that it refers to.
    """
    spellings = _lines(_with_joined([*own, *_own_names(document)]))
    title = _lines(str(document.get(key) or "") for key in ("title", "descriptor", "label"))
    rest = _lines([*_with_joined(labels), *_texts(document)])
    for line in spellings:
        title.pop(line, None)
    for line in (*spellings, *title):
        rest.pop(line, None)
    parts = (spellings, NAMES_END, title, TITLE_END, rest)
    return "\n" + "".join(
        f"{part}\n" if isinstance(part, str) else "".join(f" {line} \n" for line in part)
        for part in parts
    )


def parts_within(
    document: dict[str, Any], labels: Iterable[str], own: Iterable[str] = ()
) -> set[str]:
    """What stands inside words, from each place where a name may begin; of what `search_text` is
    made of. A script without spaces is taken letter by letter, with or without what parts them."""
    texts = (*own, *labels, str(document.get("label") or ""), *_texts(document))
    return set().union(*map(_parts_within, texts))


def index_words(search: str, within: Iterable[str] = ()) -> str:
    """The terms under which the index has a row with this search text, each once, between spaces.

    They are the words, and with their marks: the words of the names, those of the names and the
    title, those of the names backwards, the names as a whole, and what stands `within` words.
    """
    names_part, _end, more = search.partition(NAMES_END)
    title = more.partition(TITLE_END)[0].split()
    own = names_part.split()
    whole = (line.split() for line in names_part.splitlines())
    terms = [
        *(word for word in search.split() if word not in (NAMES_END, TITLE_END)),
        *(IN_NAMES + word for word in own),
        *(IN_TITLE + word for word in (*own, *title)),
        *(BACKWARDS + word[::-1] for word in own),
        *(whole_name(words) for words in whole if words),
        *(WITHIN + part for part in sorted(within)),
    ]
    return f" {' '.join(dict.fromkeys(term[:LONGEST_TERM] for term in terms))} "


def whole_name(words: Sequence[str]) -> str:
    """The term of a whole name of these words, in any order if they are few."""
    in_order = sorted(words) if len(words) <= MOST_REORDERED else words
    return WHOLE_NAME + ".".join(in_order)


def _lines(texts: Iterable[str]) -> dict[str, None]:
    """The folds of texts, each once, in their order."""
    return {folded: None for text in texts if (folded := _fold(text))}


# A summary stands in the document of its case and of each of its people.
@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    return names.fold(readable(text))


@lru_cache(maxsize=8192)
def _parts_within(text: str) -> frozenset[str]:
    text, found = readable(text), set()
    for run in () if text.isascii() else _RUN.findall(text):
        letters = re.sub(r"[\W_]+", "", run)
        found |= {names.fold(letters[n : n + MOST_UNSPACED]) for n in range(len(letters))}
    for word in text.split() if _GLUED.search(text) else ():
        for folded in names.fold_words(word) if _GLUED.search(word) else ():
            starts = range(len(folded) - FEWEST_GLUED + 1)
            found |= {folded[n : n + MOST_GLUED] for n in starts}
    return frozenset(found)


def _own_names(document: dict[str, Any]) -> Iterator[str]:
    """The spellings of the document's own name. A source has a label, which is a title."""
    if document.get("kind") == "source":
        return
    yield str(document.get("name") or "")
    yield from (part["text"] for part in document.get("names") or ())
    yield from document.get("other_names") or ()


def _with_joined(spellings: Iterable[str]) -> Iterator[str]:
    """Each spelling, and one with a hyphen also as one word: Al-Nuri is Alnuri to others."""
    for text in spellings:
        yield text
        if _HYPHENS.search(text):
            yield _HYPHENS.sub("", text)


def _texts(document: dict[str, Any]) -> list[str]:
    """The free texts of a document, in its order. Its parts are plain dicts and lists."""
    found: list[str] = []
    _gather(document, found)
    return found


def _gather(part: dict[str, Any], found: list[str]) -> None:
    for key, value in part.items():
        if not value:
            continue
        if type(value) is dict:
            _gather(value, found)
        elif type(value) is list:
            if key == "other_names":
                found.extend(value)
            elif type(value[0]) is dict:
                for one in value:
                    _gather(one, found)
        elif key in _FREE_TEXT and isinstance(value, str):
            found.append(value)
