"""What the stations of the setting up share: the room they are made in, fields by place, rows that come and go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.operations.office.offered import OfferedService
from oss_desk.ui.messages import ALL_TEXTS
from oss_desk.ui.page import Column
from oss_desk.ui.theme import px
from oss_desk.ui.welcome.messages import TEXTS
from oss_desk.ui.welcome.planned import Planned, planned
from oss_desk.ui.welcome.typed import Typed
from oss_desk.ui.welcome.ways import Ways
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting

EVERY_TEXT = {**ALL_TEXTS, **TEXTS}


@dataclass(frozen=True)
class Room:
    """What a station is made with; `again` makes it anew, where rows came or went."""

    language: Language
    typed: Typed
    ways: Ways
    services: tuple[OfferedService, ...]
    languages: Sequence[tuple[str, str]]
    today: date
    again: Callable[[], None]

    def planned(self) -> Planned:
        """The plan as it stands."""
        return planned(self.typed, self.services)

    def sentence(self, place: str) -> str | None:
        """What is wrong with the answer at this place, or None."""
        wrong = next((wrong for wrong in self.planned().wrongs if wrong.where == place), None)
        return None if wrong is None else self.language.message(wrong.message, EVERY_TEXT)


class Part(Column):
    """One station. `changed` says that something was typed; `asked` carries what else a station wants by name."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.language, self.typed = room, room.language, room.typed
        self.fields: dict[str, Field] = {}
        self.fill()
        self.add_stretch()

    def fill(self) -> None:
        """Put up the papers of this station."""

    def field(
        self,
        place: str,
        label: str,
        kind: str = "text",
        *,
        hint: str = "",
        choices: Sequence[tuple[str, str]] = (),
        lines: int = 3,
        button_name: str = "",
    ) -> Field:
        """A question whose answer is typed into this place, and its sentence when it is wrong."""

        def check(text: str) -> str | None:
            self.typed.put(place, text)
            return self.room.sentence(place)

        made = Field(
            label, kind, hint=hint, choices=choices, lines=lines, button_name=button_name, check=check,
            value=self.typed.get(place),
        )  # fmt: skip
        made.changed.connect(lambda text: self._changed(place, text))
        self.fields[place] = made
        return made

    def _changed(self, place: str, text: str) -> None:
        self.typed.put(place, text)
        self.answered(place)
        self.changed.emit()

    def answered(self, place: str) -> None:
        """Something was answered by hand; others may follow from it."""

    def tell(self) -> Field | None:
        """Show every sentence beside its field; gives the first field that is wrong."""
        return next((one for one in [*self.fields.values()] if not one.validate()), None)

    def focus(self) -> None:
        """The cursor goes where nothing is answered yet, else into the first field."""
        empty = (one for one in self.fields.values() if not one.text() and one.kind not in ("choices", "multi-line"))
        first = next(empty, next(iter(self.fields.values()), None))
        if first is not None:
            first.focus()

    def add_button(self, words: str, rows: str, row: str, **values: str) -> Button:
        """A button that adds one more row."""
        button = Button(words, "plus")

        def add() -> None:
            self.typed.add(rows, row, **values)
            self.changed.emit()
            self.room.again()

        button.clicked.connect(add)
        return button

    def remove_button(self, words: str, rows: str, row: str, number: int) -> Button:
        """A button that takes a row out."""
        button = Button(words, "minus", kind="quiet")

        def remove() -> None:
            self.typed.remove(rows, row, number)
            self.changed.emit()
            self.room.again()

        button.clicked.connect(remove)
        return button


class Beside(Fitting):
    """Parts in two columns, in one where there is no room for two."""

    def __init__(self, *parts: QWidget, least: int = 240, spacing: int = 16) -> None:
        super().__init__()
        self._parts, self._least, self._columns = parts, least, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(spacing)
        self._spread(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room decides."""
        self._spread(2 if event.size().width() >= 2 * px(self._least) + 16 else 1)
        super().resizeEvent(event)

    def _spread(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, part in enumerate(self._parts):
            self._grid.addWidget(part, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        for number in range(2):
            self._grid.setColumnStretch(number, int(number < columns))


def at_start(*parts: QWidget) -> QWidget:
    """Buttons at the start of a line of their own."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return holder
