"""Partial dates: what is read, what is refused and how, the words, the order, the arithmetic."""

import gc
import weakref
from datetime import date

import pytest
from django.utils import translation
from edtf import is_valid_edtf, parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from cases.dates import (
    DateError,
    PartialDate,
    Precision,
    add_term,
    describe,
    describe_bounds,
    parse,
    parse_day,
    to_bounds,
)

# text, first day, last day, precision, words
# fmt: off
READ = [
    ("2021-04-07", "2021-04-07", "2021-04-07", "day", "7 April 2021"),
    ("2020-02-29", "2020-02-29", "2020-02-29", "day", "29 February 2020"),
    ("2020-12", "2020-12-01", "2020-12-31", "month", "December 2020"),
    ("2018", "2018-01-01", "2018-12-31", "year", "2018"),
    ("2020-09~", "2020-09-01", "2020-09-30", "month", "about September 2020"),
    ("2021?", "2021-01-01", "2021-12-31", "year", "2021 (uncertain)"),
    ("2021-04-07?", "2021-04-07", "2021-04-07", "day", "7 April 2021 (uncertain)"),
    ("2021%", "2021-01-01", "2021-12-31", "year", "about 2021 (uncertain)"),
    ("2021-04-~07", "2021-04-07", "2021-04-07", "day", "about 7 April 2021"),
    ("2018-XX-XX", "2018-01-01", "2018-12-31", "year", "2018"),
    ("2018-XX", "2018-01-01", "2018-12-31", "year", "2018"),
    ("2020-02-XX", "2020-02-01", "2020-02-29", "month", "February 2020"),
    ("201X", "2010-01-01", "2019-12-31", "decade", "2010s"),
    ("19XX", "1900-01-01", "1999-12-31", "century", "between 1900 and 1999"),
    ("2020-21", "2020-03-01", "2020-05-31", "season", "spring 2020"),
    ("2020-22", "2020-06-01", "2020-08-31", "season", "summer 2020"),
    ("2020-23", "2020-09-01", "2020-11-30", "season", "autumn 2020"),
    ("2020-24", "2020-12-01", "2021-02-28", "season", "winter 2020/21"),
    ("2019-24", "2019-12-01", "2020-02-29", "season", "winter 2019/20"),
    ("2018/2020", "2018-01-01", "2020-12-31", "interval", "from 2018 to 2020"),
    ("2020-12-21/2021-01-03", "2020-12-21", "2021-01-03", "interval",
     "from 21 December 2020 to 3 January 2021"),
    ("2018/..", "2018-01-01", None, "interval", "since 2018"),
    ("../2020", None, "2020-12-31", "interval", "until 2020"),
    ("2018/", "2018-01-01", None, "interval", "from 2018, end unknown"),
    ("/2020", None, "2020-12-31", "interval", "until 2020, beginning unknown"),
    ("2018-XX/..", "2018-01-01", None, "interval", "since 2018"),
    ("2020-09~/2021?", "2020-09-01", "2021-12-31", "interval",
     "from about September 2020 to 2021 (uncertain)"),
    ("[2020-12-21..2021-01-03]", "2020-12-21", "2021-01-03", "set",
     "between 21 December 2020 and 3 January 2021"),
    ("[2020-12..2021-01]", "2020-12-01", "2021-01-31", "set",
     "between December 2020 and January 2021"),
    ("[2018,2020,2021]", "2018-01-01", "2021-12-31", "set", "2018, 2020 or 2021"),
    ("[..2020-12-03]", None, "2020-12-03", "set", "on or before 3 December 2020"),
    ("[2020-12-03..]", "2020-12-03", None, "set", "on or after 3 December 2020"),
]
# fmt: on


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "_words"), READ)
def test_parse_gives_strict_bounds(text, earliest, latest, precision, _words):
    parsed = parse(text)
    assert (parsed.earliest, parsed.latest) == (_day(earliest), _day(latest))
    assert parsed.precision == Precision(precision)
    assert to_bounds(text) == (parsed.earliest, parsed.latest)


@pytest.mark.parametrize(("text", "_earliest", "_latest", "_precision", "words"), READ)
def test_describe_in_english(text, _earliest, _latest, _precision, words):
    assert describe(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "is_approximate", "is_uncertain"),
    [
        ("2020-09", False, False),
        ("2020-09%", True, True),
        ("2019/2020~", True, False),
        ("?2020-09", False, True),
    ],
)
def test_parse_marks_doubt(text, is_approximate, is_uncertain):
    parsed = parse(text)
    assert (parsed.is_approximate, parsed.is_uncertain) == (is_approximate, is_uncertain)


def test_parse_keeps_the_text_as_typed_without_spaces_around_it():
    assert parse("  2020-09~\n").edtf == "2020-09~"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Type 2021-04-07 for a day"),
        ("9" * 65, "4 to 64 characters"),
        ("2021-02-30", "February 2021 has the days 01 to 28"),
        ("2021-02-29", "February 2021 has the days 01 to 28"),
        ("2021-02-29~", "February 2021 has the days 01 to 28"),
        ("2021-04-00", "April 2021 has the days 01 to 30"),
        ("2021-13", "there is no month 13"),
        ("2021-00", "there is no month 00"),
        ("2020-25", "there is no month 25"),
        ("[2021-02-27..2021-02-30]", "February 2021 has the days 01 to 28"),
        ("2021-02-30/2021-03", "February 2021 has the days 01 to 28"),
        ("0999", "years are 1000 to 9999"),
        ("9999-24", "9999"),
        ("2020-24~", "2020-21 for spring 2020"),
        ("2020-21-05", "2020-21 for spring 2020"),
        ("2020/2018", "ends before it begins"),
        ("2020-12-03/2020-11", "ends before it begins"),
        ("[2021-01-03..2020-12-21]", "ends before it begins"),
    ],
)
def test_parse_impossible_date_says_why(text, reason):
    with pytest.raises(DateError) as error:
        parse(text)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("07.04.2021", "Type 2021-04-07."),
        ("04/07/2021", "Type 2021-07-04 or 2021-04-07."),
        ("13/04/2021", "Type 2021-04-13."),
        ("2021/04/07", "Type 2021-04-07."),
        ("2021-4-7", "Type 2021-04-07."),
        ("20210407", "Type 2021-04-07."),
        ("2021-04-07T10:00", "Type 2021-04-07."),
        ("12.2020", "Type 2020-12."),
        ("2020/12", "Type 2020-12."),
        ("2018-2020", "Type 2018/2020."),
        ("2018 – 2020", "Type 2018/2020."),
        ("2018 / 2020", "Type 2018/2020."),
        ("2021–04–07", "Type 2021-04-07."),
        ("[2018, 2020]", "Type [2018,2020]."),
        ("[2020]", "Type 2020."),
        ("201x", "Type 201X."),
        ("circa 2018", "Type 2018~."),
    ],
)
def test_parse_other_notation_says_what_to_type(text, instead):
    with pytest.raises(DateError) as error:
        parse(text)
    assert str(error.value).endswith(instead)


@pytest.mark.parametrize("text", ["yesterday", "Tomorrow", "last week", "3 days ago", "вчера"])
def test_parse_relative_words_ask_for_the_date(text):
    with pytest.raises(DateError, match="2021-04-07"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "someday", "7 April 2021", "30.02.2021", "Y12345", "1985S2", "1XXX", "20X1", "2021-XX-07",
        "{2020,2021}", "../..", "/", "/..", "[..]", "[..2020,2021]", "[2020-12..2021-01-03]",
        "?2021?", "2021-04-07/2021-04-08/2021-04-09", "٢٠٢١", "-0500",
    ],
)  # fmt: skip
def test_parse_any_other_text_shows_examples(text):
    with pytest.raises(DateError, match="for a month"):
        parse(text)


def test_parse_day_one_day():
    assert parse_day(" 2021-04-07 ") == date(2021, 4, 7)


@pytest.mark.parametrize(
    "text", ["", "2021-04", "2021-04-07~", "2021-02-30", "tomorrow", "07.04.2021", "0021-04-07"]
)
def test_parse_day_anything_else_is_refused(text):
    with pytest.raises(DateError, match="for example"):
        parse_day(text)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ru", "2021-04-07", "7 апреля 2021"),
        ("ru", "2020-12", "Декабрь 2020"),
        ("kk", "2020-12", "Желтоқсан 2020"),
    ],
)
def test_describe_follows_the_active_language(language, text, words):
    describe(parse(text))
    with translation.override(language):
        assert describe(parse(text)) == words


def test_describe_date_made_from_bounds_alone():
    made = PartialDate("", date(2020, 5, 1), date(2020, 5, 9), False, False, Precision.SET)
    assert describe(made) == "between 1 May 2020 and 9 May 2020"


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (None, None, ""),
        ("2020-12-03", "2020-12-03", "3 December 2020"),
        ("2020-12-21", "2021-01-03", "between 21 December 2020 and 3 January 2021"),
        (None, "2020-12-03", "on or before 3 December 2020"),
        ("2020-12-03", None, "on or after 3 December 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2018-01-01", "2020-12-31", "between 2018 and 2020"),
    ],
)
def test_describe_bounds(earliest, latest, words):
    assert describe_bounds(_day(earliest), _day(latest)) == words


@pytest.mark.parametrize(
    ("day", "term", "expected"),
    [
        ("2021-01-31", {"months": 1}, "2021-02-28"),
        ("2020-01-31", {"months": 1}, "2020-02-29"),
        ("2020-02-29", {"years": 1}, "2021-02-28"),
        ("2020-02-29", {"years": 4}, "2024-02-29"),
        ("2021-04-07", {"years": 3, "months": 6}, "2024-10-07"),
        ("2021-12-15", {"months": 1}, "2022-01-15"),
        ("2021-01-31", {"months": 1, "days": 1}, "2021-03-01"),
        ("2021-04-07", {"days": 15}, "2021-04-22"),
        ("2021-03-31", {"months": -1}, "2021-02-28"),
        ("2021-04-07", {}, "2021-04-07"),
    ],
)
def test_add_term(day, term, expected):
    assert add_term(_day(day), **term) == _day(expected)


@pytest.mark.parametrize(
    "term", [{"years": 9000}, {"months": 10**9}, {"days": 10**12}, {"years": -5000}]
)
def test_add_term_beyond_the_calendar_is_refused(term):
    with pytest.raises(DateError, match="check the years"):
        add_term(date(2021, 4, 7), **term)


plain_dates = st.one_of(
    st.dates(date(1000, 1, 1)).map(str),
    st.dates(date(1000, 1, 1)).map(lambda day: str(day)[:7]),
    st.integers(1000, 9999).map(str),
)
doubted_dates = st.builds("{}{}".format, plain_dates, st.sampled_from("?~%"))
points = st.one_of(
    plain_dates,
    doubted_dates,
    st.builds("{}-{}".format, st.integers(1000, 9998), st.integers(21, 24)),
    st.integers(100, 999).map("{}X".format),
    st.integers(10, 99).map("{}XX".format),
    st.builds("{}-XX{}".format, st.integers(1000, 9999), st.sampled_from(["", "-XX", "~"])),
)
intervals = st.one_of(
    st.builds("{}/{}".format, points, points),
    st.builds("{}/{}".format, points, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), points),
)
sets = st.one_of(
    plain_dates.map("[..{}]".format),
    plain_dates.map("[{}..]".format),
    st.builds("[{}..{}]".format, plain_dates, plain_dates),
    st.lists(points, min_size=2, max_size=5).map(",".join).map("[{}]".format),
)
# Mostly well-formed, but the ends may be reversed or unequal.
typed = st.one_of(points, intervals, sets)


@given(typed)
def test_parse_bounds_in_order_and_never_both_open(text):
    try:
        parsed = parse(text)
    except DateError:
        return
    assert parsed.earliest or parsed.latest
    if parsed.earliest and parsed.latest:
        assert parsed.earliest <= parsed.latest


@given(points)
def test_parse_single_date_agrees_with_the_library(text):
    parsed = parse(text)
    if parsed.precision is Precision.SEASON:  # Its winters end in December.
        return
    theirs = parse_edtf(text)
    assert parsed.earliest == date(*theirs.lower_strict()[:3])
    assert parsed.latest == date(*theirs.upper_strict()[:3])


# Without seasons and X: the library knows no seasons in sets and breaks on X for a month there.
@given(
    st.one_of(
        st.builds("{}/{}".format, plain_dates | doubted_dates, plain_dates | doubted_dates),
        st.builds("[{},{}]".format, plain_dates | doubted_dates, plain_dates | doubted_dates),
        st.builds("[{}..{}]".format, plain_dates, plain_dates),
        st.sampled_from(["[..{}]", "[{}..]", "{}/..", "../{}", "{}/", "/{}"]).flatmap(
            lambda form: plain_dates.map(form.format)
        ),
    )
)
def test_parse_what_is_accepted_is_edtf_for_the_library(text):
    try:
        parse(text)
    except DateError:
        return
    assert is_valid_edtf(text)


@given(typed)
def test_parse_of_its_own_text_changes_nothing(text):
    try:
        parsed = parse(text)
    except DateError:
        return
    assert parse(parsed.edtf) == parsed


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@given(text=typed)
def test_describe_never_raises(language, text):
    try:
        parsed = parse(text)
    except DateError:
        return
    with translation.override(language):
        assert describe(parsed)


@given(st.one_of(st.text(max_size=80), st.text("0123456789X-~?%/.[],{} T", max_size=70)))
@example("[" * 64)
@example("2020-XX-1X")
@example("[2020-02-3X,2021]")
@example("{}{0}%s%(text)s")
def test_parse_any_text_raises_nothing_but_date_error(text):
    try:
        parse(text)
    except DateError as error:
        assert str(error)


@given(st.text(max_size=20))
def test_parse_day_any_text_raises_nothing_but_date_error(text):
    try:
        parse_day(text)
    except DateError as error:
        assert str(error)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 600))
def test_add_term_lands_in_the_month_asked_for(day, months):
    landed = add_term(day, months=months)
    assert (landed.year * 12 + landed.month) - (day.year * 12 + day.month) == months
    assert landed.day <= day.day


@pytest.mark.parametrize("text", ["1789-07~", "1789-08?"])
def test_parser_keeps_nothing_that_its_callers_held(text):
    class Held:
        """Something large."""

    def ask():
        held = Held()
        parse(text)
        return weakref.ref(held)

    held = ask()
    gc.collect()
    assert held() is None
