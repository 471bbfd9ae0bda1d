"""One truth about what is paid today: the slip says before what the Pay station takes, and why the rest waits."""

import pytest

from oss_desk.ui.pages.counter.going import sum_due
from oss_desk.ui.widgets.label import Amount
from tests.ui.desk import Desk
from tests.ui.test_counter import BIRTH, Counter

RESIDENCE = "residence"


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


def two_services(counter: Counter) -> None:
    """A copy and a proof of residence at the station Details, the copy complete."""
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.add(RESIDENCE)
    counter.go("documents")
    counter.settle_identity()
    counter.desk.until(lambda: counter.page.key_go_on() or True)
    counter.view.go("details")
    counter.answer("relation", "self")
    counter.answer("registered_name", "Tamar Kvelidze")
    counter.answer("birth_date", "1989-03-03")
    counter.desk.until(lambda: any(line.state == "ready" for line in counter.sheet.lines))


def said_today(counter: Counter) -> str:
    """The amount on the slip."""
    slip = counter.page.slip
    assert slip is not None
    return slip.findChildren(Amount)[-1].text()


def test_the_slip_says_at_details_what_will_be_taken_next(counter: Counter) -> None:
    two_services(counter)
    waiting = next(line for line in counter.sheet.lines if line.state != "ready")
    assert "Proof of residence waits: " in counter.page.next.accessibleDescription()
    before = said_today(counter)
    counter.go("pay")
    assert waiting.to_pay_now.minor > 0
    assert before == counter.here.money(sum_due(counter.sheet))
