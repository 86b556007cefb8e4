"""Plots as SVG, no library, no script: lines over the number of cases, bars of rates."""

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.figures import short

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 400, 60, 40, 30
_COLOURS = ("#1f5a96", "#b03a2e", "#2e7d32", "#7b3f9e", "#b8860b", "#00707a", "#555555", "#c2185b")
_LEGEND = 250
_BAR, _LABEL = 24, 190
# Bars of what is not ours have another colour.
_OTHERS = ("limit", "psql", "hello", "Django", "django", "Datasette")
Lines = Mapping[str, Sequence[tuple[float, float]]]


def lines_plot(title: str, unit: str, lines: Lines) -> str:
    """Lines, both axes logarithmic. Points that are not above zero are left out."""
    kept = {name: [p for p in points if min(p) > 0] for name, points in lines.items()}
    points = [point for line in kept.values() for point in line]
    if not points:
        return ""
    across = _Axis([x for x, _y in points], _LEFT, _WIDTH - _LEGEND - 20)
    up = _Axis([y for _x, y in points], _HEIGHT - _BOTTOM, _TOP)
    parts = _opening(title, unit, _HEIGHT)
    for value in across.ticks():
        at = across.place(value)
        parts.append(f'<path d="M{at:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#dddddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{_HEIGHT - 20}" text-anchor="middle">{value:,}</text>')
    for value in up.ticks():
        at = up.place(value)
        right = _WIDTH - _LEGEND - 20
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{right}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{value:g}</text>')
    for n, (name, line) in enumerate(kept.items()):
        colour = _COLOURS[n % len(_COLOURS)]
        path = " ".join(f"{across.place(x):.1f},{up.place(y):.1f}" for x, y in sorted(line))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = _TOP + 16 * (n + 1)
        parts.append(f'<text x="{_WIDTH - _LEGEND}" y="{y}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])


def bars(title: str, unit: str, values: Mapping[str, float]) -> str:
    """A bar for each value, the longest as wide as there is room; its number beside it."""
    most = max(values.values(), default=0)
    if most <= 0:
        return ""
    height = _TOP + _BAR * len(values) + 10
    parts = _opening(title, unit, height)
    for n, (name, value) in enumerate(values.items()):
        y = _TOP + _BAR * n
        width = max(1.0, (_WIDTH - _LABEL - 110) * value / most)
        colour = _COLOURS[1] if name.startswith(_OTHERS) else _COLOURS[0]
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_BAR - 8}"'
            f' fill="{colour}"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 15}">{short(value)}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])


def _opening(title: str, unit: str, height: int) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' font-family="sans-serif" font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="20" y="18" font-size="14">{escape(title)} ({escape(unit)})</text>',
    ]


class _Axis:
    def __init__(self, values: list[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(self._low + 1, math.ceil(math.log10(max(values))))
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)

    def ticks(self) -> list[float]:
        powers = range(self._low, self._high + 1)
        return [10**n if n >= 0 else float(f"1e{n}") for n in powers]
