"""What is typed about numbered blanks: one form for each thing that can be done with them."""

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from oss_desk.operations.papers.blank_counts import StackGiven
from oss_desk.operations.sheets import BlanksSheet, StackLine
from oss_desk.ui.pages.blanks.words import spoilt_words, stack_title
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import two, under
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label


class Form(Protocol):
    """What every form has."""

    changed: Any

    def missing(self) -> str:
        """What it still lacks, in a few words; empty when it can be sent."""

    def values(self) -> Mapping[str, Any]:
        """The values of the command."""

    def start(self) -> None:
        """Put the cursor into the first field."""


class _Form(Fitting):
    """Fields under each other; with each key the button says what is lacking."""

    changed = Signal()

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__()
        self.here, self.sheet = here, sheet
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(12)
        self.fields: list[Field] = []

    def field(self, label: str, kind: str = "text", *, put: bool = True, **more: Any) -> Field:
        """One more field."""
        field = Field(label, kind, **more)
        field.changed.connect(lambda _: self.changed.emit())
        self.fields.append(field)
        if put:
            self.outer.addWidget(field)
        return field

    def say(self, text: str) -> str:
        """A sentence in the window's language."""
        return self.here.language.text(text)

    def start(self) -> None:
        """Put the cursor into the first field."""
        if self.fields:
            self.fields[0].focus()

    def stacks(self, label: str) -> Field:
        """Which stack it is about; the first one where there is only one."""
        choices = [(str(stack.lot_id), stack_title(self.here, stack)) for stack in self.sheet.stacks]
        return self.field(label, "choice", choices=choices, value=choices[0][0] if choices else "")

    def desks(self, label: str, chosen: str) -> Field:
        """Which desk."""
        choices = [(str(desk), words) for desk, words in self.sheet.desks]
        return self.field(label, "choice", choices=choices, value=chosen)

    def stack(self, chosen: Field) -> StackLine | None:
        """The stack that is chosen."""
        return next((one for one in self.sheet.stacks if str(one.lot_id) == chosen.text()), None)


class CountForm(_Form):
    """Each stack: the serial on top and how many sheets; what the books say is not shown meanwhile."""

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__(here, sheet)
        say = here.language.text
        self._rows: list[tuple[StackLine, Field, Field]] = []
        words = say("Look at the stack, not at the books: the serial that lies on top, and how many sheets there are.")
        self.outer.addWidget(Label(words, ink="ink3", wrap=True))
        for stack in sheet.stacks:
            title = here.text(stack.title)
            top = self.field(say("Serial on top"), put=False, mono=True)
            count = self.field(say("Sheets"), "number", put=False)
            for field in (top, count):
                line = field.input()
                if line is not None:
                    line.setAccessibleName(here.language.listed((title, field.label.text())))
            self._rows.append((stack, top, count))
            self.outer.addWidget(under(Label(title, "key", wrap=True), two(top, count), gap=4))

    def missing(self) -> str:
        """Something must be counted, and each count be a number."""
        say = self.here.language.text
        counted = [(top.text().strip(), count.text().strip()) for _, top, count in self._rows]
        if not self._rows:
            return say("No blanks lie at this desk")
        if not any(count for _, count in counted):
            return say("How many sheets is missing")
        if any(count and not count.isdecimal() for _, count in counted):
            return say("A number of sheets is no number")
        if any(count and int(count) and not top for top, count in counted):
            return say("The serial on top is missing")
        return ""

    def values(self) -> Mapping[str, Any]:
        """The stacks that were counted."""
        counted = (
            StackGiven(stack.lot_id, top.text(), int(count.text()))
            for stack, top, count in self._rows
            if count.text().strip()
        )
        return {"stacks": tuple(counted)}


class SpoilForm(_Form):
    """One sheet that can no longer be used: which, why, and where it is kept."""

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__(here, sheet)
        say = here.language.text
        self._stack = self.stacks(say("Stack"))
        chosen = self.stack(self._stack)
        self._serial = self.field(say("Serial"), mono=True, value=chosen.next_serial if chosen else "")
        self._reason, self._place = self.field(say("Why")), self.field(say("Where the sheet is kept"))
        self._stack.changed.connect(lambda _: self._offer())

    def _offer(self) -> None:
        chosen = self.stack(self._stack)
        self._serial.set_text(chosen.next_serial if chosen else "")

    def start(self) -> None:
        """The serial stands there already: the reason is typed first."""
        self._reason.focus()

    def missing(self) -> str:
        """What is lacking."""
        say = self.here.language.text
        if self.stack(self._stack) is None:
            return say("No blanks lie at this desk")
        if not self._serial.text().strip():
            return say("The serial is missing")
        if not self._reason.text().strip():
            return say("Why is missing")
        return "" if self._place.text().strip() else say("Where it is kept is missing")

    def values(self) -> Mapping[str, Any]:
        """The sheet."""
        texts = {"serial": self._serial.text(), "reason": self._reason.text(), "place": self._place.text()}
        return {"lot_id": int(self._stack.text()), **texts}


class ReceiveForm(_Form):
    """A delivery: what, from which serial to which, from whom, on which slip, for which desk."""

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__(here, sheet)
        say = here.language.text
        kinds = [(kind, here.text(title)) for kind, title in sheet.kinds]
        self._kind = self.field(say("Blanks"), "choice", choices=kinds, placeholder=say("Choose"))
        self._first = self.field(say("First serial"), mono=True, put=False)
        self._last = self.field(say("Last serial"), mono=True, put=False)
        self.outer.addWidget(two(self._first, self._last))
        self._supplier, self._slip = self.field(say("Who sent them")), self.field(say("Number of the delivery slip"))
        own = next((str(desk) for desk, words in sheet.desks if words.split(" ")[0] == sheet.desk), "")
        self._desk = self.desks(say("For desk"), own)

    def missing(self) -> str:
        """What is lacking."""
        say = self.here.language.text
        for field, words in (
            (self._kind, say("Which blanks is missing")),
            (self._first, say("The first serial is missing")),
            (self._last, say("The last serial is missing")),
            (self._supplier, say("Who sent them is missing")),
            (self._slip, say("The delivery slip is missing")),
            (self._desk, say("The desk is missing")),
        ):
            if not field.text().strip():
                return words
        return ""

    def values(self) -> Mapping[str, Any]:
        """The delivery."""
        serials = {"kind": self._kind.text(), "first": self._first.text(), "last": self._last.text()}
        slip = {"supplier": self._supplier.text(), "slip": self._slip.text(), "desk_id": int(self._desk.text())}
        return {**serials, **slip}


class MoveForm(_Form):
    """Sheets that go to another desk."""

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__(here, sheet)
        say = here.language.text
        self._stack = self.stacks(say("Stack"))
        chosen = self.stack(self._stack)
        self._first = self.field(say("First serial"), mono=True, put=False, value=chosen.next_serial if chosen else "")
        self._last = self.field(say("Last serial"), mono=True, put=False)
        self.outer.addWidget(two(self._first, self._last))
        others = [(str(desk), words) for desk, words in sheet.desks if words.split(" ")[0] != sheet.desk]
        self._desk = self.field(say("To desk"), "choice", choices=others, placeholder=say("Choose"))

    def missing(self) -> str:
        """What is lacking."""
        say = self.here.language.text
        if self.stack(self._stack) is None:
            return say("No blanks lie at this desk")
        if not self._first.text().strip():
            return say("The first serial is missing")
        if not self._last.text().strip():
            return say("The last serial is missing")
        return "" if self._desk.text() else say("The desk is missing")

    def values(self) -> Mapping[str, Any]:
        """The stretch and where it goes."""
        serials = {"first": self._first.text(), "last": self._last.text()}
        return {"lot_id": int(self._stack.text()), **serials, "to_desk_id": int(self._desk.text())}


class DestroyForm(_Form):
    """Spoilt sheets that are destroyed before a second person."""

    def __init__(self, here: Here, sheet: BlanksSheet) -> None:
        super().__init__(here, sheet)
        say = here.language.text
        self._boxes: dict[int, CheckBox] = {}
        if not sheet.spoilt:
            self.outer.addWidget(Label(say("No spoilt sheet is kept at this desk."), ink="ink3", wrap=True))
        for one in sheet.spoilt:
            box = CheckBox(one.serial)
            box.clicked.connect(lambda _: self.changed.emit())
            self._boxes[one.spoilt_id] = box
            self.outer.addWidget(under(box, Label(spoilt_words(here, one), ink="ink3", wrap=True), gap=0))

    def start(self) -> None:
        """Put the focus on the first sheet."""
        for box in self._boxes.values():
            box.setFocus()
            return

    def missing(self) -> str:
        """At least one is chosen."""
        return "" if self.values()["spoilt_ids"] else self.here.language.text("No sheet is chosen")

    def values(self) -> Mapping[str, Any]:
        """The sheets that were ticked."""
        return {"spoilt_ids": tuple(one for one, box in self._boxes.items() if box.isChecked())}


FORMS: Mapping[str, type[_Form]] = {
    "count": CountForm,
    "spoil": SpoilForm,
    "receive": ReceiveForm,
    "move": MoveForm,
    "destroy": DestroyForm,
}
