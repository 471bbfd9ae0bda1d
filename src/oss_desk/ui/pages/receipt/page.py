"""The page of one receipt: what was paid, what corrected it, and the forms to copy, refund or cancel it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from oss_desk.domain.money import Money
from oss_desk.operations.money import till
from oss_desk.operations.rights import RIGHTS
from oss_desk.operations.sheets import ApprovalCard, ReceiptSheet
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.receipt.approved import pairs_of
from oss_desk.ui.pages.receipt.facts import ReceiptPanel
from oss_desk.ui.pages.receipt.forms import CopyForm, Form, RefundForm, VoidForm
from oss_desk.ui.pages.second_dialog import Send
from oss_desk.ui.pages.second_word import SecondWord, beside_them
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.second_person import SecondPerson
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Pairs, Slip

WIDTH, SLIP = 360, 300
VERBS: Mapping[str, Callable[..., Any]] = {
    "copy": till.copy_receipt,
    "refund": till.refund,
    "void": till.void,
}


class ReceiptPage(DeskPage):
    """Opened with `code`, the number of a receipt or of what corrects one, and `back`, the page to return to."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self._number, self._back, self.which = "", "", "copy"
        self._sheet: ReceiptSheet | None = None
        self._approved: ApprovalCard | None = None
        self.form: Form | None = None
        self._command_id = new_id()
        self._facts: Mapping[str, str | int] = {}
        self.word = SecondWord(self)
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Nothing stands before a receipt is read."""

    def opened(self, **arguments: Any) -> None:
        """Show a receipt; with `approval` the form is filled with what a second person approved."""
        self._number = str(arguments.get("code") or arguments.get("number") or self._number)
        self._back = str(arguments.get("back", self._back))
        approved = arguments.get("approval")
        self._approved = approved if isinstance(approved, ApprovalCard) else None
        if self._approved is not None:
            self.which = {"void": "void", "refund": "refund"}.get(self._approved.operation, "copy")
        self.arrive()
        self.when_ready(self._read)

    def where(self) -> Mapping[str, Any]:
        """The receipt that is shown, for the window made anew."""
        return {"code": self._number, "back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self._sheet is not None and touches(changes, "payment", "case", "cash-session"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """Receipt and form below each other in a narrow window."""
        if self._sheet is not None:
            self._draw(self._sheet)

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("1 2 3", say("copy, give back, cancel")), ("F9", say("the decision on the button"))]

    def key_character(self, character: str) -> bool:
        """1, 2 and 3 choose what is done."""
        if self._sheet is None or character not in ("1", "2", "3"):
            return False
        self._choose(tuple(VERBS)[int(character) - 1])
        return True

    def key_f9(self) -> bool:
        """Press the button."""
        self.next.trigger()
        return True

    def key_back(self) -> bool:
        """Back to the page one came from."""
        if self._back:
            self.goto.emit(self._back, {})
        return bool(self._back)

    def _read(self) -> None:
        if self._number:
            self.work.read(self, till.receipt, self._show, what="receipt", number=self._number)

    def _show(self, sheet: ReceiptSheet) -> None:
        self._sheet = sheet
        self._draw(sheet)
        if self.form is not None and self._approved is not None:
            self.form.fill_in(self._approved.shown)
        self._show_next()
        self.land(self.setFocus)

    def _start(self) -> None:
        field = self.form.first() if self.form is not None else None
        if field is not None:
            field.focus()
        else:
            self.setFocus()

    def _choose(self, which: str) -> None:
        if which == self.which and self.form is not None:
            return
        self.which, self._approved = which, None
        self._command_id = new_id()
        if self._sheet is not None:
            self.wait_for_focus()
            self._draw(self._sheet)
            self._show_next()
            self.land(self._start)

    def _draw(self, sheet: ReceiptSheet) -> None:
        assert self.here is not None
        say = self.context.language.text
        facts = ReceiptPanel(self.here, sheet)
        facts.open_case.connect(lambda case_id: self.goto.emit("cases", {"case_id": case_id}))
        facts.copy_correction.connect(self._copy_correction)
        self.form = self._form(sheet)
        parts = [*([self._choosing()] if self._corrects() else []), *([self.form] if self.form is not None else [])]
        if self.room != "wide":
            self.set_columns(roomy(Column(*parts, facts)), folds_first=False)
        elif parts:
            self.set_columns(facts, roomy(Column(*parts)), widths=(None, WIDTH), folds_first=False)
        else:
            self.set_columns(facts, folds_first=False)
        self.set_slip(self._sums(sheet), SLIP)
        close = Button(say("Back"), "close", "Esc")
        close.clicked.connect(lambda: self.key_back())
        title = Label(say("Receipt {number}", number=sheet.receipt.number), "heading")
        self.line.set_parts([title], beside(1), [close] if self._back else [])

    def _sums(self, sheet: ReceiptSheet) -> Slip:
        """What was paid and given back, and what can still be."""
        assert self.here is not None
        say, money = self.context.language.text, self.here.money
        slip = Slip()
        slip.set_title(say("Receipt {number}", number=sheet.receipt.number), sheet.payment.payer_name)
        pairs = Pairs()
        pairs.add(say("Paid"), money(sheet.amount))
        for one in sheet.corrections:
            pairs.add(say("Cancelled") if one.kind == "void" else say("Given back"), money(one.amount), "wait")
        slip.add(pairs)
        slip.add_stretch()
        slip.set_total(say("Stays paid"), money(sheet.left))
        return slip

    def _choosing(self) -> Segments:
        say = self.context.language.text
        choices = [("copy", say("Copy")), ("refund", say("Give back")), ("void", say("Cancel it"))]
        which = Segments(choices, self.which, name=say("What is done with the receipt"))
        which.changed.connect(self._choose)
        return which

    def _corrects(self) -> bool:
        return self.head is not None and bool(self.head.roles & RIGHTS["correct"])

    def _form(self, sheet: ReceiptSheet) -> Form | None:
        """The form of what is chosen; nothing is after a correction, and who takes no money only looks."""
        assert self.here is not None
        if self.head is None or not self._corrects() or not self.which:
            return None
        cash = self.head.desk.takes_cash
        made: Form = (
            CopyForm(self.here, sheet.copies)
            if self.which == "copy"
            else RefundForm(self.here, sheet, cash)
            if self.which == "refund"
            else VoidForm(self.here, sheet)
        )
        made.changed.connect(self._show_next)
        return made

    def _show_next(self) -> None:
        if self.form is None or self.here is None:
            say = self.context.language.text
            self.next.set_not_yet(
                say("Nothing is chosen.") if self._corrects() else say("Only to be looked at"), "", "F9"
            )
            return
        title, missing = self._title(), self.form.missing()
        if missing:
            self.next.set_not_yet(title, missing, "F9")
        else:
            say = self.context.language.text
            alone = isinstance(self.form, CopyForm) and self._sheet is not None and not self._sheet.copies
            told = say("and print it") if alone else say("with a second person")
            self.next.set_ready(title, told, "F9", "printer" if alone else "check")

    def _title(self) -> str:
        say = self.context.language.text
        if isinstance(self.form, RefundForm) and self.here is not None:
            return say("Give {amount} back", amount=self.here.money(self.form.amount()))
        return say("Cancel the receipt") if self.which == "void" else say("Print a copy")

    def _go(self) -> None:
        if self._sheet is None or self.form is None or self.form.missing():
            return
        values = {"receipt_id": self._sheet.receipt.id, **self.form.values()}
        if isinstance(self.form, CopyForm) and not self._sheet.copies:
            self.send(till.copy_receipt, self._done, command_id=self._command_id, failed=self._failed, **values)
            return
        self._facts = self._told(self._sheet, values)
        self.next.set_working(self.context.language.text("Being recorded"))
        ways: dict[str, Any] = {"again": self._show_next, "command_id": self._command_id}
        self.word.ask(VERBS[self.which], beside_them(values), self._done, self._failed, **ways)

    def ask_second(self, title: str, text: str, then: Send) -> SecondPerson:
        """The question with every fact that another desk would see on the page of approvals."""
        dialog, inside = super().ask_second(title, text, then), None
        if self._facts and self.here is not None:
            inside = dialog.layout()
        if isinstance(inside, QVBoxLayout) and self.here is not None:
            inside.insertWidget(2, pairs_of(self.here, self._facts))
        return dialog

    def _told(self, sheet: ReceiptSheet, values: Mapping[str, Any]) -> Mapping[str, str | int]:
        """Receipt, payer, cases, means and reason of what is asked; nothing for a copy."""
        if isinstance(self.form, CopyForm) or self.here is None:
            return {}
        money = self.here.office.money
        parts = values.get("parts", sheet.parts)
        return {
            "receipt": sheet.receipt.number,
            "payer": sheet.payment.payer_name,
            "case": ", ".join(card.number for card in sheet.cases),
            "means": ", ".join(f"{part.means} {Money(part.amount, money).amount:f}" for part in parts),
            "reason": str(values["reason"]),
            "words": str(values["words"]),
        }

    def _copy_correction(self, correction_id: int, copies: int) -> None:
        say = self.context.language.text
        values: dict[str, Any] = {"correction_id": correction_id}
        if not copies:
            self.send(till.copy_correction, self._done, command_id=new_id(), failed=self._failed, **values)
            return
        self._facts = {}
        values["reason"] = say("The payer asks for it")
        ways: dict[str, Any] = {"again": self._show_next, "command_id": new_id()}
        self.word.ask(till.copy_correction, beside_them(values), self._done, self._failed, **ways)

    def _done(self, _: object) -> None:
        say = self.context.language.text
        told = {
            "void": say("The receipt is cancelled. Its cancellation is being printed."),
            "refund": say("The refund is booked. Its receipt is being printed."),
            "copy": say("The copy is being printed."),
        }
        self.say(told[self.which or "copy"])
        self._approved = None
        self._choose("")

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self._show_next()
