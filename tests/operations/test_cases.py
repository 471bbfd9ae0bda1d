"""Working a case: actions and what they need, the clock and its stops, opinions, refusals and the other endings."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from oss_desk.domain import papers
from oss_desk.domain.calendar import Duration
from oss_desk.domain.cases import Case, CaseMove, EvidenceUse, Extension, Suspension
from oss_desk.domain.history import EventText
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.papers import Answer
from oss_desk.operations.cases import cases
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets import PaperLine
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, SAM, SUE, act, copy_case, granted, paper, pay, permit_case, sheet, signed
from tests.operations.conftest import COPY, Shop


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    """The codes of a refusal."""
    return {message.code for message in refused.value.messages}


def stops(shop: Shop, case: Case) -> list[tuple[str, bool]]:
    """The stops of the clock: why, and whether the case is still stopped."""
    with shop.database.reading() as work:
        return [(stop.cause, stop.to_at is None) for stop in rows.every(work, Suspension, case_id=case.id)]


def test_an_action_takes_the_case_on_and_names_who_did_it(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    shop.clock.forward(minutes=4)
    after = act(shop, case, "found", by="ada")
    found = sheet(shop, case)
    assert (after.step, after.hands, after.role) == ("sign", "back-office", "registrar")
    assert [(step.step, step.state, step.official) for step in found.steps] == [
        ("search", "done", "Ada"),
        ("sign", "now", ""),
        ("ready", "ahead", ""),
        ("collected", "ahead", ""),
    ]
    assert [event.kind for event in found.history] == ["case-started", "demand-made", "demand-paid", "case-moved"]


def test_a_role_of_the_office_decides_who_works_a_step(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    with pytest.raises(Refused) as refused:
        act(shop, case, "signed", by="ines")
    assert "action-needs-role" in codes(refused)
    assert signed(shop, case).step == "ready"


def test_a_version_that_somebody_changed_meanwhile_is_told_with_who(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    with pytest.raises(Refused) as refused:
        shop.do(cases.act, by="rita", case_id=case.id, version=case.version, action="signed")
    assert codes(refused) == {"changed-meanwhile", "changed-by"}


def refuse_plan(shop: Shop, case: Case, **values: Any) -> Any:
    """The plan of a permit, presented and not accepted."""
    version = sheet(shop, case).case.version
    usual = {"case_id": case.id, "version": version, "key": "plan", "type": "drawing", "reason": "No scale on it"}
    return shop.do(cases.refuse_case_paper, **{**usual, **values})


def plan_of(shop: Shop, case: Case) -> PaperLine:
    """The line of the plan in the case's list of documents."""
    return next(line for line in sheet(shop, case).papers if line.key == "plan")


def test_a_paper_that_is_not_accepted_is_kept_with_the_reason_and_stays_missing(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    kept = refuse_plan(shop, case)
    line = plan_of(shop, case)
    with shop.database.reading() as work:
        uses = rows.every(work, EvidenceUse, evidence_id=kept.id)
    assert (kept.accepted, kept.reason, uses) == (False, "No scale on it", ())
    assert (line.settled, line.alternatives[0][0].not_accepted) == (False, kept)
    assert sheet(shop, case).card.suspended
    (told,) = [line for line in sheet(shop, case).history if line.kind == "paper-not-accepted"]
    assert told.texts == {"reason": "No scale on it"}


def test_a_paper_that_comes_after_a_refused_one_counts(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    refuse_plan(shop, case)
    paper(shop, case, "plan", "drawing", "copy")
    line = plan_of(shop, case)
    assert (line.settled, line.alternatives[0][0].not_accepted) == (True, None)


@pytest.mark.parametrize(
    ("values", "code"),
    [({"reason": " "}, "reason-needed"), ({"type": "passport"}, "paper-not-asked"), ({"key": "x"}, "paper-not-asked")],
)
def test_a_paper_is_refused_only_with_a_reason_and_where_it_was_asked_for(
    shop: Shop, values: dict[str, str], code: str
) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    with pytest.raises(Refused) as refused:
        refuse_plan(shop, case, **values)
    assert codes(refused) == {code}


def test_the_step_that_is_now_says_how_much_of_its_own_term_is_used_and_how_late_it_is(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    paper(shop, case, "plan", "drawing", "copy")
    told = []
    for _ in range(5):
        now = next(step for step in sheet(shop, case).steps if step.state == "now")
        told.append((now.used, now.late))
        shop.clock.forward(days=1)
    assert now.within == Duration(days=2)
    used = [Duration(days=days) for days in (0, 1, 2, 2, 2)]
    assert told == list(zip(used, (None, None, None, Duration(days=1), Duration(days=1)), strict=True))


def test_a_term_in_minutes_is_used_up_in_opening_minutes(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    shop.clock.forward(minutes=4)
    soon = next(step for step in sheet(shop, case).steps if step.state == "now")
    shop.clock.forward(minutes=9)
    late = next(step for step in sheet(shop, case).steps if step.state == "now")
    assert (soon.within, soon.used, soon.late) == (Duration(minutes=10), Duration(minutes=4), None)
    shop.clock.forward(days=2)
    later = next(step for step in sheet(shop, case).steps if step.state == "now")
    assert (late.used, late.late) == (Duration(minutes=10), Duration(minutes=3))
    assert (later.used, later.late) == (Duration(minutes=10), Duration(days=2))


def test_everything_an_action_lacks_is_told_at_once_and_nothing_is_kept(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    with pytest.raises(Refused) as refused:
        act(shop, case, "grant", by="ines", answers={"zone": "a"})
    assert codes(refused) == {"needs-checklist", "needs-opinions", "papers-missing", "fee-not-assessed"}
    assert sheet(shop, case).answers == (Answer("Street", ("Mill Lane",)),)


def test_the_clock_stops_for_a_paper_that_was_to_follow_and_runs_once_it_came(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    before = sheet(shop, case)
    shop.clock.forward(days=1)
    paper(shop, case, "plan", "drawing", "copy")
    after = sheet(shop, case)
    assert (before.card.suspended, before.card.hands) == (True, "citizen")
    assert (after.card.suspended, after.card.hands) == (False, "back-office")
    assert stops(shop, case) == [("paper", False)]
    assert [message.code for message in after.moved] == ["moved-paper"]
    assert before.due_at == datetime(2026, 9, 22, 15, 0, tzinfo=UTC)
    assert after.due_at is not None
    assert after.due_at > before.due_at


def test_a_step_with_answers_opinion_papers_and_an_assessed_fee_leads_to_the_payment(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    after = granted(shop, case)
    (owed,) = sheet(shop, case).demands
    assert (after.step, after.role, after.suspended) == ("to-pay", "cashier", True)
    assert [(line.fee, line.amount.minor) for line in owed.lines] == [("space", 2000), ("repair", 1000)]
    assert sheet(shop, case).opinions[0].answer == "positive"


def test_paying_moves_the_case_in_the_same_transaction(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case)
    shop.clock.forward(days=1)
    receipt = pay(shop, case)
    found = sheet(shop, case)
    paper_of = papers.from_json("receipt", receipt.content)
    assert (found.card.step, found.card.suspended, found.receipts) == ("sign", False, ("A-000001", "A-000002"))
    assert found.paid.minor == 4000
    assert isinstance(paper_of, papers.ReceiptPaper)
    assert [station.state for station in paper_of.next_steps][:2] == ["done", "now"]
    assert stops(shop, case)[-1] == ("step", False)


def test_nothing_owed_at_a_to_pay_step_goes_on_at_once(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    after = granted(shop, case, zone="b", repair=0)
    moves = [event.payload["to"] for event in sheet(shop, case).history if event.kind == "case-moved"]
    assert (after.step, moves) == ("sign", ["to-pay", "sign"])
    assert sheet(shop, case).demands == ()


def test_an_assessed_fee_is_never_above_its_most(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    with pytest.raises(Refused) as refused:
        granted(shop, case, repair=50001)
    assert codes(refused) == {"assessed-too-high"}


def test_a_case_sent_to_the_citizen_stops_the_clock_and_comes_back_to_its_step(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    paper(shop, case, "plan", "drawing", "copy")
    due = sheet(shop, case).due_at
    version = sheet(shop, case).case.version
    back = shop.do(cases.send_back, by="ines", case_id=case.id, version=version, reason="The plan is cut off")
    ahead = [step.step for step in sheet(shop, case).steps if step.state == "ahead"]
    shop.clock.forward(days=2)
    again = act(shop, case, "brought", by="ada")
    moved = sheet(shop, case)
    assert (back.step, back.hands, again.step) == ("with-citizen", "citizen", "check")
    assert due is not None
    assert moved.due_at == due.replace(day=24)
    assert moved.steps[0].note == "The plan is cut off"
    assert ahead == ["check", "to-pay", "sign", "ready", "collected"]


def test_a_step_without_a_way_to_the_citizen_is_sent_back_by_stopping_the_clock(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    back = shop.do(cases.send_back, case_id=case.id, version=case.version, reason="Name misspelt")
    with pytest.raises(Refused) as refused:
        act(shop, case, "found", by="ada")
    shop.clock.forward(hours=1)
    again = shop.do(cases.resume, case_id=case.id, version=back.version)
    assert (back.suspended, again.suspended) == (True, False)
    assert codes(refused) == {"case-suspended"}
    assert stops(shop, case) == [("official", False)]


def test_a_refusal_needs_a_second_person_who_is_a_supervisor(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    values: dict[str, Any] = {
        "by": "sue",
        "case_id": case.id,
        "version": case.version,
        "reason": "The street is too narrow",
    }
    for second, code in ((None, "needs-four-eyes"), (SUE, "second-is-first"), (Second("ada"), "second-may-not")):
        with pytest.raises(Refused) as refused:
            shop.do(cases.refuse_case, **values, second=second)
        assert codes(refused) == {code}
    after = shop.do(cases.refuse_case, **values, second=SAM)
    with shop.database.reading() as work:
        (move,) = rows.every(work, CaseMove, case_id=case.id)
        job = rows.every(work, PrintJob, kind="refusal")[0]
    refusal = papers.from_json("refusal", job.content)
    assert (after.ending, after.open, after.hands) == ("refused", False, "ended")
    assert move.second_official_id is not None
    assert isinstance(refusal, papers.RefusalPaper)
    assert [reason.values["text"] for reason in refusal.reasons] == ["The street is too narrow"]
    assert refusal.laws == ("By-law on permits §\u00a04",)
    assert refusal.appeal is not None
    assert refusal.appeal.until is not None
    assert (refusal.appeal.to, refusal.appeal.until.isoformat()) == ("Appeals board", "2026-10-15")


def test_a_supervisor_extends_once(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    paper(shop, case, "plan", "drawing", "copy")
    version = sheet(shop, case).case.version
    with pytest.raises(Refused) as not_hers:
        shop.do(cases.extend, case_id=case.id, version=version, reason="Holidays")
    after = shop.do(cases.extend, by="sue", case_id=case.id, version=version, reason="Holidays")
    with pytest.raises(Refused) as twice:
        shop.do(cases.extend, by="sue", case_id=case.id, version=after.version, reason="Again")
    with shop.database.reading() as work:
        (extension,) = rows.every(work, Extension)
    assert (codes(not_hers), codes(twice)) == ({"not-allowed"}, {"extended-already"})
    assert (extension.old_due_at.day, extension.new_due_at.day) == (22, 29)
    assert [message.code for message in sheet(shop, case).moved] == ["moved-extended"]


def test_the_citizen_may_withdraw_from_every_open_step(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    after = shop.do(cases.withdraw, case_id=case.id, version=case.version)
    with pytest.raises(Refused) as refused:
        shop.do(cases.withdraw, case_id=case.id, version=after.version)
    assert (after.ending, after.closed_at, after.role) == ("withdrawn", shop.clock.now, None)
    assert codes(refused) == {"case-closed"}


def test_a_case_lapses_by_an_official_and_not_before_its_day(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    values: dict[str, Any] = {"by": "sue", "case_id": case.id, "reason": "Nobody came"}
    act(shop, case, "ask", by="ines", note="The plan is cut off")
    with pytest.raises(Refused) as refused:
        shop.do(cases.lapse, **values, version=sheet(shop, case).case.version)
    shop.clock.forward(days=11)
    may = sheet(shop, case, "sue").may
    after = shop.do(cases.lapse, **values, version=sheet(shop, case).case.version)
    assert (codes(refused), "lapse" in may, after.ending) == ({"not-lapsed"}, True, "lapsed")


def test_only_a_supervisor_says_that_a_case_was_opened_in_error(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    values: dict[str, Any] = {"case_id": case.id, "version": case.version, "reason": "Wrong person"}
    with pytest.raises(Refused) as refused:
        shop.do(cases.opened_in_error, **values)
    after = shop.do(cases.opened_in_error, by="sue", **values)
    assert (codes(refused), after.ending) == ({"not-allowed"}, "opened-in-error")


def test_answers_of_a_step_are_corrected_by_further_ones_and_unknown_ones_refused(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    first = shop.do(cases.give_answers, by="ines", case_id=case.id, version=case.version, answers={"zone": "a"})
    shop.do(cases.give_answers, by="ines", case_id=case.id, version=first.version, answers={"zone": "b"})
    now = sheet(shop, case)
    version = now.case.version
    for answers, code in (({"street": "Elsewhere"}, "answer-unknown"), ({"zone": "c"}, "answer-wrong")):
        with pytest.raises(Refused) as refused:
            shop.do(cases.give_answers, by="ines", case_id=case.id, version=version, answers=answers)
        assert codes(refused) == {code}
    assert now.answers[1] == Answer("Zone", ("Zone B",))


def test_the_sheet_says_why_an_action_cannot_be_pressed_and_what_else_may_be_done(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    seen = sheet(shop, case, "ines")
    grant, ask, refuse = seen.actions
    assert (grant.allowed, {message.code for message in grant.why_not}) == (False, {"needs-opinions", "papers-missing"})
    assert (ask.allowed, ask.needs, ask.to_kind) == (True, ("note",), "work")
    assert [message.code for message in refuse.why_not] == ["action-needs-role"]
    assert {"note", "mark-paper", "issue", "refuse"} <= seen.may
    assert not {"pay", "withdraw", "extend", "hand-over"} & seen.may
    assert [fee for fee, _, _ in seen.assessed_fees] == ["repair"]
    assert [check for check, _ in seen.checklist] == ["house", "place"]
    assert [field.field.id for field in seen.fields] == ["zone"]


def test_each_day_of_the_clock_is_used_stopped_or_closed_up_to_the_day_it_is_due(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    stopped = shop.do(cases.suspend, case_id=case.id, version=case.version, reason="Archive closed")
    shop.clock.forward(days=1)
    shop.do(cases.resume, case_id=case.id, version=stopped.version)
    shop.clock.forward(days=4)
    cells = {cell.day.day: cell.states for cell in sheet(shop, case).clock}
    assert cells[15] == ("received", "stopped")
    assert "used" in cells[17]
    assert cells[19] == ("closed", "late")
    assert "due" in cells[18]
    assert "today" in cells[20]


def test_a_note_is_kept_even_with_a_closed_case(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    shop.do(cases.withdraw, case_id=case.id, version=case.version)
    shop.do(cases.add_note, case_id=case.id, text="Called back")
    last = sheet(shop, case).history[-1]
    assert (last.kind, last.texts) == ("note-added", {"note": "Called back"})


def test_a_step_that_assesses_an_amount_asks_for_a_note_and_keeps_it(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    found = sheet(shop, case)
    assert [fee for fee, _, _ in found.assessed_fees] == ["repair"]
    assert "note" in {action.id: action.needs for action in found.actions}["grant"]
    granted(shop, case)
    with shop.database.reading() as work:
        texts = [text.text for text in rows.every(work, EventText)]
    assert "One slab is broken." in texts


def test_a_paper_of_a_step_is_judged_by_the_day_the_step_is_worked(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    version = sheet(shop, case).case.version
    values: dict[str, Any] = {"case_id": case.id, "version": version, "key": "report", "type": "site-report"}
    until = shop.clock().date() + timedelta(days=3)
    shop.do(cases.record_paper, by="ines", **values, mark="original-seen", valid_until=until)
    report = next(line for line in sheet(shop, case).papers if line.key == "report")
    shop.clock.forward(days=7)
    later = next(line for line in sheet(shop, case).papers if line.key == "report")
    assert (report.settled, later.settled) == (True, False)
