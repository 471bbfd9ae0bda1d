"""An auditor with the papers alone: receipts, voids, refunds and slips of the bank come to what the printed Z says."""

from collections import Counter
from dataclasses import replace

import pytest

from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.papers import Paper, ReceiptPaper, RefundPaper, TillPaper, TillRow, VoidPaper
from oss_desk.operations.money import cashing_up, till
from oss_desk.operations.office import administration
from oss_desk.operations.office.approvals import Second
from oss_desk.storage import rows
from tests.operations.conftest import Shop
from tests.operations.test_corrections import refund, sold, void, waiver
from tests.operations.test_shifts import closed, opened, own
from tests.operations.test_till import parts, to_pay

SLIPS = ("till-in", "till-out", "till-deposit")
Money = ReceiptPaper | VoidPaper | RefundPaper


def printed(shop: Shop) -> list[Paper]:
    """Every paper as it came out of the printer."""
    with shop.database.reading() as work:
        return [papers.from_json(job.kind, job.content) for job in rows.every(work, PrintJob)]


def lines(paper: TillPaper) -> dict[str, TillRow]:
    """The rows of a paper of the till by their codes."""
    return {row.label.code: row for group in paper.groups for row in group.rows}


def group(paper: TillPaper, code: str) -> Counter[str]:
    """The amounts of one group by the words beside them, what was paid back under the words it was taken under."""
    sums: Counter[str] = Counter()
    for row in next(one for one in paper.groups if one.title.code == code).rows:
        sums[str(row.label.values.get("text", row.label.values.get("what")))] += row.amount or 0
    return sums


def by_means(given: list[Money]) -> Counter[str]:
    """What receipts say of the means, by their names."""
    sums: Counter[str] = Counter()
    for paper in given:
        for part in paper.means:
            sums[part.title] += part.amount
    return sums


def by_service(given: list[Money]) -> Counter[str]:
    """What receipts say of the services, by their names."""
    sums: Counter[str] = Counter()
    for paper in given:
        for service in paper.services:
            sums[service.title] += sum(fee.amount for fee in service.fees)
    return sums


def numbers(first: str, last: str) -> list[str]:
    """Every number of the series from one to another."""
    desk, start = first.rsplit("-", 1)
    return [f"{desk}-{number:06d}" for number in range(int(start), int(last.rsplit("-", 1)[1]) + 1)]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_z_is_worked_out_again_from_receipts_and_slips_alone(shop: Shop) -> None:
    own(shop)
    shop.do(administration.set_till_rules, by="adam", version=1, cash_rounding=10, cashless=False, paper_days=7)
    opened(shop)
    _, demands = to_pay(shop)
    closed(shop, 11_000)
    opened(shop)
    _, one = sold(shop)
    _, other = sold(shop, copies=3)
    shop.do(till.waive, demand_id=demands[0], waiver=waiver(4, second=Second("sue")))
    shop.do(
        till.pay,
        demand_ids=demands,
        payment=parts(("card", 1500, 1500, "T 1"), ("cash", 1500, 2000, ""), expected=2996),
    )
    void(shop, one)
    refund(shop, other, 250)
    shop.do(cashing_up.move_cash, kind="in", amount=800, reason="Coins")
    shop.do(cashing_up.move_cash, kind="out", amount=300, reason="Stamps")
    shop.do(cashing_up.move_cash, kind="deposit", amount=9000, slip="BANK 7")
    closed(shop, 4200)
    every = printed(shop)
    before, z = [one for one in every if isinstance(one, TillPaper) and one.title.code == "till-z"]
    slips = [one for one in every if isinstance(one, TillPaper) and one.title.code in SLIPS]
    said = lines(z)
    series = numbers(said["till-first-receipt"].text, said["till-last-receipt"].text)
    given: list[Money] = [one for one in every if isinstance(one, Money) and one.number in series]
    sold_papers = [one for one in given if isinstance(one, ReceiptPaper)]
    back = [one for one in given if not isinstance(one, ReceiptPaper)]
    assert sorted(one.number for one in given) == series == [f"A-{number:06d}" for number in range(2, 7)]
    taken = (said["till-payments"].count, said["till-payments"].amount)
    assert taken == (len(sold_papers), sum(one.total for one in sold_papers))
    assert (said["till-rounding"].amount or 0) == sum(one.rounding for one in sold_papers) == 4
    assert group(z, "till-by-means") == by_means(given)
    assert group(z, "till-by-service") == by_service(given)
    corrected = {"till-voids": VoidPaper, "till-refunds": RefundPaper}
    for code, kind in corrected.items():
        own_ones = [one for one in back if isinstance(one, kind)]
        assert (said[code].text, said[code].amount) == (own_ones[0].number, -sum(one.total for one in own_ones))
    cash = sum(part.amount for one in given for part in one.means if part.kind == "cash")
    moved = sum(sign(one) * (lines(one)["till-amount"].amount or 0) for one in slips)
    float_counted = said["till-float"].amount or 0
    assert said["till-expected"].amount == float_counted + cash + moved
    assert said["till-difference"].amount == 4200 - (float_counted + cash + moved)
    assert lines(slips[-1])["till-slip"].text in said["till-deposit"].text
    assert said["till-previous"].text == before.digest
    gross = (lines(before)["till-gross"].amount or 0) + sum(one.total for one in sold_papers)
    assert said["till-gross"].amount == gross
    assert said["till-net"].amount == gross + sum(one.total for one in back)
    assert group(replace(z, groups=z.groups[:4]), "till-by-means") != by_means(given[:-1])


def sign(paper: TillPaper) -> int:
    """Whether a slip says that cash came in or went out."""
    return 1 if paper.title.code == "till-in" else -1
