"""Names in the window: each script in the program's own font, and letters that nothing draws spelt out."""

import pytest
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from oss_desk.ui.theme import font
from oss_desk.ui.theme.letters import can_be_drawn, readable
from oss_desk.ui.widgets.label import Label

FAMILIES = {
    "Tamar": "Inter",
    "Юлия": "Inter",
    "Ελένη": "Inter",
    "თამარ": "Noto Sans Georgian",
    "ياسر": "Noto Sans Arabic UI",
    "सीता": "Noto Sans Devanagari UI",
    "Հայկ": "Noto Sans Armenian",
    "דוד": "Noto Sans Hebrew",
    "สมชาย": "Noto Sans Thai UI",
}
NOBODYS = "\U0001e7e0\U0010fffd"


@pytest.mark.qt_log_ignore("OpenType support missing for", extend=True)
@pytest.mark.parametrize("name", FAMILIES)
def test_each_script_is_written_in_a_font_of_the_program(qtbot: QtBot, name: str) -> None:
    layout = QTextLayout(name, font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {FAMILIES[name]}
    assert all(0 not in run.glyphIndexes() for run in layout.glyphRuns())
    assert readable(name) == name


def test_a_letter_that_nothing_draws_is_spelt_out_and_explained(qtbot: QtBot) -> None:
    shown = readable(f"Wang {NOBODYS[1]}")
    assert shown == "Wang [U+10FFFD]"
    label = Label(f"Wang {NOBODYS[1]}")
    assert label.text() == f"Wang {NOBODYS[1]}", "the record keeps it"
    assert "no typeface" in label.toolTip()


def test_signs_without_a_shape_are_not_spelt(qtbot: QtBot) -> None:
    text = "a\u2068b\u2069\u200d\nc"
    assert readable(text) == text
    assert can_be_drawn("\u200f")
