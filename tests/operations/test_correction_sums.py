"""Whatever is paid, cancelled, refunded and waived in whatever order: the sums hold, and no number is missing."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

import oss_desk
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Correction, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import Demand, DemandLine, Payment, PaymentDemand, PaymentPart, Receipt
from oss_desk.operations.money import till
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office.approvals import Second
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.rows import PUTTABLE, REMOVABLE
from oss_desk.storage.schema import APPEND_ONLY, TABLES
from tests.operations.casework import PERMIT, copy_case, granted, pay, permit_case, sheet
from tests.operations.conftest import COPY, Shop

SUE = Second("sue")
SOURCE = Path(oss_desk.__file__).parent
MONEY = (
    "demand",
    "demand_line",
    "payment",
    "payment_part",
    "payment_demand",
    "receipt",
    "receipt_copy",
    "correction",
    "correction_line",
    "correction_part",
    "correction_copy",
    "copy_reason",
    "waiver",
    "approval",
    "approval_answer",
    "approval_use",
)
GAPS = """
    SELECT desk.code, desk.next_receipt - 1, count(*), coalesce(max(given.seq), 0) FROM desk
    JOIN (SELECT desk_id, seq FROM receipt UNION ALL SELECT desk_id, seq FROM correction) AS given
    ON given.desk_id = desk.id GROUP BY desk.id, desk.code, desk.next_receipt
    HAVING count(*) <> desk.next_receipt - 1 OR max(given.seq) <> desk.next_receipt - 1
"""
"""Desks whose receipts and corrections together have a gap, a number twice, or one that was never used (R2)."""


class Day:
    """A cashier's day with chance in it: what she does next, and with which amount."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop, self.chance = shop, Random(seed)
        self.copy, self.permit = shop.service(COPY), shop.service(PERMIT)
        self.cases: list[Case] = []
        self.refused = self.done = 0

    def step(self) -> None:
        """One thing more; what the rules refuse is counted and changes nothing."""
        doing: Callable[[], object] = self.chance.choice(
            [self.sell, self.grant, self.pay, self.void, self.refund, self.refund, self.waive]
        )
        try:
            doing()
            self.done += 1
        except Refused:
            self.refused += 1

    def sell(self) -> None:
        """Another case, paid at its start."""
        self.cases.append(copy_case(self.shop, self.copy, copies=self.chance.randint(1, 3)))

    def grant(self) -> None:
        """A permit that comes to where it is paid."""
        case = permit_case(self.shop, self.permit)
        granted(self.shop, case, repair=self.chance.choice([0, 700]))
        self.cases.append(case)

    def pay(self) -> None:
        """What some case owes."""
        case = self.chance.choice(self.cases or [None])
        if case is not None and sheet(self.shop, case).demands:
            pay(self.shop, case)

    def void(self) -> None:
        """Some receipt, cancelled or not."""
        values: dict[str, Any] = {"reason": "other", "words": "Typed in the wrong box", "second": SUE}
        self.shop.do(till.void, receipt_id=self._receipt().id, **values)

    def refund(self) -> None:
        """Some amount of some fee, which may be too much."""
        found = till.receipt(self.shop.at("ada"), number=self._receipt().number)
        line = self.chance.choice(found.refundable or [None])
        if line is None:
            return
        amount = self.chance.choice([1, line.left.minor // 2, line.left.minor, line.left.minor + 1, line.paid.minor])
        values: dict[str, Any] = {"reason": "not-owed", "words": "Fees Decree 7", "second": SUE}
        lines = (RefundLine(line.demand_id, line.fee, amount),)
        self.shop.do(till.refund, receipt_id=found.receipt.id, lines=lines, parts=(BackBy("cash", amount),), **values)

    def waive(self) -> None:
        """Some amount of something owed, which may be too much."""
        case = self.chance.choice(self.cases or [None])
        demands = sheet(self.shop, case).demands if case is not None else ()
        if demands:
            amount = self.chance.choice([1, demands[0].amount.minor, demands[0].amount.minor + 1])
            given = WaiverGiven(amount, "Decree 7", "Poor", None, SUE)
            self.shop.do(till.waive, demand_id=demands[0].demand_id, waiver=given)

    def _receipt(self) -> Receipt:
        with self.shop.database.reading() as work:
            return self.chance.choice(rows.every(work, Receipt))


def ask_sums(work: Work) -> None:
    """Every sum of payments, corrections, demands and waivers that must hold after any command."""
    corrections = rows.every(work, Correction)
    lines, parts = rows.every(work, CorrectionLine), rows.every(work, CorrectionPart)
    for one in corrections:
        assert sum(line.amount for line in lines if line.correction_id == one.id) == one.amount
        assert sum(part.amount for part in parts if part.correction_id == one.id) == one.amount
        assert one.approver_id not in (one.official_id, one.taker_id)
    for payment in rows.every(work, Payment):
        done = [one for one in corrections if one.payment_id == payment.id]
        assert payment.amount + sum(one.amount for one in done) >= 0
        if any(one.kind == "void" for one in done):
            assert [one.amount for one in done] == [-payment.amount]
        means = rows.every(work, PaymentPart, payment_id=payment.id)
        assert sum(part.amount for part in means) == payment.amount
    ask_assessed(work, corrections)


def ask_assessed(work: Work, corrections: tuple[Correction, ...]) -> None:
    """Assessed = collected + waived + open, demands that a void took back standing again as others (R26)."""
    voided = {one.payment_id for one in corrections if one.kind == "void"}
    settled = {one.demand_id: one.payment_id for one in rows.every(work, PaymentDemand, order_by=("demand_id",))}
    waived: dict[int, int] = {}
    for waiver in rows.every(work, Waiver):
        waived[waiver.demand_id] = waived.get(waiver.demand_id, 0) + waiver.amount
    demands = rows.every(work, Demand)
    over = {demand.id for demand in demands if settled.get(demand.id) in voided}
    standing = [demand for demand in demands if demand.id not in over]
    for demand in demands:
        assert sum(line.amount for line in rows.every(work, DemandLine, demand_id=demand.id)) == demand.amount
        assert waived.get(demand.id, 0) <= demand.amount
    open_now = sum(demand.amount - waived.get(demand.id, 0) for demand in standing if demand.id not in settled)
    collected = sum(payment.amount for payment in rows.every(work, Payment) if payment.id not in voided)
    kept = sum(amount for demand_id, amount in waived.items() if demand_id not in over)
    assert sum(demand.amount for demand in standing) == collected + kept + open_now


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sums_hold_in_every_order(shop: Shop, seed: int, rounds: Callable[[int], int]) -> None:
    """R2, R5, R6, R26."""
    day = Day(shop, seed)
    day.sell()
    day.grant()
    for _ in range(rounds(24)):
        day.step()
        with shop.database.reading() as work:
            ask_sums(work)
            assert work.connection.execute(text(GAPS)).all() == []
    assert day.done > day.refused > 0


def test_the_gap_query_can_find_a_gap(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    with shop.database.reading() as work:
        wrong = GAPS.replace("UNION ALL SELECT desk_id, seq FROM correction", "WHERE seq > 1")
        found = work.connection.execute(text(wrong.replace("JOIN (", "LEFT JOIN (", 1))).all()
    assert found


def test_no_code_changes_or_removes_a_row_of_money() -> None:
    """R4: no UPDATE or DELETE names a table of money, and `rows` refuses them by their list."""
    assert set(MONEY) <= set(APPEND_ONLY)
    removable = {TABLES[record].name for record in PUTTABLE | REMOVABLE}
    assert removable & set(MONEY) == set()
    tables = "|".join(MONEY)
    wrong = re.compile(rf"(?i)\b(update|delete from|truncate|replace into)\s+\"?({tables})\"?\b")
    called = re.compile(rf"\b(update|delete)\((?:[a-z_]+\.)?({tables.upper()})\)")
    for file in SOURCE.rglob("*.py"):
        source = file.read_text("utf-8")
        assert not called.search(source), file
        assert file.name in ("guards.py", "guard_rules.py") or not wrong.search(source), file
    assert wrong.search('connection.execute("DELETE FROM payment")')
    assert called.search("update(PAYMENT)")


def test_the_database_takes_no_change_of_a_row_of_money(shop: Shop) -> None:
    """R4 by SQL: update, delete, and on SQLite INSERT OR REPLACE, on PostgreSQL TRUNCATE."""
    day = Day(shop, 7)
    day.sell()
    (receipt,) = receipts(shop)
    (line,) = till.receipt(shop.at("ada"), number=receipt.number).refundable
    values: dict[str, Any] = {"lines": (RefundLine(line.demand_id, line.fee, 1),), "parts": (BackBy("cash", 1),)}
    values |= {"reason": "not-owed", "words": "Fees Decree 7", "second": SUE}
    refund = shop.do(till.refund, receipt_id=receipt.id, **values)
    shop.do(till.copy_receipt, receipt_id=receipt.id)
    shop.do(till.copy_correction, correction_id=refund.id)
    day.grant()
    demand = sheet(shop, day.cases[-1]).demands[0]
    shop.do(till.waive, demand_id=demand.demand_id, waiver=WaiverGiven(1, "Decree 7", "Poor", None, SUE))
    for statement in (statement for table in MONEY for statement in tried(shop, table)):
        with pytest.raises(Refused) as caught, shop.database.writing() as work:
            work.connection.execute(text(statement))
        assert caught.value.message.code in ("history-is-kept", "already-there", "guard-refused"), statement


def receipts(shop: Shop) -> tuple[Receipt, ...]:
    """Every receipt that was given out."""
    with shop.database.reading() as work:
        return rows.every(work, Receipt)


def tried(shop: Shop, table: str) -> list[str]:
    """What somebody with SQL alone might try with a row of this table."""
    key = {"payment_demand": "demand_id", "copy_reason": "receipt_copy_id"}.get(table, "id")
    key = "approval_id" if table.startswith("approval_") else key
    both = [f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"]
    if shop.database.dialect == "sqlite":
        return [*both, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"]
    return [*both, f"TRUNCATE {table} CASCADE"]
