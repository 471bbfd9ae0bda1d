"""The one filled button of a page, always under the slip: ready, working with a Stop, or saying what is missing."""

from PySide6.QtCore import QElapsedTimer, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import font, line_height, px, theme
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import advance, write, write_lines

STOP_AFTER_MS = 1000
LEGAL = "F9"


class _Stop(Once, QPushButton):
    """The way out of work that takes long, on the dark face of the button."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a light frame with its word."""
        painter = smooth(self)
        over = self.underMouse() or self.isDown()
        box(painter, self.rect(), "river" if over else None, "on-river", theme().radius["control"])
        write(painter, self, self.rect(), self.text(), "label", "on-river")
        painter.end()


class NextAction(Once, QPushButton):
    """What happens next. `triggered` comes once for however many presses, until `set_ready` is called again."""

    triggered = Signal()
    stopped = Signal()

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        key_hint: str = "",
        icon: str = "chevron-end",
        *,
        money: bool = False,
        stop_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._subtitle, self._hint, self._icon, self._money = title, subtitle, key_hint, icon, money
        self._state, self._fired, self._more = "ready", False, 0
        self._watch, self._ticks = QElapsedTimer(), QTimer(self)
        self._ticks.timeout.connect(self._tick)
        self.stop_button = _Stop(stop_text or own_words().stop, self)
        self.stop_button.clicked.connect(self.stopped)
        self.stop_button.hide()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.trigger)
        self._name()

    @property
    def state(self) -> str:
        """ready, working or not-yet."""
        return self._state

    @property
    def key_hint(self) -> str:
        """The key that presses it."""
        return self._hint

    def set_ready(
        self,
        title: str | None = None,
        subtitle: str | None = None,
        key_hint: str | None = None,
        icon: str | None = None,
    ) -> None:
        """It can be pressed (again); what is not given stays."""
        self._title = self._title if title is None else title
        self._subtitle = self._subtitle if subtitle is None else subtitle
        self._hint = self._hint if key_hint is None else key_hint
        self._icon = self._icon if icon is None else icon
        self._fired = False
        self._become("ready")

    def set_working(self, title: str, can_stop: bool = False) -> None:
        """It runs: the label says so with the seconds; after one second a Stop appears where stopping is possible."""
        self._title, self._can_stop = title, can_stop
        self._watch.start()
        self._ticks.start(250)
        self._become("working")

    def set_not_yet(self, title: str, missing: str, key_hint: str | None = None) -> None:
        """It cannot be pressed yet, because this is missing."""
        self._title, self._subtitle = title, missing
        self._hint = self._hint if key_hint is None else key_hint
        self._become("not-yet")

    def trigger(self) -> None:
        """Press it, by pointer or by key; a second press of the same readiness does nothing."""
        if self._state == "ready" and not self._fired and self.isVisibleTo(self.window()):
            self._fired = True
            self.triggered.emit()

    def takes_enter(self) -> bool:
        """What has legal effect waits for its own key, or for a press."""
        return self._hint != LEGAL and super().takes_enter()

    def sizeHint(self) -> QSize:
        """Title, key and sign; higher where money is taken."""
        height = theme().height["money" if self._money else "next"]
        return QSize(self._words_width() + self._end_width() + 48, px(height) + self._more)

    def minimumSizeHint(self) -> QSize:
        """The title may be cut, the height never."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the Stop at its end; words that do not fit in the new width need another line."""
        super().resizeEvent(event)
        self._place_stop()
        self._fit()

    def _room(self) -> int:
        return max(self.width() - 32 - self._end_width(), 1)

    def _fit(self) -> None:
        """Words are never cut: each part takes as many lines as it needs, and the button grows with them."""
        lines = _lines(self._title, "strong", self._room())
        if self._two_lines():
            lines += _lines(self._subtitle, "body", self._room())
        more = max(lines - 2, 0) * line_height("body")
        if more != self._more:
            self._more = more
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face of the state it is in."""
        painter = smooth(self)
        box(painter, self.rect(), self._fill(), "line" if self._state == "not-yet" else None, theme().radius["panel"])
        ink = "ink3" if self._state == "not-yet" else "on-river"
        end = self._draw_end(painter, ink)
        self._draw_words(painter, ink, end)
        painter.end()

    def _become(self, state: str) -> None:
        self._state = state
        self.setEnabled(True)
        if state != "working":
            self._ticks.stop()
            self.stop_button.hide()
        self.setCursor(Qt.CursorShape.PointingHandCursor if state == "ready" else Qt.CursorShape.ArrowCursor)
        self._name()
        self._fit()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._subtitle)

    def _tick(self) -> None:
        if self._can_stop and self._watch.elapsed() >= STOP_AFTER_MS and not self.stop_button.isVisible():
            self._place_stop()
            self.stop_button.show()
        self.update()

    def _place_stop(self) -> None:
        wide = QFontMetrics(font("label")).horizontalAdvance(self.stop_button.text()) + 24
        high = px(theme().height["control"])
        left = 12 if is_mirrored(self) else self.width() - wide - 12
        self.stop_button.setGeometry(left, (self.height() - high) // 2, wide, high)

    def _shown_title(self) -> str:
        seconds = self._watch.elapsed() // 1000 if self._state == "working" else 0
        return f"{self._title}, {seconds} s" if seconds else self._title

    def _fill(self) -> str:
        if self._state == "not-yet":
            return "surface"
        if self._state == "working":
            return "river-press"
        return "river-press" if self.isDown() else "river-hover" if self.underMouse() else "river"

    def _two_lines(self) -> bool:
        return bool(self._subtitle) and self._state != "working"

    def _words_width(self) -> int:
        title = QFontMetrics(font("strong")).horizontalAdvance(self._title)
        return max(title, QFontMetrics(font("body")).horizontalAdvance(self._subtitle) if self._two_lines() else 0)

    def _end_width(self) -> int:
        return QFontMetrics(font("body")).horizontalAdvance(self._hint) + px(20) + 24

    def _draw_end(self, painter: QPainter, ink: str) -> int:
        """Sign and key at the end; returns how much room they took."""
        if self._state == "working":
            return self.stop_button.width() + 24 if self.stop_button.isVisible() else 16
        used = 16
        if self._icon and self._state == "ready":
            sign(painter, self._icon, ink, 20, self._from_end(used, px(20)), self.devicePixelRatioF())
            used += px(20) + 12
        if self._hint:
            role = "label" if self._state == "ready" else "body"
            wide = advance(self._hint, role) + 1
            write(painter, self, self._from_end(used, wide), self._hint, role, ink, ltr=True)
            used += wide + 12
        return used

    def _draw_words(self, painter: QPainter, ink: str, end: int) -> None:
        room = max(self.width() - 16 - end, 1)
        step, title = line_height("body") + (4 if self._money else 0), self._shown_title()
        two, role = self._two_lines(), "label" if self._money else "body"
        upper = _lines(title, "strong", room) * step
        lower = _lines(self._subtitle, role, room) * line_height("body") if two else 0
        top = (self.height() - upper - lower) // 2
        self._part(painter, title, "strong", ink, QRect(0, top, room, upper))
        if two:
            quiet = "ink2" if self._state == "not-yet" else ink
            self._part(painter, self._subtitle, role, quiet, QRect(0, top + upper, room, lower))

    def _part(self, painter: QPainter, words: str, role: str, ink: str, rect: QRect) -> None:
        left = self.width() - 16 - rect.width() if is_mirrored(self) else 16
        write_lines(painter, self, QRect(left, rect.y(), rect.width(), rect.height()), words, role, ink)

    def _from_end(self, x: int, width: int) -> QRect:
        left = x if is_mirrored(self) else self.width() - x - width
        return QRect(left, 0, width, self.height())


def _lines(words: str, role: str, room: int) -> int:
    """How many lines these words take in this width."""
    metrics = QFontMetrics(font(role))
    high = metrics.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), words).height()
    return max(round(high / metrics.lineSpacing()), 1)
