"""The window under test: offscreen, bundled fonts, light theme, no blinking cursor, left to right at first."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.language import Language, load_language
from oss_desk.ui.theme import apply, px, theme
from tests.ui.desk import Desk, fill


@pytest.fixture(autouse=True)
def _same_look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a window is made, every test begins with the same look."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    _reset(app)
    yield
    put_away()
    _reset(app)


def put_away() -> None:
    """No part of a window outlives its test: every look put on later would be put on what is left of all of them."""
    for left in QApplication.topLevelWidgets():
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _reset(app: QApplication) -> None:
    app.setCursorFlashTime(0)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if app.property("look") != "light" or theme().name != "light" or px(100) != 100:
        apply(app, "light")
        app.setProperty("look", "light")


@pytest.fixture
def english() -> Language:
    """The window's language."""
    return load_language("en", paths.resources() / "translations")


@pytest.fixture(scope="session")
def filled_office(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office that tests copy; nobody has it open."""
    file = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    shutil.copy(sqlite_template, file)
    fill(f"sqlite:///{file}")
    return file


@pytest.fixture
def desk(filled_office: Path, tmp_path: Path, qtbot: QtBot, english: Language) -> Iterator[Desk]:
    """A desk of a sample office of the test's own."""
    file = tmp_path / "sample.sqlite"
    shutil.copy(filled_office, file)
    made = Desk(qtbot, english, f"sqlite:///{file}", tmp_path / "papers")
    yield made
    made.leave()
