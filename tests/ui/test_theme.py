"""The look: every token is there, contrast holds, signs are drawn and tinted, switching changes everything at once."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.ui.theme import (
    THEMES,
    apply,
    color,
    contrast,
    dress,
    font,
    icon_names,
    line_height,
    load_theme,
    pixmap,
    px,
    theme,
)

TEXT_ON = [
    ("ink", "desk", 14.2, 15.6, 21.0),
    ("ink2", "desk", 7.5, 10.8, 21.0),
    ("ink3", "desk", 5.3, 7.6, 17.0),
    ("river", "river-tint", 6.5, 6.8, 12.8),
    ("on-river", "river", 7.8, 8.1, 12.8),
    ("on-river", "river-press", 12.4, 6.4, 21.0),
    ("ink3", "river-tint", 5.2, 5.4, 17.0),
    ("rail-ink2", "rail", 7.2, 8.8, 21.0),
    ("rail-on-sel", "rail-sel", 8.9, 12.9, 21.0),
    ("ready", "ready-tint", 6.1, 8.3, 11.4),
    ("wait", "wait-tint", 6.9, 8.6, 12.2),
    ("stop", "stop-tint", 6.6, 7.8, 11.5),
    ("office", "office-tint", 7.1, 8.0, 13.4),
    ("outside", "outside-tint", 7.3, 8.0, 13.6),
    ("paper-ink", "paper", 18.9, 17.4, 21.0),
]
LINES_ON = [
    ("edge", "desk", 3.3, 4.6, 21.0),
    ("focus", "desk", 6.6, 9.1, 10.2),
    ("rail-focus", "rail", 7.7, 11.4, 14.6),
]
EVERYWHERE = ("desk", "surface", "sunken")


def ratio(name: str, one: str, other: str) -> float:
    colours = load_theme(name).colours
    return contrast(colours[one], colours[other])


@pytest.mark.parametrize("row", [*TEXT_ON, *LINES_ON], ids=lambda row: f"{row[0]} on {row[1]}")
def test_the_contrast_table_of_the_look_holds(row: tuple[str, str, float, float, float]) -> None:
    found = tuple(ratio(name, row[0], row[1]) for name in THEMES)
    assert found == pytest.approx(row[2:], abs=0.06)


@pytest.mark.parametrize("name", THEMES)
def test_all_text_reaches_four_and_a_half_and_all_borders_three(name: str) -> None:
    for ink in ("ink", "ink2", "ink3", "river", "ready", "wait", "stop", "office", "outside", "focus"):
        for ground in EVERYWHERE:
            assert ratio(name, ink, ground) >= 4.5, (ink, ground)
    for text, ground, *_ in TEXT_ON:
        assert ratio(name, text, ground) >= 4.5, (text, ground)
    for line in ("edge", "focus", "river"):
        for ground in EVERYWHERE:
            assert ratio(name, line, ground) >= 3, (line, ground)


def test_contrast_is_as_the_guideline_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_three_themes_name_the_same_tokens() -> None:
    names = [set(load_theme(name).colours) for name in THEMES]
    assert names[0] == names[1] == names[2]
    assert all(QColor(value).isValid() for name in THEMES for value in load_theme(name).colours.values())


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="sepia"):
        load_theme("sepia")


def test_no_text_is_smaller_than_the_body_and_no_control_lower_than_36() -> None:
    measures = load_theme("light")
    assert min(role.pt for role in measures.type.values()) == 10.5
    pressed = {"control", "field", "option", "row", "row2", "next", "money", "citizen"}
    assert min(height for name, height in measures.height.items() if name in pressed) >= 36


def test_switching_changes_palette_and_tokens_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    label.show()
    for name, desk in (("dark", "#0F1716"), ("contrast", "#FFFFFF"), ("light", "#EBEEEB")):
        apply(qapp, name)
        assert theme().name == name
        assert color("desk") == QColor(desk)
        assert label.palette().color(QPalette.ColorRole.Window) == QColor(desk)


def test_sizes_grow_with_the_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, "light", 1.5)
    assert font("body").pointSizeF() == pytest.approx(15.75)
    assert px(36) == 54
    apply(qapp, "light", 9.0)
    assert px(36) == 72


def test_another_theme_keeps_the_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, "light", 1.5, tall=True)
    high = line_height("body")
    dress(qapp, "dark")
    assert (theme().name, px(36), line_height("body")) == ("dark", 54, high)
    apply(qapp, "light")


def test_the_bundled_fonts_are_used_and_digits_can_be_equally_wide(qtbot: QtBot) -> None:
    assert QFontInfo(font("body")).family() == "Inter"
    assert QFontInfo(font("number")).family() == "Noto Sans Mono"
    widths = set()
    for digits in ("1111", "0000"):
        layout = QTextLayout(digits, font("body", tabular=True))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        widths.add(round(line.naturalTextWidth(), 2))
    assert len(widths) == 1


@pytest.mark.parametrize("name", icon_names())
def test_each_sign_is_drawn_on_the_grid_of_24_with_a_line_of_one_and_three_quarters(name: str) -> None:
    root = ElementTree.fromstring((paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8"))
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert (root.attrib["stroke"], root.attrib["stroke-width"]) == ("currentColor", "1.75")


def test_each_sign_is_seen_and_takes_the_colour_of_its_token(qtbot: QtBot) -> None:
    for name in icon_names():
        picture = pixmap(name, "stop", 48, 1.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        colours = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
        inked = [one for one in colours if one.alpha() > 250]
        assert inked, name
        assert all(abs(one.red() - color("stop").red()) <= 3 for one in inked), name


def test_arrows_turn_where_the_window_is_mirrored_and_checks_do_not(qtbot: QtBot, qapp: QApplication) -> None:
    def drawn(name: str) -> QImage:
        return pixmap(name, "ink", 24, 1.0).toImage()

    before = {name: drawn(name) for name in ("chevron-end", "check", "clock")}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert drawn("chevron-end") == before["chevron-end"].flipped(Qt.Orientation.Horizontal)
    assert drawn("check") == before["check"]
    assert drawn("clock") == before["clock"]


def test_a_sign_that_is_not_there_is_a_mistake(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("unicorn")


def test_theme_files_hold_nothing_but_what_is_read() -> None:
    folder = Path(paths.resources() / "themes")
    for name in THEMES:
        assert set(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))) == {
            "name",
            "ring",
            "state_border",
            "colours",
        }
