"""The custody bar's geometry: pure, in percent."""

from datetime import date

from cases.public.charts.custody_bar import Scale, draw, scale_of
from tests.public.parts import bounds, spell

YEAR = Scale(date(2030, 1, 1), date(2031, 1, 1))


def parts(bar):
    return [(shape["state"], shape["part"]) for shape in bar["shapes"]]


def test_scale_begins_with_the_year_and_leaves_room_at_its_end():
    scale = scale_of([spell("detained", bounds("2030-03-14"), confirmed_on="2033-04-12")])
    assert scale.first == date(2030, 1, 1)
    assert scale.last > date(2033, 4, 12)


def test_short_scale_begins_with_the_month():
    scale = scale_of([spell("detained", bounds("2030-03-14"), confirmed_on="2030-04-12")])
    assert scale.first == date(2030, 3, 1)


def test_scale_reaches_the_day_it_is_asked_to_reach():
    ban = spell("banned", bounds("2030-03-14"))
    assert scale_of([ban]).last < date(2031, 1, 1)
    assert scale_of([ban], until=date(2036, 5, 1)).last >= date(2036, 5, 1)


def test_scale_of_nothing_known_is_none():
    assert scale_of([]) is None
    assert scale_of([], until=date(2036, 5, 1)) is None
    assert scale_of([spell("unknown", bounds(None))]) is None
    assert draw([], None) is None


def test_scale_holds_the_expected_release():
    release = {"earliest": "2036-01-01", "latest": "2036-01-31"}
    scale = scale_of([spell("imprisoned", bounds("2030-01-01"))], [release])
    assert scale.last > date(2036, 1, 31)


def test_scale_at_the_end_of_the_calendar_stays_within_it():
    scale = scale_of([spell("imprisoned", bounds("2030-01-01"))], [bounds("9999-12-31")])
    assert scale.last == date.max


def test_place_of_a_day_is_a_percentage_within_the_bar():
    assert YEAR.at(date(2030, 7, 2)) == 49.86
    assert YEAR.at(date(1990, 1, 1)) == 0
    assert YEAR.at(date(2090, 1, 1)) == 100
    assert YEAR.at(None, otherwise=7.0) == 7.0


def test_years_are_labelled_at_most_a_few_times():
    marks = Scale(date(1991, 1, 1), date(2031, 1, 1)).marks()
    assert len(marks) == 41
    assert 3 <= sum(mark["is_labelled"] for mark in marks) <= 8
    assert marks[0]["words"] == "1991"


def test_short_time_is_marked_by_months():
    marks = Scale(date(2030, 3, 1), date(2030, 8, 15)).marks()
    assert [mark["words"] for mark in marks][:2] == ["Mar 2030", "Apr 2030"]


def test_spell_between_two_days_is_sure():
    bar = draw([spell("detained", bounds("2030-02-01"), bounds("2030-03-01"))], YEAR)
    assert parts(bar) == [("detained", "sure")]
    assert not bar["has_doubt"]


def test_uncertain_bounds_of_a_change_are_drawn_apart():
    rows = [
        spell("detained", bounds("2030-02-01", "2030-02-20"), bounds("2030-05-01", "2030-06-01"))
    ]
    bar = draw(rows, YEAR)
    assert parts(bar) == [("detained", "maybe"), ("detained", "sure"), ("detained", "maybe")]
    first, sure, last = bar["shapes"]
    assert first["x"] + first["width"] == sure["x"]
    assert round(sure["x"] + sure["width"], 2) == last["x"]


def test_spell_without_an_end_fades_after_the_last_confirmation():
    bar = draw([spell("imprisoned", bounds("2030-02-01"), confirmed_on="2030-06-01")], YEAR)
    assert parts(bar) == [("imprisoned", "sure"), ("imprisoned", "open")]
    assert bar["shapes"][1]["x"] + bar["shapes"][1]["width"] == 100
    assert bar["tick"] == YEAR.at(date(2030, 6, 1))


def test_death_never_fades():
    bar = draw([spell("dead", bounds("2030-02-01"), confirmed_on="2030-02-01")], YEAR)
    assert parts(bar) == [("dead", "sure")]


def test_possible_spell_is_in_doubt_from_end_to_end():
    rows = [spell("detained", bounds("2030-02-01"), bounds("2030-03-01"), is_possible=True)]
    assert parts(draw(rows, YEAR)) == [("detained", "maybe")]


def test_a_single_day_is_still_seen():
    bar = draw([spell("detained", bounds("2030-02-01"), bounds("2030-02-01"))], YEAR)
    assert all(shape["width"] > 0 for shape in bar["shapes"])


def test_expected_release_is_outlined_after_the_last_confirmation():
    rows = [spell("imprisoned", bounds("2030-02-01"), confirmed_on="2030-06-01")]
    bar = draw(rows, YEAR, bounds("2030-12-01"))
    assert bar["outline"]["x"] == YEAR.at(date(2030, 6, 1))
    assert bar["outline"]["end"] == YEAR.at(date(2030, 12, 1))


def test_expected_release_before_the_last_confirmation_has_no_outline():
    rows = [spell("imprisoned", bounds("2030-02-01"), confirmed_on="2030-06-01")]
    assert draw(rows, YEAR, bounds("2030-04-01"))["outline"] is None


def test_open_bounds_reach_the_ends_of_the_bar():
    until = {"earliest": "2030-05-01", "latest": None}
    bar = draw([spell("detained", bounds(None, "2030-02-01"), until)], YEAR)
    assert [shape["part"] for shape in bar["shapes"]] == ["maybe", "sure", "maybe"]
    assert bar["shapes"][0]["x"] == 0
    assert bar["shapes"][-1]["x"] + bar["shapes"][-1]["width"] == 100


def test_spell_of_unknown_beginning_is_sure_from_when_it_was_seen():
    bar = draw([spell("interned", bounds(None), confirmed_on="2030-06-01")], YEAR)
    assert bar["shapes"][0]["part"] == "maybe"
    assert bar["shapes"][1]["x"] == YEAR.at(date(2030, 6, 1))


def test_departure_within_one_state_draws_no_doubt():
    change = bounds("2030-05-01", "2030-06-30")
    rows = [
        spell("free", bounds("2030-02-01"), change, confirmed_on="2030-04-01"),
        spell("free", change, confirmed_on="2030-09-01", whereabouts="abroad"),
    ]
    assert parts(draw(rows, YEAR)) == [("free", "sure"), ("free", "open")]
