"""Who takes it, and by which document: the identity check before an output is given away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.domain.cases import Evidence
from oss_desk.domain.people import IdentityDocument
from oss_desk.operations.sheets import CaseSheet, Collector, PersonSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, id_words, masked, two
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Panel, clear_layout
from oss_desk.ui.widgets.segments import Segments

Choice = tuple[str, str]
Kind = Literal["applicant", "representative", "other"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Checked:
    """What the check came to; `reason` is set when a supervisor has to allow it."""

    collector: Collector
    document_type: str
    document_number: str
    reason: str
    overridden: bool
    mandate: str = ""
    mandate_number: str = ""


class CheckPanel(Panel):
    """`changed` comes with every key; `missing` says what is still open."""

    changed = Signal()

    def __init__(self, here: Here, types: Sequence[Choice], mandates: Sequence[Choice] = ()) -> None:
        self._here, self._types, self._mandates = here, tuple(types), tuple(mandates)
        super().__init__(here.language.text("Who takes it"))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)
        self._sheet: CaseSheet | None = None
        self.kind: Kind = "applicant"
        self._make_fields()

    def show_case(self, sheet: CaseSheet) -> None:
        """Ask about this case; while it is the same one, what was typed stays, and of another what its draft kept."""
        if self._sheet is not None and self._sheet.case.id == sheet.case.id:
            self._sheet = sheet
            return
        self._sheet = sheet
        kept, possible = sheet.drafts.get("collect", {}), kinds(sheet)
        self.kind = next((kind for kind in possible if kind == kept.get("kind")), possible[0])
        self._draw()
        self._take_up(kept)

    def _take_up(self, kept: Mapping[str, object]) -> None:
        for name, field in self._texts().items():
            field.set_text(str(kept.get(name) or ""))
        self.without.setChecked(kept.get("without") is True)
        self._turned()

    def content(self) -> dict[str, Any]:
        """What was said so far, as a draft keeps it; nothing, when that is nothing."""
        texts = {name: field.text() for name, field in self._texts().items() if field.text()}
        said: dict[str, Any] = {**texts, "without": True} if self.without.isChecked() else dict(texts)
        first = self._sheet is None or self.kind == kinds(self._sheet)[0]
        return {"kind": self.kind, **said} if said or not first else {}

    def _texts(self) -> Mapping[str, Field]:
        texts = {"name": self.name, "type": self.type, "number": self.number, "reason": self.reason}
        return {**texts, "mandate": self.mandate, "mandate_number": self.mandate_number}

    def start(self) -> None:
        """Put the focus on the first thing that is asked."""
        self.first.setFocus()

    def key(self, character: str) -> bool:
        """A digit says which of the documents on record was shown."""
        documents = self._known()
        number = int(character) - 1 if character.isascii() and character.isdecimal() else -1
        if not 0 <= number < len(documents):
            return False
        self._take(documents[number])
        return True

    def missing(self) -> str:
        """What is still open, in a few words; empty when nothing is."""
        say = self._here.language.text
        if self.kind == "other" and not self.name.text():
            return say("Whose name is not written yet")
        if not self.without.isChecked() and not (self.type.text() and self.number.text()):
            return say("No document was checked yet")
        return say("The reason is not written yet") if self._overrides() and not self.reason.text() else ""

    def checked(self) -> Checked:
        """What the check came to."""
        person = self._person()
        citizen = person.person.id if person is not None else None
        shown = not self.without.isChecked()
        return Checked(
            Collector(self.kind, citizen, "" if citizen else self.name.text()),
            self.type.text() if shown else "",
            self.number.text() if shown else "",
            self.reason.text() if self._overrides() else "",
            self._overrides(),
            *((self.mandate.text(), self.mandate_number.text()) if self._by_mandate() else ("", "")),
        )

    def types(self) -> tuple[Choice, ...]:
        """The kinds of document, (id, words)."""
        return self._types

    def collector_name(self) -> str:
        """Who takes it, in words; empty while nobody is named."""
        person = self._person()
        return person.name if person is not None else self.name.text()

    def _overrides(self) -> bool:
        return (self.kind == "other" and not self._by_mandate()) or self.without.isChecked()

    def _by_mandate(self) -> bool:
        """Whether somebody else shows by which paper she may take it."""
        return self.kind == "other" and bool(self.mandate.text()) and not self.without.isChecked()

    def _person(self) -> PersonSheet | None:
        if self._sheet is None or self.kind == "other":
            return None
        return self._sheet.applicant if self.kind == "applicant" else self._sheet.representative

    def _known(self) -> tuple[Choice, ...]:
        """The documents that say who it is, (type, number): on record, and seen here as a paper."""
        person = self._person()
        if person is None:
            return ()
        seen = (paper for paper in person.on_file if paper.number and paper.type in dict(self._types))
        found = dict[Choice, Choice]()
        shown: tuple[IdentityDocument | Evidence, ...] = (*person.documents, *seen)
        for one in shown:
            if self._still_valid(one.valid_until):
                found.setdefault((one.type, _plain(one.number)), (one.type, one.number))
        return tuple(found.values())[:3]

    def _still_valid(self, until: date | None) -> bool:
        return until is None or until >= self._here.today

    def _make_fields(self) -> None:
        say = self._here.language.text
        self.first: QWidget = self
        self.name = Field(say("Name of the person with authority"))
        self.type = Field(say("Document shown"), "choice", choices=self._types, placeholder=say("Choose"))
        self.number = Field(say("Its number"), mono=True)
        self.without = CheckBox(say("No document can be shown"))
        hint = say("Kept with the handover, with the supervisor's name.")
        self.reason = Field(say("Why it is given all the same"), "multi-line", lines=2, hint=hint)
        nobody = ("", say("No mandate"))
        self.mandate = Field(say("Mandate shown"), "choice", choices=(nobody, *self._mandates))
        self.mandate_number = Field(say("Number of the mandate"), mono=True)
        for field in (self.name, self.type, self.number, self.reason, self.mandate_number):
            field.changed.connect(lambda _: self.changed.emit())
        self.mandate.changed.connect(lambda _: self._turned())
        self.without.clicked.connect(lambda _: self._turned())

    def _draw(self) -> None:
        own = (self.mandate, self.mandate_number)
        old: tuple[QWidget, ...] = (self.name, self.type, self.number, self.without, self.reason, *own)
        for part in old:
            part.setParent(None)
        clear_layout(self._inside)
        self._make_fields()
        sheet, say = self._sheet, self._here.language.text
        if sheet is None:
            return
        who = Segments(self._who(sheet), self.kind, name=say("Who takes it"))
        who.changed.connect(self._choose)
        self.first = who.button(self.kind)
        self._inside.addWidget(who)
        self._inside.addWidget(self.name)
        for button in self._shown_before(sheet):
            self._inside.addWidget(button)
        self._pair = two(self.type, self.number)
        self._inside.addWidget(self._pair)
        self._inside.addWidget(self.without)
        self._by = two(self.mandate, self.mandate_number)
        self._inside.addWidget(self._by)
        self._inside.addWidget(self.reason)
        words = say("A supervisor confirms it with name and password.")
        self._second = beside(Sign("people", "ink3"), Label(words, ink="ink3", wrap=True), top=True)
        self._inside.addWidget(self._second)
        self._turned()

    def _who(self, sheet: CaseSheet) -> list[Choice]:
        say = self._here.language.text
        words = {
            "applicant": sheet.applicant.name,
            "representative": sheet.representative.name if sheet.representative else "",
            "other": say("Somebody else"),
        }
        return [(kind, words[kind]) for kind in kinds(sheet)]

    def _shown_before(self, sheet: CaseSheet) -> list[QWidget]:
        """The documents on record, so that one press says which was shown."""
        person, buttons = self._person(), list[QWidget]()
        for index, document in enumerate(self._known()):
            title = self._title(document[0], person)
            words = f"{title} {masked(document[1])}"
            button = Button(words, "card-id", str(index + 1), kind="answer")
            button.clicked.connect(lambda _=False, document=document: self._take(document))
            buttons.append(beside(button, 1))
        if not buttons:
            return []
        return [Label(self._here.language.text("On record, shown now?"), "label", "ink2"), *buttons]

    def _title(self, type_id: str, person: PersonSheet | None) -> str:
        known = self._here.text(person.titles.get(type_id, {})) if person is not None else ""
        return known or dict(self._types).get(type_id) or id_words(type_id)

    def _take(self, document: Choice) -> None:
        self.type.set_text(document[0])
        self.number.set_text(document[1])
        self.without.setChecked(False)
        self._turned()

    def _choose(self, kind: str) -> None:
        self.kind = next(known for known in KINDS if known == kind)
        self._draw()
        self.first.setFocus()
        self.changed.emit()

    def _turned(self) -> None:
        shown = not self.without.isChecked()
        self.name.setVisible(self.kind == "other")
        self._pair.setVisible(shown)
        self._by.setVisible(shown and self.kind == "other" and bool(self._mandates))
        self.reason.setVisible(self._overrides())
        self._second.setVisible(self._overrides())
        self.changed.emit()


def _plain(number: str) -> str:
    """A number without what people put between its letters, to see that it is the same one."""
    return "".join(letter for letter in number.upper() if letter.isalnum())


def kinds(sheet: CaseSheet) -> tuple[Kind, ...]:
    """Who may take the output of this case, the usual one first."""
    possible = {
        "applicant": sheet.applicant.person.kind == "citizen",
        "representative": sheet.representative is not None,
        "other": True,
    }
    return tuple(kind for kind in KINDS if possible[kind])
