"""What the guards ask of new rows: numbers are the next ones of their desk, and each one taken is used."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from oss_desk.domain.approvals import Approval, ApprovalAnswer, ApprovalUse
from oss_desk.domain.blanks import BlankLot, BlankSpoilt, BlankUse
from oss_desk.domain.cases import Case
from oss_desk.domain.chain import Chain, Link
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.numbers import case_number
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashSession, Receipt
from oss_desk.storage import rows
from oss_desk.storage.database import Database, Work
from tests.storage.filled import LATER, commit_untold, filled, taken, values_of

Written = Callable[[Desk, int], object]
NUMBERED: dict[type[Any], tuple[str, str, Written]] = {
    Event: ("next_event", "seq", lambda _, number: number),
    Receipt: ("next_receipt", "seq", lambda _, number: number),
    CashSession: ("next_session", "number", lambda _, number: number),
    Case: ("next_case", "number", lambda desk, number: case_number(desk.code, 2026, number)),
}
EACH = pytest.mark.parametrize("record", NUMBERED, ids=lambda record: record.__name__)


def forged(work: Work, record: type[Any], number: int) -> None:
    """A row with that number of a desk whose last number taken is 2 and used."""
    counter, name, written = NUMBERED[record]
    desk = filled(work, Desk)
    filled(work, record, desk_id=desk.id)
    if record is CashSession:
        work.connection.execute(text("UPDATE cash_session SET closed_at = opened_at"))
    values = values_of(work, record, desk_id=desk.id)
    assert rows.get(work, Desk, desk.id).__getattribute__(counter) == 3
    rows.add(work, record, **{**values, name: written(desk, number)})


def twice_taken(work: Work, counter: str) -> None:
    desk = filled(work, Desk)
    for _ in range(2):
        taken(work, desk.id, counter)


def skipped(work: Work, counter: str) -> None:
    work.connection.execute(text(f"UPDATE desk SET {counter} = 3 WHERE id = {filled(work, Desk).id}"))


def taken_for_nothing(work: Work, counter: str) -> None:
    taken(work, filled(work, Desk).id, counter)
    work.commit()


@EACH
@pytest.mark.parametrize("number", [1, 3, 7])
def test_a_number_that_was_not_taken_from_the_desk_is_refused(
    database: Database, record: type[Any], number: int
) -> None:
    with pytest.raises(Refused, match="guard-refused"), database.writing() as work:
        forged(work, record, number)


@EACH
def test_the_number_that_was_taken_is_stored(work: Work, record: type[Any]) -> None:
    forged(work, record, 2)


@EACH
def test_a_desk_takes_no_further_number_before_the_last_one_is_used(database: Database, record: type[Any]) -> None:
    with pytest.raises(Refused, match="numbers-cut"), database.writing() as work:
        twice_taken(work, NUMBERED[record][0])


@EACH
def test_a_desk_skips_no_number(database: Database, record: type[Any]) -> None:
    with pytest.raises(Refused, match="numbers-cut"), database.writing() as work:
        skipped(work, NUMBERED[record][0])


@EACH
def test_a_number_that_is_taken_for_nothing_is_refused_at_the_commit(
    postgresql_database: Database, record: type[Any]
) -> None:
    with pytest.raises(Refused, match="guard-refused") as refused, postgresql_database.writing() as work:
        taken_for_nothing(work, NUMBERED[record][0])
    assert refused.value.message.values == {"guard": "desk_used"}


@pytest.mark.parametrize(("seq", "previous"), [(1, "head"), (3, "head"), (2, "other")])
def test_a_link_that_is_not_the_next_one_is_refused(database: Database, seq: int, previous: str) -> None:
    with pytest.raises(Refused, match="guard-refused") as refused, database.writing() as work:
        linked(work, seq, previous)
    assert refused.value.message.values == {"guard": "link_next"}


def test_the_next_link_is_stored(work: Work) -> None:
    linked(work, 2, "head")


def linked(work: Work, seq: int, previous: str) -> None:
    """A second link in a chain, said to be number `seq` and to follow its head or something else."""
    desk = filled(work, Desk)
    chain = filled(work, Chain, desk_id=desk.id)
    first = filled(
        work, Link, chain_id=chain.id, event_id=filled(work, Event, desk_id=desk.id).id, seq=1, hash="a" * 64
    )
    second = filled(work, Event, desk_id=desk.id)
    before = first.hash if previous == "head" else "b" * 64
    filled(work, Link, chain_id=chain.id, event_id=second.id, seq=seq, previous=before)


def test_a_link_in_the_chain_of_another_desk_or_of_an_older_epoch_is_refused(database: Database) -> None:
    for of_older in (False, True):
        with pytest.raises(Refused, match="guard-refused") as refused, database.writing() as work:
            astray(work, of_older=of_older)
        assert refused.value.message.values == {"guard": "link_chain"}


def astray(work: Work, *, of_older: bool) -> None:
    """A link that another chain would take."""
    event = filled(work, Event)
    desk_id = event.desk_id if of_older else filled(work, Desk).id
    chain = filled(work, Chain, desk_id=desk_id)
    if of_older:
        filled(work, Chain, desk_id=desk_id, epoch=2)
    filled(work, Link, chain_id=chain.id, event_id=event.id)


def test_an_event_without_its_link_is_refused_at_the_commit(postgresql_database: Database) -> None:
    with pytest.raises(Refused, match="guard-refused") as refused, postgresql_database.writing() as work:
        unlinked(work)
    assert refused.value.message.values == {"guard": "event_linked"}


def unlinked(work: Work) -> None:
    filled(work, Event)
    work.added.clear()
    work.commit()


@pytest.mark.parametrize("who", ["asked", "barred"])
def test_nobody_answers_what_she_asked_for_or_took_part_in(database: Database, who: str) -> None:
    with pytest.raises(Refused, match="guard-refused"), database.writing() as work:
        answered(work, who)


def answered(work: Work, who: str) -> None:
    barred = filled(work, Official)
    asked = filled(work, Approval, barred=("4711", str(barred.id)))
    filled(work, ApprovalAnswer, approval_id=asked.id, by_id=asked.asked_by_id if who == "asked" else barred.id)


@pytest.mark.parametrize("answer", [False, None])
def test_an_approval_that_was_denied_or_not_answered_is_not_used(database: Database, answer: bool | None) -> None:
    with pytest.raises(Refused, match="guard-refused"), database.writing() as work:
        used(work, answer)


def test_an_approval_that_was_granted_is_used(work: Work) -> None:
    used(work, True)


def used(work: Work, answer: bool | None) -> None:
    asked = filled(work, Approval)
    if answer is not None:
        filled(work, ApprovalAnswer, approval_id=asked.id, yes=answer, reason="no")
    filled(work, ApprovalUse, approval_id=asked.id)


def made_on(work: Work, number: int) -> None:
    """An output is made on the sheet of that number, of a lot whose second sheet is spoilt."""
    lot = filled(work, BlankLot, first=1, last=3)
    filled(work, BlankSpoilt, lot_id=lot.id, number=2)
    filled(work, BlankUse, lot_id=lot.id, kind=lot.kind, number=number, serial=lot.serial(number))


@pytest.mark.parametrize("number", [2, 4])
def test_nothing_is_made_on_a_sheet_that_is_spoilt_or_never_came(database: Database, number: int) -> None:
    with pytest.raises(Refused, match="guard-refused"), database.writing() as work:
        made_on(work, number)


def test_a_sheet_that_is_there_is_used(work: Work) -> None:
    made_on(work, 3)


@EACH
def test_several_numbers_of_a_series_are_used_in_one_transaction(
    postgresql_database: Database, record: type[Any]
) -> None:
    with postgresql_database.writing() as work:
        desk = filled(work, Desk)
        for _ in range(3):
            filled(work, record, desk_id=desk.id, **({"closed_at": LATER} if record is CashSession else {}))
        commit_untold(work)
    with postgresql_database.reading() as work:
        assert getattr(rows.get(work, Desk, desk.id), NUMBERED[record][0]) == 4
