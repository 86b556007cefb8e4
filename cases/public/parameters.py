"""Every query parameter of the public addresses: which there are, and how a choice is written back.

What a value may be is said by the fields in filters.py; what it selects, there too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

# Several values of one facet widen the list, several facets narrow it. In the order shown.
FACETS = (
    "country", "status", "held", "organisation", "provision", "court", "sentence", "designation",
    "ground", "profession", "gender", "place", "year", "source",
)  # fmt: skip
CLOCKS = ("as_of", "known_on")
# What these select depends on the day asked about.
OF_THE_DAY = ("status", "held")
FILTERS = ("q", *FACETS, *CLOCKS)
PAGING = ("sort", "page", "after")
LIST = (*FILTERS, *PAGING)
SIMPLE_LIST = ("q", "page", "after")
LONGEST_VALUE = 200
# Each link of a page repeats all of them.
MOST_VALUES = 30
# A cursor holds the title of the row that it goes on from.
LONGEST_CURSOR = 2000

# What mail programs and social networks append to a link. It says nothing about the page.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|gad_source|gbraid|wbraid|dclid|msclkid|mc_cid|mc_eid|yclid|ysclid"
    r"|_openstat|twclid|ttclid|igshid|igsh|li_fat_id|srsltid|_ga|_gl|_hsenc|_hsmi|mkt_tok|vero_id"
    r"|oly_enc_id|oly_anon_id|pk_campaign|pk_kwd|mtm_\w+|matomo_\w+|ref_src|ref_url",
    re.ASCII | re.IGNORECASE,
)


class WrongParameter(Exception):
    """A parameter that cannot be used: its name, the value given, and what would be right."""

    def __init__(self, name: str, value: str, right: str) -> None:
        super().__init__(name)
        self.name = name[:LONGEST_VALUE]
        self.value = value[:LONGEST_VALUE]
        self.right = right


class FormerValue(Exception):
    """A parameter with a value that is another now, as the slug of what was renamed."""

    def __init__(self, name: str, value: str, now: str) -> None:
        super().__init__(name)
        self.name, self.value, self.now = name, value, now

    def corrected(self, given: QueryDict) -> str:
        """The query string with the value that holds now."""
        values = [self.now if one == self.value else one for one in given.getlist(self.name)]
        return written(given, [*given], {self.name: list(dict.fromkeys(values))})


def check(given: QueryDict, takes: Sequence[str]) -> QueryDict:
    """The parameters that an address takes, without tracking and empty ones.

    In one order, whatever theirs was: an answer is the same for both, and is kept once. Spaces
    around values go, repeats of one value too. Raises WrongParameter for an unknown name, a
    second value where one is meant, too many where several are, and text that no value can have.
    """
    kept = QueryDict(mutable=True)
    for name, values in sorted(given.lists()):
        if _TRACKING.fullmatch(name):
            continue
        if name not in takes:
            raise WrongParameter(name, values[-1], _unknown(takes))
        chosen = list(dict.fromkeys(value.strip() for value in values if value.strip()))
        for value in chosen:
            _check_text(name, value)
        if len(chosen) > 1 and name not in FACETS:
            raise WrongParameter(name, chosen[1], _("Give this parameter once."))
        if len(chosen) > MOST_VALUES:
            right = _("At most %(most)s values may be chosen of one filter.")
            raise WrongParameter(name, chosen[MOST_VALUES], right % {"most": MOST_VALUES})
        if chosen:
            kept.setlist(name, sorted(chosen))
    return kept


def _unknown(takes: Sequence[str]) -> str:
    if not takes:
        return _("This page takes no parameters.")
    return _("The parameters of this page are: %(names)s.") % {"names": ", ".join(takes)}


def _check_text(name: str, value: str) -> None:
    if "\x00" in value:
        raise WrongParameter(name, value, _("A value cannot contain a NUL byte."))
    most = LONGEST_CURSOR if name == "after" else LONGEST_VALUE
    if len(value) > most:
        right = _("A value has at most %(most)s characters; this one has %(length)s.")
        values = {"most": most, "length": len(value)}
        raise WrongParameter(name, value, right % values)


def written(
    chosen: QueryDict, names: Iterable[str] = LIST, changes: Mapping[str, object] | None = None
) -> str:
    """`chosen` as a query string with its "?", in one stable order; "" if nothing is left.

    Only `names` are kept; `changes` replaces values, None or an empty list removes them.
    """
    changes = changes or {}
    pairs = []
    for name in names:
        value = changes[name] if name in changes else sorted(chosen.getlist(name))
        values = value if isinstance(value, list) else [] if value is None else [value]
        pairs += [(name, one) for one in values]
    return f"?{urlencode(pairs)}" if pairs else ""
