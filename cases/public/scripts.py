"""The script in which a reader sees names: told by the language header alone, without a cookie.

Only what shows names as labels depends on it; files, JSON, feeds and the order of lists never do.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from cases.publication.models import Label
from cases.vocabulary import Script

HEADER = "Accept-Language"
# The script of a language's own writing; of those not named here it is Latin. Languages that are
# written in two scripts stand with the one of the country that the record is about.
SCRIPT_OF_LANGUAGE = {
    **dict.fromkeys(
        ("ab", "ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "os", "ru", "sah", "sr",
         "tg", "tt", "tyv", "udm", "uk"),
        Script.CYRILLIC,
    ),
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), Script.ARABIC),
    **dict.fromkeys(("zh", "yue", "wuu"), Script.CHINESE),
    "hy": Script.ARMENIAN,
    "ka": Script.GEORGIAN,
}  # fmt: skip
# Script -> BCP 47 tag, for those who have a page read to them: which language a name is in is not
# recorded, only its script.
LANGUAGE_OF_SCRIPT: dict[str, str] = {
    Script.CYRILLIC: "und-Cyrl",
    Script.ARABIC: "und-Arab",
    Script.CHINESE: "zh-Hans",
    Script.GEORGIAN: "ka",
    Script.ARMENIAN: "hy",
}
# A script that the header names itself (uz-Cyrl, kk-Latn, zh-Hant) goes before the language's own.
SCRIPT_OF_SUBTAG = {
    "latn": Script.LATIN,
    "cyrl": Script.CYRILLIC,
    "arab": Script.ARABIC,
    "aran": Script.ARABIC,
    "hans": Script.CHINESE,
    "hant": Script.CHINESE,
    "hani": Script.CHINESE,
    "armn": Script.ARMENIAN,
    "geor": Script.GEORGIAN,
}


class Name(NamedTuple):
    """A name in the reader's script, and the tag of its language for the page."""

    text: str
    lang: str


def reader_script(request: HttpRequest) -> Script:
    """The script of the language that the reader asks for first; Latin where nothing is told.

    An answer that depends on it says `Vary: Accept-Language` (`by_script` in urls.py), and has it
    in its entity tag. A key of a page cache needs no more than this value.
    """
    languages = parse_accept_lang_header(request.headers.get(HEADER, ""))
    return script_of_language(languages[0][0]) if languages else Script.LATIN


def script_of_language(tag: str) -> Script:
    """The script of a language tag: `ru`, `uz-Cyrl`, `zh-TW`."""
    language, *subtags = tag.lower().split("-")
    named = [SCRIPT_OF_SUBTAG[subtag] for subtag in subtags if subtag in SCRIPT_OF_SUBTAG]
    return named[0] if named else SCRIPT_OF_LANGUAGE.get(language, Script.LATIN)


def name_in(script: Script, detail: Mapping[str, Any]) -> Name | None:
    """The spelling that a label's detail has in this script; None where the label's text stands.

    For Latin that is always so: it is the script that the record is written in.
    """
    text = "" if script == Script.LATIN else (detail.get("names") or {}).get(script, "")
    return Name(text, LANGUAGE_OF_SCRIPT[script]) if text else None


def names_in(script: Script, refs: Iterable[str]) -> dict[str, Name]:
    """The names that these references have in the script, in one query; in none for Latin.

    A reference without a spelling in it, and one whose name is withheld, is absent.
    """
    if script == Script.LATIN:
        return {}
    labels = Label.objects.filter(ref__in=list(refs), is_masked=False)
    found = ((label.ref, name_in(script, label.detail)) for label in labels)
    return {ref: name for ref, name in found if name}
