"""History that was changed past the program: whatever is done to it, and wherever, is found (R51)."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from oss_desk.domain.chain import Break
from oss_desk.domain.till import Receipt
from oss_desk.operations.history.said import message_of
from oss_desk.operations.money import till
from oss_desk.operations.program import Look
from oss_desk.storage import guards, rows, verifying, whole
from oss_desk.storage.database import Dialect, Work
from tests.operations.casework import copy_case
from tests.operations.conftest import COPY, Shop
from tests.operations.spoiling import WAYS, Done, Spoiler
from tests.storage.older import engine

ROUNDS = {"sqlite": 150, "postgresql": 40}
"""In `make soak` 7,500 and 2,000."""


@pytest.fixture
def worked(shop: Shop, shop_url: str) -> Iterator[Connection]:
    """The database of a shop in which one citizen was served, its guards down and nobody at it."""
    copy_case(shop, shop.service(COPY))
    with shop.database.reading() as work:
        (receipt,) = rows.every(work, Receipt)
    shop.do(till.copy_receipt, receipt_id=receipt.id)
    shop.database.close()
    with engine(shop_url).connect() as connection:
        unguarded(connection)
        yield connection


def unguarded(connection: Connection) -> None:
    on = connection.dialect.name == "postgresql"
    for guard in guards.standing(connection):
        connection.execute(text(f"DROP TRIGGER {guard.name}{f' ON {chr(34)}{guard.table}{chr(34)}' if on else ''}"))
    if on:
        connection.execute(text("SET session_replication_role = replica"))
    connection.commit()


def found(connection: Connection) -> list[Break]:
    """Everything that a whole check finds."""
    dialect: Dialect = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
    check = verifying.begin(Work(connection, dialect, "", writes=True))
    chains = verifying.chains(check.work)
    in_chains = [one for chain in chains for one in verifying.check_chain(check, chain)]
    return in_chains + list(whole.check_whole(check, chains, ()))


def is_named(breaks: list[Break], spoilt: Done) -> bool:
    """Whether the very row is named; what was done to events, links and chains shows at the entry or at the numbers."""
    if spoilt.table in ("", "event", "link", "chain"):
        return True
    return any((one.of, one.key) == (spoilt.table, spoilt.key) for one in breaks)


def test_whatever_is_done_to_history_past_the_program_is_found(
    worked: Connection, rounds: Callable[[int], int]
) -> None:
    assert found(worked) == []
    worked.rollback()
    dice, done = random.Random(4417), Counter[str]()
    while done.total() < rounds(ROUNDS[worked.dialect.name]):
        way = WAYS[done.total() % len(WAYS)]
        try:
            spoilt = way(Spoiler(worked, dice))
        except SQLAlchemyError:
            worked.rollback()
            continue
        breaks = found(worked)
        assert breaks, spoilt.said
        assert is_named(breaks, spoilt), (spoilt.said, breaks[0])
        done[way.__name__] += 1
        worked.rollback()
    assert len(done) == len(WAYS)
    assert found(worked) == []


BY_HAND = {
    "UPDATE desk SET next_event = next_event + 1 WHERE id = 1": ("cut-off", "event"),
    "UPDATE desk SET next_event = next_event - 1 WHERE id = 1": ("inserted", "event"),
    "UPDATE desk SET next_receipt = next_receipt + 2 WHERE id = 1": ("cut-off", "receipt"),
    "UPDATE desk SET next_receipt = next_receipt - 1 WHERE id = 1": ("inserted", "receipt"),
    "UPDATE desk SET next_case = next_case + 1 WHERE id = 1": ("cut-off", "case"),
    "UPDATE desk SET next_session = next_session - 1 WHERE id = 1": ("inserted", "cash_session"),
    "UPDATE desk SET next_z = next_z + 1 WHERE id = 1": ("cut-off", "z_report"),
    "UPDATE desk SET next_paper = next_paper + 1 WHERE id = 1": ("cut-off", "paper_receipt"),
    "INSERT INTO official_role (official_id, role) SELECT id, 'administrator' FROM official WHERE login = 'ada'": (
        "changed",
        "official_role",
    ),
    "DELETE FROM official_role WHERE role = 'supervisor'": ("changed", "official_role"),
    "UPDATE official SET active = NOT active WHERE login = 'ben'": ("changed", "official"),
    "UPDATE office SET public_id = 'ABCDEF012345'": ("changed", "link"),
    "UPDATE desk SET code = 'Z' WHERE id = 1": ("changed", "link"),
}
"""What somebody with the file can do to rows that may change, and the first place that is told."""


def test_numbers_of_desks_and_roles_of_officials_changed_by_hand_are_found_and_named(worked: Connection) -> None:
    for done, told in BY_HAND.items():
        worked.execute(text(done))
        (first, *_) = found(worked)
        assert (first.harm, first.of) == told, done
        worked.rollback()


UNREADABLE = (
    "UPDATE office SET zone = 'Nowhere/Nothing'",
    "UPDATE office SET languages = 'x'",
    "UPDATE official SET created_at = 'x'",
)
"""What makes a row unreadable for the program itself, on a file."""


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_row_that_nobody_can_read_any_more_is_told_all_the_same(worked: Connection, shop: Shop) -> None:
    look = Look(shop.program(), Work(worked, "sqlite", "", writes=True), shop.clock())
    for done in UNREADABLE:
        worked.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        worked.execute(text(done))
        told = [message_of(replace(look), one) for one in found(worked)]
        assert {message.code for message in told} == {"history-row-changed"}, done
        worked.rollback()
