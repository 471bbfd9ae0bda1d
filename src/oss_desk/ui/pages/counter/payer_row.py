"""Who pays: the visitor unless somebody else is named, found among the records or only by name."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.people import ApplicantKind
from oss_desk.operations.sheets import Hit, Payer
from oss_desk.ui.pages.counter.answer_field import DELAY_MS, People
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.search import hit_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.rows import ListRow, ListView


class PayerRow(QWidget):
    """The payer in one line; `Somebody else` opens a field for an employer, an undertaker, a parent."""

    changed = Signal()

    def __init__(self, here: Here, people: People, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._people = here, people
        say = here.language.text
        self._usual = Payer(None, None, "")
        self._other: Payer | None = None
        self._name = Label("", "key")
        self._turn = Button(say("Somebody else"), kind="quiet")
        self._turn.clicked.connect(self._turned)
        self._field = Field(say("Who pays"), hint=say("A person or organisation on record, or just a name."))
        self._found = ListView(say("Found"), keeps_choice=False)
        self._pause = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._pause.timeout.connect(self._ask)
        self._field.changed.connect(self._typed)
        self._found.chosen.connect(self._choose)
        named = under(Label(say("Payer"), ink="ink3"), self._name, gap=0)
        under(beside(named, 1, self._turn), self._field, self._found, gap=4, into=self)
        self._show_field(False)

    def set_usual(self, payer: Payer) -> None:
        """The visitor, who pays when nobody else is named."""
        self._usual = payer
        self._show()

    def payer(self) -> Payer:
        """Who pays now."""
        return self._other or self._usual

    def content(self) -> dict[str, Any] | None:
        """As a draft keeps it; None while the visitor pays."""
        if self._other is None:
            return None
        return {"kind": self._other.kind, "id": self._other.id, "name": self._other.name}

    def take_up(self, content: object) -> None:
        """Go on with what a draft kept."""
        if isinstance(content, dict) and content.get("name"):
            self._other = Payer(content.get("kind"), content.get("id"), str(content["name"]))
            self._field.set_text(self._other.name)
            self._show_field(True)
        self._show()

    def _show(self) -> None:
        unknown = self._here.language.text("not named")
        self._name.setText(self.payer().name or unknown)

    def _show_field(self, shown: bool) -> None:
        say = self._here.language.text
        self._field.setVisible(shown)
        self._found.setVisible(shown)
        self._turn.setText(say("The visitor") if shown else say("Somebody else"))

    def _turned(self) -> None:
        if self._field.isHidden():
            self._show_field(True)
            self._field.focus()
            return
        self._other = None
        self._field.set_text("")
        self._found.set_rows(())
        self._show_field(False)
        self._tell()

    def _typed(self, text: str) -> None:
        self._other = Payer(None, None, text) if text else None
        self._pause.start()
        self._tell()

    def _ask(self) -> None:
        self._people.find(self._field.text(), self._show_hits)

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        people = [hit for hit in hits if hit.kind in ("citizen", "organisation")][:4]
        self._found.set_rows([ListRow(hit.title, hit_words(self._here.language, hit), value=hit) for hit in people])

    def _choose(self, hit: object) -> None:
        if isinstance(hit, Hit) and hit.kind in ("citizen", "organisation"):
            kind: ApplicantKind = "citizen" if hit.kind == "citizen" else "organisation"
            self._other = Payer(kind, hit.id, hit.title)
            self._field.set_text(hit.title)
            self._found.set_rows(())
            self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()
