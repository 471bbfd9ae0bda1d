"""The slip of the catalogue: the check for today, and below it the language of the paper and the key that prints it."""

from PySide6.QtCore import Signal

from oss_desk.language import own_name
from oss_desk.operations.sheets import CheckSheet, ServiceSheet
from oss_desk.ui.pages.catalogue.check_form import CheckForm
from oss_desk.ui.pages.catalogue.said import verdict_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import empty, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Card, Panel
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Slip

SEGMENTS = 3
"""Up to so many languages stand side by side."""


class CheckPanel(Slip):
    """`asked` as the form's; `printed` when the paper is wanted. In a narrow window `page` holds what the slip held."""

    asked = Signal()
    printed = Signal()

    def __init__(self, here: Here) -> None:
        say = here.language.text
        super().__init__(say("Can I do this today?"), say("two minutes, nothing is stored"))
        self._here = here
        self.form = CheckForm(here)
        self.form.asked.connect(self.asked)
        self._note = Label("", ink="ink3", wrap=True)
        self._languages = self._chooser()
        self.button = Button("", "printer", "F8")
        self.button.clicked.connect(self.printed)
        self._verdict = under(gap=0)
        self._foot = under(self._verdict, self._languages, self.button, gap=8)
        self._inside = under(self.form, gap=12)
        self.page = Panel(say("Can I do this today?"), say("two minutes, nothing is stored"))
        self._narrow: bool | None = None
        self.settle(False)
        self.retell()

    def settle(self, narrow: bool) -> None:
        """In a narrow window the slip is folded: the check goes into a paper of its own on the page."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self._inside, self._note, self._foot):
            part.setParent(None)
        while self.body.takeAt(0) is not None:
            pass
        if narrow:
            for part in (self._inside, self._foot, self._note):
                self.page.add(part)
        else:
            self.add(self._inside)
            self.add_stretch()
            self.add(self._note)
            self.total.addWidget(self._foot)
        for part in (self._inside, self._note, self._foot):
            part.show()
        show_if(self.page, narrow)
        show_if(self, not narrow)

    def begin(self, note: str) -> None:
        """Another service, of which this is the version."""
        self.form.begin()
        self._verdict.hide()
        self._note.setText(note)
        self.retell()

    def show_check(self, sheet: CheckSheet, service: ServiceSheet) -> None:
        """What the check says now."""
        self.form.show_check(sheet, service)
        self._tell(sheet)
        self.retell()
        newest = self.form.newest()
        if newest is not None and self.form.is_begun():
            self._area.bring(newest)

    def _tell(self, sheet: CheckSheet) -> None:
        layout = self._verdict.layout()
        if layout is None:
            return
        empty(layout)
        title, text, tone, sign = verdict_words(self._here, sheet)
        self._verdict.setVisible(bool(title))
        if title:
            layout.addWidget(Card(title, text, sign, tone))

    def retell(self) -> None:
        """What the button prints: the answer of the check once it has begun, else the sheet of the service."""
        say = self._here.language.text
        self.button.setText(say("Print the slip") if self.form.is_begun() else say("Print the sheet"))

    def language(self) -> str:
        """The language of the paper, whatever that of the window is."""
        chosen = self._languages.value() if isinstance(self._languages, Segments) else self._languages.text()
        return chosen or self._here.language.code

    def _chooser(self) -> Segments | Field:
        codes = self._here.office.languages or (self._here.language.code,)
        first = self._here.language.code if self._here.language.code in codes else codes[0]
        choices = [(code, own_name(code)) for code in codes]
        words = self._here.language.text("Language of the paper")
        if len(choices) > SEGMENTS:
            return Field(words, "choice", choices=choices, value=first)
        return Segments(choices, first, name=words)


def version_words(here: Here, sheet: ServiceSheet) -> str:
    """Which version it is and since when."""
    if sheet.in_force_since is None:
        return here.language.text("Version {number}", number=sheet.version)
    day = here.language.date(sheet.in_force_since.astimezone(here.zone).date())
    return here.language.text("Version {number}, in force since {day}", number=sheet.version, day=day)
