"""A second person's word for a command: at this desk in the dialog, or asked for at another desk and used later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject

from oss_desk.domain.messages import Message
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import ASKS, Second
from oss_desk.operations.program import Program
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Context
from oss_desk.ui.pages.counter.work import Work, new_id
from oss_desk.ui.pages.second_dialog import Send
from oss_desk.ui.widgets.second_person import SecondPerson

Then = Callable[[Any], None]
Values = Callable[[Second | None], Mapping[str, Any]]
"""The values of a command with this second person in them."""
Failed = Callable[[BaseException], None]


@dataclass(frozen=True)
class Prepared:
    """What a second person is to approve, in words, and her answer where one was given at another desk."""

    about: Message | None
    approval_id: int | None
    waits: bool


def prepared(program: Program, *, verb: Callable[..., Any], values: Mapping[str, Any]) -> Prepared:
    """What the command would ask a second person, and whether somebody has answered exactly that."""
    question = approvals.question_of(program, verb, values)
    if question is None:
        return Prepared(None, None, False)
    same = [card for card in approvals.approvals_asked(program) if question.is_of(card)]
    yes = next((card.id for card in same if card.yes), None)
    return Prepared(question.about, yes, any(card.yes is None for card in same))


class Asks(Protocol):
    """A page that asks a second person."""

    context: Context
    work: Work

    def ask_second(self, title: str, text: str, then: Send) -> SecondPerson:
        """Open the question."""

    def say(self, title: str, text: str = "", tone: str = "ready") -> None:
        """Say something above the papers."""

    def send(
        self,
        operation: Callable[..., Any],
        then: Then,
        *,
        command_id: str,
        failed: Failed | None = None,
        **values: Any,
    ) -> None:
        """Send a command."""


class SecondWord(QObject):
    """Sends commands of a page that need a second person."""

    def __init__(self, page: Asks) -> None:
        super().__init__(page if isinstance(page, QObject) else None)
        self._page = page
        self.dialog: SecondPerson | None = None

    def ask(
        self,
        verb: Callable[..., Any],
        values: Values,
        then: Then,
        failed: Failed,
        *,
        again: Callable[[], None],
        command_id: str,
    ) -> None:
        """Do it with the word that was given already, or open the dialog that shows what is to be approved.

        `again` is called when nobody agreed yet, so that the button can be pressed another time.
        """

        def known(found: Prepared) -> None:
            if found.about is None:
                self._page.send(verb, then, command_id=command_id, failed=failed, **values(None))
            elif found.approval_id is not None:
                second = Second(approval_id=found.approval_id)
                self._page.send(verb, then, command_id=command_id, failed=failed, **values(second))
            else:
                self._open(found, verb, values, then, again, command_id)

        program, asks = self._page.context.program, values(ASKS)
        self._page.work.write(lambda: prepared(program, verb=verb, values=asks), known, failed)

    def attach(
        self,
        dialog: SecondPerson,
        verb: Callable[..., Any],
        values: Values,
        send: Callable[[Second, SecondPerson], None],
    ) -> None:
        """Let a question that is open show exactly what is approved, and be answered from another desk.

        A word that was given there already is used at once.
        """
        gone: list[int] = []
        dialog.finished.connect(gone.append)

        def known(found: Prepared) -> None:
            if gone or found.about is None:
                return
            if found.approval_id is not None:
                send(Second(approval_id=found.approval_id), dialog)
                return
            dialog.about.setText(sentence(self._page.context.language, found.about))
            self._offer(dialog, found.waits)

        def wrong(error: BaseException) -> None:
            if not gone:
                dialog.set_error(self._page.context.sentence(error))

        program, asks = self._page.context.program, values(ASKS)
        dialog.elsewhere.connect(lambda: self._elsewhere(dialog, verb, values))
        self._page.work.write(lambda: prepared(program, verb=verb, values=asks), known, wrong)

    def _offer(self, dialog: SecondPerson, waits: bool) -> None:
        say = self._page.context.language.text
        dialog.offer_elsewhere(say("Ask at another desk"), say("Asked already; nobody has answered."), waits)

    def _open(
        self,
        found: Prepared,
        verb: Callable[..., Any],
        values: Values,
        then: Then,
        again: Callable[[], None],
        command_id: str,
    ) -> None:
        say = self._page.context.language.text
        about = sentence(self._page.context.language, found.about) if found.about is not None else ""

        def send(second: Second, dialog: SecondPerson) -> None:
            def done(result: object) -> None:
                dialog.accept()
                then(result)

            def wrong(error: BaseException) -> None:
                dialog.set_error(self._page.context.sentence(error))

            self._page.send(verb, done, command_id=command_id, failed=wrong, **values(second))

        dialog = self._page.ask_second(say("A second person approves this"), about, send)
        self._offer(dialog, found.waits)
        dialog.elsewhere.connect(lambda: self._elsewhere(dialog, verb, values))
        dialog.finished.connect(lambda _: again())
        self.dialog = dialog

    def _elsewhere(self, dialog: SecondPerson, verb: Callable[..., Any], values: Values) -> None:
        say = self._page.context.language.text

        def asked(_: object) -> None:
            dialog.accept()
            self._page.say(
                say("Asked at the other desks."),
                say("It waits on the page Today. Once somebody agreed, press the same button again."),
                "info",
            )

        def wrong(error: BaseException) -> None:
            dialog.set_error(self._page.context.sentence(error))

        asking = {"verb": verb, "values": values(ASKS)}
        self._page.work.command(approvals.ask_elsewhere, asked, command_id=new_id(), failed=wrong, **asking)


def beside_them(values: Mapping[str, Any]) -> Values:
    """Values to which the second person is added as one more."""
    return lambda second: {**values, "second": second}
