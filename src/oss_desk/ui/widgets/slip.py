"""The slip: a paper with a torn lower edge that says what will be true, printed or sent if the official goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, theme
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.paint import ON_PAPER, smooth
from oss_desk.ui.widgets.panel import Divider, ScrollBody, clear_layout

ARC_WIDE, ARC_DEEP = 16, 5


class Slip(QFrame):
    """Title and quiet line, a scrolling `body` layout, and a `total` block that always stays in sight."""

    def __init__(
        self, title: str = "", subtitle: str = "", trailing: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, ARC_DEEP + 8)
        outer.setSpacing(0)
        self._folded = False
        self.title, self.subtitle = Label("", "heading"), Label("", "body", "ink3", wrap=True)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 11, 16, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        if trailing is not None:
            head.addWidget(trailing)
        outer.addWidget(self._head)
        self._area = ScrollBody()
        self.body = QVBoxLayout(self._area.content)
        self.body.setContentsMargins(16, 2, 16, 8)
        self.body.setSpacing(8)
        outer.addWidget(self._area, 1)
        self._total = QWidget()
        self.total = QVBoxLayout(self._total)
        self.total.setContentsMargins(16, 0, 16, 6)
        self.total.setSpacing(8)
        outer.addWidget(self._total)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_title(title, subtitle)

    def set_paper(self, paper: bool) -> None:
        """Whether it previews real paper, which is white with black letters in every theme."""
        if paper != bool(self.property(ON_PAPER)):
            self.setProperty(ON_PAPER, paper)
            self.update()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Other words at the top."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, bool(subtitle))
        show_if(self._head, bool(title or subtitle) and not self._folded)
        self.setAccessibleName(title)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the body and give it back."""
        self.body.addWidget(widget)
        return widget

    def add_tear(self) -> None:
        """A dashed line between two parts."""
        self.body.addSpacing(4)
        self.body.addWidget(Divider("dashed"))
        self.body.addSpacing(4)

    def add_stretch(self) -> None:
        """Push what was added to the top."""
        self.body.addStretch(1)

    def clear(self) -> None:
        """Take everything out of the body and the total block."""
        clear_layout(self.body)
        clear_layout(self.total)

    def set_total(self, words: str, amount: str, later: str = "") -> None:
        """The total: heavy rule, words, what comes later, and the amount as the largest thing."""
        clear_layout(self.total)
        self.total.addWidget(Divider("heavy"))
        row = QHBoxLayout()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(Label(words, "key"))
        if later:
            left.addWidget(Label(later, "body", "ink3"))
        row.addLayout(left, 1)
        row.addWidget(Amount(amount, "total"))
        self.total.addLayout(row)

    def set_folded(self, folded: bool) -> None:
        """In a narrow window only the total block stays."""
        self._folded = folded
        show_if(self._area, not folded)
        self.total.setContentsMargins(16, 12 if folded else 0, 16, 6)
        show_if(self._head, not folded and bool(self.title.text()))
        policy = QSizePolicy.Policy.Maximum if folded else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)

    def sizeHint(self) -> QSize:
        """324 wide unless the page says otherwise."""
        return QSize(324, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper with its torn edge."""
        painter = smooth(self)
        painter.setPen(QPen(color("line"), 1))
        painter.setBrush(color("paper" if self.property(ON_PAPER) else "surface"))
        painter.drawPath(self._outline())
        edge = QColor(color("edge"))
        edge.setAlphaF(0.7)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._edge())
        painter.end()

    def _arcs(self) -> tuple[int, float, float]:
        """How many arcs, how wide, and where they begin below."""
        wide = self.width() - 1.0
        count = max(round(wide / ARC_WIDE), 1)
        return count, wide / count, self.height() - ARC_DEEP - 1.5

    def _edge(self) -> QPainterPath:
        count, step, y = self._arcs()
        path = QPainterPath(QPointF(0.5, y - 3))
        path.lineTo(0.5, y)
        for i in range(count):
            path.quadTo(0.5 + step * (i + 0.5), y + 2 * ARC_DEEP, 0.5 + step * (i + 1), y)
        path.lineTo(0.5 + step * count, y - 3)
        return path

    def _outline(self) -> QPainterPath:
        count, step, y = self._arcs()
        radius, right = theme().radius["panel"], self.width() - 0.5
        path = QPainterPath(QPointF(0.5, y))
        path.lineTo(0.5, radius)
        path.arcTo(QRectF(0.5, 0.5, 2 * radius, 2 * radius), 180, -90)
        path.arcTo(QRectF(right - 2 * radius, 0.5, 2 * radius, 2 * radius), 90, -90)
        path.lineTo(right, y)
        for i in range(count):
            path.quadTo(right - step * (i + 0.5), y + 2 * ARC_DEEP, right - step * (i + 1), y)
        return path


class Pairs(Fitting):
    """Quiet words and what they say, in two columns (Gets, Ready, Authority)."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
        label_width: int = 88,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        for pair in pairs:
            self.add(*pair)

    def add(self, label: str, value: str, tone: str = "") -> Label:
        """One more pair; `tone` is strong, wait, stop or ready."""
        row = self._grid.rowCount()
        role, ink = ("key", "ink" if tone == "strong" else tone) if tone else ("body", "ink")
        shown = Label(value, role, ink, wrap=True)
        self._grid.addWidget(Label(label, "body", "ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)
        return shown


class FeeLine(Fitting):
    """One fee: name and worked steps, the amount at the end, its law below."""

    def __init__(
        self,
        name: str,
        amount: str,
        worked: str = "",
        law: str = "",
        *,
        strong: bool = False,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(f"{name} {worked}".strip(), "key" if strong else "body", wrap=True, quiet=worked), 1)
        row.addWidget(Amount(amount, "key" if strong else "body", tone), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        if law:
            outer.addWidget(Label(law, "body", "ink3", wrap=True))
