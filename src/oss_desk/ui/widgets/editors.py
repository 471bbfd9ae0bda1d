"""What a field is typed or chosen in: one line, several lines, a chooser, a date; all in the same frame."""

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from oss_desk.ui.theme import font, px, theme
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import write

PAUSE_MS = 1500
"""After this long other letters begin another search."""
_WORD = re.compile(r"\W+")
CTRL = Qt.KeyboardModifier.ControlModifier.value


class EditorFrame(QFrame):
    """The frame of a field, 40 high: quiet when locked, thick and red when wrong; the focus ring goes round it."""

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong, self._locked = False, False
        self.setProperty("ring", "outer")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 4, 0)
        self.row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(px(theme().height["field"]))

    def set_wrong(self, wrong: bool) -> None:
        """Whether what stands in it is wrong."""
        self._wrong = wrong
        self.update()

    def set_locked(self, locked: bool) -> None:
        """Whether it can only be read."""
        self._locked = locked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = smooth(self)
        border = "stop" if self._wrong else "line" if self._locked else "edge"
        fill = "sunken" if self._locked else "surface"
        box(painter, self.rect(), fill, border, theme().radius["control"], 2 if self._wrong else 1)
        painter.end()

    def _watch(self, inner: QWidget) -> None:
        self.setFocusProxy(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves for another widget of the window."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in stays:
                self.left.emit()
        return False


class LineEditor(EditorFrame):
    """One line: text, number, money (to the end side), password with an eye, masked until it is entered."""

    def __init__(
        self,
        kind: str = "text",
        mono: bool = False,
        show: str = "",
        hide: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._show, self._hide = show or own_words().show, hide or own_words().hide
        self.edit = QLineEdit()
        self.edit.setFont(font("number" if mono else "body", tabular=kind in ("number", "money")))
        self.edit.setFrame(False)
        self.edit.textEdited.connect(lambda _: self.changed.emit())
        self.edit.returnPressed.connect(self.entered)
        self.row.addWidget(self.edit, 1)
        self._watch(self.edit)
        self._lock = Sign("lock", "ink3", 18)
        self._lock.hide()
        if kind in ("password", "masked"):
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.eye = IconButton("eye", self._show)
            self.eye.clicked.connect(self._turn_eye)
            self.row.addWidget(self.eye)
        self.row.addWidget(self._lock)
        if kind in ("number", "money"):
            self.row.setContentsMargins(12, 0, 12, 0)
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def text(self) -> str:
        """What was typed, without spaces around it."""
        return self.edit.text().strip() if self.kind != "password" else self.edit.text()

    def set_text(self, text: str) -> None:
        """Put this in without telling anybody."""
        self.edit.setText(text)
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)

    def set_locked(self, locked: bool) -> None:
        """Locked fields are quiet and carry a lock."""
        super().set_locked(locked)
        self.edit.setReadOnly(locked)
        self._lock.setVisible(locked)
        self.row.setContentsMargins(12, 0, 12 if locked else 4, 0)

    def _turn_eye(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.eye.set_icon("eye" if hidden else "eye-off", self._show if hidden else self._hide)


class TextEditor(EditorFrame):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.textChanged.connect(self._told)
        self._silent = False
        self.edit.document().setDocumentMargin(0)
        self.row.setContentsMargins(12, 9, 4, 9)
        self.row.addWidget(self.edit)
        self.setFixedHeight(px(20) * lines + 20)
        self._watch(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put this in without telling anybody."""
        self._silent = True
        self.edit.setPlainText(text)
        self._silent = False

    def set_locked(self, locked: bool) -> None:
        """Locked fields can be read and copied."""
        super().set_locked(locked)
        self.edit.setReadOnly(locked)

    def _told(self) -> None:
        if not self._silent:
            self.changed.emit()


class _Sought(QListView):
    """The list of a chooser: letters typed one after the other find what begins with them, else a word that does."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._since = "", QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:
        """Go to the first choice that fits; after a pause, or where nothing fits, the search begins anew."""
        if not self._since.isValid() or self._since.hasExpired(PAUSE_MS):
            self._typed = ""
        self._since.start()
        found = self._first(plain(self._typed + search))
        self._typed = self._typed + search if found is not None else search
        found = self._first(plain(search)) if found is None else found
        if found is not None:
            self.setCurrentIndex(self.model().index(found, self.modelColumn()))

    def _first(self, typed: str) -> int | None:
        model = self.model()
        words = [plain(str(model.index(row, self.modelColumn()).data() or "")) for row in range(model.rowCount())]
        first = next((row for row, one in enumerate(words) if typed and one.startswith(typed)), None)
        inside = (row for row, one in enumerate(words) if typed and f" {typed}" in " ".join(_WORD.split(one)))
        return next(inside, None) if first is None else first


def plain(words: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Chooser(QComboBox):
    """One of several, opened with a press, the down key or first letters; Enter opens it, or goes on once chosen."""

    entered = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]] = (), empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        view = _Sought()
        view.setObjectName("popup")
        self.setView(view)
        self._wrong = False
        self.setFont(font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.set_choices(choices, empty)

    def set_choices(self, choices: Sequence[tuple[str, str]], empty: str = "") -> None:
        """These choices, (id, words); before one is chosen `empty` is shown."""
        self.clear()
        self.setPlaceholderText(empty)
        for identity, words in choices:
            self.addItem(words, identity)
        self.setCurrentIndex(-1)

    def value(self) -> str:
        """The id that is chosen, "" when none is."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose this id; an unknown one chooses nothing."""
        self.setCurrentIndex(self.findData(value))

    def set_wrong(self, wrong: bool) -> None:
        """Whether the choice is wrong."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a field."""
        widest = max(
            (QFontMetrics(self.font()).horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=80
        )
        return QSize(widest + 52, px(theme().height["field"]))

    def minimumSizeHint(self) -> QSize:
        """Words are cut where there is no room."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it while nothing is chosen, and goes on afterwards."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers().value & CTRL:
            super().keyPressEvent(event)
        elif self.currentIndex() < 0:
            self.showPopup()
        else:
            self.entered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page and never changes an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, words and the sign that it opens."""
        painter = smooth(self)
        border = "stop" if self._wrong else "edge" if self.isEnabled() else "line"
        fill = "surface" if self.isEnabled() else "sunken"
        box(painter, self.rect(), fill, border, theme().radius["control"], 2 if self._wrong else 1)
        chosen = self.currentIndex() >= 0
        turned = is_mirrored(self)
        room = QRect(36 if turned else 12, 0, self.width() - 48, self.height())
        words = self.currentText() if chosen else self.placeholderText()
        write(painter, self, room, words, "body", "ink" if chosen and self.isEnabled() else "ink3", "start")
        place = QRect(8 if turned else self.width() - 32, 0, 24, self.height())
        sign(painter, "chevron-down", "ink2", 16, place, self.devicePixelRatioF())
        painter.end()
