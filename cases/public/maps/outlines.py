"""The outlines of countries, read once, and cut to the part of the world that a map shows."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

Ring = list[tuple[float, float]]
STEPS = 20  # as in making.py


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        return (
            self.west < other.east
            and other.west < self.east
            and self.south < other.north
            and other.south < self.north
        )

    def with_edge(self, share: float) -> "Box":
        """A little larger on every side."""
        dx, dy = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(self.west - dx, self.south - dy, self.east + dx, self.north + dy)


def box_of(points: Ring) -> Box:
    """The smallest that holds the points."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[tuple[Box, Ring]]]:
    """The rings of each country by its code, the largest first, each with its box."""
    packed = json.loads(Path(__file__).with_name("outlines.json").read_text())
    return {
        code: [(box_of(ring), ring) for ring in map(_unpacked, rings)]
        for code, rings in packed.items()
    }


def _unpacked(flat: list[int]) -> Ring:
    x = y = 0
    ring = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x / STEPS, y / STEPS))
    return ring


def country_box(code: str) -> Box | None:
    """That of a country's largest part; None of a country without an outline."""
    rings = outlines().get(code)
    return rings[0][0] if rings else None


def clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring inside a box (Sutherland-Hodgman): one ring, maybe along its edge."""
    for axis, edge, sign in (
        (0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1),
    ):  # fmt: skip
        kept: Ring = []
        for here, there in zip(ring, [*ring[1:], ring[0]] if ring else [], strict=True):
            is_in, goes_in = sign * here[axis] >= sign * edge, sign * there[axis] >= sign * edge
            if is_in:
                kept.append(here)
            if is_in != goes_in:
                share = (edge - here[axis]) / (there[axis] - here[axis])
                kept.append(
                    (
                        here[0] + share * (there[0] - here[0]),
                        here[1] + share * (there[1] - here[1]),
                    )
                )
        ring = kept
    return ring
