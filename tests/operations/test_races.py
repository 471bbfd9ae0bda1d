"""Two desks on one button: whichever way their commands fall between each other, one order explains what is stored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from oss_desk.domain.cases import Case, Handover
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.corrections import Correction
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import CashSession, Demand, Payment, PaymentDemand, Receipt
from oss_desk.operations.cases import cases, endings, handover
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import cashing_up, corrections, till
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.sheets import Collector
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.operations.casework import cash, close, issue, start
from tests.operations.conftest import PEOPLE, SERVICES, USUAL, Shop
from tests.operations.racing import (
    Gate,
    Outcome,
    Prepare,
    Race,
    Waits,
    finished,
    gated,
    interleaved,
    one_after_the_other,
    raced,
    sending,
    waits,
)
from tests.operations.test_kill import spread

PRICE = 700
QUICK = (SERVICES / "quick.yaml").read_text("utf-8")


def quick_case(shop: Shop) -> Case:
    """A case of which the slip is still to be written."""
    version = versions(shop)[-1]
    visit = shop.visit(shop.citizen())
    (case,) = start(shop, visit, shop.line(visit, version))
    close(shop, visit)
    return case


def versions(shop: Shop) -> tuple[ServiceVersion, ...]:
    """Every version of the service that everything here is about, the one in force last."""
    with shop.database.reading() as work:
        return rows.every(work, ServiceVersion, service="quick")


def acted(shop: Shop, case: Case, action: str) -> Case:
    """The case one action further."""
    made: Case = shop.do(cases.act, case_id=case.id, version=now(shop, case).version, action=action)
    return made


def now(shop: Shop, case: Case) -> Case:
    """The case as it stands."""
    with shop.database.reading() as work:
        return rows.get(work, Case, case.id)


def owing(shop: Shop) -> tuple[Case, Demand]:
    """A case that waits for its money."""
    case = acted(shop, quick_case(shop), "written")
    with shop.database.reading() as work:
        (demand,) = rows.every(work, Demand, case_id=case.id)
    return case, demand


def refusals(*outcomes: Outcome) -> list[str]:
    """Why those that were refused were."""
    return [one.messages[0].code for one in outcomes if isinstance(one, Refused)]


def one_won(*outcomes: Outcome, told: frozenset[str]) -> None:
    """Exactly one was carried out, and the other told why not."""
    why = refusals(*outcomes)
    assert len(why) == 1, outcomes
    assert why[0] in told, why


def pay_and_pay(shop: Shop) -> Race:
    """The money of one demand, taken at two desks."""
    case, demand = owing(shop)

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=frozenset({"demand-paid", "changed-meanwhile"}))
        with shop.database.reading() as work:
            (settled,) = rows.every(work, PaymentDemand, order_by=("demand_id",), demand_id=demand.id)
            assert rows.get(work, Payment, settled.payment_id).amount == demand.amount
            assert rows.get(work, Case, case.id).step == "make"

    def pay(by: str) -> Callable[[Shop], Any]:
        return lambda at: at.do(till.pay, by=by, demand_ids=(demand.id,), payment=cash(demand.amount))

    return Race(pay("ada"), pay("cass"), check)


def paid(shop: Shop) -> Receipt:
    """The receipt of a slip for which ada took the money."""
    _, demand = owing(shop)
    made: Receipt = shop.do(till.pay, demand_ids=(demand.id,), payment=cash(demand.amount))
    return made


def giving_back(shop: Shop, receipt: Receipt) -> Callable[[str], Callable[[Shop], Any]]:
    """All of it back, in cash, by whoever is asked."""
    (line,) = till.receipt(shop.at("ada"), number=receipt.number).refundable
    assert line.paid.minor == line.left.minor == PRICE
    values: dict[str, Any] = {"receipt_id": receipt.id, "lines": (RefundLine(line.demand_id, line.fee, PRICE),)}
    values |= {"parts": (BackBy("cash", PRICE),), "reason": "not-owed", "words": "By mistake.", "second": Second("sue")}
    return lambda by: lambda at: at.do(corrections.refund, by=by, **values)


def gave_back_once(receipt: Receipt) -> Callable[..., None]:
    """What must be so after two desks gave back the money of one receipt."""

    def check(shop: Shop, *outcomes: Outcome) -> None:
        told = {"refund-too-much", "receipt-cancelled", "receipt-refunded", "nothing-to-refund"}
        one_won(*outcomes, told=frozenset(told))
        with shop.database.reading() as work:
            (made,) = rows.every(work, Correction, payment_id=receipt.payment_id)
            assert -made.amount == rows.get(work, Payment, receipt.payment_id).amount

    return check


def refund_and_refund(shop: Shop) -> Race:
    """All the money of one payment, given back at two desks."""
    receipt = paid(shop)
    back = giving_back(shop, receipt)
    return Race(back("ada"), back("cass"), gave_back_once(receipt))


def void_and_refund(shop: Shop) -> Race:
    """A receipt cancelled where it was given out, its money given back at another desk."""
    receipt = paid(shop)
    why: dict[str, Any] = {"reason": "wrong-means", "words": "By card after all.", "second": Second("sue")}
    return Race(
        lambda at: at.do(corrections.void, by="ada", receipt_id=receipt.id, **why),
        giving_back(shop, receipt)("cass"),
        gave_back_once(receipt),
    )


def void_and_void(shop: Shop) -> Race:
    """One receipt cancelled twice at its desk, as by two windows of it."""
    receipt = paid(shop)
    why: dict[str, Any] = {"reason": "wrong-payer", "words": "Her brother pays.", "second": Second("sue")}

    def cancel(at: Shop) -> Any:
        return at.do(corrections.void, by="ada", receipt_id=receipt.id, **why)

    return Race(cancel, cancel, gave_back_once(receipt))


def pay_and_close(shop: Shop) -> Race:
    """Money taken while the till is counted and closed: it stands in that shift, or is not taken at all."""
    _, demand = owing(shop)
    with shop.database.reading() as work:
        desk = rows.find(work, Desk, code="A")
        assert desk is not None
        shift = rows.find(work, CashSession, desk_id=desk.id, closed_at=None)
    if shift is None:
        shift = shop.do(cashing_up.open_shift, float_counted=Counted(0))
    sat: list[CashSession] = [shift]

    def close_till(at: Shop) -> Any:
        at.do(cashing_up.count_till, by="ada", counted=Counted(0))
        return at.do(cashing_up.close_shift, by="ada")

    def check(shop: Shop, *outcomes: Outcome) -> None:
        assert refusals(outcomes[1]) == []
        assert set(refusals(outcomes[0])) <= {"shift-counted", "shift-not-open"}
        with shop.database.reading() as work:
            settled = rows.every(work, PaymentDemand, order_by=("demand_id",), demand_id=demand.id)
            inside = [rows.get(work, Payment, one.payment_id).cash_session_id for one in settled]
        assert inside == ([] if refusals(outcomes[0]) else [sat[0].id])
        shop.do(cashing_up.open_shift, float_counted=Counted(0))

    return Race(lambda at: at.do(till.pay, demand_ids=(demand.id,), payment=cash(PRICE)), close_till, check)


def action_and_action(shop: Shop) -> Race:
    """One case taken on by two clerks, each another way."""
    case = quick_case(shop)

    def act(by: str, action: str) -> Callable[[Shop], Any]:
        values: dict[str, Any] = {"case_id": case.id, "version": case.version, "action": action}
        return lambda at: at.do(cases.act, by=by, **values)

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=MEANWHILE)
        (won,) = (one for one in outcomes if isinstance(one, Case))
        assert now(shop, case) == won

    return Race(act("ada", "written"), act("ben", "free"), check)


def action_and_withdraw(shop: Shop) -> Race:
    """One case taken on at one desk and withdrawn by its citizen at another."""
    case = quick_case(shop)
    seen: dict[str, Any] = {"case_id": case.id, "version": case.version}

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=MEANWHILE)
        (won,) = (one for one in outcomes if isinstance(one, Case))
        assert now(shop, case) == won

    return Race(
        lambda at: at.do(cases.act, by="ada", **seen, action="written"),
        lambda at: at.do(endings.withdraw, by="ben", **seen),
        check,
    )


def handover_and_handover(shop: Shop) -> Race:
    """One paper given out at two desks."""
    case, demand = owing(shop)
    shop.do(till.pay, demand_ids=(demand.id,), payment=cash(demand.amount))
    issue(shop, case, f"S {case.number}", by="ada")
    ready = acted(shop, case, "made")

    def give(by: str) -> Callable[[Shop], Any]:
        collector = Collector("applicant", ready.applicant_citizen_id)
        document = {"document_type": "passport", "document_number": "P4417"}
        values: dict[str, Any] = {"case_id": ready.id, "version": ready.version, "collector": collector, **document}
        return lambda at: at.do(handover.hand_over, by=by, **values)

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=MEANWHILE)
        with shop.database.reading() as work:
            assert len(rows.every(work, Handover, case_id=case.id)) == 1

    return Race(give("ada"), give("ben"), check)


def start_and_publish(shop: Shop) -> Race:
    """A case started while another version of its service comes into force: it is of one of the two, wholly."""
    known = versions(shop)
    old = known[-1]
    visit = shop.visit(shop.citizen())
    line = shop.line(visit, old)
    text = QUICK.replace("title: Slip\n", f"title: Slip {len(known)}\n", 1)
    new = shop.do(catalogue.import_service, by="sue", text=text, name="quick.yaml")

    def check(shop: Shop, *outcomes: Outcome) -> None:
        assert refusals(*outcomes) == []
        with shop.database.reading() as work:
            (made,) = rows.every(work, Case, visit_id=visit.id)
        assert made.service_version_id in (old.id, new.id)
        close(shop, visit)

    return Race(
        lambda at: at.do(cases.start_cases, visit_id=visit.id, request_ids=(line.id,), payment=None),
        lambda at: at.do(catalogue.publish, by="sue", service_version_id=new.id),
        check,
    )


def correct_and_correct(shop: Shop) -> Race:
    """One person's record written at two desks."""
    citizen = shop.citizen()

    def correct(by: str, name: str) -> Callable[[Shop], Any]:
        values: dict[str, Any] = {"citizen_id": citizen.id, "version": citizen.version, "citizen": CitizenGiven(name)}
        return lambda at: at.do(people.correct_citizen, by=by, **values)

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=MEANWHILE)
        (won,) = (one for one in outcomes if isinstance(one, Citizen))
        with shop.database.reading() as work:
            assert rows.get(work, Citizen, citizen.id) == won

    return Race(correct("ada", "Tamar One"), correct("ben", "Tamar Two"), check)


def claim_and_claim(shop: Shop) -> Race:
    """One desk that two programs sit down at."""

    def sit_down(login: str) -> Callable[[Shop], Any]:
        return lambda at: office.sign_in(at.program("C"), login=login)

    def check(shop: Shop, *outcomes: Outcome) -> None:
        one_won(*outcomes, told=frozenset({"desk-taken"}))
        (won,) = (one for one in outcomes if not isinstance(one, Refused))
        with shop.database.reading() as work:
            (desk,) = rows.every(work, Desk, code="C")
        assert desk.signed_in_id == won.signed_in.official.id
        office.sign_out(won)

    return Race(sit_down("cass"), sit_down("ada"), check)


MEANWHILE = frozenset({"changed-meanwhile", "case-closed"})
PAIRS: Mapping[str, Prepare] = {
    "pay/pay": pay_and_pay,
    "pay/close shift": pay_and_close,
    "refund/refund": refund_and_refund,
    "void/refund": void_and_refund,
    "void/void": void_and_void,
    "action/action": action_and_action,
    "action/withdraw": action_and_withdraw,
    "handover/handover": handover_and_handover,
    "start/publish": start_and_publish,
    "correct/correct": correct_and_correct,
    "claim/claim": claim_and_claim,
}
ON_POSTGRESQL_ONLY = frozenset({"claim/claim"})
"""On SQLite a second program is refused before it could claim a desk."""


@pytest.fixture
def others(shop: Shop) -> Iterator[Shop]:
    """The same office in another program where two can be open, with other people at other desks."""
    everybody = {(login, USUAL.get(login, "R")): shop.at(login) for login in PEOPLE}
    shop.service(QUICK)
    if shop.database.dialect == "sqlite":
        yield shop
        return
    database = open_database(shop.database.address.render_as_string(hide_password=False))
    yield Shop(database, shop.clock, {at: replace(program, database=database) for at, program in everybody.items()})
    database.close()


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair not in ON_POSTGRESQL_ONLY])
def test_in_both_orders_one_desk_wins_and_the_other_is_told(shop: Shop, others: Shop, pair: str) -> None:
    for second_first in (False, True):
        one_after_the_other(shop, others, PAIRS[pair](shop), second_first=second_first)


@pytest.fixture
def blocked(shop: Shop) -> Iterator[Waits]:
    """Tells whether somebody waits for a lock."""
    with waits(shop.database.address.render_as_string(hide_password=False)) as looked:
        yield looked


@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize("pair", PAIRS)
def test_wherever_one_command_comes_between_the_statements_of_another_one_order_explains_the_end(
    shop: Shop, others: Shop, blocked: Waits, pair: str, rounds: Callable[[int], int]
) -> None:
    points = statements(shop, others, PAIRS[pair], blocked)
    met = [interleaved(shop, others, PAIRS[pair](shop), at, blocked) for at in spread(points, rounds(4))]
    assert sum(met) > len(met) // 2


def statements(shop: Shop, others: Shop, prepare: Prepare, blocked: Waits) -> int:
    """How many statements the first command of this pair has, its commit included."""
    gate = Gate(0)
    race = prepare(shop)
    with gated(shop, gate):
        (first,) = finished(sending(race.first, shop))
    race.check(shop, first, *finished(sending(race.second, others)))
    return gate.passed


@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_desks_at_the_very_same_moment_one_wins(
    shop: Shop, others: Shop, pair: str, rounds: Callable[[int], int]
) -> None:
    for _ in range(rounds(4)):
        raced(shop, others, PAIRS[pair](shop))
