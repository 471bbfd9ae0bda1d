"""The one table of pages: what each is called, its sign, who sees it, and how it is made."""

from collections.abc import Callable
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject

from oss_desk.domain.messages import Message
from oss_desk.language import Language
from oss_desk.operations.office import approvals, office
from oss_desk.operations.program import Program
from oss_desk.operations.rights import RIGHTS
from oss_desk.operations.visits.day import left_over
from oss_desk.ui.machine import Machine
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Context, Page, PageSpec
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.pages.history.page import HistoryPage
from oss_desk.ui.pages.paper.page import PaperPage
from oss_desk.ui.pages.receipt.approvals import ApprovalsPage
from oss_desk.ui.pages.receipt.page import ReceiptPage
from oss_desk.ui.pages.receipt.waiver import WaiverPage
from oss_desk.ui.pages.settings.page import SettingsPage
from oss_desk.ui.pages.till.page import TillPage
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.printers import Printers
from oss_desk.ui.tasks import Tasks

TILL = RIGHTS["take-money"] | RIGHTS["settle"] | frozenset({"auditor"})
"""Who sees the page Till: whoever takes money, closes shifts of others, or looks at them."""


def pages(language: Language, queues: "Queues", machine: Machine) -> tuple[PageSpec, ...]:
    """The pages in the order of the rail. Papers that any of them causes are printed by one queue."""
    say, around = language.text, queues.around
    return (
        PageSpec("counter", say("Counter"), "counter", RIGHTS["serve"], around(CounterPage)),
        PageSpec("cases", say("Cases"), "cases", RIGHTS["read"], around(CasesPage), cases_to_work),
        PageSpec("collect", say("Collect"), "collect", RIGHTS["serve"], around(CollectPage), to_collect),
        PageSpec("day", say("Today"), "clock", RIGHTS["print"], around(DayPage), left_today),
        PageSpec("till", say("Till"), "till", TILL, around(TillPage)),
        PageSpec("catalogue", say("Catalogue"), "catalogue", RIGHTS["anyone"], around(CataloguePage)),
        PageSpec("history", say("History"), "history", RIGHTS["check-history"], around(HistoryPage)),
        PageSpec(
            "settings", say("Settings"), "settings", RIGHTS["anyone"], around(partial(SettingsPage, machine=machine))
        ),
        PageSpec("approvals", say("Approvals"), "check", RIGHTS["ask"], around(ApprovalsPage), on_rail=False),
        PageSpec("waiver", say("Waive a fee"), "till", RIGHTS["correct"], around(WaiverPage), on_rail=False),
        PageSpec("receipt", say("Receipt"), "till", RIGHTS["read"], around(ReceiptPage), on_rail=False),
        PageSpec("paper", say("Paper"), "paper", RIGHTS["anyone"], around(PaperPage), on_rail=False),
    )


class Showing(QObject):
    """While a page is on show, papers to be looked at open from it, and closing them leads back to it."""

    def __init__(self, page: Page, queue: PrintJobs, language: Language) -> None:
        super().__init__(page)
        self._page, self._language = page, language
        queue.shown.connect(self._show)
        queue.warned.connect(self._warn)

    def _show(self, paper: object) -> None:
        if self._page.isVisible():
            self._page.goto.emit("paper", {"paper": paper})

    def _warn(self, message: Message) -> None:
        if self._page.isVisible():
            self._page.said.emit(sentence(self._language, message), "", "wait")


class Queues:
    """One queue of papers for each official who signs in, fed by everything that her pages change."""

    def __init__(self, printers: Printers) -> None:
        self._printers = printers
        self._queues: WeakKeyDictionary[Tasks, tuple[Program, PrintJobs]] = WeakKeyDictionary()

    def around(self, make: Callable[[Context, PrintJobs], Page]) -> Callable[[Context], Page]:
        """How a page is made that prints."""

        def made(context: Context) -> Page:
            queue = self._queue(context)
            page = make(context, queue)
            page.changed.connect(queue.take)
            queue.changed.connect(page.refresh)
            Showing(page, queue, context.language)
            return page

        return made

    def use(self, printers: Printers) -> None:
        """Other printers, from the next paper on."""
        self._printers = printers
        for _, queue in self._queues.values():
            queue.use(printers)

    def _queue(self, context: Context) -> PrintJobs:
        program, queue = self._queues.get(context.tasks, (None, None))
        if queue is None or program is None or program.signed_in is not context.program.signed_in:
            queue = PrintJobs(context.program, context.tasks, self._printers, context.tasks)
            queue.look_round()
        self._queues[context.tasks] = (context.program, queue)
        return queue


def to_collect(program: Program) -> int:
    """How many cases wait for their collector, for the badge on the rail."""
    return office.head(program).ready_to_collect


def left_today(program: Program) -> int:
    """How many things are left before the office closes, for the badge on the rail."""
    return left_over(program) + len(approvals.approvals_waiting(program))


def cases_to_work(program: Program) -> int:
    """How many cases this official may work on, for the badge on the rail."""
    return office.head(program).cases_to_work
