"""The page of a waiver: which fee that is owed, how much of it, by which law and why, with a second person."""

from collections.abc import Mapping
from typing import Any

from oss_desk.domain.money import Money
from oss_desk.operations.cases import cases
from oss_desk.operations.money import till
from oss_desk.operations.money.waivers import Law, WaiverGiven, laws_of_case
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import ToPay
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.second_word import SecondWord
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Ticket
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.slip import Slip
from oss_desk.workflows.typed import read_amount

WIDTH, SLIP = 360, 300
WRITTEN = "-"
"""Stands in the list of laws for one that is written."""
Owing = tuple[tuple[ToPay, ...], tuple[Law, ...]]


def owing(program: Program, *, case_id: int) -> Owing:
    """What a case owes, and the laws that its service names."""
    return cases.case(program, case_id=case_id).demands, laws_of_case(program, case_id=case_id)


class WaiverPage(DeskPage):
    """Opened with `case_id` and `back`, the page to return to."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self._case_id, self._back = 0, ""
        self._owing: Owing = ((), ())
        self._command_id = new_id()
        self.word = SecondWord(self)
        self._make()
        self.next.triggered.connect(self._go)

    def _make(self) -> None:
        say = self.context.language.text
        self.amount = Field(say("How much is waived"), "money")
        self.law = Field(say("By which law"), "choice")
        self.ground = Field(say("The law, in words"))
        self.reason = Field(say("Why"), "multi-line")

    def built(self, here: Here) -> None:
        """Nothing stands before the case is read."""

    def opened(self, **arguments: Any) -> None:
        """Show what a case owes; without a case nothing is owed."""
        self._case_id = int(arguments.get("case_id") or self._case_id)
        self._back = str(arguments.get("back", self._back))
        self.arrive()
        self.when_ready(self._read if self._case_id else self._draw)

    def where(self) -> Mapping[str, Any]:
        """The case, for the window made anew."""
        return {"case_id": self._case_id, "back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and self._case_id and touches(changes, "case", "payment"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """Fees and form below each other in a narrow window."""
        if self.here is not None:
            self._draw()

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("F9", self.context.language.text("the decision on the button"))]

    def key_f9(self) -> bool:
        """Press the button."""
        self.next.trigger()
        return True

    def key_back(self) -> bool:
        """Back to the page one came from."""
        if self._back:
            self.goto.emit(self._back, {"case_id": self._case_id} if self._back in ("cases", "collect") else {})
        return bool(self._back)

    def demand(self) -> ToPay | None:
        """The demand of which something is waived: the first that is owed."""
        return self._owing[0][0] if self._owing[0] else None

    def _read(self) -> None:
        self.work.read(self, owing, self._show, what="owing", case_id=self._case_id)

    def _show(self, found: Owing) -> None:
        fresh, self._owing = found != self._owing, found
        if fresh:
            self._make()
            self._draw()
        self.land(self.amount.focus)

    def _draw(self) -> None:
        say, demand = self.context.language.text, self.demand()
        back = Button(say("Back"), "close", "Esc")
        back.clicked.connect(lambda: self.key_back())
        self.line.set_parts([Label(say("Waive a fee"), "heading")], beside(1), [back] if self._back else [])
        if demand is None:
            empty = Panel(say("Nothing is owed"))
            empty.body.addWidget(Empty(say("Nothing is owed"), say("A waiver is made before it is paid."), "check"))
            self.set_columns(empty, folds_first=False)
        elif self.room != "wide":
            self.set_columns(roomy(Column(self._form(demand), self._fees(demand))), folds_first=False)
        else:
            self.set_columns(
                self._fees(demand), roomy(Column(self._form(demand))), widths=(None, WIDTH), folds_first=False
            )
        self._draw_slip(demand)
        self._show_next()

    def _draw_slip(self, demand: ToPay | None) -> None:
        """What is owed, and what is waived of it."""
        say, slip = self.context.language.text, Slip()
        slip.set_title(say("Waive a fee"), demand.case.number if demand is not None else "")
        if demand is not None and self.here is not None:
            slip.add(Label(say("It stands on the case, on its receipt and on the close of the shift."), wrap=True))
            slip.add_stretch()
            slip.set_total(say("To pay"), self.here.money(demand.amount))
        self.set_slip(slip, SLIP)

    def _fees(self, demand: ToPay) -> Panel:
        assert self.here is not None
        here, say = self.here, self.context.language.text
        panel = Panel(here.text(demand.case.title), say("what is owed"), scroll=True, flush=True, ruled=True)
        panel.body.addWidget(under(beside(Ticket(demand.case.number), 1), margins=(16, 8, 16, 8)))
        for line in demand.lines:
            self._amount(panel, here.text(line.title), line.amount, line.law)
        if demand.waived:
            self._amount(panel, say("Waived before"), Money(-demand.waived.minor, demand.waived.currency))
        panel.body.addWidget(Divider())
        self._amount(panel, say("To pay"), demand.amount, role="key")
        panel.body.addStretch(1)
        return panel

    def _amount(self, panel: Panel, words: str, amount: Money, law: str = "", role: str = "body") -> None:
        assert self.here is not None
        row = beside(Label(words, role, wrap=True), 1, Amount(self.here.money(amount), role), top=True)
        told = [Label(law, ink="ink3", wrap=True)] if law else []
        panel.body.addWidget(under(row, *told, gap=0, margins=(16, 4, 16, 4)))

    def _form(self, demand: ToPay) -> Panel:
        assert self.here is not None
        say = self.context.language.text
        panel = Panel(say("This need not be paid"), say("at most {amount}", amount=self.here.money(demand.amount)))
        kept = {field: field.text() for field in (self.amount, self.ground, self.reason)}
        law = self.law.text()
        self._make()
        choices = [*((one.id, one.title) for one in self._owing[1]), (WRITTEN, say("Another law, written below"))]
        self.law = Field(say("By which law"), "choice", choices=choices, value=law or choices[0][0])
        for field, text in zip((self.amount, self.ground, self.reason), kept.values(), strict=True):
            field.set_text(text)
        for field in (self.amount, self.law, self.ground, self.reason):
            field.changed.connect(lambda _: self._show_next())
            panel.body.addWidget(field)
        panel.body.addStretch(1)
        return panel

    def _typed(self) -> Money | None:
        return read_amount(self.amount.text().strip(), self.here.office.money) if self.here is not None else None

    def missing(self, demand: ToPay) -> str:
        """What is still to be filled in, in words."""
        say, typed = self.context.language.text, self._typed()
        if typed is None or not 0 < typed.minor <= demand.amount.minor:
            return say("The amount is missing") if not self.amount.text().strip() else say("An amount cannot be")
        if self.law.text() in ("", WRITTEN) and not self.ground.text().strip():
            return say("The law is missing")
        return "" if self.reason.text().strip() else say("The reason is missing")

    def _show_next(self) -> None:
        say, demand = self.context.language.text, self.demand()
        self.ground.setVisible(self.law.text() in ("", WRITTEN))
        if demand is None or self.here is None:
            self.next.set_not_yet(say("Waive it"), say("Nothing is owed"), "F9")
            return
        missing, typed = self.missing(demand), self._typed()
        if missing or typed is None:
            self.next.set_not_yet(say("Waive it"), missing, "F9")
        else:
            self.next.set_ready(
                say("Waive {amount}", amount=self.here.money(typed)), say("kept with law and reason"), "F9"
            )

    def _given(self, second: Second | None) -> WaiverGiven:
        typed, law = self._typed(), self.law.text()
        chosen = None if law in ("", WRITTEN) else law
        ground = "" if chosen else self.ground.text()
        return WaiverGiven(typed.minor if typed is not None else 0, ground, self.reason.text(), chosen, second)

    def _go(self) -> None:
        demand = self.demand()
        if demand is None or self.missing(demand):
            return

        def values(second: Second | None) -> Mapping[str, Any]:
            return {"demand_id": demand.demand_id, "waiver": self._given(second)}

        self.next.set_working(self.context.language.text("Being recorded"))
        ways: dict[str, Any] = {"again": self._show_next, "command_id": self._command_id}
        self.word.ask(till.waive, values, self._done, self._failed, **ways)

    def _done(self, _: object) -> None:
        say = self.context.language.text
        self._command_id = new_id()
        self.say(say("It is waived."), say("It stands on the case, on its receipt and on the close of the shift."))
        for field in (self.amount, self.ground, self.reason):
            field.set_text("")
        if self._back:
            self.key_back()

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self._show_next()
