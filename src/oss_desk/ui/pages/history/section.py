"""What every section of the page History is: it fills the page while it is chosen, and says what the button does."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here


class Section(QObject):
    """One section. `up` says whether it is the one that is shown: only then it fills slip and next action."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        super().__init__(page)
        self.here, self.page = here, page
        self.up = False

    def put_up(self, head: QWidget) -> None:
        """Take the page over; `head` chooses between the sections and stands on top of the first paper."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for what it shows."""
        raise NotImplementedError

    def start(self) -> None:
        """Put the focus where work begins."""

    def go(self) -> None:
        """Do what the button says."""

    def touched(self, changes: object) -> bool:
        """Whether what it shows may have changed; then it reads again."""
        return False

    def back(self) -> bool:
        """Esc: one step back within it; False where there is none."""
        return False
