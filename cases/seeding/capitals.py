"""Finds the names in English text by their capitals, and tells which of them a list accounts for.

Pure: texts in, names out. Which texts and which list is decided in `coverage`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Name = tuple[str, ...]

# An abbreviation with stops, or a word with its hyphens and apostrophes.
_TOKEN = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|[^\W\d_]\w*(?:[-'’]\w+)*")
# “Ada's”, “I've”, “Harbour-based”: what is added to a name is none of it.
_ADDED = re.compile(r"['’](?:s|m|d|ll|re|ve)$|(?:-[a-z]\w*)+(?:-\w+)*$")
# Two capitalised words are one name where only space, a stroke or an editor's bracket is between.
_JOIN = re.compile(r"[\s/\[\]]+")
# After these a capital says nothing: a sentence or a quotation begins.
_BEGINNING = re.compile(r"[.!?:…—–\"“”‘(\[]|--")
_ENDING = re.compile(r"[.!?:;…]\W*$")

_PERIODS = """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Sep Dec
"""
_PEOPLES = """
    Afghan African Albanians American Armenian Asian Azerbaijani Belarusian British Canadian
    Chinese Dutch European French Georgian German Hungarian Iranian Iranians Islamist
    Islamists Jewish Kazakh Kazakhs Kazakhstanis Kurdish Kyrgyz Latin Muslim Muslims Nazi
    Norwegian Pakistani Persian Polish Portuguese Romany Russian Saudi Serb Serbs Siberian
    Soviet Swiss Syrian Tajik Tajiks Thai Turkic Turkish Uighur Ukrainian Uyghur Uyghurs Uzbek
    Uzbeks Western
"""
_TITLES = """
    Ambassador Deputy Director Executive Foreign General Governor I Lawyer Mayor Minister Miss Mr
    Mrs Ms President Prime Prince Prof Professor Program Secretary Spokesman Spokeswoman
"""
_OPENERS = """
    A After All An And Another As At Before But By For From He Her His How If In It Its Many More No
    Not Now Of On One Or Our Several She Since So Some That The Their Then There These They This
    Those Three To Two Under We What When Where Which While Who With You
"""
# Words that are capitalised without being part of anybody's name.
COMMON = frozenset(f"{_PERIODS} {_PEOPLES} {_TITLES}".lower().split())


def words(text: str) -> Name:
    """The words of a name as they are compared: lower case, straight apostrophes, no “'s”."""
    return tuple(_bare(match[0]).lower() for match in _TOKEN.finditer(text))


def lowered(name: Name) -> Name:
    """The words of a run that was found, as they are compared."""
    return tuple(word.lower() for word in name)


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that also stand without a capital: as the first of a sentence they are no name."""
    return frozenset(_OPENERS.lower().split()).union(
        match[0].lower() for text in texts for match in _TOKEN.finditer(text) if match[0].islower()
    )


def names_in(text: str, ordinary: frozenset[str]) -> list[Name]:
    """The runs of capitalised words of a paragraph, in order, spelled as they stand.

    Left out: months, peoples and titles, and ordinary words where a sentence begins or where the
    whole paragraph is a heading. What a left-out word parts is two names.
    """
    tokens = list(_TOKEN.finditer(text))
    is_heading = _is_heading(text, tokens)
    found: list[list[str]] = [[]]
    end = 0
    for token in tokens:
        between, end = text[end : token.start()], token.end()
        word = _bare(token[0])
        if not _JOIN.fullmatch(between):
            found.append([])
        is_first = is_heading or token is tokens[0] or bool(_BEGINNING.search(between))
        is_common = all(part in COMMON for part in word.lower().split("-"))
        is_dropped = is_common or (is_first and word.lower() in ordinary)
        if not word[0].isupper() or is_dropped:
            found.append([])
        else:
            found[-1].append(word)
    return [tuple(run) for run in found if run]


def _bare(token: str) -> str:
    return _ADDED.sub("", token).replace("’", "'").replace(".", "")


def _is_heading(text: str, tokens: list[re.Match[str]]) -> bool:
    """A line without a stop at its end, most of whose words are capitalised."""
    capitals = sum(token[0][0].isupper() for token in tokens)
    return not _ENDING.search(text) and 2 * capitals > len(tokens)


class Known:
    """Names that are accounted for: whole, in part (two words and more) or by one word of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[Name] = set()
        self._parts: set[Name] = set()
        for text in texts:
            name = words(text)
            self._whole.add(name)
            self._parts.update(
                name[start:end]
                for start in range(len(name))
                for end in range(start + 1, len(name) + 1)
            )

    def unknown(self, name: Name) -> list[Name]:
        """What is left of a run when the known names in it are taken out.

        One word may be part of a known name (a surname alone), but two known single words do not
        make a known person: of “Gulnara Iskakova” each may belong to somebody else.
        """
        return [part for part in self._uncovered(name) if lowered(part) not in self._parts]

    def _uncovered(self, name: Name) -> Iterator[Name]:
        run: list[str] = []
        at = 0
        while at < len(name):
            end = self._end_of_piece(name, at)
            if end == at:
                run.append(name[at])
                at += 1
                continue
            if run:
                yield tuple(run)
            run, at = [], end
        if run:
            yield tuple(run)

    def _end_of_piece(self, name: Name, at: int) -> int:
        """Where the longest known piece that begins here ends; `at` itself if none does."""
        for end in range(len(name), at, -1):
            piece = lowered(name[at:end])
            if piece in self._whole or (len(piece) > 1 and piece in self._parts):
                return end
        return at
