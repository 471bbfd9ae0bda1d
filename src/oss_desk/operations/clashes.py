"""A transaction that lost against another one of the office is begun again, a few times, before anybody is told."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from oss_desk.storage.errors import Clash

T = TypeVar("T")
TRIES = 4


class HerWord(Exception):
    """A command has come to where a second person's word must be stored first, by her own login of the database.

    `store` does that, in a transaction of hers, once the command's own is over; it gives the id of the approval.
    """

    def __init__(self, store: Callable[[], int]) -> None:
        super().__init__("a second person's word is stored first")
        self.store = store


def after_her_word(run: Callable[[tuple[int, ...]], T]) -> T:
    """What a command gives, run with the approvals it was granted at this desk: none at first, then hers."""
    try:
        return begun_again(lambda: run(()))
    except HerWord as word:
        granted = word.store()
    return begun_again(lambda: run((granted,)))


def begun_again(run: Callable[[], T]) -> T:
    """What one whole transaction gives, from its start again when the database broke it off (40001, 40P01; R35).

    After the last of four tries "busy-try-again" is told; nothing was stored then.
    """
    for _ in range(TRIES - 1):
        with suppress(Clash):
            return run()
    return run()
