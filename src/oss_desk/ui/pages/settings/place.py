"""Where things lie on this machine: folders, database, settings file, and which desk of the office it is."""

from pathlib import Path
from typing import ClassVar

from oss_desk.domain.messages import Refused
from oss_desk.language import Language
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Form, choose_from
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel

ANY = "-"


class PlaceSection(Section):
    """The folder of papers and the desk can be chosen; where the office itself lies is shown."""

    office: ClassVar[bool] = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say, settings = self.language.text, room.machine.settings
        desk_hint = say("It counts from the next start of the program.")
        papers_hint = say("A whole path, from the root of the disk on. It counts from the next paper on.")
        self._desk = Field(say("Desk of this machine"), "choice", hint=desk_hint)
        self._papers = Field(say("Folder of papers"), hint=papers_hint, check=self._folder_check)
        panel = Panel(say("Desk and papers"), ruled=True)
        panel.body.setSpacing(16)
        panel.add(self._desk)
        panel.add(self._papers)
        self.put_up(panel, self._shown())
        self.form = Form(self.language, {"desk": self._desk, "papers": self._papers}, self.changed.emit)
        self.form.show({"papers": str(settings.papers)})

    def fill(self, sheet: SettingsSheet) -> None:
        """The desks that this machine may be."""
        first = (ANY, self.language.text("The first one of the office"))
        desks = [(desk.code, f"{desk.code}  {desk.name}") for desk in sheet.desks if desk.closed_at is None]
        choose_from(self._desk, [first, *desks])
        self.form.show({"desk": self.room.machine.settings.desk or ANY})

    def missing(self) -> str:
        """A path that cannot be is not kept."""
        return self._folder_check(self.form.text("papers")) or ""

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save desk and folder"), ""

    def save(self) -> None:
        """Keep it in the settings file."""
        if not self.form.is_right():
            return
        desk = self.form.text("desk")
        try:
            self.room.machine.keep(papers=self.form.text("papers"), desk=None if desk == ANY else desk)
        except Refused as error:
            self.not_kept(error)
            return
        self.form.accept()
        self.kept.emit(self.language.text("Desk and folder are kept for this machine."))
        self.changed.emit()

    def _shown(self) -> Panel:
        """What is chosen elsewhere: locked, with the word where."""
        say, settings = self.language.text, self.room.machine.settings
        panel = Panel(say("Where the office lies"), ruled=True)
        words = say("An office is chosen when it is set up or opened; the settings file holds its address.")
        panel.add(Label(words, ink="ink2", wrap=True))
        panel.body.setSpacing(16)
        places = (
            (say("Database, without its password"), str(self.room.context.program.database.url)),
            (say("Folder of data"), str(settings.data)),
            (say("Settings file"), str(settings.file)),
        )
        for label, value in places:
            field = Field(label, value=value)
            field.set_locked("")
            panel.add(field)
        return panel

    def _folder_check(self, text: str) -> str | None:
        return folder_check(self.language, text)


def folder_check(language: Language, text: str) -> str | None:
    """What is wrong with the path of a folder, or None."""
    say = language.text
    if not text.strip():
        return say("The folder is missing. Write its whole path.")
    if not Path(text.strip()).expanduser().is_absolute():
        return say("{path} is no whole path. Write it from the root of the disk on.", path=text)
    return None
