"""How precisely a made-up source tells a day: mostly the day, at times less, at times nothing."""

from datetime import date, timedelta
from random import Random


def told(draw: Random, day: date) -> str:
    """The EDTF text of a source for `day`; "" where it says nothing."""
    chance = draw.random()
    if chance < 0.80:
        return day.isoformat()
    if chance < 0.88:
        return f"{day:%Y-%m}"
    if chance < 0.91:
        return f"{day:%Y}"
    if chance < 0.92:
        return f"{day:%Y}~"
    if chance < 0.95:
        first = day - timedelta(days=draw.randint(1, 9))
        return f"[{first}..{day + timedelta(days=draw.randint(1, 9))}]"
    return ""
