"""The page Cases: the worklists, and the case that was opened from them, from the search or from another page."""

from collections.abc import Callable, Mapping
from typing import Any

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.cases import case_clock, cases, endings, handover, steps
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import held, papers
from oss_desk.operations.sheets import CaseCard, CaseSheet, HeldPaper, HeldSheet, PaymentGiven, ReceiptSheet
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context
from oss_desk.ui.pages.cases.deeds import Deed
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.lists import Lists
from oss_desk.ui.pages.cases.one_case import OneCase
from oss_desk.ui.pages.cases.till_box import TillBox
from oss_desk.ui.pages.cases.typed import WORK
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.second_word import SecondWord, beside_them
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.second_person import SecondPerson

VERBS: Mapping[str, Callable[..., Any]] = {
    "act": steps.act,
    "add_note": steps.add_note,
    "suspend": case_clock.suspend,
    "resume": case_clock.resume,
    "send_back": case_clock.send_back,
    "extend": case_clock.extend,
    "withdraw": endings.withdraw,
    "lapse": endings.lapse,
    "opened_in_error": endings.opened_in_error,
}
"""The operation of each deed."""
WITHOUT_VERSION = frozenset({"add_note"})


class CasesPage(DeskPage):
    """Worklists first; one case after it was opened. Escape leads back."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.word = SecondWord(self)
        self.lists: Lists | None = None
        self.one: OneCase | None = None
        self._shown: Lists | OneCase | None = None
        self._case_id: int | None = None
        self._command_id, self._back_to = new_id(), ""
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make both views."""
        self.lists = Lists(here, self)
        self.lists.asked.connect(self._read_list)
        self.lists.opened.connect(self.open_case)
        self.one = OneCase(here, self.people, self)
        self.one.back.connect(self.show_lists)
        self.one.done.connect(self._do)
        self.one.keep.connect(lambda answers: self._change(steps.give_answers, answers=answers))
        self.one.marked.connect(lambda values: self._change(steps.record_paper, **values))
        self.one.not_accepted.connect(lambda values: self._change(steps.refuse_case_paper, **values))
        self.one.opinion.connect(self._record_opinion)
        self.one.issued.connect(lambda values: self._change(handover.issue_output, **values))
        self.one.spoilt.connect(self._spoil)
        self.one.pay.connect(self._read_means)
        self.one.look_at.connect(self.prints.open)
        self.one.paid.connect(self._pay)
        self.one.till_made.connect(self._till_made)
        self.one.placed.connect(self._place)
        self.one.kept.connect(self._keep_typed)
        self.one.hand_over.connect(self._hand_over)

    def _till_made(self, till: TillBox) -> None:
        self.follow_money(till)
        till.to_till.connect(lambda: self.goto.emit("till", {}))
        till.to_waive.connect(lambda: self.goto.emit("waiver", {"case_id": self._case_id, "back": "cases"}))

    def opened(self, **arguments: Any) -> None:
        """Show a case (`case_id`, or kind and id of something found), a list (`which`), or what was there before."""
        self._back_to = str(arguments.pop("back", ""))
        self.arrive()
        self.when_ready(lambda: self._open(**arguments))

    def where(self) -> Mapping[str, Any]:
        """The case that is shown, for the window made anew."""
        return {"case_id": self._case_id} if self._case_id is not None else {}

    def closed(self) -> None:
        """Another page is shown: what was typed is kept at once."""
        self.keep_now()

    def keep_now(self) -> None:
        """Write what was typed."""
        self.work.drafts.flush()

    def refresh(self, changes: object) -> None:
        """Read again what is shown, when it may have changed."""
        if self.here is not None and touches(changes, "case", "payment", "evidence"):
            self._read()
        elif self.here is not None and touches(changes, "print-job"):
            self._read_papers()

    def open_case(self, case_id: int) -> None:
        """Show this case."""
        if case_id != self._case_id or self.one is None or self.one.sheet is None:
            self._command_id = new_id()
        self._case_id = case_id
        self._read()

    def show_lists(self) -> None:
        """Back to the worklists, at the case one came from."""
        self._case_id = None
        if self.lists is not None:
            self._shown = self.lists
            self.wait_for_focus()
            self.lists.put_up()
            self._read()

    def room_changed(self, room: str) -> None:
        """A case is laid out anew; a half-written form stays with the case."""
        sheet = self.one.sheet if self.one is not None and self._shown is self.one else None
        if self.one is not None and sheet is not None:
            self.one.put_up()
            self.one.show_case(sheet)

    def key_back(self) -> bool:
        """Escape closes a form, then the case."""
        if self._case_id is None or self.one is None:
            return False
        if not self.one.escape():
            self.show_lists()
        return True

    def key_character(self, character: str) -> bool:
        """Letters press the buttons that carry them."""
        return self._case_id is not None and self.one is not None and self.one.key(character)

    def key_f7(self) -> bool:
        """Hand over what is ready."""
        sheet = self.one.sheet if self.one is not None and self._case_id is not None else None
        if sheet is None or "hand-over" not in sheet.may:
            return False
        self._hand_over(sheet.case.id)
        return True

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        if self._case_id is None:
            return [("↑ ↓", say("walk through the list")), ("Enter", say("open the case"))]
        return [
            ("F9", say("the decision on the button")),
            ("N", say("add a note")),
            ("Esc", say("back to the worklist")),
        ]

    def _open(self, case_id: int | None = None, kind: str = "", id: int = 0, code: str = "", which: str = "") -> None:
        if kind == "receipt" and code:
            self.work.read(self, till.receipt, self._receipt_found, what="receipt", number=code)
        elif case_id or kind == "case":
            self.open_case(case_id or id)
        elif self._case_id is None or which:
            if which and self.lists is not None:
                self.lists.set_which(which)
            self.show_lists()
        else:
            self._read()

    def _hand_over(self, case_id: int) -> None:
        """Who came here from a visit goes back to it after the handover."""
        self.goto.emit("collect", {"case_id": case_id, "back": self._back_to})

    def _receipt_found(self, sheet: ReceiptSheet) -> None:
        if sheet.cases:
            self.open_case(sheet.cases[0].id)

    def _read(self) -> None:
        if self._case_id is not None:
            self.work.read(self, cases.case, self._show_case, what="case", case_id=self._case_id)
            self._read_papers()
        elif self.lists is not None:
            self._read_list(*self.lists.list.asks())

    def _read_list(self, which: str, text: str) -> None:
        if self._case_id is None:
            self.work.read(self, cases.worklist, self._show_list, what="list", which=which, text=text)
            self._read_counts()

    def _read_counts(self) -> None:
        def count(program: Any) -> dict[str, int]:
            return {which: len(cases.worklist(program, which=which)) for which in ("mine", "overdue", "ready")}

        self.work.read(self, count, self._show_counts, what="counts")

    def _show_counts(self, counts: dict[str, int]) -> None:
        if self.lists is not None and self._case_id is None:
            self.lists.list.show_counts(counts)

    def _show_list(self, cards: tuple[CaseCard, ...]) -> None:
        if self.lists is not None and self._case_id is None:
            self.lists.show_cards(cards)
            self.land(self.lists.list.start)

    def _read_papers(self) -> None:
        if self._case_id is not None:
            self.work.read(self, papers.papers_of_case, self._show_papers, what="papers", case_id=self._case_id)

    def _show_papers(self, jobs: tuple[PrintJob, ...]) -> None:
        if self.one is not None and self._shown is self.one:
            self.one.printed.show_jobs(jobs)

    def _show_held(self, sheet: HeldSheet) -> None:
        if self.one is not None and self._shown is self.one:
            self.one.held.show_papers(sheet, "note" in self.one.sheet.may if self.one.sheet is not None else False)

    def _place(self, paper: HeldPaper, place: str) -> None:
        values: dict[str, Any] = {"evidence_id": paper.evidence_id, "version": paper.version, "place": place}
        self.send(held.place_paper, lambda _: None, command_id=new_id(), **values)

    def _show_case(self, sheet: CaseSheet) -> None:
        if self.one is None or sheet.case.id != self._case_id:
            return
        self.one.from_visit = bool(self._back_to)
        fresh = self._shown is not self.one or self.one.sheet is None or self.one.sheet.case.id != sheet.case.id
        if fresh:
            self._shown = self.one
            self.one.put_up()
        self.one.show_case(sheet)
        self.work.read(self, held.held_for_cases, self._show_held, what="held", case_ids=(sheet.case.id,))
        if fresh:
            self.arrive()
        self.land(self.one.focus_work)

    def _go(self) -> None:
        if self._case_id is None:
            self._open_walked()
        elif self.one is not None and self.one.sheet is not None and not self.one.sheet.case.open:
            self._leave_case()
        elif self.one is not None:
            self.one.go()

    def _leave_case(self) -> None:
        """A case that is closed: back to the visit it was opened from, else to the worklists."""
        if self._back_to:
            back, self._back_to, self._case_id = self._back_to, "", None
            self.goto.emit(back, {})
        else:
            self.show_lists()

    def _open_walked(self) -> None:
        card = self.lists.walked() if self.lists is not None else None
        if card is not None:
            self.open_case(card.id)

    def _do(self, deed: Deed, values: Mapping[str, Any]) -> None:
        if deed.second:
            text = self.context.language.text("{action}. Somebody else, a supervisor, confirms it.", action=deed.words)
            title = self.context.language.text("A second person")

            def send(second: Second, dialog: SecondPerson) -> None:
                self._command(deed, {**values, "second": second}, dialog)

            version = {} if deed.verb in WITHOUT_VERSION else {"version": self._version()}
            whole = {"case_id": self._case_id, **version, **values}
            self.word.attach(self.ask_second(title, text, send), VERBS[deed.verb], beside_them(whole), send)
            self._again()
        else:
            self._command(deed, values, None)

    def _command(self, deed: Deed, values: Mapping[str, Any], dialog: SecondPerson | None) -> None:
        def done(_: object) -> None:
            if dialog is not None:
                dialog.accept()
            self._finished()

        def failed(error: BaseException) -> None:
            if dialog is not None:
                dialog.set_error(self.context.sentence(error))
            self._failed(error)

        self.next.set_working(self.context.language.text("Being recorded"))
        version = {} if deed.verb in WITHOUT_VERSION else {"version": self._version()}
        self.send(
            VERBS[deed.verb],
            done,
            command_id=self._command_id,
            failed=failed,
            case_id=self._case_id,
            **version,
            **values,
        )

    def _finished(self) -> None:
        """A command was taken: the focus goes where the work of the case goes on."""
        if self.one is not None:
            self.one.finished()
        self._command_id = new_id()
        self.wait_for_focus()

    def _keep_typed(self, case_id: int, content: Mapping[str, Any]) -> None:
        self.work.drafts.keep(case_id, WORK, content)

    def _failed(self, error: BaseException) -> None:
        words = self.context.sentence(error)
        if self.one is not None:
            self.one.failed(words)
            if self.one.form is None:
                self.tell(error)

    def _again(self) -> None:
        """The filled button can be pressed again."""
        if self.one is not None:
            self.one.show_next()

    def _version(self) -> int:
        return self.one.sheet.case.version if self.one is not None and self.one.sheet is not None else 0

    def _change(self, operation: Callable[..., Any], **values: Any) -> None:
        """A smaller change of the case that is shown."""
        self.send(
            operation, lambda _: None, command_id=new_id(), case_id=self._case_id, version=self._version(), **values
        )

    def _spoil(self, values: Mapping[str, Any]) -> None:
        self.send(handover.spoil_output, lambda _: None, command_id=new_id(), version=self._version(), **values)

    def _record_opinion(self, opinion_id: int, answer: str, note: str) -> None:
        sheet = self.one.sheet if self.one is not None else None
        opinion = next((line for line in sheet.opinions if line.id == opinion_id), None) if sheet else None
        if opinion is not None:
            values: dict[str, Any] = {"opinion_id": opinion_id, "version": opinion.version, "answer": answer}
            self.send(steps.record_opinion, lambda _: None, command_id=new_id(), note=note, **values)

    def _read_means(self) -> None:
        self.work.read(self, till.means_of_payment, self._open_payment, what="means")
        if self.one is not None:
            self.read_till(self.one.till)

    def _open_payment(self, means: tuple[MeansOfPayment, ...]) -> None:
        if self.one is not None:
            cash = self.head is not None and self.head.desk.takes_cash
            self.one.open_payment([row for row in means if cash or row.kind != "cash"])

    def _pay(self, payment: PaymentGiven) -> None:
        sheet = self.one.sheet if self.one is not None else None
        if sheet is None or self.one is None:
            return

        def done(_: object) -> None:
            self._finished()

        self.next.set_working(self.context.language.text("Being booked"))
        demands = tuple(demand.demand_id for demand in sheet.demands)
        values: dict[str, Any] = {"command_id": self._command_id, "demand_ids": demands, "payment": payment}
        self.take_money(self.one.till, done, self._failed, **values)
