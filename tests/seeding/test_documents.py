"""How a document falls into articles and paragraphs: citations rest on these numbers."""

import pytest

from cases.seeding.documents import paragraphs, split_articles

TEXT = "Head\n  • First\none\n\nLoad more\none more\n  • Second\ntwo\ntwo\n"


def test_articles_begin_where_they_are_said_to():
    found = split_articles(TEXT, {1: 2, 2: 7})
    assert [(one.number, one.paragraphs) for one in found] == [
        (1, ("First", "one", "one more")),
        (2, ("Second", "two")),
    ]


def test_lines_before_the_first_article_belong_to_none():
    assert split_articles(TEXT, {2: 7})[0].paragraphs == ("Second", "two")


def test_first_line_outside_the_document_is_refused():
    with pytest.raises(ValueError, match="article 1 begins at line 70 of 9"):
        split_articles(TEXT, {1: 70})


def test_navigation_empty_and_repeated_lines_have_no_number():
    assert paragraphs(["", "16x9 Image", " a ", "a", "b", "a"]) == ["a", "b", "a"]
