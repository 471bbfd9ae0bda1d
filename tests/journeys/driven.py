"""The real window as a process of its own, driven by a timer, so that it can be killed."""

import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from oss_desk import bootstrap
from oss_desk.settings import read_settings
from oss_desk.ui import window
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.shell import Shell
from oss_desk.ui.widgets.button import Button

STEP_MS = 10
Wait = Callable[[], bool]


def main(login: str, order: str, given: str = "") -> None:
    """Open the window of the settings, sign in, and do what `order` says; what is done is told on the output.

    `type`: one text after another into the form of the open visit. `pay`: put the money down, write what will be sent
    into the file `given`, press F9. `bug`: break in a slot, then type on.
    """
    settings = read_settings()
    window.application(settings)
    ways = {"type": typing, "pay": lambda shell: paying(shell, Path(given)), "bug": breaking}

    def way() -> Iterator[Wait]:
        shell = the_window()
        yield lambda: bool(shell.sign_in.cards())
        shell.sign_in.chosen.emit(login, "")
        yield lambda: view_of(shell) is not None
        yield from ways[order](shell)

    drive(way())
    sys.exit(window.open_window(settings, lambda: bootstrap.open_office(settings)))


def drive(way: Iterator[Wait]) -> None:
    """Go on along the way whenever what it waits for has come."""
    timer, waits = QTimer(QApplication.instance()), list[Wait]()

    def look() -> None:
        if not waits or waits[-1]():
            waits.append(next(way, lambda: False))

    timer.timeout.connect(look)
    timer.start(STEP_MS)


def the_window() -> Shell:
    """The one window of this process."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Shell))


def view_of(shell: Shell) -> VisitView | None:
    """The visit that is open, once it is drawn."""
    page = shell.page()
    view = page.view if isinstance(page, CounterPage) else None
    return view if view is not None and view.sheet is not None else None


def visit(shell: Shell) -> VisitView:
    """The visit that is open."""
    view = view_of(shell)
    assert view is not None
    return view


def tell(*words: object) -> None:
    """Say how far it is."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def typing(shell: Shell) -> Iterator[Wait]:
    """Type for ever, a new text every few hundredths of a second."""
    visit(shell).go("details")
    yield lambda: bool(visit(shell).details.questions())
    number = 0
    while True:
        number += 1
        for (_, name), question in visit(shell).details.questions().items():
            if name == "mother_name" and isinstance(question, AnswerField):
                question.editor.set_text(f"Name {number}")
                question.changed.emit()
        tell("typed", number)
        yield lambda: True
        yield lambda: True


def paying(shell: Shell, given: Path) -> Iterator[Wait]:
    """Put a note of twenty on the counter and book it."""
    visit(shell).go("pay")
    payment = visit(shell).payment
    yield lambda: "20" in {button.words() for button in payment.findChildren(Button)}
    next(button for button in payment.findChildren(Button) if button.words() == "20").click()
    yield lambda: shell.unsaved.standing().state == "saved"
    given.write_bytes(pickle.dumps(payment.given()))
    tell("paying")
    shell.press("F9")
    tell("pressed")
    yield lambda: visit(shell).station == "receipt"
    tell("booked")


def breaking(shell: Shell) -> Iterator[Wait]:
    """Something breaks in a slot while somebody's name is at hand."""

    def broken() -> None:
        name = "Tamar Kvelidze"
        raise LookupError(f"there is no {name}")

    QTimer.singleShot(0, shell, broken)
    yield lambda: shell.message.isVisible()
    tell(shell.message.accessibleName())
    yield from typing(shell)


if __name__ == "__main__":
    main(*sys.argv[1:])
