"""Who stands at the desk: what is ready to collect first, then documents, birth date, phone and papers on file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from oss_desk.domain.cases import Evidence
from oss_desk.operations.sheets import CaseCard, HeldPaper, PersonSheet
from oss_desk.ui.pages.counter.held_words import held_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.need_words import need_chips
from oss_desk.ui.pages.counter.parts import beside, firm, id_words, masked, under
from oss_desk.ui.widgets.button import Button, IconButton
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip, Sign
from oss_desk.ui.widgets.panel import Card, Divider, Panel, clear_layout


class PersonPanel(Panel):
    """The visitor as a paper. Numbers and phones stay masked until the eye is pressed."""

    hand_over = Signal(int)
    open_case = Signal(int)
    correct = Signal()
    give_back = Signal(int)
    identify = Signal()
    numbers_wanted = Signal()
    """The eye was pressed: numbers are shown once it is kept that they were (R79)."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        say = here.language.text
        self._pencil = IconButton("pencil", say("Correct this record"), "river")
        super().__init__(say("Citizen"), trailing=self._pencil, parent=parent)
        self.title.set_wrap(True)
        self._pencil.clicked.connect(self.correct)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self.body.addLayout(self._inside)
        self.body.addStretch(1)
        self._sheet: PersonSheet | None = None
        self._open, self._roomy, self._unfolded, self._present = False, True, False, True

    def set_roomy(self, roomy: bool) -> None:
        """In a smaller window the papers on file fold to one line."""
        if roomy != self._roomy:
            self._roomy = roomy
            self.show_person(self._sheet, self._present)

    def show_person(self, sheet: PersonSheet | None, present: bool = True) -> None:
        """Draw this person, or that nobody is known yet; only to who is `present` something is handed over."""
        self._present = present
        if sheet is not None and self._sheet is not None and sheet.person != self._sheet.person:
            self._open = False
        self._sheet = sheet
        self._pencil.setVisible(sheet is not None and sheet.citizen is not None)
        clear_layout(self._inside)
        if sheet is None:
            self._show_nobody()
        else:
            self._show_somebody(sheet)

    def _show_nobody(self) -> None:
        say = self._here.language.text
        self.set_title(say("Not yet known"))
        self.set_subtitle("")
        self._inside.addWidget(
            Label(say("Find the citizen by name, number or phone, or go on without."), ink="ink3", wrap=True)
        )
        find = Button(say("Find or add"), "search")
        find.clicked.connect(self.identify)
        self._inside.addWidget(find)

    def _show_somebody(self, sheet: PersonSheet) -> None:
        self.set_title(sheet.name)
        others = sheet.citizen.other_names if sheet.citizen else ()
        self.set_subtitle("\n".join(others[:2]))
        for chip in need_chips(self._here, sheet.needs):
            self._inside.addWidget(beside(chip, 1))
        if sheet.ready:
            self._inside.addWidget(self._ready_card(sheet.ready))
        if sheet.with_citizen:
            self._inside.addWidget(self._returned_card(sheet.with_citizen))
        for row in self._facts(sheet):
            self._inside.addWidget(row)
        if sheet.held:
            self._inside.addWidget(self._held_card(sheet.held))
        if sheet.on_file:
            self._inside.addWidget(Divider())
            self._show_on_file(sheet)

    def _show_on_file(self, sheet: PersonSheet) -> None:
        if not self._roomy:
            self._inside.addWidget(self._fold(len(sheet.on_file)))
        else:
            self._inside.addWidget(Label(self._here.language.text("Documents on file"), "key"))
        if self._roomy or self._unfolded:
            for paper in sheet.on_file[:6]:
                self._inside.addWidget(self._on_file(sheet, paper))

    def _fold(self, count: int) -> QWidget:
        words = self._here.language.plural("{n} document on file", "{n} documents on file", count)
        fold = IconButton("chevron-up" if self._unfolded else "chevron-down", words)
        fold.clicked.connect(self._turn_fold)
        return beside(Label(words, "key"), 1, fold)

    def _turn_fold(self) -> None:
        self._unfolded = not self._unfolded
        self.show_person(self._sheet, self._present)

    def _ready_card(self, ready: tuple[CaseCard, ...]) -> Card:
        say = self._here.language.text
        card = Card(say("Ready to collect"), self._titles(ready), "collect", "ready")
        if not self._present:
            return card
        button = Button(say("Hand over now"), key_hint="F7")
        button.setObjectName("hand-over")
        button.clicked.connect(lambda: self.hand_over.emit(ready[0].id))
        card.add(button)
        return card

    def _returned_card(self, cases: tuple[CaseCard, ...]) -> Card:
        say = self._here.language.text
        card = Card(say("Waits for the citizen"), self._titles(cases), "pause", "wait")
        button = Button(say("Open the case"))
        button.clicked.connect(lambda: self.open_case.emit(cases[0].id))
        card.add(button)
        return card

    def _held_card(self, held: tuple[HeldPaper, ...]) -> Card:
        """What of hers lies in the office; what nothing needs any more is to be given back now."""
        say = self._here.language.text
        papers = "\n".join(held_words(self._here, paper) for paper in held)
        back = any(paper.give_back for paper in held)
        title = say("Give this back") if back else say("We hold")
        card = Card(title, papers, "paper-check", "wait" if back else "plain")
        button = Button(say("Give back") if back else say("Where it lies"))
        button.setObjectName("give-back")
        button.clicked.connect(lambda: self.give_back.emit(held[0].evidence_id))
        card.add(button)
        return card

    def _titles(self, cases: tuple[CaseCard, ...]) -> str:
        first = self._here.text(cases[0].title)
        if len(cases) == 1:
            return f"{first}, {cases[0].number}" if self._roomy else first
        more = self._here.language.plural("{n} more", "{n} more", len(cases) - 1)
        return self._here.language.text("{first} and {more}", first=first, more=more)

    def _facts(self, sheet: PersonSheet) -> list[QWidget]:
        rows = [self._document(sheet, index) for index in range(min(len(sheet.documents), 2))]
        if sheet.citizen and sheet.citizen.born:
            rows.append(beside(Sign("calendar", "ink2"), Label(self._born(sheet)), 1, gap=12))
        phones = sheet.citizen.phones if sheet.citizen else sheet.organisation.phones if sheet.organisation else ()
        if phones and self._roomy:
            rows.append(self._secret("phone", "", phones[0], shown=2, eye=not sheet.documents))
        if sheet.organisation and sheet.organisation.registration_number:
            number = Number(sheet.organisation.registration_number)
            rows.append(beside(Sign("organisation", "ink2"), number, 1, gap=12))
        return rows

    def _document(self, sheet: PersonSheet, index: int) -> QWidget:
        document = sheet.documents[index]
        return self._secret("card-id", self._type(sheet, document.type), document.number, eye=index == 0)

    def _secret(self, icon: str, words: str, number: str, shown: int = 4, eye: bool = True) -> QWidget:
        said = under(
            Label(words, wrap=True) if words else None,
            beside(Number(number if self._open else masked(number, shown)), 1),
            gap=0,
        )
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = beside(Sign(icon, "ink2"), said, gap=12)
        if not eye:
            return row
        say = self._here.language.text
        look = IconButton(
            "eye-off" if self._open else "eye", say("Hide numbers") if self._open else say("Show numbers"), "river"
        )
        look.clicked.connect(self._turn)
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return beside(row, look, gap=0)

    def show_numbers(self) -> None:
        """The numbers in full, until another person is drawn or the eye is pressed again."""
        self._open = True
        self.show_person(self._sheet, self._present)

    def _turn(self) -> None:
        if not self._open:
            self.numbers_wanted.emit()
            return
        self._open = False
        self.show_person(self._sheet, self._present)

    def _born(self, sheet: PersonSheet) -> str:
        born = self._here.language.partial_date(sheet.citizen.born or "") if sheet.citizen else ""
        if sheet.age is None:
            return born
        return self._here.language.text("{born}, age {age}", born=born, age=sheet.age)

    def _on_file(self, sheet: PersonSheet, paper: Evidence) -> QWidget:
        name = Label(self._type(sheet, paper.type), wrap=True)
        return beside(name, self._validity(paper), gap=8, top=True)

    def _validity(self, paper: Evidence) -> QWidget:
        say, until = self._here.language.text, paper.valid_until
        if until is None:
            day = self._here.near_date(paper.seen_at.astimezone(self._here.zone).date())
            return firm(Label(say("seen {day}", day=day), ink="ink3"))
        day = self._here.near_date(until)
        if until < self._here.today:
            return Chip(say("ended {day}", day=day), tone="stop")
        return firm(Label(say("to {day}", day=day), ink="ink3"))

    def _type(self, sheet: PersonSheet, type_id: str) -> str:
        return self._here.text(sheet.titles.get(type_id, {})) or id_words(type_id)
