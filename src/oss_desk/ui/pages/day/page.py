"""The page Today: what is left before the office closes, the papers it holds, and the notices at every desk."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import notices
from oss_desk.operations.papers import giving_back, held, papers
from oss_desk.operations.sheets import (
    CaseCard,
    CatalogueSheet,
    DaySheet,
    HeldPaper,
    HeldSheet,
    NoticeCard,
    ToPay,
    VisitCard,
)
from oss_desk.operations.visits import day
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Context, Room
from oss_desk.ui.pages.blanks.doing import BlanksAtDesk
from oss_desk.ui.pages.blanks.view import Blanks
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.day.kept import Kept
from oss_desk.ui.pages.day.paper import day_list
from oss_desk.ui.pages.day.to_do import ToDo
from oss_desk.ui.pages.day.told import Told
from oss_desk.ui.pages.receipt.approvals import Cards, both
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.segments import Segments

VIEWS = ("left", "held", "notices", "blanks")
View = ToDo | Kept | Told | Blanks


class DayPage(DeskPage):
    """One view at a time: what is left, the papers held, the notices."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.which = "left"
        self.left: ToDo | None = None
        self.held: Kept | None = None
        self.told: Told | None = None
        self.blanks: BlanksAtDesk | None = None
        self._sheet: DaySheet | None = None
        self._back = ""
        self._words = (0, 0)
        self._command_id = new_id()
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Make the views."""
        self.blanks = BlanksAtDesk(here, self)
        self.left = ToDo(here, self)
        self.left.wanted.connect(self._follow)
        self.left.also.connect(self._also)
        self.held = Kept(here, self)
        self.held.asked.connect(lambda _: self._read())
        self.held.placed.connect(self._place)
        self.held.given.connect(self._give)
        self.told = Told(here, self, self.has_role("supervisor"))
        self.told.written.connect(self._write)
        self.told.ended.connect(self._end_notice)
        self.work.read(self, catalogue.catalogue, self._know_catalogue, what="catalogue")

    def opened(self, **arguments: Any) -> None:
        """Show a view (`which`), or a paper that is held (`paper`); `back` is where one came from."""
        self._back = arguments.get("back", "")
        self.arrive()
        self.when_ready(lambda: self._open(arguments.get("which", ""), arguments.get("paper")))

    def where(self) -> Mapping[str, Any]:
        """The view that is shown, for the window made anew."""
        return {"which": self.which, "back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and touches(
            changes, "visit", "case", "payment", "evidence", "print-job", "notice", "blank-lot", "approval"
        ):
            self._read()

    def room_changed(self, room: Room) -> None:
        """The view is laid out anew."""
        if self.here is not None:
            self._put_up()

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("1 2 3 4", say("what is left, papers held, notices, blanks")), ("F8", say("print the day's list"))]

    def key_character(self, character: str) -> bool:
        """1 to 4 show the views."""
        if self.here is None or character not in ("1", "2", "3", "4"):
            return False
        self._choose(VIEWS[int(character) - 1])
        return True

    def key_f8(self) -> bool:
        """The day's list as a paper, to be looked at and printed."""
        if self.here is None or self._sheet is None:
            return False
        if self.which == "blanks" and self.blanks is not None:
            self.blanks.show_list()
            return True
        self.prints.show(day_list(self.here, self._sheet))
        return True

    def key_back(self) -> bool:
        """Back to the page one came from, or to what is left."""
        if self.which == "notices" and self.told is not None and self.told.leave_card():
            return True
        if self._back:
            back, self._back = self._back, ""
            self.goto.emit(back, {})
            return True
        if self.which == "left":
            return False
        self._choose("left")
        return True

    def _open(self, which: str, paper: object) -> None:
        self.which = "held" if isinstance(paper, int) else which if which in VIEWS else self.which
        if isinstance(paper, int) and self.held is not None:
            self.held.look_at(paper)
        self._put_up()
        self._read()

    def _choose(self, which: str) -> None:
        self.which = which
        self.wait_for_focus()
        self._put_up()
        self._read()

    def _view(self) -> View:
        blanks = self.blanks.view if self.blanks is not None else None
        views: dict[str, View | None] = {"left": self.left, "held": self.held, "notices": self.told, "blanks": blanks}
        view = views[self.which]
        assert view is not None
        return view

    def _put_up(self) -> None:
        say = self.context.language.text
        print_list = Button(say("Print the list"), "printer", "F8")
        print_list.clicked.connect(lambda _=False: self.key_f8())
        lead = [Label(say("Today"), "strong"), self._closes()]
        self.line.set_parts(lead, trail=[*self._approvals(), print_list])
        for view in (self.left, self.held, self.told, self.blanks.view if self.blanks is not None else None):
            if view is not None:
                view.up = view is self._view()
        self._view().put_up(self._choosing())

    def _approvals(self) -> list[QWidget]:
        """The way to what waits for one's word, or was answered to what one asked; nothing where nothing is."""
        waiting, asked = self._words
        if not waiting and not asked:
            return []
        plural, say = self.context.language.plural, self.context.language.text
        words = plural("{n} waits for your word", "{n} wait for your word", waiting) if waiting else say("Approvals")
        button = Button(words, "bell")
        button.clicked.connect(lambda: self.goto.emit("approvals", {"back": "day"}))
        return [button]

    def _know_approvals(self, cards: Cards) -> None:
        words = len(cards[0]), len(cards[1])
        if words != self._words:
            self._words = words
            self._put_up()

    def _closes(self) -> Label:
        say, sheet, here = self.context.language.text, self._sheet, self.here
        if here is None or sheet is None:
            return Label("", ink="ink3")
        if sheet.closes_at is None:
            return Label(say("Closed today"), ink="ink3")
        time = here.time(sheet.closes_at)
        words = say("closes {time}", time=time) if sheet.now < sheet.closes_at else say("closed {time}", time=time)
        return Label(here.language.listed((here.language.long_weekday_date(sheet.day), words)), ink="ink3")

    def _choosing(self) -> QWidget:
        say = self.context.language.text
        choices = [("left", say("What is left")), ("held", say("Papers we hold")), ("notices", say("Notices"))]
        choices.append(("blanks", say("Blanks")))
        which = Segments(choices, self.which, name=say("What to show"))
        which.changed.connect(self._choose)
        return which

    def _read(self) -> None:
        self.work.read(self, day.day, self._show_day, what="day")
        self.work.read(self, both, self._know_approvals, what="approvals")
        if self.which == "held" and self.held is not None:
            text = self.held.search.text()
            self.work.read(self, held.held_papers, self._show_held, what="held", text=text)
        elif self.which == "notices":
            self.work.read(self, notices.notices, self._show_notices, what="notices")
        elif self.which == "blanks" and self.blanks is not None:
            self.blanks.read()

    def _show_day(self, sheet: DaySheet) -> None:
        first, self._sheet = self._sheet is None, sheet
        if first:
            self._put_up()
        if self.left is not None:
            self.left.know(sheet)
            if self.which == "left":
                self.left.show_sheet(sheet)
                self.land(self.left.start)

    def _show_held(self, sheet: HeldSheet) -> None:
        if self.held is not None and self.which == "held":
            self.held.show_sheet(sheet)
            self.land(self.held.start)

    def _show_notices(self, cards: tuple[NoticeCard, ...]) -> None:
        if self.told is not None and self.which == "notices":
            self.told.show_cards(cards)
            self.land(self.told.start)

    def _know_catalogue(self, sheet: CatalogueSheet) -> None:
        if self.told is not None:
            self.told.show_catalogue(sheet)

    def _go(self) -> None:
        self._view().go()

    def _follow(self, one: object) -> None:
        """Go where the thing is done; a paper is printed from here."""
        if isinstance(one, VisitCard):
            self.goto.emit("counter", {"resume": one.id} if one.state == "held" else {})
        elif isinstance(one, ToPay):
            self.goto.emit("cases", {"case_id": one.case.id})
        elif isinstance(one, CaseCard):
            self.goto.emit("cases", {"case_id": one.id})
        elif isinstance(one, HeldPaper):
            self._open("held", one.evidence_id)
        elif isinstance(one, NoticeCard):
            self._choose("notices")
        elif isinstance(one, PrintJob):
            self.next.set_working(self.context.language.text("Being printed"))
            self.prints.print(one)

    def _also(self, what: str, one: object) -> None:
        """What else can be done with a paper that was not printed."""
        if not isinstance(one, PrintJob):
            return
        if what == "look":
            self.prints.open(one)
        elif what == "not-needed":
            self.prints.dismiss(one)
        else:
            values: dict[str, Any] = {"job_id": one.id, "version": one.version, "state": "printed"}
            self.send(papers.mark_job, lambda _: None, command_id=new_id(), **values)

    def _place(self, paper: HeldPaper, place: str) -> None:
        values: dict[str, Any] = {"evidence_id": paper.evidence_id, "version": paper.version, "place": place}
        self.send(held.place_paper, lambda _: None, command_id=new_id(), **values)

    def _give(self, ids: tuple[int, ...], how: str, name: str) -> None:
        owner = self.held.paper() if self.held is not None else None
        same = owner is not None and owner.owner is not None and owner.owner_name == name.strip()
        citizen = owner.owner.id if same and owner and owner.owner and owner.owner.kind == "citizen" else None
        self.next.set_working(self.context.language.text("Being recorded"))
        values: dict[str, Any] = {"evidence_ids": ids, "how": how, "to_name": name, "to_id": citizen}
        self.send(giving_back.give_back, self._gave, command_id=self._command_id, failed=self._failed, **values)

    def _gave(self, returned: tuple[Any, ...]) -> None:
        self._command_id = new_id()
        say, plural = self.context.language.text, self.context.language.plural
        title = plural("{n} paper is given back.", "{n} papers are given back.", len(returned))
        self.say(title, say("The note is being printed, to be signed."))
        if self._back:
            back, self._back = self._back, ""
            self.goto.emit(back, {"told": True})

    def _write(self, values: Mapping[str, Any]) -> None:
        self.next.set_working(self.context.language.text("Being written"))

        def done(_: object) -> None:
            self._command_id = new_id()
            if self.told is not None:
                self.told.forget()
            self.say(self.context.language.text("The notice stands at every desk."))

        self.send(notices.write_notice, done, command_id=self._command_id, failed=self._failed, **values)

    def _end_notice(self, notice_id: int) -> None:
        def done(_: object) -> None:
            self._command_id = new_id()
            self.say(self.context.language.text("The notice is ended."))

        self.next.set_working(self.context.language.text("Being ended"))
        self.send(notices.end_notice, done, command_id=self._command_id, failed=self._failed, notice_id=notice_id)

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self._view().show_next()
