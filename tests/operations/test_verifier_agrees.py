"""Whatever is done to a database, the product and the separate verifier agree whether its history holds (R54)."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pysqlite3

from oss_desk import paths
from oss_desk.operations.care import archives
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.program import Look, Program
from oss_desk.storage.database import open_database
from oss_desk.storage.schema import APPEND_ONLY
from tests.operations.conftest import Clock
from tests.operations.test_verifier import office, verifier

__all__ = ["office"]

ROUNDS = 16


def test_both_say_the_same_of_a_database_that_somebody_changed(
    office: Path, tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    for seed in range(rounds(ROUNDS)):
        file = Path(shutil.copy(office / "office.sqlite", tmp_path / f"{seed}.sqlite"))
        done = mutate(file, random.Random(seed))
        by_product, by_verifier = asked(file, office, tmp_path / str(seed))
        assert by_product == by_verifier, f"seed {seed}: {done}: product {by_product}, verifier {by_verifier}"
        assert not by_product, f"seed {seed}: {done} was not found"


def test_both_say_that_an_untouched_database_holds(office: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(office / "office.sqlite", tmp_path / "office.sqlite"))
    assert asked(file, office, tmp_path / "archive") == (True, True)


def asked(file: Path, keys: Path, folder: Path) -> tuple[bool, bool]:
    """Whether the history of a database holds, as the product and as the verifier say."""
    with closing(open_database(f"sqlite:///{file}", read_only=True)) as database:
        program = Program(database, Clock(), paths.resources(), "A")
        with database.reading() as work:
            whole = verify(Look(program, work, program.clock())).whole
        try:
            made = archives.made_now(program, folder, keys, with_texts=True)
        except ValueError:
            return whole, False
    try:
        verifier.verify(folder / made.name)
    except (verifier.Bad, KeyError, TypeError, ValueError):
        return whole, False
    return whole, True


def mutate(file: Path, chance: random.Random) -> str:
    """Do something to a row past the guards, which stand again afterwards; what was done."""
    with closing(pysqlite3.connect(str(file), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        filled = [name for name in APPEND_ONLY if connection.execute(f'SELECT 1 FROM "{name}"').fetchone()]
        table = chance.choice(filled)
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        try:
            done = ""
            while not connection.execute("SELECT changes()").fetchone()[0] or not done:
                done = _change(connection, table, chance)
        finally:
            for _, sql in guards:
                connection.execute(sql)
    return done


def _change(connection: pysqlite3.Connection, table: str, chance: random.Random) -> str:
    row = chance.choice(connection.execute(f'SELECT rowid FROM "{table}"').fetchall())[0]
    if chance.random() < 0.25:
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
        return f"delete {row} of {table}"
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    held = [one for one in columns if connection.execute(_value(table, one[1]), (row,)).fetchone()[0] is not None]
    name, kind = chance.choice([(one[1], one[2]) for one in held])
    value = connection.execute(_value(table, name), (row,)).fetchone()[0]
    new = value + 1 if kind == "INTEGER" else f"{value}x" if not value.endswith("Z") else value.replace("2026", "2025")
    connection.execute(f'UPDATE OR IGNORE "{table}" SET "{name}" = ? WHERE rowid = ?', (new, row))
    return f"{name} of {row} of {table} from {value!r} to {new!r}"


def _value(table: str, column: str) -> str:
    return f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
