"""The list of keys that F1 opens at the end side of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import KeyHint
from oss_desk.ui.widgets.paint import is_mirrored
from oss_desk.ui.widgets.panel import Panel

WIDTH = 400


class HelpPanel(Panel):
    """Keys of the page first, then those of the whole window; Escape or the sign closes it."""

    def __init__(self, title: str, close: str, parent: QWidget) -> None:
        self.close_button = IconButton("close", close)
        super().__init__(title, trailing=self.close_button, ruled=True, scroll=True, parent=parent)
        self.border = "edge"
        self.close_button.clicked.connect(self.hide)
        self._before: QWidget | None = None
        self.hide()

    def show_keys(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show these groups of (key, meaning) and take the focus."""
        self.clear()
        self._remember()
        for title, keys in groups:
            if keys:
                self.add(Label(title, "key"))
                self.add(_table(keys))
        self.body.addStretch(1)
        self.place()
        self.show()
        self.raise_()
        self.close_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """The focus goes back to where it was."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused

    def place(self) -> None:
        """At the end side of its window, over its whole height."""
        window = self.parentWidget()
        if window is None:
            return
        wide = min(WIDTH, window.width() - 32)
        left = 16 if is_mirrored(self) else window.width() - wide - 16
        self.setGeometry(left, 16, wide, window.height() - 32)


def _table(keys: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 64)
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(KeyHint(key), row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(meaning, "body", "ink2", wrap=True), row, 1)
    return holder
