"""What an official of the simulated office does with her hand: baskets filled, cases started, worked and given out."""

from dataclasses import replace
from typing import Any

from oss_desk.domain.cases import Case
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Demand, Payment, Receipt
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import cases, handover, steps
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import CaseSheet, Collector, PaperLine, PartGiven, Payer, PaymentGiven, VisitSheet
from oss_desk.operations.simulation.hand import Hand
from oss_desk.operations.simulation.office import SUPERVISORS, Town
from oss_desk.operations.visits import basket, evidence, visits
from oss_desk.operations.visits.drafts import keep_draft
from oss_desk.operations.visits.start import start_cases
from oss_desk.storage import rows
from oss_desk.workflows.walk import WalkStep

DOCUMENT = ("national-id-card", "4417 082")


def ask_for(hand: Hand, town: Town, visit: Visit, services: tuple[str, ...]) -> None:
    """The basket with these services, their forms filled and every paper they ask for shown."""
    for service in services:
        version = walking.offered(hand.program, service=service)
        line = hand.send(basket.add_service, visit_id=visit.id, service_version_id=version)
        way = town.ways[service]
        content: dict[str, Any] = {"answers": dict(way.answers), "exemptions": []}
        content |= {"assessed": dict(way.assessed), "assessed_note": way.note}
        keep_draft(hand.program, visit_id=visit.id, part=f"line:{line.id}", content=content)
    for paper in visits.visit(hand.program, visit_id=visit.id).papers:
        if paper.required and not paper.settled:
            for kind in paper.alternatives[0]:
                hand.send(evidence.mark_paper, visit_id=visit.id, **_shown(hand, paper, kind))


def _shown(hand: Hand, paper: PaperLine, kind: Any) -> dict[str, Any]:
    return {
        "key": paper.key,
        "type": kind.type,
        "mark": walking.best_mark(paper),
        "number": "4417 082" if kind.numbered else "",
        "issued_on": hand.program.clock().date() if kind.dated else None,
    }


def start(hand: Hand, sheet: VisitSheet, payer: Citizen) -> tuple[Case, ...]:
    """Every line that is ready started, and what it costs paid."""
    ready = tuple(line for line in sheet.lines if line.state == "ready")
    if not ready:
        return ()
    elsewhere = walking.paid_elsewhere(fee for line in ready for fee in line.fees_now)
    owed = sum(line.to_pay_now.minor for line in ready)
    payment = paid(hand, owed, Payer("citizen", payer.id, payer.name), elsewhere)
    chosen = tuple(line.request.id for line in ready)
    made: tuple[Case, ...] = hand.send(start_cases, visit_id=sheet.visit.id, request_ids=chosen, payment=payment)
    if payment is not None:
        hand.took(payment, receipt_of(hand, sheet.visit))
    return made


def receipt_of(hand: Hand, visit: Visit) -> str:
    """The number of the newest receipt of a visit."""
    with hand.program.database.reading() as work:
        payment = rows.every(work, Payment, visit_id=visit.id)[-1]
        return rows.every(work, Receipt, payment_id=payment.id)[0].number


def paid(hand: Hand, owed: int, payer: Payer, elsewhere: int = 0) -> PaymentGiven | None:
    """How somebody pays this: in cash with a round note, by card, or a part in each."""
    if not owed:
        return None
    here = owed - elsewhere
    means = hand.lots.one(("cash", "cash", "cash", "card", "both"))
    in_cash = {"cash": here, "card": 0, "both": here // 200 * 100}[means]
    parts = (
        PartGiven("cash", in_cash, -(-in_cash // 500) * 500),
        PartGiven("card", here - in_cash, here - in_cash, "TERMINAL 0417"),
        PartGiven("elsewhere", elsewhere, elsewhere, "BANK 20417"),
    )
    return PaymentGiven(payer, tuple(part for part in parts if part.amount), owed)


def pay(hand: Hand, sheet: CaseSheet, visit: Visit) -> None:
    """What a case owes, paid by whom it is for."""
    owed = sum(one.amount.minor for one in sheet.demands)
    elsewhere = walking.paid_elsewhere(fee for one in sheet.demands for fee in one.lines)
    who = sheet.applicant
    payment = paid(hand, owed, Payer(who.person.kind, who.person.id, who.name), elsewhere)
    if payment is not None:
        payment = written_by_hand(hand, payment) if hand.lots.one_in(12) else payment
        ids = tuple(one.demand_id for one in sheet.demands)
        hand.took(payment, hand.send(till.pay, demand_ids=ids, visit_id=visit.id, payment=payment).number)


def written_by_hand(hand: Hand, payment: PaymentGiven) -> PaymentGiven:
    """The same payment, taken this morning on paper while there was no power, and entered now."""
    desk = hand.program.desk_code
    pad = hand.ledger.pads[desk] = hand.ledger.pads[desk] + 1
    hand.seen.note("paper receipts")
    return replace(payment, paper_number=f"{desk}-PAD {pad:05d}", written_on=hand.program.clock().date())


def pay_again(hand: Hand, demands: tuple[Demand, ...], visit: Visit, payer: Citizen) -> None:
    """What is owed again after its receipt was cancelled, paid another time."""
    payment = paid(hand, sum(one.amount for one in demands), Payer("citizen", payer.id, payer.name))
    if payment is not None:
        ids = tuple(one.id for one in demands)
        hand.took(payment, hand.send(till.pay, demand_ids=ids, visit_id=visit.id, payment=payment).number)


def work(hand: Hand, town: Town, case_id: int) -> bool:
    """The case one step further, as the way of its service says; whether there was a step to take."""
    sheet = cases.case(hand.program, case_id=case_id)
    way = town.ways[sheet.service.id]
    move = next((step for step in way.steps if step.step == sheet.case.step), None)
    roles = hand.program.signed_in.roles if hand.program.signed_in is not None else frozenset()
    if move is None or move.kind != "act" or sheet.case.role not in roles:
        return False
    _prepare(hand, sheet, move)
    four_eyes = any(action.id == move.action and "four-eyes" in action.needs for action in sheet.actions)
    hand.send(
        steps.act,
        case_id=case_id,
        version=_version(hand, case_id),
        action=move.action or "",
        note=move.given.note,
        checklist=tuple(sorted(move.given.checklist)),
        answers=dict(move.answers),
        assessed=dict(move.given.assessed),
        second=Second(SUPERVISORS[0]) if four_eyes else None,
    )
    return True


def _prepare(hand: Hand, sheet: CaseSheet, move: WalkStep) -> None:
    """Papers, numbers and opinions that the action waits for."""
    case_id = sheet.case.id
    for paper in sheet.papers:
        if paper.required and not paper.settled:
            for kind in paper.alternatives[0]:
                version = _version(hand, case_id)
                hand.send(steps.record_paper, case_id=case_id, version=version, **_shown(hand, paper, kind))
    for opinion in sheet.opinions:
        if opinion.answer is None:
            hand.send(steps.record_opinion, opinion_id=opinion.id, version=1, answer="positive")
    for line in sheet.outputs if move.given.issued else ():
        if line.issued is None:
            place = {"output": line.output, "position": line.position, "number": walking.number_for(line, sheet.case)}
            hand.send(handover.issue_output, case_id=case_id, version=_version(hand, case_id), **place)


def collect(hand: Hand, case_id: int) -> None:
    """What the case made, given to whom it is for against an identity card."""
    case = walking.case_now(hand.program, case_id=case_id)
    collector = Collector("applicant", case.applicant_citizen_id)
    document = {"document_type": DOCUMENT[0], "document_number": DOCUMENT[1]}
    hand.send(handover.hand_over, case_id=case_id, version=case.version, collector=collector, **document)


def at_once(hand: Hand, town: Town, case_id: int) -> None:
    """Everything of a service that is done while the citizen waits."""
    while work(hand, town, case_id) and walking.case_now(hand.program, case_id=case_id).step_kind == "work":
        pass
    if walking.case_now(hand.program, case_id=case_id).step_kind == "ready-to-collect":
        collect(hand, case_id)


def close(hand: Hand, visit_id: int, outcome: str | None = None) -> None:
    """The visit ended as it stands."""
    version = walking.visit_now(hand.program, visit_id=visit_id).version
    hand.send(visits.close_visit, visit_id=visit_id, version=version, outcome=outcome)


def _version(hand: Hand, case_id: int) -> int:
    return walking.case_now(hand.program, case_id=case_id).version
