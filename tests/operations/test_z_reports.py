"""X and Z: what they say is what the rows say, every payment is in one Z, X changes nothing, sums only grow."""

import json
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text

from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import CashSession, Payment, PaymentEnd, PaymentStart, ZReport
from oss_desk.operations.history.exceptions import exceptions
from oss_desk.operations.money import cashing_up, starts, till, till_page
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office import administration, office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import papers
from oss_desk.storage import rows
from oss_desk.storage.schema import METADATA
from tests.operations.casework import pay
from tests.operations.conftest import Shop
from tests.operations.test_shifts import closed, code_of, opened, own
from tests.operations.test_till import parts, to_pay

MONEY = ("payment", "payment_part", "receipt", "cash_session", "till_count", "cash_movement", "z_report", "demand")


@pytest.fixture
def day(shop: Shop) -> Shop:
    """A shift with a float of 100.00, one payment of 10.00 in the shift before, one of 30.00 in it."""
    case, _ = to_pay(shop)
    closed(own(shop), 1000)
    opened(shop)
    pay(shop, case)
    return shop


def every_z(shop: Shop) -> tuple[ZReport, ...]:
    """Every Z there is."""
    with shop.database.reading() as work:
        return rows.every(work, ZReport)


def figures(made: ZReport) -> Any:
    """What a Z says."""
    return json.loads(made.content)


def paper_of(shop: Shop) -> Any:
    """The newest paper of the till."""
    with shop.database.reading() as work:
        return json.loads(rows.every(work, PrintJob, kind="till")[-1].content)


def dump(shop: Shop, *without: str) -> dict[str, list[Any]]:
    """Every row of the database but of some tables."""
    with shop.database.reading() as work:
        return {
            table.name: [tuple(row) for row in work.connection.execute(table.select().order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
            if table.name not in without
        }


def sums(shop: Shop, session: int) -> dict[str, int]:
    """The sums of a shift asked of the tables themselves, by statements of this test."""
    asked = {
        "payments": "SELECT coalesce(sum(amount), 0) FROM payment WHERE cash_session_id = :s",
        "count": "SELECT count(*) FROM payment WHERE cash_session_id = :s",
        "cash": "SELECT coalesce(sum(p.amount), 0) FROM payment_part p JOIN payment y ON y.id = p.payment_id "
        "WHERE y.cash_session_id = :s AND p.means = 'cash'",
        "float": "SELECT amount FROM till_count WHERE cash_session_id = :s AND kind = 'opening'",
        "counted": "SELECT max(amount) FROM till_count WHERE cash_session_id = :s AND kind = 'closing'",
        "moved": "SELECT coalesce(sum(CASE kind WHEN 'in' THEN amount ELSE -amount END), 0) FROM cash_movement "
        "WHERE cash_session_id = :s",
        "gross": "SELECT sum(p.amount) FROM payment p JOIN cash_session c ON c.id = p.cash_session_id "
        "WHERE c.desk_id = (SELECT desk_id FROM cash_session WHERE id = :s) AND c.id <= :s",
    }
    with shop.database.reading() as work:
        return {name: int(work.connection.scalar(text(sql), {"s": session})) for name, sql in asked.items()}


def test_a_z_says_what_the_rows_say(day: Shop) -> None:
    day.do(cashing_up.move_cash, kind="in", amount=500, reason="Coins from the safe")
    day.do(cashing_up.move_cash, kind="deposit", amount=9000, slip="BANK 7")
    day.do(cashing_up.move_cash, kind="drawer", amount=0, reason="Stuck note")
    closed(day, 4450)
    first, second = every_z(day)
    said, known = figures(second), sums(day, second.cash_session_id)
    assert (said["number"], said["desk"], said["shift"], said["official"]) == (2, "A", 2, "Ada")
    assert said["payments"] == {"count": known["count"], "amount": known["payments"]}
    assert said["cash_taken"] == known["cash"] == 3000
    assert said["expected"] == known["float"] + known["cash"] + known["moved"]
    assert (said["counted"], said["difference"]) == (known["counted"], known["counted"] - said["expected"])
    assert said["difference"] == -50
    assert (said["gross"], said["refunded"], said["net"]) == (known["gross"], 0, known["gross"])
    assert [(one["code"], one["count"], one["amount"]) for one in said["means"]] == [("cash", 1, 3000)]
    assert sum(one["amount"] for one in said["services"]) == 3000
    assert (said["drawer_openings"], said["copies"], said["abandoned"]) == (1, 0, 0)
    assert (said["first_receipt"], said["last_receipt"]) == ("A-000002", "A-000002")
    assert said["previous"] == first.digest == sha256(first.content.encode()).hexdigest()
    assert second.digest == sha256(second.content.encode()).hexdigest()
    assert said["version"]


def test_what_a_z_says_by_service_is_what_was_taken_when_a_part_was_waived_before(shop: Shop) -> None:
    case, (demand,) = to_pay(shop)
    given = WaiverGiven(500, "By-law 9", "No income.", second=Second("sue"))
    shop.do(till.waive, demand_id=demand, waiver=given)
    pay(shop, case)
    closed(own(shop), 3500)
    said = figures(every_z(shop)[-1])
    taken = said["payments"]["amount"]
    assert (taken, sum(one["amount"] for one in said["services"]), said["waivers"]["amount"]) == (3500, 3500, 500)


def test_every_payment_and_every_event_is_in_exactly_one_z_with_numbers_that_go_on(day: Shop) -> None:
    closed(day, 13_000)
    day.clock.forward(days=120)
    opened(day)
    closed(day)
    found = every_z(day)
    assert [made.number for made in found] == [1, 2, 3]
    assert [made.first_event for made in found[1:]] == [made.last_event + 1 for made in found[:-1]]
    with day.database.reading() as work:
        payments = rows.every(work, Payment)
    assert {payment.cash_session_id for payment in payments} <= {made.cash_session_id for made in found}
    assert [figures(made)["payments"]["amount"] for made in found] == [1000, 3000, 0]


def test_totals_of_a_desk_only_grow(day: Shop) -> None:
    closed(day, 13_000)
    day.clock.forward(days=400)
    opened(day)
    closed(day)
    assert [(made.gross, made.refunds) for made in every_z(day)] == [(1000, 0), (4000, 0), (4000, 0)]


def test_a_close_without_a_count_tells_no_difference(day: Shop) -> None:
    with day.database.reading() as work:
        desk = rows.every(work, CashSession)[-1].desk_id
    day.do(cashing_up.close_uncounted, by="sue", desk_id=desk)
    said = figures(every_z(day)[-1])
    assert (said["how"], said["closed_by"], said["counted"], said["difference"]) == ("uncounted", "Sue", None, None)


def test_an_x_changes_nothing_but_that_it_was_printed(day: Shop) -> None:
    beside = ("event", "event_text", "command", "print_job", "desk", "link", "chain", "link_text", "link_row")
    before = dump(day, *beside)
    with day.database.reading() as work:
        events = len(rows.every(work, Event))
    day.do(cashing_up.print_x)
    after = dump(day, *beside)
    with day.database.reading() as work:
        told = [event.kind for event in rows.every(work, Event)][events:]
    assert told == ["x-printed"]
    assert {name for name in before if before[name] != after[name]} <= {"chain", "chain_head"}
    assert all(before[name] == after[name] for name in MONEY)


def test_until_the_shift_is_closed_nothing_tells_what_the_till_ought_to_hold(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    case, _ = to_pay(shop)
    closed(own(shop), 1000)
    opened(shop, cash=71_231)
    pay(shop, case)
    expected = 71_231 + 3000
    paper = shop.do(cashing_up.print_x).content
    shop.do(cashing_up.count_till, counted=Counted(1))
    paper += shop.do(cashing_up.print_x).content
    told = repr(till_page.till_sheet(shop.at("ada"))) + repr(cashing_up.till_now(shop.at("ada"))) + paper + caplog.text
    with shop.database.reading() as work:
        told += " ".join(event.payload for event in rows.every(work, Event))
    assert not any(word in told for word in (str(expected), "742.31", '"till-cash-taken"'))
    assert paper.count("till-after-count") == 2
    shop.do(cashing_up.close_shift)
    assert str(expected) in every_z(shop)[-1].content


def test_a_till_that_is_counted_again_shows_its_first_difference_and_both_counts(day: Shop) -> None:
    for counted in (1, 13_000):
        day.do(cashing_up.count_till, counted=Counted(counted))
    made = day.do(cashing_up.close_shift)
    cash = next(group for group in paper_of(day)["groups"] if group["title"]["code"] == "till-cash")
    rows_ = {row["label"]["code"]: row["amount"] for row in cash["rows"]}
    assert (rows_["till-first-difference"], rows_["till-difference"]) == (-12_999, 0)
    assert [one["amount"] for one in figures(made)["counts"]] == [1, 13_000]
    when = day.clock().date()
    lines = exceptions(day.at("aude"), since=when, until=when).lines
    assert [one.kind for one in lines] == ["assessed", "recount"]
    line = lines[-1]
    assert (line.kind, line.official, line.about, line.first, line.amount) == ("recount", "Ada", "A 2", 1, 13_000)


def test_a_till_whose_count_is_kept_is_handed_over_with_that_count(day: Shop) -> None:
    second = Second("cass", "")
    assert code_of(lambda: day.do(cashing_up.hand_over_till, second=second)) == "count-first"
    day.do(cashing_up.count_till, counted=Counted(13_000))
    said = figures(day.do(cashing_up.hand_over_till, second=second))
    assert (said["how"], said["counted"], len(said["counts"])) == ("handover", 13_000, 1)
    closed(day, 13_000, "cass", "A")
    assert figures(every_z(day)[-1])["opening"] == 13_000


def test_the_till_is_handed_over_with_a_count_and_the_next_official_goes_on(day: Shop) -> None:
    second = Second("cass", "")
    assert code_of(lambda: day.do(cashing_up.hand_over_till, counted=Counted(1), second=Second("ada"))) == (
        "second-is-first"
    )
    assert code_of(lambda: day.do(cashing_up.hand_over_till, counted=Counted(1), second=Second("ben"))) == (
        "second-may-not"
    )
    made = day.do(cashing_up.hand_over_till, counted=Counted(13_000), second=second)
    said = figures(made)
    assert (said["how"], said["counted"], said["difference"]) == ("handover", 13_000, 0)
    with day.database.reading() as work:
        shift = rows.every(work, CashSession)[-1]
        (told,) = rows.every(work, Event, kind="till-handed-over")
    assert json.loads(told.payload)["agreed"] == {"by": shift.official_id, "amount": 13_000, "currency": "EUR"}
    assert shift.closed_at is None
    day.do(cashing_up.move_cash, by="cass", desk="A", kind="in", amount=100, reason="Coins")
    closed(day, 13_100, "cass", "A")
    assert (figures(every_z(day)[-1])["opening"], figures(every_z(day)[-1])["difference"]) == (13_000, 0)


def test_cash_moves_only_in_an_open_shift_with_a_reason_or_a_slip(day: Shop) -> None:
    move = cashing_up.move_cash
    assert code_of(lambda: day.do(move, kind="out", amount=100)) == "reason-needed"
    assert code_of(lambda: day.do(move, kind="deposit", amount=100)) == "slip-needed"
    assert code_of(lambda: day.do(move, kind="in", amount=0, reason="x")) == "amount-needed"
    assert code_of(lambda: day.do(move, kind="drawer", amount=5, reason="x")) == "amount-needed"
    closed(day, 13_000)
    assert code_of(lambda: day.do(move, kind="in", amount=100, reason="Coins")) == "shift-not-open"


def test_a_z_printed_again_is_a_numbered_copy_of_what_it_said(day: Shop) -> None:
    closed(day, 13_000)
    made = every_z(day)[-1]
    jobs = [day.do(cashing_up.print_z, z_id=made.id) for _ in range(2)]
    jobs.append(day.do(papers.copy_paper, job_id=jobs[0].id))
    told = [(content["digest"], content["head"]["copy"]) for content in (json.loads(job.content) for job in jobs)]
    assert told == [(made.digest, 1), (made.digest, 2), (made.digest, 3)]


def test_an_office_adds_its_own_means_and_rounds_cash_as_a_figure_of_its_own(shop: Shop) -> None:
    title = {"en": "Voucher"}
    add = administration.add_means
    shop.do(add, by="adam", version=1, code="voucher", kind="elsewhere", title=title, needs_reference=True)
    shop.do(administration.set_till_rules, by="adam", version=2, cash_rounding=10, cashless=False, paper_days=7)
    _, demands = to_pay(shop)
    split = parts(("voucher", 1996, 1996, "V-1"), ("cash", 1000, 1000, ""), expected=3000)
    shop.do(till.pay, demand_ids=demands, payment=split)
    with shop.database.reading() as work:
        payment = rows.every(work, Payment)[-1]
        kinds = work.connection.execute(
            text("SELECT means, code, amount FROM payment_part WHERE payment_id = :p ORDER BY position"),
            {"p": payment.id},
        ).all()
    assert (payment.amount, payment.rounding) == (3000, -4)
    assert [tuple(kind) for kind in kinds] == [("elsewhere", "voucher", 1996), ("cash", "cash", 1000)]
    closed(own(shop), 2000)
    said = figures(every_z(shop)[-1])
    assert said["rounding"] == -4
    assert sum(one["amount"] for one in said["means"]) == said["payments"]["amount"] + said["rounding"]
    with pytest.raises(Refused, match="means-code-taken"):
        shop.do(add, by="adam", version=3, code="voucher", kind="card", title=title)


def test_a_payment_that_was_begun_has_exactly_one_end(day: Shop) -> None:
    day.do(starts.start_payment, amount=500)
    day.do(starts.start_payment, amount=700)
    day.do(starts.leave_payment)
    assert code_of(lambda: day.do(starts.leave_payment)) == "nothing-to-pay"
    day.do(starts.start_payment, amount=900)
    office.sign_out(day.at("ada"))
    day.signed_in.clear()
    closed(day, 13_000)
    with day.database.reading() as work:
        begun, ended = rows.every(work, PaymentStart), rows.every(work, PaymentEnd, order_by=("start_id",))
    assert [end.start_id for end in ended] == [start.id for start in begun]
    assert [end.reason for end in ended] == ["left-station", "left-station", "signed-out"]
    assert figures(every_z(day)[-1])["abandoned"] == 3
