"""The bundled fonts: six scripts shaped, really there and readable from the PDF; files that are gone or damaged."""

import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from oss_desk.domain.papers import Person
from oss_desk.language import load_language
from oss_desk.paths import resources
from oss_desk.printing import damaged, draw, pictures
from oss_desk.printing.fonts import MONO, SCRIPTS, WEIGHTS, Fonts
from oss_desk.printing.sheet import TEXT
from oss_desk.printing.typeset import Line, Span, Style, Typesetter
from tests.printing.examples import HEAD, RECEIPT

FONTS, TRANSLATIONS = resources() / "fonts", resources() / "translations"
SIX = {
    "Latin": "Žofie Đặng-Ólafsson",
    "Cyrillic": "Юлия Соколова",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "ياسر محمد سلام",
    "Devanagari": "सीता क्षत्रिय शर्मा",
    "Georgian": "თამარ ქველიძე",
}
FONT = {
    "Latin": "NotoSans",
    "Cyrillic": "NotoSans",
    "Greek": "NotoSans",
    "Arabic": "NotoSansArabic",
    "Devanagari": "NotoSansDevanagari",
    "Georgian": "NotoSansGeorgian",
}


def line_of(text: str, style: Style = TEXT) -> Line:
    (line,) = Typesetter(Fonts(FONTS), False).lines([Span(text, style)], 500)
    return line


def text_of(name: str, fonts: Path = FONTS, size: str = "a4") -> str:
    pdf = draw(replace(RECEIPT, payer=Person(name)), load_language("en", TRANSLATIONS), fonts, size)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("script", SIX)
@pytest.mark.parametrize("bold", [False, True])
def test_each_script_is_drawn_in_its_own_font_and_every_sign_is_there(script: str, bold: bool) -> None:
    line = line_of(SIX[script], Style(bold=bold))
    assert {piece.font for piece in line.pieces} <= {f"{FONT[script]}-{WEIGHTS[bold]}", f"NotoSans-{WEIGHTS[bold]}"}
    assert any(piece.font.startswith(FONT[script]) for piece in line.pieces)
    assert not any("\0" in piece.text or "\ufffd" in piece.text for piece in line.pieces)
    assert line.width > 50


@pytest.mark.parametrize("script", SIX)
@pytest.mark.parametrize("size", ["a4", "80mm"])
def test_a_name_in_each_script_is_found_again_in_the_pdf(script: str, size: str) -> None:
    text = text_of(SIX[script], size=size)
    assert all(word in text for word in SIX[script].split())


def test_arabic_letters_take_the_forms_of_their_place_in_the_word() -> None:
    alone = [line_of(letter).pieces[0].text for letter in "سلام"]
    together = "".join(piece.text for piece in line_of("سلام").pieces)
    assert len(together) == 3, "lam and alef are one sign"
    assert not set(together) & set(alone) - {line_of("م").pieces[0].text}


def test_devanagari_consonants_are_joined_and_a_short_i_stands_before_its_letter() -> None:
    assert len(line_of("क्षत्रिय").pieces[0].text) < len("क्षत्रिय")
    assert line_of("कि").pieces[0].text[1:] == line_of("क").pieces[0].text


def test_a_mark_of_vietnamese_stands_on_its_letter() -> None:
    assert line_of("ặ").width == pytest.approx(line_of("a").width, abs=0.5)


def test_no_bundled_font_is_damaged() -> None:
    assert damaged(FONTS) == ()


def test_every_font_of_the_folder_is_used_by_paper_or_window() -> None:
    paper = {f"{family}-{weight}" for family in (*SCRIPTS, MONO) for weight in WEIGHTS}
    window = {path.stem for path in FONTS.glob("*.[ot]tf")} - paper
    assert {name.split("-")[0] for name in window} == {
        "Inter",
        "NotoSansArabicUI",
        "NotoSansDevanagariUI",
        "NotoSansThaiUI",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of fonts to take files from."""
    shutil.copytree(FONTS, tmp_path / "fonts")
    return tmp_path / "fonts"


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "other"])
def test_a_damaged_file_is_named_and_the_other_weight_takes_over(folder: Path, harm: str) -> None:
    file = folder / "NotoSansGeorgian-Bold.ttf"
    whole = file.read_bytes()
    file.unlink()
    if harm != "gone":
        file.write_bytes({"empty": b"", "cut": whole[:2000], "other": b"no font at all" * 99}[harm])
    assert damaged(folder) == (file.name,)
    assert "თამარ" in text_of("თამარ ქველიძე", folder)


def test_without_the_fonts_of_a_script_its_letters_are_spelt_and_the_paper_is_made(folder: Path) -> None:
    for weight in WEIGHTS:
        (folder / f"NotoSansGeorgian-{weight}.ttf").unlink()
    text = text_of("თა", folder)
    assert "[U+10D7 U+10D0]" in text
    assert "The record keeps them." in text


def test_with_no_font_at_all_a_paper_in_latin_letters_is_still_made(tmp_path: Path) -> None:
    text = text_of("Zoë Müller", tmp_path)
    assert "Zoë Müller" in text
    assert "24.50" in text
    assert len(damaged(tmp_path)) == 16


def test_a_font_put_back_is_used_at_once(folder: Path) -> None:
    file = folder / "NotoSans-Bold.ttf"
    whole = file.read_bytes()
    file.unlink()
    assert damaged(folder) == (file.name,)
    file.write_bytes(whole)
    assert damaged(folder) == ()


def test_a_script_without_a_font_is_never_an_empty_box() -> None:
    pdf = draw(replace(RECEIPT, head=replace(HEAD, office="王小明")), load_language("en", TRANSLATIONS), FONTS)
    assert pictures(pdf, 40)
    assert "[U+738B U+5C0F U+660E]" in text_of("王小明")
