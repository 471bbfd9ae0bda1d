"""The basket of a visit: one row for each service asked for, its quantity, for whom it is and what it still lacks."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from oss_desk.operations.sheets import LineSheet, VisitSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, indented, under
from oss_desk.ui.pages.counter.questions import Asked
from oss_desk.ui.pages.counter.stations import said_missing, waits
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip, ServiceNumber
from oss_desk.ui.widgets.panel import Divider, Panel, clear_layout
from oss_desk.ui.widgets.segments import Stepper

MOST = 99
LINE_MARGINS = (15, 4, 15, 12)


class BasketPanel(Panel):
    """What is wanted in this visit. Delete removes the line that has the focus; it can be undone."""

    add_wanted = Signal()
    removed = Signal(int)
    quantity = Signal(int, int)
    for_other = Signal(int)

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        self.add_button = Button(here.language.text("Add"), "plus", "F3")
        super().__init__(
            here.language.text("Basket"), trailing=self.add_button, ruled=True, scroll=True, flush=True, parent=parent
        )
        self.add_button.clicked.connect(self.add_wanted)
        self._rows: dict[int, _Line] = {}
        self._roomy = True

    def set_roomy(self, roomy: bool) -> None:
        """The word for the quantity and the key yield in a smaller window."""
        self._roomy = roomy
        self.add_button.set_key_hint("F3" if roomy else None)

    def show_lines(self, sheet: VisitSheet, asked: Asked) -> None:
        """Draw these lines with what the citizen was asked for; the row with the focus keeps it."""
        focused = next((key for key, row in self._rows.items() if row.isAncestorOf(_focus(self))), None)
        within = _focus(self).objectName() if focused else ""
        self.set_title(self._here.language.text("Basket"), str(len(sheet.lines)) if sheet.lines else "")
        clear_layout(self.body)
        self._rows = {line.request.id: _Line(self._here, line, sheet, asked, self._roomy) for line in sheet.lines}
        for row in self._rows.values():
            self.body.addWidget(row)
            self.body.addWidget(Divider())
            row.removed.connect(self.removed)
            row.quantity.connect(self.quantity)
            row.for_other.connect(self.for_other)
        if not sheet.lines:
            self.body.addWidget(self._nothing())
        self.body.addStretch(1)
        if focused in self._rows and within:
            self._rows[focused].focus(within)

    def _nothing(self) -> QWidget:
        words = self._here.language.text("Nothing asked for yet. A life event fills the basket at once.")
        return under(Label(words, ink="ink3", wrap=True), margins=(15, 12, 15, 12))


class _Line(QWidget):
    """One line of the basket."""

    removed = Signal(int)
    quantity = Signal(int, int)
    for_other = Signal(int)

    def __init__(self, here: Here, line: LineSheet, sheet: VisitSheet, asked: Asked, roomy: bool) -> None:
        super().__init__()
        self._here, self._line, self._roomy = here, line, roomy
        self._missing, self._waits = said_missing(sheet, asked, line), waits(sheet, asked, line)
        say, title = here.language.text, here.text(line.title)
        self._more = IconButton("more", say("More about {title}", title=title), "ink3")
        self._more.setObjectName("more")
        self._more.clicked.connect(self._menu)
        name = _lowered(Label(title, "label", wrap=True))
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = beside(_lowered(ServiceNumber(line.position)), name, self._more, top=True)
        under(head, self._whose(sheet), self._sum(), *self._chips(), self._to_go(), gap=4, into=self)
        self.setContentsMargins(*LINE_MARGINS)
        self.setAccessibleName(title)

    def focus(self, name: str) -> None:
        """Give the focus back to the part of that name."""
        part = self.findChild(QWidget, name)
        if part is not None:
            part.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the line out."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self._line.request.id)
        else:
            super().keyPressEvent(event)

    def _whose(self, sheet: VisitSheet) -> QWidget | None:
        visitor = sheet.visitor.person if sheet.visitor else None
        if self._line.applicant is None or self._line.applicant == visitor:
            return None
        words = self._here.language.text("for {name}", name=self._line.applicant_name)
        return indented(Label(words, ink="ink3", wrap=True))

    def _sum(self) -> QWidget | None:
        bounds = self._line.quantity_least, self._line.quantity_most or MOST
        later = "ink3" if self._waits else "ink"
        amount = (
            self._line.to_pay_now if self._line.to_pay_now or not self._line.to_pay_later else self._line.to_pay_later
        )
        unknown = not self._line.fees_now and not self._line.fees_later and self._line.service.fees
        free = self._here.language.text("free")
        words = "" if unknown else self._here.language.amount(amount) if amount else free
        shown = Amount(words, "body" if self._waits else "key", later)
        if bounds == (1, 1) and not words:
            return None
        if bounds == (1, 1):
            return indented(beside(1, shown))
        unit = Label(self._unit(), ink="ink3")
        stepper = Stepper(
            self._line.request.quantity, *bounds, name=self._unit() or self._here.language.text("Quantity")
        )
        stepper.setObjectName("quantity")
        stepper.changed.connect(lambda count: self.quantity.emit(self._line.request.id, count))
        return beside(unit if self._roomy else None, stepper, 1, shown)

    def _unit(self) -> str:
        service = self._line.service
        return self._here.text(service.field(service.quantity).label) if service.quantity else ""

    def _chips(self) -> list[QWidget]:
        plural, line = self._here.language.plural, self._line
        chips = []
        if line.state == "not-eligible":
            chips.append(Chip(self._here.language.text("Not possible"), "stop", "stop"))
        if self._missing:
            words = plural("{n} document missing", "{n} documents missing", self._missing)
            chips.append(Chip(words, "paper-missing", "stop"))
        if line.moved_from_version is not None:
            chips.append(Chip(self._here.language.text("now the version in force"), "info", "river"))
        return [indented(beside(chip, 1)) for chip in chips]

    def _to_go(self) -> QWidget | None:
        """What will still be asked for, in quiet words: nothing is wrong with it yet."""
        plural, line = self._here.language.plural, self._line
        papers = line.papers_missing - self._missing
        things = (
            plural("{n} document", "{n} documents", papers) if papers > 0 else "",
            plural("{n} detail", "{n} details", line.fields_missing) if line.fields_missing else "",
        )
        listed = ", ".join(filter(None, things))
        if not listed or line.state == "not-eligible":
            return None
        return indented(Label(self._here.language.text("{things} to ask for", things=listed), ink="ink3", wrap=True))

    def _menu(self) -> None:
        say, menu = self._here.language.text, QMenu(self)
        menu.addAction(say("For somebody else"), lambda: self.for_other.emit(self._line.request.id))
        menu.addAction(say("Remove from the basket"), lambda: self.removed.emit(self._line.request.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def _lowered(part: QWidget) -> QWidget:
    """Set so that its first line stands beside the middle of the button at the end."""
    return under(part, margins=(0, 8, 0, 0))


def _focus(near: QWidget) -> QWidget:
    return near.window().focusWidget() or near
