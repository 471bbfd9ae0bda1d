"""A form of settings: fields with what is kept of them, so that what is typed is told apart and never lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox

from oss_desk.language import Language
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.segments import Segments

HIDDEN = "••••••••"


@dataclass(frozen=True)
class Change:
    """One thing that is typed and not kept yet: what it is called, what it will be, and what it was."""

    label: str
    new: str
    old: str = ""


class Form:
    """Fields by name. What a person has touched stays as it is until it is kept or taken back."""

    def __init__(self, language: Language, fields: Mapping[str, Field], told: Callable[[], None]) -> None:
        self.fields, self._language, self._told = dict(fields), language, told
        self._known: dict[str, str] = {}
        self._words: dict[str, str] = {}
        for field in self.fields.values():
            field.changed.connect(lambda _: self._told())

    def text(self, name: str) -> str:
        """What stands in a field now."""
        return self.fields[name].text()

    def show(self, values: Mapping[str, str]) -> None:
        """What is kept now; a field that a person has touched keeps what she typed."""
        for name, value in values.items():
            field, touched = self.fields[name], self.is_touched(name)
            typed = field.text()
            field.set_text(value)
            self._known[name], self._words[name] = field.text(), field_words(field, self._language)
            if touched:
                field.set_text(typed)

    def is_touched(self, name: str) -> bool:
        """Whether something else stands there than what is kept."""
        return name in self._known and self.fields[name].text() != self._known[name]

    def changes(self) -> list[Change]:
        """Everything that is typed and not kept, in the order of the fields."""
        return [
            Change(_called(field), field_words(field, self._language), self._words[name])
            for name, field in self.fields.items()
            if self.is_touched(name)
        ]

    def is_right(self) -> bool:
        """Whether every field passes its check; what is wrong is said beside it, the first one gets the cursor."""
        wrong = [field for field in self.fields.values() if not field.validate()]
        if wrong:
            wrong[0].focus()
        return not wrong

    def accept(self) -> None:
        """Everything that stands there is kept now."""
        for name, field in self.fields.items():
            self._known[name], self._words[name] = field.text(), field_words(field, self._language)
            field.set_error(None)

    def take_back(self) -> None:
        """Everything as it is kept."""
        for name, value in self._known.items():
            self.fields[name].set_text(value)
            self.fields[name].set_error(None)
        self._told()

    def typed(self, *, secrets: bool = False) -> dict[str, str]:
        """What is typed and not kept, to be typed again when the window is made anew; passwords only on request."""
        return {
            name: field.text()
            for name, field in self.fields.items()
            if (secrets or field.kind != "password") and self.is_touched(name)
        }

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put in again what was typed before the window was made anew."""
        for name, text in typed.items():
            if name in self.fields:
                self.fields[name].set_text(text)

    def lock(self, names: Iterable[str]) -> None:
        """Let these fields be read and not typed in."""
        for name in names:
            self.fields[name].set_locked("")


def choose_from(field: Field, choices: Sequence[tuple[str, str]]) -> None:
    """Other choices for a field; what was chosen stays where it is still among them."""
    editor, chosen = field.editor, field.text()
    if isinstance(editor, Chooser):
        editor.set_choices(choices)
        field.set_text(chosen)


def _called(field: Field) -> str:
    """What a field is about: its label, or more where several have the same."""
    return (field.input() or field.editor).accessibleName() or field.label.text()


def field_words(field: Field, language: Language) -> str:
    """What stands in a field, as a person reads it."""
    if field.kind == "password":
        return HIDDEN if field.text() else ""
    if field.kind == "date":
        return language.partial_date(field.text())
    if isinstance(field.editor, QComboBox):
        return field.editor.currentText()
    if isinstance(field.editor, Segments):
        chosen = field.choice_button(field.text()) if field.text() else None
        return chosen.accessibleName() if chosen is not None else ""
    if field.kind == "choices":
        chosen_ones = [one for one in field.text().split(",") if one]
        buttons = [field.choice_button(one) for one in chosen_ones]
        return language.listed(button.accessibleName() for button in buttons if button is not None)
    return language.listed(line.strip() for line in field.text().splitlines())
