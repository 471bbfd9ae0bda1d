"""Papers we hold: the list to look through, where each lies, and giving one back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import HeldPaper, HeldSheet
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import empty, under
from oss_desk.ui.pages.day import words
from oss_desk.ui.pages.day.groups import Listing
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.choice import CheckBox
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Slip

PAUSE_MS = 200
FORM, FORM_IN_MEDIUM, SLIP, LEAST = 316, 268, 312, 220
PLACES = 4
"""How many earlier places are offered to be pressed."""


class Kept(QObject):
    """Fills a page. `asked` carries words to look for, `placed` a paper and its place, `given` the papers that go."""

    asked = Signal(str)
    placed = Signal(object, str)
    given = Signal(object, str, str)

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self.up = False
        """Whether this view is the one that is shown: only then it says what the button does."""
        self._sheet = HeldSheet((), ())
        self._at: int | None = None
        self._build(QWidget(), "")

    def put_up(self, head: QWidget) -> None:
        """Take the page over."""
        self._build(head, self.search.text())
        width = FORM if self._page.room == "wide" else FORM_IN_MEDIUM
        if self._page.room == "narrow":
            self.list.setMinimumHeight(px(LEAST))
            self._page.set_columns(roomy(Column(self.list, self._form)), folds_first=False)
        else:
            self._page.set_columns(self.list, roomy(Column(self._form)), widths=(None, width), folds_first=False)
        self._page.set_slip(self._slip, SLIP)
        self.show_sheet(self._sheet)

    def show_sheet(self, sheet: HeldSheet) -> None:
        """Draw what is held; the paper that is looked at stays the same while it is in the list."""
        self._sheet = sheet
        known = [paper.evidence_id for paper in sheet.papers]
        if self._at not in known:
            self._at = known[0] if known else None
        say = self._here.language.text
        self.list.set_title(say("Papers we hold"), str(len(known)) if known else "")
        self.rows.set_rows([self._row(paper) for paper in sheet.papers])
        self.rows.set_value(self._at)
        self._tell_empty(not known)
        self._show_paper()

    def look_at(self, evidence_id: int) -> None:
        """Show this paper."""
        self._at = evidence_id

    def paper(self) -> HeldPaper | None:
        """The paper that the form is about."""
        return next((paper for paper in self._sheet.papers if paper.evidence_id == self._at), None)

    def start(self) -> None:
        """Put the focus on the first paper, or into the words to look for."""
        if self.rows.rows():
            self.rows.focus_first()
        else:
            self.search.focus()

    def go(self) -> None:
        """Give it back, with every other of the same owner that is ticked."""
        paper = self.paper()
        if paper is None or not self.to_name.validate():
            self.to_name.focus()
            return
        going = tuple(one.evidence_id for one in self._going())
        self.given.emit(going, self.how.value() or "by-hand", self.to_name.text())

    def show_next(self) -> None:
        """What the button will do, or what it lacks."""
        say, paper = self._here.language.text, self.paper()
        if not self.up:
            return
        if paper is None:
            self._page.next.set_not_yet(say("Given back"), say("No paper is chosen"), "F9")
        elif not self.to_name.text().strip():
            self._page.next.set_not_yet(say("Given back"), say("Who takes it is missing"), "F9")
        else:
            count = len(self._going())
            title = self._here.language.plural("Give back {n} paper", "Give back {n} papers", count)
            self._page.next.set_ready(title, self._subtitle(), "F9", "paper-check")
        self._show_slip()

    def _subtitle(self) -> str:
        say, name = self._here.language.text, self.to_name.text().strip()
        sent = self.how.value() == "sent"
        return say("sent to {name}, with a note", name=name) if sent else say("to {name}, note to sign", name=name)

    def _build(self, head: QWidget, text: str) -> None:
        say = self._here.language.text
        self.search = Field("", placeholder=say("Name, document, place or case"), value=text)
        line = self.search.input()
        if line is not None:
            line.setAccessibleName(say("Show only"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.search.text()))
        self.search.changed.connect(lambda _: self._pause.start())
        self.rows = ListView(say("Papers we hold"))
        self.search.entered.connect(self.rows.focus_first)
        self.rows.chosen.connect(self._choose)
        self.rows.walked.connect(self._choose)
        self.list = Listing(say("Papers we hold"), head, self.search)
        self._empty = QWidget()
        self.list.body.addWidget(self.rows)
        self.list.body.addWidget(self._empty)
        self.list.body.addStretch(1)
        self._build_form()
        self._slip = Slip()

    def _build_form(self) -> None:
        say = self._here.language.text
        self._form = Panel(say("This paper"))
        self.place = Field(say("Where it lies"), placeholder=say("drawer, shelf, safe"), hint=say("Enter keeps it."))
        self.place.entered.connect(self._keep_place)
        self.place.left.connect(lambda _: self._keep_place())
        self._places = under(gap=4)
        self.to_name = Field(say("Who takes it"), check=self._named)
        self.to_name.changed.connect(lambda _: self.show_next())
        self.how = Segments([("by-hand", say("By hand")), ("sent", say("Sent"))], "by-hand", name=say("How"))
        self.how.changed.connect(lambda _: self.show_next())
        self._more = under(gap=0)
        self._boxes: dict[int, CheckBox] = {}
        for part in (self.place, self._places, self.to_name, self.how, self._more):
            self._form.body.addWidget(part)

    def _named(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write who takes it.")

    def _row(self, paper: HeldPaper) -> ListRow:
        say, name = self._here.language.text, words.owner_name(self._here, paper)
        numbers = self._here.language.listed(card.number for card in paper.cases)
        second = self._here.language.listed((words.paper_name(self._here, paper), numbers))
        end: list[QWidget] = [Label(paper.place, ink="ink2")] if paper.place else []
        back = say("to give back") if paper.give_back else ""
        end.append(
            Chip(back, "paper-check", "wait") if back else Label(words.held_since(self._here, paper), ink="ink3")
        )
        row = ListRow(name, second, end, value=paper.evidence_id)
        row.setAccessibleName(self._here.language.listed((name, second, paper.place, back)))
        return row

    def _tell_empty(self, none: bool) -> None:
        self._empty.deleteLater()
        say = self._here.language.text
        self._empty = QWidget()
        if none and self.search.text():
            self._empty = Empty(say("Nothing fits these words"), "", "search")
        elif none:
            told = say("An original that is marked “5 Kept” stands here until it is given back.")
            self._empty = Empty(say("The office holds no papers"), told, "paper-check")
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.list.body.insertWidget(1, self._empty)

    def _choose(self, value: object) -> None:
        if isinstance(value, int):
            self._at = value
            self.rows.set_value(value)
            self._show_paper()

    def _show_paper(self) -> None:
        paper = self.paper()
        self._form.setVisible(paper is not None)
        if paper is not None:
            self._form.set_title(words.paper_name(self._here, paper))
            self._form.set_subtitle(words.owner_name(self._here, paper))
            self.place.set_text(paper.place)
            self.to_name.set_text(paper.owner_name)
            self._offer_places()
            self._offer_others(paper)
        self.show_next()

    def _offer_places(self) -> None:
        """Places that were used lately, to be pressed instead of typed."""
        self._fill(self._places, [self._place_button(place) for place in self._sheet.places[:PLACES]])

    def _place_button(self, place: str) -> Button:
        button = Button(place, "pin", kind="quiet", flush=True)
        button.clicked.connect(lambda: self._put(place))
        return button

    def _put(self, place: str) -> None:
        self.place.set_text(place)
        self._keep_place()

    def _keep_place(self) -> None:
        paper, place = self.paper(), self.place.text().strip()
        if paper is not None and place and place != paper.place:
            self.placed.emit(paper, place)

    def _offer_others(self, paper: HeldPaper) -> None:
        """The other papers of the same owner may go with it; what nothing needs any more is ticked."""
        others = [one for one in self._sheet.papers if one.owner == paper.owner and one.owner is not None]
        self._boxes = {}
        for one in others:
            if one.evidence_id != paper.evidence_id:
                box = CheckBox(words.paper_name(self._here, one))
                box.setChecked(one.give_back)
                box.clicked.connect(lambda _: self.show_next())
                self._boxes[one.evidence_id] = box
        title = [Label(self._here.language.text("Goes with it"), "label", "ink2")] if self._boxes else []
        self._fill(self._more, [*title, *self._boxes.values()])

    def _fill(self, holder: QWidget, parts: Sequence[QWidget]) -> None:
        layout = holder.layout()
        if layout is not None:
            empty(layout)
            for part in parts:
                layout.addWidget(part)
        holder.setVisible(bool(parts))

    def _going(self) -> list[HeldPaper]:
        """The paper of the form, and those that go with it."""
        ticked = {number for number, box in self._boxes.items() if box.isChecked()}
        return [one for one in self._sheet.papers if one.evidence_id == self._at or one.evidence_id in ticked]

    def _show_slip(self) -> None:
        say, paper, slip = self._here.language.text, self.paper(), self._slip
        slip.clear()
        slip.set_title(say("Handover note"), say("as it will be signed"))
        if paper is None:
            slip.add(Label(say("Nothing is given back yet."), ink="ink3", wrap=True))
            slip.add_stretch()
            return
        for one in self._going():
            since = say("held since {day}", day=words.held_since(self._here, one))
            slip.add(under(Label(words.paper_name(self._here, one), "key", wrap=True), Label(since, ink="ink3"), gap=0))
        slip.add_tear()
        for one in self._going():
            for card in one.cases:
                state = say("still runs") if card.open else say("has ended")
                line = f"{words.case_words(self._here, card)}: {state}"
                slip.add(Label(line, ink="wait" if card.open else "ink2", wrap=True))
        if any(card.open for one in self._going() for card in one.cases):
            slip.add(
                Label(say("A case still counts on it. Give it back only if it is not needed."), ink="wait", wrap=True)
            )
        slip.add_stretch()
