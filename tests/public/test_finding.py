"""The index of words against a plain definition of what a search finds, and kept in step."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cases.names import fold_words
from cases.public.matching import ELSEWHERE, matches_of, matching, rank, ranks
from cases.publication.finding import Terms, rows_having
from cases.publication.models import PersonBody, PublishedCase, PublishedPerson
from cases.publication.searching import (
    LONGEST_TERM,
    MOST_REORDERED,
    NAMES_END,
    TITLE_END,
    index_words,
    search_text,
)
from tests.public.builders import publish_case, publish_person

pytestmark = pytest.mark.django_db

# Few words, so that they meet: beginnings of each other, short ones, numbers, one very long.
WORD = st.sampled_from(
    ["ilan", "ila", "ilanov", "orvel", "or", "o", "17", "174", "1741", "ada", "x" * 600, "x" * 510]
)
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


def defined_rank(search, words):
    """Where a row is in the order by its text alone; None where it is not found."""

    def stands(word, text, *, whole=False):
        is_whole = whole or len(word) <= 2 or word.isdigit()
        return f" {word} " in text if is_whole else f" {word}" in text

    if not all(stands(word, search) for word in words):
        return None
    own = search.partition(NAMES_END)[0]
    titled = search.partition(TITLE_END)[0]
    orders = permutations(words) if len(words) <= MOST_REORDERED else [words]
    if any(f"\n {' '.join(order)} \n" in own for order in orders):
        return 0
    if all(stands(word, own, whole=True) for word in words):
        return 1
    if all(stands(word, own) for word in words):
        return 2
    return 3 if all(stands(word, titled) for word in words) else 4


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.lists(TEXT, max_size=2), TEXT, TEXT), min_size=1, max_size=4),
    text=TEXT,
)
def test_index_finds_and_ranks_what_the_definition_says(rows, text):
    PublishedPerson.objects.all().delete()
    wanted = {}
    words = fold_words(text)
    for own, title, rest in rows:
        search = search_text({"title": title, "summary": rest}, [], own)
        row = publish_person("Somebody", search=search)
        if (place := defined_rank(search, words)) is not None:
            wanted[row.pk] = place
    found = PublishedPerson.objects.filter(matching(words))
    # A term is cut where it is very long: then the order may take what is alike so far for it.
    if any(len(word) >= LONGEST_TERM - 2 for word in words):
        assert set(found.values_list("pk", flat=True)) == set(wanted)
    else:
        assert dict(found.annotate(rank=rank(words)).values_list("pk", "rank")) == wanted
    (matches,) = matches_of([PublishedPerson], words)
    assert set(matches.every) == set(wanted)
    ranked = dict(found.annotate(rank=rank(words)).values_list("pk", "rank"))
    assert {pk: place for place, rows in enumerate(matches.by_rank) for pk in rows} == ranked


def test_numbers_are_those_of_the_rows_with_the_terms(django_assert_num_queries):
    rows = [publish_person(name) for name in ("Ilan Orvel", "Ada Orvel", "Ada Melin")]
    cases = [publish_case(subjects=name) for name in ("Ada Melin", "Ilan Orvel", "Dan Tarsk")]
    exact, whole, *_more = ranks(("orvel",))
    either = Terms((*whole.ways, *ranks(("melin",))[1].ways))
    wanted = [[row.pk for row in rows[:2]], [], [row.pk for row in rows]]
    with django_assert_num_queries(1):
        people, others = rows_having([PublishedPerson, PublishedCase], [whole, exact, either])
    assert (list(map(list, people[0])), people[1]) == (wanted, rows[-1].pk)
    ada, ilan, dan = (row.pk for row in cases)
    assert (list(map(list, others[0])), others[1]) == ([[ilan], [], [ada, ilan]], dan)


def ranked(text):
    words = fold_words(text)
    rows = PublishedPerson.objects.filter(matching(words)).annotate(rank=rank(words))
    return list(rows.values_list("slug", "rank"))


def test_index_follows_what_is_changed_and_taken_away():
    person = publish_person("Ilan Orvel", "orvel")
    assert ranked("orvel") == [("orvel", 1)]
    search = search_text({"summary": "Orvel"}, [], ["Ada Melin"])
    PersonBody.objects.filter(pk=person.pk).update(search=search, words=index_words(search))
    assert ranked("orvel") == [("orvel", ELSEWHERE)]
    assert ranked("ada melin") == [("orvel", 0)]
    person.delete()
    assert ranked("melin") == []
    assert rows_having([PublishedPerson], ranks(("melin",))[1:2]) == [([BitMap()], 0)]


def test_row_without_any_word_is_found_by_nothing():
    publish_person("Ilan Orvel", search="")
    assert ranked("orvel") == []
