"""The looks of the window: what the system says is followed, what was chosen is kept, both at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QStyleHints
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.ui import appearance
from oss_desk.ui.appearance import Appearance, Looks, system_scale, theme_of
from oss_desk.ui.theme import px, theme

TRANSLATIONS = paths.resources() / "translations"


@pytest.fixture
def system_font(monkeypatch: pytest.MonkeyPatch) -> QFont:
    """The system's font, in whatever size the test gives it."""
    font = QFont()
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _: font)
    return font


@pytest.fixture
def looks(qapp: QApplication) -> Appearance:
    return Appearance(TRANSLATIONS, Looks("light"))


@pytest.mark.parametrize(
    ("platform", "points", "scale"),
    [("linux", 11, 1.0), ("linux", 9, 1.0), ("linux", 16.5, 1.5), ("win32", 13.5, 1.5), ("darwin", 26, 2.0)],
)
def test_letters_are_as_much_larger_as_the_system_wants_them(
    monkeypatch: pytest.MonkeyPatch, system_font: QFont, platform: str, points: float, scale: float
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    system_font.setPointSizeF(points)
    assert system_scale() == pytest.approx(scale)


def test_larger_letters_of_the_system_make_the_window_anew(qtbot: QtBot, looks: Appearance, system_font: QFont) -> None:
    looks.dress()
    system_font.setPointSizeF(appearance.USUAL_PT_ELSEWHERE * 1.5)
    with qtbot.waitSignal(looks.asked_anew):
        looks.system_changed()


def test_the_colour_scheme_of_the_system_is_followed_only_where_it_was_chosen(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, looks: Appearance
) -> None:
    """A screen in memory has no colour scheme of its own, so only what it says is put in its place."""
    hints = qapp.styleHints()
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda _: Qt.ColorScheme.Dark)
    looks.theme("system")
    assert theme().name == theme_of("system", qapp) == "dark"
    looks.theme("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().name == "light"
    monkeypatch.undo()
    looks.theme("system")
    assert theme().name == "light"


def test_every_choice_is_kept_by_its_name(qapp: QApplication) -> None:
    kept = list[dict[str, object]]()
    looks = Appearance(TRANSLATIONS, keep=lambda **chosen: kept.append(chosen))
    looks.theme("contrast")
    looks.text_size(150)
    looks.language("fr")
    assert kept == [{"theme": "contrast"}, {"text_size": 150}, {"language": "fr"}]
    assert (looks.looks, looks.speech.code) == (Looks("contrast", 150, "fr"), "fr")
    looks.theme("light")


def test_a_text_size_nobody_can_read_is_refused(looks: Appearance) -> None:
    with pytest.raises(ValueError, match="20 is not from"):
        looks.text_size(20)


def test_sizes_grow_with_the_letters(qapp: QApplication, looks: Appearance) -> None:
    looks.dress()
    small = px(36)
    looks.text_size(200)
    looks.dress()
    assert px(36) == 2 * small
    looks.text_size(100)
    looks.dress()


def test_a_language_is_offered_as_soon_as_its_catalogue_lies_there(tmp_path: Path) -> None:
    (tmp_path / "ka.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    assert Appearance(tmp_path).languages() == (("en", "English"), ("ka", "ქართული"))
