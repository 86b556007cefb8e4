"""The check that finds sentences of the source documents in the repository."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "copied_words.py"
spec = importlib.util.spec_from_file_location("copied_words", SCRIPT)
copied_words = importlib.util.module_from_spec(spec)
spec.loader.exec_module(copied_words)

SOURCE = (
    "The court of the river town sentenced the poet to two years, "
    "said the Bureau for the Rights of Poets and Bakers of Zemlia on Monday."
)
RUNS = copied_words.shingles([SOURCE])


def stretches(text: str) -> list[str]:
    return [
        " ".join(word.text for word in stretch) for stretch in copied_words.repeated(text, RUNS)
    ]


def test_seven_words_in_common_are_no_copy():
    assert stretches("He says the court of the river town sentenced nobody.") == []


def test_eight_words_in_common_are_found_across_lines_and_punctuation():
    text = "COURT of the river -\n town; sentenced the 'poet' yesterday"
    assert stretches(text) == ["court of the river town sentenced the poet"]


def test_a_longer_copy_is_reported_once_with_its_line():
    found = list(copied_words.repeated(f"Our words.\n{SOURCE}", RUNS))
    assert len(found) == 1
    assert found[0][0].line == 2


def test_two_copies_are_reported_apart():
    twice = "sentenced the poet to two years said the X. The court of the river town sentenced the"
    assert len(stretches(twice)) == 2


def test_an_allowed_name_excuses_only_itself():
    allowed = copied_words.allowed_phrases(
        "# a comment\nBureau for the Rights of Poets and Bakers of Zemlia # name of an organisation"
    )
    name, sentence = (
        next(copied_words.repeated(text, RUNS))
        for text in ("the Bureau for the Rights of Poets and Bakers of Zemlia", SOURCE)
    )
    assert copied_words.is_excused(name, allowed)
    assert not copied_words.is_excused(sentence, allowed)


def test_an_allowed_name_needs_a_reason():
    with pytest.raises(ValueError, match="say why"):
        copied_words.allowed_phrases("Bureau of Poets")
