"""A command whose answer was lost is asked about by its id, in its place, before any other command goes on (R31)."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from oss_desk.domain.messages import Refused
from oss_desk.ui.unsaved import AT_ONCE, NO_LINE, Unsaved, code_of

T = TypeVar("T")
UNKNOWN = "outcome-unknown"
AGAIN_SECONDS = 1.0
"""How long it is waited between two questions while nobody answers."""


def surely(command: Callable[[], T], unsaved: Unsaved, closing: Event, again: float = AGAIN_SECONDS) -> T:
    """What a command gave, on the lane of commands: sent once more with its id when nobody knows what became of it.

    It has one effect and gives its first answer again. Only the end of the program leaves it unknown; the next start
    asks then. Everything else that is to be done waits behind it.
    """
    try:
        return command()
    except Refused as refused:
        if code_of(refused) != UNKNOWN:
            raise
        unknown = refused
    while True:
        try:
            known = command()
        except Refused as refused:
            if code_of(refused) not in NO_LINE | AT_ONCE:
                unsaved.line_back()
                raise
            unsaved.line_lost()
        else:
            unsaved.line_back()
            return known
        if closing.wait(again):
            raise unknown
