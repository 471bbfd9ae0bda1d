"""The shift: no money without one that its cashier opened today with a counted float (R17), and how it is closed."""

from collections.abc import Callable

import pytest

from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashSession, Payment, TillCount
from oss_desk.operations.history.exceptions import exceptions
from oss_desk.operations.money import cashing_up, till
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import administration, office
from oss_desk.operations.office.approvals import ASKS, Second, question_of
from oss_desk.storage import rows
from tests.operations.casework import pay
from tests.operations.conftest import TUESDAY, Shop
from tests.operations.test_till import parts, to_pay


def own(shop: Shop) -> Shop:
    """The shop, in which nobody opens a shift unless the test does."""
    shop.opens_shifts = False
    return shop


def shifts(shop: Shop) -> list[tuple[int, str, str | None]]:
    """Every shift: its number, whose it is, how it ended (None while it is open)."""
    with shop.database.reading() as work:
        logins = {official.id: official.login for official in rows.every(work, Official)}
        found = rows.every(work, CashSession)
    return [(shift.number, logins[shift.official_id], shift.ended) for shift in found]


def code_of(deed: Callable[[], object]) -> str:
    """The code it is refused with; empty when it is not."""
    try:
        deed()
    except Refused as refused:
        return refused.message.code
    return ""


def opened(shop: Shop, by: str = "ada", desk: str = "", cash: int = 10_000) -> None:
    """A shift opened with that much in the till."""
    shop.do(cashing_up.open_shift, by=by, desk=desk, float_counted=Counted(cash))


def closed(shop: Shop, cash: int = 10_000, by: str = "ada", desk: str = "", second: Second | None = None) -> None:
    """The shift at that desk counted and closed."""
    shop.do(cashing_up.count_till, by=by, desk=desk, counted=Counted(cash), second=second)
    shop.do(cashing_up.close_shift, by=by, desk=desk)


def test_money_is_taken_only_in_a_shift_its_cashier_opened_here_today_and_did_not_count_yet(shop: Shop) -> None:
    case, _ = to_pay(shop)
    closed(own(shop), 1000)
    assert code_of(lambda: pay(shop, case)) == "shift-not-open"
    opened(shop)
    assert code_of(lambda: pay(shop, case, by="cass", desk="A")) == "shift-left-open"
    assert code_of(lambda: pay(shop, case, by="cass")) == "shift-not-open"
    shop.do(cashing_up.count_till, counted=Counted(10_000))
    assert code_of(lambda: pay(shop, case)) == "shift-counted"
    shop.do(cashing_up.close_shift)
    opened(shop)
    shop.clock.forward(days=1)
    assert code_of(lambda: pay(shop, case)) == "shift-left-open"
    with shop.database.reading() as work:
        assert len(rows.every(work, Payment)) == 1
    closed(shop)
    opened(shop)
    pay(shop, case)
    assert shifts(shop)[-1] == (4, "ada", None)


def test_the_head_says_only_of_todays_own_shift_that_it_is_open(shop: Shop) -> None:
    before = office.head(own(shop).at("ada")).shift_since
    opened(shop)
    others = office.head(shop.at("cass", "A")).shift_since
    again = office.sign_in(office.sign_out(shop.at("ada")), login="ada")
    since = office.head(again).shift_since
    shop.clock.forward(days=1)
    assert (before, others, since, office.head(again).shift_since) == (None, None, TUESDAY, None)


def test_one_shift_is_open_at_a_desk_and_the_one_before_is_counted_first(shop: Shop) -> None:
    opened(own(shop))
    assert code_of(lambda: opened(shop)) == "shift-open-already"
    assert code_of(lambda: opened(shop, "cass", "A")) == "shift-left-open"
    assert code_of(lambda: shop.do(cashing_up.close_shift)) == "count-first"
    closed(shop, 10_000, "cass", "A", Second("sue"))
    opened(shop, "cass", "A")
    assert shifts(shop) == [(1, "ada", "counted"), (2, "cass", None)]
    with shop.database.reading() as work:
        (first, second, third) = rows.every(work, TillCount)
        logins = {official.id: official.login for official in rows.every(work, Official)}
    assert [(count.kind, logins[count.official_id]) for count in (first, second, third)] == [
        ("opening", "ada"),
        ("closing", "cass"),
        ("opening", "cass"),
    ]


def test_a_shift_of_today_is_counted_by_its_official_or_with_a_supervisors_word(shop: Shop) -> None:
    """What somebody else counted stands with both of them; a till left open yesterday is anybody's to count."""
    opened(own(shop))
    assert code_of(lambda: closed(shop, 0, "cass", "A")) == "second-needed"
    assert code_of(lambda: closed(shop, 0, "cass", "A", Second("ada"))) == "second-took-part"
    hand_over = {"counted": Counted(0), "second": Second("cass")}
    assert code_of(lambda: shop.do(cashing_up.hand_over_till, by="cass", desk="A", **hand_over)) == "shift-left-open"
    values = {"counted": Counted(9_000), "second": ASKS}
    question = question_of(shop.at("cass", "A"), verb=cashing_up.count_till, values=values)
    assert question is not None
    assert question.values == {"shift": 1, "desk": "A", "currency": "EUR", "amount": "90.00", "official": "Ada"}
    closed(shop, 9_000, "cass", "A", Second("sue"))
    opened(shop, "cass", "A")
    today = shop.clock().date()
    found = exceptions(shop.at("aude"), since=today, until=today).lines
    told = [(line.kind, line.official, line.other, line.amount) for line in found if line.kind != "refused"]
    assert told == [("other-count", "Cass", "Ada", 9_000), ("difference", "Ada", "Cass", -1_000)]
    shop.clock.forward(days=1)
    closed(shop, 10_000, "ada", "A")


def test_a_difference_is_recorded_and_keeps_nobody_from_going_home(shop: Shop) -> None:
    opened(own(shop))
    closed(shop, 9_950)
    with shop.database.reading() as work:
        counts = [count.amount for count in rows.every(work, TillCount)]
        told = [event.kind for event in rows.every(work, Event) if event.subject_kind == "cash-session"]
    assert counts == [10_000, 9_950]
    assert told == ["shift-opened", "till-counted", "till-counted", "shift-closed", "z-closed"]


def test_a_till_is_counted_by_coins_and_notes_that_come_to_the_sum(shop: Shop) -> None:
    pieces = {5000: 1, 2000: 2, 100: 10}
    own(shop)
    assert code_of(lambda: shop.do(cashing_up.open_shift, float_counted=Counted(1, pieces))) == "count-unreadable"
    for bad in (Counted(-1), Counted(0, {5000: -1, 2500: 2}), Counted(0, {0: 3})):
        with pytest.raises(Refused, match="count-unreadable"):
            shop.do(cashing_up.open_shift, float_counted=bad)
    shop.do(cashing_up.open_shift, float_counted=Counted(10_000, pieces))
    with shop.database.reading() as work:
        (count,) = rows.every(work, TillCount)
    assert (count.amount, count.pieces) == (10_000, '{"100": 10, "2000": 2, "5000": 1}')


def test_a_supervisor_closes_the_shift_of_somebody_who_is_gone_uncounted(shop: Shop) -> None:
    opened(own(shop))
    with shop.database.reading() as work:
        desk = rows.find(work, Desk, code="A")
    assert desk is not None
    with pytest.raises(Refused, match="not-allowed"):
        shop.do(cashing_up.close_uncounted, by="cass", desk_id=desk.id)
    shop.do(cashing_up.close_uncounted, by="sue", desk_id=desk.id)
    with shop.database.reading() as work:
        sue = rows.find(work, Official, login="sue")
        ended = rows.every(work, CashSession)[-1]
    assert sue is not None
    assert (ended.ended, ended.closed_by_id) == ("uncounted", sue.id)
    assert code_of(lambda: shop.do(cashing_up.close_uncounted, by="sue", desk_id=desk.id)) == "shift-none"


def test_a_desk_with_an_open_till_is_not_closed(shop: Shop) -> None:
    opened(own(shop))
    office.sign_out(shop.at("ada"))
    with shop.database.reading() as work:
        desk = rows.find(work, Desk, code="A")
    assert desk is not None
    with pytest.raises(Refused, match="desk-has-shift"):
        shop.do(administration.close_desk, by="adam", desk_id=desk.id, version=desk.version)


def test_where_no_cash_is_taken_shifts_open_and_end_by_themselves_and_nothing_is_counted(shop: Shop) -> None:
    _, demands = to_pay(shop)
    card = parts(("card", 3000, 3000, "T-1"))
    shop.do(till.pay, by="cass", desk="R", demand_ids=demands, payment=card)
    assert code_of(lambda: opened(shop, "cass", "R")) == "desk-takes-no-cash"
    with shop.database.reading() as work:
        session = rows.every(work, CashSession)[-1]
        assert rows.every(work, TillCount, cash_session_id=session.id) == ()
    assert session.cashless
    shop.do(cashing_up.close_shift, by="cass", desk="R")
    assert shifts(shop)[-1][1:] == ("cass", "cashless")
