"""The direction of text, held against another implementation of the same standard."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.language import first_strong
from oss_desk.printing.bidi import CONTROLS, levels, reordered

MIXED = st.text("ab 12.,+-%()אבمحم€:/\u2066\u2067\u2068\u2069", max_size=16).map(str.strip)


def without_controls(text: str) -> str:
    return "".join(char for char in text if char not in CONTROLS)


@given(MIXED, st.sampled_from([0, 1]))
def test_characters_stand_where_the_standard_puts_them(text: str, base: int) -> None:
    closed = "".join(char for char in text if char not in "\u2066\u2067\u2068\u2069") if text[-1:] in CONTROLS else text
    if any(char in closed for char in "\u2066\u2067\u2068"):
        closed += "\u2069" * sum(char in "\u2066\u2067\u2068" for char in closed) + "a"
    shown = "".join(reordered(closed, levels(closed, base)))
    assert without_controls(shown) == without_controls(get_display(closed, base_dir="LR"[base]))


@pytest.mark.parametrize(("text", "base"), [("abc", 0), ("אב a", 1), ("12.50", None), ("\u2068אב\u2069 a", 0)])
def test_the_first_letter_outside_islands_decides_the_direction(text: str, base: int | None) -> None:
    assert first_strong(text) == base


def test_a_typed_override_does_not_turn_the_text_around_it() -> None:
    assert set(levels("a\u202ebc", 0)) == {0}
