"""Can I do this today: the questions one by one, what is with her, and the answer; nothing of it is stored."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.domain.facts import Facts
from oss_desk.operations.sheets import CheckSheet, Hit, PaperLine, ServiceSheet
from oss_desk.operations.sheets.screening import FACT
from oss_desk.ui.pages.counter.answer_field import AnswerField, Form
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Divider, clear_layout
from oss_desk.workflows.definition import FactName, Field, Option
from oss_desk.workflows.rules import default_answer

PAUSE_MS = 250
"""After the last key, so that a number is not judged by its first digit."""


class CheckForm(Fitting):
    """`asked` comes when an answer has changed and the verdict has to be read again."""

    asked = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.answers: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}
        self.with_her: tuple[str, ...] = ()
        self.sheet: CheckSheet | None = None
        self._shape: object = None
        self._goes_on = False
        self._fields: dict[str, AnswerField] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self._questions, self._papers = QVBoxLayout(), QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for part in (self._questions, self._papers):
            part.setSpacing(10)
            outer.addLayout(part)
        outer.addStretch(1)

    def begin(self) -> None:
        """Another service: nothing is answered."""
        self.answers, self.facts, self.with_her = {}, {}, ()
        self.sheet, self._shape, self._fields = None, None, {}
        for part in (self._questions, self._papers):
            clear_layout(part)

    def is_begun(self) -> bool:
        """Whether anything was said or ticked."""
        return bool(self.answers or self.facts or self.with_her)

    def asked_now(self) -> tuple[str, ...]:
        """The questions that are shown."""
        return tuple(self._fields)

    def question(self, name: str) -> AnswerField:
        """The question of that name; KeyError when it is not asked now."""
        return self._fields[name]

    def start(self) -> bool:
        """Put the focus on what is to be answered now; False when nothing is asked."""
        waiting = [field for name, field in self._fields.items() if self.sheet and name in self.sheet.open]
        boxes = [box for box in self.findChildren(CheckBox) if not box.isHidden()]
        first = next(iter((*waiting, *boxes)), None)
        if isinstance(first, AnswerField):
            first.focus()
        elif first is not None:
            first.setFocus()
        return first is not None

    def newest(self) -> QWidget | None:
        """What is to be answered now: the papers, else the question that is open."""
        item = self._papers.itemAt(self._papers.count() - 1) if self._papers.count() else None
        if item is not None:
            return item.widget()
        return next(reversed(self._fields.values()), None)

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        return {"answers": dict(self.answers), "facts": dict(self.facts), "with_her": self.with_her}

    def exemptions(self) -> list[str]:
        """The exemptions whose paper is with her, as a line of the basket keeps them."""
        granted = self.sheet.exemptions if self.sheet is not None else ()
        return [part.id for part in granted if part.granted and part.evidence]

    def show_check(self, sheet: CheckSheet, service: ServiceSheet) -> None:
        """Ask what is open, up to the first question without an answer; below, the papers."""
        self.sheet = sheet
        shown = self._shown(sheet)
        shape = [_key(*one) for one in shown], [line.key for line in sheet.papers], not sheet.open
        if shape != self._shape:
            self._shape = shape
            self._draw_questions(sheet, shown)
            self._draw_papers(sheet, service)
        if self._goes_on:
            self._goes_on = False
            self.start()

    def _shown(self, sheet: CheckSheet) -> list[tuple[Field, bool]]:
        """The questions that are asked now, facts first, each with whether it is a fact."""
        every = [(fact_field(self._here, name), True) for name in sheet.facts]
        every += [(field, False) for field in sheet.questions]
        first = next((place for place, one in enumerate(every) if _key(*one) in sheet.open), len(every))
        return every[: first + 1]

    def _draw_questions(self, sheet: CheckSheet, shown: list[tuple[Field, bool]]) -> None:
        focused = next((name for name, question in self._fields.items() if question.has_focus()), None)
        wanted = {_key(*one): one for one in shown}
        for name in [name for name in self._fields if name not in wanted]:
            gone = self._fields.pop(name)
            gone.hide()
            gone.deleteLater()
        form = Form(self._here, _Nobody(), sheet.service, Facts(self._here.today), lambda: self.answers)
        for place, (name, one) in enumerate(wanted.items()):
            if name not in self._fields:
                self._fields[name] = self._question(form, *one)
            self._questions.insertWidget(place, self._fields[name])
        if focused is not None and focused not in self._fields:
            self.start()

    def _question(self, form: Form, field: Field, is_fact: bool) -> AnswerField:
        given = self.facts if is_fact else self.answers
        value = given.get(field.id)
        if value is None and field.default is not None:
            value = default_answer(field, form.service, form.facts.today)
        question = AnswerField(form, field, value)
        question.changed.connect(lambda: self._said(question, field, is_fact))
        question.editor.entered.connect(self._go_on)
        return question

    def _go_on(self) -> None:
        """Enter judges at once and goes to what is asked next, once it is known."""
        self._pause.stop()
        self._goes_on = True
        self.asked.emit()

    def _said(self, question: AnswerField, field: Field, is_fact: bool) -> None:
        given, value = (self.facts if is_fact else self.answers), question.value()
        given.pop(field.id, None)
        if value is not None and value != "" and question.editor.error() is None:
            given[field.id] = value
        self._pause.start()

    def _draw_papers(self, sheet: CheckSheet, service: ServiceSheet) -> None:
        clear_layout(self._papers)
        types = _types(sheet.papers) if not sheet.open else {}
        wanted = {part.evidence: part.title for part in sheet.exemptions if part.evidence}
        if sheet.open or sheet.verdict == "no" or not (types or wanted):
            return
        say, here = self._here.language.text, self._here
        boxes: list[QWidget] = [self._tick(name, here.text(title)) for name, title in types.items()]
        for name in wanted:
            if name not in types:
                title = here.text(service.titles.get(name, {}))
                boxes.append(self._tick(name, say("{paper}, for a reduction", paper=title)))
        self._papers.addWidget(Divider("dashed"))
        self._papers.addWidget(under(Label(say("With you today?"), "key"), *boxes, gap=0))

    def _tick(self, name: str, words: str) -> CheckBox:
        tick = CheckBox(words, name in self.with_her)
        tick.clicked.connect(lambda on: self._has(name, on))
        return tick

    def _has(self, name: str, on: bool) -> None:
        others = tuple(one for one in self.with_her if one != name)
        self.with_her = (*others, name) if on else others
        self.asked.emit()


def _key(field: Field, is_fact: bool) -> str:
    """How the sheet names what is open: a fact, or a field of the form."""
    return f"{FACT}{field.id}" if is_fact else field.id


class _Nobody:
    """A check finds no people: it is for whoever stands there."""

    def find(self, text: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Nobody."""
        then(())

    def name(self, citizen_id: int, then: Callable[[str], None]) -> None:
        """No name."""
        then("")


def fact_field(here: Here, name: FactName) -> Field:
    """A question about the applicant herself, in the form of a field."""
    say, code = here.language.text, here.language.code
    asks = {
        "age": say("How old is the applicant"),
        "applicant_kind": say("The applicant is"),
        "represented": say("Somebody acts for the applicant"),
        "resident": say("The applicant lives here"),
        "first_time": say("For the first time"),
    }
    kinds = [("citizen", say("a citizen")), ("organisation", say("an organisation"))]
    options = tuple(Option(id=key, label={code: words}) for key, words in kinds) if name == "applicant_kind" else ()
    kind = {"age": "integer", "applicant_kind": "choice"}.get(name, "yes-no")
    field = {"id": name, "type": kind, "required": True, "label": {code: asks[name]}, "options": options}
    return Field.model_validate(field)


def _types(lines: tuple[PaperLine, ...]) -> dict[str, Any]:
    """Every kind of paper that may help, once, with its name."""
    return {part.type: part.title for line in lines for papers in line.alternatives for part in papers}
