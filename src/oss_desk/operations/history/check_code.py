"""The check code of a receipt: ten signs that let anybody with the records see whether this paper is as it was made."""

import json
from datetime import datetime
from hashlib import sha256

from oss_desk.domain import papers
from oss_desk.domain.chain import canonical, plain
from oss_desk.domain.corrections import Correction
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk
from oss_desk.domain.till import Payment, Receipt
from oss_desk.operations.program import Look, reading
from oss_desk.storage import chain as chain_rows
from oss_desk.storage import linked, rows

SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without I and O, which are read as 1 and 0."""
LENGTH, GROUP = 10, 5
_READ_AS = str.maketrans({"I": "1", "O": "0", "-": None, " ": None})


def code_of(look: Look, *, desk: Desk, number: str, at: datetime, total: int) -> str:
    """The code to print on a receipt that is being made: asked once its number is taken, which locks the desk (R16).

    `total` is in minor units. The code covers office, desk, number, moment, sum and currency, and the head of the
    desk's chain before this command: changed, moved or left out, the paper no longer fits.
    """
    _, _, head = chain_rows.held_head(look.work, desk.id, at)
    return made_code(look, desk.code, number, at, total, head)


def made_code(look: Look, desk_code: str, number: str, at: datetime, total: int, head: str) -> str:
    """The code over these values, in two groups."""
    office = look.office
    covered = canonical([office.public_id, desk_code, number, plain(at), total, office.currency, head])
    rest, signs = int(sha256(covered.encode()).hexdigest(), 16), ""
    for _ in range(LENGTH):
        rest, sign = divmod(rest, len(SIGNS))
        signs += SIGNS[sign]
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


@reading("check-history")
def check_paper(look: Look, *, number: str, code: str) -> Message:
    """Whether a receipt that somebody holds is the one in the records: its number and the check code that it bears."""
    return compared(look, number.strip().upper(), code)


def compared(look: Look, number: str, code: str) -> Message:
    """The sentence about a paper with this number and code."""
    found = rows.find(look.work, Receipt, number=number) or rows.find(look.work, Correction, number=number)
    if found is None:
        return Message("paper-unknown", {"number": number})
    paper = papers.from_json(found.kind if isinstance(found, Correction) else "receipt", found.content)
    if not isinstance(paper, papers.ReceiptPaper | papers.VoidPaper | papers.RefundPaper) or not paper.check:
        return Message("paper-without-code", {"number": number})
    recorded = _corrected(look, found) if isinstance(found, Correction) else _recorded(look, found)
    matches = code.upper().translate(_READ_AS) == recorded.replace("-", "")
    return Message("paper-matches" if matches else "paper-differs", {"number": number})


def _recorded(look: Look, receipt: Receipt) -> str:
    """The code made again of what the records say now."""
    payment = rows.get(look.work, Payment, receipt.payment_id)
    desk = rows.get(look.work, Desk, receipt.desk_id)
    head = _head_before(look, payment, desk)
    return made_code(look, desk.code, receipt.number, receipt.issued_at, payment.amount, head)


def _corrected(look: Look, correction: Correction) -> str:
    """The same for the receipt of a void or a refund; its sum is below zero."""
    desk = rows.get(look.work, Desk, correction.desk_id)
    told = rows.every(look.work, Event, subject_kind="payment", subject_id=correction.payment_id, desk_id=desk.id)
    own = next((event for event in told if json.loads(event.payload).get("number") == correction.number), None)
    head = linked.before_command(look.work, desk.id, own.command_id) or "" if own is not None else ""
    return made_code(look, desk.code, correction.number, correction.at, correction.amount, head)


def _head_before(look: Look, payment: Payment, desk: Desk) -> str:
    """The head of the desk's chain before the command that took this payment; empty where that cannot be found."""
    taken = rows.every(look.work, Event, subject_kind="payment", subject_id=payment.id, desk_id=desk.id)
    if not taken:
        return ""
    return linked.before_command(look.work, desk.id, taken[0].command_id) or ""
