"""Works a case in the page Cases as the walk proposes: opinions, papers, answers, checklist, numbers, the action."""

from datetime import date
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from oss_desk.domain.money import Money
from oss_desk.operations.cases import cases
from oss_desk.operations.money import till
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import CaseSheet, OpinionLine, OutputLine, PaperLine
from oss_desk.ui.pages.cases.deed_row import DeedRow
from oss_desk.ui.pages.cases.deeds import deeds, way_forward
from oss_desk.ui.pages.cases.one_case import OneCase
from oss_desk.ui.pages.cases.outputs import OutputsPanel
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_question import Question as PaperQuestion
from oss_desk.ui.tour.answers import PaperHands, Question, Writer
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.till import cash_of_case, fill_payment, payment_of_case
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.second_person import SecondPerson
from oss_desk.ui.widgets.segments import Segments
from oss_desk.workflows.walk import Walk, WalkStep

PRESENT = "in the sample no password is asked"


class Casework:
    """One case at one step, in the hands of the official who is signed in."""

    def __init__(self, guide: Guide, case_id: int) -> None:
        self._guide, self._case_id, self._hands = guide, case_id, guide.hands

    def now(self) -> CaseSheet:
        """The case as it stands in the database."""
        return cases.case(self._guide.program, case_id=self._case_id)

    def step(self, way: Walk, move: WalkStep) -> None:
        """Do what the walk says at this step, in the window; without it what the window cannot."""
        sheet = self.now()
        service, number = sheet.service.id, sheet.case.number
        doing = f"{sheet.case.step}: {move.action}"
        self._guide.try_out(doing, lambda: self._by_hand(way, move), lambda: self._without(move), service, number)

    def pay(self) -> None:
        """Take what the case owes, in its page."""
        sheet = self.now()
        doing = f"{sheet.case.step}: takes the payment"
        self._guide.try_out(doing, self._pay_by_hand, self._pay_without, sheet.service.id, sheet.case.number)

    def open(self) -> OneCase:
        """Find the case in the worklist and open it."""
        page = self._page()
        back = [one for one in self._hands.all(Button, page.line) if one.words() == self._guide.say("Worklist")]
        for button in back:
            self._hands.press(button)
        rows = {row.value: row for row in self._hands.all(ListRow, page)}
        if self._case_id not in rows and page.lists is not None:
            self._hands.press(page.lists.list.which.button("all"))
            self._hands.write(page.lists.list.filter, self.now().case.number)
            self._hands.rest()
            rows = {row.value: row for row in self._hands.all(ListRow, page)}
        if self._case_id not in rows:
            raise Stuck(f"The worklist does not show case {self.now().case.number}.")
        self._hands.press(rows[self._case_id])
        self._hands.until("the case to open", lambda: self._shown(page) is not None)
        return self._one()

    def show_second(self, action: str) -> None:
        """Go as far with an action as the question to a second person, for a picture; nobody answers it."""
        self.open()
        row = next((row for row in self._hands.all(DeedRow) if row.objectName() == f"deed-{action}"), None)
        if row is None:
            raise Stuck(f"The slip does not offer “{action}”.")
        self._hands.press(row)
        form = self._one().form
        if form is not None:
            self._guide.picture("case-decision", "What has to be written before two people decide")
            self._hands.write(form.note, "The papers do not show what the law asks for.")
            self._guide.go_on()
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SecondPerson):
            raise Stuck("The second person was not asked.")
        self._guide.picture("second-person-asked", "A second person confirms what one alone may not decide", dialog)
        self._guide.close_dialogs()
        self._hands.key(Qt.Key.Key_Escape)

    def _page(self) -> CasesPage:
        page = self._guide.page("cases")
        if not isinstance(page, CasesPage) or page.lists is None or page.here is None:
            raise Stuck("The page Cases is not shown.")
        return page

    def _shown(self, page: CasesPage) -> CaseSheet | None:
        sheet = page.one.sheet if page.one is not None else None
        return sheet if sheet is not None and sheet.case.id == self._case_id else None

    def _one(self) -> OneCase:
        page = self._guide.shell.page()
        if not isinstance(page, CasesPage) or page.one is None or page.one.sheet is None:
            raise Stuck("The case is not shown.")
        return page.one

    def _sheet(self) -> CaseSheet:
        sheet = self._one().sheet
        if sheet is None:
            raise Stuck("The case is not shown.")
        return sheet

    def _by_hand(self, way: Walk, move: WalkStep) -> None:
        self.open()
        for opinion in self._sheet().opinions:
            if opinion.answer is None:
                self._record(opinion)
        for paper in self._sheet().papers:
            if paper.required and not paper.settled:
                self._mark(paper, way.facts.today)
        self._answer(way, move)
        self._tick(move)
        for line in self._sheet().outputs:
            if line.issued is None:
                self._issue(line)
        self._guide.picture(f"case-{move.step}", f"Case {self._sheet().case.number} at the step “{move.step}”")
        self._act(move)

    def _record(self, line: OpinionLine) -> None:
        title = self._guide.words(line.title) or self._guide.words(line.authority)
        panel = self._one().step
        answer = self._hands.find(Segments, self._guide.say("Opinion of {authority}", authority=title), panel)
        self._hands.press(answer.button("positive"))
        around = answer.parentWidget()
        self._hands.press(self._hands.find(Button, self._guide.say("Record the opinion"), around))

    def _mark(self, line: PaperLine, today: date) -> None:
        """Mark each paper of a requirement; the row opens again for the next one."""
        panel, hands = self._one().documents, PaperHands(self._guide, today)
        title = self._guide.words(line.title)
        full = f"{title}: {line.owner_name}" if line.row is not None and line.owner_name else title
        for _ in line.alternatives[0]:
            now = next((one for one in self._sheet().papers if one.key == line.key), line)
            if now.settled:
                return
            self._hands.press(self._hands.find(IconButton, self._guide.say("Mark {title}", title=full), panel))
            question = next(iter(self._hands.all(PaperQuestion, panel)), None)
            if question is None:
                raise Stuck(f"The paper “{full}” cannot be marked.")
            hands.show(question, now)

    def _answer(self, way: Walk, move: WalkStep) -> None:
        """Answer what the step asks and type what it assesses."""
        service, done = self._sheet().service, set[str]()
        while (name := self._unanswered(done)) is not None:
            done.add(name)
            if name in move.answers:
                find = partial(self._question, name)
                Writer(self._hands, service.money).fill(find, service.field(name), move.answers[name])
            if self._unanswered(done) is None:
                self._hands.leave()
        amounts = {**way.assessed, **move.given.assessed}
        for fee, field in self._one().step.amounts().items():
            if fee in amounts:
                self._hands.write(field, str(Money(amounts[fee], service.money).amount))
        self._hands.leave()

    def _unanswered(self, done: set[str]) -> str | None:
        """The next question that was not asked yet."""
        return next((name for name in self._one().step.questions() if name not in done), None)

    def _question(self, name: str) -> Question:
        questions = self._one().step.questions()
        if name not in questions:
            raise Stuck(f"The step does not ask for “{name}” any more.")
        return questions[name]

    def _tick(self, move: WalkStep) -> None:
        labels = dict(self._sheet().checklist)
        for name in sorted(move.given.checklist):
            box = self._hands.find(CheckBox, self._guide.words(labels[name]), self._one().step)
            if not box.isChecked():
                self._hands.press(box)

    def _issue(self, line: OutputLine) -> None:
        """Give the output a number, where it is made in this step."""
        title, panel = self._guide.words(line.title), self._one().outputs
        many = sum(other.output == line.output for other in self._sheet().outputs) > 1
        name = self._guide.say("{output}, {number}", output=title, number=line.position) if many else title
        issue_output(self._guide, panel, name, f"{line.output[:2].upper()} {self._sheet().case.number}/{line.position}")

    def _act(self, move: WalkStep) -> None:
        """Press the action: the filled button when it is the way forward, else its row on the slip."""
        before, one = self.now().case, self._one()
        here, page = self._here(), self._guide.shell.page()
        forward = way_forward(deeds(here, self._sheet())) if here is not None else None
        if forward is not None and forward.action == move.action:
            self._guide.go_on()
        else:
            name = f"deed-{move.action}"
            row = next((row for row in self._hands.all(DeedRow, page) if row.objectName() == name), None)
            if row is None:
                raise Stuck(f"The slip does not offer “{move.action}”.")
            self._hands.press(row)
        if one.form is not None:
            self._hands.write(one.form.note, move.given.note or "As agreed.")
            self._guide.go_on()
        self._second()
        moved = self.now().case
        if moved.open and (moved.step, moved.version) == (before.step, before.version):
            raise Stuck(f"“{move.action}” changed nothing. {self._said()}")

    def _here(self) -> Here | None:
        page = self._guide.shell.page()
        return page.here if isinstance(page, CasesPage) else None

    def _said(self) -> str:
        form = self._one().form
        return form.failed.accessibleName() if form is not None and form.failed.isVisible() else self._hands.told()

    def _second(self) -> None:
        """A second person confirms, where one is asked for."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SecondPerson):
            return
        supervisors = [card for card in self._guide.officials if "supervisor" in card.roles]
        second = next((card for card in supervisors if card.login != self._guide.login), None)
        if second is None:
            raise Stuck("There is no second person in this office.")
        self._hands.write(dialog.name, second.login)
        self._hands.write(dialog.password, PRESENT)
        self._guide.picture("second-person", "A second person confirms what one alone may not decide", dialog)
        self._hands.press(dialog.confirm)
        if shiboken6.isValid(dialog) and dialog.isVisible():
            raise Stuck(f"The second person was not accepted: {dialog.password.error()}")
        self._guide.done(f"{second.name} confirms as the second person", case=self._sheet().case.number)

    def _without(self, move: WalkStep) -> None:
        walking.step_on(self._guide.program, self.now(), move)

    def _pay_by_hand(self) -> None:
        one = self.open()
        before, cash = self.now().case, cash_of_case(self.now())
        self._guide.go_on()
        fill_payment(self._guide, self._guide.shell, cash)
        self._guide.picture("case-pay", f"Case {before.number} waits for money, which any counter takes")
        self._guide.go_on()
        if self.now().demands:
            raise Stuck(f"The payment was not booked. {self._hands.told()}")
        self._hands.until("the case to go on", lambda: one.sheet is not None and not one.sheet.demands)

    def _pay_without(self) -> None:
        sheet = self.now()
        payment = payment_of_case(sheet)
        if payment is not None:
            demands = tuple(demand.demand_id for demand in sheet.demands)
            till.pay(self._guide.program, walking.new_id(), demand_ids=demands, payment=payment)


def issue_output(guide: Guide, panel: OutputsPanel, name: str, number: str) -> None:
    """Give an output its number in this panel; where it is not made now, nothing is asked and nothing done."""
    field = next((one for one in guide.hands.all(Field, panel) if one.label.text() == name), None)
    if field is not None:
        if not field.text():
            guide.hands.write(field, number)
        guide.hands.press(guide.hands.find(Button, guide.say("Issue {output}", output=name), panel))
