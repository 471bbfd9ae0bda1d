"""Papers on the desk: panels with a head and a body, tinted cards, dividers."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from oss_desk.ui.theme import px, theme
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, rule, smooth, state_width, tint_of

PADDING, SEEN_AIR = 16, 24
LOW_PANEL = 220


class Divider(QWidget):
    """A thin line between rows; dashed between parts of a slip, heavy before a total."""

    def __init__(self, kind: str = "thin", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedHeight(2 if kind == "heavy" else 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line over the whole width."""
        painter = smooth(self)
        if self._kind == "dashed":
            rule(painter, 0, self.width(), 0.5, dashed("edge", 1, (5, 4)))
        else:
            box(painter, self.rect(), "ink" if self._kind == "heavy" else "line", None, 0)
        painter.end()


class Paper(QFrame):
    """A white sheet with a thin border; elevation 1."""

    fill, border = "surface", "line"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet."""
        painter = smooth(self)
        box(painter, self.rect(), self.fill, self.border, theme().radius["panel"])
        painter.end()


class ScrollBody(QScrollArea):
    """A body that scrolls inside its paper and never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.content = QWidget()
        self.content.setObjectName("content")
        self.content.setAutoFillBackground(False)
        self.setWidget(self.content)
        self.setMinimumHeight(72)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._sought: tuple[QWidget, ...] = ()
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._follow_range)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar lies over the end of the content, so that nothing moves when it comes."""
        super().resizeEvent(event)
        self.content.setMaximumWidth(self.viewport().width())
        wide = 10
        left = 0 if is_mirrored(self) else self.width() - wide
        self._bar.setGeometry(left, 0, wide, self.height())

    def bring(self, *parts: QWidget) -> None:
        """Scroll until these parts of the content are seen, the last for certain; again when the height comes.

        Of a part that is higher than the room its upper edge is shown.
        """
        if not set(parts) <= set(self._sought):
            self._sought = parts
        self._seek()
        QTimer.singleShot(0, self, self._seek)

    def _seek(self) -> None:
        for widget in self._sought:
            if isValid(widget) and self.content.isAncestorOf(widget):
                self._show_part(widget)

    def _show_part(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, SEEN_AIR)
        top, bar = widget.mapTo(self.content, QPoint(0, 0)).y(), self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(max(top - SEEN_AIR, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls by hand looks at something else."""
        self._sought = ()
        super().wheelEvent(event)

    def _follow_range(self, least: int, most: int) -> None:
        self._bar.setRange(least, most)
        self._bar.setPageStep(self.viewport().height())
        self._bar.setSingleStep(24)
        self._bar.setVisible(most > least)
        self._bar.raise_()
        self._seek()


class Panel(Paper):
    """A paper with title, quiet words beside it, a line below it, something at the end, and a `body` layout."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        trailing: QWidget | Sequence[QWidget] | None = None,
        *,
        quiet: str = "",
        scroll: bool = False,
        flush: bool = False,
        ruled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.area: ScrollBody | None = None
        self._laid = False
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.title = Label(f"{title} {quiet}".strip(), "heading", quiet=quiet)
        self.subtitle = Label(subtitle, "body", "ink3", wrap=True)
        show_if(self.subtitle, bool(subtitle))
        self._head = self._make_head(trailing)
        show_if(self._head, bool(title or subtitle or trailing))
        self._outer.addWidget(self._head)
        self._rule = Divider()
        show_if(self._rule, ruled)
        self._outer.addWidget(self._rule)
        self.body = self._make_body(scroll)
        top = 0 if flush else (12 if ruled or not title else 4)
        self.body.setContentsMargins(
            QMargins(0, 0, 0, 0) if flush else QMargins(PADDING - 1, top, PADDING - 1, PADDING - 1)
        )
        self.body.setSpacing(0 if flush else 8)
        if title:
            self.setAccessibleName(title)

    def set_title(self, title: str, quiet: str = "") -> None:
        """Other words in the head."""
        self.title.setText(f"{title} {quiet}".strip())
        self.title.set_emphasis(quiet=quiet)
        self.setAccessibleName(title)
        show_if(self._head, True)

    def set_subtitle(self, subtitle: str) -> None:
        """Another second line, or none."""
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, bool(subtitle) and not self._is_low())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low paper that scrolls the second line of the head yields."""
        super().resizeEvent(event)
        self._laid = True
        show_if(self.subtitle, bool(self.subtitle.text()) and not self._is_low())

    def _is_low(self) -> bool:
        return self.area is not None and self._laid and self.height() < px(LOW_PANEL)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the body and give it back."""
        self.body.addWidget(widget)
        return widget

    def add_divider(self) -> None:
        """A line from edge to edge."""
        self.body.addWidget(Divider())

    def add_footer(self, widget: QWidget) -> None:
        """Something that stays at the foot when the body scrolls."""
        holder = QVBoxLayout()
        holder.setContentsMargins(PADDING - 1, 12, PADDING - 1, PADDING - 1)
        holder.addWidget(widget)
        self._outer.addLayout(holder)

    def clear(self) -> None:
        """Take everything out of the body."""
        clear_layout(self.body)

    def _make_head(self, trailing: QWidget | Sequence[QWidget] | None) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(PADDING - 1, 12, PADDING - 1, 12)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        row.addLayout(words, 1)
        for widget in [trailing] if isinstance(trailing, QWidget) else trailing or []:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _make_body(self, scroll: bool) -> QVBoxLayout:
        if not scroll:
            layout = QVBoxLayout()
            self._outer.addLayout(layout, 1)
            return layout
        self.area = ScrollBody()
        self._outer.addWidget(self.area, 1)
        return QVBoxLayout(self.area.content)


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take all widgets and layouts out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear_layout(inner)


class Card(Fitting):
    """A tinted box inside a paper: sign, bold title, a sentence, and what to press (ready to collect, yes today)."""

    def __init__(
        self, title: str, text: str = "", icon: str = "check", tone: str = "ready", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        ink = tint_of(tone)[0]
        if icon:
            row.addWidget(Sign(icon, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title, self.text = Label(title, "key", ink, wrap=True), Label(text, "body", ink, wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.text)
        show_if(self.text, bool(text))
        row.addLayout(words, 1)
        outer.addLayout(row)
        self.body, self._row = outer, row

    def put_at_end(self, widget: QWidget) -> None:
        """Something beside the words, at the end: the largest thing of the card."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, widget: QWidget) -> QWidget:
        """Something to press below the words."""
        self.body.addWidget(widget)
        return widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted box."""
        _, fill, border = tint_of(self._tone)
        painter = smooth(self)
        box(painter, self.rect(), fill, border, theme().radius["control"], state_width())
        painter.end()


class Frame(QFrame):
    """A plain frame inside a paper, with the border of a control or sunken, and a `body` layout."""

    def __init__(
        self, fill: str = "surface", border: str | None = "edge", padding: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fill, self._border = fill, border
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding + 1, padding + 1, padding + 1, padding + 1)
        self.body.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and border."""
        painter = smooth(self)
        box(painter, self.rect(), self._fill, self._border, theme().radius["control"])
        painter.end()
