"""The station Details: the form of each service, checked as it is typed, and the reductions the citizen may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.facts import Facts
from oss_desk.domain.money import Money
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets import ExemptionLine, FieldLine, LineSheet, VisitSheet
from oss_desk.ui.pages.counter.answer_field import AnswerField, Form, People
from oss_desk.ui.pages.counter.form_parts import CitizenField, RowsField, make_question
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, two, under
from oss_desk.ui.pages.counter.stations import to_mend
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip, ServiceNumber
from oss_desk.ui.widgets.messages import Empty, Message
from oss_desk.ui.widgets.panel import Divider, Panel, clear_layout
from oss_desk.workflows.rules import JsonValue
from oss_desk.workflows.typed import read_amount

Question = AnswerField | CitizenField | RowsField
MARGINS = (16, 14, 16, 16)


@dataclass
class Said:
    """What was answered for one line, as it stands in the window."""

    answers: dict[str, JsonValue] = field(default_factory=dict)
    exemptions: list[str] = field(default_factory=list)
    assessed: dict[str, int] = field(default_factory=dict)
    note: str = ""

    def content(self) -> dict[str, Any]:
        """As a draft keeps it."""
        given = {key: value for key, value in self.answers.items() if value is not None}
        amounts = {"assessed": dict(self.assessed), "assessed_note": self.note}
        return {"answers": given, "exemptions": list(self.exemptions), **amounts}


class Details(Panel):
    """`said` carries a line's id and what its draft has to keep; `left` comes when a question was left."""

    said = Signal(int, object)
    left = Signal()
    finished = Signal()
    """Enter in the last question: there is nothing more to answer here."""
    for_other = Signal(int)

    def __init__(self, here: Here, people: People, parent: QWidget | None = None) -> None:
        self._here, self._people = here, people
        self._count = Chip("")
        super().__init__(
            here.language.text("Details"), " ", self._count, scroll=True, flush=True, ruled=True, parent=parent
        )
        self._sheet: VisitSheet | None = None
        self._said: dict[int, Said] = {}
        self._questions: dict[tuple[int, str], Question] = {}
        self._shape: object = None

    def show_visit(self, sheet: VisitSheet, busy: frozenset[int] = frozenset()) -> None:
        """Draw the forms. Lines of `busy` have answers under way that this sheet does not know of yet."""
        if self._sheet is None or self._sheet.visit.id != sheet.visit.id:
            self._said, self._shape = {}, None
        self._sheet = sheet
        for line in sheet.lines:
            if line.request.id not in busy or line.request.id not in self._said:
                self._take(line)
        self._head_words(sheet)
        shape = _shape(sheet)
        if shape != self._shape:
            self._shape = shape
            self._draw(sheet)
        else:
            self._update(busy)

    def questions(self) -> Mapping[tuple[int, str], Question]:
        """The questions that are asked now, by the id of their line and of their field."""
        return dict(self._questions)

    def start(self) -> None:
        """Put the cursor into the first question that has to be answered, or into the first where nothing was yet; once
        all that has to be is answered it stays where it is."""
        needed = next((key for key in self._questions if key in self._needed()), None)
        answered = any(question.value() is not None for question in self._questions.values())
        first = needed or (None if answered else next(iter(self._questions), None))
        if first is not None:
            self._questions[first].focus()

    def _needed(self) -> frozenset[tuple[int, str]]:
        """The questions without which a case cannot start, and with something to mend."""
        lines = self._sheet.lines if self._sheet is not None else ()
        return frozenset(
            (line.request.id, one.field.id)
            for line in lines
            for one in line.fields
            if one.missing or one.problem is not None or one.problems
        )

    def complain(self) -> bool:
        """Let every question say what is wrong or missing, and go to the first; True when something is."""
        wrong = [question for question in self._questions.values() if question.complain()]
        if wrong:
            wrong[0].focus()
        return bool(wrong)

    def _take(self, line: LineSheet) -> None:
        given = ((one.field.id, one.answer if one.answer is not None else one.known) for one in line.fields)
        answers: dict[str, Any] = dict(given)
        kept = self._said.get(line.request.id)
        hidden = {key: value for key, value in kept.answers.items() if key not in answers} if kept else {}
        assessed = {fee: amount.minor for fee, _, amount in line.assessed if amount is not None}
        self._said[line.request.id] = Said(hidden | answers, self._asked_for(line), assessed, line.assessed_note)
        if any(asked.answer is None and asked.known is not None for asked in line.fields):
            self.said.emit(line.request.id, self._said[line.request.id].content())

    def _asked_for(self, line: LineSheet) -> list[str]:
        content = self._sheet.drafts.get(f"line:{line.request.id}", ({}, None))[0] if self._sheet else {}
        kept = content.get("exemptions")
        return [str(one) for one in kept] if isinstance(kept, list | tuple) else []

    def _head_words(self, sheet: VisitSheet) -> None:
        say, missing = self._here.language.text, sum(line.fields_missing for line in sheet.lines)
        self.set_subtitle(say("Checked and kept as they are typed."))
        wrong, plural = to_mend(sheet), self._here.language.plural
        open_ones = plural("{n} missing", "{n} missing", missing - wrong) if missing > wrong else ""
        mend = plural("{n} to mend", "{n} to mend", wrong) if wrong else ""
        words = self._here.language.listed((open_ones, mend)) or say("complete")
        self._count.set(words, None if missing else "check", "stop" if wrong else "plain" if missing else "ready")

    def _draw(self, sheet: VisitSheet) -> None:
        focused = next((key for key, question in self._questions.items() if question.has_focus()), None)
        clear_layout(self.body)
        self._questions = {}
        for line in sheet.lines:
            self.body.addWidget(self._section(line))
            self.body.addWidget(Divider())
        if not sheet.lines:
            self.body.addWidget(_padded(Empty(self._here.language.text("Nothing is asked for yet"), icon="basket")))
        self.body.addStretch(1)
        if focused in self._questions:
            self._questions[focused].focus()

    def _section(self, line: LineSheet) -> QWidget:
        say = self._here.language.text
        head = beside(ServiceNumber(line.position), Label(self._here.text(line.title), "key", wrap=True))
        parts: list[QWidget | None] = [head, self._refused(line)]
        asked = [one for one in line.fields if one.field.id != line.service.quantity]
        form = self._form(line)
        parts += self._rows([self._question(line, form, one) for one in asked])
        if not asked:
            parts.append(Label(say("This service asks nothing more."), ink="ink3"))
        parts += [self._assessed(line, fee, title, amount) for fee, title, amount in line.assessed]
        parts.append(self._why_assessed(line) if line.assessed else None)
        parts += self._reductions(line)
        return under(*parts, gap=12, margins=MARGINS)

    def _form(self, line: LineSheet) -> Form:
        said = self._said[line.request.id]
        return Form(self._here, self._people, line.service, Facts(self._here.today), lambda: said.answers)

    def _refused(self, line: LineSheet) -> QWidget | None:
        if not line.ineligible:
            return None
        reasons = " ".join(
            f"{self._here.text(title)} ({law})." if law else f"{self._here.text(title)}."
            for title, law in line.ineligible
        )
        say = self._here.language.text
        told = Message(say("Not possible with these answers"), reasons, "stop", say("For somebody else"))
        told.pressed.connect(lambda: self.for_other.emit(line.request.id))
        return told

    def _question(self, line: LineSheet, form: Form, asked: FieldLine) -> Question:
        value = self._said[line.request.id].answers.get(asked.field.id)
        known = asked.known is not None and asked.known == value
        hint = self._here.language.text("from the record") if known else ""
        question = make_question(form, asked.field, value, hint)
        question.changed.connect(lambda: self._changed(line.request.id, question))
        question.left.connect(self.left)
        if isinstance(question, AnswerField):
            question.editor.entered.connect(lambda: self._go_on(question))
        self._questions[line.request.id, asked.field.id] = question
        return question

    def _go_on(self, question: Question) -> None:
        """Enter goes to the next question; in the last one it goes on."""
        listed = list(self._questions.values())
        following = listed[listed.index(question) + 1 :] if question in listed else []
        if following:
            following[0].focus()
        else:
            self.finished.emit()

    def _rows(self, questions: list[Question]) -> list[QWidget]:
        """Short questions stand two in a row."""
        rows: list[QWidget] = []
        waiting: list[Question] = []
        for question in questions:
            if question.is_half() and not waiting:
                waiting.append(question)
            elif question.is_half():
                rows.append(two(waiting.pop(), question))
            else:
                rows += [*waiting, question]
                waiting.clear()
        return [*rows, *waiting]

    def _reductions(self, line: LineSheet) -> list[QWidget]:
        if not line.exemptions:
            return []
        boxes = [self._reduction(line, exemption) for exemption in line.exemptions]
        return [Label(self._here.language.text("Reductions"), "label", "ink2"), under(*boxes, gap=0)]

    def _reduction(self, line: LineSheet, exemption: ExemptionLine) -> QWidget:
        words = self._here.text(exemption.title)
        asked = exemption.granted or exemption.id in self._said[line.request.id].exemptions
        tick = CheckBox(f"{words}, {exemption.law}" if exemption.law else words, asked)
        tick.setEnabled(exemption.evidence is not None)
        tick.clicked.connect(lambda on: self._reduced(line.request.id, exemption.id, on))
        return tick

    def _assessed(self, line: LineSheet, fee: str, title: Texts, amount: Money | None) -> QWidget:
        """A fee whose amount the official types."""
        say, money = self._here.language.text, line.service.money
        words = say("{fee}: the amount assessed", fee=self._here.text(title))
        shown = "" if amount is None else str(amount.amount)
        typed = Field(words, "money", value=shown, check=lambda text: self._here.no_amount(text, money))
        typed.changed.connect(lambda text: self._assess(line.request.id, fee, read_amount(text, money)))
        return typed

    def _why_assessed(self, line: LineSheet) -> QWidget:
        """The reason for the amounts, which the case keeps."""
        say = self._here.language.text
        typed = Field(say("Why this amount"), "multi-line", lines=2, value=line.assessed_note)
        typed.changed.connect(lambda text: self._explain(line.request.id, text))
        return typed

    def _explain(self, request_id: int, note: str) -> None:
        self._said[request_id].note = note
        self.said.emit(request_id, self._said[request_id].content())

    def _assess(self, request_id: int, fee: str, amount: Money | None) -> None:
        said = self._said[request_id]
        said.assessed = {key: value for key, value in said.assessed.items() if key != fee}
        if amount is not None:
            said.assessed[fee] = amount.minor
        self.said.emit(request_id, said.content())

    def _reduced(self, request_id: int, exemption: str, on: bool) -> None:
        said = self._said[request_id]
        said.exemptions = [*(one for one in said.exemptions if one != exemption), *([exemption] if on else [])]
        self.said.emit(request_id, said.content())

    def _changed(self, request_id: int, question: Question) -> None:
        self._said[request_id].answers[question.field_id()] = question.value()
        self.said.emit(request_id, self._said[request_id].content())

    def _update(self, busy: frozenset[int]) -> None:
        for (request_id, field_id), question in self._questions.items():
            value = self._said[request_id].answers.get(field_id)
            if request_id not in busy and not question.has_focus() and question.value() != value:
                question.set_value(value)


def _shape(sheet: VisitSheet) -> object:
    """What has to be the same for the widgets to stay: lines, questions, refusals and reductions."""
    return tuple(
        (
            line.request.id,
            line.position,
            line.request.service_version_id,
            tuple(asked.field.id for asked in line.fields),
            tuple(map(str, line.ineligible)),
            tuple(exemption.id for exemption in line.exemptions),
            tuple(fee for fee, _, _ in line.assessed),
        )
        for line in sheet.lines
    )


def _padded(part: QWidget) -> QWidget:
    return under(part, margins=MARGINS)
