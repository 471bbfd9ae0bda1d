"""Plain text on the window: its own line height, emphasis by ink and weight, cut short or wrapped, never clipped."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from oss_desk.ui.theme import color, font, line_height
from oss_desk.ui.theme.letters import readable
from oss_desk.ui.widgets.paint import is_mirrored, paper_ink
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import LEFT_TO_RIGHT, text_direction

ELLIPSIS = "…"
WRAPPED = 240
UNWRAPPED = 100_000
MEASURED: dict[object, tuple[int, float]] = {}
"""How high and wide texts were found to be, by everything that this depends on."""
MOST_MEASURED = 20_000


class Label(QLabel):
    """Text in a role of the type scale and an ink; `strong` and `quiet` name parts of it that are set off."""

    _fitted = 0
    _island = False

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "ink",
        *,
        wrap: bool = False,
        strong: str = "",
        quiet: str = "",
        tabular: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._ink, self._wrap, self._tabular = role, ink, wrap, tabular
        self._strong, self._quiet, self._strong_ink = strong, quiet, ""
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.set_wrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show this text as it is; nothing in it is read as markup."""
        super().setText(text)
        self.updateGeometry()
        self._hint_when_cut()

    def set_wrap(self, wrap: bool) -> None:
        """On as many lines as it needs, or cut to one."""
        self._wrap = wrap
        sideways = QSizePolicy.Policy.Expanding if wrap else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(sideways, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.updateGeometry()

    def set_ink(self, ink: str) -> None:
        """Another ink token."""
        self._ink = ink
        self.update()

    def set_role(self, role: str) -> None:
        """Another role of the type scale."""
        self._role = role
        self.updateGeometry()
        self.update()

    def set_emphasis(self, strong: str = "", quiet: str = "", strong_ink: str = "") -> None:
        """Which part of the text is bold and which is quiet; `strong_ink` gives the bold part another colour."""
        self._strong, self._quiet, self._strong_ink = strong, quiet, strong_ink
        self.update()

    def role_font(self) -> QFont:
        """The font it paints with."""
        return font(self._role, self._tabular)

    def hasHeightForWidth(self) -> bool:
        """Wrapped text grows downwards."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height that holds every line at this width."""
        return self._measured(width)[0]

    def sizeHint(self) -> QSize:
        """One line at its natural width; wrapped text asks for little and takes what is left."""
        widest = ceil(self._measured(UNWRAPPED)[1])
        wide = min(widest, WRAPPED) if self._wrap else widest
        return QSize(wide, self.heightForWidth(self._fitted or wide if self._wrap else wide))

    def minimumSizeHint(self) -> QSize:
        """A few letters: what does not fit is cut with three dots and told by the tool tip."""
        small = min(self.sizeHint().width(), 32 if not self._wrap else 64)
        return QSize(small, line_height(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip where it had to be cut; another width asks for another height."""
        super().resizeEvent(event)
        self._hint_when_cut()
        if self._wrap and event.size().width() != self._fitted:
            self._fitted = event.size().width()
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size may change how much room is needed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines one under the other on their own line height."""
        painter = QPainter(self)
        painter.setPen(color(paper_ink(self, self._ink if self.isEnabled() else "ink3")))
        layout, height, _ = self._lay_out(self.width(), self._shown())
        layout.draw(painter, QPointF(0, max((self.height() - height) / 2, 0)))
        painter.end()

    def _shown(self) -> str:
        if self._wrap or self._measured(UNWRAPPED)[1] <= self.width() + 0.5:
            return readable(self.text())
        return QFontMetricsF(self.role_font()).elidedText(
            readable(self.text()).replace("\n", " "), Qt.TextElideMode.ElideRight, self.width() + 0.5
        )

    def _hint_when_cut(self) -> None:
        if readable(self.text()) != self.text():
            self.setToolTip(own_words().spelt)
        elif not self._wrap and self.width() > 0:
            self.setToolTip(self.text() if self._shown().endswith(ELLIPSIS) and self._shown() != self.text() else "")

    def _measured(self, width: int) -> tuple[int, float]:
        """Height and widest line at this width, kept: a layout asks every label for the same many times over."""
        look = (self._role, self._tabular, self._strong, self._quiet, self._wrap, self._island)
        key = (self.text(), width, look, self.role_font().key(), is_mirrored(self))
        if key not in MEASURED:
            if len(MEASURED) >= MOST_MEASURED:
                MEASURED.clear()
            MEASURED[key] = self._lay_out(width)[1:]
        return MEASURED[key]

    def _lay_out(self, width: int, text: str | None = None) -> tuple[QTextLayout, int, float]:
        """The lines, their height together and the widest; every base line on the grid of the role."""
        shown = readable(self.text()) if text is None else text
        layout = QTextLayout(shown.replace("\n", "\u2028"), self.role_font())
        layout.setTextOption(self._option(shown))
        layout.setFormats(self._formats(shown))
        step, metrics = line_height(self._role), QFontMetricsF(self.role_font())
        base = (step - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        top, widest = 0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top + base - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
            top += step
        layout.endLayout()
        return layout, max(top, step), widest

    def _option(self, text: str) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._wrap else QTextOption.WrapMode.NoWrap
        )
        option.setTextDirection(LEFT_TO_RIGHT if self._island else text_direction(text, is_mirrored(self)))
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if is_mirrored(self) and side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight):
            swap = {Qt.AlignmentFlag.AlignLeft: Qt.AlignmentFlag.AlignRight}
            side = swap.get(side, Qt.AlignmentFlag.AlignLeft)
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        return option

    def _formats(self, text: str) -> list[QTextLayout.FormatRange]:
        wanted = ((self._strong, "key", self._strong_ink), (self._quiet, "", "ink3"))
        return [part for words, weight, ink in wanted if (part := self._range(text, words, weight, ink)) is not None]

    def _range(self, text: str, words: str, weight: str, ink: str) -> QTextLayout.FormatRange | None:
        start = text.find(words) if words else -1
        if start < 0:
            return None
        part = QTextLayout.FormatRange()
        part.start, part.length = start, len(words)
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.DemiBold if weight else QFont.Weight.Normal)
        if ink:
            style.setForeground(color(paper_ink(self, ink)))
        part.format = style
        return part


class Amount(Label):
    """An amount, already written out: digits of equal width, at the end side, never turned round."""

    _island = True

    def __init__(self, text: str = "", role: str = "body", ink: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(text, role, ink, tabular=True, align=Qt.AlignmentFlag.AlignRight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """An amount is never cut."""
        return self.sizeHint()


class Number(Label):
    """What is read aloud: a case, receipt or identity number, in letters of equal width, never cut."""

    _island = True

    def __init__(self, text: str = "", ink: str = "ink", role: str = "number", parent: QWidget | None = None) -> None:
        super().__init__(text, role, ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A number is never cut."""
        return self.sizeHint()
