"""Figures in English text: dates, terms and amounts."""

from decimal import Decimal

import pytest

from cases.seeding.figures import has_number, has_term, missing_from_date, quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("15 days", [15]),
        ("seven years", [7]),
        ("twenty-five and forty two", [25, 42]),
        ("2 million crowns", [2000000]),
        ("two million crowns", [2000000]),
        ("2.5 million", [2500000]),
        ("1,200,000 crowns", [1200000]),
        ("1 200 000 crowns", [1200000]),
        ("one hundred and fifty", [150]),
        ("three and a half years", [Decimal("3.5")]),
        ("a dozen men", [12]),
        ("38 1/2 years", [Decimal("38.5")]),
        ("8½ years", [Decimal("8.5")]),
        ("no figure", []),
    ],
)
def test_quantities_in_digits_and_words(text, values):
    assert [one.value for one in quantities(text)] == values


def test_amount_in_words_is_found():
    assert has_number("was fined 2 million crowns", 2000000)
    assert has_number("was fined two million crowns", Decimal("2000000.00"))


def test_other_amount_is_not_found():
    assert not has_number("was fined 2 million crowns", 200000)
    assert not has_number("number 12 of 120", 20)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("seven years in prison", {"years": 7}),
        ("a seven-year sentence", {"years": 7}),
        ("7, 15, and 20 days in jail", {"days": 15}),
        ("18 days", {"days": 18}),
        ("two weeks", {"days": 14}),
        ("three years and six months", {"years": 3, "months": 6}),
        ("three-and-a-half years", {"years": 3, "months": 6}),
        ("18 months", {"years": 1, "months": 6}),
        ("a year of limited freedom", {"years": 1}),
        ("another year", {"years": 0}),
    ],
)
def test_term_is_found(text, term):
    assert has_term(text, **term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("seven years in prison", {"years": 6}),
        ("seven years in prison", {"months": 7}),
        ("on 15 May he was given 7 days", {"days": 15}),
        ("years after the first seven arrests", {"years": 7}),
        ("three years", {"years": 3, "months": 6}),
    ],
)
def test_other_term_is_not_found(text, term):
    assert not has_term(text, **term)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on January 6", "2021-01-06"),
        ("on 6 January", "2021-01-06"),
        ("on Jan. 6, 2021", "2021-01-06"),
        ("the 6th of January", "2021-01-06"),
        ("on January 4, 5, and 6", "2021-01-06"),
        ("on 4 and 6 January", "2021-01-06"),
        ("06.01.2021", "2021-01-06"),
        ("in December", "2020-12"),
        ("in Sept. of that year", "2020-09~"),
        ("in 2018", "2018"),
        ("in 1994-95", "1995"),
        ("in the mid-2000s", "2005~"),
        ("from 2018 to 2020", "2018/2020"),
        ("on February 20 or 21", "[2021-02-20..2021-02-21]"),
        ("in the autumn", "2020-23"),
        ("in the 2010s", "201X"),
    ],
)
def test_date_is_found(text, edtf):
    assert missing_from_date(text, edtf) == []


@pytest.mark.parametrize(
    ("text", "edtf", "missing"),
    [
        ("on January 16", "2021-01-06", ["6 January"]),
        ("6 men in January", "2021-01-06", ["6 January"]),
        ("he may go to the march", "2021-05", ["May"]),
        ("he may go to the march", "2021-03", ["March"]),
        ("room 20189", "2018", ["2018"]),
        ("in the mid-2000s", "2005", ["2005"]),
        ("until 2020", "2018/2020", ["2018"]),
    ],
)
def test_other_date_is_missing(text, edtf, missing):
    assert missing_from_date(text, edtf) == missing
