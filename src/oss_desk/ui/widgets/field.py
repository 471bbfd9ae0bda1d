"""A field: label above, what it is typed in, a hint, and one sentence with a sign while it is wrong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.date_editor import DateEditor
from oss_desk.ui.widgets.editors import Chooser, LineEditor, TextEditor
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.words import own_words

KINDS = ("text", "password", "multi-line", "number", "money", "date", "choice", "choices", "yes-no", "masked")
Check = Callable[[str], str | None]


class _Ticks(Fitting):
    """Several of several, each with a box to tick."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._boxes = {identity: CheckBox(words) for identity, words in choices}
        for tick in self._boxes.values():
            tick.clicked.connect(lambda _: self.changed.emit())
            outer.addWidget(tick)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> str:
        return ",".join(identity for identity, tick in self._boxes.items() if tick.isChecked())

    def button(self, value: str) -> CheckBox:
        return self._boxes[value]

    def set_value(self, value: str) -> None:
        chosen = value.split(",")
        for identity, tick in self._boxes.items():
            tick.setChecked(identity in chosen)


class Field(Fitting):
    """One question. `text()` is what was answered: dates in ISO, choices by id ("a,b" for several), "yes" or "no".

    `changed` comes with each key or choice of a person, `left` when the focus goes on, `entered` on Enter.
    A `check` is a function that says in one sentence what is wrong, or None: asked on leaving, and again with each key
    while something is wrong, so that the sentence goes as soon as it is right.
    """

    changed = Signal(str)
    left = Signal(str)
    entered = Signal()

    def __init__(
        self,
        label: str,
        kind: str = "text",
        *,
        hint: str = "",
        placeholder: str = "",
        choices: Sequence[tuple[str, str]] = (),
        value: str = "",
        mono: bool = False,
        lines: int = 3,
        button_name: str = "",
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
        self.kind, self.check = kind, check
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        self.label = Label(label, "label", "ink2", wrap=True)
        show_if(self.label, bool(label))
        self.hint = Label(hint, "body", "ink3", wrap=True)
        show_if(self.hint, bool(hint))
        self.editor = self._make(kind, placeholder, choices, mono, lines, button_name)
        self._error = Label("", "body", "stop", wrap=True)
        self._error_row = self._make_error_row()
        for part in (self.label, self.editor, self.hint, self._error_row):
            outer.addWidget(part)
        self.setFocusProxy(self.editor)
        self._name_editor(label)
        self.set_text(value)

    def text(self) -> str:
        """What is answered now, "" for nothing."""
        if isinstance(self.editor, Segments):
            return self.editor.value() or ""
        if isinstance(self.editor, Chooser | _Ticks):
            return self.editor.value()
        return self._line().text()

    def set_text(self, text: str) -> None:
        """Put in an answer without telling anybody."""
        if isinstance(self.editor, Segments):
            self.editor.set_value(text or None)
        elif isinstance(self.editor, Chooser | _Ticks):
            self.editor.set_value(text)
        else:
            self._line().set_text(text)

    def error(self) -> str | None:
        """The sentence that is shown, or None."""
        return self._error.text() or None

    def set_error(self, message: str | None) -> None:
        """Say in one sentence what is wrong; None withdraws it."""
        self._error.setText(message or "")
        show_if(self._error_row, bool(message))
        if isinstance(self.editor, Chooser | LineEditor | TextEditor):
            self.editor.set_wrong(bool(message))
        self._spoken().setAccessibleDescription(message or self.hint.text())

    def validate(self) -> bool:
        """Ask the check now and show what it says; True when all is right."""
        self.set_error(self.check(self.text()) if self.check is not None else None)
        return self.error() is None

    def set_locked(self, source: str | None) -> None:
        """It cannot be typed in, because the value comes from `source`; None unlocks it."""
        locked = source is not None
        if isinstance(self.editor, LineEditor | TextEditor):
            self.editor.set_locked(locked)
        else:
            self.editor.setEnabled(not locked)
        if source:
            self.hint.setText(source)
            show_if(self.hint, True)

    def focus(self) -> None:
        """Put the cursor into it, behind what is typed already."""
        self._spoken().setFocus(Qt.FocusReason.OtherFocusReason)
        typed = self.input()
        if isinstance(typed, QLineEdit) and not typed.hasSelectedText():
            typed.end(False)

    def input(self) -> QLineEdit | QPlainTextEdit | None:
        """What is typed in, where something is typed."""
        return self.editor.edit if isinstance(self.editor, LineEditor | TextEditor) else None

    def choice_button(self, value: str) -> QAbstractButton | None:
        """The button of one choice, where choices are buttons."""
        return self.editor.button(value) if isinstance(self.editor, Segments | _Ticks) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chooser or row of segments was left."""
        if event.type() == QEvent.Type.FocusOut:
            self._left()
        return False

    def _line(self) -> LineEditor | TextEditor:
        if not isinstance(self.editor, LineEditor | TextEditor):
            raise TypeError(f"a field of kind {self.kind} is not typed in")
        return self.editor

    def _make(
        self, kind: str, placeholder: str, choices: Sequence[tuple[str, str]], mono: bool, lines: int, button_name: str
    ) -> QWidget:
        if kind == "choice":
            return self._chooser(choices, placeholder)
        if kind == "yes-no":
            segments = Segments(choices or (("yes", own_words().yes), ("no", own_words().no)), tall=True)
            segments.changed.connect(lambda _: self._changed())
            segments.entered.connect(self.entered)
            return segments
        if kind == "choices":
            ticks = _Ticks(choices)
            ticks.changed.connect(self._changed)
            return ticks
        return self._typed(kind, placeholder, mono, lines, button_name)

    def _typed(self, kind: str, placeholder: str, mono: bool, lines: int, button_name: str) -> QWidget:
        editor: LineEditor | TextEditor
        if kind == "multi-line":
            editor = TextEditor(lines)
        elif kind == "date":
            editor = DateEditor(placeholder or own_words().day_month_year, button_name or own_words().calendar)
        else:
            editor = LineEditor(kind, mono, button_name)
        editor.edit.setPlaceholderText(placeholder or editor.edit.placeholderText())
        editor.changed.connect(self._changed)
        editor.left.connect(self._left)
        editor.entered.connect(self.entered)
        return editor

    def _chooser(self, choices: Sequence[tuple[str, str]], placeholder: str) -> Chooser:
        chooser = Chooser(choices, placeholder)
        chooser.activated.connect(lambda _: self._changed())
        chooser.entered.connect(self.entered)
        chooser.installEventFilter(self)
        return chooser

    def _make_error_row(self) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(2, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(Sign("stop", "stop", 18), 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._error, 1)
        row.hide()
        return row

    def _spoken(self) -> QWidget:
        """The widget that a screen reader stops at."""
        return self.editor.edit if isinstance(self.editor, LineEditor | TextEditor) else self.editor

    def _name_editor(self, label: str) -> None:
        self._spoken().setAccessibleName(label)
        if isinstance(self.editor, Chooser):
            self.editor.view().setAccessibleName(label)
        self._spoken().setAccessibleDescription(self.hint.text())

    def _changed(self) -> None:
        if self.error() is not None:
            self.validate()
        self.changed.emit(self.text())

    def _left(self) -> None:
        if self.check is not None:
            self.validate()
        self.left.emit(self.text())
