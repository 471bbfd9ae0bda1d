"""Every column of every table edited by hand: history tells of it, or it is on the list of what nobody vouches for."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, text

from oss_desk.domain.vouched import VOUCHED
from oss_desk.storage import guards, verifying, whole
from oss_desk.storage.database import Work
from oss_desk.storage.schema import APPEND_ONLY, METADATA
from tests.storage.older import engine

NOBODY: dict[str, str] = {
    "draft": "what somebody is typing; it becomes nothing before a command takes it",
    "need": "what a person needs at the counter; it stands in no history, so that it can be forgotten",
    "paper_place": "in which drawer a paper lies",
    "period": "how long a visit waited, was served and rested; no money, right or term hangs on it",
    "search_key": "made of names, to find them",
    "meta": "what the program notes for itself: the place of backups, of its keys",
}
"""Tables whose rows may change and that nobody vouches for, and why; docs/trust.md says so."""
CHAINED = frozenset({"event", "event_text", "link", "chain"})
"""Bent by `test_bent_history` in every way."""
TABLES = [METADATA.tables[name] for name in sorted({*APPEND_ONLY, *VOUCHED} - CHAINED)]


@pytest.fixture
def bent(sqlite_sample: str, tmp_path: Path) -> Iterator[Connection]:
    """A copy of the sample office in the hands of somebody who took its guards down."""
    file = tmp_path / "bent.sqlite"
    shutil.copy(sqlite_sample.removeprefix("sqlite:///"), file)
    with engine(f"sqlite:///{file}").connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for guard in guards.standing(connection):
            connection.execute(text(f"DROP TRIGGER {guard.name}"))
        connection.commit()
        yield connection


def named(connection: Connection) -> Counter[str]:
    """How often the check names each table; what was done is undone after it."""
    check = verifying.begin(Work(connection, "sqlite", "", writes=True))
    chains = verifying.chains(check.work)
    found = Counter(one.of for chain in chains for one in verifying.check_chain(check, chain))
    found.update(one.of for one in whole.check_whole(check, chains, ()))
    connection.rollback()
    return found


def row_of(connection: Connection, table: Table) -> int | None:
    """The newest row of a table."""
    found: int | None = connection.scalar(text(f'SELECT max(rowid) FROM "{table.name}"'))
    return found


def whole_numbers(connection: Connection, table: Table) -> set[str]:
    """The columns of a strict table that hold whole numbers."""
    return {row[1] for row in connection.execute(text(f'PRAGMA table_info("{table.name}")')) if row[2] == "INTEGER"}


def test_each_column_of_each_table_that_was_edited_by_hand_is_named(bent: Connection) -> None:
    assert named(bent) == Counter()
    for place in range(max(len(table.columns) for table in TABLES)):
        edited = set()
        for table in TABLES:
            column = list(table.columns)[place] if place < len(table.columns) else None
            row = row_of(bent, table)
            if column is None or row is None or column.name in VOUCHED.get(table.name, ()):
                continue
            some, other = ("0", "+ 1000003") if column.name in whole_numbers(bent, table) else ("''", "|| 'x'")
            change = f'UPDATE "{table.name}" SET "{column.name}" = coalesce("{column.name}", {some}) {other}'
            bent.execute(text(f"{change} WHERE rowid = {row}"))
            edited.add(f"{table.name}.{column.name}")
        seen = named(bent)
        assert {one for one in edited if one.split(".")[0] not in seen} == set()


def test_a_row_that_was_taken_out_or_put_in_by_hand_is_named(bent: Connection) -> None:
    there = [table for table in TABLES if row_of(bent, table) is not None]
    for table in there:
        bent.execute(text(f'DELETE FROM "{table.name}" WHERE rowid = {row_of(bent, table)}'))
    seen = named(bent)
    assert {table.name for table in there} - set(seen) == set()
    for table in there:
        bent.execute(text(_again(bent, table)))
    seen = named(bent)
    assert {table.name for table in there} - set(seen) == {"command"}, "without an event a command tells of nothing"


def _again(connection: Connection, table: Table) -> str:
    """The newest row once more, with another key and other values wherever there may be one of a kind alone."""
    alone = {column.name for key in (table.primary_key, *table.constraints) for column in getattr(key, "columns", ())}
    alone |= {column.name for index in table.indexes if index.unique for column in index.columns}
    counted = whole_numbers(connection, table)
    other = {one: " + 1000003" if one in counted else " || 'x'" for one in alone}
    made = ", ".join(f'"{one.name}"{other.get(one.name, "")}' for one in table.columns)
    return f'INSERT INTO "{table.name}" SELECT {made} FROM "{table.name}" WHERE rowid = {row_of(connection, table)}'


def test_every_table_is_only_added_to_or_vouched_for_or_on_the_list() -> None:
    assert not set(NOBODY) & {*APPEND_ONLY, *VOUCHED}
    assert set(METADATA.tables) == {*APPEND_ONLY, *VOUCHED, *NOBODY}


def test_the_page_on_trust_says_what_nobody_vouches_for() -> None:
    page = (Path(__file__).parents[2] / "docs/trust.md").read_text("utf-8")
    (told,) = re.findall(r"\*\*Nobody vouches for\*\*(.*?)(?:\n- |\n\n)", page, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) == {*NOBODY, *(name for left in VOUCHED.values() for name in left)} - {
        "id"
    }
