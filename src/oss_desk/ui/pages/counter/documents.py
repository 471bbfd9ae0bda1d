"""The station Documents: one merged list for all services, one question at a time, answered by single keys."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import PaperLine, VisitSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_question import REFUSED, Answer, Question
from oss_desk.ui.pages.counter.paper_row import PaperRow
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.pages.counter.questions import MISSING, Asked, is_missing, paper_name, question, read_asked
from oss_desk.ui.pages.counter.stations import waits
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel, clear_layout

PART = "papers"


class Documents(Panel):
    """`marked`, `refused` and `unmarked` carry the values of the operations; `asked` what the draft has to keep."""

    marked = Signal(object)
    refused = Signal(object)
    unmarked = Signal(object)
    asked = Signal(object)
    print_missing = Signal()
    finished = Signal()
    """The question that had the focus is answered, and there is no other."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        self._count = Chip("")
        say = here.language.text
        super().__init__(say("Documents"), " ", self._count, scroll=True, flush=True, ruled=True, parent=parent)
        self._sheet: VisitSheet | None = None
        self._asked, self._roomy = Asked(), True
        self._wanted: str | None = None
        self._rows: dict[str, PaperRow] = {}
        self._shapes: dict[str, object] = {}

    def show_visit(self, sheet: VisitSheet) -> None:
        """Draw the list as it stands; the question goes to the first row that is open."""
        taken = self._sheet is None or self._sheet.visit.id != sheet.visit.id
        if taken:
            self._asked = read_asked(sheet.drafts.get(PART, ({}, None))[0])
            self._wanted = None
        self._sheet = sheet
        self._draw()

    def set_roomy(self, roomy: bool) -> None:
        """Times and captions yield in a smaller window."""
        if roomy != self._roomy:
            self._roomy = roomy
            self._draw()

    def asking(self) -> PaperRow | None:
        """The row that asks its question now, if one does."""
        return self._rows.get(self._current() or "")

    def note(self) -> bool:
        """Note what is being written down of a paper; False where nothing is."""
        row = self.asking()
        if row is None or row.question is None or not row.question.is_noting():
            return False
        row.question.note()
        return True

    def said(self) -> Asked:
        """What was said about the list besides the marks."""
        return self._asked

    def start(self) -> None:
        """Put the focus on the question."""
        row = self._rows.get(self._current() or "")
        if row is not None and row.question is not None:
            row.question.start()

    def key(self, character: str) -> bool:
        """A single key answers the question."""
        row = self._rows.get(self._current() or "")
        return row is not None and row.key(character)

    def _current(self) -> str | None:
        if self._sheet is None:
            return None
        wanted = next((line for line in self._sheet.papers if line.key == self._wanted and not line.settled), None)
        return wanted.key if wanted is not None else question(self._sheet.papers, self._asked)

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        inside = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._head_words(sheet)
        self._draw_rows(sheet)
        current = self._rows.get(self._current() or "")
        if current is not None and self.area is not None:
            self.area.bring(current, *([current.question.first] if current.question else []))
        if inside and not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.start()
            if current is None:
                self.finished.emit()

    def _draw_rows(self, sheet: VisitSheet) -> None:
        """Each row anew, but for those that say the same as before: what is being typed into them stays."""
        current, before, shapes = self._current(), self._rows, self._shapes
        self._shapes = {line.key: self._shape(line, line.key == current) for line in sheet.papers}
        kept = {key: row for key, row in before.items() if shapes.get(key) == self._shapes.get(key, self)}
        for row in kept.values():
            self.body.removeWidget(row)
        clear_layout(self.body)
        self._rows = {line.key: kept.get(line.key) or self._row(line, line.key == current) for line in sheet.papers}
        for row in self._rows.values():
            self.body.addWidget(row)
            self.body.addWidget(Divider())
        self._add_end(sheet)
        self.body.addStretch(1)

    def _shape(self, line: PaperLine, asking: bool) -> object:
        """What has to be the same for a row to stay."""
        said = self._asked
        own = tuple(sorted(name for name in said.missing if name.startswith(f"{line.key}/")))
        again = tuple(sorted(name for name in said.again if name.startswith(f"{line.key}/")))
        chosen, many = said.chosen.get(line.key), self._sheet is not None and len(self._sheet.lines) > 1
        return line, asking, many, self._roomy, chosen, own, again, self._waits_words(line)

    def _head_words(self, sheet: VisitSheet) -> None:
        say, plural = self._here.language.text, self._here.language.plural
        count = len(sheet.lines)
        short = plural("For one service.", "One list for {n} services.", count)
        many = f"{short} {say('A paper counts once.')}" if count > 1 and self._roomy else short
        self.set_subtitle(many if sheet.papers else say("Nothing to show."))
        settled = say("{done} of {all} settled", done=sheet.papers_settled, all=len(sheet.papers))
        whole = sheet.papers_settled == len(sheet.papers)
        self._count.set(settled, "check" if whole else None, "ready" if whole else "plain")
        self._count.setVisible(bool(sheet.papers))

    def _row(self, line: PaperLine, asking: bool) -> PaperRow:
        many = self._sheet is not None and len(self._sheet.lines) > 1
        row = PaperRow(self._here, line, self._asked, asking, many, self._roomy)
        row.chosen.connect(lambda index: self._choose(line.key, index))
        row.wanted.connect(lambda: self._ask(line))
        row.taken_back.connect(lambda type_id: self.unmarked.emit({"key": line.key, "type": type_id}))
        if row.question is not None:
            self._follow(line, row.question)
        return row

    def _follow(self, line: PaperLine, asked: Question) -> None:
        visitor = self._sheet.visitor if self._sheet else None
        if visitor is not None and line.owner in (None, visitor.person):
            asked.set_known(visitor.documents)
        asked.say_what_waits(self._waits_words(line))
        name = paper_name(line, asked.paper())
        asked.resume(self._asked.noting.get(name, {}))
        asked.noting.connect(lambda values: self._noting(name, values))
        asked.answered.connect(lambda answer: self._answer(line, asked, answer))
        asked.reused.connect(lambda: self._reuse(line, asked))
        asked.again.connect(lambda: self._keep(self._asked.with_again(paper_name(line, asked.paper()))))
        asked.print_wanted.connect(self.print_missing)

    def _waits_words(self, line: PaperLine) -> str:
        """What does not go on today without this paper, and that the rest does."""
        if self._sheet is None or not is_missing(line, self._asked) or line.may_follow or not line.required:
            return ""
        here, lines = self._here, self._sheet.lines
        names = ", ".join(here.text(one.title) for one in lines if one.request.id in line.requests)
        others = [one for one in lines if not waits(self._sheet, self._asked, one)]
        said = here.language.plural("{names} waits for it.", "{names} wait for it.", len(line.requests), names=names)
        rest = ", ".join(here.text(one.title) for one in others)
        goes = here.language.plural("{names} goes on today.", "{names} go on today.", len(others), names=rest)
        return f"{said} {goes}" if others else said

    def _add_end(self, sheet: VisitSheet) -> None:
        say = self._here.language.text
        if not sheet.papers:
            empty = Empty(say("No document is needed"), say("Go on to the details."), "paper-check")
            self.body.addWidget(under(empty, margins=(16, 12, 16, 12)))
        elif sheet.papers_settled == len(sheet.papers):
            words = Label(say("Everything asked for is here."), ink="ink2", wrap=True)
            self.body.addWidget(under(words, margins=(16, 12, 16, 12)))

    def _ask(self, line: PaperLine) -> None:
        self._wanted = line.key
        self._draw()
        self.start()

    def _choose(self, key: str, index: int) -> None:
        self._wanted = key
        self._keep(self._asked.with_chosen(key, index))

    def _keep(self, asked: Asked) -> None:
        self._asked = asked
        self.asked.emit(asked)
        self._draw()

    def _noting(self, paper: str, values: Mapping[str, str]) -> None:
        """What is half written down is a draft too; nothing is drawn anew while it is typed."""
        self._asked = self._asked.with_noting(paper, values)
        self.asked.emit(self._asked)

    def _answer(self, line: PaperLine, asked: Question, answer: Answer) -> None:
        paper = asked.paper()
        name = paper_name(line, paper)
        self._asked = self._asked.with_noting(name, {})
        if answer.mark == MISSING:
            self._wanted = None
            self._keep(self._asked.with_missing(name))
            return
        self._wanted = None if answer.mark != REFUSED else line.key
        self._asked = self._asked.with_missing(name, False)
        self.asked.emit(self._asked)
        common: dict[str, Any] = {"key": line.key, "type": paper.type}
        if answer.mark == REFUSED:
            self.refused.emit(common | {"reason": answer.reason})
        else:
            self.marked.emit(common | {"mark": answer.mark} | _noted(answer))

    def _reuse(self, line: PaperLine, asked: Question) -> None:
        kept = asked.paper().on_file
        self._wanted = None
        if kept is not None:
            values = {"key": line.key, "type": asked.paper().type, "mark": "on-file", "consent": True}
            self.marked.emit(values | {"reuse_evidence_id": kept.id})


def _noted(answer: Answer) -> dict[str, Any]:
    return {
        "number": answer.number,
        "issued_on": date.fromisoformat(answer.issued) if answer.issued else None,
        "valid_until": date.fromisoformat(answer.valid) if answer.valid else None,
        "reference": answer.reference,
    }
