"""The page Collect: what is ready, who takes it, and the handover that closes the case."""

from collections.abc import Callable, Mapping
from typing import Any

from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.text import Texts
from oss_desk.operations.cases import cases, handover
from oss_desk.operations.cases.handover import Override
from oss_desk.operations.money import till
from oss_desk.operations.office import registers
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets import CaseCard, CaseSheet, PaymentGiven
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.collect.giving import Giving
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.second_word import SecondWord
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.second_person import SecondPerson

Titles = tuple[tuple[str, Texts], ...]
COLLECT = "case-collect"
"""The part of the drafts; the case stands in the place of the visit."""


class CollectPage(DeskPage):
    """The list at the start side, the check beside it, the slip that says what is given away."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.word = SecondWord(self)
        self.giving: Giving | None = None
        self._case_id: int | None = None
        self._back = ""
        self._command_id = new_id()
        self._kept: Mapping[str, Any] = {}
        self._types: tuple[tuple[str, Texts], ...] = ()
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the parts, once the kinds of identity document are known."""
        self.work.read(self, _types, self._know_types, what="types")

    def opened(self, **arguments: Any) -> None:
        """Show what is ready; `case_id` chooses one, `back` is the page to return to once it is handed over."""
        case_id = arguments.get("case_id")
        self._back = arguments.get("back", "")
        if isinstance(case_id, int):
            self._case_id = case_id
        self.arrive()
        self.when_ready(self._read)

    def where(self) -> Mapping[str, Any]:
        """The case that is chosen, for the window made anew."""
        return {"case_id": self._case_id, "back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what is shown, when it may have changed."""
        if self.giving is not None and touches(changes, "case", "payment"):
            self._read()

    def summary(self) -> str:
        """What is chosen, for the narrow window."""
        return self.context.language.text("Ready to collect")

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("1 2 3", say("the document on record was shown")), ("F9", say("hand over"))]

    def key_character(self, character: str) -> bool:
        """A digit says which document was shown."""
        return self.giving is not None and self._case_id is not None and self.giving.key(character)

    def key_f7(self) -> bool:
        """Hand over, as F9."""
        return self._press_next("F9")

    def key_back(self) -> bool:
        """Close the payment, else let the case go."""
        if self.giving is None or self._case_id is None:
            return False
        if not self.giving.close_payment():
            self._let_go()
            self._go_back()
        return True

    def _know_types(self, known: tuple[Titles, Titles]) -> None:
        if self.here is None or self.giving is not None:
            return
        types, mandates = ([(code, self.here.text(title)) for code, title in titles] for titles in known)
        self.giving = Giving(self.here, self.people, types, self, mandates)
        self.giving.chosen.connect(self._choose)
        self.giving.chosen.connect(lambda _: self.fold())
        self.giving.pay_wanted.connect(self._read_means)
        self.follow_money(self.giving.till)
        self.giving.till.to_till.connect(lambda: self.goto.emit("till", {}))
        self.giving.till.to_waive.connect(self._waive)
        self.giving.case_wanted.connect(lambda case_id: self.goto.emit("cases", {"case_id": case_id}))
        self.giving.check.changed.connect(self._keep_typed)
        self.giving.outputs.issued.connect(self._issue)
        self.giving.outputs.spoilt.connect(lambda values: self._make(handover.spoil_output, values))
        self.giving.put_up()
        self._read()

    def closed(self) -> None:
        """Another page is shown: what was typed is kept at once."""
        self.keep_now()

    def keep_now(self) -> None:
        """Write what was typed."""
        self.work.drafts.flush()

    def _keep_typed(self) -> None:
        """Who takes it, as far as it is written down, is a draft of the case."""
        sheet = self.giving.sheet if self.giving is not None else None
        if self.giving is None or sheet is None or sheet.case.id != self._case_id:
            return
        content = self.giving.check.content()
        if content != self._kept:
            self._kept = content
            self.work.drafts.keep(sheet.case.id, COLLECT, content)

    def _read(self) -> None:
        if self.giving is None:
            return
        self.work.read(self, cases.worklist, self._show_list, what="list", which="ready")
        if self._case_id is not None:
            self.work.read(self, cases.case, self._show_case, what="case", case_id=self._case_id)

    def _show_list(self, cards: tuple[CaseCard, ...]) -> None:
        if self.giving is not None:
            self.giving.show_cards(cards, self._case_id)
            if self._case_id is None:
                self.land(self.giving.list.start)

    def _show_case(self, sheet: CaseSheet) -> None:
        if self.giving is None or sheet.case.id != self._case_id:
            return
        fresh = self.giving.sheet is None or self.giving.sheet.case.id != sheet.case.id
        if fresh:
            self._kept = sheet.drafts.get("collect", {})
        self.giving.show_case(sheet)
        if fresh:
            self.arrive()
        self.land(self.giving.start)

    def _choose(self, case_id: int) -> None:
        """Another case is chosen; what was said of the one before is no more about it."""
        if case_id != self._case_id:
            self._command_id, self._back = new_id(), ""
            self.said.emit("", "", "info")
        self._case_id = case_id
        self._read()

    def _let_go(self) -> None:
        self._case_id = None
        self.wait_for_focus()
        if self.giving is not None:
            self.giving.show_nothing()
        self._read()

    def _read_means(self) -> None:
        self.work.read(self, till.means_of_payment, self._pay_by, what="means")
        if self.giving is not None:
            self.read_till(self.giving.till)

    def _pay_by(self, means: tuple[MeansOfPayment, ...]) -> None:
        cash = self.head is not None and self.head.desk.takes_cash
        if self.giving is not None:
            self.giving.open_payment([row for row in means if cash or row.kind != "cash"])

    def _issue(self, values: Mapping[str, Any]) -> None:
        self._make(handover.issue_output, {"case_id": self._case_id, **values})

    def _make(self, operation: Callable[..., Any], values: Mapping[str, Any]) -> None:
        """What is made anew before it is given away, where it was spoilt."""
        sheet = self.giving.sheet if self.giving is not None else None
        if sheet is not None:
            self.send(operation, lambda _: None, command_id=new_id(), version=sheet.case.version, **values)

    def _go(self) -> None:
        giving = self.giving
        if giving is None or giving.sheet is None:
            return
        payment = giving.till.given()
        if payment is not None:
            self._pay(giving, giving.sheet, payment)
        elif giving.check.checked().overridden:
            self._ask_supervisor(giving)
        else:
            self._hand_over(None, None)

    def _ask_supervisor(self, giving: Giving) -> None:
        say = self.context.language.text
        reason = giving.check.checked().reason
        text = say("A supervisor confirms that it is given away. The reason: {reason}", reason=reason)
        sheet = giving.sheet
        dialog = self.ask_second(say("A supervisor"), text, self._hand_over)
        if sheet is not None:
            self.word.attach(dialog, handover.hand_over, lambda second: _values(giving, sheet, second), self._hand_over)
        giving.show_next()

    def _waive(self) -> None:
        sheet = self.giving.sheet if self.giving is not None else None
        if sheet is not None:
            self.goto.emit("waiver", {"case_id": sheet.case.id, "back": "collect"})

    def _hand_over(self, second: Second | None, dialog: SecondPerson | None) -> None:
        giving = self.giving
        if giving is None or giving.sheet is None:
            return
        sheet = giving.sheet
        self.next.set_working(self.context.language.text("Being handed over"))

        def done(_: object) -> None:
            if dialog is not None:
                dialog.accept()
            self._command_id = new_id()
            self.work.drafts.forget(sheet.case.id, COLLECT)
            self._given(sheet, giving.check.collector_name())

        def failed(error: BaseException) -> None:
            if dialog is not None:
                dialog.set_error(self.context.sentence(error))
            else:
                self.tell(error)
            giving.show_next()

        values = _values(giving, sheet, second)
        self.work.command(handover.hand_over, done, command_id=self._command_id, failed=failed, **values)

    def _given(self, sheet: CaseSheet, name: str) -> None:
        say = self.context.language.text
        title = say("{number} is handed over to {name}.", number=sheet.case.number, name=name)
        self._let_go()
        self._go_back(told=True)
        self.say(title, say("The case is closed. The handover note is being printed, to be signed."))

    def _go_back(self, told: bool = False) -> None:
        """Return to the page that the case was opened from; what is `told` there goes with the next thing done."""
        back, self._back = self._back, ""
        if back:
            self.goto.emit(back, {"told": told})

    def _pay(self, giving: Giving, sheet: CaseSheet, payment: PaymentGiven) -> None:
        self.next.set_working(self.context.language.text("Being booked"))

        def done(_: object) -> None:
            self._command_id = new_id()
            giving.close_payment()

        def failed(error: BaseException) -> None:
            self.tell(error)
            giving.show_next()

        demands = tuple(demand.demand_id for demand in sheet.demands)
        values: dict[str, Any] = {"demand_ids": demands, "payment": payment}
        values["command_id"] = self._command_id
        self.take_money(giving.till, done, failed, **values)


def _types(program: Any) -> tuple[Titles, Titles]:
    """The kinds of paper that say who somebody is, and those by which somebody else takes an output."""
    return registers.identity_types(program), registers.mandate_types(program)


def _values(giving: Giving, sheet: CaseSheet, second: Second | None) -> dict[str, Any]:
    """What the handover takes."""
    checked = giving.check.checked()
    return {
        "case_id": sheet.case.id,
        "version": sheet.case.version,
        "collector": checked.collector,
        "document_type": checked.document_type,
        "document_number": checked.document_number,
        "override": Override(checked.reason, second) if second is not None else None,
        "mandate": checked.mandate,
        "mandate_number": checked.mandate_number,
    }
