"""Teams of a simulated office in processes of their own, each with a connection of its own, day by day together."""

import multiprocessing
import signal
import traceback
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from oss_desk.domain.messages import Refused
from oss_desk.operations.program import Program
from oss_desk.operations.simulation.crew import Account, Asked, Crew, Window
from oss_desk.operations.simulation.hand import Broken
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.operations.simulation.office import BACK, early, teams_of
from oss_desk.storage.database import open_database


@dataclass(frozen=True)
class Side:
    """One process, and the line to it."""

    process: BaseProcess
    line: "Connection[Any, Any]"

    def asked(self, what: object) -> None:
        """Tell it what to do."""
        self.line.send(what)

    def answer(self) -> Any:
        """What it says when that is done; raises `Broken` when something did not hold there."""
        try:
            told, answer = self.line.recv()
        except EOFError:
            self.process.join(1)
            raise RuntimeError(f"a side of the simulated office is gone ({self.process.exitcode})") from None
        if told == "broken":
            raise Broken(answer)
        if told == "fault":
            raise RuntimeError(answer)
        return answer


class Sides:
    """The teams of an office spread over processes."""

    def __init__(self, program: Program, asked: Asked, many: int) -> None:
        address = program.database.address.render_as_string(hide_password=False)
        teams = teams_of(asked.desks)
        self.sides = [_started(address, program.resources, asked, tuple(teams[one::many])) for one in range(many)]
        for side in self.sides:
            side.answer()

    def play(self, day: int, window: Window) -> None:
        """One day of all of them, at the same time."""
        for side in self.sides:
            side.asked((day, window))
        for side in self.sides:
            side.answer()

    def account(self) -> Account:
        """What all of them did so far."""
        counts: Counter[str] = Counter()
        digests: dict[int, str] = {}
        ledger = Ledger()
        for side in self.sides:
            side.asked(None)
            one: Account = side.answer()
            counts += one.counts
            digests |= one.digests
            ledger.take(one.ledger)
        return Account(counts, digests, ledger)

    def close(self) -> None:
        """End the processes."""
        for side in self.sides:
            side.line.close()
            side.process.join(10)
            side.process.kill()
            side.process.join()


def _started(address: str, resources: Path, asked: Asked, teams: tuple[int, ...]) -> Side:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, address, resources, asked, teams), daemon=True)
    process.start()
    there.close()
    return Side(process, here)


def _work(line: "Connection[Any, Any]", address: str, resources: Path, asked: Asked, teams: tuple[int, ...]) -> None:
    """What a process does until the line to it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    database = open_database(address)
    moment = early()
    try:
        crew = Crew(Program(database, moment, resources, BACK), moment, asked, teams)
        line.send(("done", None))
        while True:
            line.send(_done(crew, line.recv()))
    except EOFError:
        return
    finally:
        database.close()


def _done(crew: Crew, what: tuple[int, Window] | None) -> tuple[str, Any]:
    try:
        if what is None:
            return "done", crew.account()
        crew.play(*what)
    except Broken as broken:
        return "broken", str(broken)
    except Refused as refused:
        return "broken", f"an honest command was refused: {refused}"
    except Exception:
        return "fault", traceback.format_exc()
    return "done", None
