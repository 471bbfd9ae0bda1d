"""Dates as people type them: day month year in any separators, or only month and year, or only the year."""

import re
from datetime import date


def read_date(typed: str) -> str | None:
    """ISO text to the day, month or year ("1989-03-03", "1989-03", "1989"); "" for nothing, None when it is no date."""
    parts = re.findall(r"\d+", typed)
    if not parts:
        return "" if not typed.strip() else None
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts[0]) == 4 and len(parts) > 1:
        parts.reverse()
    return _iso(parts)


def _iso(parts: list[str]) -> str | None:
    if len(parts) > 3 or len(parts[-1]) != 4:
        return None
    numbers = [int(part) for part in reversed(parts)]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{number:04d}" if place == 0 else f"{number:02d}" for place, number in enumerate(numbers))


def show_date(iso: str) -> str:
    """The same date as it is shown in a field: day / month / year."""
    return " / ".join(reversed(iso.split("-")))
