"""Help, which F1 opens at the end side of the window: keys and words in groups, searched while one types."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.editors import LineEditor
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import KeyHint
from oss_desk.ui.widgets.paint import is_mirrored
from oss_desk.ui.widgets.panel import PADDING, Panel

WIDTH, AIR = 440, 16
Group = tuple[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class HelpWords:
    """What the panel itself says. `words` is the title of the group whose rows are words and not keys."""

    title: str
    close: str
    search: str = ""
    nothing: str = ""
    about: str = ""
    words: str = ""


class HelpPanel(Panel):
    """Keys of the page first, then those of the whole window, then the words of the field; Escape closes it."""

    about_asked = Signal()

    def __init__(self, words: HelpWords, parent: QWidget) -> None:
        self.close_button = IconButton("close", words.close)
        super().__init__(words.title, trailing=self.close_button, ruled=True, scroll=True, parent=parent)
        self.border = "edge"
        self._words, self._groups = words, tuple[Group, ...]()
        self._before: QWidget | None = None
        self.close_button.clicked.connect(self.hide)
        self.search = LineEditor()
        self.search.edit.setPlaceholderText(words.search)
        self.search.edit.setAccessibleName(words.search)
        self.search.changed.connect(self._fill)
        self._outer.insertWidget(1, self._searching())
        self.about = Button(words.about, "info", kind="quiet")
        self.about.clicked.connect(self.about_asked)
        show_if(self.about, bool(words.about))
        if words.about:
            self.add_footer(self.about)
        self.hide()

    def show_keys(self, groups: Sequence[Group]) -> None:
        """Show these groups of (key or word, meaning), with the cursor in the search."""
        self._remember()
        self._groups = tuple(groups)
        self.search.set_text("")
        self._fill()
        self.place()
        self.show()
        self.raise_()
        self.search.edit.setFocus()

    def shown(self) -> list[str]:
        """The meanings that are listed now."""
        return [meaning for _, rows in self._found() for _, meaning in rows]

    def hideEvent(self, event: QHideEvent) -> None:
        """The focus goes back to where it was."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """At the end side of its window, over its whole height."""
        window = self.parentWidget()
        if window is None:
            return
        wide = min(px(WIDTH), window.width() - 2 * AIR)
        left = AIR if is_mirrored(self) else window.width() - wide - AIR
        self.setGeometry(left, AIR, wide, window.height() - 2 * AIR)

    def _searching(self) -> QWidget:
        holder = Fitting()
        column = QVBoxLayout(holder)
        column.setContentsMargins(PADDING - 1, 0, PADDING - 1, 12)
        column.addWidget(self.search)
        show_if(self.search, bool(self._words.search))
        return holder

    def _remember(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused

    def _found(self) -> list[Group]:
        """The rows that hold every word of the search, in their groups."""
        asked = self.search.text().casefold().split()
        found = [
            (title, [row for row in rows if all(word in f"{row[0]} {row[1]}".casefold() for word in asked)])
            for title, rows in self._groups
        ]
        return [(title, rows) for title, rows in found if rows]

    def _fill(self) -> None:
        self.clear()
        found = self._found()
        for title, rows in found:
            self.add(Label(title, "key", wrap=True))
            self.add(_words(rows) if title == self._words.words else _keys(rows))
        if not found:
            self.add(Label(self._words.nothing, ink="ink2", wrap=True))
        self.body.addStretch(1)


def _keys(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Keys beside what they do."""
    holder = Fitting()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, px(64))
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(rows):
        grid.addWidget(KeyHint(key), row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(meaning, "body", "ink2", wrap=True), row, 1)
    return holder


def _words(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Words above what they mean."""
    holder = Fitting()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 12)
    column.setSpacing(0)
    for word, meaning in rows:
        column.addWidget(Label(word, "label", wrap=True))
        column.addWidget(Label(meaning, "body", "ink2", wrap=True))
        column.addSpacing(8)
    return holder
