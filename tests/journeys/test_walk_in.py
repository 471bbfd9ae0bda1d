"""A citizen walks in and wants two services: found or added, asked for papers once, one payment, one receipt."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from oss_desk.domain.cases import Case
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import Visit
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.journeys.conftest import OpenWindow
from tests.journeys.office import CLERK

Record = TypeVar("Record")
DETAILS = {"relation": "self", "registered_name": "Tamar Kvelidze", "birth_date": "1989-03-03", "use": "bank"}


def stored(url: str, record: type[Record], **where: Any) -> tuple[Record, ...]:
    """Rows as another program would read them."""
    database = open_database(url, read_only=True)
    with database.reading() as work:
        found = rows.every(work, record, **where)
    database.close()
    return found


def test_two_services_one_payment_one_receipt(office_url: str, open_window: OpenWindow, settings: Settings) -> None:
    hands = open_window(office_url)
    hands.sign_in(CLERK)
    hands.serve()
    hands.find("tamar")
    hands.add("birth certificate")
    hands.add("residence")
    hands.go_on("documents")
    hands.mark_all()
    hands.go_on("details")
    hands.answer(**DETAILS)
    hands.until(lambda: all(line.state == "ready" for line in hands.visit.lines))
    hands.go_on("pay")
    hands.press("F8")
    hands.type("20")
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    _until_printed(hands.until, settings.papers, {"application": 1, "receipt": 1, "acknowledgement": 1})
    assert hands.counter.next.accessibleName() == "Do it now: Look up the address"
    hands.press("F6")
    hands.view.park_bar.closed.emit(None)
    hands.until(lambda: hands.counter.view is None)
    (payment,) = stored(office_url, Payment)
    (receipt,) = stored(office_url, Receipt)
    cases = stored(office_url, Case)
    assert payment.amount == 850
    assert receipt.number == "A-000001"
    assert json.loads(receipt.content)["change"] == 1150
    assert sorted(case.number[3:10] for case in cases) == ["-000001", "-000002"]
    assert stored(office_url, Visit)[0].outcome == "served"


def _until_printed(until: Callable[[Callable[[], bool]], None], folder: Path, wanted: dict[str, int]) -> None:
    until(lambda: {kind: len(list(folder.glob(f"{kind}-*.pdf"))) for kind in wanted} == wanted)


def test_a_new_citizen_and_a_window_closed_in_the_middle(sqlite_office: str, open_window: OpenWindow) -> None:
    hands = open_window(sqlite_office)
    hands.sign_in(CLERK)
    hands.serve()
    hands.type("Nino Beridze")
    hands.click("Add Nino Beridze as a new record")
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.visit.visitor is not None)
    hands.add("residence")
    hands.go_on("documents")
    hands.mark_all()
    hands.go_on("details")
    hands.answer(since="2020-01-31")

    hands = open_window(sqlite_office)
    hands.sign_in(CLERK)
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    assert hands.view.station == "details"
    answers = {asked.field.id: asked.answer for asked in hands.visit.lines[0].fields}
    assert answers["since"] == "2020-01-31"
    hands.answer(use="pension")
    hands.until(lambda: hands.visit.lines[0].state == "ready")
    hands.go_on("pay")
    assert hands.counter.next.accessibleName() == "Start, nothing to pay"
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert len(stored(sqlite_office, Case)) == 1
    assert stored(sqlite_office, Payment) == ()
    assert len(stored(sqlite_office, Citizen, name="Nino Beridze")) == 1


def test_a_question_that_needs_no_case_ends_as_an_enquiry(sqlite_office: str, open_window: OpenWindow) -> None:
    hands = open_window(sqlite_office)
    hands.sign_in(CLERK)
    hands.serve()
    hands.view.close_wanted.emit(None)
    hands.until(lambda: hands.counter.view is None)
    assert stored(sqlite_office, Visit)[0].outcome == "enquiry"
