"""A map as the shapes that its template prints: land, marks sized by cases, names where they fit.

Equidistant projection, true on its middle parallel. Units are those of the drawing, WIDTH across;
on a phone the whole is shrunk to less than half, so names are larger there and fewer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Any

from cases.public.maps.outlines import Box, Ring, clipped, outlines

WIDTH = 720
LOWEST, HIGHEST = 0.42, 0.72  # height by width
SMALLEST_MARK, ALONE, LARGEST_MARK = 6.0, 10.0, 20.0
# The height of letters, and the width of one, on a wide screen and on a phone.
WIDE, NARROW = 16.0, 32.0
LETTER = 0.56
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A place with its number of cases; `is_area`: the middle of a region, not a spot."""

    name: str
    latitude: float
    longitude: float
    count: int = 0
    url: str = ""
    is_area: bool = False


class Frame:
    """The part of the world that a map shows, and where its points fall in the drawing."""

    def __init__(self, box: Box) -> None:
        middle = (box.south + box.north) / 2
        squeeze = cos(radians(max(-70.0, min(70.0, middle))))
        across, up = (box.east - box.west) * squeeze, box.north - box.south
        if up < LOWEST * across:
            up = LOWEST * across
        elif up > HIGHEST * across:
            across = up / HIGHEST
        half = across / squeeze / 2
        centre = (box.west + box.east) / 2
        self.box = Box(centre - half, middle - up / 2, centre + half, middle + up / 2)
        self.height = round(WIDTH * up / across)
        self._across, self._up = WIDTH / (2 * half), self.height / up

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point falls."""
        return (
            (longitude - self.box.west) * self._across,
            (self.box.north - latitude) * self._up,
        )

    def holds(self, point: Point) -> bool:
        box = self.box
        return box.west <= point.longitude <= box.east and box.south <= point.latitude <= box.north


def frame_around(points: Collection[Point], *, least: float = 8.0, edge: float = 0.12) -> Frame:
    """A frame with all points in it, `least` degrees of latitude high."""
    box = Box(
        min(one.longitude for one in points),
        min(one.latitude for one in points),
        max(one.longitude for one in points),
        max(one.latitude for one in points),
    ).with_edge(edge)
    more = max(0.0, least - (box.north - box.south)) / 2
    return Frame(Box(box.west - more, box.south - more, box.east + more, box.north + more))


def draw_map(
    points: Sequence[Point], frame: Frame, *, own: Collection[str] = (), named: int = 40
) -> dict[str, Any]:
    """{width, height, land, marks, outside}: the land of countries, `own` ones set off; the points
    in the frame, those with most cases last so that small ones under them stay in reach, the first
    `named` with names where they fit; how many points the frame leaves out."""
    inside = sorted(
        (point for point in points if frame.holds(point)), key=lambda one: (-one.count, one.name)
    )
    most = max((point.count for point in inside), default=0)
    marks = [_mark(point, frame, most, is_alone=len(inside) == 1) for point in inside]
    _name(marks[:named], frame)
    return {
        "width": WIDTH,
        "height": frame.height,
        "land": _land(frame, own),
        "marks": marks,
        "outside": len(points) - len(inside),
    }


def _land(frame: Frame, own: Collection[str]) -> list[dict[str, Any]]:
    """The path of each country that the frame shows, `own` ones last."""
    # What is cut off along the edge is drawn outside of the picture.
    box = frame.box.with_edge(0.03)
    found = []
    for code, rings in outlines().items():
        path = "".join(_path(clipped(ring, box), frame) for at, ring in rings if at.meets(box))
        if path:
            found.append({"path": path, "is_own": code in own})
    return sorted(found, key=lambda one: one["is_own"])


def _path(ring: Ring, frame: Frame) -> str:
    """The ring in whole units, each point by its way from the last."""
    parts: list[str] = []
    last = (0, 0)
    for longitude, latitude in ring:
        x, y = (round(value) for value in frame.at(longitude, latitude))
        if not parts:
            parts.append(f"M{x} {y}l")
        elif (x, y) != last:
            parts.append(f"{x - last[0]} {y - last[1]}")
        last = (x, y)
    # A line or a point is no land.
    return f"{parts[0]}{' '.join(parts[1:])}z" if len(parts) > 3 else ""


def _mark(point: Point, frame: Frame, most: int, *, is_alone: bool) -> dict[str, Any]:
    x, y = frame.at(point.longitude, point.latitude)
    share = sqrt(point.count / most) if most else 0.0
    largest = ALONE if is_alone else LARGEST_MARK
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "r": round(SMALLEST_MARK + (largest - SMALLEST_MARK) * share, 1),
        "name": point.name,
        "count": point.count,
        "url": point.url,
        "is_area": point.is_area,
        "label": None,
    }


def _name(marks: Sequence[dict[str, Any]], frame: Frame) -> None:
    """Give names to marks where they meet nothing: first as large as a phone needs them, then those
    that only a wide screen has room for."""
    taken = [(one["x"] - one["r"], one["y"] - one["r"], one["x"] + one["r"], one["y"] + one["r"])
             for one in marks]  # fmt: skip
    for size, is_narrow in ((NARROW, True), (WIDE, False)):
        for mark in marks:
            if mark["label"] or len(mark["name"]) > LONGEST:
                continue
            wide = len(mark["name"]) * size * LETTER
            for side in ("start", "end"):
                gap = mark["r"] + 4
                left = mark["x"] + gap if side == "start" else mark["x"] - gap - wide
                area = (left, mark["y"] - size / 2, left + wide, mark["y"] + size / 2)
                if _is_free(area, taken, frame):
                    x = round(mark["x"] + (gap if side == "start" else -gap), 1)
                    mark["label"] = {"x": x, "side": side, "is_narrow": is_narrow}
                    taken.append(area)
                    break


def _is_free(area: tuple[float, ...], taken: Sequence[tuple[float, ...]], frame: Frame) -> bool:
    left, top, right, bottom = area
    if left < 2 or right > WIDTH - 2 or top < 2 or bottom > frame.height - 2:
        return False
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )
