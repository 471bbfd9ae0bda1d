"""The page Counter: idle or with a visit, read again whenever something it shows was changed."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.visits import Channel
from oss_desk.language import own_name
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import begun as money_begun
from oss_desk.operations.money import till
from oss_desk.operations.office import office, registers
from oss_desk.operations.papers import held, papers
from oss_desk.operations.rights import RIGHTS
from oss_desk.operations.sheets import (
    CatalogueSheet,
    HeadSheet,
    HeldPaper,
    HeldSheet,
    TodaySheet,
    VisitCard,
    VisitSheet,
)
from oss_desk.operations.visits import from_afar, visits
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context, Page, Room
from oss_desk.ui.pages.counter.deeds import Deeds
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.idle import Idle
from oss_desk.ui.pages.counter.person_form import Lists
from oss_desk.ui.pages.counter.receipt import paper_words
from oss_desk.ui.pages.counter.second import CounterAsks
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.pages.counter.work import Work, new_id
from oss_desk.ui.pages.second_word import SecondWord
from oss_desk.ui.print_jobs import PrintJobs

MINUTE_MS = 60_000


class CounterPage(Page):
    """One desk: at most one visit is open at it."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__()
        self._context, self._prints = context, prints
        self._work = Work(context.program, context.tasks, self, context.unsaved)
        self._here: Here | None = None
        self._head: HeadSheet | None = None
        self._lists, self._means = Lists(), tuple[MeansOfPayment, ...]()
        self._catalogue: CatalogueSheet | None = None
        self._idle: Idle | None = None
        self._view: VisitView | None = None
        self._deeds: Deeds | None = None
        self._visit_id: int | None = None
        self._channel: Channel = from_afar.AT_COUNTER
        self._waiting: dict[str, Any] = {}
        self._found_open = False
        """Whether the visit was open already when the program was started: it ended without closing it."""
        self._open_id = new_id()
        self._wrong: dict[int, str] = {}
        self._says = False
        self._broken_off = self._says_so = False
        """Whether the payment of this visit was broken off by the end of the program, and whether it is still said."""
        self._work.changed.connect(self.changed)
        self._work.changed.connect(lambda _: self._say_no_more())
        self._work.failed.connect(lambda error: self._tell("", error))
        self._work.kept.connect(self._read_visit)
        prints.finished.connect(self._printed)
        prints.failed.connect(self._not_printed)
        self._clock = QTimer(self, interval=MINUTE_MS)
        self._clock.timeout.connect(self._minute)

    @property
    def view(self) -> VisitView | None:
        """The visit that is shown; None between two citizens."""
        return self._view

    @property
    def idle(self) -> Idle | None:
        """The day between two citizens; None while a visit is shown."""
        return self._idle

    def opened(self, **arguments: Any) -> None:
        """Shown: a citizen found in the search comes with kind and id, a service to add with `add`."""
        self._waiting, self._says = arguments, bool(arguments.get("told"))
        self._clock.start()
        if self._here is None:
            self._work.read(self, office.head, self._know_office, what="office")
        elif self._visit_id is None:
            self._read_today()
        else:
            if self._view is not None:
                self._view.start_to_pay()
            self._read_visit()
            self._take_waiting()
            if self._deeds is not None:
                self._deeds.read_till()

    def closed(self) -> None:
        """Another page is shown: what was typed is kept at once."""
        self.keep_now()
        self._clock.stop()

    def where(self) -> Mapping[str, Any]:
        """The station, and what no draft keeps, for the window made anew."""
        return self._view.where() if self._view is not None and self._view.sheet is not None else {}

    def keep_now(self) -> None:
        """Write what was typed."""
        self._work.drafts.flush()

    def refresh(self, changes: object) -> None:
        """Read again what was changed."""
        if self._here is None:
            return
        if touches(changes, "draft") and self._view is not None:
            self._begin_again()
        if touches(changes, "service-version", "notice"):
            self._read_catalogue()
        if self._visit_id is None:
            self._read_today()
        else:
            self._read_visit()
            if touches(changes, "print-job"):
                self._read_jobs()
            if touches(changes, "cash-session") and self._deeds is not None:
                self._deeds.read_till()
            if touches(changes, "evidence"):
                self._read_held()

    def room_changed(self, room: Room) -> None:
        """Paying shares the room otherwise in a smaller window."""
        face = self._view or self._idle
        if face is not None:
            face.arrange()

    def summary(self) -> str:
        """Who is here, and how much is in the basket."""
        sheet = self._view.sheet if self._view else None
        if sheet is None or self._here is None:
            return self._idle.summary() if self._idle is not None else ""
        say, plural = self._here.language.text, self._here.language.plural
        name = sheet.visitor.name if sheet.visitor else say("Not yet known")
        return f"{name}, " + plural("{n} service", "{n} services", len(sheet.lines))

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """The keys of the Counter."""
        say = self._context.language.text
        documents = (
            ("1 2 3 4", say("Original, copy, scan, missing")),
            ("A B C", say("Which of the documents that would do")),
            ("Y N", say("Reuse the one on file, or not")),
        )
        return (*documents, ("1 2 3 4", say("Cash, card, transfer, elsewhere")), ("Del", say("Take a service out")))

    def key_character(self, character: str) -> bool:
        """A single key answers the question of the station."""
        return self._view is not None and self._view.key(character)

    def key_f3(self) -> bool:
        """Serve now, or add a service."""
        if self._view is None:
            return self._press_next("F3")
        self._view.go("services")
        return True

    def key_f6(self) -> bool:
        """Park the visit; between two citizens, resume the one parked first."""
        if self._view is not None:
            self._view.park()
            return True
        card = self._idle.parked_first() if self._idle else None
        if card is not None:
            self._resume(card)
        return card is not None

    def key_f7(self) -> bool:
        """Hand over what is ready for the visitor."""
        sheet = self._view.sheet if self._view else None
        if sheet is None or sheet.visitor is None or not sheet.visitor.ready:
            return False
        if sheet.visit.channel != from_afar.AT_COUNTER:
            return False
        self._hand_over(sheet.visitor.ready[0].id)
        return True

    def key_f8(self) -> bool:
        """Print what is missing, or the application."""
        if self._deeds is None:
            return False
        self._deeds.print_papers()
        return True

    def key_f9(self) -> bool:
        """Take the money; where nothing can be taken, say why, and look whether that has changed since it was read."""
        if not super().key_f9() and self._view is not None and self._view.station == "pay":
            self._view.payment.complain()
            self._read_visit()
        return self._view is not None

    def key_go_on(self) -> bool:
        """Go on; where something is missing, say what."""
        if super().key_go_on():
            return True
        if self._deeds is not None and self.next.state == "not-yet":
            self._deeds.hurry()
        return self._deeds is not None

    def key_back(self) -> bool:
        """The station before."""
        return self._view is not None and self._view.back()

    def key_undo(self) -> bool:
        """Undo what the bar offers."""
        return self._view is not None and self._view.undo()

    def _know_office(self, head: HeadSheet) -> None:
        self._head = head
        self._here = Here(self._context.language, head.office, self._context.program.clock)
        self._read_catalogue()
        self._work.read(self, registers.identity_types, self._know_papers, what="papers")
        self._work.read(self, till.means_of_payment, self._know_means, what="means")
        self._read_today()

    def _know_papers(self, types: tuple[tuple[str, Any], ...]) -> None:
        if self._here is not None:
            languages = tuple((code, own_name(code)) for code in self._here.office.languages)
            self._lists = Lists(tuple((code, self._here.text(title)) for code, title in types), languages)

    def _know_means(self, means: tuple[MeansOfPayment, ...]) -> None:
        self._means = means

    def _read_catalogue(self) -> None:
        self._work.read(self, catalogue.catalogue, self._know_catalogue, what="catalogue")

    def _know_catalogue(self, sheet: CatalogueSheet) -> None:
        self._catalogue = sheet
        if self._view is not None:
            self._view.show_catalogue(sheet)

    def _read_today(self) -> None:
        self._work.read(self, visits.today, self._show_today, what="today")

    def _show_today(self, sheet: TodaySheet) -> None:
        if self._visit_id is not None:
            return
        if sheet.open_visit is not None:
            self._found_open = not self._waiting
            self._enter(sheet.open_visit.id)
            return
        self._show_idle().show_today(sheet)
        self._take_waiting()

    def _show_idle(self) -> Idle:
        if self._idle is None and self._here is not None:
            self._idle = Idle(self._here, self)
            self._idle.resume.connect(self._resume)
            self._idle.hand_over.connect(self._hand_over)
            self._idle.all_ready.connect(lambda: self.goto.emit("collect", {}))
            self._idle.print_job.connect(self._prints.print)
            self._idle.not_needed.connect(self._prints.dismiss)
            self._idle.from_afar.connect(lambda channel: self._serve(channel=channel))
            self._idle.look_at.connect(self._prints.open)
            self._set_plain_next()
            self._idle.put_up()
            self._idle.start()
        assert self._idle is not None
        return self._idle

    def _set_plain_next(self) -> None:
        from_idle = type(self.next)()
        from_idle.triggered.connect(lambda: self._serve())
        self.set_next(from_idle)
        from_idle.show()

    def _serve(self, visitor_id: int | None = None, channel: Channel = from_afar.AT_COUNTER) -> None:
        if self._visit_id is not None:
            return
        self.next.set_working(self._context.language.text("Opening"))
        values: dict[str, Any] = {"visitor_id": visitor_id} if visitor_id else {}
        if channel != from_afar.AT_COUNTER:
            values["channel"] = channel
        opened = self._open_id
        self._work.command(visits.open_visit, self._opened_visit, command_id=opened, failed=self._not_opened, **values)

    def _opened_visit(self, made: Any) -> None:
        self._open_id = new_id()
        self._enter(made.id)

    def _not_opened(self, error: BaseException) -> None:
        self._tell(self._context.language.text("No visit was opened."), error)
        self._idle = None
        self._read_today()

    def _resume(self, card: VisitCard) -> None:
        self._resume_parked(card.id)

    def _resume_parked(self, visit_id: int) -> None:
        def found(sheet: VisitSheet) -> None:
            values: dict[str, Any] = {"visit_id": visit_id, "version": sheet.visit.version}
            self._work.command(
                visits.resume_visit, lambda made: self._enter(made.id), failed=self._not_opened, **values
            )

        self._work.read(self, visits.visit, found, what="resume", visit_id=visit_id)

    def _enter(self, visit_id: int) -> None:
        if self._visit_id == visit_id:
            return
        self._visit_id = visit_id
        self._wrong = {}
        self._read_visit()

    def _read_visit(self) -> None:
        if self._visit_id is not None:
            self._work.read(self, visits.visit, self._show_visit, what="visit", visit_id=self._visit_id)

    def _show_visit(self, sheet: VisitSheet) -> None:
        if self._visit_id != sheet.visit.id or self._here is None:
            return
        if sheet.visit.state != "open":
            self._leave()
            return
        if self._view is not None and sheet.visit.channel != self._channel:
            self._begin_again()
        fresh = self._view is None
        if self._view is None:
            self._make_view(sheet)
        view = self._view
        assert view is not None
        before = view.sheet.started if view.sheet is not None else ()
        view.show_visit(sheet, self._work.drafts.busy(sheet.visit.id))
        if sheet.started != before:
            self._read_held()
        if fresh:
            self._ask_what_became_of_it(sheet)
            view.show_again(self._waiting)
            self._read_jobs()
            self._take_waiting()

    def _ask_what_became_of_it(self, sheet: VisitSheet) -> None:
        """A visit is found open at the start: was the payment that was being typed in it booked before the end?"""
        found, self._found_open = self._found_open, False
        command_id = sheet.drafts.get("pay", ({}, None))[1] or ""
        if found and (command_id or sheet.started):
            asked: dict[str, Any] = {"visit_id": sheet.visit.id, "command_id": command_id}
            then = partial(self._say_what_became, begun=bool(command_id))
            self._work.read(self, money_begun.receipt_of_command, then, what="begun", **asked)

    def _say_what_became(self, receipt: str, begun: bool) -> None:
        say = self._context.language.text
        if not receipt and not begun:
            return
        if receipt:
            title = say("The payment was booked, receipt {number}.", number=receipt)
            self.said.emit(title, say("It is not taken a second time."), "ready")
        else:
            title = say("The payment was not booked. No money was taken.")
            self.said.emit(title, say("Everything typed is kept. Press F9 at Pay."), "info")
            self._broken_off = self._says_so = True

    def _went_on(self) -> None:
        """Something was typed or done after it was said what became of a payment: that is over."""
        if self._says_so:
            self._says_so = False
            self.said.emit("", "", "info")

    def _booked_after_all(self) -> None:
        """The payment that was broken off by the end is booked now: say so with its receipt."""
        if self._visit_id is None or not self._broken_off:
            return
        self._broken_off = False
        then = partial(self._say_booked, self._visit_id)
        self._work.read(self, money_begun.receipt_of_command, then, what="booked", visit_id=self._visit_id)

    def _say_booked(self, visit_id: int, receipt: str) -> None:
        if receipt and visit_id == self._visit_id:
            title = self._context.language.text("The payment was booked, receipt {number}.", number=receipt)
            self.said.emit(title, "", "ready")
            self._says = True

    def _make_view(self, sheet: VisitSheet) -> None:
        if self._here is None:
            return
        self._idle = None
        takes_cash = self._head is None or self._head.desk.takes_cash
        means = [row for row in self._means if row.kind != "cash" or takes_cash]
        if sheet.visit.channel != from_afar.AT_COUNTER:
            means = [row for row in means if row.code in from_afar.MEANS_FROM_AFAR] or means
        self._channel = sheet.visit.channel
        view = VisitView(self._here, self, self._work, self._lists, means)
        view.receipt_size = self._prints.printers.size("receipt")
        view.waives = self._head is None or bool(RIGHTS["correct"] & self._head.roles)
        view.put_up()
        if self._catalogue is not None:
            view.show_catalogue(self._catalogue)
        view.person.hand_over.connect(self._hand_over)
        view.person.open_case.connect(self._open_case)
        view.person.give_back.connect(self._give_back)
        view.person.correct.connect(self._correct)
        view.receipt.open_case.connect(self._open_case)
        view.receipt.print_again.connect(self._print_again)
        view.receipt.open_paper.connect(self._prints.open)
        view.receipt.placed.connect(self._place)
        word = SecondWord(CounterAsks(self, self._context, self._work, self._head))
        self._view, self._deeds = view, Deeds(self._here, self._work, view, word)
        self._deeds.take_up(sheet)
        self._deeds.ended.connect(self._leave)
        self._deeds.refused.connect(self._tell)
        self._deeds.paid.connect(self._booked_after_all)
        view.gone_on.connect(self._went_on)
        view.payment.changed.connect(self._went_on)
        view.moved.connect(self._went_on)
        self._deeds.read_till()
        view.payment.to_till.connect(lambda: self.goto.emit("till", {}))
        view.payment.to_waive.connect(self._waive)

    def _waive(self) -> None:
        """Anything that this visit owes."""
        if self._visit_id is not None:
            self.goto.emit("waiver", {"visit_id": self._visit_id, "back": "counter"})

    def _begin_again(self) -> None:
        """Drafts were put back: the forms are made anew from what is stored."""
        self._work.drafts.flush()
        view, self._view, self._deeds = self._view, None, None
        if view is not None:
            view.deleteLater()

    def _correct(self) -> None:
        sheet = self._view.sheet if self._view else None
        if self._view is not None and sheet is not None and sheet.visitor is not None:
            self._view.go("citizen")
            self._view.citizen.correct(sheet.visitor)
            self._view.redraw()

    def _leave(self) -> None:
        view, self._view, self._deeds, self._visit_id = self._view, None, None, None
        self._idle = None
        self._broken_off = self._says_so = False
        if view is not None:
            view.deleteLater()
        self.said.emit("", "", "info")
        self._show_idle()
        self._read_today()

    def _take_waiting(self) -> None:
        """What the page was opened for, a citizen or a service to add; a visit that is being read comes first."""
        if self._visit_id is not None and self._deeds is None:
            return
        wanted, self._waiting = self._waiting, {}
        parked = wanted.get("resume")
        if isinstance(parked, int) and self._visit_id is None:
            self._resume_parked(parked)
        service = wanted.get("add")
        if isinstance(service, int):
            self._add(service)
        kind, person_id = wanted.get("kind"), wanted.get("id")
        if kind == "citizen" and isinstance(person_id, int):
            self._serve_citizen(person_id)
        elif kind == "organisation":
            say = self._context.language.text
            self.said.emit(
                say("An organisation is served through the person who came"),
                say("Open a visit for her, then choose “for somebody else” in the basket."),
                "info",
            )

    def _add(self, service_version_id: int) -> None:
        """Put a service into the basket of the open visit."""
        if self._deeds is not None:
            self._deeds.add_service(service_version_id)
        else:
            say = self._context.language.text
            self.said.emit(say("No visit is open, so nothing was added"), say("Serve a citizen first."), "info")

    def _serve_citizen(self, citizen_id: int) -> None:
        sheet = self._view.sheet if self._view else None
        if self._visit_id is None:
            self._serve(citizen_id)
        elif sheet is not None and sheet.visitor is None and self._deeds is not None:
            self._deeds.set_visitor(citizen_id)
        elif sheet is not None and sheet.visitor is not None and sheet.visitor.person.id != citizen_id:
            say = self._context.language.text
            self.said.emit(
                say("{name} is being served", name=sheet.visitor.name), say("Park or close this visit first."), "info"
            )

    def _hand_over(self, case_id: int) -> None:
        back = {"back": "counter"} if self._visit_id is not None else {}
        self.goto.emit("collect", {"case_id": case_id, **back})

    def _give_back(self, evidence_id: int) -> None:
        self.goto.emit("day", {"paper": evidence_id, "back": "counter"})

    def _open_case(self, case_id: int) -> None:
        self.goto.emit("cases", {"case_id": case_id, "back": "counter"})

    def _read_jobs(self) -> None:
        if self._visit_id is not None:
            self._work.read(self, papers.papers_of_visit, self._show_jobs, what="jobs", visit_id=self._visit_id)

    def _read_held(self) -> None:
        """The originals that stay here for the cases that this visit has started."""
        sheet = self._view.sheet if self._view is not None else None
        ids = tuple(made.case.id for made in sheet.started) if sheet is not None else ()
        if self._view is not None and ids:
            self._work.read(self, held.held_for_cases, self._show_held, what="held", case_ids=ids)

    def _show_held(self, sheet: HeldSheet) -> None:
        if self._view is not None:
            self._view.receipt.show_held(sheet)

    def _place(self, paper: HeldPaper, place: str) -> None:
        values: dict[str, Any] = {"evidence_id": paper.evidence_id, "version": paper.version, "place": place}
        self._work.command(held.place_paper, failed=lambda error: self._tell("", error), **values)

    def _show_jobs(self, jobs: tuple[PrintJob, ...]) -> None:
        if self._view is not None:
            self._view.show_jobs(jobs, self._wrong)

    def _print_again(self, job: PrintJob) -> None:
        self._wrong.pop(job.id, None)
        if job.state != "printed":
            self._prints.print(job)
        elif job.kind == "receipt":
            self._copy_receipt(job)
        else:
            self._prints.copy(job)

    def _copy_receipt(self, job: PrintJob) -> None:
        number = json.loads(job.content)["number"]
        failed = self._context.language.text("No copy was printed.")

        def found(sheet: Any) -> None:
            if sheet.copies:
                self.goto.emit("receipt", {"code": number, "back": "counter"})
                return
            self._work.command(till.copy_receipt, failed=lambda e: self._tell(failed, e), receipt_id=sheet.receipt.id)

        self._work.read(self, till.receipt, found, what="receipt", number=number)

    def _not_printed(self, job: PrintJob, error: BaseException) -> None:
        self._wrong[job.id] = self._context.sentence(error)
        self._read_jobs()
        if self._view is None or self._view.station != "receipt":
            say = self._context.language.text
            self.said.emit(say("The paper did not come out"), self._context.sentence(error), "wait")

    def _tell(self, failed: str, error: object) -> None:
        reason = self._context.sentence(error) if isinstance(error, BaseException) else ""
        self.said.emit(failed or reason, reason if failed else "", "stop")
        self._says = True
        if self._view is not None and self.next.state == "ready":
            self._view.redraw()
        self._read_visit()

    def _printed(self, job: PrintJob, file: Path | None) -> None:
        """What F8 printed is told where the eyes are; the papers of a payment stand on its own station."""
        self._read_jobs()
        if job.kind in ("missing", "application") and self._view is not None and self._here is not None:
            say, paper = self._context.language.text, paper_words(self._here, job)
            title = (
                say("Printed: {paper}", paper=paper) if file is None else say("Kept as a file: {paper}", paper=paper)
            )
            self.said.emit(title, "", "ready")
            self._says = True

    def _say_no_more(self) -> None:
        """Something else went well: what was said before it is over."""
        if self._says:
            self._says = False
            self.said.emit("", "", "info")

    def _minute(self) -> None:
        if self._visit_id is None:
            self._read_today()
        elif self._view is not None and self._view.is_at_rest():
            self._view.redraw()
