"""Prints what operations left to be printed: after the commit, on the long lane; no printer ever changes money."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.history import Changed
from oss_desk.domain.jobs import JobState, PrintJob
from oss_desk.domain.messages import Refused, refuse
from oss_desk.operations.papers import papers
from oss_desk.operations.program import Done, Program
from oss_desk.ui.printers import FolderOutlet, Outlet, Printers
from oss_desk.ui.tasks import Tasks

log = logging.getLogger(__name__)


class PrintJobs(QObject):
    """The papers of one signed-in official. `finished` carries a job and its file, `failed` a job and the error."""

    changed = Signal(object)
    finished = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, program: Program, tasks: Tasks, printers: Printers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program, self._tasks, self._printers = program, tasks, printers
        self._taken: set[int] = set()
        self._under_way: set[int] = set()
        self.finished.connect(lambda job, _: self._under_way.discard(job.id))
        self.failed.connect(lambda job, _: self._under_way.discard(job.id))

    def use(self, printers: Printers) -> None:
        """Other printers, from the next paper on."""
        self._printers = printers

    def take(self, changes: object) -> None:
        """Print the new papers among what was changed; one already on its way is not taken twice."""
        new = {change.id for change in _changes(changes) if change.kind == "print-job"} - self._taken
        if new:
            self._tasks.run(
                "reads", self, lambda: papers.waiting(self._program), self._print_new(new), self._broken, str(new)
            )

    def print(self, job: PrintJob) -> None:
        """Print this one now. "Sent" is written down first: after a crash it is offered and not repeated."""
        self._taken.add(job.id)
        if job.id not in self._under_way:
            self._under_way.add(job.id)
            self._mark(job, "sent", then=self._draw)

    def open(self, job: PrintJob) -> None:
        """Show a paper in the system's viewer; nothing is printed and nothing changes."""
        self._bring(job, FolderOutlet(self._printers.folder), lambda file: self._show(job, file), self.failed.emit)

    def dismiss(self, job: PrintJob) -> None:
        """Nobody wants this paper any more."""
        self._taken.add(job.id)
        self._mark(job, "dismissed")

    def copy(self, job: PrintJob) -> None:
        """Print a paper once more, as a copy that says so; it comes back as a new job."""
        self._command(lambda: papers.copy_paper(self._program, str(uuid4()), job_id=job.id), job)

    def _print_new(self, new: set[int]) -> Any:
        def print_new(waiting: tuple[PrintJob, ...]) -> None:
            for job in waiting:
                if job.id in new and job.id not in self._taken and job.state == "waiting":
                    self.print(job)

        return print_new

    def _mark(self, job: PrintJob, state: JobState, error: str = "", then: Any = None) -> None:
        values: dict[str, Any] = {"job_id": job.id, "version": job.version, "state": state, "error": error}
        self._command(lambda: papers.mark_job(self._program, str(uuid4()), **values), job, then)

    def _command(self, work: Any, job: PrintJob, then: Any = None) -> None:
        def done(answer: Done[PrintJob]) -> None:
            if then is not None:
                then(answer.result)
            self.changed.emit(answer.changes)

        self._tasks.run("commands", self, work, done, lambda error: self.failed.emit(job, error))

    def _draw(self, job: PrintJob) -> None:
        self._bring(job, self._printers.outlet(job.kind), lambda file: self._done(job, file), self._not_done)

    def _bring(self, job: PrintJob, outlet: Outlet, done: Any, failed: Any) -> None:
        def work() -> Path | None:
            return outlet.deliver(papers.draw_job(self._program, job_id=job.id), paper_name(job))

        self._tasks.run("long", self, work, done, lambda error: failed(job, error))

    def _done(self, job: PrintJob, file: Path | None) -> None:
        self._mark(job, "printed")
        if file is not None:
            self._show(job, file)
        self.finished.emit(job, file)

    def _not_done(self, job: PrintJob, error: BaseException) -> None:
        code = error.message.code if isinstance(error, Refused) else type(error).__name__
        self._mark(job, "failed", code)
        self.failed.emit(job, error)

    def _show(self, job: PrintJob, file: Path) -> None:
        if self._printers.show is not None and not self._printers.show(file):
            self.failed.emit(job, refuse("no-viewer", file=str(file)))

    def _broken(self, error: BaseException) -> None:
        log.error("the papers that wait could not be read: %s", error)


def paper_name(job: PrintJob) -> str:
    """What the file or the printer's list calls it."""
    return f"{job.kind}-{job.id:06d}"


def _changes(changes: object) -> Iterable[Changed]:
    return [change for change in changes if isinstance(change, Changed)] if isinstance(changes, tuple | list) else ()
