"""The bounds of a day as the text of a partial date."""

from datetime import date


def edtf_of_bounds(earliest: date | None, latest: date | None) -> str:
    """The EDTF text for one day between two bounds, either of which may be open."""
    if earliest is None or latest is None:
        if earliest is None and latest is None:
            return ""
        return f"[{earliest or ''}..{latest or ''}]"
    if earliest == latest:
        return earliest.isoformat()
    if earliest.day == 1 and _is_last_day(latest):
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"{earliest:%Y-%m}"
        if earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
            return f"{earliest.year:04}"
    return f"[{earliest}..{latest}]"


def _is_last_day(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1
