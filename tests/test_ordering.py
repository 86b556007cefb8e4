"""The order of events: dates, days, kinds, links."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.ordering import PHASES, arrange
from cases.vocabulary import EventKind
from tests.histories import event

K = EventKind


def keys(*events, **options) -> str:
    return " ".join(one.key for one in arrange(events, **options))


def test_every_kind_has_one_place():
    placed = [kind for kinds in PHASES for kind in kinds]
    assert sorted(placed) == sorted(EventKind)


def test_dates_decide_first():
    assert keys(event("b", K.DETENTION, "2031-05-02"), event("a", K.RELEASE, "2031-05-01")) == "a b"


def test_day_goes_by_kind():
    same_day = [
        event(kind, kind, "2031-05-01")
        for kind in (K.RELEASE, K.SENTENCE, K.TRIAL_OPENED, K.CHARGE, K.DETENTION, K.PROTEST)
    ]
    assert keys(*same_day) == "protest detention charge trial_opened sentence release"


def test_order_within_the_day_comes_before_kind():
    assert (
        keys(
            event("second", K.DETENTION, "2031-05-01", order=2),
            event("first", K.RELEASE, "2031-05-01", order=1),
        )
        == "first second"
    )


def test_year_comes_before_its_days_where_kinds_do_not_say():
    assert (
        keys(
            event("post", K.EXPRESSION, "2031-05-01"),
            event("watched", K.EXPRESSION, "2031-01-01..2031-12-31"),
        )
        == "watched post"
    )


def test_month_of_release_follows_the_detention_in_it():
    assert (
        keys(
            event("out", K.RELEASE, "2031-05-01..2031-05-31"),
            event("taken", K.DETENTION, "2031-05-15"),
        )
        == "taken out"
    )


def test_undated_stands_right_after_its_anchor():
    assert (
        keys(
            event("late", K.RELEASE, "2032-01-01"),
            event("taken", K.DETENTION, "2031-01-01"),
            event("charged", K.CHARGE, after="taken"),
        )
        == "taken charged late"
    )


def test_undated_stands_right_before_its_anchor():
    assert (
        keys(
            event("late", K.RELEASE, "2032-01-01"),
            event("taken", K.DETENTION, "2031-01-01"),
            event("tried", K.HEARING, before="late"),
        )
        == "taken tried late"
    )


def test_undated_ones_of_one_anchor_keep_their_own_links():
    assert (
        keys(
            event("taken", K.DETENTION, "2031-01-01"),
            event("a", K.CHARGE, after="taken"),
            event("b", K.HEARING, after="taken", before="a"),
            event("c", K.HEARING, before="a"),
            event("late", K.RELEASE, "2032-01-01"),
        )
        == "taken b c a late"
    )


def test_undated_without_a_place_comes_last_or_first():
    taken, loose = event("taken", K.DETENTION, "2031-01-01"), event("loose", K.CHARGE)
    lost = event("lost", K.CHARGE, after="an event elsewhere")
    assert keys(loose, taken, lost) == "taken loose lost"
    assert keys(taken, loose, lost, is_undated_first=True) == "loose lost taken"


def test_undated_chain_without_a_date_keeps_its_order():
    assert keys(event("b", K.CHARGE, after="a"), event("a", K.HEARING)) == "a b"


def test_link_decides_between_overlapping_dates():
    assert (
        keys(
            event("out", K.RELEASE, "2031-05-01..2031-05-31", before="taken"),
            event("taken", K.DETENTION, "2031-05-15"),
        )
        == "out taken"
    )


def test_link_makes_an_event_wait_and_pulls_nothing_ahead_of_its_day():
    found = keys(
        event("hearing", K.HEARING, "2031-04-07", order=1),
        event("sentence", K.SENTENCE, "2031-04-07", order=2),
        event("appeal", K.EXPRESSION, "2031-04-07..2031-04-09", after="sentence"),
    )
    assert found == "hearing sentence appeal"


def test_what_waits_for_a_coarse_date_holds_up_what_is_later():
    found = keys(
        event("arrest", K.ARREST, "2031-07-21"),
        event("sentence", K.SENTENCE, "2031-08-27"),
        event("home", K.HOUSE_ARREST, "2031-01-01..2031-12-31"),
        event("hearing", K.HEARING, "2031-08-08", after="home"),
    )
    assert found == "arrest home hearing sentence"


def test_link_through_an_undated_event_decides():
    assert (
        keys(
            event("a", K.RELEASE, "2031-05-01..2031-05-31"),
            event("between", K.HEARING, after="a", before="b"),
            event("b", K.DETENTION, "2031-05-15"),
        )
        == "a between b"
    )


@pytest.mark.parametrize(
    "circle",
    [
        [event("a", K.CHARGE, after="a")],
        [event("a", K.CHARGE, after="b"), event("b", K.CHARGE, after="a")],
        [
            event("a", K.CHARGE, "2031-05-01..2031-05-31", after="c"),
            event("b", K.CHARGE, after="a"),
            event("c", K.CHARGE, "2031-05-02", after="b"),
        ],
    ],
)
def test_circle_is_refused_with_its_keys(circle):
    with pytest.raises(ValueError, match=", ".join(sorted(one.key for one in circle))):
        arrange(circle)


def test_link_against_the_dates_is_refused():
    with pytest.raises(ValueError, match="late and early"):
        arrange(
            [
                event("early", K.CHARGE, "2031-01-01", after="late"),
                event("late", K.CHARGE, "2031-05-01"),
            ]
        )


def test_link_against_an_approximate_date_is_believed():
    assert (
        keys(
            event("early", K.CHARGE, "2031-01-01", after="late", is_approximate=True),
            event("late", K.CHARGE, "2031-05-01"),
        )
        == "late early"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(EventKind), st.integers(1, 28), st.integers(0, 9)), max_size=12
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_input_does_not_matter_and_dates_never_run_back(rows, random):
    events = [
        event(f"e{i}", kind, f"2031-05-{day:02}..2031-06-{1 + width:02}")
        if width % 2
        else event(f"e{i}", kind, f"2031-05-{day:02}")
        for i, (kind, day, width) in enumerate(rows)
    ]
    ordered = arrange(events)
    random.shuffle(events)
    assert arrange(events) == ordered
    for i, one in enumerate(ordered):
        assert all(other.latest >= one.earliest for other in ordered[i:])


def test_undated_pair_without_a_date_stands_with_the_loose_ones():
    pair = [event("b", K.CHARGE, after="a"), event("a", K.HEARING)]
    taken = event("taken", K.DETENTION, "2031-01-01")
    assert keys(taken, *pair) == "taken a b"
    assert keys(taken, *pair, is_undated_first=True) == "a b taken"


@st.composite
def linked_as_it_happened(draw):
    """Events with links that all agree with one course of days; some are coarse, some undated."""
    days = sorted(draw(st.lists(st.integers(10, 20), min_size=1, max_size=8)))
    events = []
    for i, day in enumerate(days):
        kind = draw(st.sampled_from(EventKind))
        early, late = (draw(st.integers(0, 9)) for _n in range(2))
        when = draw(st.sampled_from(("undated", "day", "days")))
        dates = {
            "undated": (),
            "day": (f"2031-05-{day}",),
            "days": (f"2031-05-{day - early:02}..2031-05-{day + late}",),
        }[when]
        links = {
            name: f"e{draw(st.sampled_from(others))}"
            for name, others in (("after", range(i)), ("before", range(i + 1, len(days))))
            if others and draw(st.booleans())
        }
        events.append(event(f"e{i}", kind, *dates, **links))
    return draw(st.permutations(events))


@settings(max_examples=500)
@given(linked_as_it_happened())
def test_links_that_agree_with_the_dates_are_all_followed(events):
    ordered = arrange(events)
    place = {one.key: i for i, one in enumerate(ordered)}
    for one in ordered:
        assert not one.after or place[one.after] < place[one.key]
        assert not one.before or place[one.key] < place[one.before]
        for later in ordered[place[one.key] :]:
            dates = (later.latest, one.earliest)
            assert None in dates or dates[0] >= dates[1]
