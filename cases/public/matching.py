"""Which rows a search finds, and how well: folded words as questions to the index.

The index is asked in `cases.publication.finding`, how the terms of a row come about is in
`searching` beside it; near misses: suggesting.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Model, Q, When
from pyroaring import BitMap

from cases.public.conditions import among
from cases.publication.finding import Found, Term, Terms, rows_having
from cases.publication.models.base import body_of
from cases.publication.records import values_having
from cases.publication.searching import IN_NAMES, IN_TITLE, LONGEST_TERM, whole_name

# How well a row is found, the best first. Who is in one is in all after it but the last.
EXACT_NAME, NAME, NAME_BEGINNING, TITLE, ELSEWHERE = range(5)
# So many rows are read themselves for how well they are found.
FEW = 500
# So short a word stands at the beginning of too many others: it must be the whole word.
SHORT = 2


def matching(words: Iterable[str]) -> Q:
    """The condition that every word stands in a row, whole or as the beginning of another.

    Short words and numbers stand there whole.
    """
    words = tuple(words)
    if not words:
        return Q()
    return Q(Found(_every(words))) & _whole_in_text(words)


def _every(words: Sequence[str]) -> Terms:
    return Terms.every([_piece("", word) for word in words])


def _whole_in_text(words: Sequence[str]) -> Q:
    """What the index cannot tell of words longer than its terms."""
    found = Q()
    for word in words:
        if len(word) > LONGEST_TERM:
            end = "" if _may_begin(word) else " "
            found &= Q(body__search__contains=f" {word}{end}")
    return found


def ranks(words: Sequence[str]) -> list[Terms]:
    """What rows of each rank from EXACT_NAME to TITLE have that match the folded `words`, and
    those of the ranks before it."""
    return [
        Terms.every([Term(whole_name(words)[:LONGEST_TERM])]),
        Terms.every([_term(IN_NAMES, word) for word in words]),
        Terms.every([_piece(IN_NAMES, word) for word in words]),
        Terms.every([_piece(IN_TITLE, word) for word in words]),
    ]


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows that a search finds, the same apart by rank (EXACT_NAME to ELSEWHERE), and the
    highest number of all rows."""

    every: BitMap
    by_rank: tuple[BitMap, ...]
    highest: int


def matches_of(models: Sequence[type[Model]], words: Sequence[str]) -> list[Matches]:
    """What a search for the folded `words`, at least one, finds among the rows of each model.

    One query, and one for each of the models of which rows are found; one more of these for a word
    of more letters than a term has.
    """
    having = rows_having(models, [_every(words)])
    return [
        _ranked(model, words, every, highest)
        for model, ((every,), highest) in zip(models, having, strict=True)
    ]


def _ranked(model: type[Model], words: Sequence[str], every: BitMap, highest: int) -> Matches:
    if every and (text := _whole_in_text(words)):
        found = model._default_manager.filter(text, among("pk", every)).order_by()
        every = BitMap(list(found.values_list("pk", flat=True)))
    by_rank = _few_by_rank if len(every) <= FEW else _by_rank
    return Matches(every, by_rank(model, words, every), highest)


def _by_rank(model: type[Model], words: Sequence[str], every: BitMap) -> tuple[BitMap, ...]:
    """The rows of each rank, by the index."""
    ((having, _highest),) = rows_having([model], ranks(words))
    left, by_rank = every, []
    for rows in having:
        by_rank.append(left & rows)
        left = left - rows
    return (*by_rank, left)


def _few_by_rank(model: type[Model], words: Sequence[str], every: BitMap) -> tuple[BitMap, ...]:
    """The rows of each rank, by their own terms: the index would go through all that begins with
    one of the words, in every row there is."""
    by_rank = tuple(BitMap() for _rank in range(ELSEWHERE + 1))
    if every:
        wanted = [_as_they_stand(terms) for terms in ranks(words)]
        for pk, own in values_having(body_of(model), ("row_id", "words"), "row_id", list(every)):
            standing = (n for n, terms in enumerate(wanted) if all(term in own for term in terms))
            by_rank[next(standing, ELSEWHERE)].add(pk)
    return by_rank


def _as_they_stand(terms: Terms) -> list[str]:
    """Terms of which there is one way, as they stand among those of a row."""
    (way,) = terms.ways
    return [f" {term.text}{'' if term.is_beginning else ' '}" for term in way]


def rank(words: Sequence[str]) -> Case:
    """How well a row that matches the folded `words` does so, EXACT_NAME to ELSEWHERE."""
    return Case(
        *(When(Found(terms), then=place) for place, terms in enumerate(ranks(words))),
        default=ELSEWHERE,
        output_field=IntegerField(),
    )


def _may_begin(word: str) -> bool:
    return len(word) > SHORT and not word.isdigit()


def _piece(mark: str, word: str) -> Term:
    return _term(mark, word, is_beginning=_may_begin(word))


def _term(mark: str, word: str, *, is_beginning: bool = False) -> Term:
    return Term(f"{mark}{word}"[:LONGEST_TERM], is_beginning)
