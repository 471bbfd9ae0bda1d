"""A visit on the Counter: citizen and basket, the work of the station, the slip and the next action."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.sheets import CatalogueSheet, Payer, VisitSheet
from oss_desk.ui.page import Page
from oss_desk.ui.pages.counter import going, slip, stations
from oss_desk.ui.pages.counter.basket_panel import BasketPanel
from oss_desk.ui.pages.counter.citizen import CitizenStation
from oss_desk.ui.pages.counter.details import Details
from oss_desk.ui.pages.counter.documents import Documents
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parking import ParkBar
from oss_desk.ui.pages.counter.parts import filled, under
from oss_desk.ui.pages.counter.pay import Payment
from oss_desk.ui.pages.counter.person_form import Lists
from oss_desk.ui.pages.counter.person_panel import PersonPanel
from oss_desk.ui.pages.counter.preview import fill_preview
from oss_desk.ui.pages.counter.questions import Asked
from oss_desk.ui.pages.counter.receipt import ReceiptStation
from oss_desk.ui.pages.counter.review import Review
from oss_desk.ui.pages.counter.services import Services
from oss_desk.ui.pages.counter.stations import STATIONS, Station
from oss_desk.ui.pages.counter.work import Finder, Work
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.line import Line
from oss_desk.ui.widgets.line import Station as Stop
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import UndoBar
from oss_desk.ui.widgets.next_action import NextAction
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.slip import Slip

LEFT, PAYMENT, NARROW_PAYMENT, SLIP = 276, 332, 304, 324


class VisitView(QObject):
    """Draws one visit and says what is wanted; `Deeds` do it. `gone_on` comes when the next action is pressed."""

    gone_on = Signal()
    park_wanted = Signal(str)
    close_wanted = Signal(object)
    moved = Signal(str)
    came = Signal()
    """Who called or wrote has come to the counter."""

    def __init__(self, here: Here, page: Page, work: Work, lists: Lists, means: Sequence[MeansOfPayment]) -> None:
        super().__init__(page)
        self._here, self._page, self._work = here, page, work
        self.finder = Finder(work)
        self.person, self.basket = PersonPanel(here), BasketPanel(here)
        self.citizen = CitizenStation(here, work, lists)
        self.services = Services(here)
        self.documents = Documents(here)
        self.details = Details(here, self.finder)
        self.review, self.payment = Review(here), Payment(here, self.finder, means)
        self.receipt = ReceiptStation(here)
        self.undo_bar = UndoBar("", here.language.text("Undo"))
        self.park_bar = ParkBar(here)
        self.station: Station = "citizen"
        self.sheet: VisitSheet | None = None
        self.receipt_size = "a4"
        self.waives = True
        """Whether whoever is at the desk may put money right."""
        self._undo: Callable[[], None] | None = None
        self._goal: Station | None = None
        self._looked_at: set[int] = set()
        """The lines that were there when the details were shown last."""
        self._papers_seen: frozenset[str] = frozenset()
        """The papers that were asked for when the documents were shown last."""
        self._parts: dict[Station, Panel] = {
            "citizen": self.citizen,
            "services": self.services,
            "documents": self.documents,
            "details": self.details,
            "pay": self.payment,
            "receipt": self.receipt,
        }
        self._connect()

    def put_up(self) -> None:
        """Take the page over."""
        self._left, self._middle = QStackedWidget(), QStackedWidget()
        self._left.addWidget(filled(self.person, self.basket))
        self._left.addWidget(self.review)
        for part in self._parts.values():
            self._middle.addWidget(part)
        self.undo_bar.hide()
        self.park_bar.hide()
        self._work_column = under(self.park_bar, self._middle, self.undo_bar, gap=12)
        self._page.set_columns(self._left, self._work_column, widths=(LEFT, None))
        self._print = self._print_button()
        self._slip = Slip(trailing=self._print)
        self._page.set_slip(self._slip, SLIP)
        self._set_next(money=False)

    def show_visit(self, sheet: VisitSheet, busy: frozenset[str] = frozenset()) -> None:
        """Draw the visit as it stands; `busy` are the drafts that this sheet does not know of yet."""
        first = self.sheet is None
        self.sheet = sheet
        lines = frozenset(int(part.removeprefix("line:")) for part in busy if part.startswith("line:"))
        self.person.show_person(sheet.visitor, sheet.visit.channel == "counter")
        self.citizen.show_visit(sheet)
        self.services.show_visit(sheet)
        self.documents.show_visit(sheet)
        self.basket.show_lines(sheet, self.documents.said())
        self.details.show_visit(sheet, lines)
        self.review.show_visit(sheet)
        self.payment.show_owed(going.sum_due(sheet), going.sum_elsewhere(sheet), self._payer(sheet))
        self.payment.let_waive(self.waives and going.may_waive(sheet))
        self.receipt.show_visit(sheet)
        if first:
            self.payment.take_up(sheet.drafts.get("pay", ({}, None))[0])
            self.go(stations.first_open(sheet))
        elif self._goal is not None:
            goal, self._goal = self._goal, None
            self.go(goal)
        else:
            self.redraw()

    def show_catalogue(self, catalogue: CatalogueSheet) -> None:
        """What may be asked for."""
        self.services.show_catalogue(catalogue)

    def go(self, station: Station) -> None:
        """Move to a station and put the cursor there."""
        before, self.station = self.station, station
        if station == "details" and self.sheet is not None:
            self._looked_at = {line.request.id for line in self.sheet.lines}
        if station == "documents" and self.sheet is not None:
            self._papers_seen = stations.to_show(self.sheet, self.documents.said())
        pay = station == "pay"
        if pay != (before == "pay") or self._page.next.state == "working":
            self._set_next(money=pay)
        self._left.setCurrentIndex(1 if pay else 0)
        self._middle.setCurrentWidget(self._parts[station])
        self.arrange()
        self.redraw()
        self._start()
        self.moved.emit(station)

    def start_to_pay(self) -> None:
        """Back from another page: at Pay the cursor stands where the money is typed, as when it was opened."""
        if self.station == "pay" and self.sheet is not None:
            self._start()
            if self.payment.is_on_means():
                self._to_next()

    def is_answered(self) -> bool:
        """Whether the details were looked at, and nothing can go on for want of a paper any more, nor of an answer."""
        lines = self.sheet.lines if self.sheet is not None else ()
        whole = all(line.state == "ready" and not line.fields_missing for line in lines)
        return self._looked_at == {line.request.id for line in lines} and whole

    def where(self) -> Mapping[str, Any]:
        """The station and what is typed at it that no draft keeps."""
        return {"station": self.station, "seen": self._papers_seen, "citizen": self.citizen.typed()}

    def show_again(self, where: Mapping[str, Any]) -> None:
        """Go on where the same visit stood, after the window was made anew."""
        if where.get("station") in STATIONS:
            self._papers_seen = where["seen"]
            self.citizen.take_up(where["citizen"])
            self.go(where["station"])

    def newly_asked(self) -> int:
        """How many papers an answer has made necessary since the documents were looked at."""
        wanted = stations.to_show(self.sheet, self.documents.said()) if self.sheet is not None else frozenset()
        return len(wanted - self._papers_seen)

    def arrange(self) -> None:
        """Review and payment share the room while paying; else citizen and basket are narrow."""
        pay, roomy = self.station == "pay", self._page.room == "wide"
        for part in (self.documents, self.person, self.basket, self.review, self.receipt):
            part.set_roomy(roomy)
        payment = PAYMENT if roomy else NARROW_PAYMENT
        widths = (None, payment) if pay else (LEFT, None)
        self._page.set_columns(self._left, self._work_column, widths=widths)

    def back(self) -> bool:
        """The station before this one."""
        if not self.park_bar.isHidden():
            self.park_bar.hide()
            self._start()
            return True
        if self.station == "citizen" and (self.citizen.is_adding() or self.citizen.is_correcting()):
            self.citizen.search()
            self._start()
            return True
        index = STATIONS.index(self.station)
        if index == 0 or self.station == "receipt":
            return False
        self.go(STATIONS[index - 1])
        return True

    def redraw(self) -> None:
        """Line, slip and next action anew."""
        if self.sheet is None:
            return
        self._page.retell()
        self._draw_line(self.sheet)
        self._draw_slip(self.sheet)
        self._draw_next(self.sheet)

    def is_at_rest(self) -> bool:
        """Whether nothing is on its way."""
        return self._goal is None and self._page.next.state != "working"

    def key(self, character: str) -> bool:
        """A single key, for the station."""
        part = self._parts[self.station]
        return part.key(character) if isinstance(part, Documents | Payment) else False

    def offer_undo(self, words: str, undo: Callable[[], None]) -> None:
        """Say what was done, and how it is undone, until the next action."""
        self._undo = undo
        self.undo_bar.set_text(words)
        self.undo_bar.show()

    def undo(self) -> bool:
        """Undo what the bar says."""
        undo, self._undo = self._undo, None
        self.undo_bar.hide()
        if undo is not None:
            undo()
        return undo is not None

    def settle_undo(self) -> None:
        """Something else was done: what was offered to be undone stays."""
        self._undo = None
        self.undo_bar.hide()

    def park(self) -> None:
        """Ask why it is parked; asked twice it is parked without a reason."""
        if self.park_bar.isHidden():
            self.park_bar.ask()
        else:
            self.park_wanted.emit(self.park_bar.reason())

    def go_after_next(self, station: Station) -> None:
        """Move there with the next sheet, which knows what was just done."""
        self._goal = station

    def awake(self) -> None:
        """What was on its way was refused: the next action can be pressed again."""
        if self._page.next.state == "working":
            self._set_next(money=self.station == "pay")
        self.redraw()

    def working(self, words: str) -> None:
        """The next action is on its way."""
        self._page.next.set_working(words)

    def _start(self) -> None:
        part = self._parts[self.station]
        if self._is_idle():
            self._to_next()
            return
        if isinstance(part, CitizenStation | Services | Documents | Details | Payment):
            part.start()
        focused = self._page.window().focusWidget()
        inside = focused is not None and self._parts[self.station].isAncestorOf(focused)
        if self.station == "receipt" or not inside:
            self._to_next()

    def _is_idle(self) -> bool:
        """Whether the station has nothing to ask: no paper is open, nothing is owed."""
        nothing_asked = self.station == "documents" and self.documents.asking() is None
        return nothing_asked or (self.station == "pay" and not self.payment.owes())

    def _to_next(self) -> None:
        self._page.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.undo_bar.undone.connect(self.undo)
        self.park_bar.parked.connect(self.park_wanted)
        self.park_bar.left.connect(self.back)
        self.park_bar.closed.connect(self.close_wanted)
        self.person.identify.connect(lambda: self.go("citizen"))
        self.person.numbers_wanted.connect(self._show_numbers)
        self.basket.add_wanted.connect(lambda: self.go("services"))
        self.review.change.connect(lambda: self.go("details"))
        self.payment.changed.connect(self._paying)
        self.documents.finished.connect(self._to_next)
        self.documents.asked.connect(self._said)
        self.details.finished.connect(self._enter_on)
        self.services.finished.connect(self._enter_on)

    def _show_numbers(self) -> None:
        if self.sheet is not None and self.sheet.visitor is not None:
            self.finder.show_numbers(self.sheet.visitor.person, self.person.show_numbers)

    def _enter_on(self) -> None:
        """Enter at the end of a station is the next action, where that can be pressed."""
        self._page.next.trigger()

    def _said(self, asked: Asked) -> None:
        """Slip and basket follow at once what was said about a paper."""
        if self.sheet is not None:
            self.basket.show_lines(self.sheet, asked)
            self.redraw()

    def _paying(self, _: object) -> None:
        if self.sheet is not None:
            self._draw_next(self.sheet)
            self._draw_slip(self.sheet)

    def _print_button(self) -> IconButton:
        button = IconButton("printer", self._here.language.text("Print what is missing"))
        button.clicked.connect(self.documents.print_missing)
        return button

    def _set_next(self, money: bool) -> None:
        action = NextAction(money=money, stop_text=self._here.language.text("Stop"))
        action.triggered.connect(self.gone_on)
        self._page.set_next(action)
        action.show()

    def show_jobs(self, jobs: tuple[PrintJob, ...], wrong: Mapping[int, str]) -> None:
        """The papers of this visit; the slip says what was paid by its receipts."""
        self.receipt.show_jobs(jobs, wrong)
        if self.station == "receipt" and self.sheet is not None:
            self._draw_slip(self.sheet)

    def _draw_slip(self, sheet: VisitSheet) -> None:
        folded = self._page.room == "narrow"
        if self.station == "pay" and self.payment.owes() and not folded:
            fill_preview(self._slip, self._here, sheet, self.payment.taken(), self.receipt_size)
        else:
            roomy, paying = self._page.room == "wide", stations.is_paying(self.station)
            paid = self.receipt.paid() if self.station == "receipt" else None
            slip.fill_slip(self._slip, self._here, sheet, self.documents.said(), roomy, paying, paid)
        self._print.setVisible(any(line.papers_missing for line in sheet.lines))
        if folded:
            self._slip.set_folded(True)

    def _draw_next(self, sheet: VisitSheet) -> None:
        if self._page.next.state == "working":
            return
        step = going.step(
            self._here,
            sheet,
            self.station,
            self.payment.missing(),
            self.citizen.is_adding() or self.citizen.is_correcting(),
            self.is_answered(),
        )
        if self.station == "details" and not step.missing and self.newly_asked():
            step = going.to_documents(self._here, self.newly_asked())
        if step.missing:
            self._page.next.set_not_yet(step.title, step.missing, step.key)
        else:
            self._page.next.set_ready(step.title, step.subtitle, step.key, step.icon)

    def _draw_line(self, sheet: VisitSheet) -> None:
        titles = going.station_titles(self._here)
        stops = [Stop(titles[station], state) for station, state in stations.states(sheet, self.station)]
        say = self._here.language.text
        minutes = self._here_for(sheet)
        park = Button(say("Park"), "bookmark", "F6", kind="quiet")
        park.clicked.connect(self.park)
        more = IconButton("more", say("More"), "ink3")
        more.clicked.connect(lambda: self._more(more))
        line = Line(stops, say("Stations of the visit"))
        line.pressed.connect(lambda index: self.go(STATIONS[index]))
        self._page.line.set_parts(minutes, line, [park, more])

    def _here_for(self, sheet: VisitSheet) -> list[QWidget]:
        """How long the visitor has stood here, or that she called or wrote."""
        say, channel = self._here.language.text, sheet.visit.channel
        if channel != "counter":
            words = {"phone": say("by phone"), "post": say("by post")}[channel]
            return [Chip(words, "phone" if channel == "phone" else "mail", "office")]
        passed = stations.minutes_served(sheet.periods, self._here.clock())
        words = say("{n} min at the desk", n=passed) if passed else say("just stepped up")
        return [Label(words, ink="ink2")] if self._page.room == "wide" else []

    def _more(self, button: QWidget) -> None:
        say, menu = self._here.language.text, QMenu(button)
        if self.sheet is not None and self.sheet.visit.channel != "counter":
            menu.addAction(say("The citizen has come to the counter"), self.came.emit)
        menu.addAction(say("Close it: only an enquiry"), lambda: self.close_wanted.emit("enquiry"))
        menu.addAction(say("Close it: the citizen left"), lambda: self.close_wanted.emit("left"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _payer(self, sheet: VisitSheet) -> Payer:
        if sheet.visitor is None:
            return Payer(None, None, "")
        return Payer(sheet.visitor.person.kind, sheet.visitor.person.id, sheet.visitor.name)
