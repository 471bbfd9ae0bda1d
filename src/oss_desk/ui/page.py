"""What every page of the window is: a line, papers in columns, a slip with the next action, keys by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oss_desk.language import Language
from oss_desk.ui.appearance import Appearance
from oss_desk.ui.tasks import Tasks
from oss_desk.ui.theme import px, theme
from oss_desk.ui.unsaved import Unsaved
from oss_desk.ui.widgets.bar import SummaryBar
from oss_desk.ui.widgets.next_action import NextAction
from oss_desk.ui.widgets.panel import Divider, ScrollBody, clear_layout
from oss_desk.ui.widgets.slip import Slip

if TYPE_CHECKING:
    from oss_desk.operations.program import Program

Room = Literal["wide", "medium", "narrow"]
MEDIUM_BELOW, NARROW_BELOW = 1180, 900
FIRST_IN_MEDIUM, SLIP_IN_MEDIUM = 224, 280
LOW_BELOW, LOW_LINE = 460, 40


def room_for(width: int) -> Room:
    """How much room a window of this width has; larger letters need more of it."""
    needed = px(1000) / 1000
    return "narrow" if width < NARROW_BELOW * needed else "medium" if width < MEDIUM_BELOW * needed else "wide"


@dataclass(frozen=True)
class Context:
    """What a page is made with: the open office, the lanes, the window's language, what is typed and not
    stored, the looks, and how the PIN of this session is set (None where a page stands alone)."""

    program: "Program"
    tasks: Tasks
    language: Language
    sentence: Callable[[BaseException], str]
    unsaved: Unsaved = field(default_factory=Unsaved)
    appearance: Appearance | None = None
    set_pin: Callable[[str], None] | None = None


class Column(ScrollBody):
    """Papers under each other; scrolls when they are higher than the window."""

    def __init__(self, *papers: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = QVBoxLayout(self.content)
        self.papers.setContentsMargins(0, 0, 0, 0)
        self.papers.setSpacing(12)
        for paper in papers:
            self.papers.addWidget(paper)

    def add(self, paper: QWidget, stretch: int = 0) -> QWidget:
        """One more paper below; one of them needs a stretch, or call `add_stretch`, lest they share the room."""
        self.papers.addWidget(paper, stretch)
        return paper

    def add_stretch(self) -> None:
        """Leave the rest of the column empty."""
        self.papers.addStretch(1)


class LineBar(QFrame):
    """The strip of 52 above the papers: what this is about, the stations, and Park or Back at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(theme().height["line"]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 0, 4, 0)
        self._row.setSpacing(16)
        self._low = False

    def set_low(self, low: bool) -> None:
        """Less air in a low window, but never less than what it shows."""
        self._low = low
        parts = [item.widget() for at in range(self._row.count()) if (item := self._row.itemAt(at)) is not None]
        least = max(px(LOW_LINE), *(part.minimumSizeHint().height() for part in parts if part is not None), 0)
        self.setFixedHeight(least if low else px(theme().height["line"]))

    def set_parts(
        self, lead: Sequence[QWidget] = (), middle: QWidget | None = None, trail: Sequence[QWidget] = ()
    ) -> None:
        """Show these; a thin rule parts what leads from the line in the middle."""
        clear_layout(self._row)
        for widget in lead:
            self._row.addWidget(widget)
        if middle is not None:
            if lead:
                self._row.addWidget(_upright())
            self._row.addWidget(middle, 1)
        else:
            self._row.addStretch(1)
        for widget in trail:
            self._row.addWidget(widget)
        if self._low:
            self.set_low(True)


def _upright() -> QWidget:
    rule = QFrame()
    rule.setFixedSize(1, px(24))
    inner = QVBoxLayout(rule)
    inner.setContentsMargins(0, 0, 0, 0)
    line = Divider()
    line.setFixedSize(1, px(24))
    inner.addWidget(line)
    return rule


class Page(QWidget):
    """One page of the window. Subclasses fill `line`, columns, slip and next action, and answer keys by name.

    `changed` carries the changes of a Done, for all pages; `goto` a page's id and its arguments; `said` a title, a text
    and a tone (stop, wait, info, ready) for the message above the papers.
    """

    changed = Signal(object)
    goto = Signal(str, object)
    said = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineBar()
        self.slip: Slip | None = None
        self.next = NextAction()
        self._columns: list[QWidget] = []
        self._widths: list[int | None] = []
        self._slip_width, self._room, self._folds_first, self._low = 324, "wide", True, False
        self.bar = SummaryBar(parent=self)
        self.bar.hide()
        self.bar.toggled.connect(lambda _: self._arrange())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.line)
        outer.addSpacing(8)
        self._beneath = QWidget()
        self._around = QGridLayout(self._beneath)
        self._around.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._beneath, 1)
        self._over: QWidget | None = None
        self._area = ScrollBody()
        self._grid = QGridLayout(self._area.content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._end = QWidget()
        self._end_layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._end)
        self._end_layout.setContentsMargins(0, 0, 0, 0)
        self._end_layout.setSpacing(8)
        self._end_layout.addWidget(self.next)

    def set_columns(self, *columns: QWidget, widths: Sequence[int | None] = (), folds_first: bool = True) -> None:
        """Papers beside each other; a width of None takes what is left. In a narrow window the first one folds to a
        bar that says `summary()`, unless `folds_first` is False."""
        for old in self._columns:
            if old not in columns:
                _let_go(old)
        self._columns = list(columns)
        self._widths = [*widths, *[None] * (len(columns) - len(widths))]
        self._folds_first = folds_first and len(columns) > 1
        self._arrange()

    def fold(self) -> None:
        """Something was chosen in the first column: in a narrow window it folds, so that what was chosen is seen."""
        if self.bar.isChecked():
            self.bar.setChecked(False)
            self._arrange()

    def set_slip(self, slip: Slip | None, width: int = 324) -> None:
        """The paper at the end side, 300 to 356 wide."""
        if self.slip is not None and self.slip is not slip:
            _let_go(self.slip)
        self.slip, self._slip_width = slip, width
        if slip is not None:
            self._end_layout.insertWidget(0, slip, 1)
        self._arrange()

    def put_over(self, paper: QWidget | None) -> None:
        """One paper in the place of columns, slip and next action; None lets it go and shows them again."""
        layout = self.layout()
        self._beneath.setVisible(paper is None)
        if self._over is not None:
            _let_go(self._over)
        self._over = paper
        if paper is not None and isinstance(layout, QVBoxLayout):
            layout.addWidget(paper, 1)
            paper.show()

    def set_next(self, action: NextAction) -> None:
        """Another next action than the one the page was made with."""
        self._end_layout.replaceWidget(self.next, action)
        action.show()
        if self.next is not action:
            _let_go(self.next)
        self.next = action

    def set_room(self, room: Room) -> None:
        """The window has become wide, medium or narrow."""
        if room != self._room:
            self._room = room
            self._arrange()
            self.room_changed(room)

    @property
    def room(self) -> str:
        """How much room the window has now."""
        return self._room

    def opened(self, **arguments: Any) -> None:
        """The page is shown; arguments say what it is to show."""

    def closed(self) -> None:
        """Another page is shown now."""

    def where(self) -> Mapping[str, Any]:
        """The arguments with which `opened` shows again what is shown now, when the window is made anew."""
        return {}

    def keep_now(self) -> None:
        """Whatever comes next may end this page: what was typed is written to the database at once."""

    def wake(self) -> None:
        """Something broke, or the database is there again: show how it stands, so that work can go on."""
        if self.next.state == "working":
            self.next.set_ready()
        self.opened()

    def refresh(self, changes: object) -> None:
        """Something was changed anywhere; the page decides whether it reads again."""

    def is_low(self) -> bool:
        """Whether the window is so low, for its letters, that total and next action stand beside each other."""
        return self.height() < px(LOW_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Line and end take less where the window is low."""
        super().resizeEvent(event)
        low = self.is_low()
        self.line.set_low(low)
        self.bar.set_low(low)
        if low != self._low:
            self._low = low
            self._arrange()

    def room_changed(self, room: Room) -> None:
        """Leave out captions where the room became less."""

    def yield_captions(self) -> None:
        """Leave out what was marked with `yields` where the window is not wide; call it again after building anew."""
        for widget in self.findChildren(QWidget):
            if widget.property("yields"):
                widget.setVisible(self._room == "wide")

    def summary(self) -> str:
        """What the bar says that stands for the first column in a narrow window."""
        return self.accessibleName()

    def retell(self) -> None:
        """What the page is about has changed: the bar says it anew."""
        self.bar.set_words(self.summary())

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """Keys of this page and what they do, for F1."""
        return ()

    def key_character(self, character: str) -> bool:
        """A letter or digit while no text field has the focus."""
        return False

    def key_f3(self) -> bool:
        """Add a service, or serve at once. Each key_ method says whether it did something."""
        return False

    def key_f4(self) -> bool:
        """New ticket."""
        return False

    def key_f5(self) -> bool:
        """Call the next citizen."""
        return False

    def key_f6(self) -> bool:
        """Park the visit."""
        return False

    def key_f7(self) -> bool:
        """Hand over."""
        return False

    def key_f8(self) -> bool:
        """Print what is missing."""
        return False

    def key_f9(self) -> bool:
        """The action with legal effect: by default the next action, when it says F9."""
        return self._press_next("F9")

    def key_f10(self) -> bool:
        """Break."""
        return False

    def key_go_on(self) -> bool:
        """Ctrl+Enter: by default the next action, unless it is one of F9."""
        return self._press_next("Ctrl")

    def key_back(self) -> bool:
        """Escape."""
        return False

    def key_undo(self) -> bool:
        """Ctrl+Z where nothing is being typed."""
        return False

    def _press_next(self, key: str) -> bool:
        if not self.next.key_hint.startswith(key) or self.next.state != "ready":
            return False
        self.next.trigger()
        return True

    def _arrange(self) -> None:
        wide = self._room == "wide"
        for grid in (self._grid, self._around):
            while grid.takeAt(0) is not None:
                pass
            for number in range(6):
                grid.setColumnStretch(number, 0)
                grid.setRowStretch(number, 0)
            grid.setHorizontalSpacing(16 if wide else 12)
            grid.setVerticalSpacing(12)
        self._around.addWidget(self._area, 0, 0)
        self._around.setColumnStretch(0, 1)
        self._around.setRowStretch(0, 1)
        self.bar.hide()
        if self.slip is not None:
            self.slip.set_folded(self._room == "narrow")
        if self._room == "narrow":
            self._stack()
        else:
            self._spread(wide)
        self.yield_captions()

    def _spread(self, wide: bool) -> None:
        """Columns beside each other, slip and next action at the end."""
        for number, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            fixed = width if wide or width is None or number else min(width, FIRST_IN_MEDIUM)
            _set_width(column, fixed)
            self._grid.addWidget(column, 0, number)
            column.setVisible(True)
            self._grid.setColumnStretch(number, 0 if fixed else 1)
        _set_width(self._end, self._slip_width if wide else min(self._slip_width, SLIP_IN_MEDIUM))
        self._end_layout.setDirection(QBoxLayout.Direction.TopToBottom)
        self._around.addWidget(self._end, 0, 1)
        self._end.show()
        self._grid.setRowStretch(0, 1)

    def _stack(self) -> None:
        """The first column as a bar on top, the others below it, the folded slip and the next action at the foot."""
        row = 0
        if self._folds_first:
            self.bar.set_words(self.summary())
            self._grid.addWidget(self.bar, 0, 0)
            self.bar.setVisible(True)
            row = 1
        for number, column in enumerate(self._columns):
            _set_width(column, None)
            self._grid.addWidget(column, row + number, 0)
            shown = number > 0 or not self._folds_first or self.bar.isChecked()
            column.setVisible(shown)
            self._grid.setRowStretch(row + number, 1 if shown else 0)
        _set_width(self._end, None)
        self._end_layout.setDirection(
            QBoxLayout.Direction.LeftToRight if self.is_low() else QBoxLayout.Direction.TopToBottom
        )
        self._around.addWidget(self._end, 1, 0)
        self._end.show()
        self._grid.setColumnStretch(0, 1)


def _let_go(widget: QWidget) -> None:
    """Take it off the page, hidden first: what was just put in, Qt would still show, as a window of its own.

    The focus that lay in it goes nowhere, instead of to whatever Qt finds next.
    """
    focused = QApplication.focusWidget()
    if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
        focused.clearFocus()
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _set_width(widget: QWidget, width: int | None) -> None:
    """Fix the width, or let it be what the room gives."""
    if width is None:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(16_777_215)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    else:
        widget.setFixedWidth(px(width))


@dataclass(frozen=True)
class PageSpec:
    """A row of the table of pages; `roles` are those that see it, `badge` counts on the reads lane.

    A page that is not on the rail is opened from another one, which is told to it as `back`, with what it showed.
    """

    id: str
    title: str
    icon: str
    roles: frozenset[str]
    make: Callable[[Context], Page]
    badge: Callable[["Program"], int] | None = None
    on_rail: bool = True
