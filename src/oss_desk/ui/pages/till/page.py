"""The page Till: the shift of this desk from its float to its Z, cash in and out, today's receipts, the Zs before."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.till_page import till_sheet
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import blank_counts
from oss_desk.operations.papers.blank_sheet import blanks_here
from oss_desk.operations.rights import RIGHTS
from oss_desk.operations.sheets import BlanksSheet
from oss_desk.operations.sheets.till import TillSheet
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context, Room
from oss_desk.ui.pages.blanks.doing import BlanksAtDesk
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.second_word import SecondWord, beside_them
from oss_desk.ui.pages.till.period_close import MonthsAtDesk
from oss_desk.ui.pages.till.shift import ShiftPanel
from oss_desk.ui.pages.till.side import Side
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.line import Line, stations
from oss_desk.ui.widgets.second_person import SecondPerson
from oss_desk.ui.widgets.segments import Segments

LEGAL = "F9"
SLIP = 340


class TillPage(DeskPage):
    """The shift at the start side, receipts and Zs beside it; one filled button for what comes next."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.shift: ShiftPanel | None = None
        self.side: Side | None = None
        self.which = "shift"
        self.blanks: BlanksAtDesk | None = None
        self.months: MonthsAtDesk | None = None
        self._sheet: TillSheet | None = None
        self._command_id = new_id()
        self._narrow = False
        self.word = SecondWord(self)
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the shift's papers, and the views of the blanks and of the months."""
        self.blanks, self.months = BlanksAtDesk(here, self), MonthsAtDesk(here, self)
        self._build_shift(here)

    def _build_shift(self, here: Here) -> None:
        self.shift = ShiftPanel(here)
        self.shift.changed.connect(self.show_next)
        self.shift.entered.connect(lambda: self.next.setFocus())
        self.shift.x_wanted.connect(lambda: self._send(cashing_up.print_x, self._said_x))
        self.shift.hand_over_wanted.connect(self._ask_next_official)
        self.shift.recount_wanted.connect(self._draw)
        self.side = Side(here)
        self.side.searched.connect(lambda _: self._read())
        self.side.receipt_wanted.connect(lambda number: self.goto.emit("receipt", {"code": number, "back": "till"}))
        self.side.z_wanted.connect(self._print_z)
        self.side.close_wanted.connect(self._close_elsewhere)
        self.side.months_wanted.connect(lambda: self._turn("months"))
        self._lay_out(self.shift, self.side)

    def opened(self, **arguments: Any) -> None:
        """Show how the shift stands, the numbered blanks or the months (`which`)."""
        self.arrive()
        self.when_ready(lambda: self._turn(arguments.get("which", self.which)))

    def where(self) -> Mapping[str, Any]:
        """The view that is shown, for the window made anew."""
        return {"which": self.which}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and touches(changes, "cash-session", "payment", "office", "blank-lot"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """Where there is no room beside the shift, the receipts are looked at in its place."""
        other = self._other()
        if other is not None:
            other.put_up()
        elif self.here is not None and (room == "narrow") != self._narrow:
            self._build_again(self.here)

    def summary(self) -> str:
        """What this page is about."""
        return self.context.language.text("Till")

    def key_back(self) -> bool:
        """A small form is put away, blanks and months give way to the shift."""
        if self._other() is not None:
            self._turn("shift")
            return True
        if self.shift is not None and self.shift.leave_form():
            self._draw()
            return True
        return False

    def key_f8(self) -> bool:
        """The stock of blanks or the reconciliation of a month as a paper."""
        other = self._other()
        return other is not None and other.paper()

    def _other(self) -> BlanksAtDesk | MonthsAtDesk | None:
        """What is shown in the place of the shift."""
        return {"blanks": self.blanks, "months": self.months}.get(self.which)

    def _turn(self, which: str) -> None:
        """The shift, the receipts, the blanks or the months; papers that are shown no longer are made anew."""
        before, self.which = self.which, which
        if self.blanks is None or self.months is None or self.here is None:
            return
        self.blanks.view.up, self.months.view.up = which == "blanks", which == "months"
        other = self._other()
        if other is not None:
            other.put_up()
            self._draw_line(self._sheet)
        elif before != which:
            self._build_again(self.here)
        self.wait_for_focus()
        self._read()

    def _build_again(self, here: Here) -> None:
        self._sheet = None
        self._build_shift(here)
        self._read()

    def _lay_out(self, shift: ShiftPanel, side: Side) -> None:
        """Both beside each other; in a narrow window one of them."""
        self._narrow = self.room == "narrow"
        if not self._narrow:
            self.set_columns(shift)
            self.set_slip(side, SLIP)
            return
        self.set_slip(None)
        self.set_columns(side if self.which == "receipts" else shift)

    def _read(self) -> None:
        other = self._other()
        if other is not None:
            other.read()
            return
        number = self.side.search.text() if self.side is not None else ""
        self.work.read(self, till_sheet, self._show, what="till", number=number)

    def _show(self, sheet: TillSheet) -> None:
        if self._other() is not None:
            return
        before, self._sheet = self._sheet, sheet
        if self.side is not None:
            self.side.show_sheet(sheet)
        if before is None or (before.now, before.shift, before.result) != (sheet.now, sheet.shift, sheet.result):
            self._draw()
        if self.shift is not None:
            self.land(self.shift.start)
            if self.shift.closes():
                self.work.read(self, blanks_here, self._show_stacks, what="stacks")

    def _show_stacks(self, sheet: BlanksSheet) -> None:
        if self.shift is not None and self._other() is None:
            self.shift.show_stacks(sheet)

    def _draw(self) -> None:
        if self._sheet is None or self.shift is None or self.here is None or self._other() is not None:
            return
        self.shift.show_sheet(self._sheet, self._takes_money(), self.room == "narrow")
        self._draw_line(self._sheet)
        self.show_next()

    def _takes_money(self) -> bool:
        return self.has_role("cashier")

    def _reads_history(self) -> bool:
        return self.head is not None and bool(RIGHTS["read-history"] & self.head.roles)

    def _choosing(self) -> QWidget:
        say = self.context.language.text
        narrow = [("receipts", say("Receipts"))] if self.room == "narrow" else []
        months = [("months", say("Months"))] if self._reads_history() else []
        ways = [("shift", say("Shift")), *narrow, ("blanks", say("Blanks")), *months]
        which = Segments(ways, self.which, name=say("What to show"))
        which.changed.connect(self._turn)
        return which

    def _draw_line(self, sheet: TillSheet | None) -> None:
        say = self.context.language.text
        if self._other() is not None or sheet is None:
            self.line.set_parts([Label(say("Till"), "strong")], trail=[self._choosing()])
            return
        titles = [say("Count the float"), say("Take money"), say("Count the till"), say("Close")]
        at = {"none": 0, "open": 1, "left": 2, "counted": 3, "by-itself": 1}[sheet.now.state]
        title = say("Shift {number}", number=str(sheet.shift)) if sheet.shift else say("No shift")
        if self.room == "narrow":
            self.line.set_parts([self._choosing()])
            return
        self.line.set_parts([Label(title, "strong")], Line(stations(titles, at), say("Shift")), [self._choosing()])

    def show_next(self) -> None:
        """What the filled button does now, or what is missing for it."""
        other = self._other()
        if other is not None:
            other.view.show_next()
            return
        if self.shift is None or self._sheet is None:
            return
        step = self.shift.step()
        if step is None:
            self.next.set_not_yet(self.context.language.text("Nothing to do here"), "", "")
        elif step.missing:
            self.next.set_not_yet(step.title, step.missing, LEGAL)
        else:
            self.next.set_ready(step.title, step.subtitle, LEGAL, "check")

    def _go(self) -> None:
        other = self._other()
        if other is not None:
            other.view.go()
            return
        if self.shift is None:
            return
        step = self.shift.step()
        if step is None or step.missing:
            return
        self.next.set_working(self.context.language.text("Being booked"))
        if step.operation is cashing_up.count_till and self._sheet is not None and self._sheet.now.state == "left":
            ways: dict[str, Any] = {"again": self.show_next, "command_id": new_id()}
            self.word.ask(step.operation, beside_them(step.values), self._done, self._failed, **ways)
            return
        if step.blanks is not None:
            self._send(blank_counts.count_blanks, lambda _: self._send(step.operation, self._done), **step.blanks)
            return
        self._send(step.operation, self._done, **step.values)

    def _send(self, operation: Callable[..., Any], then: Callable[[Any], None], **values: Any) -> None:
        command, self._command_id = self._command_id, new_id()
        self.send(operation, then, command_id=command, failed=self._failed, **values)

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self.show_next()

    def _done(self, _: object) -> None:
        if self.shift is not None:
            self.shift.leave_form()
        self._sheet = None
        self._read()

    def _said_x(self, _: object) -> None:
        self.say(self.context.language.text("The X report is printed."))

    def _print_z(self, z_id: int) -> None:
        self._send(cashing_up.print_z, lambda _: None, z_id=z_id)

    def _close_elsewhere(self, desk_id: int) -> None:
        self._send(cashing_up.close_uncounted, self._done, desk_id=desk_id)

    def _ask_next_official(self) -> None:
        """The next official says who she is; her shift opens with what was counted, typed here or kept before."""
        kept = self.shift is not None and self.shift.is_counted()
        counted = self.shift.counted() if self.shift is not None and not kept else None
        say = self.context.language.text
        if counted is None and not kept:
            self.say(say("Count the till first"), say("Then the next official takes it over."), "wait")
            return

        def given(second: Second, dialog: SecondPerson) -> None:
            def failed(error: BaseException) -> None:
                dialog.set_error(self.context.sentence(error))

            def done(made: object) -> None:
                dialog.accept()
                self._done(made)

            values: Mapping[str, Any] = {"counted": counted, "second": second}
            self.send(cashing_up.hand_over_till, done, command_id=new_id(), failed=failed, **values)

        text = say("Whoever takes the till over signs for what was counted. Both sign the paper.")
        dialog = self.ask_second(say("Who takes the till over"), text, given)
        for button in dialog.people:
            button.hide()
