"""The simulated office: days of work with every fault, the same again from the same seed, and breaks that are seen."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from oss_desk import paths
from oss_desk.cli import DONE, FOUND, main
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.lots import MIX, VISITS, Lots, Rates
from oss_desk.operations.simulation.running import Asked, Played, run
from oss_desk.storage.database import open_database
from oss_desk.storage.disturbed import Fault
from tests.databases import NewDatabase

OFTEN = Rates(dict.fromkeys(Rates().fault, 15), repeated=60, printer=100, clock=30)
"""Everything goes wrong often, so that a short run meets all of it."""


def days_of(url: str, asked: Asked, sides: int = 1) -> Played:
    """What the simulated office did in that database."""
    with closing(open_database(url, scratch=True)) as database:
        return run(database, paths.resources(), asked, sides=sides)


def test_days_with_every_fault_end_with_every_invariant_held(
    database_url: str, dialect: str, rounds: Callable[[int], int]
) -> None:
    days, desks, rates = (1, 2, OFTEN) if rounds(1) == 1 else (250, 4, Rates())
    asked = Asked(days, desks, seed=7, rates=rates)
    seen = days_of(database_url, asked)
    wanted = {*MIX, *OFTEN.fault, "sent again", "printer failed", "clock set back"}
    wanted -= {"disk-full"} if dialect == "postgresql" else set()
    assert wanted <= set(seen.counts)
    assert sum(seen.counts[doing] for doing in MIX) == VISITS * asked.days * asked.desks


def test_the_same_seed_does_the_same_on_both_databases_in_one_process_or_two(
    new_sqlite: NewDatabase, new_postgresql: NewDatabase
) -> None:
    everywhere: dict[Fault, int] = {fault: rate for fault, rate in OFTEN.fault.items() if fault != "disk-full"}
    asked = Asked(days=1, desks=3, seed=11, rates=replace(OFTEN, fault=everywhere))
    assert days_of(new_sqlite(), asked).digest == days_of(new_postgresql(), asked, sides=2).digest


def test_the_command_says_what_was_done_and_that_everything_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--days", "1", "--desks", "1", "--seed", "5"]) == DONE
    said = capsys.readouterr().out
    assert "Every invariant held in 1 days at 1 desks; seed 5, trace " in said
    assert "shifts closed" in said


def test_what_does_not_hold_is_told_with_the_words_that_play_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "waived", lambda *_: None)
    monkeypatch.setattr(Lots, "one_in", lambda *_: True)
    line = ["simulate", "--days", "3", "--desks", "1", "--seed", "5"]
    assert main(line) == FOUND
    broken = capsys.readouterr()
    assert "NOT HELD: Z 2 of D1 says otherwise than was noted" in broken.err
    assert "oss-desk simulate --days 1 --desks 1 --seed 5 --replay" in broken.err
    assert main(["simulate", "--days", "1", "--desks", "1", "--seed", "5", "--replay"]) == FOUND
    again = capsys.readouterr()
    assert again.err == broken.err
    assert "commands D1 relief-clerk1 close_shift" in again.out
