"""The till of a simulated desk: opened with a float, counted blindly, closed; now and then a coin is missing."""

from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.simulation.hand import Hand

FLOAT = 20000
COIN = 50


def open_till(hand: Hand) -> None:
    """A shift for the day, its float counted."""
    hand.send(cashing_up.open_shift, float_counted=Counted(FLOAT))
    hand.ledger.opened(hand.program.desk_code, FLOAT)
    hand.seen.note("shifts opened")


def cash_up(hand: Hand) -> None:
    """The till counted without knowing what should be in it, and the shift closed whatever that came to."""
    off = hand.lots.one((0, 0, 0, 0, 0, 0, 0, 0, -COIN, COIN))
    hand.send(cashing_up.count_till, counted=Counted(max(hand.ledger.cash[hand.program.desk_code] + off, 0)))
    hand.send(cashing_up.close_shift)
    hand.seen.note("shifts closed")
    if off:
        hand.seen.note("differences")
