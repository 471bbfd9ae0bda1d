"""The window under test: offscreen, bundled fonts, light theme, no blinking cursor, left to right at first."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from oss_desk import paths
from oss_desk.language import Language, load_language
from oss_desk.ui.theme import apply, px, theme


@pytest.fixture(autouse=True)
def _same_look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a window is made, every test begins with the same look."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    _reset(app)
    yield
    _reset(app)


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
