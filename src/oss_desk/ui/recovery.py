"""Keeps the window true about what is stored: the head's words, the line tried again, an earlier run's drafts."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from oss_desk.language import Language
from oss_desk.ui.doors import Doors, Session
from oss_desk.ui.tasks import Tasks
from oss_desk.ui.unsaved import NO_LINE, Standing, Typed, Unsaved, code_of
from oss_desk.ui.widgets.head import Facts
from oss_desk.ui.widgets.messages import Question

if TYPE_CHECKING:
    from oss_desk.operations.program import Program

AGAIN_MS = 3000
"""How often the database is asked for while it is out of reach."""


def standing_facts(language: Language, facts: Facts, standing: Standing) -> Facts:
    """What the head says of the database: as read from it, unless something typed is not stored."""
    if standing.state == "saved":
        return facts
    if standing.state == "saving":
        return replace(facts, state="saving", state_title=language.text("Saving"))
    say = language.text
    title = say("No line to the database") if standing.state == "no-line" else say("Not saved")
    return replace(facts, state="lost", state_title=title, state_text=_since(language, facts, standing))


def _since(language: Language, facts: Facts, standing: Standing) -> str:
    since = language.time(standing.since, ZoneInfo(facts.zone)) if standing.since else ""
    if not standing.kept:
        return language.text("since {time}", time=since)
    kept = language.plural("{n} draft kept here", "{n} drafts kept here", standing.kept)
    return language.text("since {time}, {kept}", time=since, kept=kept)


class Recovery(QObject):
    """`standing` comes when the head has to say something else, `probe` when the database should be asked for,
    `changed` with what was put back."""

    standing = Signal()
    probe = Signal()
    changed = Signal(object)

    def __init__(self, language: Language, unsaved: Unsaved, tasks: Tasks, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._unsaved, self._tasks, self._put_back_one = unsaved, tasks, doors.put_back
        self._sentence, self._language = doors.sentence, language
        self._program: Program | None = None
        self.offer = self._question()
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.probe)
        unsaved.changed.connect(self._look)
        tasks.went_wrong.connect(self._heard)

    def speak(self, language: Language) -> None:
        """The window is made anew in this language, the offer with it."""
        self._language = language
        self.offer = self._question()
        self._show(self._program is not None and bool(self._unsaved.found()))

    def signed_in(self, session: Session) -> None:
        """Somebody is at the desk: keep what cannot be stored for her, and offer what an earlier run left."""
        self._program = session.program
        clock = {"clock": session.program.clock} if session.recovery is not None else {}
        self._show(bool(self._unsaved.open(session.recovery, **clock)))

    def left(self) -> None:
        """Nobody is at the desk: nothing is offered, and what is not stored waits in its file."""
        self._program = None
        self._show(False)
        self._unsaved.leave()

    def words(self, facts: Facts) -> Facts:
        """These facts as they stand now."""
        return standing_facts(self._language, facts, self._unsaved.standing())

    def _look(self) -> None:
        if self._unsaved.standing().state != "no-line":
            self._again.stop()
        elif not self._again.isActive():
            self._again.start()
        self.standing.emit()

    def _heard(self, error: BaseException) -> None:
        if code_of(error) in NO_LINE:
            self._unsaved.line_lost()

    def _show(self, offered: bool) -> None:
        self.offer.rest(False)
        self.offer.set(*_words(self._language), "info", self.offer.button.words())
        self.offer.setVisible(offered)

    def _question(self) -> Question:
        say = self._language.text
        made = Question(*_words(self._language), say("Put back"), say("Discard"))
        made.hide()
        made.pressed.connect(self._put_back)
        made.declined.connect(self._discard)
        return made

    def _put_back(self) -> None:
        program = self._program
        if program is None:
            return
        self.offer.rest(True)
        for typed in self._unsaved.found():
            work, done = partial(self._put_back_one, program, typed), partial(self._is_back, typed)
            self._tasks.run("commands", self, work, done, self._not_back)

    def _is_back(self, typed: Typed, changes: object) -> None:
        self._unsaved.decided(typed.key)
        if not self._unsaved.found():
            self.offer.hide()
        self.changed.emit(changes)

    def _not_back(self, error: BaseException) -> None:
        self.offer.rest(False)
        title = self._language.text("It was not put back")
        self.offer.set(title, self._sentence(error), "wait", self.offer.button.words())

    def _discard(self) -> None:
        self._unsaved.decided(*(typed.key for typed in self._unsaved.found()))
        self.offer.hide()


def _words(language: Language) -> tuple[str, str]:
    return language.text("Something typed was not stored. Put it back?"), language.text(
        "It was kept on this computer when the window closed. It goes into the visit it was typed in."
    )
