"""What every part of the settings is: papers in a column, what is typed and not kept, and the way to keep it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.domain.messages import Refused
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.machine import Machine
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Column, Context
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import Work, new_id
from oss_desk.ui.pages.settings.form import Change, Form
from oss_desk.ui.unsaved import code_of
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.second_person import SecondPerson


@dataclass(frozen=True)
class Room:
    """What a part of the settings works with."""

    context: Context
    here: Here
    work: Work
    machine: Machine
    ask_second: Callable[[str, str, Callable[[Second, SecondPerson], None]], SecondPerson] | None = None

    def say(self, words: str, /, **values: Any) -> str:
        """The same as `language.text`, for sentences that are written out where this is called."""
        return self.here.language.text(words, **values)


class Section(Column):
    """One part. `changed` comes when slip and next action have to say something else, `kept` carries a sentence once
    something is kept, `failed` an error that belongs to no field."""

    changed = Signal()
    kept = Signal(str)
    failed = Signal(object)
    office: ClassVar[bool] = True
    """Whether it belongs to the office and so to its administrator; else to this machine and everybody."""
    errors: ClassVar[Mapping[str, str]] = {}
    """Which field a refusal is told beside, by its code."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.here, self.language = room, room.here, room.here.language
        self.sheet: SettingsSheet | None = None
        self.form = Form(self.language, {}, self.changed.emit)
        self.busy = False
        self._command_id = new_id()
        self._asked: tuple[Callable[..., Any], str, Callable[[Any], None], dict[str, Any]] | None = None
        self._dialog: SecondPerson | None = None
        self._lock_note: QWidget | None = None

    def put_up(self, *papers: QWidget) -> None:
        """The papers of this part, from the top."""
        for paper in papers:
            self.add(paper)
        roomy(self)

    def show_sheet(self, sheet: SettingsSheet) -> None:
        """The office as it is now."""
        self.sheet = sheet
        self.fill(sheet)
        if self.is_locked():
            self.form.lock(tuple(self.form.fields))
        self.changed.emit()

    def fill(self, sheet: SettingsSheet) -> None:
        """Put into the papers what is kept."""

    def is_locked(self) -> bool:
        """Whether this official may only read it."""
        return self.office and self.sheet is not None and not self.sheet.may_administer

    def changes(self) -> list[Change]:
        """What is typed and not kept."""
        return self.form.changes()

    def notes(self) -> list[str]:
        """What should be known before it is kept."""
        return []

    def missing(self) -> str:
        """Why it cannot be kept yet, or nothing."""
        return ""

    def words(self) -> tuple[str, str]:
        """What the next action says, and below it."""
        return self.language.text("Save"), ""

    def rest(self) -> tuple[str, str] | None:
        """What next action and slip say where there is never anything to save; None where there is."""
        return None

    def save(self) -> None:
        """Keep what is typed."""

    def start(self) -> None:
        """Put the cursor where work begins."""
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.focus()

    def back(self) -> bool:
        """Esc: take back what is typed; False when nothing is."""
        if not self.form.changes():
            return False
        self.form.take_back()
        return True

    def undo(self) -> bool:
        """Ctrl+Z where nothing is being typed."""
        return False

    def typed(self) -> dict[str, Any]:
        """What has to be typed again when the window is made anew."""
        return dict(self.form.typed())

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Put it in again."""
        self.form.retype(typed)

    def send(
        self, operation: Callable[..., Any], told: str, then: Callable[[Any], None] | None = None, **values: Any
    ) -> None:
        """Send a command; what it refuses is told beside the field it is about, and everything typed stays."""
        self.busy = True
        self.changed.emit()

        def done(result: Any) -> None:
            self.busy, self._command_id = False, new_id()
            self.form.accept()
            if then is not None:
                then(result)
            self.kept.emit(told)
            self.changed.emit()

        self.room.work.command(operation, done, command_id=self._command_id, failed=self.not_kept, **values)

    def send_agreed(self, operation: Callable[..., Any], told: str, then: Callable[[Any], None], **values: Any) -> None:
        """Send what may come back once for a second person's word."""
        self._dialog, self._asked = None, (operation, told, then, values)
        self.send(operation, told, then, **values)

    def why_two(self) -> str:
        """What the question to a second person says."""
        return ""

    def _with_second(self, second: Second, dialog: SecondPerson) -> None:
        if self._asked is None:
            return
        operation, told, then, values = self._asked
        self._dialog = dialog
        dialog.finished.connect(self._let_go)

        def done(result: Any) -> None:
            dialog.accept()
            then(result)

        self.send(operation, told, done, **values, second=second)

    def _let_go(self) -> None:
        self._dialog = None

    def not_kept(self, error: BaseException) -> None:
        """Something was refused: beside its field where it has one; what needs a second person is asked of one."""
        self.busy = False
        ask = self.room.ask_second
        if self._dialog is not None:
            self._dialog.set_error(self.room.context.sentence(error))
            self.changed.emit()
            return
        if code_of(error) == "second-needed" and ask is not None and self._asked is not None:
            self.changed.emit()
            ask(self.language.text("A second person agrees"), self.why_two(), self._with_second)
            return
        about = self.errors.get(error.message.code) if isinstance(error, Refused) else None
        field = self.form.fields.get(about) if about else None
        if field is not None and isinstance(error, Refused):
            field.set_error(sentence(self.language, error.message))
            field.focus()
        else:
            self.failed.emit(error)
        self.changed.emit()


def pair(*parts: QWidget) -> QWidget:
    """Parts of the same width in one row, at its upper edge."""
    holder = Fitting()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def stacked(parts: Sequence[QWidget], gap: int = 16) -> QWidget:
    """Parts one under the other, as high as they need."""
    holder = Fitting()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return holder


def lock_note(words: str) -> QWidget:
    """The word who may change what is locked."""
    holder = Fitting()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Sign("lock", "ink3", 18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, ink="ink2", wrap=True), 1)
    return holder


def texts_of(form: Form, languages: Sequence[str], prefix: str) -> dict[str, str]:
    """The texts in languages that stand in the fields called so."""
    return {code: form.text(f"{prefix}-{code}") for code in languages if form.text(f"{prefix}-{code}").strip()}
