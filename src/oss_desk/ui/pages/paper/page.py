"""The page Paper: a paper as pictures, where it goes, print, save and close; reached from every list of papers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.papers import papers
from oss_desk.settings import KINDS_ON_A_ROLL, PAPER_SIZES, ROLLS
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context, Page, Room
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.work import Work
from oss_desk.ui.pages.paper.controls import FOLDER, PaperSlip
from oss_desk.ui.pages.paper.words import kind, title_of
from oss_desk.ui.print_jobs import PrintJobs, Shown, Way
from oss_desk.ui.printers import FolderOutlet, SystemPrinter, page_pictures, system_outlet, system_printers
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.paper_view import DPI, FIT, PaperView

SLIP = 324
LOW_SLIP, LOW_VIEW = 320, 420


class PaperPage(Page):
    """Opened with `paper` (a print job, or a paper that is not kept) and `back`, the page to return to."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__()
        self._context, self._prints = context, prints
        self._say = context.language.text
        self._work = Work(context.program, context.tasks, self, context.unsaved)
        self._paper: Shown | None = None
        self._back, self._size, self._asked = "", "a4", 0
        self._came: Mapping[str, Any] = {}
        self._pages: list[QImage] = []
        self._printers: tuple[SystemPrinter, ...] = ()
        self._put_up()
        self.next.triggered.connect(self._print)
        self._work.changed.connect(self.changed)
        prints.finished.connect(self._finished)
        prints.failed.connect(self._failed)

    def opened(self, **arguments: Any) -> None:
        """Show this paper; without one what was shown before is drawn anew."""
        paper = arguments.get("paper")
        if paper is not None:
            self._paper, self._back = paper, str(arguments.get("back", ""))
            self._came = arguments.get("came", {})
            self._size = str(arguments.get("size") or self._prints.printers.size(kind(paper)))
            self.view.set_percent(int(arguments.get("percent", FIT)))
        if self._paper is None:
            return
        self._name_paper()
        self._work.long(system_printers, self._know_printers, self._wrong)
        self._draw()
        self.view.setFocus()

    def room_changed(self, room: Room) -> None:
        """In a narrow window size and printer stand below the paper: the parts are made anew, the paper stays."""
        percent = self.view.percent
        self._put_up()
        self.view.set_percent(percent)
        if self._paper is not None:
            self._name_paper()
            self.slip_parts.show_ways(self._printers, self._wanted())
            self._show_pages(self._pages)

    def _put_up(self) -> None:
        """The pages, and the slip at the end side or below them."""
        self.view, self.slip_parts = PaperView(self._say("The paper")), PaperSlip(self._context.language)
        self.view.zoomed.connect(lambda _: self._draw_line())
        self.slip_parts.size_chosen.connect(self._choose_size)
        self.slip_parts.way_chosen.connect(lambda _: self._show_next())
        self.slip_parts.save_wanted.connect(self.save)
        slip = self.slip_parts.slip
        if self.room != "narrow":
            self.set_slip(slip, SLIP)
            self.set_columns(self.view, folds_first=False)
            return
        slip.setFixedHeight(px(LOW_SLIP))
        self.view.setMinimumHeight(px(LOW_VIEW))
        self.set_slip(None)
        self.set_columns(Column(self.view, slip), folds_first=False)

    def where(self) -> Mapping[str, Any]:
        """The paper, its size and how large it is shown, for the window made anew."""
        shown = {"paper": self._paper, "back": self._back, "came": self._came}
        return {**shown, "size": self._size, "percent": self.view.percent}

    def refresh(self, changes: object) -> None:
        """A paper that was printed meanwhile says so."""
        if isinstance(self._paper, PrintJob) and touches(changes, "print-job"):
            self._work.read(self, papers.paper_job, self._know_job, what="job", job_id=self._paper.id)

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """The keys of the paper."""
        say = self._say
        return (
            ("+ \N{MINUS SIGN}", say("Larger, smaller")),
            ("0", say("As wide as the room")),
            ("S", say("Save as PDF")),
            ("Ctrl \N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}", say("Print")),
            ("Esc", say("Close")),
        )

    def key_character(self, character: str) -> bool:
        """S saves, 0 fits the width."""
        if character.upper() == "S":
            self.save()
        elif character == "0":
            self.view.set_percent(FIT)
        return character.upper() in ("S", "0")

    def key_back(self) -> bool:
        """Close the paper."""
        if self._back:
            self.goto.emit(self._back, dict(self._came))
        return bool(self._back)

    def save(self) -> None:
        """Keep it as a PDF file in the folder of the settings, under a name that is free, and say where it lies."""
        if self._paper is not None:
            folder = self._prints.printers.folder
            self._prints.bring(self, self._paper, Way(FolderOutlet(folder), self._size), self._saved, self._wrong)

    def _sizes(self) -> tuple[str, ...]:
        roll = self._paper is not None and kind(self._paper) in KINDS_ON_A_ROLL
        return tuple(size for size in PAPER_SIZES if roll or size not in ROLLS)

    def _choose_size(self, size: str) -> None:
        self._size = size
        self._draw()

    def _draw(self) -> None:
        """Draw it on the long lane; what is late for an older wish is dropped."""
        paper, size = self._paper, self._size
        if paper is None:
            return
        self._asked += 1
        asked = self._asked

        def work() -> list[QImage]:
            return page_pictures(self._prints.drawn(paper, size), DPI)

        def done(pages: list[QImage]) -> None:
            if asked == self._asked:
                self._show_pages(pages)

        self._work.long(work, done, self._wrong)

    def _show_pages(self, pages: list[QImage]) -> None:
        self._pages = pages
        self.view.show_pages(pages)
        count = self._context.language.plural("{n} page", "{n} pages", len(pages))
        title = title_of(self._context.language, self._paper) if self._paper is not None else ""
        self.view.setAccessibleName(self._say("{paper}, {count}", paper=title, count=count))
        self._draw_line()
        self._show_next()

    def _draw_line(self) -> None:
        """What it is, how large it is shown, and the way back."""
        if self._paper is None:
            return
        say = self._say
        smaller, larger = IconButton("minus", say("Smaller")), IconButton("plus", say("Larger"))
        smaller.clicked.connect(self.view.smaller)
        larger.clicked.connect(self.view.larger)
        fit = Button(say("Fit the width"), key_hint="0", kind="quiet")
        fit.clicked.connect(lambda: self.view.set_percent(FIT))
        shown = Label(say("{percent} %", percent=self.view.scale_now), ink="ink2")
        close = Button(say("Close"), "close", "Esc")
        close.clicked.connect(lambda: self.key_back())
        title = Label(title_of(self._context.language, self._paper), "heading")
        self.line.set_parts([title], beside(1, smaller, shown, larger, fit), [close])

    def _name_paper(self) -> None:
        if self._paper is not None:
            title = title_of(self._context.language, self._paper)
            self.slip_parts.show_paper(self._paper, title, self._sizes(), self._size)

    def _wanted(self) -> str:
        """The printer that the settings name for this kind of paper."""
        outlet = self._prints.printers.outlet(kind(self._paper)) if self._paper is not None else None
        return str(getattr(outlet, "printer", ""))

    def _know_printers(self, found: tuple[SystemPrinter, ...]) -> None:
        self._printers = found
        if self._paper is not None:
            self.slip_parts.show_ways(found, self._wanted())
            self._show_next()

    def _know_job(self, job: PrintJob) -> None:
        self._paper = job
        self._name_paper()
        self._show_next()

    def _show_next(self) -> None:
        say, chosen = self._say, self.slip_parts.way
        if chosen == FOLDER:
            self.next.set_ready(say("Save as PDF"), str(self._prints.printers.folder), "Ctrl ↵", "download")
        elif isinstance(self._paper, PrintJob) and self._paper.state == "printed":
            self.next.set_ready(say("Print a copy"), self.slip_parts.way_title, "Ctrl ↵", "printer")
        else:
            self.next.set_ready(say("Print"), self.slip_parts.way_title, "Ctrl ↵", "printer")

    def _print(self) -> None:
        chosen, paper = self.slip_parts.way, self._paper
        if paper is None:
            return
        if chosen == FOLDER:
            self.save()
            return
        self.next.set_working(self._say("Printing"))
        way = Way(system_outlet(chosen, self._size), self._size)
        if not isinstance(paper, PrintJob):
            self._prints.bring(self, paper, way, lambda _: self._out(), self._wrong)
        elif paper.state == "printed":
            self._prints.copy(paper, way)
            self._out()
        else:
            self._prints.print(paper, way)

    def _finished(self, job: PrintJob, file: Path | None) -> None:
        if isinstance(self._paper, PrintJob) and job.id == self._paper.id:
            self._saved(file) if file is not None else self._out()

    def _failed(self, job: PrintJob, error: BaseException) -> None:
        if isinstance(self._paper, PrintJob) and job.id == self._paper.id and self.isVisible():
            self._wrong(error)

    def _out(self) -> None:
        self.slip_parts.tell(self._say("It was given to the printer."), self.slip_parts.way_title, "ready")
        self._show_next()

    def _saved(self, file: Path | None) -> None:
        self.slip_parts.tell(self._say("Saved as a PDF file."), str(file or ""), "ready")
        self._show_next()

    def _wrong(self, error: BaseException) -> None:
        """Say what happened; the paper stays, another printer may be chosen."""
        self.slip_parts.tell(self._context.sentence(error), "", "stop")
        self._work.long(system_printers, self._know_printers, lambda _: None)
        self._show_next()
