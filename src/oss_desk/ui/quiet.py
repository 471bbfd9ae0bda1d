"""Quiet minutes: after a sign-in, after a close, and again and again, the office is looked after on the long lane."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from oss_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from oss_desk.operations.program import Program

FIRST_MS, AGAIN_MS, SOON_MS = 120_000, 1_800_000, 3_000
"""The first look comes when the morning's sign-in is over, the others each half hour, and one soon after a close."""
log = logging.getLogger(__name__)


class Quiet(QObject):
    """From `begin` to `end` the office is looked after; `looked` comes after each time."""

    looked = Signal()

    def __init__(self, tasks: Tasks, work: "Callable[[Program], None]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._work = tasks, work
        self._program: Program | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self, program: "Program") -> None:
        """Somebody has signed in."""
        self._program = program
        self._timer.start(FIRST_MS)

    def end(self) -> None:
        """Nobody is signed in any more."""
        self._program = None
        self._timer.stop()

    def heard(self, changes: object) -> None:
        """Where a shift began or ended, its day is looked after before everybody goes home."""
        from oss_desk.ui.changes import touches

        if self._program is not None and touches(changes, "cash-session"):
            self._timer.start(SOON_MS)

    def look(self) -> None:
        """Do it once, now."""
        program = self._program
        self._timer.setInterval(AGAIN_MS)
        if program is not None:
            self._tasks.run("long", self, lambda: self._work(program), lambda _: self.looked.emit(), self._failed)

    def _failed(self, error: BaseException) -> None:
        """A lost line is told by whoever works; the rest turns its light."""
        log.info("The office could not be looked after: %s", type(error).__name__)
