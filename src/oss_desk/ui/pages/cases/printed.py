"""The papers that a case has caused, to be looked at, saved or printed again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from oss_desk.domain.jobs import PrintJob
from oss_desk.ui.pages.cases.words import moment_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.paper.words import state_words, title_of
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView


class PrintedPapers(Panel):
    """Receipts, slips and notes, the newest first; hidden while there is none. `look` carries the job."""

    look = Signal(object)

    def __init__(self, here: Here) -> None:
        self._here = here
        title = here.language.text("Printed papers")
        super().__init__(title, ruled=True, flush=True)
        self._list = ListView(title, keeps_choice=False)
        self._list.chosen.connect(self.look)
        self.body.addWidget(self._list)
        self.show_jobs(())

    def show_jobs(self, jobs: Sequence[PrintJob]) -> None:
        """These papers."""
        self._list.set_rows([self._row(job) for job in reversed(jobs)])
        show_if(self, bool(jobs))

    def _row(self, job: PrintJob) -> ListRow:
        made = moment_words(self._here, job.created_at)
        told = self._here.language.listed((made, state_words(self._here.language, job)))
        return ListRow(title_of(self._here.language, job), told, value=job, lead=Sign("paper"))
