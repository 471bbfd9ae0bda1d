"""Fees of the start that are waived: decided at the counter, kept in the transaction that makes the cases (R27)."""

from collections.abc import Sequence

from oss_desk.domain.money import Money
from oss_desk.domain.office import Official
from oss_desk.domain.text import in_language
from oss_desk.domain.visits import Visit
from oss_desk.operations.money import waivers
from oss_desk.operations.money.waivers import WaiverGiven, Waiving
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.papers.acknowledgements import Begun
from oss_desk.operations.program import Act
from oss_desk.operations.sheets import WaiverWanted


def waive(act: Act, visit: Visit, begun: Sequence[Begun], second: Second | None) -> None:
    """Waive what was decided of these lines; one second person approves all of it, where any case is above the limit.

    Refused like any waiver, and then no case is started and nothing is booked.
    """
    wanted = [_checked(act, one, waiver) for one in begun for waiver in one.line.waivers]
    if wanted:
        official = _approved(act, visit, begun, wanted, second)
        for one in wanted:
            waivers.told(act, one, official)


def _checked(act: Act, one: Begun, wanted: WaiverWanted) -> Waiving:
    if one.demand is None:
        raise RuntimeError("what is waived is owed")
    given = WaiverGiven(wanted.amount, wanted.ground, wanted.reason, wanted.law, fee=wanted.fee)
    return waivers.checked(act, one.at.case, one.demand, given)


def _approved(
    act: Act, visit: Visit, begun: Sequence[Begun], wanted: Sequence[Waiving], second: Second | None
) -> Official | None:
    """Who approved it: she sees what is waived of which service, since no case has a number yet."""
    if not any(waivers.is_above(act, one.at.case, _of(one)) for one in begun if one.line.waivers):
        return None
    of = {one.at.case.id: one.line for one in begun}
    amount = Money(sum(one.waiver.amount for one in wanted), act.office.money).amount
    each = {f"line-{of[one.case.id].request.id}-{one.waiver.fee}": one.waiver.amount for one in wanted}
    shown: Shown = {"visit": visit.id, "amount": f"{amount:f}", "currency": act.office.currency, **each}
    language = act.office.languages[0]
    services = dict.fromkeys(in_language(of[one.case.id].service.title, language) for one in wanted)
    texts = {
        "services": ", ".join(services),
        "ground": "; ".join(dict.fromkeys(one.ground for one in wanted)),
        "reason": "; ".join(dict.fromkeys(one.reason for one in wanted)),
    }
    return approver(act, second, right="overrule", operation="waive_at_start", shown=shown, texts=texts)


def _of(one: Begun) -> int:
    return sum(waiver.amount for waiver in one.line.waivers)
