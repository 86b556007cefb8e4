"""(f) How a figure grows with the number of cases: the exponent fitted to time = c * cases^e."""

import math
from collections.abc import Sequence


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of the least-squares line through the logarithms; None of fewer than two sizes."""
    usable = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _y in usable}) < 2:
        return None
    mean_x = sum(x for x, _y in usable) / len(usable)
    mean_y = sum(y for _x, y in usable) / len(usable)
    spread = sum((x - mean_x) ** 2 for x, _y in usable)
    return sum((x - mean_x) * (y - mean_y) for x, y in usable) / spread
