"""What somebody may have meant whose search found nothing or little: "did you mean Boqaev?"

Only recorded spellings are suggested, only where they find something, and never in place of what
was asked for. Which spellings are one name by rule is said by the fold (cases/names.py).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, product
from operator import itemgetter

from django.db.models import Model, QuerySet
from rapidfuzz.distance import OSA

from cases.names import fold_words, script_of
from cases.public.matching import matching
from cases.publication.finding import Found, Term, Terms, terms_standing
from cases.publication.models import (
    PublishedCourt,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
)
from cases.publication.searching import BACKWARDS, IN_NAMES

# So few rows may be the wrong ones.
LITTLE = 3
MOST = 3
# Searches that are tried for one suggestion or the other.
MOST_TRIED = 6
# Every name of four letters is one letter away from many others; shorter words are let be.
SHORTEST = 4
# Up to so many letters one slip is allowed, beyond two.
LENGTH_OF_ONE_SLIP = 5
# Rows looked at for each kind of name, among those that share most of the word and among those that
# share half of it.
CANDIDATES = 300
# A long search is a sentence and not a name with a slip.
MOST_WORDS = 6

_NAMED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (PublishedPerson, ("name", "other_names")),
    (PublishedOrganisation, ("name", "other_names")),
    (PublishedPlace, ("name",)),
    (PublishedCourt, ("name",)),
)
_BETWEEN_WORDS = re.compile(r"[\s.,;:/&()«»“”\"\-\u2010-\u2015]+")

# A folded word to its spellings, in the order in which they were met.
Spellings = dict[str, list[str]]


def suggest(text: str, lists: Sequence[QuerySet]) -> list[str]:
    """Up to MOST searches near `text`, the nearest first, each finding rows in one of `lists`.

    A word that a recorded name has or begins with stays as it is. One query if that is so of all;
    else at most one more for each kind of name, and MOST_TRIED for each list.
    """
    parts = [part for part in _BETWEEN_WORDS.split(text) if part]
    words = {part: folded[0] for part in parts if len(folded := fold_words(part)) == 1}
    asked = {word for word in words.values() if len(word) >= SHORTEST and not word.isdigit()}
    if not asked or len(parts) > MOST_WORDS:
        return []
    unknown = _unknown(asked)
    if not unknown:
        return []
    spellings = _spellings_near(unknown)
    options = [
        _options(part, word, spellings) if (word := words.get(part)) in unknown else [(0, part)]
        for part in parts
    ]
    choices = [
        (sum(far for far, _text in choice), " ".join(text for _far, text in choice))
        for choice in product(*options)
    ]
    texts = [near for far, near in sorted(choices, key=itemgetter(0)) if far]
    wanted = (text for text in islice(texts, MOST_TRIED) if _finds(text, lists))
    return list(islice(wanted, MOST))


def _finds(text: str, lists: Sequence[QuerySet]) -> bool:
    condition = matching(fold_words(text))
    return any(rows.filter(condition).exists() for rows in lists)


def _options(part: str, word: str, spellings: Spellings) -> list[tuple[int, str]]:
    """How far each spelling to try for a word is from it, and the spelling in the same script."""
    most = 1 if len(word) <= LENGTH_OF_ONE_SLIP else 2
    near = [(far, one) for one in spellings if (far := _distance(word, one, most)) <= most]
    script = script_of(part)
    found = [(far, _in_script(script, spellings[one])) for far, one in sorted(near)[:MOST]]
    return found or [(0, part)]


def _in_script(script: str, spellings: list[str]) -> str:
    """The first of these that is written in a script; the first of all if none is."""
    return next((one for one in spellings if script_of(one) == script), spellings[0])


def _distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped; more than `most` where it is more."""
    return OSA.distance(one, other, score_cutoff=most)


def _unknown(words: Iterable[str]) -> set[str]:
    """The words with which no word of a recorded name begins."""
    terms = {_beginning(word): word for word in sorted(words)}
    standing = terms_standing([model for model, _columns in _NAMED], list(terms))
    return {word for term, word in terms.items() if term not in standing}


def _spellings_near(words: Iterable[str]) -> Spellings:
    """The words of recorded names that share their beginning or their end with one of `words`."""
    near, like = [], []
    for word in sorted(words):
        # Of a word with one slip, be it two letters swapped, about half before or after is intact.
        half = max(2, (len(word) - 1) // 2)
        if len(word) > SHORTEST:
            near += [_beginning(word[:-2]), _ending(word[2:])]
        like += [_beginning(word[:half]), _ending(word[-half:])]
    questions = [Terms.any(terms) for terms in (near, like) if terms]
    found: Spellings = {}
    for model, columns in _NAMED:
        rows = model._default_manager.filter(Found(*questions, most=CANDIDATES)).order_by("pk")
        for row in rows.values_list(*columns):
            for part in _BETWEEN_WORDS.split(" ".join(row)):
                if len(folded := fold_words(part)) == 1:
                    found.setdefault(folded[0], []).append(part)
    return found


def _beginning(letters: str) -> Term:
    return Term(IN_NAMES + letters, is_beginning=True)


def _ending(letters: str) -> Term:
    return Term(BACKWARDS + letters[::-1], is_beginning=True)
