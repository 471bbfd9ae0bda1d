"""A second person's word: at the desk or from another desk, for one command with exactly its values, and once."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from oss_desk.domain.approvals import Approval, ApprovalAnswer, ApprovalUse
from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Official
from oss_desk.operations.cases import cases
from oss_desk.operations.history import erasing, integrity
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.office import approvals, office
from oss_desk.operations.office.approvals import ASKS, Second
from oss_desk.operations.program import Act
from oss_desk.storage import approvals as approval_rows
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, paper, permit_case
from tests.operations.conftest import Shop

REASON = "The street is too narrow"


@dataclass
class Refusal:
    """A case whose refusal needs a second person, asked for by the supervisor Sue."""

    shop: Shop
    case: Case

    def values(self, reason: str = REASON) -> dict[str, Any]:
        """What the command of the refusal takes besides the second person."""
        with self.shop.database.reading() as work:
            version = rows.get(work, Case, self.case.id).version
        return {"case_id": self.case.id, "version": version, "reason": reason}

    def ask(self, by: str = "sue", **values: Any) -> Approval:
        """Ask for the word of somebody at another desk."""
        asked = {**self.values(), "second": ASKS, **values}
        approval: Approval = approvals.ask_elsewhere(
            self.shop.at(by), str(uuid4()), verb=cases.refuse_case, values=asked
        ).result
        return approval

    def answer(self, approval: Approval, by: str = "sam", yes: bool = True, reason: str = "") -> ApprovalAnswer:
        """Answer at the other desk."""
        values: dict[str, Any] = {"approval_id": approval.id, "yes": yes, "reason": reason}
        answer: ApprovalAnswer = self.shop.do(approvals.answer_approval, by=by, desk="C", **values)
        return answer

    def use(self, approval: Approval, by: str = "sue", **values: Any) -> Case:
        """The command, with the approval that was answered elsewhere."""
        second = Second(approval_id=approval.id)
        done: Case = self.shop.do(cases.refuse_case, by=by, **{**self.values(), "second": second, **values})
        return done

    def refused(self, verb: Any, *args: Any, **values: Any) -> str:
        """The code of the refusal; nothing is stored."""
        before = self.stored()
        with pytest.raises(Refused) as caught:
            verb(*args, **values)
        assert self.stored() == before
        return caught.value.message.code

    def stored(self) -> tuple[int, ...]:
        """How many rows of approvals there are, and how far the case has come."""
        with self.shop.database.reading() as work:
            kept = tuple(len(rows.every(work, record, order_by=())) for record in (Approval, CaseMove))
            answered = len(rows.every(work, ApprovalAnswer, order_by=("approval_id",)))
            used = len(rows.every(work, ApprovalUse, order_by=("approval_id",)))
            return (*kept, answered, used, rows.get(work, Case, self.case.id).version)


@pytest.fixture
def refusal(shop: Shop) -> Refusal:
    """A permit that Sue wants to refuse."""
    return Refusal(shop, permit_case(shop, shop.service(PERMIT)))


def test_a_word_given_at_another_desk_carries_the_command_once(refusal: Refusal) -> None:
    approval = refusal.ask()
    assert refusal.refused(refusal.use, approval) == "approval-open"
    refusal.answer(approval)
    assert refusal.use(approval).ending == "refused"
    with refusal.shop.database.reading() as work:
        (used,) = rows.every(work, ApprovalUse, order_by=("approval_id",))
        (move,) = rows.every(work, CaseMove, case_id=refusal.case.id)
        sam = rows.find(work, Official, login="sam")
    assert sam is not None
    assert (used.approval_id, move.second_official_id) == (approval.id, sam.id)


def test_an_approval_cannot_be_replayed(refusal: Refusal) -> None:
    """R68: used once; the same command sent again gives its first result, another one is refused."""
    approval = refusal.ask()
    refusal.answer(approval)
    sue, values = refusal.shop.at("sue"), {**refusal.values(), "second": Second(approval_id=approval.id)}
    first = cases.refuse_case(sue, "the-command", **values).result
    again = cases.refuse_case(sue, "the-command", **values).result
    assert (again.id, again.ending) == (first.id, "refused")
    with refusal.shop.database.reading() as work:
        version = rows.get(work, ServiceVersion, refusal.case.service_version_id)
    other = Refusal(refusal.shop, permit_case(refusal.shop, version))
    assert other.refused(other.use, approval) == "approval-differs"
    with pytest.raises(Refused), refusal.shop.database.writing() as work:
        rows.add(work, ApprovalUse, approval_id=approval.id, command_id="the-command", at=refusal.shop.clock())


def test_a_used_approval_is_refused_even_for_the_same_values(shop: Shop) -> None:
    with shop.database.writing() as work:
        question = approvals.Question("act", "overrule", '{"case":"1"}', (), ())
        act = Act(shop.at("sue"), work, shop.clock(), "one")
        first = approvals.approver(act, Second("sam"), right="overrule", operation="act", shown={"case": "1"})
        (approval,) = rows.every(work, Approval)
        assert (first.login, approval.digest) == ("sam", question.digest)
        again = Second(approval_id=approval.id)
        with pytest.raises(Refused) as caught:
            approvals.approver(act, again, right="overrule", operation="act", shown={"case": "1"})
    assert caught.value.message.code == "approval-used"


def test_an_approval_is_for_its_own_values_only(refusal: Refusal) -> None:
    approval = refusal.ask()
    refusal.answer(approval)
    assert refusal.refused(refusal.use, approval, reason="Because I say so") == "approval-differs"
    assert refusal.refused(refusal.use, approval, by="sam") == "approval-differs"
    assert refusal.refused(refusal.use, Approval(**{**vars(approval), "id": 4711})) == "approval-differs"


def test_an_approval_of_a_case_that_changed_meanwhile_is_none(refusal: Refusal) -> None:
    approval = refusal.ask()
    refusal.answer(approval)
    paper(refusal.shop, refusal.case, "plan", "drawing", "copy")
    assert refusal.refused(refusal.use, approval) == "approval-differs"


def test_nobody_answers_who_may_not(refusal: Refusal) -> None:
    approval = refusal.ask()
    assert refusal.refused(refusal.answer, approval, by="sue") == "second-is-first"
    assert refusal.refused(refusal.answer, approval, by="ada") == "second-may-not"
    refusal.answer(approval)
    assert refusal.refused(refusal.answer, approval, yes=False, reason="On second thoughts") == "approval-answered"


def test_an_approver_who_was_let_go_meanwhile_has_approved_nothing(refusal: Refusal) -> None:
    approval = refusal.ask()
    refusal.answer(approval)
    with refusal.shop.database.reading() as work:
        sam = rows.find(work, Official, login="sam")
    assert sam is not None
    values: dict[str, Any] = {"official_id": sam.id, "version": sam.version, "active": False}
    refusal.shop.do(office.change_official, by="adam", **values)
    assert refusal.refused(refusal.use, approval) == "second-may-not"


def test_a_no_is_told_with_its_reason(refusal: Refusal) -> None:
    approval = refusal.ask()
    assert refusal.refused(refusal.answer, approval, yes=False) == "reason-needed"
    refusal.answer(approval, yes=False, reason="Measure it again")
    with pytest.raises(Refused) as caught:
        refusal.use(approval)
    assert caught.value.message.code == "approval-denied"
    assert caught.value.message.values == {"name": "Sam", "reason": "Measure it again"}


def test_what_was_asked_is_over_with_the_day(refusal: Refusal) -> None:
    asked, answered = refusal.ask(), refusal.ask()
    refusal.answer(answered)
    refusal.shop.clock.forward(days=1)
    assert refusal.refused(refusal.answer, asked) == "approval-over"
    assert refusal.refused(refusal.use, answered) == "approval-over"
    assert approvals.approvals_waiting(refusal.shop.at("sam")) == ()
    assert approvals.approvals_asked(refusal.shop.at("sue")) == ()


def test_a_list_tells_what_waits_for_whose_word(refusal: Refusal) -> None:
    """R68: the second person is shown exactly what she approves, in words."""
    approval = refusal.ask()
    (card,) = approvals.approvals_waiting(refusal.shop.at("sam"))
    said = EVERY_TEXT[card.about.code].format(**card.about.values)
    assert refusal.case.number in said
    assert REASON in said
    assert (card.asked_by, card.desk, card.yes) == ("Sue", "R", None)
    assert json.loads(approval.shown).items() < dict(card.shown).items()
    for login in ("sue", "ada", "aude", "adam"):
        assert approvals.approvals_waiting(refusal.shop.at(login)) == ()
    refusal.answer(approval)
    assert approvals.approvals_waiting(refusal.shop.at("sam")) == ()
    (mine,) = approvals.approvals_asked(refusal.shop.at("sue"))
    assert (mine.yes, mine.answered_by) == (True, "Sam")
    refusal.use(approval)
    assert approvals.approvals_asked(refusal.shop.at("sue")) == ()


def test_what_was_typed_is_shown_and_can_be_erased_while_the_approval_stays(refusal: Refusal) -> None:
    """Names and typed text stand in no row that is kept for ever: the chain holds when they are gone."""
    approval = refusal.ask()
    refusal.answer(approval)
    assert REASON not in approval.shown
    refusal.shop.do(cases.refuse_case, by="sue", **refusal.values(), second=Second("sam"))
    with refusal.shop.database.reading() as work:
        kept = rows.every(work, Approval)
        assert all(REASON not in one.shown for one in kept)
        assert [approval_rows.texts_of(work, one.id)["note"] for one in kept] == [REASON, REASON]
    for one in kept:
        values: dict[str, Any] = {"kind": "approval", "id": one.id, "reason": "Asked for by law"}
        refusal.shop.do(erasing.erase_texts, by="sam", second=Second("sue"), **values)
    with refusal.shop.database.reading() as work:
        assert all(not any(approval_rows.texts_of(work, one.id).values()) for one in kept)
    assert integrity.check_history(refusal.shop.at("aude")).whole


def test_a_word_at_the_desk_is_kept_as_asked_answered_and_used(refusal: Refusal) -> None:
    refusal.shop.do(cases.refuse_case, by="sue", **refusal.values(), second=Second("sam"))
    with refusal.shop.database.reading() as work:
        (approval,) = rows.every(work, Approval)
        (answer,) = rows.every(work, ApprovalAnswer, order_by=("approval_id",))
        (used,) = rows.every(work, ApprovalUse, order_by=("approval_id",))
    assert answer.approval_id == used.approval_id == approval.id
    assert (approval.asked_at, answer.at) == (used.at, used.at)
    assert answer.by_id != approval.asked_by_id


def test_only_trying_asks_for_a_word_and_changes_nothing(refusal: Refusal) -> None:
    before = refusal.stored()
    values = {**refusal.values(), "second": ASKS}
    question = approvals.question_of(refusal.shop.at("sue"), cases.refuse_case, values)
    assert question is not None
    assert refusal.stored() == before
    version = refusal.values()["version"]
    wanted = {"case_id": refusal.case.id, "version": version, "reason": "A holiday"}
    sue = refusal.shop.at("sue")
    for verb, told in ((cases.extend, wanted), (cases.lapse, wanted)):
        with pytest.raises(Refused):
            approvals.ask_elsewhere(sue, str(uuid4()), verb=verb, values={**told, "version": version + 7})
    assert refusal.stored() == before


def test_what_needs_nobody_is_not_asked(refusal: Refusal) -> None:
    values: dict[str, Any] = {"case_id": refusal.case.id, "text": "Seen"}
    with pytest.raises(Refused) as caught:
        approvals.ask_elsewhere(refusal.shop.at("sue"), str(uuid4()), verb=cases.add_note, values=values)
    assert caught.value.message.code == "approval-not-needed"


def test_the_right_is_asked_before_a_question_is_made(refusal: Refusal) -> None:
    assert refusal.refused(refusal.ask, by="aude") == "not-allowed"
