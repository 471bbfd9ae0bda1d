"""The two questions that are more than one answer: a table of rows, and a person of the office's records."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.sheets import Hit
from oss_desk.ui.pages.counter.answer_field import DELAY_MS, AnswerField, Form
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.search import hit_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Frame, clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.workflows import definition
from oss_desk.workflows.rules import JsonValue, columns_asked


class CitizenField(QWidget):
    """A person: found among the records as she is typed, or kept as the name that was typed."""

    changed = Signal()
    left = Signal()

    def __init__(self, form: Form, field: definition.Field, value: JsonValue, hint: str = "") -> None:
        super().__init__()
        self._form, self._field, self._id = form, field, None if not isinstance(value, int) else value
        self._text = Field(self._label(), hint=hint or self._hint(), value="" if self._id else str(value or ""))
        self._found = ListView(form.here.language.text("People found"), keeps_choice=False)
        self._pause = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._pause.timeout.connect(self._ask)
        self._text.changed.connect(self._typed)
        self._text.left.connect(lambda _: self.left.emit())
        self._found.chosen.connect(self._choose)
        under(self._text, self._found, gap=4, into=self)
        self.setFocusProxy(self._text)
        if self._id is not None:
            form.people.name(self._id, self._text.set_text)

    def field_id(self) -> str:
        """Which question it is."""
        return self._field.id

    def is_half(self) -> bool:
        """It needs a whole row."""
        return False

    def value(self) -> JsonValue:
        """The id of the record, else the name as typed."""
        return self._id if self._id is not None else self._text.text() or None

    def set_value(self, value: JsonValue) -> None:
        """Show this person."""
        self._id = value if isinstance(value, int) else None
        if self._id is None:
            self._text.set_text(str(value or ""))
        else:
            self._form.people.name(self._id, self._text.set_text)

    def has_focus(self) -> bool:
        """Whether it is being answered now."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def complain(self) -> bool:
        """Say that a needed answer is missing; True when it is."""
        missing = self._field.required and self.value() is None
        self._text.set_error(self._form.here.language.text("This answer is needed.") if missing else None)
        return missing

    def focus(self) -> None:
        """Put the cursor into it."""
        self._text.focus()

    def _label(self) -> str:
        words = self._form.here.text(self._field.label)
        say = self._form.here.language.text
        return words if self._field.required else say("{question} (may be left out)", question=words)

    def _hint(self) -> str:
        return self._form.here.language.text("Name, number or phone. A name that is not on record is kept as typed.")

    def _typed(self, text: str) -> None:
        self._id = None
        self._pause.start()
        self.changed.emit()

    def _ask(self) -> None:
        if self._text.text():
            self._form.people.find(self._text.text(), self._show)
        else:
            self._found.set_rows(())

    def _show(self, hits: tuple[Hit, ...]) -> None:
        citizens = [hit for hit in hits if hit.kind == "citizen"][:5]
        self._found.set_rows(
            [ListRow(hit.title, hit_words(self._form.here.language, hit), value=hit) for hit in citizens]
        )

    def _choose(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._id = hit.id
            self._text.set_text(hit.title)
            self._found.set_rows(())
            self.changed.emit()


class RowsField(QWidget):
    """A table of questions; each row is a small form of its own."""

    changed = Signal()
    left = Signal()

    def __init__(self, form: Form, field: definition.Field, value: JsonValue, hint: str = "") -> None:
        super().__init__()
        self._form, self._field = form, field
        here = form.here
        self._rows: list[_Row] = []
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self._error = Label("", ink="stop", wrap=True)
        self._error.hide()
        self._add = Button(here.language.text("Add a row"), "plus")
        self._add.clicked.connect(self._add_row)
        words = hint or here.text(field.hint or {})
        note = Label(words, ink="ink3", wrap=True) if words else None
        under(
            Label(here.text(field.label), "label", "ink2"),
            note,
            self._inside,
            beside(self._add, 1),
            self._error,
            into=self,
        )
        self.setAccessibleName(here.text(field.label))
        self.set_value(value)

    def field_id(self) -> str:
        """Which question it is."""
        return self._field.id

    def is_half(self) -> bool:
        """It needs a whole row."""
        return False

    def value(self) -> JsonValue:
        """The rows, each a mapping of columns to answers."""
        return [row.value() for row in self._rows] or None

    def set_value(self, value: JsonValue) -> None:
        """Show these rows, at least as many as are needed."""
        listed = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        least = int(str(self._field.min)) if self._field.min is not None else 0
        while len(listed) < least:
            listed.append({})
        clear_layout(self._inside)
        self._rows = []
        for row in listed:
            self._put(row)

    def rows(self) -> tuple["_Row", ...]:
        """The rows that are shown."""
        return tuple(self._rows)

    def has_focus(self) -> bool:
        """Whether it is being answered now."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def complain(self) -> bool:
        """Let every row say what is wrong; True when something is."""
        wrong = [row.complain() for row in self._rows]
        missing = self._field.required and not self._rows
        self._error.setText(self._form.here.language.text("One row is needed at least."))
        self._error.setVisible(missing)
        return any(wrong) or missing

    def focus(self) -> None:
        """Put the cursor into the first row, or on the button that makes one."""
        (self._rows[0] if self._rows else self._add).setFocus()

    def _put(self, values: Mapping[str, JsonValue]) -> None:
        row = _Row(self._form, self._field, values, len(self._rows) + 1)
        row.changed.connect(self.changed)
        row.left.connect(self.left)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._inside.addWidget(row)

    def _add_row(self) -> None:
        self._put({})
        self._rows[-1].focus()
        self.changed.emit()

    def _remove(self, row: "_Row") -> None:
        kept = [other.value() for other in self._rows if other is not row]
        self.set_value(kept)
        self._add.setFocus()
        self.changed.emit()


class _Row(Frame):
    """One row of a table."""

    changed = Signal()
    left = Signal()
    removed = Signal()

    def __init__(self, form: Form, field: definition.Field, values: Mapping[str, JsonValue], number: int) -> None:
        super().__init__(padding=12)
        self._form, self._field, self._values = form, field, dict(values)
        self._editors: list[AnswerField | CitizenField] = []
        say, title = form.here.language.text, form.here.text(field.label)
        words = say("{title} {number}", title=title, number=number)
        remove = Button(say("Remove"), "close", kind="quiet")
        remove.setAccessibleName(say("Remove {row}", row=words))
        remove.clicked.connect(self.removed)
        self.body.addWidget(beside(Label(words, "key"), 1, remove))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self.body.addLayout(self._inside)
        self._draw()

    def value(self) -> dict[str, JsonValue]:
        """What is answered in this row."""
        said = {editor.field_id(): editor.value() for editor in self._editors}
        return {key: value for key, value in said.items() if value is not None}

    def editors(self) -> tuple[AnswerField | CitizenField, ...]:
        """The questions of this row that are asked now."""
        return tuple(self._editors)

    def complain(self) -> bool:
        """Let each question say what is wrong."""
        wrong = [editor.complain() for editor in self._editors]
        return any(wrong)

    def focus(self) -> None:
        """Put the cursor into the first question."""
        if self._editors:
            self._editors[0].focus()

    def _asked(self) -> tuple[definition.Field, ...]:
        form = self._form
        return columns_asked(form.service, self._field, dict(form.answers()), form.facts, self._values)

    def _draw(self) -> None:
        clear_layout(self._inside)
        self._editors = [self._editor(column) for column in self._asked()]
        for editor in self._editors:
            self._inside.addWidget(editor)

    def _editor(self, column: definition.Field) -> AnswerField | CitizenField:
        kind = CitizenField if column.type == "citizen" else AnswerField
        editor = kind(self._form, column, self._values.get(column.id, column.default))
        editor.changed.connect(self._changed)
        editor.left.connect(self.left)
        return editor

    def _changed(self) -> None:
        self._values = self._values | self.value()
        if [column.id for column in self._asked()] != [editor.field_id() for editor in self._editors]:
            focused = next((editor.field_id() for editor in self._editors if editor.has_focus()), None)
            self._draw()
            for editor in self._editors:
                if editor.field_id() == focused:
                    editor.focus()
        self.changed.emit()


def make_question(
    form: Form, field: definition.Field, value: JsonValue, hint: str = ""
) -> AnswerField | CitizenField | RowsField:
    """The editor for a field of any type."""
    if field.type == "rows":
        return RowsField(form, field, value, hint)
    return (CitizenField if field.type == "citizen" else AnswerField)(form, field, value, hint)
