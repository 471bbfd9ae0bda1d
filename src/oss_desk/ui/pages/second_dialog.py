"""The question for a second person as every page asks it, in the window's words."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets import HeadSheet
from oss_desk.ui.page import Context
from oss_desk.ui.widgets.second_person import SecondPerson

Send = Callable[[Second, SecondPerson], None]
"""Sends the command and closes the question, or says in it why not."""


def ask_second(
    context: Context, head: HeadSheet | None, window: QWidget, title: str, text: str, then: Send
) -> SecondPerson:
    """Open the question for a second person."""
    say = context.language.text
    words = {
        "name": say("Name to sign in with"),
        "password": say("Password"),
        "confirm": say("Confirm"),
        "cancel": say("Back"),
        "show": say("Show the password"),
        "sample": say("In this sample office supervisors have no password: choose who confirms."),
    }
    if head is not None and head.office.second_factor:
        words["code"] = say("Code of the phone, or one from paper")
    seconds = head.seconds if head is not None else ()
    dialog = SecondPerson(title, text, words, window, [(card.login, card.name) for card in seconds])
    dialog.confirmed.connect(lambda name, password: then(Second(name, password, dialog.code.text()), dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
