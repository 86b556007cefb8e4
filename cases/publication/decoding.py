"""Addresses in letters: what is written in them in codes (%D0%90, xn--80ak6aa92e) is a name too."""

import re
from urllib.parse import unquote

# Encoded more often it is nobody's address, and takes as many times as long to read.
_MOST_TIMES = 5
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)


def readable(text: str) -> str:
    """A text with what its addresses have encoded decoded, also five times over; what cannot be
    stays."""
    for _n in range(_MOST_TIMES):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return _PUNYCODE.sub(_decoded, text)


def _decoded(label: re.Match[str]) -> str:
    try:
        return label[1].encode().decode("punycode")
    except UnicodeError:
        return label[0]
