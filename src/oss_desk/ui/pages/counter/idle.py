"""The Counter between two citizens: the day, what is parked, ready or not printed, and the way to the next citizen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.sheets import CaseCard, TodaySheet, VisitCard
from oss_desk.ui.page import Page
from oss_desk.ui.pages.counter.day_line import DayLine, Moment
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.notice_words import NoticeList
from oss_desk.ui.pages.counter.parts import beside, filled, firm, under
from oss_desk.ui.pages.counter.receipt import paper_words
from oss_desk.ui.pages.counter.visits_today import FiguresPanel, VisitsPanel
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip, KeyHint, Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Slip

SHOWN, PARKED = 40, 4
PAPERS_SHARE, VISITS_SHARE = 3, 2
"""How papers that wait and the visits of the day share the room below the figures."""
RIGHT, NARROW_RIGHT = 348, 296


class Idle(QObject):
    """Fills a page with today at this desk."""

    serve = Signal()
    resume = Signal(object)
    hand_over = Signal(int)
    all_ready = Signal()
    print_job = Signal(object)
    look_at = Signal(object)
    not_needed = Signal(object)
    from_afar = Signal(str)

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        say = here.language.text
        self._day = DayLine()
        self.figures, self.visits = FiguresPanel(here), VisitsPanel(here)
        self.notices = NoticeList(here)
        self.today: TodaySheet | None = None
        print_all = Button(say("Print all"), "printer")
        print_all.clicked.connect(self._print_all)
        self.papers = Panel(say("Not printed yet"), trailing=print_all, flush=True, ruled=True, scroll=True)
        self._parked = Panel(say("Parked visits"), trailing=KeyHint("F6"), flush=True, ruled=True)
        all_ready = Button(say("All"), kind="quiet")
        all_ready.clicked.connect(self.all_ready)
        self._ready = Panel(say("Ready to collect"), trailing=all_ready, flush=True, ruled=True, scroll=True)
        self._parked_first: VisitCard | None = None
        self._unprinted: tuple[PrintJob, ...] = ()

    def put_up(self) -> None:
        """Take the page over."""
        page, say = self._page, self._here.language.text
        left = under(self.notices, self.figures, self.papers, self.visits, gap=12)
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, PAPERS_SHARE)
            layout.setStretch(3, VISITS_SHARE)
        right = filled(self._parked, self._ready)
        self._columns = left, right
        self.arrange()
        slip = Slip(say("Next citizen"), say("nobody is waited for by ticket"))
        page.set_slip(slip, 300)
        self._slip = slip
        page.next.set_ready(say("Serve now"), "", "F3", "arrow-end")
        self.papers.hide()

    def arrange(self) -> None:
        """In a smaller window the picture of the hours yields, then the visits; in a narrow one the day is one bar."""
        if self.today is not None:
            self._show_day(self.today)
            self._show_slip(self.today)
        widths = (None, RIGHT if self._page.room == "wide" else NARROW_RIGHT)
        self._page.set_columns(*self._columns, widths=widths)

    def summary(self) -> str:
        """What the bar says that stands for the day in a narrow window."""
        say, waiting = self._here.language.text, len(self._unprinted)
        papers = self._here.language.plural("{n} paper not printed", "{n} papers not printed", waiting)
        return self._here.language.listed((say("Today at this desk"), papers if waiting else ""))

    def show_today(self, sheet: TodaySheet) -> None:
        """Draw the day as it stands."""
        self.today = sheet
        self.notices.show_cards(sheet.notices)
        self._show_line(sheet)
        self._show_day(sheet)
        self._show_parked(sheet.parked)
        self._show_ready(sheet.ready)
        self._show_slip(sheet)

    def parked_first(self) -> VisitCard | None:
        """The visit that F6 resumes."""
        return self._parked_first

    def start(self) -> None:
        """The next action carries the focus."""
        self._page.next.setFocus()

    def _show_day(self, sheet: TodaySheet) -> None:
        """Figures, papers that wait and visits; in a smaller window the papers take the room of the visits."""
        self.figures.show_today(sheet, self._page.room)
        self._show_papers(sheet)
        self.visits.show_today(sheet)
        self.visits.setVisible(self._page.room == "wide" or not sheet.unprinted)
        self._page.bar.set_words(self.summary())

    def _show_line(self, sheet: TodaySheet) -> None:
        day = Label(self._here.language.long_weekday_date(sheet.day).rsplit(" ", 1)[0], "key")
        self._day = DayLine(self._moments(sheet))
        self._page.line.set_parts([day], self._day)

    def _moments(self, sheet: TodaySheet) -> list[Moment]:
        say, time = self._here.language.text, self._here.time
        now = time(sheet.now)
        if sheet.opens_at is None or sheet.closes_at is None:
            return [Moment(say("Closed today, now {time}", time=now), 0.5, "now")]
        whole = max((sheet.closes_at - sheet.opens_at).total_seconds(), 1)
        at = (sheet.now - sheet.opens_at).total_seconds() / whole
        opened = (
            say("Opened {time}", time=time(sheet.opens_at))
            if at >= 0
            else say("Opens {time}", time=time(sheet.opens_at))
        )
        closes = (
            say("closes {time}", time=time(sheet.closes_at))
            if at < 1
            else say("closed {time}", time=time(sheet.closes_at))
        )
        return [
            Moment(opened, 0, "done" if at >= 0 else "ahead"),
            Moment(say("Now {time}", time=now), min(max(at, 0), 1), "now"),
            Moment(closes, 1, "ahead" if at < 1 else "done"),
        ]

    def _show_papers(self, sheet: TodaySheet) -> None:
        self.papers.clear()
        self._unprinted = sheet.unprinted
        self.papers.setVisible(bool(sheet.unprinted))
        say = self._here.language.text
        self.papers.set_title(say("Not printed yet"), str(len(sheet.unprinted)))
        for job in sheet.unprinted[:SHOWN]:
            self.papers.body.addWidget(self._paper_row(job))
        self.papers.body.addStretch(1)

    def _paper_row(self, job: PrintJob) -> QWidget:
        say, name = self._here.language.text, paper_words(self._here, job)
        roomy = self._page.room == "wide"
        send = Button(say("Print"), "printer" if roomy else None)
        send.clicked.connect(lambda: self.print_job.emit(job))
        send.setAccessibleName(f"{send.words()}: {name}")
        look = IconButton("eye", say("Look at: {paper}", paper=name), "ink3")
        look.clicked.connect(lambda: self.look_at.emit(job))
        drop = IconButton("close", say("Not needed: {paper}", paper=name), "ink3")
        drop.clicked.connect(lambda: self.not_needed.emit(job))
        unsure = self._unsure(job.state)
        made = firm(Label(self._here.time(job.created_at), ink="ink3")) if roomy or unsure is None else None
        words = under(Label(name), beside(made, unsure, 1), gap=0)
        row = beside(Sign("paper"), words, look, drop, send)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1)
        return under(row, margins=(16, 8, 16, 8))

    def _print_all(self) -> None:
        for job in self._unprinted:
            self.print_job.emit(job)

    def _unsure(self, state: str) -> QWidget | None:
        say = self._here.language.text
        if state == "sent":
            return Chip(say("may have come out"), "help", "wait")
        return Chip(say("failed"), "stop", "stop") if state == "failed" else None

    def _show_parked(self, parked: tuple[VisitCard, ...]) -> None:
        say = self._here.language.text
        self._parked.clear()
        self._parked.set_title(say("Parked visits"), str(len(parked)) if parked else "")
        self._parked_first = parked[0] if parked else None
        for card in parked[:PARKED]:
            self._parked.body.addWidget(self._parked_row(card))
        if not parked:
            self._parked.body.addWidget(
                _inside(Empty(say("Nothing is parked"), say("F6 parks a visit; nothing typed is lost."), "bookmark"))
            )

    def _parked_row(self, card: VisitCard) -> QWidget:
        say = self._here.language.text
        resume = Button(say("Resume"))
        name = card.visitor or say("Not yet known")
        resume.setAccessibleName(say("Resume {name}", name=name))
        resume.clicked.connect(lambda: self.resume.emit(card))
        why = card.hold_reason or ", ".join(self._here.text(title) for title in card.services) or say("just begun")
        waited = say("{n} min, {why}", n=self._here.minutes(card.since), why=why)
        words = under(Label(name), Label(waited, ink="ink3"), gap=0)
        return under(beside(words, 1, resume), margins=(16, 9, 16, 9))

    def _show_ready(self, ready: tuple[CaseCard, ...]) -> None:
        say = self._here.language.text
        self._ready.clear()
        self._ready.set_title(say("Ready to collect"), str(len(ready)) if ready else "")
        rows = ListView(say("Ready to collect"), keeps_choice=False)
        rows.set_rows([self._ready_row(card) for card in ready[:SHOWN]])
        rows.chosen.connect(lambda case_id: self.hand_over.emit(case_id))
        self._ready.body.addWidget(rows)
        if not ready:
            self._ready.body.addWidget(
                _inside(Empty(say("Nothing to collect"), say("Scan a slip with F2 to be sure."), "collect"))
            )
        self._ready.body.addStretch(1)

    def _ready_row(self, card: CaseCard) -> ListRow:
        return ListRow(card.applicant, self._here.text(card.title), Number(card.number), value=card.id)

    def _show_slip(self, sheet: TodaySheet) -> None:
        slip, say = self._slip, self._here.language.text
        slip.clear()
        if sheet.open_visit is not None:
            slip.set_title(say("A visit is open"), say("nothing typed in it is lost"))
            slip.add(Label(sheet.open_visit.visitor or say("Not yet known"), "key", wrap=True))
            self._page.next.set_ready(say("Go on with it"), "", "F3", "arrow-end")
            slip.add_stretch()
            return
        slip.set_title(say("Next citizen"))
        slip.add(
            Label(say("The visit begins when you press. The citizen may stay unknown at first."), ink="ink2", wrap=True)
        )
        slip.add_tear()
        slip.add(
            beside(Sign("search"), Label(say("F2 finds a citizen and opens a visit at once."), wrap=True), top=True)
        )
        slip.add(beside(Sign("scan"), Label(say("A scanned slip opens its case."), wrap=True), top=True))
        if sheet.parked:
            slip.add(
                beside(Sign("bookmark"), Label(say("F6 resumes the visit that was parked first."), wrap=True), top=True)
            )
        from_afar = beside(*(self._afar(channel) for channel in ("phone", "post")), 1)
        if self._page.room == "narrow":
            slip.total.addWidget(from_afar)
        else:
            slip.add_tear()
            slip.add(Label(say("Nobody at the counter, but somebody asks:"), ink="ink2", wrap=True))
            slip.add(from_afar)
        slip.add_stretch()
        self._page.next.set_ready(say("Serve now"), "", "F3", "arrow-end")

    def _afar(self, channel: str) -> Button:
        """A visit of somebody who calls or wrote."""
        say = self._here.language.text
        words, icon = (say("By phone"), "phone") if channel == "phone" else (say("By post"), "mail")
        button = Button(words, icon)
        button.clicked.connect(lambda: self.from_afar.emit(channel))
        return button


def _inside(part: QWidget) -> QWidget:
    return under(part, margins=(16, 12, 16, 12))
