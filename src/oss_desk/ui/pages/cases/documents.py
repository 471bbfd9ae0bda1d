"""The papers of a case: what was seen, what is still to come, and the marking of a paper in a step."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.cases import Evidence
from oss_desk.operations.sheets import CaseSheet, PaperLine, PaperType
from oss_desk.ui.messages import MARK_ICONS, mark_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_question import REFUSED, Answer, Question
from oss_desk.ui.pages.counter.paper_row import PaperRow
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.counter.questions import MISSING, Asked, paper_name
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel

MARGINS = (15, 10, 15, 10)


class CaseDocuments(Panel):
    """A row for each requirement; an open one can be marked.

    `marked` carries the values of `record_paper`, `refused` those of `refuse_case_paper`.
    """

    marked = Signal(object)
    refused = Signal(object)
    typed = Signal(str, object)
    """Which requirement is being marked, and what was said of it, as a draft keeps it."""

    def __init__(self, here: Here, compact: bool = False) -> None:
        self._here, self._compact = here, compact
        self._open: str | None = None
        self._asked = Asked()
        self._sheet: CaseSheet | None = None
        super().__init__(here.language.text("Documents"), flush=True, ruled=True)

    def take_up(self, open_paper: str, asked: Asked) -> None:
        """Ask again about what was being marked."""
        self._open, self._asked = open_paper or None, asked
        if self._sheet is not None:
            self._draw()

    def show_case(self, sheet: CaseSheet) -> None:
        """Draw the papers of this case; what is being written down stays open."""
        if self._sheet is not None and (self._sheet.case.id != sheet.case.id or self._sheet.papers != sheet.papers):
            self._open = None
        elif self._open is not None:
            self._sheet = sheet
            return
        self._sheet = sheet
        self._draw()

    def _draw(self) -> None:
        self.clear()
        sheet = self._sheet
        if sheet is None:
            return
        for number, line in enumerate(sheet.papers):
            if number:
                self.body.addWidget(Divider())
            self.body.addWidget(self._row(line, "mark-paper" in sheet.may))
        if not sheet.papers:
            words = self._here.language.text("No document is asked for")
            self.body.addWidget(under(Empty(words, icon="paper"), margins=MARGINS))

    def _row(self, line: PaperLine, may: bool) -> QWidget:
        if may and self._open == line.key:
            return self._asking(line)
        return under(self._closed(line, may), margins=MARGINS)

    def _closed(self, line: PaperLine, may: bool) -> QWidget:
        """Title and chip in one line, or below each other where there is little room."""
        title, press = Label(self._title(line), wrap=True), self._press(line) if may else None
        why = self._why_not(line)
        if self._compact:
            return under(title, why, beside(self._chip(line), 1, press), gap=4)
        return under(beside(title, self._chip(line), press), why, gap=0)

    def _why_not(self, line: PaperLine) -> Label | None:
        """Why the paper that came last was not taken, as long as none is there that counts."""
        refused = _not_accepted(line)
        words = self._here.language.text("Not accepted: {reason}", reason=refused.reason) if refused else ""
        return Label(words, ink="stop", wrap=True) if words else None

    def _asking(self, line: PaperLine) -> QWidget:
        row = PaperRow(self._here, line, self._asked, True, False, roomy=False, narrow=True)
        row.chosen.connect(lambda index: self._choose(line.key, index))
        if row.question is not None:
            self._follow(line, row.question)
        close = Button(self._here.language.text("Not now"), key_hint="Esc", kind="quiet")
        close.clicked.connect(lambda: self._turn(line.key))
        return under(row, beside(1, close), gap=0, margins=(0, 0, 15, 10))

    def _choose(self, key: str, index: int) -> None:
        self._asked = self._asked.with_chosen(key, index)
        self._draw()
        self._tell()

    def close_question(self) -> bool:
        """Close the paper that is being asked about; True when there was one."""
        was_open, self._open = self._open is not None, None
        if was_open:
            self._draw()
            self._tell()
        return was_open

    def _title(self, line: PaperLine) -> str:
        title = self._here.text(line.title)
        return f"{title}: {line.owner_name}" if line.row is not None and line.owner_name else title

    def _chip(self, line: PaperLine) -> Chip:
        say = self._here.language.text
        seen = next((paper for papers in line.alternatives for paper in papers if paper.seen is not None), None)
        if line.settled and seen is not None and seen.seen_mark is not None:
            return Chip(mark_words(self._here.language, seen.seen_mark), MARK_ICONS[seen.seen_mark], "ready")
        if _not_accepted(line) is not None:
            return Chip(say("not accepted"), "paper-missing", "stop")
        if not line.required or line.settled:
            return Chip(say("left out"), tone="plain")
        return (
            Chip(say("to come"), "pause", "wait") if line.may_follow else Chip(say("missing"), "paper-missing", "stop")
        )

    def _press(self, line: PaperLine) -> QWidget | None:
        if line.settled and line.required:
            return None
        title, say = self._title(line), self._here.language.text
        button = IconButton("pencil", say("Mark {title}", title=title), "river")
        button.clicked.connect(lambda: self._turn(line.key))
        return button

    def _turn(self, key: str) -> None:
        self._open = None if self._open == key else key
        self._draw()
        self._tell()

    def _tell(self) -> None:
        self.typed.emit(self._open or "", self._asked)

    def _noting(self, paper: str, values: Mapping[str, str]) -> None:
        self._asked = self._asked.with_noting(paper, values)
        self._tell()

    def _follow(self, line: PaperLine, question: Question) -> None:
        question.answered.connect(lambda answer: self._answered(line, question.paper(), answer))
        question.reused.connect(lambda: self._reused(line, question.paper()))
        question.again.connect(lambda: self._again(paper_name(line, question.paper())))
        name = paper_name(line, question.paper())
        question.resume(self._asked.noting.get(name, {}))
        question.noting.connect(lambda values: self._noting(name, values))

    def _again(self, paper: str) -> None:
        self._asked = self._asked.with_again(paper)
        self._draw()
        self._tell()

    def _answered(self, line: PaperLine, paper: PaperType, answer: Answer) -> None:
        self._open = None
        self._asked = self._asked.with_noting(paper_name(line, paper), {})
        self._tell()
        if answer.mark == MISSING:
            self._draw()
        elif answer.mark == REFUSED:
            self.refused.emit({"key": line.key, "type": paper.type, "reason": answer.reason})
        else:
            self.marked.emit(mark_values(line, paper, answer))

    def _reused(self, line: PaperLine, paper: PaperType) -> None:
        self._open = None
        self._tell()
        kept = paper.on_file.id if paper.on_file else None
        values = {"key": line.key, "type": paper.type, "mark": "on-file"}
        self.marked.emit(values | {"reuse_evidence_id": kept, "consent": True})


def _not_accepted(line: PaperLine) -> Evidence | None:
    """The paper of an open line that was presented and not taken."""
    papers = (paper for papers in line.alternatives for paper in papers)
    return None if line.settled else next((paper.not_accepted for paper in papers if paper.not_accepted), None)


def mark_values(line: PaperLine, paper: PaperType, answer: Answer) -> Mapping[str, Any]:
    """An answer as `record_paper` takes it."""
    return {
        "key": line.key,
        "type": paper.type,
        "mark": answer.mark,
        "number": answer.number,
        "issued_on": _day(answer.issued),
        "valid_until": _day(answer.valid),
        "reference": answer.reference,
    }


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
