import pytest
from django.test import RequestFactory

from cases.public.scripts import reader_script
from cases.vocabulary import Script


def read(header):
    return reader_script(RequestFactory().get("/", headers={"accept-language": header}))


@pytest.mark.parametrize(
    ("header", "script"),
    [
        ("ru", Script.CYRILLIC),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", Script.CYRILLIC),
        ("KK-kz", Script.CYRILLIC),
        ("uk,en;q=0.5", Script.CYRILLIC),
        ("be", Script.CYRILLIC),
        ("ky", Script.CYRILLIC),
        ("tg", Script.CYRILLIC),
        ("mn", Script.CYRILLIC),
        ("bg", Script.CYRILLIC),
        ("sr", Script.CYRILLIC),
        ("zh-CN,zh;q=0.9", Script.CHINESE),
        ("zh-TW", Script.CHINESE),
        ("ar", Script.ARABIC),
        ("ug-CN", Script.ARABIC),
        ("fa", Script.ARABIC),
        ("ur-PK", Script.ARABIC),
        ("ka", Script.GEORGIAN),
        ("hy", Script.ARMENIAN),
        ("en-GB,en;q=0.9,ru;q=0.8", Script.LATIN),
        ("uz", Script.LATIN),
    ],
)
def test_script_is_that_of_the_first_language(header, script):
    assert read(header) == script


def test_script_follows_the_weights_not_the_order():
    assert read("en;q=0.4,ru;q=0.9") == Script.CYRILLIC


@pytest.mark.parametrize(
    ("header", "script"),
    [
        ("sr-Latn-RS", Script.LATIN),
        ("kk-Latn", Script.LATIN),
        ("kk-Arab-CN", Script.ARABIC),
        ("uz-Cyrl-UZ", Script.CYRILLIC),
        ("zh-Hant-HK", Script.CHINESE),
    ],
)
def test_script_that_the_header_names_goes_before_the_language(header, script):
    assert read(header) == script


@pytest.mark.parametrize("header", ["", "*", "*;q=0.5", "!!", "x" * 5000, "ж", "ru;;q"])
def test_script_of_a_header_that_says_nothing_is_latin(header):
    assert read(header) == Script.LATIN


def test_script_without_a_header_is_latin():
    assert reader_script(RequestFactory().get("/")) == Script.LATIN
