"""Backups made, tried and listed, and the archive for the auditor; what takes long says how far it is and can stop."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.domain.archive import Made
from oss_desk.domain.care import Backup
from oss_desk.operations.care.archives import make_archive
from oss_desk.operations.care.backups import Rehearsed, make_backup, rehearse
from oss_desk.operations.care.health import HealthSheet
from oss_desk.ui.pages.settings.section import Room
from oss_desk.ui.tasks import Job
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.messages import Message, Progress
from oss_desk.ui.widgets.panel import Divider, Panel

SHOWN = 5
MEGABYTE = 1 << 20
GAP = 16


class CopiesPanel(Panel):
    """`done` carries a sentence once something was made, `failed` what was in the way."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, room: Room) -> None:
        say = room.here.language.text
        super().__init__(say("Backups and archive"), ruled=True)
        self._room, self._language = room, room.here.language
        self._job: Job | None = None
        self._buttons = [Button(say("Back up now")), Button(say("Rehearse a restore")), Button(say("Make the archive"))]
        kinds = (("no", say("Numbers and digests")), ("yes", say("Names and typed texts too")))
        self._texts = Field(say("In the archive"), "yes-no", choices=kinds)
        self._texts.set_text("no")
        self._note, self._progress = Message("", tone="wait"), Progress()
        self._progress.stopped.connect(self._stop)
        self._list, self._keys = Fitting(), Label("", ink="ink3", wrap=True)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._build()

    def show_sheet(self, sheet: HealthSheet) -> None:
        """The backups there are, and the keys by which archives are signed."""
        say = self._language.text
        title = say("PostgreSQL’s own program pg_dump is not on this machine, so no backup is made from here.")
        self._note.set(title, say("Rely on the backups of the server. The archive holds money and history."), "wait")
        show_if(self._note, not sheet.can_back_up)
        self._fill(sheet.backups[:SHOWN])
        keys = self._language.listed(sheet.public_keys)
        self._keys.setText(say("Archives are signed by the key {key}.", key=keys) if sheet.public_keys else "")
        show_if(self._keys, bool(sheet.public_keys))

    def _build(self) -> None:
        say = self._language.text
        told = (
            say("A whole copy of the office, verified, while everybody works on."),
            say("The newest backup is restored beside the office and compared with what it held."),
            say("Money and history in an open form, signed, for whoever checks this office."),
        )
        self.add(self._note)
        for button, words, work in zip(
            self._buttons, told, (self._back_up, self._rehearse, self._archive), strict=True
        ):
            button.clicked.connect(work)
            self.add(_beside(Label(words, wrap=True), button))
        self.add(self._texts)
        self.add(self._progress)
        self.add(Divider())
        self.add(self._list)
        self.add(self._keys)
        for widget in (self._progress, self._note, self._keys):
            show_if(widget, False)

    def _fill(self, backups: Sequence[Backup]) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        for backup in backups:
            self._rows.addWidget(self._row(backup))
        if not backups:
            self._rows.addWidget(Label(self._language.text("No backup yet."), ink="ink3"))

    def _row(self, backup: Backup) -> QWidget:
        """When it was made and how large it is; what it is called below."""
        holder = Fitting()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        size = self._language.text("{megabytes} MB", megabytes=max(1, backup.size // MEGABYTE))
        grid.addWidget(Label(self._language.moment(backup.at, self._room.here.zone), "key", wrap=True), 0, 0)
        grid.addWidget(Label(size, ink="ink3"), 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Number(backup.name), 1, 0)
        return holder

    def _back_up(self) -> None:
        say, folder = self._language.text, self._room.machine.settings.backups

        def told(made: Backup) -> str:
            return say("The backup is made and verified: {file}", file=made.name)

        program = self._room.context.program
        self._run(say("Backing up"), lambda job: make_backup(program, folder, job.progress), told)

    def _rehearse(self) -> None:
        say, folder = self._language.text, self._room.machine.settings.backups

        def told(tried: Rehearsed) -> str:
            return say("{file} can be restored: it holds everything that was recorded.", file=tried.backup.name)

        program = self._room.context.program
        self._run(say("Rehearsing a restore"), lambda job: rehearse(program, folder, job.progress), told)

    def _archive(self) -> None:
        say, settings = self._language.text, self._room.machine.settings
        with_texts = self._texts.text() == "yes"

        def told(made: Made) -> str:
            return say("The archive is made and signed: {file}", file=made.name)

        def work(job: Job) -> Made:
            program = self._room.context.program
            return make_archive(program, settings.backups, settings.data, with_texts=with_texts, told=job.progress)

        self._run(say("Making the archive"), work, told)

    def _run(self, words: str, work: Callable[[Job], Any], told: Callable[[Any], str]) -> None:
        """Do it on the long lane; one at a time."""

        def made(result: Any) -> None:
            self._rest()
            self.done.emit(told(result))

        def not_made(error: BaseException) -> None:
            self._rest()
            self.failed.emit(error)

        self._progress.set_progress(0, 1, words)
        show_if(self._progress, True)
        for button in self._buttons:
            button.setEnabled(False)
        self._job = self._room.work.longest(work, made, not_made, self._tell, self._rest)

    def _tell(self, done: int, of: int, _: str) -> None:
        self._progress.set_progress(done, of)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _rest(self) -> None:
        self._job = None
        show_if(self._progress, False)
        for button in self._buttons:
            button.setEnabled(True)


def _beside(words: Label, button: Button) -> QWidget:
    """A sentence and the button that does it at its end."""
    holder = Fitting()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    row.addWidget(words, 1)
    row.addWidget(button)
    return holder
