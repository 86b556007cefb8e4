"""Makes outlines.json: the countries of Natural Earth (public domain), simplified and rounded.

To make it anew, in an empty folder:

    npm install world-atlas@2.0.2 i18n-iso-countries@7.14.0
    python -m cases.public.maps.making node_modules/world-atlas/countries-50m.json \\
        node_modules/i18n-iso-countries/codes.json cases/public/maps/outlines.json

Borders are simplified once and not once for each side, so that neighbours still meet. What is
smaller than a mark is left out. Natural Earth draws who controls a territory; Crimea is given back
to Ukraine here, as in the resolution 68/262 of the General Assembly of the United Nations.
"""

import json
import sys
from math import hypot
from pathlib import Path
from typing import Any

Ring = list[tuple[float, float]]
TOLERANCE = 0.08  # degrees
STEPS = 20  # to a degree: whole numbers are kept
SMALLEST = 0.15  # square degrees; a country of which every part is smaller keeps the largest
CRIMEA = (34.3, 45.2)  # a point inside


def simplified(line: Ring, tolerance: float) -> Ring:
    """The line without the points that lie nearer than `tolerance` to it (Douglas-Peucker)."""
    kept, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        far, most = 0, tolerance
        for n in range(start + 1, end):
            away = _distance(line[n], line[start], line[end])
            if away > most:
                far, most = n, away
        if far:
            kept.add(far)
            open_parts += [(start, far), (far, end)]
    return [line[n] for n in sorted(kept)]


def _distance(
    point: tuple[float, float], one: tuple[float, float], two: tuple[float, float]
) -> float:
    (x, y), (x1, y1), (x2, y2) = point, one, two
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def area(ring: Ring) -> float:
    """In square degrees."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def holds(ring: Ring, point: tuple[float, float]) -> bool:
    """Whether a point lies inside a ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def arcs_of(topology: Any) -> list[Ring]:
    """The lines of a TopoJSON file in degrees, simplified."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(simplified(line, TOLERANCE))
    return found


def rings_of(geometry: Any, arcs: list[Ring]) -> list[Ring]:
    """The outer rings of a country; lakes and enclaves are not cut out."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    rings = []
    for outer, *_holes in polygons:
        ring: Ring = []
        for n in outer:
            line = arcs[n] if n >= 0 else arcs[~n][::-1]
            ring += line[1:] if ring else line
        rings.append(ring)
    return rings


def packed(ring: Ring) -> list[int]:
    """Whole steps: the first point, then the way from each to the next."""
    steps = [(round(x * STEPS), round(y * STEPS)) for x, y in ring]
    flat: list[int] = []
    last = (0, 0)
    for x, y in steps:
        if flat and (x, y) == last:
            continue
        flat += [x - last[0], y - last[1]]
        last = (x, y)
    return flat


def main(atlas: str, codes: str, out: str) -> None:
    """Read the two files, write the third."""
    topology = json.loads(Path(atlas).read_text())
    alpha = {number: two for two, _three, number, *_ in json.loads(Path(codes).read_text())}
    arcs = arcs_of(topology)
    countries: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        # What has no code of its own is drawn as land of no country.
        code = alpha.get(geometry.get("id", ""), "-")
        countries.setdefault(code, []).extend(rings_of(geometry, arcs))
    for ring in [ring for ring in countries["RU"] if holds(ring, CRIMEA)]:
        countries["RU"].remove(ring)
        countries["UA"].append(ring)
    lines = []
    for code, rings in sorted(countries.items()):
        rings.sort(key=area, reverse=True)
        kept = [ring for n, ring in enumerate(rings) if not n or area(ring) >= SMALLEST]
        body = json.dumps([packed(ring) for ring in kept], separators=(",", ":"))
        lines.append(f'"{code}":{body}')
    Path(out).write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
