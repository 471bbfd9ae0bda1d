"""Everything the citizen checks before paying: what was answered, each fee with its steps and law, and the sum."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import FeeLineSheet, FieldLine, LineSheet, ToPay, VisitSheet
from oss_desk.ui.messages import fee_steps
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, indented, under
from oss_desk.ui.pages.counter.slip import no_fee_words, waits_words
from oss_desk.ui.pages.counter.stations import basket, owed
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip, ServiceNumber
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Card, Divider, Panel, clear_layout
from oss_desk.ui.widgets.slip import Pairs
from oss_desk.workflows.definition import Field

INDENT, WORKED, AMOUNTS = 28, 112, 72


class Review(Panel):
    """The paper to be read together; it can be printed as the application and signed."""

    change = Signal()
    print_application = Signal()
    application_came = Signal(str)
    """How the signed application came, "post" or "brought"; empty: it is not here after all."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        say = here.language.text
        self._chip = Chip("")
        super().__init__(say("Review"), trailing=self._chip, scroll=True, flush=True, ruled=True, parent=parent)
        self._roomy = True
        self._print = Button(say("Print the application"), "printer", "F8")
        self._print.clicked.connect(self.print_application)
        self.add_footer(beside(self._print, 1))

    def set_roomy(self, roomy: bool) -> None:
        """In a smaller window the worked steps stand below the fee instead of beside it."""
        self._roomy = roomy

    def show_visit(self, sheet: VisitSheet) -> None:
        """Draw what can start now, and say what stays."""
        clear_layout(self.body)
        ready = basket(sheet).ready
        plural = self._here.language.plural
        self._chip.set(plural("{n} service starts", "{n} services start", len(ready)), "check", "ready")
        self._chip.setVisible(bool(ready))
        self._print.setEnabled(bool(ready))
        waits = waits_words(self._here, sheet)
        if waits:
            reason = self._here.language.text(
                "It starts once everything it needs is there. Nothing is charged for it now."
            )
            self.body.addWidget(under(Message(waits, reason, "wait"), margins=(16, 12, 16, 4)))
        for part in self._signed(sheet):
            self.body.addWidget(part)
        for part in self._answers(ready):
            self.body.addWidget(part)
        self.body.addWidget(self._titles())
        self.body.addWidget(Divider())
        for number, line in enumerate(ready):
            if number:
                self.body.addWidget(Divider())
            free = no_fee_words(self._here, line)
            self._service(line.position, self._here.text(line.title), line.fees_now, line.to_pay_now, free)
        for due in sheet.to_pay_cases if not ready else ():
            self._demand(due)
        self._total(owed(sheet) if ready else _sum(sheet))
        self.body.addStretch(1)

    def _signed(self, sheet: VisitSheet) -> list[QWidget]:
        """By phone or post: whether the signed application is here, since nobody can sign it at the counter."""
        say = self._here.language.text
        if sheet.signed is not None:
            how = say("came by post") if sheet.signed.how == "post" else say("was brought")
            card = Card(say("The signed application {how}", how=how), "", "paper-check", "ready")
            card.put_at_end(self._came_button(say("Not here"), ""))
        elif sheet.unsigned:
            words = say("Print it, send it, and park the visit until it is back.")
            card = Card(say("The signed application is not here yet"), words, "paper-missing", "wait")
            came = (self._came_button(say("Came by post"), "post"), self._came_button(say("Was brought"), "brought"))
            card.add(beside(*came, 1))
        else:
            return []
        return [under(card, margins=(16, 12, 16, 4))]

    def _came_button(self, words: str, how: str) -> Button:
        button = Button(words, kind="quiet" if not how else "ordinary")
        button.clicked.connect(lambda: self.application_came.emit(how))
        return button

    def _answers(self, lines: Iterable[LineSheet]) -> list[QWidget]:
        """What was answered, of each service under its own name where there are several."""
        listed = tuple(lines)
        groups = [part for line in listed if (part := self._answers_of(line, len(listed) > 1)) is not None]
        change = Button(self._here.language.text("Change"), "pencil", kind="quiet")
        change.clicked.connect(self.change)
        parts = under(*groups, beside(1, change), gap=8, margins=(16, 12, 8, 8))
        return [parts, Divider()] if groups else []

    def _answers_of(self, line: LineSheet, named: bool) -> QWidget | None:
        facts, answered = Pairs(label_width=112), [asked for asked in line.fields if asked.answer is not None]
        for asked in answered:
            facts.add(self._here.text(asked.field.label), answer_words(self._here, asked, line))
        if not answered:
            return None
        title = Label(self._here.text(line.title), "key", wrap=True)
        return under(beside(ServiceNumber(line.position), title, top=True), facts, gap=4) if named else facts

    def _titles(self) -> QWidget:
        say = self._here.language.text
        row = _Columns()
        row.put(
            Label(say("Fee and legal basis"), ink="ink3"),
            Label(say("Worked out"), ink="ink3") if self._roomy else None,
            Amount(say("Amount"), ink="ink3"),
        )
        return under(row, margins=(16, 8, 16, 8))

    def _service(
        self, position: int, title: str, fees: tuple[FeeLineSheet, ...], amount: Money, free: str = ""
    ) -> None:
        name = beside(
            ServiceNumber(position),
            Label(title, "key", wrap=True),
            Amount(self._here.language.amount(amount), "key"),
            top=True,
        )
        table = _Columns(INDENT)
        for fee in fees:
            self._fee(table, fee)
        nothing = Label(free, ink="ink3", wrap=True)
        below = table if fees else indented(nothing, INDENT)
        self.body.addWidget(under(name, below, gap=6, margins=(16, 10, 16, 10)))

    def _demand(self, due: ToPay) -> None:
        say = self._here.language.text
        title = say("{service}, case {number}", service=self._here.text(due.case.title), number=due.case.number)
        self._service(1, title, due.lines, due.amount)

    def _fee(self, table: "_Columns", fee: FeeLineSheet) -> None:
        ink = "ready" if fee.amount.minor < 0 else "ink"
        law = Label(fee.law, ink="ink3", wrap=True) if fee.law else None
        where = Label(self._here.language.text("paid elsewhere"), ink="wait") if fee.elsewhere else None
        worked = Label(fee_steps(self._here.language, fee.steps), ink="ink2", wrap=True)
        below = worked if not self._roomy and worked.text() else None
        table.put(
            under(Label(self._here.text(fee.title), wrap=True), below, law, where, gap=0),
            worked if self._roomy else None,
            Amount(self._here.language.amount(fee.amount), ink=ink),
        )

    def _total(self, amount: Money) -> None:
        row = beside(
            Label(self._here.language.text("To pay"), "key"), 1, Amount(self._here.language.amount(amount), "strong")
        )
        self.body.addWidget(under(Divider("heavy"), row, gap=10, margins=(16, 8, 16, 12)))


class _Columns(QWidget):
    """Three columns: what (set in by `indent`), how worked out, how much; tables below each other have the same."""

    def __init__(self, indent: int = 0) -> None:
        super().__init__()
        self._indent = indent
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(2, px(AMOUNTS))

    def put(self, what: QWidget, worked: QWidget | None, amount: QWidget) -> None:
        """One more row."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(indented(what, self._indent) if self._indent else what, row, 0)
        if worked is not None:
            self._grid.setColumnMinimumWidth(1, px(WORKED))
            worked.setFixedWidth(px(WORKED))
            self._grid.addWidget(worked, row, 1, top)
        self._grid.addWidget(amount, row, 2, top)


def _sum(sheet: VisitSheet) -> Money:
    amount = Money(0, sheet.to_pay_now.currency)
    for due in sheet.to_pay_cases:
        amount += due.amount
    return amount


def answer_words(here: Here, asked: FieldLine, line: LineSheet) -> str:
    """An answer as the citizen reads it."""
    if asked.field.type == "rows":
        return _table_words(here, asked, line)
    return _words(here, asked.field.type, asked.answer, {o.id: here.text(o.label) for o in asked.field.options}, line)


def _table_words(here: Here, asked: FieldLine, line: LineSheet) -> str:
    """The rows of a table, one under the other, each with what stands in its columns."""
    found = asked.answer if isinstance(asked.answer, list | tuple) else ()
    told = [_row_words(here, asked.field.fields, row, line) for row in found if isinstance(row, Mapping)]
    return "\n".join(f"{number}. {words}" if len(told) > 1 else words for number, words in enumerate(told, 1))


def _row_words(here: Here, columns: Iterable[Field], row: Mapping[str, object], line: LineSheet) -> str:
    say, parts = here.language.text, list[str]()
    for column in columns:
        value = row.get(column.id)
        if value is None or value == "":
            continue
        on_record = column.type == "citizen" and isinstance(value, int)
        options = {option.id: here.text(option.label) for option in column.options}
        words = say("on record") if on_record else _words(here, column.type, value, options, line)
        parts.append(say("{label}: {value}", label=here.text(column.label), value=words))
    return here.language.listed(parts)


def _words(here: Here, kind: str, value: object, options: dict[str, str], line: LineSheet) -> str:
    say = here.language.text
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if kind == "money" and isinstance(value, int):
        return here.money(Money(value, line.service.money))
    if kind == "date":
        return here.language.partial_date(str(value))
    if isinstance(value, list | tuple):
        return ", ".join(options.get(str(part), str(part)) for part in value)
    return options.get(str(value), str(value))
