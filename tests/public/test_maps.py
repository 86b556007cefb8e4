"""Maps: land cut to the frame, a mark a place, names that meet nothing, and the list beside."""

import itertools
import re

import pytest

from cases.public.maps.drawing import Frame, Point, draw_map, frame_around
from cases.public.maps.making import holds, simplified
from cases.public.maps.outlines import Box, box_of, clipped, country_box, outlines
from tests.public.builders import publish_entity

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


def test_outlines_hold_every_country_of_the_region_and_crimea_in_ukraine():
    assert {"KZ", "CN", "RU", "BY", "UZ", "KG", "UA"} <= set(outlines())
    sevastopol = (34.0, 45.1)
    assert any(holds(ring, sevastopol) for _box, ring in outlines()["UA"])
    assert not any(holds(ring, sevastopol) for _box, ring in outlines()["RU"])


def test_town_lies_in_the_outline_of_its_country():
    astana = (71.45, 51.17)
    (_box, largest), *_others = outlines()["KZ"]
    assert holds(largest, astana)
    assert country_box("KZ").west == pytest.approx(46.5, abs=0.3)
    assert country_box("ZZ") is None


def test_simplifying_keeps_ends_and_corners_and_drops_the_rest():
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 2.0)]
    assert simplified(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]


def test_ring_is_cut_to_the_box():
    assert box_of(clipped(SQUARE, Box(2, 1, 9, 3))) == Box(2.0, 1.0, 4.0, 3.0)
    assert clipped(SQUARE, Box(5, 5, 9, 9)) == []


def test_frame_holds_all_points_and_keeps_a_sane_shape():
    points = [Point("West", 50.0, 30.0), Point("East", 51.0, 110.0)]
    frame = frame_around(points)
    assert all(frame.holds(point) for point in points)
    assert 0.41 < frame.height / 720 < 0.73
    assert frame.at(frame.box.west, frame.box.north) == (0.0, 0.0)


def test_larger_marks_stand_for_more_cases_and_the_largest_come_first():
    points = [Point("Few", 43.0, 70.0, 1), Point("Many", 45.0, 75.0, 9)]
    marks = draw_map(points, frame_around(points))["marks"]
    assert [mark["name"] for mark in marks] == ["Many", "Few"]
    assert marks[0]["r"] > marks[1]["r"]


def test_names_never_meet():
    points = [Point(f"Long Town {n}", 43.0 + n / 50, 70.0, n) for n in range(12)]
    drawn = draw_map(points, frame_around(points))
    named = [mark for mark in drawn["marks"] if mark["label"]]
    assert 1 <= len(named) < 12
    ys = sorted(mark["y"] for mark in named if mark["label"]["side"] == "start")
    assert all(two - one >= 16 for one, two in itertools.pairwise(ys))


def test_point_outside_the_frame_is_counted_and_not_drawn():
    drawn = draw_map([Point("Far", 0.0, 0.0)], Frame(Box(60, 40, 80, 50)), own={"KZ"})
    assert (drawn["marks"], drawn["outside"]) == ([], 1)
    assert [land for land in drawn["land"] if land["is_own"]]


@pytest.mark.django_db
class TestPlaceList:
    def publish(self):
        publish_entity("place", "zz-marrow", "Marrow Ford", kind="city", latitude=43.0,
                       longitude=77.0, case_count=3)  # fmt: skip
        publish_entity("place", "zz-heath", "Heath", kind="village", case_count=1)

    def test_map_leads_to_places_and_the_list_says_which_are_not_on_it(self, client):
        self.publish()
        html = client.get("/places/").content.decode()
        assert html.count("<svg") == 1
        assert "<title>Marrow Ford: 3 cases</title>" in html
        assert re.search(r'<a href="/places/zz-marrow/"><circle', html)
        heath = html[html.index('href="/places/zz-heath/"') :]
        assert "not on the map" in heath[:300]
        assert "<script" not in html

    def test_search_shows_the_list_alone(self, client):
        self.publish()
        assert b"<svg" not in client.get("/places/?q=heath").content

    def test_list_takes_a_constant_number_of_queries(self, client, django_assert_num_queries):
        self.publish()
        with django_assert_num_queries(4):
            client.get("/places/")
        for n in range(5):
            publish_entity("place", f"zz-{n}", f"Town {n}", kind="city", latitude=40.0 + n,
                           longitude=70.0)  # fmt: skip
        with django_assert_num_queries(4):
            client.get("/places/")
