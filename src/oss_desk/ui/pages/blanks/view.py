"""The stock of numbered blanks of a desk: its stacks and gaps, the spoilt sheets, and what is done with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.sheets import BlanksSheet, SpoiltLine, StackLine
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.blanks import words
from oss_desk.ui.pages.blanks.forms import FORMS
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.day.groups import Listing
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel, clear_layout
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Pairs, Slip

FORM, FORM_IN_MEDIUM, SLIP, LEAST = 356, 300, 312, 220
ROW = (16, 10, 16, 10)
MOST_GAPS = 12
"""Serials of missing sheets named one by one; the paper has them all."""


class Blanks(QObject):
    """Fills a page. `done` carries what is done (one of `words.DEEDS`) and the values of its command."""

    done = Signal(str, object)
    listed = Signal()
    """The list is wanted on paper."""

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self.up = False
        """Whether this view is the one that is shown: only then it says what the button does."""
        self.sheet: BlanksSheet | None = None
        self.deed = "count"
        self._build(QWidget())

    def put_up(self, head: QWidget) -> None:
        """Take the page over."""
        self._build(head)
        width = FORM if self._page.room == "wide" else FORM_IN_MEDIUM
        if self._page.room == "narrow":
            self.list.setMinimumHeight(px(LEAST))
            self._page.set_columns(roomy(Column(self.list, self._panel)), folds_first=False)
        else:
            self._page.set_columns(self.list, roomy(Column(self._panel)), widths=(None, width), folds_first=False)
        self._page.set_slip(self._slip, SLIP)
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def show_sheet(self, sheet: BlanksSheet) -> None:
        """Draw the stock as it stands; a form in which something was typed stays."""
        same = self.form is not None and (self._touched or sheet == self.sheet)
        self.sheet = sheet
        self._show_list(sheet)
        self._show_slip(sheet)
        if not same:
            self._open(self.deed)
        self.show_next()

    def forget(self) -> None:
        """What was typed has become a fact: an empty form."""
        self._open(self.deed)
        self.show_next()

    def start(self) -> None:
        """Put the cursor into the form."""
        if self.form is not None:
            self.form.start()

    def go(self) -> None:
        """Do what the button says."""
        if self.form is not None and not self.form.missing():
            self.done.emit(self.deed, self.form.values())

    def show_next(self) -> None:
        """What the button will do, or what it lacks."""
        if not self.up:
            return
        if self.form is None:
            self._page.next.set_not_yet(self._here.language.text("Only looked at here"), "", "")
            return
        missing, titles = self.form.missing(), self._titles()
        if missing:
            self._page.next.set_not_yet(titles[self.deed], missing, "F9")
        else:
            self._page.next.set_ready(titles[self.deed], self._subtitle(), "F9", "seal")

    def _subtitle(self) -> str:
        return self._here.language.text("with a second person") if self.deed in words.KEEPING else ""

    def _titles(self) -> dict[str, str]:
        say = self._here.language.text
        return {
            "count": say("Write down the count"),
            "spoil": say("Write down as spoilt"),
            "receive": say("Receive the blanks"),
            "move": say("Hand them to the desk"),
            "destroy": say("Destroyed"),
        }

    def _deeds(self) -> tuple[str, ...]:
        may = self.sheet.may if self.sheet is not None else frozenset[str]()
        return tuple(one for one in words.DEEDS if ("keep" if one in words.KEEPING else "handle") in may)

    def _build(self, head: QWidget) -> None:
        say = self._here.language.text
        self.form: Any = None
        self._touched = False
        self.list = Listing(say("Numbered blanks"), head)
        paper = Button(say("List on paper"), "printer", kind="quiet", flush=True)
        paper.clicked.connect(self.listed)
        self._rows = under(gap=0)
        self.list.body.addWidget(self._rows)
        self.list.body.addWidget(under(beside(paper, 1), margins=ROW))
        self.list.body.addStretch(1)
        self._panel, self._slip = Panel(say("What is done")), Slip()

    def _open(self, deed: str) -> None:
        """The form of this deed, empty."""
        if self.sheet is None:
            return
        deeds = self._deeds()
        self._panel.clear()
        self.form, self._touched = None, False
        if not deeds:
            self._panel.add(Label(self._here.language.text("Blanks are only looked at here."), ink="ink3", wrap=True))
            return
        self.deed = deed if deed in deeds else deeds[0]
        which = Segments(
            [(one, words.deed_words(self._here, one)) for one in deeds],
            self.deed,
            name=self._here.language.text("What is done"),
        )
        which.changed.connect(self._turn)
        self.form = FORMS[self.deed](self._here, self.sheet)
        self.form.changed.connect(self._typed)
        self._panel.add(under(which))
        self._panel.add(self.form)

    def _typed(self) -> None:
        self._touched = True
        self.show_next()

    def _turn(self, deed: str) -> None:
        self._open(deed)
        if self.sheet is not None:
            self._show_list(self.sheet)
            self._show_slip(self.sheet)
        self.show_next()
        self.start()

    def _show_list(self, sheet: BlanksSheet) -> None:
        layout = self._rows.layout()
        if not isinstance(layout, QVBoxLayout):
            return
        clear_layout(layout)
        say = self._here.language.text
        rows: list[QWidget] = [self._stack(stack) for stack in sheet.stacks]
        if not rows:
            told = say("A supervisor receives them, or moves some here from another desk.")
            rows = [under(Empty(say("No blanks lie at this desk"), told, "seal"), margins=ROW)]
        if sheet.spoilt:
            rows.append(under(Label(say("Spoilt and kept"), "key"), margins=ROW))
            rows += [self._spoilt(one) for one in sheet.spoilt]
        for row in rows:
            layout.addWidget(row)
            layout.addWidget(Divider())

    def _stack(self, stack: StackLine) -> QWidget:
        """While somebody counts, nothing says how many there should be."""
        here, blind = self._here, self.deed == "count"
        title = Label(here.text(stack.title), "key", wrap=True)
        if blind:
            return under(title, margins=ROW)
        left = Label(words.sheets_words(here, stack.left), "strong")
        parts: list[QWidget] = [beside(title, 1, left), Label(words.stretch_words(here, stack), ink="ink2", wrap=True)]
        if stack.gaps:
            parts.append(self._gaps(stack.gaps))
        return under(*parts, gap=4, margins=ROW)

    def _gaps(self, gaps: Sequence[str]) -> QWidget:
        say, plural = self._here.language.text, self._here.language.plural
        chip = Chip(plural("{n} missing", "{n} missing", len(gaps)), "alert", "stop")
        named = self._here.language.listed(gaps[:MOST_GAPS])
        more = say("{serials} and others", serials=named) if len(gaps) > MOST_GAPS else named
        return beside(chip, Label(more, ink="stop", wrap=True), top=True)

    def _spoilt(self, sheet: SpoiltLine) -> QWidget:
        about = Label(words.spoilt_words(self._here, sheet), ink="ink3", wrap=True)
        who = self._here.language.listed((sheet.official, self._here.language.date(sheet.at.date())))
        return under(beside(Number(sheet.serial), 1, Label(who, ink="ink3")), about, gap=2, margins=ROW)

    def _show_slip(self, sheet: BlanksSheet) -> None:
        say, slip = self._here.language.text, self._slip
        slip.clear()
        slip.set_title(say("Blanks today"), say("as the close will say it"))
        if self.deed == "count" and "handle" in sheet.may:
            told = say("What should be there is said after the count. A difference is written down as it is.")
            slip.add(Label(told, ink="ink3", wrap=True))
            slip.add_stretch()
            return
        for place, line in enumerate(sheet.lines):
            if place:
                slip.add_tear()
            slip.add(Label(self._here.text(line.title), "key", wrap=True))
            pairs = Pairs()
            for label, number, wrong in words.line_facts(self._here, line):
                pairs.add(label, number, "stop" if wrong else "strong")
            slip.add(pairs)
        if not sheet.lines:
            slip.add(Label(say("No blanks lie at this desk"), ink="ink3", wrap=True))
        slip.add_stretch()


def said_after(here: Here, deed: str, made: Any) -> tuple[str, str]:
    """What is said above the papers once it is written down: a difference as it is, gaps by their serials."""
    say, plural = here.language.text, here.language.plural
    if deed == "count":
        difference = sum(one.counted - one.expected for one in made)
        gaps = [serial for one in made for serial in one.gaps]
        title = say("The count is written down. It agrees.")
        if difference:
            title = plural("{n} sheet differs from the books.", "{n} sheets differ from the books.", abs(difference))
        named = here.language.listed(gaps[:MOST_GAPS])
        return title, say("Missing: {serials}", serials=named) if gaps else ""
    titles: Mapping[str, str] = {
        "spoil": say("The sheet is written down as spoilt."),
        "receive": say("The blanks are in stock. The slip is being printed, to be signed by both."),
        "move": say("The blanks are at the other desk. The slip is being printed, to be signed by both."),
        "destroy": say("Written down as destroyed. The list is being printed, to be signed by both."),
    }
    return titles[deed], ""
