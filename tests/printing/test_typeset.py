"""Text on paper: every script shaped, nothing cut, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.paths import resources
from oss_desk.printing.fonts import Fonts
from oss_desk.printing.sheet import TEXT
from oss_desk.printing.typeset import Line, Span, Style, Typesetter

FONTS = resources() / "fonts"
BUNDLED = "Tamar Kvelidze, თამარ ქველიძე, ياسر, Юлия, Ελένη, सीता शर्मा, Հայկ, דוד, สมชาย, Đặng, ₾ € − № ·"


def typeset(rtl: bool = False) -> Typesetter:
    return Typesetter(Fonts(FONTS), rtl)


def said(lines: list[Line]) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces)


@pytest.mark.parametrize("style", [TEXT, Style(bold=True), Style(mono=True)])
def test_every_script_the_office_offers_has_its_letters(style: Style) -> None:
    setter = typeset()
    setter.lines([Span(BUNDLED, style)], 400)
    assert not setter.missing


def test_letters_that_no_typeface_has_are_spelt_out_and_remembered() -> None:
    setter = typeset()
    assert said(setter.lines([Span("Wang 王小明", TEXT)], 400)) == "Wang [U+738B U+5C0F U+660E]"
    assert setter.missing


@given(st.text("abc-/ W", max_size=60), st.floats(20, 200))
def test_no_letter_is_lost_and_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    lines = typeset().lines([Span(text, TEXT)], width)
    assert said(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= width + 0.01 for line in lines)


@given(st.text(max_size=60), st.booleans())
def test_any_text_fits_a_narrow_column(text: str, rtl: bool) -> None:
    lines = typeset(rtl).lines([Span(text, TEXT)], 60)
    assert all(line.width <= 60.01 for line in lines)


def test_a_word_longer_than_the_line_goes_on_in_the_next() -> None:
    lines = typeset().lines([Span("W" * 300, TEXT)], 100)
    assert len(lines) > 20
    assert said(lines) == "W" * 300


def test_a_mark_stays_on_its_letter_where_a_word_is_broken() -> None:
    lines = typeset().lines([Span("x\u0302" * 60, TEXT)], 50)
    assert all(not said([line]).startswith("\u0302") for line in lines)


def test_arabic_letters_are_joined() -> None:
    joined = said(typeset().lines([Span("محمد", TEXT)], 100))
    assert len(joined) == 4
    assert not set(joined) & set("محم")


def test_devanagari_consonants_form_conjuncts() -> None:
    setter = typeset()
    (line,) = setter.lines([Span("क्ष", TEXT)], 100)
    assert len(line.pieces[0].text) == 1


def test_right_to_left_words_stand_from_right_to_left() -> None:
    (line,) = typeset().lines([Span("אב 12 (abc)", TEXT)], 400)
    assert said([line]).startswith("(abc) 12")


def test_brackets_look_the_right_way_in_right_to_left_text() -> None:
    (line,) = typeset(rtl=True).lines([Span("(אב)", TEXT)], 400)
    assert said([line]).startswith("(")
    assert said([line]).endswith(")")


@pytest.mark.parametrize("text", ["", "\n", "a\n\nb"])
def test_a_line_feed_begins_a_line_even_an_empty_one(text: str) -> None:
    assert len(typeset().lines([Span(text, TEXT)], 100)) == text.count("\n") + 1


def test_the_licence_lies_beside_the_fonts_and_they_stay_small() -> None:
    assert "SIL OPEN FONT LICENSE" in Path(FONTS, "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 6_000_000
