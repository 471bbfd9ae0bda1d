"""History as rows: numbers without gaps, commands once, texts that can only be erased."""

import threading
from datetime import UTC, datetime

import pytest

from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.till import Receipt
from oss_desk.storage import history, office, rows
from oss_desk.storage.database import Database, Work
from tests.storage.filled import commit_untold, filled

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def new_desk(work: Work, code: str = "A") -> Desk:
    numbers = {f"next_{series}": 1 for series in ("receipt", "case", "event", "session", "z")}
    return rows.add(work, Desk, code=code, name="Desk", takes_cash=True, signed_in_id=None, **numbers)


def happen(work: Work, desk: Desk, command_id: str, texts: dict[str, str] | None = None) -> Event:
    event = history.append(
        work,
        desk_id=desk.id,
        kind="visit-opened",
        at=NOON,
        official_id=None,
        role=None,
        command_id=command_id,
        subject=("visit", 7),
        payload="{}",
        texts=texts or {},
    )
    history.remember(
        work,
        command_id=command_id,
        operation="open_visit",
        digest="0" * 64,
        made="null",
        desk_id=desk.id,
        official_id=None,
        at=NOON,
    )
    return event


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.writing() as work:
        made = new_desk(work)
        work.commit()
    return made


def test_events_of_a_desk_are_numbered_from_one_without_a_gap(database: Database, desk: Desk) -> None:
    for number in range(3):
        with database.writing() as work:
            happen(work, desk, f"kept-{number}")
            work.commit()
        with database.writing() as work:
            happen(work, desk, f"left-{number}")
    with database.reading() as work:
        told = history.events(work)
    assert [event.seq for event, _ in told] == [3, 2, 1]


def test_two_desks_at_once_take_each_number_once(database: Database, desk: Desk) -> None:
    taken: list[int] = []

    def take() -> None:
        for _ in range(10):
            with database.writing() as work:
                number = office.next_number(work, desk.id, "receipt")
                filled(work, Receipt, desk_id=desk.id, seq=number)
                commit_untold(work)
            taken.append(number)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 21))


def test_a_series_has_no_gap_where_others_are_left_half_way(database: Database, desk: Desk) -> None:
    def work_on(name: str) -> None:
        for number in range(10):
            with database.writing() as work:
                happen(work, desk, f"{name}-{number}")
                if number % 3:
                    work.commit()

    threads = [threading.Thread(target=work_on, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as work:
        numbers = [event.seq for event, _ in history.events(work)]
        assert rows.get(work, Desk, desk.id).next_event == 13
    assert numbers == list(range(12, 0, -1))


def test_a_command_id_is_stored_once(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        happen(work, desk, "same")
        work.commit()
    with pytest.raises(Refused, match="busy-try-again"), database.writing() as work:
        happen(work, desk, "same")


def test_an_event_without_its_command_is_not_committed(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        history.append(
            work,
            desk_id=desk.id,
            kind="visit-opened",
            at=NOON,
            official_id=None,
            role=None,
            command_id="forgotten",
            subject=("visit", 7),
            payload="{}",
            texts={},
        )
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            work.commit()
    with database.reading() as work:
        assert history.events(work) == ()


def test_what_happened_to_a_thing_comes_newest_last_with_its_texts(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        happen(work, desk, "first", {"reason": "she came back", "name": "თამარ"})
        happen(work, desk, "second")
        work.commit()
    with database.reading() as work:
        told = history.events_of(work, "visit", 7)
    assert [(event.command_id, texts) for event, texts in told] == [
        ("first", {"reason": "she came back", "name": "თამარ"}),
        ("second", {}),
    ]


def test_texts_can_be_erased_and_the_event_stays(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        event = happen(work, desk, "first", {"reason": "private"})
        work.commit()
    with database.writing() as work:
        assert history.erase_texts(work, [event.id]) == 1
        work.commit()
    with database.reading() as work:
        assert history.events_of(work, "visit", 7) == ((event, {"reason": ""}),)


def test_events_are_paged_from_the_newest(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        made = [happen(work, desk, f"c{number}") for number in range(5)]
        work.commit()
    with database.reading() as work:
        page = history.events(work, desk_id=desk.id, limit=2)
        following = history.events(work, desk_id=desk.id, after=page[-1][0].id, limit=2)
    assert [event.id for event, _ in (*page, *following)] == [event.id for event in reversed(made[1:])]
