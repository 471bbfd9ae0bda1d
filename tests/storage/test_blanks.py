"""Numbered blanks as rows: an older office takes them up, a sheet is taken once, what is left is known at once."""

from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from oss_desk.domain.blanks import BlankLot, BlankSpoilt, BlankUse, Run
from oss_desk.domain.catalogue import RegisterEntry
from oss_desk.storage import blanks as blank_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.migrate import migrate
from tests.databases import MIGRATIONS
from tests.storage.filled import filled
from tests.storage.older import engine
from tests.storage.test_older_office import empty_url, old_url

__all__ = ["empty_url", "old_url"]

ENTRY = """INSERT INTO register_entry (kind, code, content, version) VALUES ('role', 'registrar', '{"id":"x"}', 3)"""


def test_an_office_of_before_keeps_its_registers_and_takes_a_further_one(old_url: str) -> None:
    with engine(old_url).begin() as connection:
        connection.exec_driver_sql(ENTRY)
    migrate(old_url, MIGRATIONS)
    with closing(open_database(old_url)) as database, database.writing() as work:
        (kept,) = rows.every(work, RegisterEntry, order_by=("kind", "code"))
        assert kept == RegisterEntry("role", "registrar", '{"id":"x"}', 3)
        rows.put(work, RegisterEntry, kind="blank-kind", code="permit", content="{}")
        assert rows.every(work, BlankLot) == ()


def use(work: Work, lot: BlankLot, number: int) -> None:
    """One sheet used."""
    filled(work, BlankUse, lot_id=lot.id, number=number, serial=lot.serial(number))


@pytest.mark.parametrize(
    ("used", "spoilt", "left"),
    [
        ((), (), [(1, 10)]),
        ((1, 2, 3), (), [(4, 10)]),
        (tuple(range(1, 11)), (), []),
        ((5,), (), [(1, 4), (6, 10)]),
        ((1, 2), (2,), [(3, 10)]),
        ((1, 2), (3, 9), [(4, 8), (10, 10)]),
        ((2, 3), (), [(1, 1), (4, 10)]),
    ],
)
def test_what_is_left_is_what_is_neither_used_nor_spoilt(
    sqlite_database: Database, used: tuple[int, ...], spoilt: tuple[int, ...], left: list[tuple[int, int]]
) -> None:
    with sqlite_database.writing() as work:
        lot = filled(work, BlankLot, last=10)
        for number in used:
            use(work, lot, number)
        for number in spoilt:
            filled(work, BlankSpoilt, lot_id=lot.id, number=number)
        found = blank_rows.free(work, (Run(lot, 1, 10),))
    assert [(run.first, run.last) for run in found] == left


def test_a_serial_of_a_kind_is_used_once_in_the_office(database: Database) -> None:
    with database.writing() as work:
        one, other = filled(work, BlankLot), filled(work, BlankLot)
        use(work, one, 1)
        with pytest.raises(IntegrityError):
            filled(work, BlankUse, lot_id=other.id, number=1, serial=one.serial(1))
