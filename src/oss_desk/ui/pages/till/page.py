"""The page Till: the shift of this desk from its float to its Z, cash in and out, today's receipts, the Zs before."""

from collections.abc import Callable, Mapping
from typing import Any

from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.till_page import till_sheet
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets.till import TillSheet
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
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
        self._sheet: TillSheet | None = None
        self._command_id = new_id()
        self._beside = False
        """In a narrow window: whether the receipts are shown, and not the shift."""
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the two papers."""
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
        self._lay_out()

    def opened(self, **arguments: Any) -> None:
        """Show how the shift stands."""
        self.arrive()
        self.when_ready(self._read)

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and touches(changes, "cash-session", "payment", "office"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """Where there is no room beside the shift, the receipts are looked at in its place."""
        self._lay_out()
        self._draw()

    def summary(self) -> str:
        """What this page is about."""
        return self.context.language.text("Till")

    def key_back(self) -> bool:
        """A small form is put away."""
        if self.shift is not None and self.shift.leave_form():
            self._draw()
            return True
        return False

    def _lay_out(self) -> None:
        if self.shift is None or self.side is None:
            return
        if self.room != "narrow":
            self.set_columns(self.shift)
            self.set_slip(self.side, SLIP)
            return
        self.set_slip(None)
        self.set_columns(self.side if self._beside else self.shift)

    def _turn(self, which: str) -> None:
        self._beside = which == "receipts"
        self._lay_out()

    def _read(self) -> None:
        number = self.side.search.text() if self.side is not None else ""
        self.work.read(self, till_sheet, self._show, what="till", number=number)

    def _show(self, sheet: TillSheet) -> None:
        before, self._sheet = self._sheet, sheet
        if self.side is not None:
            self.side.show_sheet(sheet)
        if before is None or (before.now, before.shift, before.result) != (sheet.now, sheet.shift, sheet.result):
            self._draw()
        if self.shift is not None:
            self.land(self.shift.start)

    def _draw(self) -> None:
        if self._sheet is None or self.shift is None or self.here is None:
            return
        self.shift.show_sheet(self._sheet, self._takes_money(), self.room == "narrow")
        self._draw_line(self._sheet)
        self.show_next()

    def _takes_money(self) -> bool:
        return self.has_role("cashier")

    def _draw_line(self, sheet: TillSheet) -> None:
        say = self.context.language.text
        titles = [say("Count the float"), say("Take money"), say("Count the till"), say("Close")]
        at = {"none": 0, "open": 1, "left": 2, "counted": 3, "by-itself": 1}[sheet.now.state]
        title = say("Shift {number}", number=str(sheet.shift)) if sheet.shift else say("No shift")
        if self.room == "narrow":
            ways = [("shift", title), ("receipts", say("Receipts"))]
            turn = Segments(ways, "receipts" if self._beside else "shift", name=say("What is shown"))
            turn.changed.connect(self._turn)
            self.line.set_parts([turn])
            return
        self.line.set_parts([Label(title, "strong")], Line(stations(titles, at), say("Shift")))

    def show_next(self) -> None:
        """What the filled button does now, or what is missing for it."""
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
        if self.shift is None:
            return
        step = self.shift.step()
        if step is None or step.missing:
            return
        self.next.set_working(self.context.language.text("Being booked"))
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
        """The next official says who she is; her shift opens with what was counted."""
        counted = self.shift.counted() if self.shift is not None else None
        say = self.context.language.text
        if counted is None:
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
