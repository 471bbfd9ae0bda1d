"""One question of a service's form: the editor for its type, what it holds as a value, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.domain.money import Money
from oss_desk.operations.sheets import Hit
from oss_desk.ui.messages import refusal, sentence
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.field import Field
from oss_desk.workflows import definition
from oss_desk.workflows.rules import JsonValue, check_answer, parse_answer

KINDS = {
    "text": "text",
    "long-text": "multi-line",
    "integer": "number",
    "decimal": "number",
    "money": "money",
    "date": "date",
    "yes-no": "yes-no",
    "choice": "choice",
    "choices": "choices",
    "phone": "text",
    "email": "text",
    "address": "multi-line",
    "number": "text",
}
"""The editor of each type; citizens and tables have their own."""
HALF = frozenset({"integer", "decimal", "money", "date", "phone", "number", "yes-no"})
"""Types whose answers are short enough to stand two in a row."""
SEGMENT_SIGNS, HALF_SIGNS, SEGMENTS = 36, 16, 3
DELAY_MS = 200


class People(Protocol):
    """How a form finds people; the answers come back on the window's thread."""

    def find(self, text: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Who fits these words."""

    def name(self, citizen_id: int, then: Callable[[str], None]) -> None:
        """What the citizen on record is called."""


@dataclass(frozen=True)
class Form:
    """What a field of a form needs to know about where it stands."""

    here: Here
    people: People
    service: definition.Service
    facts: Facts
    answers: Callable[[], Mapping[str, JsonValue]]


class AnswerField(QWidget):
    """A question that is typed or chosen; what cannot be read as a value is kept as it was typed."""

    changed = Signal()
    left = Signal()

    def __init__(self, form: Form, field: definition.Field, value: JsonValue, hint: str = "") -> None:
        super().__init__()
        self._form, self._field = form, field
        here = form.here
        kind = self._kind()
        self.editor = Field(
            self._label(),
            kind,
            hint=hint or here.text(field.hint or {}),
            placeholder=self._placeholder(),
            choices=self._choices(),
            mono=field.type == "number",
            lines=4 if field.type == "long-text" else 2,
            button_name=here.language.text("Calendar"),
            check=self._check,
        )
        self.set_value(value)
        self.editor.changed.connect(lambda _: self.changed.emit())
        self.editor.left.connect(lambda _: self._tidy())
        under(self.editor, into=self)
        self.setFocusProxy(self.editor)

    def field_id(self) -> str:
        """Which question it is."""
        return self._field.id

    def is_half(self) -> bool:
        """Whether two of its kind fit into one row."""
        letters = sum(len(self._form.here.text(option.label)) for option in self._field.options)
        return self._field.type in HALF or (self._field.type == "choice" and letters <= HALF_SIGNS)

    def value(self) -> JsonValue:
        """The answer as it is kept, None for none; text that cannot be read is kept as text."""
        typed = self.editor.text()
        try:
            return parse_answer(self._field, typed, self._form.service.money)
        except Refused:
            return typed

    def set_value(self, value: JsonValue) -> None:
        """Show this answer."""
        self.editor.set_text(self._shown(value))

    def has_focus(self) -> bool:
        """Whether it is being answered now."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def complain(self) -> bool:
        """Say what is wrong, that a needed answer is missing included; True when something is."""
        if not self.editor.text() and self._field.required:
            self.editor.set_error(self._form.here.language.text("This answer is needed."))
            return True
        return not self.editor.validate()

    def focus(self) -> None:
        """Put the cursor into it."""
        self.editor.focus()

    def _kind(self) -> str:
        options = self._field.options
        letters = sum(len(self._form.here.text(option.label)) for option in options)
        if self._field.type == "choice" and len(options) <= SEGMENTS and letters <= SEGMENT_SIGNS:
            return "yes-no"
        return KINDS[self._field.type]

    def _label(self) -> str:
        words = self._form.here.text(self._field.label)
        unit = f", {self._form.here.text(self._field.units)}" if self._field.unit else ""
        say = self._form.here.language.text
        return words + unit if self._field.required else say("{question} (may be left out)", question=words + unit)

    def _choices(self) -> tuple[tuple[str, str], ...]:
        say = self._form.here.language.text
        if self._field.type == "yes-no":
            return (("yes", say("Yes")), ("no", say("No")))
        return tuple((option.id, self._form.here.text(option.label)) for option in self._field.options)

    def _placeholder(self) -> str:
        say = self._form.here.language.text
        if self._field.type == "date":
            return say("day month year")
        if self._field.type == "choice":
            return say("Choose")
        return self._field.mask or ""

    def _shown(self, value: JsonValue) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple):
            return ",".join(str(part) for part in value)
        if self._field.type == "money" and isinstance(value, int):
            return str(Money(value, self._form.service.money).amount)
        return str(value)

    def _check(self, typed: str) -> str | None:
        if not typed:
            return None
        language, money = self._form.here.language, self._form.service.money
        try:
            value = parse_answer(self._field, typed, money)
        except Refused as error:
            return refusal(language, error)
        message = None if value is None else check_answer(self._field, value, self._form.facts, money)
        return sentence(language, message) if message is not None else None

    def _tidy(self) -> None:
        """On leaving, a number with its mask and an amount are shown as they are kept."""
        value = self.value()
        if self._field.type in ("number", "money", "decimal") and self.editor.error() is None:
            self.set_value(value)
        self.left.emit()
