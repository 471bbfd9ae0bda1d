"""Cash counted by coins and notes, or only by its sum; whoever counts sees nothing but what she counted."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.money.shifts import Counted
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.editors import LineEditor
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.segments import Segments
from oss_desk.workflows.typed import read_amount

ROWS = 8
MOST = 99_999


class Count(QWidget):
    """`changed` comes with each key, `entered` on Enter in the last place."""

    changed = Signal()
    entered = Signal()

    def __init__(self, here: Here, pieces: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = here.language.text
        self._here, self._pieces = here, tuple(pieces)
        self._many: dict[int, LineEditor] = {}
        self._amounts: dict[int, Amount] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        ways = [("pieces", say("By coins and notes")), ("sum", say("Only the sum"))]
        self.way = Segments(ways, "pieces" if pieces else "sum", name=say("How it is counted"))
        self.way.changed.connect(lambda _: self._turned())
        outer.addWidget(self.way)
        self.way.setVisible(bool(pieces))
        self._by_pieces = self._grid()
        outer.addWidget(self._by_pieces)
        check = partial(here.no_amount, currency=here.office.money)
        self.sum = Field(say("Cash in the till"), "money", check=check)
        self.sum.changed.connect(lambda _: self.changed.emit())
        self.sum.entered.connect(self.entered)
        outer.addWidget(self.sum)
        self._total = Amount("", "total")
        self._together = beside(Label(say("Counted"), "key"), 1, self._total)
        outer.addWidget(self._together)
        self._turned()

    def start(self) -> None:
        """Put the cursor where the count begins."""
        first = next(iter(self._many.values()), None)
        if first is not None and self.way.value() == "pieces":
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sum.focus()

    def counted(self) -> Counted | None:
        """What was counted; None while nothing is."""
        if self.way.value() == "sum":
            amount = read_amount(self.sum.text(), self._here.office.money)
            return Counted(amount.minor) if amount is not None and amount.minor >= 0 else None
        pieces = {piece: many for piece in self._many if (many := self._of(piece))}
        touched = any(editor.edit.text() for editor in self._many.values())
        return Counted(sum(piece * many for piece, many in pieces.items()), pieces) if touched else None

    def missing(self) -> str:
        """What is still missing, in a sentence."""
        return "" if self.counted() is not None else self._here.language.text("The cash is not counted yet")

    def _of(self, piece: int) -> int:
        text = self._many[piece].edit.text().strip()
        return min(int(text), MOST) if text.isdecimal() else 0

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, piece in enumerate(self._pieces):
            row, column = place % ROWS, place // ROWS * 5
            grid.addWidget(Amount(self._named(piece), "key"), row, column)
            grid.addWidget(Label("×", ink="ink3"), row, column + 1)
            grid.addWidget(self._editor(piece), row, column + 2)
            self._amounts[piece] = Amount("", "body", "ink2")
            grid.addWidget(self._amounts[piece], row, column + 3)
            grid.setColumnMinimumWidth(column + 3, 72)
            grid.setColumnStretch(column + 4, 1)
        return holder

    def _editor(self, piece: int) -> LineEditor:
        editor = LineEditor("number")
        editor.edit.setMaxLength(5)
        editor.setFixedWidth(88)
        words = self._here.language.text("How many of {piece}", piece=self._named(piece))
        editor.edit.setAccessibleName(words)
        editor.changed.connect(self._told)
        editor.entered.connect(lambda: self._after(piece))
        self._many[piece] = editor
        return editor

    def _after(self, piece: int) -> None:
        """Enter leads to the next piece, and from the last one on."""
        following = self._pieces[self._pieces.index(piece) + 1 :]
        if following:
            self._many[following[0]].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entered.emit()

    def _named(self, piece: int) -> str:
        money = Money(piece, self._here.office.money)
        whole = piece % 10**money.currency.exponent == 0
        return self._here.language.number(money.amount) if whole else self._here.language.amount(money)

    def _told(self) -> None:
        money = self._here.office.money
        for piece, amount in self._amounts.items():
            many = self._of(piece)
            amount.setText(self._here.language.amount(Money(piece * many, money)) if many else "")
        counted = self.counted()
        self._total.setText(self._here.money(Money(counted.amount, money)) if counted is not None else "–")
        self.changed.emit()

    def _turned(self) -> None:
        by_pieces = self.way.value() == "pieces" and bool(self._pieces)
        self._by_pieces.setVisible(by_pieces)
        self._together.setVisible(by_pieces)
        self.sum.setVisible(not by_pieces)
        self._told()
