"""Copies of receipts: the first by the cashier, further ones on a supervisor's word; they never change a total (R9)."""

from dataclasses import dataclass, replace

from oss_desk.domain import papers
from oss_desk.domain.corrections import CopyReason, Correction, CorrectionCopy
from oss_desk.domain.jobs import PaperKind, PrintJob
from oss_desk.domain.office import Official
from oss_desk.domain.till import Payment, Receipt, ReceiptCopy
from oss_desk.operations import given
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.papers.paper_parts import as_copy
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look, command
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows

__all__ = ["copy_correction", "copy_receipt", "corrected_paper"]

USUAL = "payer-asks"
"""Why a first copy is made, where nobody says otherwise."""


@dataclass(frozen=True)
class _Copy:
    """One copy to be made: of which number, the how manieth, why."""

    number: str
    copy: int
    reason: str
    taker_id: int


@command("take-money")
def copy_receipt(act: Act, *, receipt_id: int, reason: str = "", second: Second | None = None) -> PrintJob:
    """Print a receipt once more from its frozen content, as COPY n; from the second on a supervisor approves.

    What happened to the receipt since then stands on the copy: which receipt cancelled it, what was given back (R8).
    """
    original = rows.get(act.work, Receipt, receipt_id)
    payment = rows.get(act.work, Payment, original.payment_id)
    number = 1 + len(rows.every(act.work, ReceiptCopy, receipt_id=receipt_id))
    copy = _Copy(original.number, number, _reason(reason, number), payment.official_id)
    official = _approved(act, "copy_receipt", copy, second)
    kept = rows.add(act.work, ReceiptCopy, receipt_id=receipt_id, copy=number, at=act.now, official_id=act.official.id)
    values = {"reason": copy.reason, "approver_id": official.id if official else None, "desk_id": act.desk.id}
    rows.add(act.work, CopyReason, receipt_copy_id=kept.id, at=act.now, **values)
    return _printed(act, corrected_paper(act, original), "receipt", payment.id, copy)


@command("take-money")
def copy_correction(act: Act, *, correction_id: int, reason: str = "", second: Second | None = None) -> PrintJob:
    """Print the receipt of a void or a refund once more, as COPY n; from the second on a supervisor approves."""
    original = rows.get(act.work, Correction, correction_id)
    number = 1 + correction_rows.copies_of(act.work, original.id)
    copy = _Copy(original.number, number, _reason(reason, number), original.official_id)
    official = _approved(act, "copy_correction", copy, second)
    values = {"reason": copy.reason, "approver_id": official.id if official else None, "desk_id": act.desk.id}
    about = {"at": act.now, "official_id": act.official.id}
    rows.add(act.work, CorrectionCopy, correction_id=original.id, copy=number, **values, **about)
    paper = papers.from_json(original.kind, original.content)
    return _printed(act, paper, original.kind, original.payment_id, copy)


def _reason(reason: str, number: int) -> str:
    """Why; only a first copy may go without words."""
    return (given.line(reason) or USUAL) if number == 1 else given.needed(reason, "reason-needed")


def _approved(act: Act, operation: str, copy: _Copy, second: Second | None) -> Official | None:
    if copy.copy == 1:
        return None
    shown: Shown = {"receipt": copy.number, "copy": copy.copy}
    texts, taker = {"reason": copy.reason}, frozenset({copy.taker_id})
    return approver(act, second, right="overrule", operation=operation, shown=shown, texts=texts, not_also=taker)


def _printed(act: Act, paper: papers.Paper, kind: PaperKind, payment_id: int, copy: _Copy) -> PrintJob:
    job = store(act, as_copy(paper, copy.copy), ("payment", payment_id), kind)
    payload = {"receipt": copy.number, "copy": copy.copy}
    act.event("receipt-copied", ("payment", payment_id), payload, {"reason": copy.reason})
    return job


def corrected_paper(look: Look, receipt: Receipt) -> papers.ReceiptPaper:
    """A receipt's frozen content, with what corrected it since: the number that cancelled it, what was given back.

    What comes next is said of no receipt that is cancelled.
    """
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    done = correction_rows.of_payment(look.work, receipt.payment_id)
    void = next((one.number for one in done if one.kind == "void"), "")
    back = tuple(papers.GivenBack(one.number, -one.amount) for one in done if one.kind == "refund")
    head = replace(paper.head, mark="cancelled") if void else paper.head
    following = paper.next_steps if not void else ()
    return replace(paper, head=head, cancelled_by=void, given_back=back, next_steps=following)
