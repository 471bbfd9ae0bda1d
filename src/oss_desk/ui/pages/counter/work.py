"""The Counter's way to the operations: commands in their order, readings of which only the newest counts, drafts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from oss_desk.domain.history import Changed
from oss_desk.operations.people import people
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import Hit, PersonSheet
from oss_desk.operations.visits import basket
from oss_desk.ui.tasks import Tasks

KEEP_MS = 400
"""A draft is written this long after the first key that is not kept yet; with the write itself under half a second."""
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


def new_id() -> str:
    """The id of a command, made when its form opens, so that sending it twice does it once."""
    return str(uuid4())


class Work(QObject):
    """Calls operations on their lanes. `changed` tells what a command changed; `failed` what went wrong by itself."""

    changed = Signal(object)
    failed = Signal(object)
    kept = Signal()

    def __init__(self, program: Program, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program, self._tasks = program, tasks
        self.drafts = Drafts(self)

    def command(
        self,
        operation: Callable[..., Any],
        then: Then | None = None,
        *,
        command_id: str | None = None,
        failed: Failed | None = None,
        **values: Any,
    ) -> None:
        """Do it, after the drafts that were typed before it; then hand its result on and tell what changed."""
        self.drafts.flush()
        sent = command_id or new_id()

        def done(answer: Any) -> None:
            if then is not None:
                then(answer.result)
            self.changed.emit(answer.changes)

        self._tasks.run(
            "commands", self, lambda: operation(self.program, sent, **values), done, failed or self.failed.emit
        )

    def read(
        self,
        asker: QObject,
        operation: Callable[..., Any],
        then: Then,
        *,
        what: str = "",
        failed: Failed | None = None,
        **values: Any,
    ) -> None:
        """Read it; only the newest answer for this asker and `what` comes back."""
        self._tasks.run(
            "reads", asker, lambda: operation(self.program, **values), then, failed or self.failed.emit, what
        )

    def write(self, work: Callable[[], Any], done: Then, failed: Failed) -> None:
        """Something else that has to keep its place among the commands."""
        self._tasks.run("commands", self, work, done, failed)

    def settled(self, then: Callable[[], None]) -> None:
        """Come back once everything that was typed or commanded until now is in the database."""
        self.drafts.flush()
        self._tasks.run("commands", self, lambda: None, lambda _: then(), self.failed.emit)

    def long(self, work: Callable[[], Any], done: Then, failed: Failed) -> None:
        """Something that takes its time: drawing and printing papers."""
        self._tasks.run("long", self, work, done, failed)


class Drafts(QObject):
    """What is typed and not yet said, written to the open visit at most half a second later."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._work = work
        self._waiting: dict[tuple[int, str], tuple[Mapping[str, Any], str | None]] = {}
        self._writing: dict[tuple[int, str], int] = {}
        self._pause = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._pause.timeout.connect(self.flush)

    def keep(self, visit_id: int, part: str, content: Mapping[str, Any], command_id: str | None = None) -> None:
        """Keep this part; it is written over whatever was there."""
        self._waiting[visit_id, part] = (dict(content), command_id)
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, visit_id: int, part: str) -> None:
        """What waited to be kept has become a fact."""
        self._waiting.pop((visit_id, part), None)

    def busy(self, visit_id: int) -> frozenset[str]:
        """The parts of a visit that the database does not know of yet."""
        known = (*self._waiting, *(key for key, count in self._writing.items() if count))
        return frozenset(part for visit, part in known if visit == visit_id)

    def unsaved(self) -> Mapping[tuple[int, str], Mapping[str, Any]]:
        """Everything typed that is not in the database, for a recovery file."""
        return {key: content for key, (content, _) in self._waiting.items()}

    def flush(self) -> None:
        """Write everything that waits, now."""
        self._pause.stop()
        waiting, self._waiting = self._waiting, {}
        for (visit_id, part), (content, command_id) in waiting.items():
            self._write(visit_id, part, content, command_id)

    def _write(self, visit_id: int, part: str, content: Mapping[str, Any], command_id: str | None) -> None:
        key = (visit_id, part)
        self._writing[key] = self._writing.get(key, 0) + 1

        def ended() -> None:
            self._writing[key] -= 1

        def done(_: object) -> None:
            ended()
            self._work.kept.emit()

        def failed(error: BaseException) -> None:
            ended()
            self._waiting.setdefault(key, (content, command_id))
            self._work.failed.emit(error)

        program = self._work.program
        self._work.write(
            lambda: basket.keep_draft(program, visit_id=visit_id, part=part, content=content, command_id=command_id),
            done,
            failed,
        )


class Finder(QObject):
    """Finds people for the forms of the Counter."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._work = work

    def find(self, text: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Who fits these words."""
        self._work.read(self, people.find_people, then, what="find", text=text)

    def name(self, citizen_id: int, then: Callable[[str], None]) -> None:
        """What the citizen on record is called."""

        def named(sheet: PersonSheet) -> None:
            then(sheet.name)

        self._work.read(self, people.person, named, what=f"name {citizen_id}", kind="citizen", id=citizen_id)


def touches(changes: Iterable[Changed], *kinds: str) -> bool:
    """Whether anything of these kinds is among what changed."""
    return any(change.kind in kinds for change in changes)
