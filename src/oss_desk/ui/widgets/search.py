"""The one search box: sign, words, scan sign, its key, and what was found in groups below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import font, px, theme
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import KeyHint, Sign
from oss_desk.ui.widgets.paint import box, smooth
from oss_desk.ui.widgets.panel import ScrollBody, clear_layout
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import advance

PAUSE_MS = 150


@dataclass(frozen=True)
class Hit:
    """One thing that was found; `value` comes back when it is chosen."""

    value: object
    title: str
    second: str = ""
    end: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind: citizens, cases, receipts, services."""

    title: str
    hits: tuple[Hit, ...] = ()


class SearchBox(QFrame):
    """`asked` comes a moment after the last key, `chosen` with the value of a hit, `entered` with the text when Enter
    is pressed before its answer is there (a scan ends with Enter); the first hit is then chosen as soon as it comes.
    Results are shown with `show_results`."""

    asked = Signal(str)
    chosen = Signal(object)
    entered = Signal(str)

    def __init__(
        self,
        placeholder: str,
        name: str = "",
        short: str = "",
        key_hint: str = "F2",
        *,
        scan: bool = True,
        clear: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ring", "outer")
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setFont(font("body"))
        self._placeholder, self._short = placeholder, short or placeholder
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name or placeholder)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text()))
        self._clear = IconButton("close", clear or own_words().clear)
        self._clear.clicked.connect(self.clear)
        self._results = _Results(self)
        self._answered, self._taking = "", ""
        self._lay_out(scan, key_hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What was typed or scanned."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put this in without asking."""
        self.edit.setText(text)
        self._clear.setVisible(bool(text))

    def clear(self) -> None:
        """Empty it, close what was found, and tell."""
        self._pause.stop()
        self.set_text("")
        self.close_results()
        self.asked.emit("")

    def show_results(self, groups: Sequence[Group], nothing: str = "", asked: str | None = None) -> None:
        """Open what was found below the box; with nothing found, `nothing` is said there.

        `asked` is the text it is the answer to: one to a text that stands there no more is not shown.
        """
        text = self.text()
        if asked not in (None, text):
            return
        self._answered = text
        hits = [hit for group in groups for hit in group.hits]
        taking, self._taking = self._taking, ""
        if hits and taking and taking == text:
            self.choose(hits[0].value)
        elif text and (nothing or hits):
            self._results.show_groups(groups, nothing)
        else:
            self.close_results()

    def close_results(self) -> None:
        """Close what was found."""
        self._results.hide()

    def results(self) -> "QFrame":
        """The sheet with what was found."""
        return self._results

    def choose(self, value: object) -> None:
        """A hit was chosen."""
        self._pause.stop()
        self.close_results()
        self.set_text("")
        self.chosen.emit(value)

    def sizeHint(self) -> QSize:
        """392 wide, 44 high."""
        return QSize(392, px(44))

    def minimumSizeHint(self) -> QSize:
        """At least some words."""
        return QSize(160, px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is no room for all."""
        super().resizeEvent(event)
        fits = advance(self._placeholder, "body") <= self._room()
        self.edit.setPlaceholderText(self._placeholder if fits else self._short)

    def _room(self) -> int:
        """How much of the width is left for words."""
        layout = self.layout()
        taken = 0 if layout is None else layout.minimumSize().width() - self.edit.minimumSizeHint().width()
        return self.width() - taken

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk through what was found, Enter takes it, Escape closes it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        if event.type() == QEvent.Type.FocusOut:
            self._taking = ""
            self._results.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["control"])
        painter.end()

    def _lay_out(self, scan: bool, key_hint: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(Sign("search", "ink2", 20))
        row.addWidget(self.edit, 1)
        row.addWidget(self._clear)
        self._clear.hide()
        if scan:
            row.addWidget(Sign("scan", "ink2", 20))
        if key_hint:
            row.addWidget(KeyHint(key_hint))

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._taking = ""
        self._pause.start()

    def _key(self, key: int) -> bool:
        shown = self._results.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and shown:
            self._results.walk(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(shown)
        if key == Qt.Key.Key_Escape and (shown or self.text()):
            self.clear()
            return True
        return False

    def _enter(self, shown: bool) -> bool:
        row = self._results.current() if shown else None
        if row is not None and self._answered == self.text():
            self.choose(row.value)
        elif self.text():
            self._pause.stop()
            self._taking = self.text()
            self.entered.emit(self.text())
        return True


class _Results(QFrame):
    """The sheet below the search box; it never takes the focus from it."""

    def __init__(self, search: SearchBox) -> None:
        super().__init__(search)
        self._search, self._rows, self._at = search, list[ListRow](), 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 6, 1, 6)
        area = ScrollBody()
        outer.addWidget(area)
        self._body = QVBoxLayout(area.content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self.hide()

    def show_groups(self, groups: Sequence[Group], nothing: str) -> None:
        """Draw it anew; hidden meanwhile, since what is put into a sheet that is seen has no height yet."""
        self.hide()
        clear_layout(self._body)
        self._rows, self._at = [], 0
        for group in groups:
            if group.hits:
                self._add(group)
        if not self._rows:
            self._title(nothing, "body")
        self._body.addStretch(1)
        self._mark()
        self._place()

    def walk(self, by: int) -> None:
        if self._rows:
            self._at = (self._at + by) % len(self._rows)
            self._mark()

    def current(self) -> ListRow | None:
        return self._rows[self._at] if self._rows else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["control"])
        painter.end()

    def _add(self, group: Group) -> None:
        self._title(group.title, "key")
        for hit in group.hits:
            lead = Sign(hit.icon, "ink2") if hit.icon else None
            row = ListRow(hit.title, hit.second, hit.end or None, value=hit.value, lead=lead)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.clicked.connect(lambda _=False, value=hit.value: self._search.choose(value))
            self._rows.append(row)
            self._body.addWidget(row)

    def _title(self, words: str, role: str) -> None:
        label = Label(words, role, "ink3", wrap=True)
        label.setContentsMargins(0, 0, 0, 0)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 8, 16, 4)
        holder.addWidget(label)
        self._body.addLayout(holder)

    def _mark(self) -> None:
        for number, row in enumerate(self._rows):
            row.set_chosen(number == self._at)
        if self._rows:
            self._search.edit.setAccessibleDescription(self._rows[self._at].accessibleName())

    def _place(self) -> None:
        window = self._search.window()
        self.setParent(window)
        top = self._search.mapTo(window, QPoint(0, self._search.height() + 6))
        wide = min(max(self._search.width(), px(560)), window.width() - 32)
        left = (
            top.x()
            if self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            else top.x() + self._search.width() - wide
        )
        high = min(self._body.totalHeightForWidth(wide - 2) + 16, window.height() - top.y() - 24)
        self.setGeometry(max(left, 8), top.y(), wide, high)
        self.raise_()
        self.show()
