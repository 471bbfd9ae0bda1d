"""Tills over a long time: random shifts, a restore, another version, a leap year with both changes of the clock (R24
to R26), and a day of training beside a real office (R11)."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from oss_desk import paths
from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.till import CashSession, Receipt, ZReport
from oss_desk.operations.money import cashing_up, figures, period, reconciling
from oss_desk.operations.office import office
from oss_desk.storage import backup, rows
from oss_desk.storage.database import open_database
from tests.operations.conftest import DESKS, OFFICE, TUESDAY, Clock, Shop
from tests.operations.test_corrections import refund, sold, void
from tests.operations.test_shifts import closed, opened, own

ON_FILE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
"""What the till does over years does not depend on the database."""


def every_z(shop: Shop) -> tuple[ZReport, ...]:
    """Every Z of the desk."""
    with shop.database.reading() as work:
        return rows.every(work, ZReport)


def figure(made: ZReport, name: str) -> int:
    """A figure of a Z: a sum, or the sum of a tally."""
    found = json.loads(made.content)[name]
    return int(found["amount"] if isinstance(found, dict) else found)


def random_shift(shop: Shop, lots: Random) -> None:
    """A shift in which anything may happen, closed one way or the other."""
    opened(shop, cash=lots.choice((0, 5000, 10_000)))
    for _ in range(lots.randrange(3)):
        _, receipt = sold(shop, copies=lots.randrange(1, 4))
        after = lots.random()
        if after < 0.3:
            void(shop, receipt)
        elif after < 0.6:
            refund(shop, receipt, lots.randrange(1, 500))
    if lots.random() < 0.5:
        shop.do(cashing_up.move_cash, kind="in", amount=lots.randrange(1, 900), reason="Coins")
    if lots.random() < 0.5:
        shop.do(cashing_up.move_cash, kind="deposit", amount=lots.randrange(1, 900), slip=f"B {lots.random()}")
    if lots.random() < 0.2:
        shop.do(cashing_up.close_uncounted, by="sue", desk_id=1)
    else:
        closed(shop, lots.randrange(0, 20_000))


@ON_FILE
@pytest.mark.parametrize("seed", [7, 2026])
def test_whatever_happens_totals_only_grow_and_zs_tie_to_receipts_bank_and_tills(shop: Shop, seed: int) -> None:
    lots = Random(seed)
    own(shop)
    for _ in range(7):
        random_shift(shop, lots)
        shop.clock.forward(hours=lots.randrange(1, 80))
    before = (0, 0, "")
    for made in every_z(shop):
        gross = before[0] + figure(made, "payments")
        back = before[1] + figure(made, "voids") + figure(made, "refunds")
        assert (made.gross, made.refunds, made.previous) == (gross, back, before[2])
        assert figure(made, "net") == gross - back
        said = json.loads(made.content)
        assert sum(one["amount"] for one in said["means"]) == figure(made, "payments") + said["rounding"]
        assert sum(one["amount"] for one in said["services"]) == figure(made, "payments")
        assert sum(one["amount"] for one in said["services_back"]) == back - before[1]
        before = (made.gross, made.refunds, made.digest)
    days = (TUESDAY.date(), shop.clock().date())
    found = reconciling.reconciliation(shop.at("aude"), first=days[0], last=days[1])
    assert (found.zs, found.receipts_agree, found.cash_agrees) == (7, True, True)
    assert all(one.assessed == one.collected + one.given_back + one.waived + one.open for one in found.lines)
    assert sum(one.collected + one.given_back for one in found.lines) + voided(shop) == found.taken


def voided(shop: Shop) -> int:
    """What was voided; its demands are over and stand again as new ones."""
    return sum(figure(made, "voids") for made in every_z(shop))


@ON_FILE
def test_totals_go_on_after_a_restore_under_another_version_and_in_another_year(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(shop)
    opened(shop)
    sold(shop)
    closed(shop, 11_000)
    about = backup.About("office", shop.clock(), "0.1.0")
    made = backup.make(shop.database, tmp_path / "copies", about)
    backup.restore(tmp_path / "copies" / made.name, f"sqlite:///{tmp_path / 'restored.sqlite'}")
    database = open_database(f"sqlite:///{tmp_path / 'restored.sqlite'}")
    monkeypatch.setattr(figures, "__version__", "9.9.9")
    again = own(Shop(database, Clock(datetime(2027, 1, 5, 9, tzinfo=UTC))))
    opened(again)
    sold(again)
    closed(again, 11_000)
    first, second = every_z(again)
    assert (first.number, second.number, second.gross, second.previous) == (1, 2, 2000, first.digest)
    assert [json.loads(one.content)["version"] for one in (first, second)][1] == "9.9.9"
    database.close()


PARIS = {
    "2028-02-28T22:30": "2028-02",
    "2028-02-29T22:59": "2028-02",
    "2028-02-29T23:01": "2028-03",
    "2028-03-26T00:30": "2028-03",
    "2028-03-26T01:30": "2028-03",
    "2028-03-31T21:59": "2028-03",
    "2028-03-31T22:01": "2028-04",
    "2028-10-29T00:30": "2028-10",
    "2028-10-29T01:30": "2028-10",
    "2028-10-31T22:30": "2028-10",
    "2028-12-31T22:30": "2028-12",
    "2028-12-31T23:30": "2029-01",
}
"""When shifts are closed, in UTC, and in which month of the office in Paris: summer time begins and ends, 29 February,
the last hour of a year."""


@ON_FILE
def test_months_and_years_hold_each_z_once_over_both_changes_of_the_clock_and_29_february(shop: Shop) -> None:
    own(shop)
    wanted: Counter[str] = Counter()
    for amount, (moment, month) in enumerate(PARIS.items(), 1):
        shop.clock.now = datetime.fromisoformat(f"{moment}+00:00")
        opened(shop)
        shop.do(cashing_up.move_cash, kind="deposit", amount=amount, slip=f"B {amount}")
        closed(shop, 10_000)
        wanted[month] += 1
    shop.clock.now = datetime(2029, 2, 1, 9, tzinfo=UTC)
    sums: list[dict[str, Any]] = []
    for month, zs in wanted.items():
        sums.append(json.loads(shop.do(period.close_period, by="sue", period=month).content))
        assert len(sums[-1]["zs"]) == zs
    year = json.loads(shop.do(period.close_period, by="sue", period="2028").content)
    of_year = [one for one in sums if one["period"].startswith("2028")]
    assert year["deposits"] == sum(one["deposits"] for one in of_year) == sum(range(1, len(PARIS)))
    assert year["difference"] == sum(one["difference"] for one in of_year)
    assert [one["digest"] for one in year["zs"]] == [one["digest"] for month in of_year for one in month["zs"]]
    digests = [made.digest for made in every_z(shop)]
    assert [one["digest"] for month in sums for one in month["zs"]] == digests
    cards = {one.period: one.state for one in reconciling.periods(shop.at("aude")).cards}
    assert (cards["2028-02"], cards["2028-05"], cards["2028"], cards["2029"]) == ("closed", "due", "closed", "running")
    opened_and_closed = json.loads(every_z(shop)[8].content)
    assert opened_and_closed["closed_at"].startswith("2028-10-29T01:30")


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder with its digest."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def real_office(folder: Path, template: Path) -> None:
    """An office that is no sample, closed and at rest."""
    folder.mkdir()
    url = f"sqlite:///{shutil.copy(template, folder / 'office.sqlite')}"
    database = open_database(url)
    given = replace(OFFICE, sample=False, name="The real office")
    who = (office.OfficialGiven("adam", "Adam", ("administrator",), "long enough to be a password"),)
    office.set_up(database, clock=Clock(), resources=paths.resources(), office=given, desks=DESKS, officials=who)
    database.close()


@ON_FILE
def test_a_day_of_training_leaves_the_real_office_byte_for_byte(
    shop: Shop, sqlite_template: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real"
    real_office(real, sqlite_template)
    before = files(real)
    own(shop)
    opened(shop)
    _, first = sold(shop)
    _, second = sold(shop)
    void(shop, first)
    refund(shop, second, 100)
    shop.do(cashing_up.print_x)
    closed(shop, 10_900)
    assert files(real) == before
    with shop.database.reading() as work:
        jobs = rows.every(work, PrintJob)
        assert {papers.from_json(job.kind, job.content).head.sample for job in jobs} == {True}
        assert [one.number for one in rows.every(work, Receipt)] == ["A-000001", "A-000002"]
    untouched = open_database(f"sqlite:///{real / 'office.sqlite'}")
    with untouched.reading() as work:
        assert [len(rows.every(work, record)) for record in (Receipt, CashSession, ZReport)] == [0, 0, 0]
    untouched.close()
