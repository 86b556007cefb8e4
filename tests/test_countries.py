"""Country codes and names."""

from django.utils.translation import override

from cases.vocabulary.countries import COUNTRIES, country_name, english_country_name


def test_every_code_has_two_capital_letters_and_a_name():
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in COUNTRIES)
    assert all(country_name(code).strip() for code in COUNTRIES)


def test_known_countries_have_their_usual_names():
    names = ["Kazakhstan", "China", "Russia", "Kyrgyzstan"]
    assert [country_name(code) for code in ("KZ", "CN", "RU", "KG")] == names


def test_unknown_code_comes_back_itself():
    assert country_name("ZZ") == "ZZ"


def test_english_name_does_not_follow_the_language():
    with override("ru"):
        assert english_country_name("KZ") == "Kazakhstan"
