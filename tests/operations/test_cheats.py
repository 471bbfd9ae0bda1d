"""Somebody who wants more than the rules give: each try is refused by its reason, and nothing of it is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import Demand, Payment
from oss_desk.operations.cases import cases, handover
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets.cases import Collector
from oss_desk.operations.sheets.money import PartGiven, Payer, PaymentGiven
from oss_desk.storage import rows
from oss_desk.storage.database import Database
from tests.operations.casework import paper, sheet
from tests.operations.conftest import Clock, Shop
from tests.operations.test_foreign import begun, given, office_of, pay, taken

INDIA, POLAND, KENYA = "india-income-certificate", "poland-hunting-permit", "kenya-business-permit"
GERMANY, FRANCE = "germany-anmeldung", "france-carte-grise"
SUE, SAM = Second("sue"), Second("sam")


class Office:
    """A case of a foreign service, worked up to a step by the way that leads to its good end."""

    def __init__(self, database: Database, clock: Clock, name: str, steps: int = 0) -> None:
        self.shop = Shop(database, clock)
        office_of(self.shop, name)
        self.case, self.way, _ = begun(self.shop, name)
        for step in self.way.steps[:steps]:
            taken(self.shop, self.case, step)

    def stored(self) -> tuple[Case, int, int]:
        """The case, how many moves it made, and how many payments there are."""
        with self.shop.database.reading() as work:
            moves = rows.every(work, CaseMove, case_id=self.case.id)
            return rows.get(work, Case, self.case.id), len(moves), len(rows.every(work, Payment))

    def tried(self, verb: Any, *, by: str, **values: Any) -> set[str]:
        """The codes of the refusal of a command on the case as it is now; after it all is as it was."""
        before = self.stored()
        with pytest.raises(Refused) as caught:
            self.shop.do(verb, by=by, case_id=self.case.id, version=before[0].version, **values)
        assert self.stored() == before
        return {message.code for message in caught.value.messages}

    def does(self, verb: Any, *, by: str, **values: Any) -> Case:
        """The case after a command that is allowed."""
        version = self.stored()[0].version
        self.shop.do(verb, by=by, case_id=self.case.id, version=version, **values)
        return self.stored()[0]


def test_nobody_acts_in_another_role_or_without_what_is_needed(database: Database, clock: Clock) -> None:
    office = Office(database, clock, INDIA)
    assert office.tried(cases.act, by="ines", action="forward") == {"action-needs-role"}
    assert office.tried(cases.act, by="ada", action="forward") == {"action-needs-role"}
    assert office.tried(cases.act, by="rita", action="return") == {"needs-note"}
    assert office.tried(cases.act, by="rita", action="return", note=" \n\t ") == {"needs-note"}
    assert office.tried(cases.act, by="rita", action="signed") == {"no-such-action"}
    assert office.tried(cases.act, by="rita", action="forward", answers={"found_income": 1}) == {"answer-unknown"}
    assert office.tried(cases.act, by="rita", action="forward", answers={"annual_income": 1}) == {"answer-unknown"}
    office.does(cases.act, by="rita", action="forward")
    lacking = office.tried(cases.act, by="ines", action="verified", note="Seen.")
    assert lacking == {"needs-opinions", "papers-missing", "answers-missing"}


def test_four_eyes_are_those_of_two_people_of_whom_one_may(database: Database, clock: Clock) -> None:
    office = Office(database, clock, INDIA, steps=2)
    assert office.stored()[0].step == "sign"
    walking.issue_all(office.shop.at("sue"), office.case.id)
    assert office.tried(cases.act, by="sue", action="signed") == {"needs-four-eyes"}
    assert office.tried(cases.act, by="sue", action="signed", second=Second(" ")) == {"needs-four-eyes"}
    assert office.tried(cases.act, by="sue", action="signed", second=SUE) == {"second-is-first"}
    assert office.tried(cases.act, by="sue", action="signed", second=Second(" SUE ")) == {"second-is-first"}
    assert office.tried(cases.act, by="sue", action="signed", second=Second("ada")) == {"second-may-not"}
    assert office.does(cases.act, by="sue", action="signed", second=SAM).step == "ready"


def test_nothing_leads_back_where_nobody_came_from(database: Database, clock: Clock) -> None:
    office = Office(database, clock, POLAND)
    assert office.tried(cases.act, by="ines", action="uzupelnione") == {"no-such-action"}
    office.does(cases.act, by="ines", action="do-uzupelnienia", note="A paper.")
    assert office.does(cases.act, by="ada", action="uzupelnione").step == "wywiad"


def test_back_from_behind_the_payment_asks_for_no_money_twice(database: Database, clock: Clock) -> None:
    office = Office(database, clock, POLAND, steps=2)
    payments = office.stored()[2]
    assert office.does(cases.act, by="sue", action="zwrot", note="Look again.").step == "wywiad"
    assert office.does(cases.act, by="ines", action="pozytywny", note="Looked.").step == "podpis"
    assert office.stored()[2] == payments
    assert sheet(office.shop, office.case).demands == ()


def test_a_demand_is_paid_once_whole_and_in_the_right_way(database: Database, clock: Clock) -> None:
    office = Office(database, clock, KENYA, steps=1)
    (demand,) = sheet(office.shop, office.case).demands
    owed, payer = demand.amount.minor, Payer(None, None, "Tamar Kvelidze")

    def tried(*parts: PartGiven, expected: int = owed) -> str:
        before = office.stored()
        paying = PaymentGiven(payer, parts, expected)
        with pytest.raises(Refused) as caught:
            office.shop.do(till.pay, demand_ids=(demand.demand_id,), payment=paying)
        assert office.stored() == before
        return caught.value.message.code

    assert tried(PartGiven("cash", owed - 1, owed - 1)) == "parts-differ"
    assert tried(PartGiven("cash", owed - 1, owed - 1), expected=owed - 1) == "owed-changed"
    assert tried(PartGiven("cash", owed + 5, owed + 5), PartGiven("cash", -5, 0)) == "part-given-differs"
    assert tried(PartGiven("cash", owed, owed - 1)) == "part-given-differs"
    assert tried(PartGiven("elsewhere", owed, owed, " ")) == "reference-needed"
    assert tried(PartGiven("shells", owed, owed)) == "means-not-taken"
    pay(office.shop, sheet(office.shop, office.case))
    assert tried(PartGiven("cash", owed, owed)) == "demand-paid"
    assert office.stored()[0].step == "print"


def test_what_is_paid_elsewhere_is_not_taken_in_cash(database: Database, clock: Clock) -> None:
    shop = Shop(database, clock)
    office_of(shop, FRANCE)
    cash = PaymentGiven(Payer(None, None, "T"), (PartGiven("cash", 100, 100),), 100)
    with pytest.raises(Refused) as caught:
        begun(shop, FRANCE, lambda lines: in_cash(given(lines) or cash))
    assert caught.value.message.code == "paid-elsewhere"
    with database.reading() as work:
        assert (rows.every(work, Case), rows.every(work, Demand), rows.every(work, Payment)) == ((), (), ())


def in_cash(payment: PaymentGiven) -> PaymentGiven:
    """The same sum, all of it in cash."""
    return PaymentGiven(payment.payer, (PartGiven("cash", payment.expected, payment.expected),), payment.expected)


def test_an_amount_is_assessed_within_its_bounds_and_for_a_fee_that_is_assessed(
    database: Database, clock: Clock
) -> None:
    office = Office(database, clock, KENYA)
    ticked = {"action": "passed", "checklist": ("exits", "extinguisher")}
    assert office.tried(cases.act, by="rita", **ticked) == {"fee-not-assessed"}
    assert office.tried(cases.act, by="rita", **ticked, assessed={"fire": 1_000}) == {"assessed-needs-note"}
    ticked["note"] = "Two exits, one of them narrow."
    assert office.tried(cases.act, by="rita", **ticked, assessed={"fire": 2_000_001}) == {"assessed-too-high"}
    assert office.tried(cases.act, by="rita", **ticked, assessed={"fire": -1}) == {"assessed-too-low"}
    unknown = {"fire": 1_000, "fier": 1, "permit": 0}
    assert office.tried(cases.act, by="rita", **ticked, assessed=unknown) == {"answer-unknown"}
    assert office.tried(
        cases.act, by="rita", action="passed", checklist=("exits",), note="Why.", assessed={"fire": 1}
    ) == {"needs-checklist"}
    assert office.does(cases.act, by="rita", **ticked, assessed={"fire": 1_000}).step == "to-pay"


def test_nothing_is_handed_over_before_it_is_ready_made_and_running(database: Database, clock: Clock) -> None:
    office = Office(database, clock, GERMANY)
    who = Collector("applicant", office.case.applicant_citizen_id, "")
    shown: dict[str, Any] = {"collector": who, "document_type": "passport", "document_number": "P 1"}
    assert office.tried(handover.hand_over, by="ada", **shown) == {"not-ready"}
    taken(office.shop, office.case, office.way.steps[0])
    office.does(cases.suspend, by="ada", reason="Is this the right person?")
    assert office.tried(handover.hand_over, by="ada", **shown) == {"case-suspended"}
    office.does(cases.resume, by="ada")
    assert office.tried(handover.hand_over, by="ada", **{**shown, "document_number": " "}) == {"document-needed"}
    assert office.does(handover.hand_over, by="ada", **shown).open is False
    assert office.tried(handover.hand_over, by="ada", **shown) == {"case-closed"}


@pytest.mark.parametrize(
    ("verb", "by", "values"),
    [
        (cases.act, "rita", {"action": "forward"}),
        (cases.give_answers, "rita", {"answers": {}}),
        (cases.suspend, "ada", {"reason": "R"}),
        (cases.resume, "ada", {}),
        (cases.send_back, "rita", {"reason": "R"}),
        (cases.refuse_case, "sue", {"reason": "R", "second": SAM}),
        (cases.withdraw, "ada", {"reason": "R"}),
        (cases.opened_in_error, "sue", {"reason": "R"}),
        (cases.lapse, "sue", {"reason": "R"}),
        (cases.extend, "sue", {"reason": "R"}),
    ],
)
def test_a_closed_case_stays_as_it_is(database: Database, clock: Clock, verb: Any, by: str, values: Any) -> None:
    office = Office(database, clock, INDIA)
    office.does(cases.withdraw, by="ada", reason="She says so.")
    assert office.tried(verb, by=by, **values) == {"case-closed"}


def test_a_case_is_extended_once_and_only_by_a_supervisor(database: Database, clock: Clock) -> None:
    office = Office(database, clock, INDIA)
    assert office.tried(cases.extend, by="rita", reason="Much to do.") == {"not-allowed"}
    assert office.tried(cases.extend, by="sue", reason="  ") == {"reason-needed"}
    office.does(cases.extend, by="sue", reason="Much to do.")
    assert office.tried(cases.extend, by="sue", reason="Still.") == {"extended-already"}


def test_a_case_lapses_on_its_day_and_not_before(database: Database, clock: Clock) -> None:
    office = Office(database, clock, INDIA)
    office.does(cases.act, by="rita", action="return", note="A paper.")
    clock.now = datetime(2026, 10, 15, 14, 59, tzinfo=UTC)
    assert office.tried(cases.lapse, by="sue", reason="Nobody came.") == {"not-lapsed"}
    clock.forward(days=1)
    assert office.does(cases.lapse, by="sue", reason="Nobody came.").ending == "lapsed"


def test_a_date_asked_at_a_step_may_be_the_day_of_that_step(database: Database, clock: Clock) -> None:
    shop = Shop(database, clock)
    office_of(shop, POLAND)
    visited = "  - {id: wizyta, type: date, step: wywiad, required: true, max: today, label: Dzień wywiadu}\n"
    case, _, _ = begun(shop, POLAND, with_field=visited)
    clock.forward(days=3)
    answers = {"wynik": "dobry", "wizyta": "2026-09-18"}
    version = sheet(shop, case).case.version
    shop.do(cases.give_answers, by="ines", case_id=case.id, version=version, answers=answers)
    paper(shop, case, "psycholog", "orzeczenie-psychologa", "original-kept", by="ines")
    late, version = {"wizyta": str((clock.now + timedelta(days=1)).date())}, sheet(shop, case).case.version
    with pytest.raises(Refused) as caught:
        shop.do(cases.give_answers, by="ines", case_id=case.id, version=version, answers=late)
    assert caught.value.message.code == "answer-wrong"
    version = sheet(shop, case).case.version
    done = shop.do(cases.act, by="ines", case_id=case.id, version=version, action="pozytywny", note="Seen.")
    assert done.step == "do-zaplaty"
