"""Marks that keep a print from passing for a receipt are at least twice the height of its total (R10)."""

from oss_desk.printing import parts
from oss_desk.printing.draw import ACROSS, ROLL_ACROSS
from oss_desk.printing.roll import parts as roll
from oss_desk.printing.sheet import LARGE


def test_marks_are_at_least_twice_as_high_as_any_total() -> None:
    total = LARGE.size
    assert parts.COPY.size >= 2 * total
    assert 2 * total <= ACROSS
    assert roll.COPY.size >= 2 * roll.TOTAL.size
    assert 2 * roll.TOTAL.size <= ROLL_ACROSS
