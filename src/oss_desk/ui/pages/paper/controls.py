"""The slip beside a paper: what it is, the size it is drawn for, where it goes, and what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.jobs import PrintJob
from oss_desk.language import Language
from oss_desk.ui.pages.paper.words import size_words, state_words
from oss_desk.ui.print_jobs import Shown
from oss_desk.ui.printers import SystemPrinter
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.slip import Slip

FOLDER = "-"
"""Instead of the name of a printer: kept as a file."""


class PaperSlip(QObject):
    """`size_chosen` and `way_chosen` carry ids; a way is the name of a printer, or FOLDER."""

    size_chosen = Signal(str)
    way_chosen = Signal(str)
    save_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.text
        self._language = language
        self.slip = Slip()
        self.size = Field(say("Size of paper"), "choice")
        self.way_field = Field(say("Where to"), "choice")
        self._none = Label(say("This machine has no printer. The paper is saved as a PDF file."), ink="ink2", wrap=True)
        self._save = Button(say("Save as PDF"), "download", "S")
        self._message = Message("", "", "info")
        self._titles: dict[str, str] = {FOLDER: say("a PDF file")}
        self.size.changed.connect(self.size_chosen)
        self.way_field.changed.connect(self._choose_way)
        self._save.clicked.connect(self.save_wanted)
        for part in (self._message, self.size, self.way_field, self._none, self._save):
            self.slip.add(part)
        self.slip.add_stretch()
        self._message.hide()
        self._none.hide()

    @property
    def way(self) -> str:
        """Where it goes: the name of a printer, or FOLDER."""
        return self.way_field.text() or FOLDER

    @property
    def way_title(self) -> str:
        """What the way is called."""
        return self._titles.get(self.way, self.way)

    def show_paper(self, paper: Shown, title: str, sizes: Sequence[str], size: str) -> None:
        """What it is and how far it has come; which sizes it may be drawn for."""
        state = state_words(self._language, paper) if isinstance(paper, PrintJob) else ""
        self.slip.set_title(title, state)
        if isinstance(self.size.editor, Chooser):
            self.size.editor.set_choices([(one, size_words(self._language, one)) for one in sizes])
        self.size.set_text(size)
        self._message.hide()

    def show_ways(self, printers: Sequence[SystemPrinter], wanted: str) -> None:
        """The printers there are now; the one of the settings is chosen, even where it is not there any more."""
        say, before = self._language.text, self.way_field.text()
        rows = [(one.name, self._called(one)) for one in printers]
        if wanted and wanted not in dict(rows):
            rows.append((wanted, say("{printer} (not there)", printer=wanted)))
        self._titles = {FOLDER: say("a PDF file"), **dict(rows)}
        if isinstance(self.way_field.editor, Chooser):
            self.way_field.editor.set_choices([*rows, (FOLDER, say("Keep as a PDF file"))])
        usual = next((one.name for one in printers if one.usual), FOLDER)
        self.way_field.set_text(before if before in self._titles else wanted or usual)
        self._none.setVisible(not rows)
        self._save.setVisible(self.way != FOLDER)

    def _choose_way(self, way: str) -> None:
        """Where the next action saves it, a button beside it need not."""
        self._save.setVisible(way != FOLDER)
        self.way_chosen.emit(way)

    def _called(self, printer: SystemPrinter) -> str:
        if printer.ready:
            return printer.title
        return self._language.text("{printer} (stopped)", printer=printer.title)

    def tell(self, title: str, text: str, tone: str) -> None:
        """Say what came of it, above the choices."""
        self._message.set(title, text, tone)
        self._message.show()
