"""A single bit of an office's file turned over: it is found, or it says nothing of history and money."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pysqlite3
import pytest
from sqlalchemy.exc import SQLAlchemyError

from oss_desk import paths
from oss_desk.domain.messages import Refused
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.program import Look, Program
from oss_desk.operations.simulation.lots import NOTHING_WRONG
from oss_desk.operations.simulation.running import Asked, run
from oss_desk.storage.database import open_database
from oss_desk.storage.schema import APPEND_ONLY
from tests.operations.conftest import Clock

SEED = 4417


@pytest.fixture(scope="module")
def worked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office that worked for a day, whole and closed."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("flips") / "whole.sqlite"))
    with closing(open_database(f"sqlite:///{file}", scratch=True)) as database:
        run(database, paths.resources(), Asked(days=1, desks=1, seed=SEED, rates=NOTHING_WRONG))
    with closing(pysqlite3.connect(str(file))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def history_of(file: Path) -> list[list[tuple[object, ...]]]:
    """Everything in the file that is only added to."""
    with closing(pysqlite3.connect(str(file))) as connection:
        return [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(APPEND_ONLY)]


def found_by(file: Path) -> str:
    """Who notices that something is wrong with the file: its opening, the engine's check, the chains, or nobody."""
    try:
        with closing(open_database(f"sqlite:///{file}", read_only=True)) as database:
            with closing(pysqlite3.connect(str(file))) as connection:
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    return "engine"
            with database.reading() as work:
                program = Program(database, Clock(), paths.resources(), "D1")
                return "" if verify(Look(program, work, program.clock())).whole else "chains"
    except (Refused, SQLAlchemyError, pysqlite3.Error, ValueError, AssertionError, OverflowError):
        return "opening"


def test_a_bit_turned_over_in_the_file_is_found_or_says_nothing_of_history(
    worked: Path, tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    chance, whole, before = Random(SEED), worked.read_bytes(), history_of(worked)
    found: dict[str, int] = {}
    for number in range(rounds(16)):
        changed = bytearray(whole)
        place = chance.randrange(len(changed) * 8)
        changed[place // 8] ^= 1 << place % 8
        file = tmp_path / f"{number}.sqlite"
        file.write_bytes(changed)
        by = found_by(file)
        found[by] = found.get(by, 0) + 1
        if not by:
            assert history_of(file) == before, f"bit {place} is in history and nobody noticed"
        file.unlink()
    assert sum(count for by, count in found.items() if by) > 0, found
