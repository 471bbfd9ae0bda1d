"""Opening hours as people write them, 9:00–12:00, 13:00–17:00, to minutes after midnight and back; knows no window."""

import re
from itertools import pairwise
from typing import Literal

from oss_desk.domain.calendar import MINUTES_OF_A_DAY, Opening
from oss_desk.domain.messages import Message

Problem = Literal["unreadable", "backwards", "overlap"]
_TIME = r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2}))?\s*[hH]?"
_STRETCH = re.compile(rf"\s*{_TIME}\s*(?:-|–|—|−|\bto\b|\bà\b)\s*{_TIME}\s*", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:[,;،؛+&/\n]|\s)\s*")


class HoursError(ValueError):
    """Why this is no list of hours."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    @property
    def message(self) -> Message:
        """What to tell whoever wrote them; the sentence stands in the window's table."""
        return Message(f"hours-text-{self.problem}")


def read_hours(text: str) -> tuple[Opening, ...]:
    """The stretches of one day in order; empty for a closed day. Raises HoursError.

    Read generously: "9-12 13-17", "9.00–12.30; 14h00-18h". What overlaps, touches or runs backwards is refused.
    """
    stretches, place = [], 0
    plain = text.strip()
    while place < len(plain):
        found = _STRETCH.match(plain, place)
        if found is None:
            raise HoursError("unreadable")
        stretches.append(_stretch(*found.groups()))
        place = found.end()
        between = _BETWEEN.match(plain, place)
        if between is not None and place < len(plain):
            place = between.end()
    return _in_order(stretches)


def _stretch(*parts: str | None) -> Opening:
    start_hour, start_minute, end_hour, end_minute = (int(part or 0) for part in parts)
    if max(start_minute, end_minute) > 59:
        raise HoursError("unreadable")
    start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
    if max(start, end) > MINUTES_OF_A_DAY:
        raise HoursError("unreadable")
    if start >= end:
        raise HoursError("backwards")
    return start, end


def _in_order(stretches: list[Opening]) -> tuple[Opening, ...]:
    ordered = tuple(sorted(stretches))
    for (_, end), (start, _) in pairwise(ordered):
        if start <= end:
            raise HoursError("overlap")
    return ordered


def show_hours(stretches: tuple[Opening, ...]) -> str:
    """9:00–12:00, 13:00–17:00; nothing for a closed day. Read again it gives the same stretches."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in stretches)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}"
