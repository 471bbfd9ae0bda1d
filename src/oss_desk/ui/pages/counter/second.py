"""The Counter as somebody who asks a second person: what is waived of a basket is approved when it starts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from oss_desk.operations.sheets import HeadSheet
from oss_desk.ui.page import Context, Page
from oss_desk.ui.pages import second_dialog
from oss_desk.ui.pages.counter.work import Work
from oss_desk.ui.widgets.second_person import SecondPerson


class CounterAsks(QObject):
    """What `SecondWord` needs of a page: where it stands, its commands, its dialog and its line of words."""

    def __init__(self, page: Page, context: Context, work: Work, head: HeadSheet | None) -> None:
        super().__init__(page)
        self._page, self.context, self.work, self._head = page, context, work, head

    def ask_second(self, title: str, text: str, then: second_dialog.Send) -> SecondPerson:
        """Open the question for a second person."""
        return second_dialog.ask_second(self.context, self._head, self._page.window(), title, text, then)

    def say(self, title: str, text: str = "", tone: str = "ready") -> None:
        """Say something above the papers."""
        self._page.said.emit(title, text, tone)

    def send(
        self,
        operation: Callable[..., Any],
        then: Callable[[Any], None],
        *,
        command_id: str,
        failed: Callable[[BaseException], None] | None = None,
        **values: Any,
    ) -> None:
        """Send the command."""
        self.work.command(operation, then, command_id=command_id, failed=failed, **values)
