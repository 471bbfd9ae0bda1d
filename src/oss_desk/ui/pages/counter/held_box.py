"""Where the originals lie that the office holds for a case: asked as long as nobody has said it, changed afterwards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.sheets import HeldPaper, HeldSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import empty
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if

PLACES = 3
"""How many places that were used before can be pressed instead of typed."""


class HeldBox(Fitting):
    """A field for each paper, and the places that were used before; `placed` carries the paper and its place."""

    placed = Signal(object, str)

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = here
        self._sheet, self._may = HeldSheet((), ()), True
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(16, 12, 16, 12)
        self._rows.setSpacing(12)
        self.fields: dict[int, Field] = {}
        show_if(self, False)

    def show_papers(self, sheet: HeldSheet, may: bool = True) -> None:
        """These papers, to be placed by whoever `may`; what is being typed for one that has no place yet stays."""
        if (sheet, may) != (self._sheet, self._may):
            typed = {number: field.text() for number, field in self.fields.items()}
            self._sheet, self._may = sheet, may
            self._draw(typed)
        self.setVisible(bool(sheet.papers))

    def papers(self) -> tuple[HeldPaper, ...]:
        """What is shown now."""
        return self._sheet.papers

    def _draw(self, typed: dict[int, str]) -> None:
        empty(self._rows)
        self.fields = {}
        for paper in self._sheet.papers:
            self._rows.addWidget(self._field(paper, paper.place or typed.get(paper.evidence_id, "")))
            if self._may and not paper.place:
                for place in self._sheet.places[:PLACES]:
                    self._rows.addWidget(self._used(paper, place))

    def _field(self, paper: HeldPaper, text: str) -> Field:
        say = self._here.language.text
        name = " ".join(part for part in (self._here.text(paper.title), paper.number) if part)
        title = say("{paper}: where does it lie?", paper=name)
        field = Field(title, placeholder=say("drawer, shelf, safe"), hint=say("Enter keeps it."), value=text)
        field.entered.connect(lambda: self._place(paper, field.text()))
        field.left.connect(lambda _: self._place(paper, field.text()))
        if not self._may:
            field.set_locked("")
        self.fields[paper.evidence_id] = field
        return field

    def _used(self, paper: HeldPaper, place: str) -> Button:
        button = Button(place, "pin", kind="quiet", flush=True)
        button.clicked.connect(lambda: self._place(paper, place))
        return button

    def _place(self, paper: HeldPaper, place: str) -> None:
        place = place.strip()
        if place and place != paper.place:
            self.fields[paper.evidence_id].set_text(place)
            self.placed.emit(paper, place)
