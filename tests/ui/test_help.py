"""Help on F1: keys of the page first, searched while one types, in every language and at every text size."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.language import languages_of, load_language
from oss_desk.ui.help_words import control_keys, glossary, help_groups, mark_keys, panel_words
from oss_desk.ui.keys import KEYS, meanings
from oss_desk.ui.pages.counter.questions import MARK_KEYS
from oss_desk.ui.theme import apply
from oss_desk.ui.widgets.help_panel import HelpPanel
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import KeyHint

TRANSLATIONS = paths.resources() / "translations"
ENGLISH = load_language("en", TRANSLATIONS)
OWN = ("On this page", (("N", "add a note"),))


Opener = Callable[..., HelpPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Opener:
    """The panel over an empty window."""
    windows: list[QWidget] = []

    def made(code: str = "en", width: int = 1024) -> HelpPanel:
        language = load_language(code, TRANSLATIONS)
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 700)
        panel = HelpPanel(panel_words(language), window)
        with qtbot.waitActive(window):
            window.show()
        panel.show_keys((OWN, ("Everywhere", meanings(language)), *help_groups(language)))
        return panel

    return made


def test_the_keys_of_the_page_come_first(opened: Opener) -> None:
    assert opened().shown()[0] == "add a note"


def test_what_is_typed_finds_keys_and_words(opened: Opener) -> None:
    panel = opened()
    QTest.keyClicks(panel.search.edit, "legal f9")
    assert len(panel.shown()) == 1
    panel.search.edit.clear()
    QTest.keyClicks(panel.search.edit, "acknowledgement")
    assert any("the day to come back" in meaning for meaning in panel.shown())


def test_what_is_not_there_says_what_to_do(opened: Opener) -> None:
    panel = opened()
    QTest.keyClicks(panel.search.edit, "qqqq")
    assert panel.shown() == []
    assert any("Try fewer letters" in label.text() for label in panel.findChildren(Label))


def test_opened_again_it_shows_everything_again(opened: Opener) -> None:
    panel = opened()
    everything = len(panel.shown())
    QTest.keyClicks(panel.search.edit, "park")
    panel.hide()
    panel.show_keys((OWN, ("Everywhere", meanings(ENGLISH)), *help_groups(ENGLISH)))
    assert len(panel.shown()) == everything


def test_every_key_of_the_window_that_does_something_is_listed() -> None:
    listed = {key for key, _ in meanings(ENGLISH)}
    ahead = {"F4", "F5", "F10"}  # tickets, calls and breaks are not there yet
    assert {key.shown for key in KEYS if key.shown} - ahead == listed


def test_every_mark_is_listed_with_the_key_that_gives_it() -> None:
    listed = {key for key, _ in mark_keys(ENGLISH)}
    assert {str(key) for key in MARK_KEYS.values()} <= listed


@pytest.mark.parametrize("code", languages_of(TRANSLATIONS))
def test_no_row_is_empty_or_told_twice_in_any_language(code: str) -> None:
    language = load_language(code, TRANSLATIONS)
    for rows in (control_keys(language), mark_keys(language), glossary(language)):
        assert all(key and meaning for key, meaning in rows)
        assert len({key for key, _ in rows}) == len(rows)


@pytest.mark.parametrize(("code", "width"), [("en", 640), ("fr", 1024), ("ar", 1280)])
def test_at_twice_the_size_it_lies_within_its_window_and_no_key_is_cut(
    opened: Opener, qapp: QApplication, code: str, width: int
) -> None:
    apply(qapp, "light", 2.0)
    panel = opened(code, width)
    window = panel.parentWidget()
    assert window is not None
    assert window.rect().contains(panel.geometry())
    assert all(hint.width() >= hint.sizeHint().width() for hint in panel.findChildren(KeyHint))


def test_it_leads_to_what_the_program_is_made_of(opened: Opener, qtbot: QtBot) -> None:
    panel = opened()
    with qtbot.waitSignal(panel.about_asked):
        panel.about.click()
