"""What is alleged, in the words of a charge that name it."""

import re

# Who alleges it, which wordings begin with, and what goes beyond naming the offence.
_ACCORDING = re.compile(r"^According to [^,]+, (?:as [^,]+, )?")
_BEYOND = re.compile(r"[,;:.(]")
LONGEST = 200


def offence(wording: str) -> str:
    """What is alleged, in the first words of a charge: without who says so, and without more."""
    told = _BEYOND.split(_ACCORDING.sub("", wording), maxsplit=1)[0].strip() or wording
    told = told[:1].upper() + told[1:]
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
