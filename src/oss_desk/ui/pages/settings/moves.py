"""The cases whose due date other opening hours would move: listed before anything is kept, moved with a reason."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.cases.moved_due import MovedCase
from oss_desk.operations.office import office
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.section import Room
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.panel import Panel, clear_layout

REST_MS = 250
SHOWN = 40


class Moves(Panel):
    """Shown only while cases would move. `changed` comes when the list or the answer is another."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, room: Room, *, with_reason: bool = True, parent: QWidget | None = None) -> None:
        say = room.here.language.text
        self._room, self._with_reason = room, with_reason
        super().__init__(say("Due dates that would move"), ruled=True, parent=parent)
        self.body.setSpacing(12)
        self._asked: dict[str, Any] | None = None
        self._cases: tuple[MovedCase, ...] = ()
        self._known = True
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        answers = (("move", say("Move them")), ("keep", say("Keep the promised days")))
        self.answer = Field(say("What becomes of them"), "yes-no", choices=answers, value="move")
        hint = say("It is kept with each case, for whoever asks why its day moved")
        self.reason_field = Field(say("Reason"), hint=hint, check=self._reason_check)
        for field in (self.answer, self.reason_field):
            field.changed.connect(lambda _: self._answered())
        self.add(self.answer)
        self.add(self.reason_field)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def ask(self, change: dict[str, Any] | None) -> None:
        """Look, in a moment, which cases this change would move; None is no change."""
        if change == self._asked:
            return
        self._asked, self._known = change, change is None
        if change is None:
            self._show(())
        else:
            self._rest.start()

    def is_known(self) -> bool:
        """Whether the list is that of what is typed now."""
        return self._known

    def count(self) -> int:
        """How many cases would be moved by keeping it."""
        return len(self._cases) if self.answer.text() == "move" else 0

    def notes(self) -> list[str]:
        """What the slip says of it."""
        language, count = self._room.here.language, len(self._cases)
        if not count:
            return []
        told = language.plural(
            "{n} open case was promised another day.", "{n} open cases were promised another day.", count
        )
        if self.answer.text() == "move":
            return [told, language.text("Their due dates move, recorded with the reason.")]
        return [told, language.text("Their promised days stay.")]

    def moving(self) -> tuple[int, ...] | None:
        """The cases to move, or None where every promise is kept."""
        if self.answer.text() != "move":
            return None
        return tuple(case.case_id for case in self._cases)

    def reason(self) -> str:
        """Why they move."""
        return self.reason_field.text().strip()

    def lacks_reason(self) -> bool:
        """Whether cases would move and nobody has said why."""
        return self._with_reason and self.count() > 0 and not self.reason()

    def forget(self) -> None:
        """It is kept: nothing would move any more."""
        self._asked, self._known = None, True
        self.reason_field.set_text("")
        self._show(())

    def _ask(self) -> None:
        change = self._asked
        if change is None:
            return

        def show(cases: tuple[MovedCase, ...]) -> None:
            if change == self._asked:
                self._known = True
                self._show(cases)

        self._room.work.read(self, office.cases_that_would_move, show, what="moves", failed=self._not_known, **change)

    def _not_known(self, error: BaseException) -> None:
        self._known = True
        self._show(())
        self.failed.emit(error)

    def _show(self, cases: tuple[MovedCase, ...]) -> None:
        language = self._room.here.language
        self._cases = cases
        clear_layout(self._rows)
        for case in cases[:SHOWN]:
            self._rows.addWidget(self._row(case))
        if len(cases) > SHOWN:
            more = language.plural("and {n} more", "and {n} more", len(cases) - SHOWN)
            self._rows.addWidget(Label(more, ink="ink3"))
        self.set_subtitle(language.plural("{n} open case", "{n} open cases", len(cases)))
        self.setVisible(bool(cases))
        self._answered()

    def _row(self, case: MovedCase) -> QWidget:
        here = self._room.here
        old, new = (self._moment(moment, case) for moment in (case.old_due_at, case.new_due_at))
        words = here.language.text("{service}: {old}, then {new}", service=here.text(case.service), old=old, new=new)
        label = Label(words, wrap=True)
        label.set_emphasis(strong=new)
        return beside(Number(case.number), label, gap=12, top=True)

    def _moment(self, moment: datetime, case: MovedCase) -> str:
        """The day; with the hour where only that moves."""
        here = self._room.here
        if here.day(case.old_due_at) != here.day(case.new_due_at):
            return here.day(moment)
        return here.language.text("{day}, {time}", day=here.day(moment), time=here.time(moment))

    def _answered(self) -> None:
        show_if(self.reason_field, self._with_reason and self.answer.text() == "move")
        self.changed.emit()

    def _reason_check(self, text: str) -> str | None:
        return None if text.strip() else self._room.here.language.text("The reason is missing. Write why they move.")
