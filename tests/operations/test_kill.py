"""A desk that is killed at any moment: nothing half done, nothing lost, nothing twice, and the sums agree."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.till import Demand, Payment, PaymentDemand, PaymentPart, Receipt
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.cases import cases
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.operations.casework import cash, copy_line
from tests.operations.conftest import COPY, Clock, Shop, set_up

ROOT = Path(__file__).parent.parent.parent


def opened(url: str) -> Shop:
    """The office of a database that nobody has open."""
    return Shop(open_database(url), Clock())


def child(url: str, *order: object) -> subprocess.Popen[str]:
    """The desk as a process of its own."""
    command = [sys.executable, "-m", "tests.operations.killed", url, *map(str, order)]
    pipe = subprocess.PIPE
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, env=environment)


def a_line(shop: Shop) -> tuple[Visit, ServiceRequest]:
    """A line that is ready to start, in the visit open at desk A, else in a new one."""
    visit = open_visit(shop) or shop.visit(shop.citizen())
    with shop.database.reading() as work:
        known = rows.every(work, ServiceVersion)
    return visit, copy_line(shop, visit, known[0] if known else shop.service(COPY))


def check_sums(shop: Shop) -> int:
    """Payments, their parts, receipts, events and settled demands all say the same; the sum, in minor units."""
    with shop.database.reading() as work:
        taken = sum(payment.amount for payment in rows.every(work, Payment))
        parts = sum(part.amount for part in rows.every(work, PaymentPart))
        receipts = rows.every(work, Receipt)
        events = rows.every(work, Event, order_by=("desk_id", "seq"))
        settled = rows.every(work, PaymentDemand, order_by=("demand_id",))
        demands = rows.every(work, Demand, id=tuple(one.demand_id for one in settled))
        started = rows.every(work, ServiceRequest, state="started")
        made = rows.every(work, Case)
    printed = [papers.from_json("receipt", receipt.content) for receipt in receipts]
    told = [json.loads(event.payload)["amount"] for event in events if event.kind == "payment-taken"]
    sums = {taken, parts, sum(told), sum(demand.amount for demand in demands)}
    sums.add(sum(paper.total for paper in printed if isinstance(paper, papers.ReceiptPaper)))
    assert sums == {taken}
    assert [receipt.seq for receipt in receipts] == list(range(1, len(receipts) + 1))
    assert {request.case_id for request in started} == {case.id for case in made}
    assert_no_gap(events)
    return taken


def assert_no_gap(events: tuple[Event, ...]) -> None:
    """The events of each desk are numbered without a gap."""
    by_desk: dict[int, list[int]] = {}
    for event in events:
        by_desk.setdefault(event.desk_id, []).append(event.seq)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_desk.values())


def spread(total: int, wanted: int) -> list[int]:
    """So many points from the first to the last, evenly; all of them when there are no more."""
    if wanted >= total:
        return list(range(1, total + 1))
    return sorted({1 + number * (total - 1) // (wanted - 1) for number in range(wanted)})


def test_a_start_killed_at_any_point_is_done_whole_or_not_at_all_and_can_be_sent_again(
    database_url: str, rounds: Callable[[int], int]
) -> None:
    with_office(database_url)
    started_at(database_url, 0)
    total = int(started_at(database_url, 0)[0])
    assert total > 40
    for point in spread(total, rounds(3)):
        _, wrong = started_at(database_url, point)
        assert wrong == 0


def started_at(url: str, point: int) -> tuple[str, int]:
    """One start that dies at that point, checked, and sent again with the same id: what the child said, what is off."""
    shop = opened(url)
    visit, request = a_line(shop)
    before, command = check_sums(shop), str(uuid4())
    shop.database.close()
    process = child(url, "start", point, command, visit.id, request.id)
    said, wrong = process.communicate()
    assert process.returncode == (-signal.SIGKILL if point else 0), wrong
    shop = opened(url)
    assert check_sums(shop) in (before, before + 500)
    values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,), "payment": cash(500)}
    cases.start_cases(shop.at("ada"), command, **values)
    after = check_sums(shop)
    shop.database.close()
    return said, after - before - 500


def with_office(url: str) -> None:
    """The sample office in that database."""
    database = open_database(url)
    set_up(database, Clock())
    database.close()


def open_visit(shop: Shop) -> Visit | None:
    """The visit that is open at desk A; the death of the desk leaves it open."""
    shop.at("ada")
    with shop.database.reading() as work:
        found = rows.every(work, Visit, state="open")
    return found[0] if found else None


def test_a_desk_killed_in_the_middle_of_its_day_leaves_sums_that_agree(
    database_url: str, rounds: Callable[[int], int]
) -> None:
    with_office(database_url)
    started_at(database_url, 0)
    for number in range(rounds(1)):
        shop = opened(database_url)
        visit = open_visit(shop)
        assert visit is not None
        with shop.database.reading() as work:
            version = rows.every(work, ServiceVersion)[0].id
        before = check_sums(shop)
        shop.database.close()
        process = child(database_url, "work", visit.id, version)
        assert process.stdout is not None
        for _ in range(2 + number % 5):
            assert process.stdout.readline() == "paying\n", process.stderr and process.stderr.read()
        process.kill()
        process.communicate()
        shop = opened(database_url)
        assert check_sums(shop) >= before + 500
        shop.database.close()
