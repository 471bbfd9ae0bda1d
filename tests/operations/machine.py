"""A state machine over the real operations: whatever officials do in whatever order, the sums of the office hold."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Demand, Receipt
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.cases import case_clock, cases, endings, handover
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import cashing_up, copies, corrections, till, waivers
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office import notices
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import papers
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.sheets import Collector, PartGiven, Payer, PaymentGiven
from oss_desk.operations.simulation import invariants
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows
from tests.operations.conftest import SERVICES, Shop

QUICK = (SERVICES / "quick.yaml").read_text("utf-8")
PRICE = 700
SUE = Second("sue")
PLACE = st.integers(0, 1000)
"""Which of the things there are; counted round."""
CLERKS = st.sampled_from(["ada", "ben"])
CASHIERS = {"ada": "A", "cass": "C"}


class OfficeMachine(RuleBasedStateMachine):
    """Officials at their desks, and beside them a plain model of what they were told was done."""

    new_shop: Callable[[], Shop]

    @initialize()
    def opened(self) -> None:
        """An office with one service and one person."""
        self.shop = type(self).new_shop()
        self.ledger = Ledger()
        self.version = self.shop.service(QUICK)
        self.people = [self.shop.citizen()]
        self.visits: dict[str, Visit] = {}
        self.held: list[Visit] = []
        self.lines: dict[int, ServiceRequest] = {}
        self.removed: dict[int, ServiceRequest] = {}
        self.open: dict[int, str] = {}
        self.receipts: list[tuple[Receipt, int]] = []
        self.number = 0
        self.last: tuple[Callable[..., Any], str, str, dict[str, Any], Any] | None = None
        self.visit_opened(0, "ada")
        for number in range(4):
            self.service_asked_for()
            self.case_started(0)
            if number:
                self.acted(self.at("write", 0), "written", "to-pay", "ada")
        self.visit_closed()

    def do(self, verb: Callable[..., Any], by: str = "ada", **values: Any) -> Any:
        """A command carried out, remembered so that it can be sent again."""
        command = str(uuid4())
        made = verb(self.shop.at(by), command, **values).result
        self.last = (verb, by, command, values, made)
        return made

    def refused(self, verb: Callable[..., Any], by: str = "ada", **values: Any) -> None:
        """A command that the office must not carry out."""
        with pytest.raises(Refused):
            verb(self.shop.at(by), str(uuid4()), **values)

    def case(self, case_id: int) -> Case:
        """The case as it stands."""
        with self.shop.database.reading() as work:
            return rows.get(work, Case, case_id)

    def at(self, state: str, place: int) -> int:
        """One of the cases that are so far."""
        found = sorted(case for case, where in self.open.items() if where == state)
        return found[place % len(found)]

    def some(self, state: str) -> bool:
        """Whether a case is so far."""
        return state in self.open.values()

    # people

    @rule(name=st.sampled_from(["Tamar", "Nino", "Lela"]))
    def somebody_new(self, name: str) -> None:
        """A person is put on record."""
        self.people.append(self.do(people.add_citizen, citizen=CitizenGiven(name)))

    @rule(place=PLACE, by=CLERKS)
    def person_corrected(self, place: int, by: str) -> None:
        """Her record is written anew."""
        at = place % len(self.people)
        known = self.people[at]
        values: dict[str, Any] = {
            "citizen_id": known.id,
            "version": known.version,
            "citizen": CitizenGiven(f"{known.name[:40]} K"),
        }
        self.people[at] = self.do(people.correct_citizen, by, **values)

    @rule(place=PLACE)
    def person_corrected_as_she_was_before(self, place: int) -> None:
        """Somebody else was faster."""
        known = self.people[place % len(self.people)]
        stale: dict[str, Any] = {
            "citizen_id": known.id,
            "version": known.version - 1,
            "citizen": CitizenGiven("Nobody"),
        }
        self.refused(people.correct_citizen, **stale)

    # visits

    @precondition(lambda self: "ada" not in self.visits)
    @rule(place=PLACE, by=st.just("ada"))
    def visit_opened(self, place: int, by: str) -> None:
        """Somebody comes."""
        citizen: Citizen = self.people[place % len(self.people)]
        self.visits[by] = self.do(visits.open_visit, by, visitor_id=citizen.id)

    @precondition(lambda self: "ada" in self.visits)
    @rule()
    def second_visit_at_the_same_desk(self) -> None:
        """One at a time."""
        self.refused(visits.open_visit)

    @precondition(lambda self: "ada" in self.visits)
    @rule()
    def service_asked_for(self) -> None:
        """A line more in the basket."""
        line = self.do(basket.add_service, visit_id=self.visits["ada"].id, service_version_id=self.version.id)
        self.lines[line.id] = line

    @precondition(lambda self: self.lines)
    @rule(place=PLACE)
    def service_removed(self, place: int) -> None:
        """Not wanted after all."""
        line = self.line(place)
        self.removed[line.id] = self.do(basket.remove_service, request_id=line.id, version=line.version)
        del self.lines[line.id]

    @precondition(lambda self: self.removed)
    @rule(place=PLACE)
    def service_put_back(self, place: int) -> None:
        """Wanted nevertheless."""
        line = self.removed.pop(sorted(self.removed)[place % len(self.removed)])
        self.lines[line.id] = self.do(basket.put_back_service, request_id=line.id, version=line.version)

    def line(self, place: int) -> ServiceRequest:
        """One of the lines in the basket."""
        return self.lines[sorted(self.lines)[place % len(self.lines)]]

    @precondition(lambda self: "ada" in self.visits)
    @rule()
    def visit_held(self) -> None:
        """She fetches something."""
        opened = self.visits.pop("ada")
        version = visits.visit(self.shop.at("ada"), visit_id=opened.id).visit.version
        self.do(visits.hold_visit, visit_id=opened.id, version=version)
        self.held.append(opened)
        self.lines, self.removed = {}, {}

    @precondition(lambda self: self.held and "ada" not in self.visits)
    @rule()
    def visit_resumed(self) -> None:
        """She is back."""
        opened = self.held.pop()
        version = visits.visit(self.shop.at("ada"), visit_id=opened.id).visit.version
        self.visits["ada"] = self.do(visits.resume_visit, visit_id=opened.id, version=version)
        with self.shop.database.reading() as work:
            mine = rows.every(work, ServiceRequest, visit_id=opened.id)
        self.lines = {line.id: line for line in mine if line.state == "basket"}
        self.removed = {}

    @precondition(lambda self: "ada" in self.visits)
    @rule()
    def visit_closed(self) -> None:
        """She goes home."""
        opened = self.visits.pop("ada")
        version = visits.visit(self.shop.at("ada"), visit_id=opened.id).visit.version
        self.do(visits.close_visit, visit_id=opened.id, version=version)
        self.lines, self.removed = {}, {}

    @precondition(lambda self: self.lines)
    @rule(place=PLACE)
    def case_started(self, place: int) -> None:
        """A line becomes a case."""
        line = self.line(place)
        values: dict[str, Any] = {"visit_id": line.visit_id, "request_ids": (line.id,), "payment": None}
        (made,) = self.do(cases.start_cases, **values)
        del self.lines[line.id]
        self.open[made.id] = "write"

    @precondition(lambda self: self.lines)
    @rule(place=PLACE)
    def case_started_for_another_sum(self, place: int) -> None:
        """What is paid must be what is owed."""
        line = self.line(place)
        payment = PaymentGiven(Payer(None, None, "Tamar"), (PartGiven("cash", 100, 100),), 100)
        self.refused(cases.start_cases, visit_id=line.visit_id, request_ids=(line.id,), payment=payment)

    # cases

    @precondition(lambda self: self.some("write"))
    @rule(place=PLACE, by=CLERKS)
    def written(self, place: int, by: str) -> None:
        """The slip is written, and is to be paid."""
        self.acted(self.at("write", place), "written", "to-pay", by)

    @precondition(lambda self: self.some("write"))
    @rule(place=PLACE, by=CLERKS)
    def free_of_charge(self, place: int, by: str) -> None:
        """Nothing is owed for it."""
        self.acted(self.at("write", place), "free", "make", by)

    @precondition(lambda self: self.some("make"))
    @rule(place=PLACE)
    def made(self, place: int) -> None:
        """It has its number and lies ready."""
        case = self.case(self.at("make", place))
        if case.id not in self.numbered:
            self.issued(case)
        self.acted(case.id, "made", "ready", "ada")

    @property
    def numbered(self) -> set[int]:
        """The cases of which the slip has a number that was not spoilt."""
        with self.shop.database.reading() as work:
            return {case for case in self.open if invariants.numbered(work, case)}

    def issued(self, case: Case) -> None:
        """A number for the slip of this case, which no other ever had."""
        self.number += 1
        values: dict[str, Any] = {
            "case_id": case.id,
            "version": case.version,
            "output": "slip",
            "number": f"S{self.number}",
        }
        self.do(handover.issue_output, **values)

    def acted(self, case_id: int, action: str, to: str, by: str) -> None:
        """The case one action further."""
        self.do(cases.act, by, case_id=case_id, version=self.case(case_id).version, action=action)
        self.open[case_id] = to

    @precondition(lambda self: self.some("make") or self.some("write"))
    @rule(place=PLACE)
    def acted_on_what_is_no_longer_so(self, place: int) -> None:
        """Somebody else was faster."""
        case = self.case(self.at("make" if self.some("make") else "write", place))
        action = "made" if case.step == "make" else "written"
        self.refused(cases.act, case_id=case.id, version=case.version - 1, action=action)

    @precondition(lambda self: self.open)
    @rule(place=PLACE, by=CLERKS)
    def note_added(self, place: int, by: str) -> None:
        """A remark."""
        self.do(cases.add_note, by, case_id=sorted(self.open)[place % len(self.open)], text="Asked again.")

    @precondition(lambda self: self.some("write"))
    @rule(place=PLACE)
    def suspended_and_resumed(self, place: int) -> None:
        """The clock stops and goes on."""
        case = self.case(self.at("write", place))
        stopped = self.do(case_clock.suspend, "sue", case_id=case.id, version=case.version, reason="Away.")
        self.do(case_clock.resume, "sue", case_id=case.id, version=stopped.version)

    @precondition(lambda self: self.some("to-pay") or self.some("write"))
    @rule(place=PLACE)
    def withdrawn(self, place: int) -> None:
        """Not wanted any more."""
        case_id = self.at("to-pay" if self.some("to-pay") else "write", place)
        self.do(endings.withdraw, case_id=case_id, version=self.case(case_id).version)
        del self.open[case_id]

    @precondition(lambda self: self.some("ready"))
    @rule(place=PLACE, by=CLERKS)
    def handed_over(self, place: int, by: str) -> None:
        """She has it."""
        case_id = self.at("ready", place)
        self.do(handover.hand_over, by, **self.giving(case_id))
        del self.open[case_id]

    @precondition(lambda self: self.some("to-pay"))
    @rule(place=PLACE)
    def handed_over_unpaid(self, place: int) -> None:
        """Not before it is paid and made."""
        self.refused(handover.hand_over, **self.giving(self.at("to-pay", place)))

    def giving(self, case_id: int) -> dict[str, Any]:
        """A handover to the applicant against her passport."""
        case = self.case(case_id)
        collector = Collector("applicant", case.applicant_citizen_id)
        shown = {"document_type": "passport", "document_number": "P4417"}
        return {"case_id": case_id, "version": case.version, "collector": collector, **shown}

    # money

    @precondition(lambda self: self.some("to-pay"))
    @rule(place=PLACE, by=st.sampled_from(sorted(CASHIERS)), in_cash=st.integers(0, 7))
    def paid(self, place: int, by: str, in_cash: int) -> None:
        """The money is taken, in cash and by card."""
        case_id = self.at("to-pay", place)
        payment = self.payment(in_cash * 100)
        self.receipts.append((self.do(till.pay, by, demand_ids=self.owed(case_id), payment=payment), case_id))
        self.ledger.took(CASHIERS[by], payment)
        self.open[case_id] = "make"

    @precondition(lambda self: self.some("to-pay"))
    @rule(place=PLACE, off=st.sampled_from([-100, 1, 700]))
    def paid_another_sum(self, place: int, off: int) -> None:
        """Neither more nor less than is owed is taken."""
        payment = PaymentGiven(Payer(None, None, "T"), (PartGiven("cash", PRICE + off, PRICE + off),), PRICE)
        self.refused(till.pay, demand_ids=self.demands(self.at("to-pay", place)), payment=payment)

    @precondition(lambda self: self.some("make"))
    @rule(place=PLACE)
    def paid_twice(self, place: int) -> None:
        """A demand is settled once."""
        asked = self.demands(self.at("make", place))
        if asked:
            self.refused(till.pay, "cass", demand_ids=asked, payment=self.payment(PRICE))

    @precondition(lambda self: self.some("to-pay"))
    @rule(place=PLACE, whole=st.booleans())
    def waived(self, place: int, whole: bool) -> None:
        """Something need not be paid, on a second person's word; what is left is paid at once."""
        case_id = self.at("to-pay", place)
        (demand,) = self.owed(case_id)
        given = WaiverGiven(PRICE if whole else 200, "By-law 9", "No income.", second=SUE)
        self.do(waivers.waive, demand_id=demand, waiver=given)
        if not whole:
            payment = PaymentGiven(Payer(None, None, "Tamar"), (PartGiven("cash", PRICE - 200, PRICE),), PRICE - 200)
            self.receipts.append((self.do(till.pay, demand_ids=(demand,), payment=payment), case_id))
            self.ledger.took("A", payment)
        self.open[case_id] = "make"

    @precondition(lambda self: self.some("to-pay"))
    @rule(place=PLACE, second=st.sampled_from(["", "ada", "ben"]))
    def waived_without_a_second_person(self, place: int, second: str) -> None:
        """Nobody waives alone, and no clerk approves."""
        (demand,) = self.owed(self.at("to-pay", place))
        given = WaiverGiven(PRICE, "By-law 9", "No income.", second=Second(second) if second else None)
        self.refused(waivers.waive, demand_id=demand, waiver=given)

    @precondition(lambda self: self.receipts)
    @rule(place=PLACE, amount=st.integers(1, PRICE))
    def given_back(self, place: int, amount: int) -> None:
        """A part of a receipt is given back, never more than is left of it."""
        receipt, _ = self.receipts[place % len(self.receipts)]
        sheet = till.receipt(self.shop.at("cass"), number=receipt.number)
        line = next(iter(sheet.refundable), None)
        if line is None:
            return
        parts = (BackBy("cash", amount),)
        values: dict[str, Any] = {"receipt_id": receipt.id, "reason": "other", "words": "A mistake.", "second": SUE}
        values |= {"lines": (RefundLine(line.demand_id, line.fee, amount),), "parts": parts}
        if amount > line.left.minor:
            self.refused(corrections.refund, "cass", **values)
        else:
            self.do(corrections.refund, "cass", **values)
            self.ledger.gave_back("C", parts, "refund")

    @precondition(lambda self: self.receipts)
    @rule(place=PLACE)
    def cancelled(self, place: int) -> None:
        """A receipt of this shift is cancelled where that may be, and its slip is owed again and paid."""
        receipt, case_id = self.receipts[place % len(self.receipts)]
        sheet = till.receipt(self.shop.at("ada"), number=receipt.number)
        values: dict[str, Any] = {"receipt_id": receipt.id, "reason": "wrong-means", "words": "By card.", "second": SUE}
        if sheet.why_no_void is not None:
            self.refused(corrections.void, **values)
            return
        self.do(corrections.void, **values)
        self.ledger.gave_back("A", tuple(BackBy(part.means, part.amount) for part in sheet.parts), "void")
        self.receipts.remove((receipt, case_id))
        owed, left = self.owed(case_id), sheet.left.minor
        payment = PaymentGiven(Payer(None, None, "Tamar"), (PartGiven("card", left, left, "T 2"),), left)
        self.receipts.append((self.do(till.pay, demand_ids=owed, payment=payment), case_id))
        self.ledger.took("A", payment)

    @precondition(lambda self: self.receipts)
    @rule(place=PLACE)
    def copied(self, place: int) -> None:
        """A receipt is wanted twice; from the second copy on a supervisor says yes."""
        receipt, _ = self.receipts[place % len(self.receipts)]
        if till.receipt(self.shop.at("ada"), number=receipt.number).copies:
            self.refused(copies.copy_receipt, receipt_id=receipt.id, reason="payer-asks")
        second = SUE if till.receipt(self.shop.at("ada"), number=receipt.number).copies else None
        self.do(copies.copy_receipt, receipt_id=receipt.id, reason="payer-asks", second=second)

    @rule(by=st.sampled_from(sorted(CASHIERS)), kind=st.sampled_from(["in", "out", "drawer"]))
    def cash_moved(self, by: str, kind: str) -> None:
        """Change comes and goes, or the drawer is opened for nothing."""
        self.do(cashing_up.move_cash, by, kind=kind, amount=0 if kind == "drawer" else 100, reason="Change.")

    @rule()
    def x_printed(self) -> None:
        """How the shift stands; it changes nothing."""
        self.do(cashing_up.print_x)

    @rule(by=st.sampled_from(sorted(CASHIERS)), counted=st.integers(0, 5000))
    def shift_closed_and_the_next_one_opened(self, by: str, counted: int) -> None:
        """The till is counted and closed, whatever is in it; no money is taken until the next shift is open."""
        self.refused(cashing_up.open_shift, by, float_counted=Counted(counted))
        self.do(cashing_up.count_till, by, counted=Counted(counted))
        if self.some("to-pay"):
            self.refused(till.pay, by, demand_ids=self.owed(self.at("to-pay", 0)), payment=self.payment(PRICE))
        self.do(cashing_up.close_shift, by)
        self.do(cashing_up.open_shift, by, float_counted=Counted(counted))

    def owed(self, case_id: int) -> tuple[int, ...]:
        """What a case owes now."""
        with self.shop.database.reading() as work:
            return tuple(demand.id for demand in till_rows.unpaid(work, case_id))

    def payment(self, in_cash: int) -> PaymentGiven:
        """The price of a slip in these parts, the cash with a round note."""
        parts = (
            PartGiven("cash", in_cash, -(-in_cash // 500) * 500),
            PartGiven("card", PRICE - in_cash, PRICE - in_cash, "T 1"),
        )
        return PaymentGiven(Payer(None, None, "Tamar"), tuple(part for part in parts if part.amount), PRICE)

    def demands(self, case_id: int) -> tuple[int, ...]:
        """What was ever demanded of a case."""
        with self.shop.database.reading() as work:
            return tuple(demand.id for demand in rows.every(work, Demand, case_id=case_id) if demand.amount)

    # papers, the office, and what goes wrong

    @rule(prints=st.booleans())
    def papers_printed(self, prints: bool) -> None:
        """What waits for the printer comes out, or does not."""
        for job in papers.waiting(self.shop.at("ada")):
            state = "printed" if prints else "failed"
            self.do(papers.mark_job, job_id=job.id, version=job.version, state=state, error="" if prints else "jam")

    @rule()
    def new_version_published(self) -> None:
        """The service comes into force anew."""
        text = QUICK.replace("title: Slip\n", f"title: Slip {self.version.number}\n", 1)
        self.version = self.do(catalogue.import_service, "sue", text=text, name="quick.yaml")
        self.do(catalogue.publish, "sue", service_version_id=self.version.id)

    @rule()
    def notice_written(self) -> None:
        """Everybody is told something."""
        self.do(notices.write_notice, "sue", scope="office", text={"en": "The lift is out of order."})

    @precondition(lambda self: self.last is not None)
    @rule()
    def sent_again(self) -> None:
        """The same command with the same id does nothing more."""
        assert self.last is not None
        verb, by, command, values, _ = self.last
        assert verb(self.shop.at(by), command, **values).changes == ()

    @precondition(lambda self: self.last is not None)
    @rule()
    def id_used_for_something_else(self) -> None:
        """An id is one command's."""
        assert self.last is not None
        _, _, command, _, _ = self.last
        with pytest.raises(Refused) as refused:
            people.add_citizen(self.shop.at("ada"), command, citizen=CitizenGiven("Another Person"))
        assert refused.value.messages[0].code == "command-used-otherwise"

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        """It gets late."""
        self.shop.clock.forward(hours=hours)

    @invariant()
    def everything_adds_up(self) -> None:
        """What must hold in every office."""
        if hasattr(self, "ledger"):
            invariants.ask_all(self.shop.program(), self.ledger)
            for case_id, step in self.open.items():
                assert self.case(case_id).step == step

    def teardown(self) -> None:
        """The office closes."""
        if hasattr(self, "shop"):
            self.shop.database.close()
