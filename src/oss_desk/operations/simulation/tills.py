"""The till of a simulated desk: opened with a float, counted blindly, closed by a Z that is held against the ledger."""

import json
from hashlib import sha256

from oss_desk.domain.messages import Refused
from oss_desk.domain.till import ZReport
from oss_desk.operations.money import cashing_up, starts
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.simulation import at_z
from oss_desk.operations.simulation.hand import Broken, Hand
from oss_desk.operations.simulation.office import relief_of

FLOAT = 20000
COIN = 50
MUCH = 40000
"""With more than this in the till some of it is brought to the bank."""


def open_till(hand: Hand) -> None:
    """A shift for the day, its float counted."""
    hand.send(cashing_up.open_shift, float_counted=Counted(FLOAT))
    hand.ledger.opened(hand.program.desk_code, FLOAT)
    hand.seen.note("shifts opened")


def at_noon(hand: Hand) -> None:
    """Much cash goes to the bank, change comes in, the drawer is opened for nothing, an X is printed."""
    desk = hand.program.desk_code
    if hand.ledger.cash[desk] > MUCH:
        amount = hand.ledger.cash[desk] - FLOAT
        slip = f"SLIP {hand.lots.random.randrange(10**6)}"
        hand.send(cashing_up.move_cash, kind="deposit", amount=amount, slip=slip)
        hand.ledger.moved(desk, -amount)
        hand.seen.note("deposits")
    elif hand.lots.one_in(3):
        kind = hand.lots.one(("in", "out", "drawer"))
        amount = {"in": 5000, "out": 1000, "drawer": 0}[kind]
        hand.send(cashing_up.move_cash, kind=kind, amount=amount, reason="Change.")
        hand.ledger.moved(desk, -amount if kind == "out" else amount)
        hand.seen.note(f"cash {kind}")
    if hand.lots.one_in(4):
        hand.send(cashing_up.print_x)
        hand.seen.note("X reports")
    if hand.lots.one_in(4):
        hand_over(hand)


def hand_over(hand: Hand) -> None:
    """The till is counted and given to the next official, who works here for the rest of the day."""
    desk, following = hand.program.desk_code, relief_of(hand.login)
    counted = hand.ledger.cash[desk]
    second = Second(following)
    made: ZReport = hand.send(cashing_up.hand_over_till, counted=Counted(counted), second=second)
    _held(hand, made, counted)
    hand.ledger.opened(desk, counted)
    hand.sign_out()
    hand.login = following
    hand.sign_in()
    hand.seen.note("tills handed over")


def abandon(hand: Hand, visit_id: int) -> None:
    """Money was asked for, and somebody changed her mind; a program that was killed meanwhile has said so itself."""
    hand.send(starts.start_payment, visit_id=visit_id, amount=500)
    try:
        hand.send(starts.leave_payment)
    except Refused as refused:
        if refused.message.code != "nothing-to-pay":
            raise
    hand.ledger.abandoned(hand.program.desk_code)
    hand.seen.note("payments abandoned")


def cash_up(hand: Hand) -> None:
    """The till counted without knowing what should be in it, and the shift closed whatever that came to."""
    desk = hand.program.desk_code
    off = hand.lots.one((0, 0, 0, 0, 0, 0, 0, 0, -COIN, COIN))
    counted = max(hand.ledger.cash[desk] + off, 0)
    hand.send(cashing_up.count_till, counted=Counted(counted))
    made: ZReport = hand.send(cashing_up.close_shift)
    hand.seen.note("shifts closed")
    if off:
        hand.seen.note("differences")
    _held(hand, made, counted)


def _held(hand: Hand, made: ZReport, counted: int) -> None:
    """What a Z says, and the rows it stands for, held against what was noted."""
    ask_z(hand, made, counted)
    at_z.ask(hand, made)
    hand.ledger.closed(hand.program.desk_code, made.digest)


def ask_z(hand: Hand, made: ZReport, counted: int) -> None:
    """The Z says what the cashier noted herself, sum by sum, and goes on where the one before ended."""
    ledger, desk = hand.ledger, hand.program.desk_code
    figures = json.loads(made.content)
    shift = ledger.shift[desk]
    told = {
        "desk": desk,
        "number": ledger.zs[desk] + 1,
        "previous": ledger.digests.get(desk, ""),
        "expected": ledger.cash[desk],
        "counted": counted,
        "difference": counted - ledger.cash[desk],
        "opening": ledger.opening[desk],
        "cash_taken": shift["taken cash"],
        "cash_back": shift["back cash"],
        "gross": sum(amount for (where, _), amount in ledger.taken.items() if where == desk),
        "refunded": sum(amount for (where, _), amount in ledger.back.items() if where == desk),
        "abandoned": shift["abandoned"],
        "copies": shift["copies"],
    }
    wrong = {name: (figures[name], value) for name, value in told.items() if figures[name] != value}
    papers = {"count": shift["by hand count"], "amount": shift["by hand"]}
    wrong |= {"paper_receipts": (figures["paper_receipts"], papers)} if figures["paper_receipts"] != papers else {}
    tallies = {"payments": "taken", "voids": "void", "refunds": "refund", "waivers": "waived"}
    for name, noted in tallies.items():
        if figures[name] != {"count": shift[f"{noted} count"], "amount": shift[noted]}:
            wrong[name] = (figures[name], (shift[f"{noted} count"], shift[noted]))
    if sha256(made.content.encode()).hexdigest() != made.digest or made.number != figures["number"]:
        wrong["digest"] = (made.digest, made.number)
    if wrong:
        raise Broken(f"Z {made.number} of {desk} says otherwise than was noted (Z, noted): {wrong}")
