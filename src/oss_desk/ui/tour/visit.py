"""A visit of the tour: who comes, what is asked for, papers, details, payment, and what is given along."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from oss_desk.domain.money import Money
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import LineSheet, StartedLine
from oss_desk.operations.visits import visits
from oss_desk.ui.pages.counter.stations import asks
from oss_desk.ui.tour.answers import PaperHands, Question, Writer
from oss_desk.ui.tour.counter import AtCounter
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.people import write_person
from oss_desk.ui.tour.plan import Call, Wish
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.segments import Stepper
from oss_desk.workflows.rules import Answers

ROUNDS = 12
"""How often papers and details are looked at again because an answer called for more."""


class Visit(AtCounter):
    """One visit from walk-in to the receipt. `first` says whether its pictures belong to the tour."""

    def __init__(self, guide: Guide, call: Call, first: bool) -> None:
        super().__init__(guide)
        self._call, self._first = call, first

    def serve(self) -> tuple[StartedLine, ...]:
        """From walk-in to the closed visit; the cases it started."""
        self.open()
        self._come()
        for number, wish in enumerate(self._call.wishes):
            self._ask_for(wish, number)
        self._picture("basket", "The finder and the basket with everything that is wanted")
        self._go_on("documents")
        self._papers_and_details()
        started = self._pay()
        self._close()
        return started

    def _come(self) -> None:
        """The citizen is not on record and is written down."""
        person = self._call.visitor
        write_person(self._guide, self.view.citizen, person)
        self._picture("new-citizen", "A citizen who was never here is written down; only the name is needed")
        self._guide.go_on()
        self._hands.until("the citizen to be kept", lambda: self.sheet.visitor is not None)
        self._hands.rest()
        self._guide.done(f"writes down {person.name}")

    def _ask_for(self, wish: Wish, number: int) -> None:
        """Put a service into the basket, by the words of its title."""
        view, version = self.view, wish.card.id
        if view.station != "services":
            self._hands.key(Qt.Key.Key_F3)
        title = self._guide.words(wish.card.title)
        words = self._hands.field(self._guide.say("What is it about"), view.services)
        self._hands.write(words, title)
        self._hands.rest()
        if number == 0:
            self._picture("services", "A service is found by everyday words")
        rows = {row.value: row for row in self._hands.all(ListRow, view.services)}
        if version not in rows:
            self._hands.write(words, "")
            self._hands.rest()
            rows = {row.value: row for row in self._hands.all(ListRow, view.services)}
        if version not in rows:
            raise Stuck(f"The finder does not show “{title}”.")
        before = {line.request.id for line in self.sheet.lines}
        self._hands.press(rows[version])
        self._hands.until(f"“{title}” in the basket", lambda: len(self.sheet.lines) > len(before))
        line = next(line for line in self.sheet.lines if line.request.id not in before)
        self._guide.done("puts it into the basket", wish.card.service)
        if wish.applicant is not None:
            self._for_another(wish, line)

    def _for_another(self, wish: Wish, line: LineSheet) -> None:
        """The visitor asks for somebody else, who is written down too."""
        applicant = wish.applicant
        assert applicant is not None
        more = self._guide.say("More about {title}", title=self._guide.words(line.title))
        self._hands.press(self._hands.last(IconButton, more, self.view.basket))
        self._hands.choose(self._guide.say("For somebody else"))
        write_person(self._guide, self.view.citizen, applicant)
        self._picture("applicant", "The visitor asks for somebody else", always=True)
        self._guide.go_on()
        name = applicant.name
        self._hands.until(f"the service to be for {name}", lambda: self._line(line.request.id).applicant_name == name)
        self._hands.rest()
        self._guide.done(f"writes down {name}, for whom it is", wish.card.service)

    def _line(self, request_id: int) -> LineSheet:
        return next(line for line in self.sheet.lines if line.request.id == request_id)

    def _papers_and_details(self) -> None:
        """Papers first, then details; an answer may call for another paper, and a paper is asked before its answer.

        Once the details are answered the window goes on past them, so they are looked at again on purpose.
        """
        ways = {line.request.id: self._proposed(line) for line in self.sheet.lines}
        for number in range(ROUNDS):
            self._mark_papers(first=number == 0)
            if number == 0 and asks(self.sheet):
                self._go_on("details")
            else:
                self.view.go("details")
            self._fill_details(ways)
            if number == 0:
                self._hands.look_at(next(iter(self.view.details.questions().values()), self.view.details))
                self._picture("details", "The forms of the services, filled and checked as they were typed")
            if not any(line.papers_missing for line in self.sheet.lines):
                break
            self._hands.leave()
            self._hands.key(Qt.Key.Key_Escape)
        waiting = [line for line in self.sheet.lines if line.state != "ready"]
        if waiting:
            self._guide.try_out("papers and details", lambda: self._missing(waiting), self._fill_without, "")
            self._hands.rest()

    def _proposed(self, line: LineSheet) -> Answers:
        way = walking.proposal(self._guide.program, request_id=line.request.id)
        if way.problems:
            self._guide.record.problem(line.service.id, self._guide.listed(way.problems))
        self._set_quantity(line, way.answers)
        return way.answers

    def _set_quantity(self, line: LineSheet, answers: Answers) -> None:
        wanted = answers.get(line.service.quantity) if line.service.quantity else None
        if not isinstance(wanted, int) or wanted == line.request.quantity:
            return
        steppers = [part for part in self._hands.all(Stepper, self.view.basket) if part.objectName() == "quantity"]
        with_one = [one for one in self.sheet.lines if (one.quantity_least, one.quantity_most) != (1, 1)]
        stepper = dict(zip((one.request.id for one in with_one), steppers, strict=False)).get(line.request.id)
        if stepper is None:
            raise Stuck("The basket has no quantity to set.")
        stepper.setFocus()
        for _ in range(abs(wanted - line.request.quantity)):
            self._hands.key(Qt.Key.Key_Up if wanted > line.request.quantity else Qt.Key.Key_Down)

    def _mark_papers(self, first: bool) -> None:
        """Answer the question about one paper after the other until none is open."""
        hands, today = PaperHands(self._guide, self._today()), set[str]()
        while (row := self.view.documents.asking()) is not None and row.question is not None:
            line, paper = row.line(), row.question.paper()
            name = f"{line.key}/{paper.type}"
            if name in today:
                break
            if first and not today:
                self._picture("documents", "One list of papers for all services, one question at a time")
            today.add(name)
            hands.show(row.question, line) if line.required else hands.leave_out(row.question)
        if first:
            self._picture("documents-settled", "The papers as they were marked; a settled one is a line")
        self._guide.done(f"sees {len(today)} papers")

    def _today(self) -> date:
        return walking.service_proposal(
            self._guide.program, service_version_id=self.sheet.lines[0].request.service_version_id
        ).facts.today

    def _fill_details(self, ways: Mapping[int, Answers]) -> None:
        """Answer every question, those that an answer calls for too."""
        done: set[tuple[int, str]] = set()
        while (key := self._unanswered(done)) is not None:
            done.add(key)
            request_id, field_id = key
            line, answers = self._line(request_id), ways.get(request_id, {})
            if field_id in answers:
                find = partial(self._question, request_id, field_id)
                Writer(self._hands, line.service.money).fill(find, line.service.field(field_id), answers[field_id])
            if self._unanswered(done) is None:
                self._hands.leave()
        self._assess()
        self._guide.done(f"fills in {len(done)} answers")

    def _unanswered(self, done: set[tuple[int, str]]) -> tuple[int, str] | None:
        """The next question that was not asked yet."""
        return next((key for key in self.view.details.questions() if key not in done), None)

    def _question(self, request_id: int, field_id: str) -> Question:
        questions = self.view.details.questions()
        if (request_id, field_id) not in questions:
            raise Stuck(f"The form does not ask for “{field_id}” any more.")
        return questions[request_id, field_id]

    def _assess(self) -> None:
        """Amounts that the official assesses before the start."""
        for line in self.sheet.lines:
            way = walking.proposal(self._guide.program, request_id=line.request.id)
            for fee, title, amount in line.assessed:
                if amount is None and fee in way.assessed:
                    label = self._guide.say("{fee}: the amount assessed", fee=self._guide.words(title))
                    money = Money(way.assessed[fee], line.service.money)
                    self._hands.write(self._hands.field(label, self.view.details), str(money.amount))
            if line.assessed and way.note:
                why = self._guide.say("Why this amount")
                self._hands.write(self._hands.field(why, self.view.details), way.note)
        self._hands.leave()

    def _missing(self, waiting: list[LineSheet]) -> None:
        reasons = [self._guide.listed(line.hindrances) or line.state for line in waiting]
        raise Stuck(" ".join(reasons))

    def _fill_without(self) -> None:
        walking.fill(self._guide.program, self.sheet.visit.id)
        fresh = visits.visit(self._guide.program, visit_id=self.sheet.visit.id)
        if all(line.state != "ready" for line in fresh.lines):
            raise Stuck("No service of the visit can start.")

    def _pay(self) -> tuple[StartedLine, ...]:
        self._go_on("pay")
        self._hands.key(Qt.Key.Key_F8)
        self._guide.done("prints the application")
        self._take_money("pay", "One payment for the visit, with the receipt as it will be printed")
        self._picture("receipt", "What was started, the receipt and the papers for the citizen")
        if self._first:
            self._guide.theme("Dark")
            self._picture("receipt-dark", "The same in the dark theme")
            self._guide.theme("Light")
        return self.sheet.started

    def _picture(self, name: str, shows: str, always: bool = False) -> None:
        if self._first or always:
            self._guide.picture(name, shows)
