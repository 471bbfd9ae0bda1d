"""The state machine at work on both databases; and what it says when something that must hold is broken on purpose."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.exc import SQLAlchemyError

from oss_desk.domain.messages import Refused
from oss_desk.operations.money import payments
from oss_desk.operations.simulation.hand import Broken
from oss_desk.storage import history, office, rows
from oss_desk.storage.database import open_database
from tests.conftest import PROFILE
from tests.operations.conftest import Clock, Shop, build
from tests.operations.machine import OfficeMachine
from tests.postgres import FreshDatabase, PostgresServer

EXAMPLES = 200 if PROFILE == "soak" else 3
HOW = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    derandomize=PROFILE != "soak",
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def new_shop(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Shop]:
    """Makes offices of their own, each open and at work."""
    if dialect == "sqlite":
        whole = request.getfixturevalue("shop_file")
        return lambda: opened(f"sqlite:///{shutil.copy(whole, tmp_path / 'shop.sqlite')}")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    fresh: FreshDatabase = request.getfixturevalue("fresh_postgres_database")
    template = server.template("shop", build)
    return lambda: opened(fresh(template))


def opened(url: str) -> Shop:
    """The office in this database, on its first day."""
    return Shop(open_database(url, scratch=True), Clock())


def machine(new_shop: Callable[[], Shop], *mixins: type) -> type[OfficeMachine]:
    """The machine over offices that are made so."""
    made: type[OfficeMachine] = type("Machine", (*mixins, OfficeMachine), {"new_shop": staticmethod(new_shop)})
    return made


def test_whatever_officials_do_in_whatever_order_the_sums_of_the_office_hold(new_shop: Callable[[], Shop]) -> None:
    run_state_machine_as_test(machine(new_shop), settings=HOW)


def test_the_machine_has_thirty_actions_or_more() -> None:
    assert sum(hasattr(value, "hypothesis_stateful_rule") for value in vars(OfficeMachine).values()) >= 30


def any_sum(act: Any, owing: Any, payment: Any) -> None:
    """Takes money without counting it."""


def every_other(next_number: Callable[..., int]) -> Callable[..., int]:
    """Counts in twos."""
    return lambda work, desk, series: next_number(work, desk, series) and next_number(work, desk, series)


BREAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the money is not counted": lambda patch: patch.setattr(payments, "checked", any_sum),
    "receipts leave out numbers": lambda patch: patch.setattr(office, "next_number", every_other(office.next_number)),
    "a command is carried out as often as it is sent": lambda patch: patch.setattr(
        history, "command", lambda work, command: None
    ),
    "nobody asks who was faster": lambda patch: patch.setattr(rows, "_change", at_any_version(rows._change)),
}


def at_any_version(change: Callable[..., Any]) -> Callable[..., Any]:
    """Changes a row whatever has become of it."""
    return lambda kind, changed, seen: change(kind, changed, {})


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("broken", BREAKS)
def test_the_machine_stops_when_something_that_must_hold_is_broken_on_purpose(
    new_shop: Callable[[], Shop], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    BREAKS[broken](monkeypatch)
    once = settings(HOW, max_examples=40, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises((AssertionError, Broken, Refused, pytest.fail.Exception, SQLAlchemyError)):
        run_state_machine_as_test(machine(new_shop), settings=once)
