"""The month of the sample office: what it claims to hold, in the order of time, the same on both databases."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oss_desk import bootstrap, paths
from oss_desk.domain.cases import Case, CaseMove, Handover, IssuedOutput
from oss_desk.domain.history import Event
from oss_desk.domain.office import Desk
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.till import Payment, PaymentPart, Receipt
from oss_desk.domain.visits import Visit
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample import month
from oss_desk.operations.sample.sample import Made, make_sample
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate
from tests.operations.fees_again import differing, kept_lines, paid_demands, worked_again
from tests.operations.test_sample import told
from tests.postgres import FreshDatabase, PostgresServer
from tests.samples import NOON

SHORT = 2
"""Days enough to hold both databases against each other."""


def build_short_month(url: str) -> None:
    """A sample office of as few days as are drawn by lot, in the database at this address."""
    migrate(url, paths.migrations())
    database = open_database(url)
    make_sample(Program(database, lambda: NOON, paths.resources(), "A"), days=SHORT)
    database.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Made, Database]]:
    """A month as the command makes it, and what its making told."""
    url = f"sqlite:///{tmp_path_factory.mktemp('month') / 'month.sqlite'}"
    heard = list[tuple[int, int]]()
    made = bootstrap.make_sample_at(
        url, days=month.DAYS, clock=lambda: NOON, tell=lambda done, of, _: heard.append((done, of))
    )
    assert made is not None
    assert heard == [(number, month.DAYS) for number in range(month.DAYS)]
    database = open_database(url)
    yield made, database
    database.close()


def script(name: str) -> str:
    """The script in which a name begins."""
    return unicodedata.name(next(letter for letter in name if letter.isalpha())).split()[0]


def test_the_month_holds_a_town_and_a_month_of_its_life(whole: tuple[Made, Database]) -> None:
    made, database = whole
    assert made.refused == ()
    with database.reading() as work:
        citizens, bodies = rows.every(work, Citizen), rows.every(work, Organisation)
        visits, cases = rows.every(work, Visit), rows.every(work, Case)
        desks = {desk.id: desk.code for desk in rows.every(work, Desk)}
        handovers, outputs = rows.every(work, Handover), rows.every(work, IssuedOutput)
        parts, receipts = rows.every(work, PaymentPart), rows.every(work, Receipt)
        since = {move.case_id: move.at for move in rows.every(work, CaseMove)}
        events = Counter(event.kind for event in rows.every(work, Event))
    assert made == Made(len(citizens), len(visits), len(cases), len(receipts))
    _people(citizens, bodies)
    _days(visits, desks)
    assert {visit.outcome for visit in visits} >= {"served", "enquiry"}
    assert {visit.state for visit in visits} == {"closed", "held"}
    assert {case.ending for case in cases} >= {None, "handed-over", "refused", "withdrawn"}
    assert any(case.suspended for case in cases), "none was sent back"
    late = [case for case in cases if case.open and case.due_at and case.due_at < NOON and not case.suspended]
    assert len(late) >= 3
    ready = [case for case in cases if case.open and case.step_kind == "ready-to-collect"]
    assert any(since[case.id] < NOON - timedelta(days=3) for case in ready)
    assert any(case.representative_id is not None for case in cases), "nobody was represented"
    assert {handover.relation for handover in handovers} >= {"applicant", "representative"}
    assert {part.means for part in parts} >= {"cash", "card"}
    assert any(part.given > part.amount for part in parts), "no change was given"
    assert len(outputs) >= len(handovers) > 30
    assert events["visit-resumed"] > 2
    assert events["case-sent-back"] + events["case-suspended"] > 0


def _people(citizens: tuple[Citizen, ...], bodies: tuple[Organisation, ...]) -> None:
    scripts = Counter(script(citizen.name) for citizen in citizens)
    assert len(citizens) == 300
    assert all(scripts[one] >= 15 for one in ("LATIN", "ARABIC", "CYRILLIC", "GREEK", "GEORGIAN", "DEVANAGARI"))
    assert len({citizen.name for citizen in citizens}) > 295
    assert {citizen.language for citizen in citizens} >= {"en", "fr", "ar"}
    assert sum((citizen.born or "") > "2009" for citizen in citizens) > 40, "children"
    assert len(bodies) > 10


def _days(visits: tuple[Visit, ...], desks: dict[int, str]) -> None:
    by_day = Counter(visit.opened_at.date() for visit in visits)
    assert len(by_day) == month.DAYS
    assert all(5 <= count <= 18 for count in by_day.values()), by_day
    assert {desks[visit.desk_id] for visit in visits} == {"A", "B"}
    assert len({visit.official_id for visit in visits}) > 1


def test_time_goes_forward_at_every_desk_and_in_the_whole_office(whole: tuple[Made, Database]) -> None:
    _, database = whole
    with database.reading() as work:
        events, desks = rows.every(work, Event), rows.every(work, Desk)
        receipts, payments = rows.every(work, Receipt), rows.every(work, Payment)
    moments = [event.at for event in events]
    assert moments == sorted(moments)
    assert moments[-1] <= NOON
    for desk in desks:
        numbers = [event.seq for event in events if event.desk_id == desk.id]
        assert numbers == list(range(1, desk.next_event))
        taken = {payment.id: payment.at for payment in payments if payment.desk_id == desk.id}
        given = [receipt.number for receipt in receipts if receipt.payment_id in taken]
        assert given == [f"{desk.code}-{number:06}" for number in range(1, desk.next_receipt)]


def test_two_citizens_are_served_at_the_same_moment_at_two_desks(whole: tuple[Made, Database]) -> None:
    _, database = whole
    with database.reading() as work:
        visits = [visit for visit in rows.every(work, Visit) if visit.closed_at is not None]
    beside = [
        (one, other)
        for one in visits
        for other in visits
        if one.desk_id < other.desk_id and one.opened_at < other.opened_at < (one.closed_at or one.opened_at)
    ]
    assert len(beside) > 10


def test_every_receipt_of_the_month_is_worked_out_again_from_its_definition(whole: tuple[Made, Database]) -> None:
    """R14: what was shown, taken and printed is one calculation, which comes out the same today."""
    _, database = whole
    program = Program(database, lambda: NOON, paths.resources(), "A")
    with database.reading() as work:
        look = Look(program, work, NOON)
        receipts = rows.every(work, Receipt)
        assert list(differing(look)) == []
        demand = paid_demands(look, receipts[-1])[0]
        assert kept_lines(look, demand) != [(*line[:2], line[2] + 1, line[3]) for line in worked_again(look, demand)]
    assert len(receipts) > 50


def test_the_same_lots_leave_the_same_rows_on_both_databases(
    new_sqlite: Callable[[], str], postgres_server: PostgresServer, fresh_postgres_database: FreshDatabase
) -> None:
    here = new_sqlite()
    build_short_month(here)
    assert told(here) == told(fresh_postgres_database(postgres_server.template("month", build_short_month)))


def test_a_sample_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    class Stopped(Exception):
        """Somebody pressed Stop."""

    def stop(done: int, of: int, day: object) -> None:
        if done == 2:
            raise Stopped

    url, moment = f"sqlite:///{tmp_path / 'sample.sqlite'}", datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
    with pytest.raises(Stopped):
        bootstrap.make_sample_at(url, clock=lambda: moment, tell=stop)
    assert list(tmp_path.iterdir()) == []
    made = bootstrap.make_sample_at(url, clock=lambda: moment)
    assert made is not None
    assert (made.citizens, made.refused) == (30, ())
    assert bootstrap.make_sample_at(url, clock=lambda: moment) is None
    assert not any(".part" in file.name for file in tmp_path.iterdir())
