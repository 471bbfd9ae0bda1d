"""Prints what operations left to be printed: after the commit, on the long lane; no printer ever changes money."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.history import Changed
from oss_desk.domain.jobs import KEPT_AS_FILE, JobState, PrintJob
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.papers import Paper, ReceiptPaper, RefundPaper, VoidPaper, from_json, kind_of
from oss_desk.operations.money import till
from oss_desk.operations.papers import papers
from oss_desk.operations.program import Done, Program
from oss_desk.ui.printers import Outlet, Printers
from oss_desk.ui.tasks import Tasks

log = logging.getLogger(__name__)
Shown = PrintJob | Paper
"""A paper of a job, or one that is not kept."""


@dataclass(frozen=True)
class Way:
    """Where a paper goes, and for which size of paper it is drawn."""

    outlet: Outlet
    size: str = "a4"


class PrintJobs(QObject):
    """The papers of one signed-in official. `finished` carries a job and its file, `failed` a job and the error.

    `shown` carries a paper that somebody is to look at before it is printed, or that somebody asked to see; `warned`
    a message about what papers lack here.
    """

    changed = Signal(object)
    finished = Signal(object, object)
    failed = Signal(object, object)
    shown = Signal(object)
    warned = Signal(object)

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

    def look_round(self) -> None:
        """See whether all letters are there; what is missing is told once, and papers are made all the same."""

        def tell(files: tuple[str, ...]) -> None:
            if files:
                self.warned.emit(Message("typefaces-damaged", {"files": files}))

        self._tasks.run("long", self, lambda: papers.typefaces_damaged(self._program), tell, self._broken)

    def take(self, changes: object) -> None:
        """Print the new papers among what was changed; one already on its way is not taken twice."""
        new = {change.id for change in _changes(changes) if change.kind == "print-job"} - self._taken
        if new:
            self._tasks.run(
                "reads", self, lambda: papers.waiting(self._program), self._print_new(new), self._broken, str(new)
            )

    @property
    def printers(self) -> Printers:
        """Where papers of each kind go, and on which paper."""
        return self._printers

    def print(self, job: PrintJob, way: Way | None = None) -> None:
        """Print this one now, by the way of the settings or another. "Sent" is written down first: after a crash it
        is offered and not repeated."""
        self._taken.add(job.id)
        if job.id not in self._under_way:
            self._under_way.add(job.id)
            self._mark(job, "sent", then=lambda marked: self._draw(marked, way or self.way(marked.kind)))

    def way(self, kind: str) -> Way:
        """Where papers of this kind go by the settings, and how large they are drawn."""
        return Way(self._printers.outlet(kind), self._printers.size(kind))

    def open(self, job: PrintJob) -> None:
        """Show a paper inside the window; nothing is printed and nothing changes."""
        self.shown.emit(job)

    def show(self, paper: Paper) -> None:
        """Show a paper that is not kept, a service sheet or a list, to be looked at, printed or saved."""
        self.shown.emit(paper)

    def drawn(self, paper: Shown, size: str) -> bytes:
        """The PDF of a paper for paper of that size; off the window's thread."""
        if isinstance(paper, PrintJob):
            return papers.draw_job(self._program, job_id=paper.id, size=size)
        return papers.draw_paper(self._program, paper=paper, size=size)

    def dismiss(self, job: PrintJob) -> None:
        """Nobody wants this paper any more."""
        self._taken.add(job.id)
        self._mark(job, "dismissed")

    def copy(self, job: PrintJob, way: Way | None = None) -> None:
        """Print a paper once more, as a copy that says so, by that way or that of the settings: a new job."""

        def work() -> Done[PrintJob]:
            if job.kind not in ("receipt", "void", "refund"):
                return papers.copy_paper(self._program, str(uuid4()), job_id=job.id)
            paper = from_json(job.kind, job.content)
            assert isinstance(paper, ReceiptPaper | VoidPaper | RefundPaper)
            found = till.receipt(self._program, number=paper.number)
            own = next((one.id for one in found.corrections if one.number == paper.number), None)
            if own is not None:
                return till.copy_correction(self._program, str(uuid4()), correction_id=own)
            return till.copy_receipt(self._program, str(uuid4()), receipt_id=found.receipt.id)

        self._command(work, job, None if way is None else lambda made: self.print(made, way))

    def _print_new(self, new: set[int]) -> Any:
        def print_new(waiting: tuple[PrintJob, ...]) -> None:
            for job in waiting:
                if job.id in new and job.id not in self._taken and job.state == "waiting":
                    self._print_or_show(job)

        return print_new

    def _print_or_show(self, job: PrintJob) -> None:
        """At once where the settings say so; else it waits on the page that shows it."""
        if job.kind in self._printers.seen_first:
            self._taken.add(job.id)
            self.shown.emit(job)
        else:
            self.print(job)

    def _mark(self, job: PrintJob, state: JobState, error: str = "", then: Any = None) -> None:
        values: dict[str, Any] = {"job_id": job.id, "version": job.version, "state": state, "error": error}
        self._command(lambda: papers.mark_job(self._program, str(uuid4()), **values), job, then)

    def _command(self, work: Any, job: PrintJob, then: Any = None) -> None:
        def done(answer: Done[PrintJob]) -> None:
            if then is not None:
                then(answer.result)
            self.changed.emit(answer.changes)

        self._tasks.run("commands", self, work, done, lambda error: self.failed.emit(job, error))

    def _draw(self, job: PrintJob, way: Way) -> None:
        self.bring(self, job, way, lambda file: self._done(job, file), lambda error: self._not_done(job, error))

    def bring(self, asker: QObject, paper: Shown, way: Way, done: Any, failed: Any) -> None:
        """Draw a paper and bring it there; of a job nothing is written down, and who asked is told while it lives."""

        def work() -> Path | None:
            return way.outlet.deliver(self.drawn(paper, way.size), paper_name(paper))

        self._tasks.run("long", asker, work, done, failed)

    def _done(self, job: PrintJob, file: Path | None) -> None:
        self._mark(job, "printed", KEPT_AS_FILE if file is not None else "")
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


def paper_name(paper: Shown) -> str:
    """What the file or the printer's list calls it."""
    if isinstance(paper, PrintJob):
        return f"{paper.kind}-{paper.id:06d}"
    return f"{kind_of(paper)}-{paper.head.moment:%Y-%m-%d}"


def _changes(changes: object) -> Iterable[Changed]:
    return [change for change in changes if isinstance(change, Changed)] if isinstance(changes, tuple | list) else ()
