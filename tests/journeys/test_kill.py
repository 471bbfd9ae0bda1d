"""The real window killed at any moment: what was typed is there, what was booked is known, and stands once."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from oss_desk import bootstrap, paths
from oss_desk.domain.cases import Case
from oss_desk.domain.history import Command, Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import Draft, ServiceRequest, Visit
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import Program
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import start, visits
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.journeys.machine import Machine, open_one
from tests.journeys.office import CLERK

ROOT = Path(__file__).parent.parent.parent
KEPT_AFTER_S = 0.5
"""A draft is stored at the latest this long after the key."""
BUSY_S = 0.7
"""What a busy machine may add to that before the kill is measured."""


class Killed:
    """The program as a process of its own on this machine."""

    def __init__(self, settings: Settings, url: str, order: str) -> None:
        self.given = settings.data / "given"
        settings.data.mkdir(exist_ok=True)
        own = {"SETTINGS": settings.file, "DATA": settings.data, "PAPERS": settings.papers, "DATABASE": url}
        environment = os.environ | {f"OSS_DESK_{name}": str(value) for name, value in own.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.driven", CLERK, order, str(self.given)],
            cwd=ROOT,
            env=environment | {"OSS_DESK_DESK": "A", "PYTHONPATH": f"{ROOT / 'src'}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        """What it tells next."""
        assert self.process.stdout is not None
        told = self.process.stdout.readline().strip()
        assert told, self.end(signal.SIGKILL)[1]
        return told

    def lines(self, seconds: float) -> Iterator[tuple[float, str]]:
        """What it tells in that time, and when."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            told = self.line()
            yield time.monotonic(), told

    def end(self, how: signal.Signals) -> tuple[int, str]:
        """End it like this: its exit code and what it said on the error output."""
        self.process.send_signal(how)
        _, wrong = self.process.communicate(timeout=30)
        return self.process.returncode, wrong


def stored(url: str, record: type[Any], **where: Any) -> tuple[Any, ...]:
    """Rows as another program reads them."""
    with closing(open_database(url)) as database, database.reading() as work:
        return rows.every(work, record, **where)


def is_free(url: str) -> bool:
    """Whether the dead program's claims are gone; a server hears of a death a moment later."""
    with suppress(Refused), closing(open_database(url)) as database:
        database.claim_desk("A", CLERK)
        return True
    return False


def test_what_was_typed_half_a_second_ago_is_there_after_a_kill(
    sqlite_prepared: str, settings: Settings, rounds: Callable[[int], int], machine: Machine
) -> None:
    prepared = sqlite_prepared
    for number in range(rounds(1)):
        window = Killed(settings, prepared, "type")
        window.line()
        told = list(window.lines(1.6 + number % 7 / 9))
        died = time.monotonic()
        window.end(signal.SIGKILL)
        safe = max(int(words.split()[1]) for at, words in told if at < died - KEPT_AFTER_S - BUSY_S)
        machine.qtbot.waitUntil(lambda: is_free(prepared))
        assert kept_number(prepared) >= safe
    kept = kept_number(prepared)
    hands = machine.clerk(prepared)
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    answers: dict[str, object] = {one.field.id: one.answer for one in hands.visit.lines[0].fields}
    assert answers["mother_name"] == f"Name {kept}"


def kept_number(url: str) -> int:
    """The number of the text that is kept."""
    (draft,) = (one for one in stored(url, Draft) if one.part.startswith("line:"))
    return int(str(json.loads(draft.content)["answers"].get("mother_name", "Name 0")).split()[1])


def test_money_is_booked_once_whenever_the_power_goes(
    prepared: str, settings: Settings, rounds: Callable[[int], int], dialect: str, machine: Machine
) -> None:
    many = rounds(2) if dialect == "sqlite" else 1
    for number in range(many):
        visit = stored(prepared, Visit, state="open")[0].id
        window = Killed(settings, prepared, "pay")
        while window.line() != "paying":
            pass
        time.sleep(number * 0.13 / many)
        window.end(signal.SIGKILL)
        machine.qtbot.waitUntil(lambda: is_free(prepared))
        payments = stored(prepared, Payment)
        assert len(payments) in (number, number + 1)
        assert len(stored(prepared, Receipt)) == len(stored(prepared, Case)) == len(payments)
        open_again(machine, prepared, booked=len(payments) > number)
        booked_once(prepared, number, visit, pickle.loads(window.given.read_bytes()))


def open_again(machine: Machine, url: str, booked: bool) -> None:
    """The program once more: what was booked is known to it; what was not is still put down, and is booked now."""
    hands = machine.clerk(url)
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    if not booked:
        hands.view.go("pay")
        assert hands.view.payment.taken().given is not None
        hands.press("F9")
        hands.until(lambda: hands.view.station == "receipt")
    machine.stop()


def booked_once(url: str, before: int, visit: int, given: object) -> None:
    """One payment more than before; its command, sent again, gives the same case and books nothing; then the next."""
    requests = tuple(one.id for one in stored(url, ServiceRequest, visit_id=visit))
    command = max(stored(url, Command, operation="start_cases"), key=lambda one: one.at)
    cases = stored(url, Case)
    assert len(cases) == len(stored(url, Payment)) == before + 1
    with closing(open_database(url)) as database:
        clerk = sign_in(Program(database, bootstrap.now, paths.resources(), "A"), login=CLERK)
        values: dict[str, Any] = {"visit_id": visit, "request_ids": requests, "payment": given}
        again = start.start_cases(clerk, command.id, **values)
        assert [one.id for one in again.result] == [cases[-1].id]
        current = visits.visit(clerk, visit_id=visit).visit
        visits.close_visit(clerk, new_id(), visit_id=visit, version=current.version)
        open_one(clerk)
    assert len(stored(url, Payment)) == before + 1
    receipts = sorted(one.seq for one in stored(url, Receipt))
    assert receipts == list(range(1, before + 2))
    numbers = sorted(one.seq for one in stored(url, Event, desk_id=command.desk_id))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_bug_has_a_number_in_a_log_without_names_and_the_last_key_is_stored_when_the_machine_ends_the_session(
    sqlite_prepared: str, settings: Settings
) -> None:
    window = Killed(settings, sqlite_prepared, "bug")
    told = window.line()
    assert "Something went wrong in the program. What was typed is kept. Number " in told
    last = [words for _, words in window.lines(0.3)][-1]
    code, wrong = window.end(signal.SIGTERM)
    file = settings.data / "log" / "oss-desk.log"
    log, number = file.read_text("utf-8"), told.partition("Number ")[2].split()[0]
    assert f"bug {number}" in log
    assert "LookupError" in log
    assert "in broken" in log
    assert "there is no Tamar" not in log
    assert file.stat().st_mode & 0o777 == 0o600
    assert number in wrong
    assert code == 0
    assert kept_number(sqlite_prepared) >= int(last.split()[1])
    assert not list((settings.data / "recovery").glob("*"))
