"""The numbered blanks at a desk of the simulated office: spoilt now and then, and counted each evening."""

from oss_desk.operations.papers import blank_counts, blanks
from oss_desk.operations.papers.blank_counts import StackGiven
from oss_desk.operations.papers.blank_sheet import blanks_here
from oss_desk.operations.simulation.hand import Hand


def spoil(hand: Hand) -> None:
    """The next sheet of the first stack is torn, and kept."""
    stack = next((stack for stack in blanks_here(hand.program).stacks if stack.next_serial), None)
    if stack is not None:
        values = {"lot_id": stack.lot_id, "serial": stack.next_serial}
        hand.send(blanks.spoil_blank, **values, reason="Torn in the printer.", place="Safe")
        hand.seen.note("blanks spoilt")


def count(hand: Hand) -> None:
    """Every stack of the desk is counted; all of it is there."""
    stacks = tuple(StackGiven(one.lot_id, one.next_serial, one.left) for one in blanks_here(hand.program).stacks)
    if stacks:
        hand.send(blank_counts.count_blanks, stacks=stacks)
        hand.seen.note("blanks counted")
