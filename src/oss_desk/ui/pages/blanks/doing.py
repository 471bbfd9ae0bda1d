"""From the form of a page to the command on blanks: a second person where one is needed, the answer said above."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from oss_desk.domain import papers
from oss_desk.operations.papers import blank_counts, blank_papers, blank_sheet, blanks
from oss_desk.operations.sheets import BlanksSheet
from oss_desk.ui.pages.blanks.view import Blanks, said_after
from oss_desk.ui.pages.blanks.words import KEEPING
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.widgets.second_person import SecondPerson

VERBS: Mapping[str, Callable[..., Any]] = {
    "count": blank_counts.count_blanks,
    "spoil": blanks.spoil_blank,
    "receive": blanks.receive_blanks,
    "move": blanks.move_blanks,
    "destroy": blanks.destroy_blanks,
}


class BlanksAtDesk:
    """The view of the blanks on a page, and what is sent from it."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        self._here, self._page = here, page
        self._command_id = new_id()
        self.view = Blanks(here, page)
        self.view.done.connect(self._do)
        self.view.listed.connect(self.show_list)

    def read(self) -> None:
        """Ask for the stock of this desk."""
        self._page.work.read(self._page, blank_sheet.blanks_here, self._show, what="blanks")

    def put_up(self) -> None:
        """Take the page over."""
        self.view.put_up(QWidget())

    def paper(self) -> bool:
        """The list as a paper."""
        self.show_list()
        return True

    def show_list(self) -> None:
        """What this desk holds, as a paper to be looked at and printed."""
        self._page.work.read(self._page, blank_papers.blanks_list, self._show_paper, what="blanks-paper")

    def _show_paper(self, paper: papers.BlanksPaper) -> None:
        self._page.prints.show(paper)

    def _show(self, sheet: BlanksSheet) -> None:
        if self.view.up:
            self.view.show_sheet(sheet)
            self._page.land(self.view.start)

    def _do(self, deed: str, values: Mapping[str, Any]) -> None:
        if deed not in KEEPING:
            self._send(deed, values, None)
            return
        say = self._here.language.text
        titles = {
            "receive": say("Who counted along"),
            "move": say("Who takes them there"),
            "destroy": say("Who sees them destroyed"),
        }
        text = say("A second person signs too: another supervisor, or an administrator.")
        self._page.ask_second(
            titles[deed], text, lambda second, dialog: self._send(deed, {**values, "second": second}, dialog)
        )

    def _send(self, deed: str, values: Mapping[str, Any], dialog: SecondPerson | None) -> None:
        page = self._page
        page.next.set_working(self._here.language.text("Being recorded"))

        def done(made: object) -> None:
            if dialog is not None:
                dialog.accept()
            self._command_id = new_id()
            self.view.forget()
            title, text = said_after(self._here, deed, made)
            page.say(title, text, "wait" if text else "ready")

        def failed(error: BaseException) -> None:
            if dialog is not None:
                dialog.set_error(page.context.sentence(error))
            else:
                page.tell(error)
            self.view.show_next()

        page.send(VERBS[deed], done, command_id=self._command_id, failed=failed, **values)
