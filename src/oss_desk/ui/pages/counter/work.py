"""The Counter's way to the operations: commands in their order, readings of which only the newest counts, drafts."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from oss_desk.domain.people import Person
from oss_desk.operations.cases import case_drafts
from oss_desk.operations.people import people
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import Hit, PersonSheet
from oss_desk.operations.visits import basket
from oss_desk.operations.visits.drafts import CASE
from oss_desk.ui.surely import surely
from oss_desk.ui.tasks import Bug, Job, Tasks
from oss_desk.ui.unsaved import AT_ONCE, NO_LINE, Key, Typed, Unsaved, code_of

KEEP_MS = 400
"""A draft is written this long after the first key that is not kept yet; with the write itself under half a second."""
AGAIN_MS = 3000
"""A draft that could not be stored is tried again after this long."""
PASSES = NO_LINE | AT_ONCE | {"disk-full", "disk-error", "folder-read-only", "database-refused"}
"""Refusals that end without anybody typing again: the draft is kept in the window and tried again."""
PLACELESS = frozenset({"visit-closed", "visit-on-hold", "visit-elsewhere", "request-not-open", "not-found"})
"""Refusals that say that there is nothing any more that the draft belongs to."""
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

    def __init__(
        self, program: Program, tasks: Tasks, parent: QObject | None = None, unsaved: Unsaved | None = None
    ) -> None:
        super().__init__(parent)
        self.program, self._tasks = program, tasks
        self._sent: list[tuple[Callable[..., Any], Mapping[str, Any]]] = []
        self._unsaved = unsaved or Unsaved(self)
        self.drafts = Drafts(self, self._unsaved)

    def command(
        self,
        operation: Callable[..., Any],
        then: Then | None = None,
        *,
        command_id: str | None = None,
        failed: Failed | None = None,
        **values: Any,
    ) -> None:
        """Do it, after the drafts that were typed before it; then hand its result on and tell what changed.

        The same with the same values is not sent again while it is on its way: a second press means the first. Where
        the answer is lost, it is asked for by the id before anything else is done.
        """
        wish = (operation, values)
        if wish in self._sent:
            return
        self.drafts.flush()
        self._sent.append(wish)
        sent, tell = command_id or new_id(), failed or self.failed.emit

        def done(answer: Any) -> None:
            self._sent.remove(wish)
            if then is not None:
                then(answer.result)
            self.changed.emit(answer.changes)

        def not_done(error: BaseException) -> None:
            self._sent.remove(wish)
            tell(error)

        def work() -> Any:
            return surely(lambda: operation(self.program, sent, **values), self._unsaved, self._tasks.closing)

        self._tasks.run("commands", self, work, done, not_done)

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
        """Read it; only the newest answer for this asker and `what` comes back. Of a lost line the head speaks."""

        def not_read(error: BaseException) -> None:
            if code_of(error) not in NO_LINE:
                self.failed.emit(error)

        self._tasks.run("reads", asker, lambda: operation(self.program, **values), then, failed or not_read, what)

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

    def longest(
        self,
        work: Callable[[Job], Any],
        done: Then,
        failed: Failed,
        progress: Callable[[int, int, str], None],
        stopped: Callable[[], None],
    ) -> Job:
        """Something that takes so long that it tells how far it is, and can be stopped by what is given back."""
        return self._tasks.run_long(self, work, done, failed, progress, stopped)


class Drafts(QObject):
    """What is typed and not yet said, written to the open visit at most half a second later.

    What the database does not take stays in `unsaved`, is tried again by itself, and is told once.
    """

    def __init__(self, work: Work, unsaved: Unsaved) -> None:
        super().__init__(work)
        self._work, self._unsaved = work, unsaved
        self._waiting: dict[Key, None] = {}
        self._writing: dict[Key, int] = {}
        self._told = ""
        self._pause = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._pause.timeout.connect(self._write_unless_writing)

    def keep(self, visit_id: int, part: str, content: Mapping[str, Any], command_id: str | None = None) -> None:
        """Keep this part; it is written over whatever was there."""
        self._unsaved.keep(visit_id, part, content, command_id)
        self._waiting[visit_id, part] = None
        if not self._pause.isActive() or self._pause.interval() != KEEP_MS:
            self._pause.start(KEEP_MS)

    def forget(self, visit_id: int, part: str) -> None:
        """What waited to be kept has become a fact."""
        self._waiting.pop((visit_id, part), None)
        self._unsaved.let_go((visit_id, part))

    def busy(self, visit_id: int) -> frozenset[str]:
        """The parts of a visit that the database does not know of yet."""
        known = (*self._waiting, *(key for key, count in self._writing.items() if count))
        return frozenset(part for visit, part in known if visit == visit_id)

    def flush(self) -> None:
        """Write everything that waits, now."""
        self._pause.stop()
        waiting, self._waiting = self._waiting, {}
        for key in waiting:
            self._write(key)

    def _write_unless_writing(self) -> None:
        """One after the other: where the database answers slowly, what is typed meanwhile goes with the next."""
        if any(self._writing.values()):
            self._pause.start(KEEP_MS)
        else:
            self.flush()

    def _write(self, key: Key) -> None:
        self._writing[key] = self._writing.get(key, 0) + 1

        def done(_: object) -> None:
            self._writing[key] -= 1
            self._told = ""
            self._work.kept.emit()

        def failed(error: BaseException) -> None:
            self._writing[key] -= 1
            self._not_stored(key, error)

        self._work.write(lambda: self._store(key), done, failed)

    def _store(self, key: Key) -> None:
        """On the lane of commands: the newest text of this part, whatever was typed when it was sent there."""
        typed = self._unsaved.newest(key)
        if typed is None:
            return
        try:
            store_draft(self._work.program, typed, typed.content, typed.command_id)
        except BaseException as error:
            self._unsaved.not_stored(typed, error)
            raise
        self._unsaved.stored(typed)

    def _not_stored(self, key: Key, error: BaseException) -> None:
        """Try again what passes, let go what has no place, and say once what nobody else says."""
        code = code_of(error)
        if code in PLACELESS:
            self.forget(*key)
        else:
            self._waiting[key] = None
        if code in PASSES and not self._pause.isActive():
            self._pause.start(AGAIN_MS)
        if code not in NO_LINE | AT_ONCE and (code != self._told or isinstance(error, Bug)):
            self._told = code
            self._work.failed.emit(error)


def store_draft(program: Program, typed: Typed, content: Mapping[str, Any], command_id: str | None) -> None:
    """Keep a part of a visit; one that was typed at a case bears the id of the case in the place of the visit's."""
    if typed.part.startswith(CASE):
        part = typed.part.removeprefix(CASE)
        case_drafts.keep_case_draft(program, case_id=typed.visit_id, part=part, content=content)
    else:
        values: dict[str, Any] = {"content": content, "command_id": command_id}
        basket.keep_draft(program, visit_id=typed.visit_id, part=typed.part, **values)


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

    def show_numbers(self, who: Person, then: Callable[[], None]) -> None:
        """Ask for the numbers of a record in full; they are shown once that is kept."""
        self._work.read(self, people.show_numbers, lambda _: then(), what="numbers", kind=who.kind, id=who.id)
