"""Bars: what is counted, each with its number, as shapes in percent of the width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_DRAWN = 12
ROW = 38  # pixels: the words, and the bar below them
WIDEST = 84.0  # per cent: the number stands beside the bar
LONGEST = 42  # letters that fit on a phone; the table has them all


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing and its number; `url` is the list of what was counted, `about` its own page."""

    words: str
    count: int
    url: str = ""
    about: str = ""


def draw_bars(bars: Sequence[Bar]) -> dict[str, Any] | None:
    """{rows, height, bars, more}: the first bars with their places, all bars, and how many are not
    drawn; None where there is nothing to draw."""
    drawn = bars[:MOST_DRAWN]
    most = max((bar.count for bar in drawn), default=0)
    if not most:
        return None
    rows = []
    for index, bar in enumerate(drawn):
        width = WIDEST * bar.count / most
        rows.append(
            {
                "words": bar.words if len(bar.words) <= LONGEST else f"{bar.words[:LONGEST]}…",
                "count": bar.count,
                "text_y": ROW * index + 13,
                "y": ROW * index + 18,
                "number_y": ROW * index + 30,
                "width": round(width, 2),
                "number_x": round(width + 1.2, 2),
            }
        )
    return {
        "rows": rows,
        "height": ROW * len(drawn),
        "bars": bars,
        "more": len(bars) - len(drawn),
    }
