"""The way to another language, wherever somebody may not read the one the window speaks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from oss_desk.ui.widgets.button import Button

Choice = tuple[str, str]
"""The code of a language and how it calls itself."""


class LanguageButton(Button):
    """A globe and the language that is spoken, in its own name; `chosen` carries the code of another one."""

    chosen = Signal(str)

    def __init__(self, languages: Sequence[Choice], spoken: str, title: str, parent: QWidget | None = None) -> None:
        name = dict(languages).get(spoken, spoken)
        super().__init__(name, "globe", kind="quiet", parent=parent)
        self.setAccessibleName(f"{title}: {name}")
        self._languages, self._spoken = tuple(languages), spoken
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Every language in its own name, the one that is spoken ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_languages(menu, self._languages, self._spoken, self.chosen.emit)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


def add_languages(menu: QMenu, languages: Sequence[Choice], spoken: str, chosen: Callable[[str], None]) -> None:
    """A row for each language; `chosen` is called with the code of the one that is picked."""
    group = QActionGroup(menu)
    for code, name in languages:
        action = QAction(name, menu)
        action.setCheckable(True)
        action.setChecked(code == spoken)
        action.setEnabled(code != spoken)
        action.triggered.connect(lambda _=False, code=code: chosen(code))
        group.addAction(action)
        menu.addAction(action)
