"""Names are found by their capitals, and known ones are told from others."""

import pytest

from cases.seeding.capitals import Known, names_in, ordinary_words

ORDINARY = ordinary_words(["the news of that day and other things were told again in the street"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday the poet Ilan Orvel left.", ["Yesterday", "Ilan Orvel"]),
        ("News of Ada Melin came.", ["Ada Melin"]),
        ("A street. Other news came.", []),
        ("It was told in the Street of Zorn.", ["Street", "Zorn"]),
        ("President Ilan Orvel and Prime Minister Melin met.", ["Ilan Orvel", "Melin"]),
        ("On Monday, 4 March, Kazakh police came.", []),
        ("Kazakh-Uzbek news.", []),
        ("Ilan Orvel’s friends, Harbour-based, came.", ["Ilan Orvel", "Harbour"]),
        ("HARBOUR TOWN, Zemlia — Ada came.", ["HARBOUR TOWN", "Zemlia", "Ada"]),
        ("“We’ve seen him,” she said.", []),
        ("He told the [former Editor Ilan] Orvel.", ["Editor Ilan Orvel"]),
        ("The U.S. State Office and UNO-7 met.", ["US State Office", "UNO-7"]),
        ("the Courier/Radio Zorn said", ["Courier Radio Zorn"]),
        ("Again In The News", []),
        ("Other Things Were Told Of Ada Melin", ["Ada Melin"]),
        ("Роза Иванова пришла", ["Роза Иванова"]),
        ("", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text, names):
    assert [" ".join(name) for name in names_in(text, ORDINARY)] == names


KNOWN = ["Ilan Orvel", "Ada Melin", "Zemlia", "Zemlian Union of Free Poets"]


@pytest.mark.parametrize(
    ("run", "left"),
    [
        ("Ilan Orvel", []),
        ("ORVEL", []),
        ("Ada", []),
        ("Zemlia Ilan Orvel", []),
        ("Free Poets", []),
        ("Ilan Melin", ["Ilan Melin"]),
        ("Marko Orvel", ["Marko Orvel"]),
        ("Zemlia Marko Zorn", ["Marko Zorn"]),
        ("Marko Ilan Orvel Zorn", ["Marko", "Zorn"]),
    ],
)
def test_known_names_are_taken_out_of_a_run(run, left):
    """A known given name with another's surname is somebody else."""
    assert [" ".join(name) for name in Known(KNOWN).unknown(tuple(run.split()))] == left
