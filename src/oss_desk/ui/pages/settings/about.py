"""What this program is, under which licences, and where it keeps everything."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QRawFont
from PySide6.QtWidgets import QGridLayout

from oss_desk import __version__
from oss_desk.ui.pages.settings.libraries import Library, libraries
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.theme.places import fonts_folder
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.panel import Panel

OWN_LICENCE, FONT_LICENCE = "Apache License 2.0", "SIL Open Font License 1.1"
FONT_SIZE = 12.0


class AboutSection(Section):
    """Version and licence, places with a button to open them, fonts, and every library."""

    office: ClassVar[bool] = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        program = Panel(say("OSS Desk"), ruled=True)
        program.add(Label(say("Version {version}", version=__version__), "strong"))
        words = say("The desk of a government one-stop shop. Free software under the {licence}.", licence=OWN_LICENCE)
        program.add(Label(words, wrap=True))
        qt = say("The window uses Qt {version} under the GNU Lesser General Public License 3.", version=qVersion())
        program.add(Label(qt, ink="ink2", wrap=True))
        self._libraries = Panel(say("Libraries"), say("Each under its own licence"), ruled=True)
        self.put_up(program, self._places(), self._fonts(), self._libraries)
        room.work.long(libraries, self._know_libraries, self.failed.emit)

    def rest(self) -> tuple[str, str]:
        """Nothing to keep."""
        say = self.language.text
        return say("Nothing to save"), say("What the program is made of, and where it keeps everything.")

    def start(self) -> None:
        """The first place that can be opened."""
        first = self.findChild(Button)
        if first is not None:
            first.setFocus()

    def _places(self) -> Panel:
        say, settings = self.language.text, self.room.machine.settings
        panel = Panel(say("Where everything lies"), ruled=True)
        database = self.room.context.program.database
        places = (
            (say("Database"), str(database.url), _folder_of(str(database.url))),
            (say("Data"), str(settings.data), settings.data),
            (say("Log"), str(settings.data / "log"), settings.data / "log"),
            (say("Papers"), str(settings.papers), settings.papers),
            (say("Settings file"), str(settings.file), settings.file.parent),
        )
        holder = Fitting()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for row, (name, shown, folder) in enumerate(places):
            grid.addWidget(Label(name, "label"), row, 0)
            grid.addWidget(Label(shown, ink="ink2", wrap=True), row, 1)
            if folder is not None:
                grid.addWidget(self._opener(name, folder), row, 2)
        panel.add(holder)
        return panel

    def _opener(self, name: str, folder: Path) -> Button:
        say = self.language.text
        button = Button(say("Open the folder"), kind="quiet")
        button.setAccessibleName(say("Open the folder of {name}", name=name))
        button.clicked.connect(lambda: self._open(folder))
        return button

    def _open(self, folder: Path) -> None:
        if not folder.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.kept.emit(self.language.text("There is nothing to open yet: {folder}", folder=str(folder)))

    def _fonts(self) -> Panel:
        say = self.language.text
        panel = Panel(say("Fonts"), say("All under the {licence}", licence=FONT_LICENCE), ruled=True)
        files = sorted(fonts_folder().glob("*.[ot]tf"))
        families = {QRawFont(str(file), FONT_SIZE).familyName() for file in files}
        panel.add(Label(self.language.listed(sorted(filter(None, families))), wrap=True))
        return panel

    def _know_libraries(self, found: Sequence[Library]) -> None:
        holder = Fitting()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        unsaid = self.language.text("see its own files")
        for row, library in enumerate(found):
            grid.addWidget(Label(library.name, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Number(library.version), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(library.licence or unsaid, ink="ink2", wrap=True), row, 2)
        self._libraries.clear()
        self._libraries.add(holder)


def _folder_of(url: str) -> Path | None:
    """Where the file of an SQLite database lies; None for a server."""
    name = url.removeprefix("sqlite:///")
    return Path(name).parent if name != url else None
