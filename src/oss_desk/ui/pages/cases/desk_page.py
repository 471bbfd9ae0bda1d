"""What the pages about cases and services share: the office's clock and money, commands, second persons."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.money import cashing_up, starts, till
from oss_desk.operations.office import office
from oss_desk.operations.sheets import HeadSheet, TillNow
from oss_desk.ui.page import Context, Page
from oss_desk.ui.pages import second_dialog
from oss_desk.ui.pages.cases.till_box import TillBox
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import Finder, Work, new_id
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.second_person import SecondPerson


def _nothing(_: BaseException) -> None:
    """What is only kept for the record stops nobody."""


class DeskPage(Page):
    """A page that reads and changes through operations. `ready` is called once it is known where it stands."""

    def __init__(self, context: Context, prints: PrintJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.prints = context, prints
        prints.failed.connect(self._not_printed)
        self.work = Work(context.program, context.tasks, self, context.unsaved)
        self.people = Finder(self.work)
        self.here: Here | None = None
        self.head: HeadSheet | None = None
        self._waiting: list[Callable[[], None]] = []
        self._arriving, self._focus_before = False, cast(QWidget | None, None)
        self.work.changed.connect(self.changed)
        self.work.failed.connect(self.tell)

    def when_ready(self, then: Callable[[], None]) -> None:
        """Go on once the office is known: at once, or after it was read."""
        if self.here is not None:
            then()
            return
        self._waiting.append(then)
        if len(self._waiting) == 1:
            self.work.read(self, office.head, self._stand, what="head")

    def arrive(self) -> None:
        """The page was opened: the focus comes onto it once there is something to put it on."""
        self._arriving, self._focus_before = True, QApplication.focusWidget()

    def wait_for_focus(self) -> None:
        """What has the focus is about to go: the page itself holds it, without a ring, until it lands."""
        self.setFocus()
        self.arrive()

    def land(self, start: Callable[[], None]) -> None:
        """Put the focus where the work begins, once for each arrival, unless somebody has moved it meanwhile."""
        if self._arriving and self._is_free(QApplication.focusWidget()):
            start()
        self._arriving, self._focus_before = False, None

    def _is_free(self, focus: QWidget | None) -> bool:
        """Nobody works with what has the focus; Qt gives it to any control when the one that had it is gone."""
        if focus in (None, self, self._focus_before):
            return True
        return focus is not None and not self.isAncestorOf(focus) and not isinstance(focus, QLineEdit)

    def built(self, here: Here) -> None:
        """Make the parts of the page; called once, before anything is shown."""

    def tell(self, error: BaseException) -> None:
        """Say above the papers what went wrong."""
        self.said.emit(self.context.sentence(error), "", "stop")

    def say(self, title: str, text: str = "", tone: str = "ready") -> None:
        """Say something above the papers."""
        self.said.emit(title, text, tone)

    def has_role(self, role: str) -> bool:
        """Whether the official holds it."""
        return self.head is not None and role in self.head.roles

    def ask_second(self, title: str, text: str, then: second_dialog.Send) -> SecondPerson:
        """Open the question for a second person; `then` sends the command and closes it, or says why not."""
        return second_dialog.ask_second(self.context, self.head, self.window(), title, text, then)

    def send(
        self,
        operation: Callable[..., Any],
        then: Callable[[Any], None],
        *,
        command_id: str,
        failed: Callable[[BaseException], None] | None = None,
        **values: Any,
    ) -> None:
        """Send a command whose id was made when its form opened."""
        self.work.command(operation, then, command_id=command_id, failed=failed, **values)

    def read_till(self, box: TillBox) -> None:
        """Ask whether a shift is open, so that money can be taken."""
        self.work.read(self, cashing_up.till_now, box.show_till, what="till")

    def follow_money(self, box: TillBox) -> None:
        """Record when money is asked for in this box, and when it was not taken after all (R12)."""

        def asks(amount: int) -> None:
            self.work.command(starts.start_payment, None, failed=_nothing, amount=amount)

        box.asks.connect(asks)
        box.left.connect(lambda: self.work.command(starts.leave_payment, None, failed=_nothing))

    def take_money(
        self,
        box: TillBox,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        **values: Any,
    ) -> None:
        """Take the money; where no shift is open, open it first with the float that was typed."""
        opening, box.taking = box.opening(), True

        def not_taken(error: BaseException) -> None:
            box.taking = False
            failed(error)

        def opened(_: object) -> None:
            box.show_till(TillNow("open"))
            self.send(till.pay, then, failed=not_taken, **values)

        if opening is None:
            self.send(till.pay, then, failed=not_taken, **values)
            return
        self.send(cashing_up.open_shift, opened, command_id=new_id(), failed=not_taken, float_counted=opening)

    def _not_printed(self, _: PrintJob, error: BaseException) -> None:
        if self.isVisible():
            title = self.context.language.text("The paper did not come out")
            self.said.emit(title, self.context.sentence(error), "wait")

    def _stand(self, head: HeadSheet) -> None:
        first = self.here is None
        self.head = head
        if first:
            self.here = Here(self.context.language, head.office, self.context.program.clock)
            self.built(self.here)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
