"""What the Counter does for a visit: each wish of the view becomes one operation, with its undo where there is one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.people import Person
from oss_desk.operations.money import cashing_up, starts, till
from oss_desk.operations.sheets import LineSheet, PaymentGiven, TillNow, VisitSheet
from oss_desk.operations.visits import basket, from_afar, start, visits
from oss_desk.ui.messages import mark_words
from oss_desk.ui.pages.counter import stations
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.questions import Asked
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.pages.counter.work import Work, new_id
from oss_desk.ui.pages.second_word import SecondWord, beside_them


def nothing(_: BaseException) -> None:
    """Whoever may not take money asks for none."""


class Deeds(QObject):
    """Commands for one open visit. `ended`: it was parked or closed; `refused`: something was not done."""

    ended = Signal()
    paid = Signal()
    """A payment was booked, or cases were started without one."""
    refused = Signal(str, object)

    def __init__(self, here: Here, work: Work, view: VisitView, word: SecondWord) -> None:
        super().__init__(view)
        self._here, self._work, self._view, self.word = here, work, view, word
        self._payment_id = new_id()
        self._for_line: LineSheet | None = None
        self._asking = False
        self._quantities: dict[int, int] = {}
        self._connect()

    def take_up(self, sheet: VisitSheet) -> None:
        """The command that will take the money keeps the id it was given before a kill."""
        self._payment_id = sheet.drafts.get("pay", ({}, None))[1] or new_id()

    def read_till(self) -> None:
        """Ask whether a shift is open, so that money can be taken."""
        self._work.read(self, cashing_up.till_now, self._view.payment.show_till, what="till")

    def go_on(self) -> None:
        """The next action was pressed."""
        self._view.settle_undo()
        station = self._view.station
        if station == "citizen" and (self._view.citizen.is_adding() or self._view.citizen.is_correcting()):
            if not self._view.citizen.save():
                self._view.redraw()
            return
        if station == "documents" and self._view.documents.note():
            return
        if station == "pay":
            self._pay()
        elif station == "receipt":
            self._after_receipt()
        elif station == "details" or (station == "documents" and self._is_told()):
            self._work.settled(self._after_details)
        else:
            self._view.go(self._following(station))

    def _is_told(self) -> bool:
        """Whether the details have nothing to ask, or have been answered already."""
        return not stations.asks(self._sheet()) or self._view.is_answered()

    def _after_receipt(self) -> None:
        """What is to be done at this counter comes first; then the visit is closed."""
        now = stations.at_once(self._sheet())
        if now is None:
            self.close(None)
        else:
            self._view.awake()
            self._view.receipt.open_case.emit(now.case.id)

    def hurry(self) -> None:
        """Ctrl+Enter where something is still missing: look once more with everything that was typed, then say what."""
        if self._view.station == "details":
            self._work.settled(self._after_details)

    def close(self, outcome: str | None) -> None:
        """End the visit."""
        sheet = self._sheet()
        values: dict[str, Any] = {"visit_id": sheet.visit.id, "version": sheet.visit.version, "outcome": outcome}
        self._do(
            visits.close_visit,
            self._here.language.text("The visit is still open."),
            lambda _: self.ended.emit(),
            **values,
        )

    def park(self, reason: str) -> None:
        """Put the visit on hold."""
        sheet = self._sheet()
        values: dict[str, Any] = {"visit_id": sheet.visit.id, "version": sheet.visit.version, "reason": reason}
        self._do(
            visits.hold_visit,
            self._here.language.text("The visit is not parked."),
            lambda _: self.ended.emit(),
            **values,
        )

    def print_papers(self) -> None:
        """F8: the application when paying, else the slip of what is missing."""
        if self._view.station == "pay":
            self._print_application()
        else:
            self._print_missing()

    def set_visitor(self, citizen_id: int) -> None:
        """Who stands here."""
        sheet = self._sheet()
        values: dict[str, Any] = {"visit_id": sheet.visit.id, "version": sheet.visit.version, "citizen_id": citizen_id}
        self._do(visits.set_visitor, self._here.language.text("The citizen was not taken over."), self._named, **values)

    def _connect(self) -> None:
        view = self._view
        view.gone_on.connect(self.go_on)
        view.park_wanted.connect(self.park)
        view.close_wanted.connect(self.close)
        view.citizen.found.connect(self._found)
        view.citizen.left.connect(view.redraw)
        view.services.added.connect(self.add_service)
        view.services.event_added.connect(self._add_event)
        view.basket.removed.connect(self._remove)
        view.basket.quantity.connect(self._set_quantity)
        view.basket.for_other.connect(self._ask_for_whom)
        view.details.for_other.connect(self._ask_for_whom)
        view.documents.marked.connect(self._mark)
        view.documents.refused.connect(lambda values: self._paper(basket.refuse_paper, values))
        view.documents.unmarked.connect(self._unmark)
        view.documents.asked.connect(self._keep_asked)
        view.documents.print_missing.connect(self._print_missing)
        view.details.said.connect(self._keep_answers)
        view.details.left.connect(self._work.drafts.flush)
        view.payment.changed.connect(self._keep_payment)
        view.review.print_application.connect(self._print_application)
        view.review.application_came.connect(self._application_came)
        view.came.connect(self._came)
        view.moved.connect(self._asks_money)

    def _sheet(self) -> VisitSheet:
        sheet = self._view.sheet
        if sheet is None:
            raise RuntimeError("there is no visit yet")
        return sheet

    def _do(
        self, operation: Callable[..., Any], failed: str, then: Callable[[Any], None] | None = None, **values: Any
    ) -> None:
        """One operation; when it is refused, `failed` says what did not happen, before the reason."""
        command_id = values.pop("command_id", None)
        self._work.command(
            operation, then, command_id=command_id, failed=lambda error: self._not_done(failed, error), **values
        )

    def _not_done(self, failed: str, error: BaseException) -> None:
        self._view.awake()
        self.refused.emit(failed, error)

    def _following(self, station: stations.Station) -> stations.Station:
        sheet = self._sheet()
        if station == "services" and not sheet.lines and sheet.to_pay_cases:
            return "pay"
        return stations.after(station)

    def _after_details(self) -> None:
        sheet = self._sheet()
        self._work.read(self, visits.visit, self._decide, what="decide", visit_id=sheet.visit.id)

    def _decide(self, sheet: VisitSheet) -> None:
        self._view.show_visit(sheet, self._work.drafts.busy(sheet.visit.id))
        if self._view.newly_asked():
            self._view.go("documents")
        elif stations.basket(sheet).ready or sheet.to_pay_cases:
            self._view.go("pay")
        elif any(line.applicant is None for line in sheet.lines):
            self._view.go("citizen")
        elif not self._view.details.complain() and stations.missing(sheet)[0]:
            self._view.go("documents")

    def _found(self, kind: str, person_id: int) -> None:
        if self._for_line is not None:
            self._set_applicant(
                self._for_line, Person("organisation" if kind == "organisation" else "citizen", person_id)
            )
        elif kind == "citizen":
            self.set_visitor(person_id)
        else:
            self._view.citizen.search()

    def _named(self, _: object) -> None:
        self._view.citizen.search()
        self._view.go("services" if not self._sheet().lines else "documents")

    def _set_applicant(self, line: LineSheet, applicant: Person) -> None:
        self._for_line = None
        values: dict[str, Any] = {
            "request_id": line.request.id,
            "version": line.request.version,
            "applicant": applicant,
        }
        failed = self._here.language.text("The service is still for whom it was.")
        self._do(basket.set_applicant, failed, lambda _: self._view.go("documents"), **values)
        self._view.citizen.search()

    def _ask_for_whom(self, request_id: int) -> None:
        self._for_line = self._line(request_id)
        self._view.go("citizen")
        self._view.citizen.search("applicant")
        self._view.citizen.start()

    def _line(self, request_id: int) -> LineSheet | None:
        return next((line for line in self._sheet().lines if line.request.id == request_id), None)

    def add_service(self, service_version_id: int) -> None:
        """Put a service into the basket."""
        failed = self._here.language.text("The service was not added.")
        self._do(basket.add_service, failed, visit_id=self._sheet().visit.id, service_version_id=service_version_id)

    def _add_event(self, code: str) -> None:
        failed = self._here.language.text("The services were not added.")
        self._do(basket.add_life_event, failed, visit_id=self._sheet().visit.id, code=code)

    def _set_quantity(self, request_id: int, quantity: int) -> None:
        """Pressed again before the answer is there, the newest quantity is sent after it."""
        line, on_its_way = self._line(request_id), request_id in self._quantities
        if line is None:
            return
        self._quantities[request_id] = quantity
        if not on_its_way:
            self._send_quantity(request_id, line.request.version)

    def _send_quantity(self, request_id: int, version: int) -> None:
        quantity = self._quantities[request_id]

        def done(made: Any) -> None:
            if self._quantities[request_id] != quantity:
                self._send_quantity(request_id, made.version)
            else:
                del self._quantities[request_id]

        def failed(error: BaseException) -> None:
            del self._quantities[request_id]
            self._not_done(self._here.language.text("The quantity is as it was."), error)

        values: dict[str, Any] = {"request_id": request_id, "version": version, "quantity": quantity}
        self._work.command(basket.set_quantity, done, failed=failed, **values)

    def _remove(self, request_id: int) -> None:
        line, say = self._line(request_id), self._here.language.text
        if line is None:
            return
        words = say("{service} was taken out of the basket.", service=self._here.text(line.title))
        values: dict[str, Any] = {"request_id": request_id, "version": line.request.version}
        self._do(
            basket.remove_service,
            say("The service is still in the basket."),
            lambda made: self._view.offer_undo(words, lambda: self._put_back(made.id, made.version)),
            **values,
        )

    def _put_back(self, request_id: int, version: int) -> None:
        """Undo: the line again, for the same person, as many, with everything that was answered and shown for it."""
        failed = self._here.language.text("The service was not put back.")
        self._do(basket.put_back_service, failed, request_id=request_id, version=version)

    def _mark(self, values: Mapping[str, Any]) -> None:
        words = self._marked_words(values)
        back = {"key": values["key"], "type": values["type"]}

        def marked(_: object) -> None:
            self._view.offer_undo(words, lambda: self._paper(basket.unmark_paper, back))

        self._paper(basket.mark_paper, values, marked)

    def _marked_words(self, values: Mapping[str, Any]) -> str:
        papers = (paper for line in self._sheet().papers for kinds in line.alternatives for paper in kinds)
        title = next((self._here.text(paper.title) for paper in papers if paper.type == values["type"]), "")
        mark = mark_words(self._here.language, values["mark"])
        return self._here.language.text("{paper}: {mark}.", paper=title, mark=mark)

    def _unmark(self, values: Mapping[str, Any]) -> None:
        self._paper(basket.unmark_paper, values)

    def _paper(
        self, operation: Callable[..., Any], values: Mapping[str, Any], then: Callable[[Any], None] | None = None
    ) -> None:
        failed = self._here.language.text("The document is as it was.")
        self._do(operation, failed, then, visit_id=self._sheet().visit.id, **values)

    def _keep_asked(self, asked: Asked) -> None:
        self._work.drafts.keep(self._sheet().visit.id, "papers", asked.content())

    def _keep_answers(self, request_id: int, content: Mapping[str, Any]) -> None:
        self._work.drafts.keep(self._sheet().visit.id, f"line:{request_id}", content)

    def _keep_payment(self, content: Mapping[str, Any]) -> None:
        self._work.drafts.keep(self._sheet().visit.id, "pay", content, self._payment_id)

    def _print_missing(self) -> None:
        failed = self._here.language.text("Nothing was printed.")
        self._do(start.print_missing, failed, visit_id=self._sheet().visit.id)

    def _print_application(self) -> None:
        sheet, failed = self._sheet(), self._here.language.text("Nothing was printed.")
        ids = stations.basket(sheet).request_ids
        if ids:
            self._do(start.print_application, failed, visit_id=sheet.visit.id, request_ids=ids)

    def _application_came(self, how: str) -> None:
        """The signed application came by post or was brought; without a word for it, it is not here after all."""
        visit, failed = self._sheet().visit.id, self._here.language.text("The application is as it was.")
        if how:
            self._do(from_afar.application_came, failed, visit_id=visit, how=how)
        else:
            self._do(from_afar.application_not_here, failed, visit_id=visit)

    def _came(self) -> None:
        """Who called or wrote stands here now."""
        visit, failed = self._sheet().visit, self._here.language.text("The visit goes on as it was.")
        self._do(from_afar.came_herself, failed, visit_id=visit.id, version=visit.version)

    def _pay(self) -> None:
        """Start what is ready and take what it owes; or take what a running case waits for."""
        sheet, say = self._sheet(), self._here.language.text
        ready = stations.basket(sheet).request_ids
        payment = self._view.payment.given() if self._view.payment.owes() else None
        failed = say("Nothing was booked and no case was started.") if ready else say("Nothing was booked.")
        self._view.working(say("Booking"))
        opening = self._view.payment.opening() if payment is not None else None
        if opening is not None:
            self._do(cashing_up.open_shift, failed, lambda _: self._opened(), float_counted=opening)
            return
        common = {"command_id": self._payment_id, "visit_id": sheet.visit.id, "payment": payment}
        if any(line.wanted for line in stations.basket(sheet).ready):
            self._start_with_waivers(ready, failed, payment)
        elif ready:
            self._do(start.start_cases, failed, self._paid, request_ids=ready, **common)
        else:
            demands = tuple(due.demand_id for due in sheet.to_pay_cases)
            self._do(till.pay, failed, self._paid, demand_ids=demands, **common)

    def _start_with_waivers(self, ready: tuple[int, ...], failed: str, payment: PaymentGiven | None) -> None:
        """A second person agrees to what is waived of the basket, where it is above the office's limit."""
        values = {"visit_id": self._sheet().visit.id, "request_ids": ready, "payment": payment}
        ways: dict[str, Any] = {"again": self._view.awake, "command_id": self._payment_id}
        wrong = partial(self._not_done, failed)
        self.word.ask(start.start_cases, beside_them(values), self._paid, wrong, **ways)

    def _asks_money(self, station: str) -> None:
        """Money is asked for at the station Pay; leaving it without having taken any ends that (R12)."""
        asks = station == "pay" and self._view.payment.owes()
        if asks and not self._asking:
            amount = self._view.payment.owed().minor
            values: dict[str, Any] = {"visit_id": self._sheet().visit.id, "amount": amount}
            self._work.command(starts.start_payment, None, failed=nothing, **values)
        elif self._asking and not asks and station != "receipt":
            self._work.command(starts.leave_payment, None, failed=nothing)
        self._asking = asks

    def _opened(self) -> None:
        """The shift is open: the payment goes on."""
        self._view.payment.show_till(TillNow("open"))
        self._pay()

    def _paid(self, _: object) -> None:
        self._payment_id = new_id()
        self._work.drafts.forget(self._sheet().visit.id, "pay")
        self._view.payment.take_up({})
        self._view.go_after_next("receipt")
        self.paid.emit()
