"""Fills what a form asks: an answer into the editor of its type, a paper into its question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import shiboken6
from PySide6.QtWidgets import QWidget

from oss_desk.domain.cases import Mark
from oss_desk.domain.money import Currency, Money
from oss_desk.operations.sample.walking import best_mark
from oss_desk.operations.sheets import PaperLine
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.pages.counter.form_parts import CitizenField, RowsField
from oss_desk.ui.pages.counter.paper_question import Question as PaperQuestion
from oss_desk.ui.pages.counter.questions import MISSING
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Hands, Stuck
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.typed_date import show_date
from oss_desk.workflows import definition
from oss_desk.workflows.rules import JsonValue

Question = AnswerField | CitizenField | RowsField
Find = Callable[[], Question]
NUMBER = "4417082"
SCAN = "Scanner tray, sheet 3"
ISSUED_BEFORE = timedelta(days=20)


@dataclass(frozen=True)
class Writer:
    """Types answers of one service, whose money it knows."""

    hands: Hands
    money: Currency

    def fill(self, find: Find, asked: definition.Field, value: JsonValue) -> None:
        """Give this answer as the citizen says it; `find` finds the question, as an answer may draw the form anew."""
        if not find().isVisible():
            self.hands.rest()
        question = find()
        if isinstance(question, RowsField):
            self._table(find, asked, value)
        elif isinstance(question, CitizenField):
            self.hands.write(self.hands.all(Field, question)[0], str(value or ""))
        else:
            self._one(question.editor, asked, value)

    def _one(self, field: Field, asked: definition.Field, value: JsonValue) -> None:
        if field.kind in ("choice", "yes-no"):
            self.hands.take(field, _choice(value))
        elif field.kind == "choices":
            self._ticks(field, value if isinstance(value, list | tuple) else ())
        else:
            self.hands.write(field, as_typed(asked, value, self.money))

    def _ticks(self, field: Field, wanted: Sequence[JsonValue]) -> None:
        now = set(filter(None, field.text().split(",")))
        for name in sorted(now ^ {str(one) for one in wanted}):
            self.hands.take(field, name)

    def _table(self, find: Find, asked: definition.Field, value: JsonValue) -> None:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        for _ in range(len(rows) - len(_table(find).rows())):
            add = self.hands.all(Button, _table(find))[-1]  # it stands below the rows
            self.hands.press(add)
        if len(_table(find).rows()) < len(rows):
            raise Stuck(f"The table “{_table(find).accessibleName()}” takes no further row.")
        for number, row in enumerate(rows):
            for column in asked.fields:
                if column.id in row and column.id in _cells(find, number):
                    self.fill(partial(_cell, find, number, column.id), column, row[column.id])


def _table(find: Find) -> RowsField:
    table = find()
    if not isinstance(table, RowsField):
        raise Stuck("A table of questions is one no more.")
    return table


def _cells(find: Find, number: int) -> dict[str, Question]:
    return {editor.field_id(): editor for editor in _table(find).rows()[number].editors()}


def _cell(find: Find, number: int, column: str) -> Question:
    return _cells(find, number)[column]


def _choice(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def as_typed(asked: definition.Field, value: JsonValue, money: Currency) -> str:
    """An answer as an official types it."""
    if value is None:
        return ""
    if asked.type == "money" and isinstance(value, int):
        return str(Money(value, money).amount)
    if asked.type == "date":
        return show_date(str(value))
    return str(value) if not isinstance(value, Decimal) else f"{value:f}"


class PaperHands:
    """Answers the question about one paper."""

    def __init__(self, guide: Guide, today: date) -> None:
        self._guide, self._today = guide, today

    def show(self, question: PaperQuestion, line: PaperLine) -> None:
        """The paper is here: reused when it is on file, else marked, with what is written down of it."""
        hands, say = self._guide.hands, self._guide.say
        if question.reuses():
            reuse = next(button for button in hands.all(Button, question) if button.objectName() == "reuse")
            hands.press(reuse)
            return
        self._mark(question, best_mark(line))
        note = next((button for button in _notes(hands, question) if button.words() == say("Note it")), None)
        if note is not None:
            self._write(question)
            hands.press(note)

    def leave_out(self, question: PaperQuestion) -> None:
        """The citizen does not have it."""
        self._mark(question, MISSING)

    def _mark(self, question: PaperQuestion, mark: Mark | str) -> None:
        if question.segments is not None:
            self._guide.hands.press(question.segments.button(mark))
        elif question.chooser is not None:
            self._guide.hands.pick(question.chooser, mark)
        else:
            raise Stuck("The question about the paper offers no marks.")

    def _write(self, question: QWidget) -> None:
        say, hands = self._guide.say, self._guide.hands
        issued = show_date((self._today - ISSUED_BEFORE).isoformat())
        values = {
            say("Number on the paper"): NUMBER,
            say("Issued on"): issued,
            say("Where the scan lies"): SCAN,
        }
        for field in hands.all(Field, question):
            text = values.get(field.label.text())
            if text is not None and not field.text():
                hands.write(field, text)


def _notes(hands: Hands, question: PaperQuestion) -> list[Button]:
    """The buttons of the question that are still there: an answer without a note takes it away."""
    return hands.all(Button, question) if shiboken6.isValid(question) else []
