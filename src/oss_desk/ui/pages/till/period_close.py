"""From the months on the page Till to the commands on them: read, close, look at the paper."""

from oss_desk.domain.papers import TillPaper
from oss_desk.operations.money import reconciling
from oss_desk.operations.money.period import close_period
from oss_desk.operations.sheets.periods import PeriodSheet
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.till.months import Months


class MonthsAtDesk:
    """The view of months and years on a page, and what is sent from it."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        self._here, self._page = here, page
        self._command_id, self._chosen = new_id(), ""
        self.view = Months(here, page)
        self.view.chosen.connect(self._choose)
        self.view.close_wanted.connect(self._close)
        self.view.paper_wanted.connect(self._ask_paper)

    def put_up(self) -> None:
        """Take the page over."""
        self.view.put_up()

    def read(self) -> None:
        """Ask for the periods, and what the chosen one comes to."""
        self._page.work.read(self._page, reconciling.periods, self._show, what="months", chosen=self._chosen)

    def paper(self) -> bool:
        """The reconciliation that is shown, as a paper to be looked at and printed."""
        return self.view.print()

    def _choose(self, period: str) -> None:
        self._chosen = period
        self.read()

    def _show(self, sheet: PeriodSheet) -> None:
        self._chosen = sheet.chosen.period
        if self.view.up:
            self.view.show_sheet(sheet)
            self._page.land(self.view.start)

    def _close(self, period: str) -> None:
        page, say = self._page, self._here.language.text
        page.next.set_working(say("Being closed"))

        def done(_: object) -> None:
            self._command_id = new_id()
            title = say("{period} is closed.", period=self._here.language.partial_date(period))
            page.say(title, say("The sum of its Z reports is being printed."))
            self.read()

        def failed(error: BaseException) -> None:
            page.tell(error)
            self.view.show_next()

        page.send(close_period, done, command_id=self._command_id, failed=failed, period=period)

    def _ask_paper(self, period: str) -> None:
        page = self._page
        page.work.read(page, reconciling.reconciliation_paper, self._show_paper, what="months-paper", chosen=period)

    def _show_paper(self, paper: TillPaper) -> None:
        self._page.prints.show(paper)
