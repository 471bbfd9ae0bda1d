"""The page of approvals: exactly what is approved, in words; yes and no; and the way on with a yes."""

from dataclasses import replace
from typing import Any

import pytest

from oss_desk.domain.approvals import ApprovalAnswer
from oss_desk.domain.till import Receipt
from oss_desk.operations.money import till
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import ASKS
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.pages.receipt.approvals import ApprovalsPage
from oss_desk.ui.widgets.label import Label
from tests.ui.desk import Desk, button, has_button, nameless


@pytest.fixture
def asked(desk: Desk) -> str:
    """The cashier asks that the newest receipt be cancelled; its number."""
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        receipt = rows.every(work, Receipt)[-1]
    values: dict[str, Any] = {
        "receipt_id": receipt.id,
        "reason": "wrong-service",
        "words": "The long form",
        "second": ASKS,
    }
    approvals.ask_elsewhere(program, new_id(), verb=till.void, values=values)
    return receipt.number


def by_supervisor(desk: Desk) -> ApprovalsPage:
    """The list as the supervisor sees it."""
    assert desk.program is not None
    sign_out(desk.program)
    assert desk.tasks is not None
    desk.tasks.close()
    desk.program.database.close()
    desk.sign_in("rustem", "C")
    page = desk.show(ApprovalsPage)
    desk.until(lambda: page.card() is not None)
    return page


def test_the_supervisor_is_shown_exactly_what_is_approved_and_agrees(desk: Desk, asked: str) -> None:
    page = by_supervisor(desk)
    assert asked in page.rows.rows()[0].accessibleName()
    assert "The long form" in page.rows.rows()[0].accessibleName()
    assert nameless(page) == []
    before = desk.count(ApprovalAnswer, order_by=("approval_id",))
    page.next.trigger()
    desk.until(lambda: desk.count(ApprovalAnswer, order_by=("approval_id",)) == before + 1)
    desk.until(lambda: page.card() is None)


def test_a_narrow_window_hides_nothing_of_what_is_approved(desk: Desk, asked: str) -> None:
    page = by_supervisor(desk)
    page.set_room("narrow")
    desk.until(lambda: {asked, "Wrong service", "The long form"} <= {one.text() for one in page.findChildren(Label)})
    desk.until(page.reason.isVisible)


def test_what_another_desk_asks_meanwhile_is_seen_by_itself_and_what_is_typed_stays(desk: Desk, asked: str) -> None:
    page = by_supervisor(desk)
    page.reason.set_text("Ask her to come back")
    assert desk.program is not None
    first, again = page.card(), page._clock
    again.stop()
    other = sign_in(replace(desk.program, desk_code="A", signed_in=None), login="adaeze")
    with other.database.reading() as work:
        receipt = rows.every(work, Receipt)[-1]
    values: dict[str, Any] = {"receipt_id": receipt.id, "reason": "other", "words": "Twice", "second": ASKS}
    approvals.ask_elsewhere(other, new_id(), verb=till.void, values=values)
    again.timeout.emit()
    desk.until(lambda: len(page.rows.rows()) == 2)
    assert (page.card(), page.reason.text()) == (first, "Ask her to come back")


def test_a_no_needs_its_reason(desk: Desk, asked: str) -> None:
    page = by_supervisor(desk)
    heard: list[tuple[str, ...]] = []
    page.said.connect(lambda *words: heard.append(words))
    desk.until(lambda: has_button(page, "Say no"))
    button(page, "Say no").click()
    desk.until(lambda: bool(heard))
    page.reason.set_text("Give back the difference instead")
    button(page, "Say no").click()
    desk.until(lambda: page.card() is None)


def test_today_leads_to_what_waits(desk: Desk, asked: str) -> None:
    assert asked
    page = desk.show(DayPage)
    desk.until(lambda: has_button(page, "Approvals"))
    gone: list[str] = []
    page.goto.connect(lambda where, _: gone.append(where))
    button(page, "Approvals").click()
    assert gone == ["approvals"]


def test_a_yes_leads_back_to_the_receipt_with_what_was_approved(desk: Desk, asked: str) -> None:
    page = by_supervisor(desk)
    page.next.trigger()
    desk.until(lambda: page.card() is None)
    assert desk.program is not None
    sign_out(desk.program)
    assert desk.tasks is not None
    desk.tasks.close()
    desk.program.database.close()
    desk.sign_in("adaeze")
    mine = desk.show(ApprovalsPage)
    desk.until(lambda: mine.card() is not None)
    gone: list[tuple[str, Any]] = []
    mine.goto.connect(lambda where, what: gone.append((where, what)))
    mine.next.trigger()
    assert gone[0][0] == "receipt"
    assert gone[0][1]["code"] == asked
