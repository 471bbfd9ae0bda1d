"""Who looked at a record: found by name, opened only with a reason that is kept, printed for the citizen."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from oss_desk.domain.messages import Refused
from oss_desk.language import Language
from oss_desk.operations.people import looks, people
from oss_desk.operations.people.looks import LookLine
from oss_desk.operations.rights import may
from oss_desk.operations.sheets import Hit, PersonSheet
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.answer_field import DELAY_MS
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import firm, masked, two, under
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.day.groups import Listing
from oss_desk.ui.pages.history.reasons import reason_words
from oss_desk.ui.pages.history.section import Section
from oss_desk.ui.search import ICONS, hit_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Pairs, Slip

SLIP = 340


def why_words(language: Language, line: LookLine) -> str:
    """Why a record was opened, for the office."""
    if line.why.code == "looked-visit":
        return language.text("served in a visit")
    if line.why.code == "looked-numbers":
        return language.text("served in a visit, numbers shown in full")
    if line.why.code == "looked-case":
        return language.text("case {number}", number=str(line.why.values.get("case", "")))
    return dict(reason_words(language)).get(line.why.code.removeprefix("looked-"), line.why.code)


class Looks(Section):
    """Nothing of a record is shown before a reason is given; who looked stands beside it."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        super().__init__(here, page)
        self.chosen: Hit | None = None
        self.person: PersonSheet | None = None
        self.lines: tuple[LookLine, ...] = ()
        self._command_ids = {names: new_id() for names in (False, True)}
        self._pause = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._pause.timeout.connect(self._find)

    def put_up(self, head: QWidget) -> None:
        """The search with its reason, what was found or who looked, and the record on the slip."""
        say = self.here.language.text
        self.search = Field(say("Name, number or phone"))
        self.reason = Field(say("Why is the record opened?"), "choice", choices=reason_words(self.here.language))
        self.words = Field(say("In words"))
        self.search.changed.connect(lambda _: self._pause.start())
        self.list = Listing(say("Who looked"), head, self.search, two(self.reason, self.words))
        self.found = ListView(say("People found"), keeps_choice=False)
        self.found.chosen.connect(self._open)
        typed_in = self.search.input()
        if isinstance(typed_in, QLineEdit):
            self.found.follow(typed_in)
        self.looks = ListView(say("Who looked"))
        self._nothing = Empty(say("Nobody chosen"), say("Find somebody above, and say why."), "search")
        for part in (self.found, self.looks, self._nothing):
            self.list.body.addWidget(part)
        self.list.body.addStretch(1)
        self._slip = Slip()
        self.page.set_columns(self.list, widths=(None,), folds_first=False)
        self.page.set_slip(self._slip, SLIP)
        self._show()

    def read(self) -> None:
        """Nothing is asked for by itself: each record is opened on purpose."""
        self._show()
        self.page.land(self.start)

    def start(self) -> None:
        """Put the focus on the search."""
        self.search.focus()

    def go(self) -> None:
        """The paper for the citizen: when, where and for what, by role."""
        self._print(names=False)

    def _print(self, *, names: bool) -> None:
        """With names only as a supervisor decides it; the paper's event keeps who did."""
        person = self.person
        if person is None or person.citizen is None:
            return

        def kept(_: object) -> None:
            self._command_ids[names] = new_id()
            self.page.say(self.here.language.text("The paper for {name} is printed.", name=person.name))

        values: dict[str, Any] = {"citizen_id": person.citizen.id, "names": names}
        self.page.send(looks.print_looks, kept, command_id=self._command_ids[names], **values)

    def back(self) -> bool:
        """Put the record away."""
        if self.person is None:
            return False
        self.person, self.chosen, self.lines = None, None, ()
        self._show()
        self.search.focus()
        return True

    def _find(self) -> None:
        text = self.search.text().strip()
        if text:
            self.page.work.read(self.page, people.find_people, self._show_found, what="find", text=text)

    def _show_found(self, hits: tuple[Hit, ...]) -> None:
        if not self.up:
            return
        self.person, self.lines = None, ()
        rows = [
            ListRow(hit.title, hit_words(self.here.language, hit), lead=Sign(ICONS[hit.kind], "ink2", 20), value=hit)
            for hit in hits
        ]
        self.found.set_rows(rows)
        self._show()
        self._nothing.setVisible(not rows)

    def _open(self, hit: object) -> None:
        """Ask for the record with its reason; without one it is told what is missing."""
        if not isinstance(hit, Hit):
            return
        self.chosen = hit
        reason = self.reason.text() or None
        values: dict[str, Any] = {"kind": hit.kind, "id": hit.id, "reason": reason, "words": self.words.text()}
        values["query"] = self.search.text()
        self.page.work.read(self.page, people.person, self._opened, what="person", failed=self._not_opened, **values)

    def _not_opened(self, error: BaseException) -> None:
        if isinstance(error, Refused) and error.message.code == "purpose-needed":
            self.reason.set_error(self.page.context.sentence(error))
            self.reason.focus()
            return
        self.page.tell(error)

    def _opened(self, person: PersonSheet) -> None:
        self.person = person
        self.reason.set_error(None)
        self.found.set_rows([])
        values: dict[str, Any] = {"kind": person.person.kind, "id": person.person.id, "reason": self.reason.text()}
        self.page.work.read(self.page, looks.who_looked, self._show_looks, what="looks", **values)

    def _show_looks(self, lines: tuple[LookLine, ...]) -> None:
        self.lines = lines
        if self.up:
            self._show()
            self.looks.focus_first()

    def _show(self) -> None:
        self.looks.set_rows([self._row(number, line) for number, line in enumerate(self.lines)])
        self._nothing.setVisible(self.person is None)
        self._show_slip()
        say, who = self.here.language.text, self.page.context.program.signed_in
        prints = who is not None and may(who.roles, "print")
        if self.person is None or self.person.citizen is None or not prints:
            self.page.next.set_not_yet(say("Print for the citizen"), say("no citizen’s record is open"), "F9")
        else:
            self.page.next.set_ready(say("Print for the citizen"), say("without names"), "F9", "printer")

    def _row(self, number: int, line: LookLine) -> ListRow:
        when = f"{self.here.near_date(line.at.astimezone(self.here.zone).date())}  {self.here.time(line.at)}"
        desk = self.here.language.text("desk {desk}", desk=line.desk)
        detail = " · ".join(part for part in (line.role, desk, why_words(self.here.language, line)) if part)
        return ListRow(line.official, detail, firm(Label(when, ink="ink2")), value=number)

    def _show_slip(self) -> None:
        slip, say, person = self._slip, self.here.language.text, self.person
        slip.clear()
        if person is None:
            slip.set_title(say("No record is open"))
            slip.add(Label(say("Opening one is kept with your name and the reason."), ink="ink2", wrap=True))
            slip.add_stretch()
            return
        slip.set_title(person.name)
        pairs = Pairs(label_width=112)
        for document in person.documents:
            title = self.here.text(person.titles.get(document.type, {})) or document.type
            pairs.add(title, masked(document.number, 4))
        pairs.add(say("Cases"), str(len(person.cases)))
        slip.add(under(pairs))
        slip.add_stretch()
        if person.citizen is not None and self.page.has_role("supervisor"):
            told = say("When, where and for what is hers to know. Names of officials only as you decide; it is kept.")
            slip.add(Label(told, ink="ink3", wrap=True))
            button = Button(say("Print with names"), "printer")
            button.setObjectName("with-names")
            button.clicked.connect(lambda: self._print(names=True))
            slip.add(button)
