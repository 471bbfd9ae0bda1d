"""Every receipt worked out again from the definition that its case was started on, by the answers given to it (R14)."""

from collections.abc import Iterator

from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.till import Demand, DemandLine, PaymentDemand, Receipt
from oss_desk.operations.cases.running import load
from oss_desk.operations.money import fee_steps
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.fees import fee_lines

Worked = tuple[str, str | None, int, str]
"""Fee, exemption, amount in minor units, steps."""


def paid_demands(look: Look, receipt: Receipt) -> tuple[Demand, ...]:
    """What a receipt settled, in the order in which it stands on it."""
    settled = rows.every(look.work, PaymentDemand, order_by=("demand_id",), payment_id=receipt.payment_id)
    return rows.every(look.work, Demand, id=tuple(one.demand_id for one in settled))


def kept_lines(look: Look, demand: Demand) -> list[Worked]:
    """The lines as they were frozen."""
    lines = rows.every(look.work, DemandLine, order_by=("position",), demand_id=demand.id)
    return [(line.fee, line.exemption, line.amount, line.steps) for line in lines]


def worked_again(look: Look, demand: Demand) -> list[Worked]:
    """The same asked of the definition once more."""
    at = load(look, rows.get(look.work, Case, demand.case_id))
    assessed = {line.fee: line.amount for line in rows.every(look.work, DemandLine, demand_id=demand.id)}
    lines = fee_lines(at.service, at.answers, at.facts, demand.point, at.exemptions, assessed)
    return [(line.fee, line.exemption, line.amount.minor, fee_steps.stored(line.steps)) for line in lines]


def differing(look: Look) -> Iterator[str]:
    """The receipts whose paper, frozen lines and definition do not say the same."""
    for receipt in rows.every(look.work, Receipt):
        paper = papers.from_json("receipt", receipt.content)
        assert isinstance(paper, papers.ReceiptPaper)
        demands = paid_demands(look, receipt)
        kept = [line for demand in demands for line in kept_lines(look, demand)]
        printed = sorted(fee.amount for service in paper.services for fee in service.fees)
        again = [line for demand in demands for line in worked_again(look, demand)]
        if kept != again or printed != sorted(line[2] for line in kept) or paper.total != sum(printed):
            yield receipt.number
