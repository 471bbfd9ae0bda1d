"""Whether history is as it was written: the chains, a whole check with its result in words, a paper held against it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from oss_desk.domain.messages import Message as Told
from oss_desk.operations.history import check_code, history, integrity
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets.history import ChainLine, HistoryReport, HistorySheet
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Column
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import two, under
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.history import words
from oss_desk.ui.pages.history.section import Section
from oss_desk.ui.tasks import Job
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Message, Progress
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.second_person import SecondPerson
from oss_desk.ui.widgets.slip import Pairs, Slip

FORM, SLIP = 356, 312


class Checking(Section):
    """The chains at the start, what a check found and the paper to compare beside them."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        super().__init__(here, page)
        self.sheet: HistorySheet | None = None
        self.report: HistoryReport | None = None
        self.job: Job | None = None
        self._command_id = new_id()

    def put_up(self, head: QWidget) -> None:
        """The chains, and the papers beside them."""
        say = self.here.language.text
        self._chains = Panel(say("Histories"), flush=True, ruled=True)
        self._found = Panel(say("What the check found"))
        self._paper = self._make_paper()
        self._again = self._make_again()
        self._slip = Slip()
        first = roomy(Column(under(head, gap=0), self._found, self._chains))
        if self.page.room != "wide":
            self.page.set_columns(
                roomy(Column(under(head, gap=0), self._found, self._paper, self._again, self._chains)),
                folds_first=False,
            )
        else:
            self.page.set_columns(
                first, roomy(Column(self._paper, self._again)), widths=(None, FORM), folds_first=False
            )
        self.page.set_slip(self._slip, SLIP)
        self._show()

    def read(self) -> None:
        """Ask how the chains stand."""
        self.page.work.read(self.page, history.history_sheet, self.show_sheet, what="chains")

    def show_sheet(self, sheet: HistorySheet) -> None:
        """Draw how they stand."""
        self.sheet = sheet
        if self.up:
            self._show()
            self.page.land(self.start)

    def start(self) -> None:
        """Put the focus on the button."""
        self.page.next.setFocus()

    def touched(self, changes: object) -> bool:
        """The chains grow with everything that is done."""
        return True

    def go(self) -> None:
        """Check everything."""
        if self.job is not None:
            return
        self.report = None
        program = self.page.context.program

        def work(job: Job) -> HistoryReport:
            return integrity.check_history(program, tell=job.progress)

        self.job = self.page.work.longest(work, self._checked, self._failed, self._told, self._stopped)
        self._show()

    def _checked(self, report: HistoryReport) -> None:
        self.job, self.report = None, report
        self.read()

    def _failed(self, error: BaseException) -> None:
        self.job = None
        self.page.tell(error)
        self._show()

    def _stopped(self) -> None:
        self.job = None
        self._show()

    def _told(self, done: int, of: int, _: str) -> None:
        if self.job is not None and self.up:
            self._progress.set_progress(done, of)

    def _show(self) -> None:
        self._show_found()
        self._show_chains()
        self._show_slip()
        self._again.setVisible(self._may_begin())
        say = self.here.language.text
        if self.job is not None:
            self.page.next.set_working(say("Being checked"))
        else:
            self.page.next.set_ready(say("Check everything"), say("nothing is changed by it"), "F9", "shield")

    def _show_found(self) -> None:
        say = self.here.language.text
        self._found.clear()
        if self.job is not None:
            self._progress = Progress(say("The history is being checked"))
            self._progress.stopped.connect(self.job.stop)
            self._found.add(self._progress)
        elif self.report is None:
            self._found.add(Label(say("Not checked yet since this page was opened."), ink="ink3", wrap=True))
        elif self.report.whole:
            counted = self.here.language.plural("{n} entry checked.", "{n} entries checked.", self.report.links)
            self._found.add(Message(say("The history is as it was written."), counted, "ready"))
        else:
            self._show_breaks(self.report)

    def _show_breaks(self, report: HistoryReport) -> None:
        say = self.here.language.text
        first, *others = (sentence(self.here.language, one) for one in report.said)
        what_to_do = say(
            "No money is taken. Write paper receipts, keep a copy of the database as it is, and compare receipts and "
            "printed closes with it. Once it is known what happened, two people begin anew."
        )
        self._found.add(Message(first, what_to_do, "stop"))
        for one in others:
            self._found.add(Label(one, ink="ink2", wrap=True))
        more = len(report.breaks) - len(report.said)
        if more > 0:
            self._found.add(Label(self.here.language.plural("{n} more place", "{n} more places", more), ink="ink3"))

    def _show_chains(self) -> None:
        self._chains.clear()
        rows = ListView(self.here.language.text("Histories"), keeps_choice=False)
        rows.set_rows([self._chain(line) for line in (self.sheet.chains if self.sheet else ())])
        self._chains.add(rows)

    def _chain(self, line: ChainLine) -> ListRow:
        say, plural = self.here.language.text, self.here.language.plural
        entries = plural("{n} entry", "{n} entries", line.entries)
        since = say("since {day}", day=self.here.near_date(line.opened_at.astimezone(self.here.zone).date()))
        second = self.here.language.listed((entries, since))
        row = ListRow(words.chain_words(self.here, line), second, self._ends(line), value=(line.desk, line.epoch))
        row.setAccessibleName(", ".join((words.chain_words(self.here, line), second, line.head)))
        return row

    def _ends(self, line: ChainLine) -> list[QWidget]:
        say = self.here.language.text
        epoch: list[QWidget] = []
        if line.epoch > 1 or not line.newest:
            tone = "wait" if line.newest else "ink3"
            epoch.append(Chip(say("Epoch {n}", n=line.epoch), "history", tone))
        return [*epoch, Number(line.head, "ink2")]

    def _show_slip(self) -> None:
        say, sheet = self.here.language.text, self.sheet
        self._slip.clear()
        if sheet is None:
            return
        broken = sheet.broken
        title = say("The history was changed") if broken else say("No break is on record")
        self._slip.set_title(title, say("No money is taken.") if broken else "")
        pairs = Pairs(label_width=112)
        if sheet.since is not None:
            pairs.add(say("On record since"), f"{self.here.day(sheet.since)}  {self.here.time(sheet.since)}")
        pairs.add(say("Histories"), str(len(sheet.chains)))
        pairs.add(say("Entries"), str(sum(line.entries for line in sheet.chains)))
        self._slip.add(pairs)
        self._slip.add_stretch()
        advice = say("Each entry holds the digest of the one before it. Compare digests with those on a printed close.")
        self._slip.add(Label(advice, ink="ink3", wrap=True))

    def _make_paper(self) -> Panel:
        say = self.here.language.text
        panel = Panel(say("Compare a receipt"))
        self.number = Field(say("Number"), mono=True)
        self.code = Field(say("Check code"), mono=True)
        self.said = Message("", "", "info")
        self.said.hide()
        compare = Button(say("Compare"), "search")
        compare.clicked.connect(self._compare)
        self.code.entered.connect(self._compare)
        panel.add(two(self.number, self.code))
        panel.add(self.said)
        panel.add(compare)
        return panel

    def _compare(self) -> None:
        number, code = self.number.text().strip(), self.code.text().strip()
        if number and code:
            values: dict[str, Any] = {"number": number, "code": code}
            self.page.work.read(self.page, check_code.check_paper, self._compared, what="paper", **values)

    def _compared(self, said: Told) -> None:
        tone = {"paper-matches": "ready", "paper-without-code": "wait"}.get(said.code, "stop")
        self.said.set(sentence(self.here.language, said), "", tone)
        self.said.show()

    def _make_again(self) -> Panel:
        say = self.here.language.text
        panel = Panel(say("Begin anew"))
        text = say(
            "Once it is known what happened: a new part of the history begins and names the digest of the old one."
        )
        panel.add(Label(text, ink="ink2", wrap=True))
        self.reason = Field(say("What happened"), "multi-line", lines=3)
        begin = Button(say("Begin anew with a second person"), "seal")
        begin.clicked.connect(self._ask)
        panel.add(self.reason)
        panel.add(begin)
        return panel

    def _may_begin(self) -> bool:
        broken = self.sheet is not None and self.sheet.broken
        return broken and self.page.has_role("supervisor")

    def _ask(self) -> None:
        say = self.here.language.text
        if not self.reason.text().strip():
            self.reason.set_error(say("Write what happened."))
            self.reason.focus()
            return
        self.page.ask_second(say("Begin the history anew"), self.reason.text().strip(), self._begin)

    def _begin(self, second: Second, dialog: SecondPerson) -> None:
        def done(_: object) -> None:
            dialog.accept()
            self._command_id, self.report = new_id(), None
            self.page.say(self.here.language.text("The history begins anew."))
            self.read()

        values: dict[str, Any] = {"reason": self.reason.text().strip(), "second": second}
        self.page.send(
            integrity.begin_epoch,
            done,
            command_id=self._command_id,
            failed=lambda error: dialog.set_error(self.page.context.sentence(error)),
            **values,
        )
