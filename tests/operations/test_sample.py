"""The sample office: what a newcomer finds in it, and that nothing invented is written beside real citizens."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from oss_desk import paths
from oss_desk.domain.cases import Case, CaseAnswers
from oss_desk.domain.chain import Link
from oss_desk.domain.history import SUBJECT_KINDS, Command, Event, EventText
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Payment, Receipt, ZReport
from oss_desk.operations.money.closing import PRINTED
from oss_desk.operations.office import notices
from oss_desk.operations.office.office import DeskGiven, OfficeGiven, OfficialGiven, set_up, sign_in
from oss_desk.operations.papers import held
from oss_desk.operations.program import Program
from oss_desk.operations.sample.sample import make_sample
from oss_desk.operations.visits.visits import today
from oss_desk.storage import rows
from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.schema import TABLES
from tests.samples import NOON, build_sample


def program_of(database: Database, moment: datetime = NOON) -> Program:
    return Program(database, lambda: moment, paths.resources(), "A")


def test_a_day_of_life_is_made_by_the_operations_themselves(sample: Program) -> None:
    with sample.database.reading() as work:
        assert len(rows.every(work, Citizen)) == 30
        cases = rows.every(work, Case)
        assert {case.open for case in cases} == {True, False}
        assert {case.hands.partition(":")[0] for case in cases} >= {"back-office", "citizen", "ended"}
        assert len(rows.every(work, Receipt)) == len(rows.every(work, Payment)) > 5
        assert max(event.at for event in rows.every(work, Event)) <= NOON


def test_every_event_is_about_a_kind_of_the_one_table(sample: Program) -> None:
    with sample.database.reading() as work:
        told = {event.subject_kind for event in rows.every(work, Event)}
        printed = {job.subject_kind for job in rows.every(work, PrintJob)}
    assert told | printed <= set(SUBJECT_KINDS)
    assert told >= {"service-version", "visit", "case", "payment", "cash-session"}


def test_the_counter_opens_on_a_day_that_has_begun(sample: Program) -> None:
    sheet = today(sign_in(sample, login="adaeze"))
    assert sheet.served >= 5
    assert [card.hold_reason for card in sheet.parked] == ["fetching a photo"]
    assert sheet.ready


def test_a_supervisor_has_told_notices_and_the_kept_originals_lie_in_their_places(sample: Program) -> None:
    clerk = sign_in(sample, login="adaeze")
    assert {card.notice.scope for card in notices.notices(clerk)} == {"office", "service"}
    assert all(paper.place for paper in held.held_papers(clerk).papers)


def test_making_it_again_changes_nothing(sample: Program) -> None:
    with sample.database.reading() as work:
        before = len(rows.every(work, Event))
    make_sample(sample)
    with sample.database.reading() as work:
        assert len(rows.every(work, Event)) == before


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 9, 20, 10, 0, tzinfo=UTC), id="a Sunday"),
        pytest.param(datetime(2026, 9, 14, 5, 1, tzinfo=UTC), id="a minute after opening"),
    ],
)
def test_it_can_be_made_at_any_moment(new_sqlite: Callable[[], str], moment: datetime) -> None:
    url = new_sqlite()
    build_sample(url, moment)
    program = program_of(open_database(url), moment + timedelta(seconds=1))
    assert today(sign_in(program, login="mikael")).day == moment.date()


def test_a_real_office_is_never_filled_with_invented_people(database: Database) -> None:
    program = program_of(database)
    real = OfficeGiven("Town hall", "EUR", "Europe/Tallinn", "EE")
    head = OfficialGiven("anna", "Anna", ("administrator",), "a long password")
    set_up(
        database,
        clock=program.clock,
        resources=paths.resources(),
        office=real,
        desks=(DeskGiven("A"),),
        officials=(head,),
    )
    with pytest.raises(Refused, match="not-a-sample"):
        make_sample(program)
    with database.reading() as work:
        assert not rows.every(work, Citizen)


def test_the_same_days_leave_the_same_rows_on_both_databases(sqlite_sample: str, postgresql_sample: str) -> None:
    """Everything but what is made by chance, and what is made of that; the same of it stands in the same places."""
    assert told(sqlite_sample) == told(postgresql_sample)


def told(url: str) -> dict[str, list[str]]:
    """Every row of every table as text, with what is made by chance by the order in which it was made."""
    database = open_database(url)
    with database.reading() as work:
        chance = dict.fromkeys(made_by_chance(work))
        lines = {
            record.__name__: list(map(repr, rows.every(work, record, order_by=())))
            for record in sorted(TABLES, key=lambda record: record.__name__)
            if record is not Command
        }
    database.close()
    names = {made: f"chance {number}" for number, made in enumerate(chance)}
    word = re.compile("[0-9A-Za-z-]+")
    return {kind: [word.sub(lambda it: names.get(it[0], it[0]), line) for line in some] for kind, some in lines.items()}


def made_by_chance(work: Work) -> Iterator[str]:
    """The office's public id, the ids of commands, salts, and every digest and check code over one of these."""
    yield rows.get(work, Office, 1).public_id
    yield from (event.command_id for event in rows.every(work, Event))
    for text in rows.every(work, EventText):
        yield from (text.salt, text.digest)
    for link in rows.every(work, Link, order_by=("event_id",)):
        yield from (link.previous, link.salt, link.hash, link.hash[:PRINTED])
        yield from (digest for _, _, digest in json.loads(link.rows))
    yield from (closed.digest for closed in rows.every(work, ZReport))
    yield from (json.loads(receipt.content)["check"] for receipt in rows.every(work, Receipt))


def test_the_people_of_the_sample_and_what_they_answered_agree(sample: Program) -> None:
    with sample.database.reading() as work:
        cases = {case.id: case for case in rows.every(work, Case)}
        people = {citizen.id: citizen for citizen in rows.every(work, Citizen)}
        told = [(cases[row.case_id], json.loads(row.answers)) for row in rows.every(work, CaseAnswers)]
    entries = [(case, answers) for case, answers in told if answers.get("relation") == "self"]
    assert entries
    for case, answers in entries:
        assert case.applicant_citizen_id is not None
        who = people[case.applicant_citizen_id]
        assert (answers["registered_name"], answers["birth_date"]) == (who.name, who.born)
        assert len({answers.get("mother_name"), answers.get("birth_place"), answers["registered_name"]}) == 3
