"""What the step of a case asks of the official: instructions, checklist, questions, opinions, amounts to assess."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.facts import Facts
from oss_desk.domain.money import Money
from oss_desk.operations.sheets import CaseSheet, FieldLine, OpinionLine
from oss_desk.ui.pages.cases.typed import Typed
from oss_desk.ui.pages.cases.words import due_words
from oss_desk.ui.pages.counter.answer_field import AnswerField, Form, People
from oss_desk.ui.pages.counter.form_parts import CitizenField, RowsField, make_question
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.segments import Segments
from oss_desk.workflows.rules import JsonValue
from oss_desk.workflows.typed import read_amount

Question = AnswerField | CitizenField | RowsField


class StepPanel(Panel):
    """The work at hand. `changed` comes with every key, `opinion` with id, answer and note, `keep` with the answers."""

    changed = Signal()
    opinion = Signal(int, str, str)
    keep = Signal()

    def __init__(self, here: Here, people: People) -> None:
        self._here, self._people = here, people
        self._questions: dict[str, Question] = {}
        self._amounts: dict[str, Field] = {}
        self._boxes: list[CheckBox] = []
        self._shape: object = None
        self.typed = Typed()
        self._sheet: CaseSheet | None = None
        super().__init__(here.language.text("This step"))

    def show_case(self, sheet: CaseSheet, typed: Typed) -> None:
        """Draw the work of this step; while it is the same work, what is being typed stays as it is."""
        shape = _shape(sheet)
        same = self._sheet is not None and shape == self._shape and typed is self.typed
        self._sheet, self._shape, self.typed = sheet, shape, typed
        if not same:
            self._draw(sheet)
        self.setVisible(has_work(sheet))

    def missing(self) -> str:
        """What is open before the case can go on, in a few words; empty when nothing is."""
        if self._sheet is None:
            return ""
        say, plural = self._here.language.text, self._here.language.plural
        answers = [line for line in self._sheet.fields if line.field.required and self._value(line.field.id) is None]
        if answers:
            return plural("{n} answer is missing", "{n} answers are missing", len(answers))
        unread = [name for name, editor in self._amounts.items() if self._amount(editor) is None]
        return say("An amount is not typed yet") if unread else ""

    def unticked(self) -> str:
        """What is open of the checklist, in a few words; empty when nothing is."""
        points = {name for name, _ in self._sheet.checklist} if self._sheet else set()
        left = points - self.typed.checked
        return (
            self._here.language.plural("{n} point is not ticked", "{n} points are not ticked", len(left))
            if left
            else ""
        )

    def complain(self) -> bool:
        """Let each question say what is wrong; True when something is."""
        wrong = [question for question in self._questions.values() if question.complain()]
        return bool(wrong)

    def questions(self) -> Mapping[str, Question]:
        """The questions of this step by the id of their field."""
        return dict(self._questions)

    def amounts(self) -> Mapping[str, Field]:
        """Where the amounts to assess are typed, by the id of their fee."""
        return dict(self._amounts)

    def answers(self) -> Mapping[str, JsonValue]:
        """What is answered now."""
        said = {name: question.value() for name, question in self._questions.items()}
        return {name: value for name, value in said.items() if value is not None}

    def assessed(self) -> Mapping[str, int]:
        """The amounts typed, in minor units."""
        read = {name: self._amount(editor) for name, editor in self._amounts.items()}
        return {name: amount.minor for name, amount in read.items() if amount is not None}

    def start(self) -> bool:
        """Put the cursor into the first thing that is asked; False when nothing is."""
        for part in (*self._boxes, *self._questions.values(), *self._amounts.values()):
            part.setFocus()
            return True
        return False

    def _value(self, field_id: str) -> JsonValue:
        question = self._questions.get(field_id)
        return question.value() if question is not None else None

    def _amount(self, editor: Field) -> Money | None:
        return read_amount(editor.text(), self._here.office.money) if editor.text() else None

    def _draw(self, sheet: CaseSheet) -> None:
        self.clear()
        self._questions, self._amounts, self._boxes = {}, {}, []
        only_answers = not (sheet.checklist or sheet.fields or sheet.assessed_fees or any(sheet.instructions.values()))
        told = only_answers and all(opinion.answer for opinion in sheet.opinions)
        self.set_title(self._here.language.text("Opinions") if told else self._here.language.text("This step"))
        instructions = self._here.text(sheet.instructions)
        if instructions:
            self.add(Label(instructions, ink="ink2", wrap=True))
        for part in (*self._checks(sheet), *self._asked(sheet), *self._amount_fields(sheet)):
            self.add(part)
        for opinion in sheet.opinions:
            self.add(self._opinion(opinion))

    def _checks(self, sheet: CaseSheet) -> list[QWidget]:
        for name, label in sheet.checklist:
            box = CheckBox(self._here.text(label), name in self.typed.checked)
            box.clicked.connect(lambda on, name=name: self._ticked(name, on))
            self._boxes.append(box)
        return [under(*self._boxes, gap=0)] if self._boxes else []

    def _ticked(self, name: str, on: bool) -> None:
        self.typed.checked = self.typed.checked | {name} if on else self.typed.checked - {name}
        self.changed.emit()

    def _asked(self, sheet: CaseSheet) -> list[QWidget]:
        form = Form(self._here, self._people, sheet.service, _facts(self._here, sheet), self.answers)
        for line in sheet.fields:
            value = self.typed.answers.get(line.field.id, _value_of(line))
            question = make_question(form, line.field, value)
            question.changed.connect(lambda name=line.field.id: self._answered(name))
            self._questions[line.field.id] = question
        if not self._questions:
            return []
        keep = Button(self._here.language.text("Keep the answers"), "saved", kind="quiet")
        keep.clicked.connect(self.keep)
        return [*self._questions.values(), beside(keep, 1)]

    def _answered(self, name: str) -> None:
        self.typed.answers[name] = self._questions[name].value()
        self.changed.emit()

    def _amount_fields(self, sheet: CaseSheet) -> list[QWidget]:
        for fee, title, most in sheet.assessed_fees:
            hint = self._here.language.text("At most {amount}", amount=self._here.money(most)) if most else ""
            words = self._here.language.text("{fee}, to be assessed", fee=self._here.text(title))
            editor = Field(words, "money", hint=hint, value=self.typed.assessed.get(fee, ""), check=self._check_amount)
            editor.changed.connect(lambda text, fee=fee: self._assessed(fee, text))
            self._amounts[fee] = editor
        return list(self._amounts.values())

    def _check_amount(self, text: str) -> str | None:
        return self._here.no_amount(text, self._here.office.money)

    def _assessed(self, fee: str, text: str) -> None:
        self.typed.assessed[fee] = text
        self.changed.emit()

    def _written(self, name: str, text: str) -> None:
        self.typed.fields[name] = text
        self.changed.emit()

    def _opinion(self, line: OpinionLine) -> QWidget:
        say = self._here.language.text
        title = self._here.text(line.title) or self._here.text(line.authority)
        if line.answer is not None:
            return beside(Label(title, "key", wrap=True), opinion_chip(self._here, line.answer))
        due = due_words(self._here, line.due_at, line.due_at is not None and line.due_at < self._here.clock())
        asked = Label(say("Answer due {day}", day=due), ink="ink3", wrap=True) if line.due_at else None
        choices = [
            ("positive", say("Agrees"), "ready"),
            ("negative", say("Objects"), "stop"),
            ("none", say("No answer"), "wait"),
        ]
        chosen, said = f"opinion:{line.id}", f"opinion-note:{line.id}"
        kept = self.typed.fields.get(chosen)
        answer = Segments(choices, kept, name=say("Opinion of {authority}", authority=title))
        note = Field(say("What it says"), hint=say("Kept with the case."), value=self.typed.fields.get(said, ""))
        record = Button(say("Record the opinion"), "check", kind="answer")
        record.setEnabled(kept is not None)
        answer.changed.connect(lambda _: record.setEnabled(True))
        answer.changed.connect(lambda value: self._written(chosen, value))
        note.changed.connect(lambda text: self._written(said, text))
        record.clicked.connect(lambda: self.opinion.emit(line.id, answer.value() or "none", note.text()))
        return under(Label(title, "key", wrap=True), asked, answer, note, beside(record, 1))


def opinion_chip(here: Here, answer: str) -> Chip:
    """What another authority said."""
    say = here.language.text
    words = {
        "positive": (say("agrees"), "check", "ready"),
        "negative": (say("objects"), "stop", "stop"),
        "none": (say("no answer"), "minus", "plain"),
    }
    return Chip(*words[answer])


def has_work(sheet: CaseSheet) -> bool:
    """Whether the step asks anything of the official."""
    asks = (*sheet.checklist, *sheet.fields, *sheet.opinions, *sheet.assessed_fees)
    return sheet.case.open and bool(asks or any(sheet.instructions.values()))


def _value_of(line: FieldLine) -> JsonValue:
    return cast("JsonValue", line.known if line.answer is None else line.answer)


def _facts(here: Here, sheet: CaseSheet) -> Facts:
    kind = sheet.applicant.person.kind
    return Facts(today=here.today, age=sheet.applicant.age, applicant_kind=kind, quantity=sheet.case.quantity)


def _shape(sheet: CaseSheet) -> object:
    """What has to be the same for the widgets to stay."""
    return (
        sheet.case.id,
        sheet.case.step,
        tuple(line.field.id for line in sheet.fields),
        tuple((opinion.id, opinion.answer) for opinion in sheet.opinions),
        tuple(fee for fee, _, _ in sheet.assessed_fees),
    )
