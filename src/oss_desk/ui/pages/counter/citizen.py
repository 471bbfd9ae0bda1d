"""The station Citizen: find who stands here, or write a new record; a possible duplicate is shown before it is made."""

from collections.abc import Mapping
from typing import Any, Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from oss_desk.operations.people import people
from oss_desk.operations.sheets import Hit, PersonSheet, VisitSheet
from oss_desk.ui.pages.counter.answer_field import DELAY_MS
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.counter.person_form import Lists, PersonForm
from oss_desk.ui.pages.counter.work import Work, new_id
from oss_desk.ui.search import ICONS, hit_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Empty, Message
from oss_desk.ui.widgets.panel import Panel, clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView

PART = "person"
Purpose = Literal["visitor", "applicant"]
Mode = Literal["find", "add", "correct"]


class CitizenStation(Panel):
    """`found` carries the kind and id of the person chosen or made, after whom the visit goes on."""

    found = Signal(str, int)
    left = Signal()

    def __init__(self, here: Here, work: Work, lists: Lists, parent: QWidget | None = None) -> None:
        self._here, self._work, self._lists = here, work, lists
        super().__init__(here.language.text("Citizen"), " ", scroll=True, ruled=True, parent=parent)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)
        self.body.addStretch(1)
        self._visit: VisitSheet | None = None
        self._purpose: Purpose = "visitor"
        self._mode: Mode | None = None
        self._command = new_id()
        self._form: PersonForm | None = None
        self._search: Field | None = None
        self._correcting: PersonSheet | None = None
        self._found_for, self._taking = "", ""
        self._pause = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._pause.timeout.connect(self._ask)

    def show_visit(self, sheet: VisitSheet) -> None:
        """Take up what was half typed; otherwise be ready to find somebody."""
        taken_up = self._visit is None or self._visit.visit.id != sheet.visit.id
        self._visit = sheet
        content, command_id = sheet.drafts.get(PART, ({}, None))
        if taken_up and content.get("name") and sheet.visitor is None:
            self._command = command_id or new_id()
            self._open_form(content)
        elif self._mode is None or taken_up:
            self.search()

    def start(self) -> None:
        """Put the cursor where somebody is searched or written down."""
        if self._form is not None:
            self._form.start()
        elif self._search is not None:
            self._search.focus()

    def key(self, character: str) -> bool:
        """Every key is for typing here."""
        return False

    def search(self, purpose: Purpose = "visitor", text: str = "") -> None:
        """Search for the visitor, or for somebody else whom a line is for."""
        say = self._here.language.text
        self._purpose, self._mode, self._form, self._correcting = purpose, "find", None, None
        self._found_for = self._taking = ""
        clear_layout(self._inside)
        self.set_title(say("Whom is it for") if purpose == "applicant" else say("Who is here"))
        self.set_subtitle(
            say("The visitor acts on behalf.")
            if purpose == "applicant"
            else say("A name in any script, a number, a phone.")
        )
        self._search = Field(say("Name, number or phone"), value=text)
        self._search.changed.connect(lambda _: self._pause.start())
        self._search.entered.connect(self._take_first)
        self._list = ListView(say("People found"), keeps_choice=False)
        self._list.chosen.connect(self._choose)
        self._foot = QVBoxLayout()
        typed_in = self._search.input()
        if isinstance(typed_in, QLineEdit):
            self._list.follow(typed_in)
        self._inside.addWidget(self._search)
        self._inside.addWidget(self._list)
        self._inside.addLayout(self._foot)
        self._show_foot()
        if text:
            self._ask()

    def write(self, name: str = "") -> None:
        """Write a new record."""
        self._command = new_id()
        self._open_form({"name": name})
        self._told()
        self.start()

    def correct(self, sheet: PersonSheet) -> None:
        """Correct a record that is on file."""
        self._command = new_id()
        self._correcting = sheet
        self._open_form({}, sheet)
        self.start()

    def typed(self) -> dict[str, Any]:
        """What is typed here and kept in no draft: words to search for the visitor, a correction."""
        if self._correcting is not None and self._form is not None:
            return {"sheet": self._correcting, "content": self._form.content()}
        words = self._search.text() if self._search is not None and self._purpose == "visitor" else ""
        return {"words": words} if words else {}

    def take_up(self, typed: Mapping[str, Any]) -> None:
        """Go on with that."""
        if "sheet" in typed:
            self.correct(typed["sheet"])
            if self._form is not None:
                self._form.take_up(typed["content"])
        elif "words" in typed and self._mode == "find":
            self.search(text=typed["words"])

    def form(self) -> PersonForm | None:
        """The record that is being written, if one is."""
        return self._form

    def is_correcting(self) -> bool:
        """Whether a record on file is open for correction."""
        return self._mode == "correct"

    def is_adding(self) -> bool:
        """Whether a new record is being written."""
        return self._mode == "add"

    def save(self) -> bool:
        """Store what was written; False when something in it is wrong."""
        if self._form is None or self._form.complain():
            return False
        if self._correcting is not None:
            self._save_correction(self._correcting)
        elif self._form.is_citizen():
            self._send("citizen", people.add_citizen, citizen=self._form.citizen())
        else:
            self._send("organisation", people.add_organisation, organisation=self._form.organisation())
        return True

    def _send(self, kind: str, operation: Any, **values: Any) -> None:
        self._work.command(operation, lambda made: self._stored(kind, made.id), command_id=self._command, **values)

    def _save_correction(self, sheet: PersonSheet) -> None:
        form = self._form
        if form is None:
            return
        if sheet.citizen is not None:
            self._work.command(
                people.correct_citizen,
                lambda _: self._corrected(),
                command_id=self._command,
                citizen_id=sheet.citizen.id,
                version=sheet.citizen.version,
                citizen=form.citizen(),
            )
        elif sheet.organisation is not None:
            self._work.command(
                people.correct_organisation,
                lambda _: self._corrected(),
                command_id=self._command,
                organisation_id=sheet.organisation.id,
                version=sheet.organisation.version,
                organisation=form.organisation(),
            )

    def _corrected(self) -> None:
        self._mode = None
        self.search()
        self.left.emit()

    def _stored(self, kind: str, person_id: int) -> None:
        self._mode = None
        self._command = new_id()
        if self._visit is not None:
            self._work.drafts.forget(self._visit.visit.id, PART)
        self.found.emit(kind, person_id)

    def _open_form(self, content: Mapping[str, Any], sheet: PersonSheet | None = None) -> None:
        say = self._here.language.text
        self._mode, self._search = ("correct" if sheet else "add"), None
        clear_layout(self._inside)
        self.set_title(say("Correct the record") if sheet else say("New record"))
        self.set_subtitle(say("Only the name is needed. Everything typed is kept."))
        self._form = PersonForm(self._here, self._lists)
        self._alike = QVBoxLayout()
        self._inside.addLayout(self._alike)
        self._inside.addWidget(self._form)
        back = Button(say("Back to the search"), "chevron-start", kind="quiet")
        back.clicked.connect(self._give_up)
        self._inside.addWidget(beside(back, 1))
        if sheet is not None:
            self._form.show_person(sheet)
        else:
            self._form.take_up(content)
            self._form.named.connect(self._look_for_alike)
            self._form.changed.connect(self._told)

    def _give_up(self) -> None:
        correcting = self._correcting is not None
        if self._visit is not None and not correcting:
            self._work.drafts.keep(self._visit.visit.id, PART, {})
        self.search(self._purpose)
        self.left.emit()

    def _told(self) -> None:
        if self._visit is not None and self._form is not None and self._mode == "add":
            self._work.drafts.keep(self._visit.visit.id, PART, self._form.content(), self._command)

    def _look_for_alike(self) -> None:
        if self._form is not None and self._form.is_citizen() and self._form.name():
            self._work.read(self, people.alike, self._show_alike, what="alike", **self._form.alike_values())

    def _show_alike(self, hits: tuple[Hit, ...]) -> None:
        if self._mode != "add":
            return
        say = self._here.language.text
        clear_layout(self._alike)
        for hit in hits[:3]:
            note = Message(
                say("This may be {name}", name=hit.title),
                hit_words(self._here.language, hit),
                "wait",
                say("It is the same person"),
            )
            note.pressed.connect(lambda hit=hit: self._choose(hit))
            self._alike.addWidget(note)

    def _ask(self) -> None:
        text = self._search.text() if self._search else ""
        if text:
            self._work.read(self, people.find_people, lambda hits: self._show(text, hits), what="find", text=text)
        elif self._mode == "find":
            self._list.set_rows(())
            self._show_foot()

    def _show(self, text: str, hits: tuple[Hit, ...]) -> None:
        if self._mode != "find":
            return
        found = [hit for hit in hits if hit.kind in ("citizen", "organisation")]
        fit = found if self._purpose == "applicant" else [hit for hit in found if hit.kind == "citizen"]
        rows = [
            ListRow(hit.title, hit_words(self._here.language, hit), value=hit, lead=Sign(ICONS[hit.kind]))
            for hit in fit[:8]
        ]
        self._list.set_rows(rows)
        self._found_for = text
        self._show_foot(text, not rows)
        if self._taking == text and len(fit) == 1:
            self._choose(fit[0])
        self._taking = ""

    def _show_foot(self, text: str = "", nothing: bool = False) -> None:
        say = self._here.language.text
        clear_layout(self._foot)
        if nothing:
            words = say("Another spelling or script finds the same person. Otherwise write a new record.")
            self._foot.addWidget(Empty(say("Nobody found"), words, "person"))
        label = (
            say("Add {name} as a new record", name=text)
            if text and not text[:1].isdecimal()
            else say("Add a new record")
        )
        add = Button(label, "plus", "Enter" if nothing else None, kind="answer" if nothing else "ordinary")
        add.clicked.connect(lambda: self._add_pressed(text))
        unknown = say("The citizen may stay unknown until a service needs a name.")
        note = Label(unknown, ink="ink3", wrap=True) if self._purpose == "visitor" else None
        self._foot.addWidget(under(beside(add, 1), note, gap=12))

    def _add_pressed(self, text: str) -> None:
        self.write(text if not text[:1].isdecimal() else "")
        self.left.emit()

    def _take_first(self) -> None:
        """Enter takes the marked one; where nobody was found it begins a record; before anything was found (a scan ends
        with Enter) the only one is taken, once it is found."""
        text = self._search.text() if self._search else ""
        row = self._list.marked()
        if row is not None and self._found_for == text:
            self._choose(row.value)
        elif text and self._found_for == text:
            self._add_pressed(text)
        else:
            self._taking = text
            self._pause.stop()
            self._ask()

    def _choose(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.found.emit(hit.kind, hit.id)
