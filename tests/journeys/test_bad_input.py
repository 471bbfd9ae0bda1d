"""What goes wrong outside the window: each time one clear sentence, nothing lost, nothing twice."""

import logging
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pysqlite3
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import make_url

from oss_desk import bootstrap, paths
from oss_desk.cli import REFUSED, main
from oss_desk.domain.cases import Case
from oss_desk.domain.history import Command, Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import Draft
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import Payer
from oss_desk.operations.visits import visits
from oss_desk.settings import Printer, Settings
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.widgets.messages import Message
from tests.journeys.conftest import now
from tests.journeys.hands import Hands
from tests.journeys.machine import Machine, open_one, prepare
from tests.journeys.office import CLERK, SUPERVISOR, make_office
from tests.operations.lost_answers import line_to
from tests.postgres import PostgresServer

OWED = "20"


def told(hands: Hands) -> str:
    """What the window says above the papers."""
    message = hands.shell.message
    return message.accessibleName() if message.isVisible() else ""


def refused(hands: Hands) -> str:
    """What the sign-in says; beside it a button to try again."""
    message = hands.shell.sign_in.message
    assert message.isVisible()
    assert message.button.isVisible()
    assert message.button.words() == "Try again"
    return message.title.text()


def head(hands: Hands) -> tuple[str, str]:
    """What the head says of the database."""
    return hands.shell.head.state.first.text(), hands.shell.head.state.second.text()


def ready_to_pay(hands: Hands) -> None:
    """At the visit that is open already: what is owed is put down."""
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.view.go("pay")
    hands.type(OWED)


# -- opening ----------------------------------------------------------------------------------------------------------


def no_server(folder: Path) -> str:
    """A server that is not there."""
    return f"postgresql://nobody@/office?host={folder}"


def no_database(folder: Path) -> str:
    """Neither of the two kinds of database."""
    return "mysql://server/office"


def no_file(folder: Path) -> str:
    """A file that was never made."""
    return f"sqlite:///{folder}/nowhere/office.sqlite"


def no_office(folder: Path) -> str:
    """Some other file."""
    file = folder / "letter.sqlite"
    file.write_text("Dear Madam, " * 1000, "utf-8")
    return f"sqlite:///{file}"


def spoilt(folder: Path) -> str:
    """An office in whose file other things were written over the citizens."""
    file = folder / "spoilt.sqlite"
    make_office(made(file), now)
    damage(file, "citizen")
    return f"sqlite:///{file}"


def half_a_file(folder: Path) -> str:
    """An office whose file was cut in the middle."""
    file = folder / "cut.sqlite"
    make_office(made(file), now)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 8])
    return f"sqlite:///{file}"


def of_a_newer_program(folder: Path) -> str:
    """An office that only a newer program may work with."""
    file = folder / "newer.sqlite"
    make_office(made(file), now)
    with closing(pysqlite3.connect(str(file))) as raw:
        raw.execute("UPDATE meta SET value = '9.1' WHERE name = 'min_program'")
        raw.commit()
    return f"sqlite:///{file}"


def made(file: Path) -> str:
    """An empty migrated file."""
    with closing(bootstrap.create_database(f"sqlite:///{file}")):
        return f"sqlite:///{file}"


ADDRESSES: list[tuple[Callable[[Path], str], str]] = [
    (no_server, "cannot be reached. What was stored is safe"),
    (no_database, "not one that OSS Desk can open. Nothing was changed"),
    (no_file, "There is no office in"),
    (no_office, "is not an OSS Desk database. It was not changed"),
    (of_a_newer_program, "9.1"),
    (half_a_file, "The database file is damaged"),
    (spoilt, "The database file is damaged"),
]


@pytest.mark.parametrize(("place", "sentence"), ADDRESSES)
def test_what_cannot_be_opened_is_told_in_a_sentence_by_the_window_and_by_the_commands(
    place: Callable[[Path], str],
    sentence: str,
    machine: Machine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = place(tmp_path)
    hands = machine.start(url)
    assert sentence in refused(hands)
    assert not hands.shell.sign_in.cards()
    assert main(["services", "list", "--as", CLERK, "--database", url]) == REFUSED
    assert sentence in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_as_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["init", "--database", f"sqlite:///{tmp_path}/file/office.sqlite"]) == REFUSED
    assert "cannot be written" in capsys.readouterr().err


def test_the_office_opens_with_try_again_once_it_can(sqlite_office: str, machine: Machine) -> None:
    file = Path(sqlite_office.removeprefix("sqlite:///"))
    away = file.rename(file.with_suffix(".away"))
    hands = machine.start(sqlite_office)
    assert "There is no office" in refused(hands)
    away.rename(file)
    hands.click("Try again")
    hands.until(lambda: bool(hands.shell.sign_in.cards()))
    assert not hands.shell.sign_in.message.isVisible()
    hands.sign_in(CLERK)


def test_a_second_program_on_one_file_is_told_who_has_it_and_opens_when_it_is_free(
    sqlite_office: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    first = open_database(sqlite_office)
    hands = machine.start(sqlite_office)
    assert "already open in another window" in refused(hands)
    assert "two windows at once need PostgreSQL" in refused(hands)
    assert main(["services", "list", "--as", CLERK, "--database", sqlite_office]) == REFUSED
    assert "already open in another window" in capsys.readouterr().err
    first.close()
    hands.click("Try again")
    hands.until(lambda: bool(hands.shell.sign_in.cards()))


def test_a_file_damaged_in_its_middle_is_told_when_what_lies_there_is_read(
    sqlite_office: str, machine: Machine
) -> None:
    damage(Path(sqlite_office.removeprefix("sqlite:///")), "search_key", "sqlite_autoindex_search_key_1")
    hands = machine.clerk(sqlite_office)
    hands.serve()
    hands.type("tamar")
    hands.until(lambda: "The database file is damaged" in told(hands))
    assert "restore the last backup" in told(hands)


def damage(file: Path, *tables: str) -> None:
    """Overwrite the pages of these tables."""
    with closing(pysqlite3.connect(str(file))) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
        found = database.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()
    roots = [root for name, root in found if name in tables]
    assert roots
    with file.open("r+b") as raw:
        for root in roots:
            raw.seek((root - 1) * size)
            raw.write(b"\xab" * size)


def test_a_clock_set_back_keeps_everybody_out_until_it_is_right(
    sqlite_office: str, machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.clock.shift = -timedelta(hours=3)
    hands = machine.start(sqlite_office)
    hands.shell.sign_in.chosen.emit(CLERK, "")
    hands.until(lambda: hands.shell.sign_in.message.isVisible())
    assert "The clock of this machine says" in refused(hands)
    machine.stop()
    monkeypatch.setattr(bootstrap.open_office, "__defaults__", (None, machine.clock))
    assert main(["services", "list", "--as", CLERK, "--database", sqlite_office]) == REFUSED
    assert "Set the clock and repeat" in capsys.readouterr().err


def test_a_clock_set_back_while_paying_books_nothing_until_it_is_right(sqlite_prepared: str, machine: Machine) -> None:
    hands = machine.clerk(sqlite_prepared)
    ready_to_pay(hands)
    machine.clock.shift = -timedelta(hours=3)
    hands.press("F9")
    hands.until(lambda: "Set the clock and repeat" in told(hands))
    assert machine.count(Payment, Case, Receipt) == (0, 0, 0)
    machine.clock.shift = timedelta()
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt" or hands.counter.next.state == "ready")
    if hands.view.station == "pay":
        hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case, Receipt) == (1, 1, 1)


# -- a disk that is full, a printer that is not there -----------------------------------------------------------------


def room(database: Database, pages: int) -> None:
    """How many more pages of four kilobytes the file may grow by; the one connection that writes is asked."""
    with database.writing() as work:
        used = work.connection.exec_driver_sql("PRAGMA page_count").scalar()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {(used or 0) + pages}")


def serve_before(url: str, times: int) -> None:
    """The office has served before, so that its file has little room left in the pages it has."""
    with closing(open_database(url)) as database:
        program = sign_in(Program(database, now, paths.resources(), "A"), login=CLERK)
        for _ in range(times):
            visit = visits.today(program).open_visit or open_one(program)
            walking.start_and_pay(program, walking.fill(program, visit.id), Payer("citizen", 1, "Tamar"))
            current = visits.visit(program, visit_id=visit.id).visit.version
            visits.close_visit(program, new_id(), visit_id=visit.id, version=current)
        open_one(program)


def test_a_full_disk_books_nothing_keeps_what_is_typed_and_books_once_when_there_is_room(
    sqlite_prepared: str, machine: Machine
) -> None:
    serve_before(sqlite_prepared, 3)
    hands = machine.clerk(sqlite_prepared)
    ready_to_pay(hands)
    hands.until(lambda: head(hands)[0] == "All saved")
    room(machine.database(), 0)
    hands.press("F9")
    hands.until(lambda: "The disk is full" in told(hands))
    assert "Nothing was booked and no case was started." in told(hands)
    assert machine.count(Payment, Case, Receipt) == (3, 3, 3)
    assert hands.view.station == "pay"
    assert hands.view.payment.taken().given is not None
    room(machine.database(), 1000)
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case, Receipt) == (4, 4, 4)
    hands.until(lambda: head(hands)[0] == "All saved")


def test_a_printer_that_is_not_there_changes_no_money_and_prints_once_it_is(
    sqlite_prepared: str, machine: Machine, settings: Settings
) -> None:
    hands = machine.clerk(sqlite_prepared, printers={"receipt": Printer("Printer in the corner")})
    ready_to_pay(hands)
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    hands.until(lambda: any(job.state == "failed" for job in machine.stored(PrintJob, kind="receipt")))
    hands.until(lambda: "Printer in the corner" in words(hands.view.receipt))
    assert "Nothing is lost" in words(hands.view.receipt)
    assert machine.count(Payment, Receipt) == (1, 1)


def words(widget: Any) -> str:
    """Everything that is written there."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return " ".join([*labels, *(one.accessibleName() for one in widget.findChildren(QWidget))])


# -- a definition that is not one -------------------------------------------------------------------------------------

BROKEN = {
    "no-yaml": (b"service: [unclosed", "opens on line 1 cannot be read"),
    "no-text": (b"\xff\xfe\x00\x01", "is not a text file in UTF-8"),
    "newer-format": (b"format: 2\nid: x\n", "Use a newer program"),
    "no-service": (b"- 1\n- 2\n", "the file must begin with keys"),
}


def said_in(page: CataloguePage) -> str:
    """What the form says of the file."""
    messages = page.taking.form.findChildren(Message) if page.taking.form is not None else []
    return " ".join(message.accessibleName() for message in messages)


@pytest.mark.parametrize("name", BROKEN)
def test_a_definition_that_is_none_is_told_with_its_place_and_changes_nothing(
    name: str, sqlite_office: str, machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = BROKEN[name]
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(content)
    hands = machine.start(sqlite_office)
    hands.shell.sign_in.chosen.emit(SUPERVISOR, "")
    hands.until(lambda: hands.shell.session is not None)
    hands.shell.show_page("catalogue")
    page = hands.shell.page()
    assert isinstance(page, CataloguePage)
    before = machine.count(Command)
    hands.click("Take a service over")
    hands.until(lambda: page.taking.form is not None)
    hands.type(str(file))
    hands.press("Ctrl+Return")
    hands.until(lambda: bool(said_in(page)))
    assert sentence in said_in(page)
    assert machine.count(Command) == before
    machine.stop()
    assert main(["services", "import", str(file), "--as", SUPERVISOR, "--database", sqlite_office]) == REFUSED
    assert f"{name}.yaml" in capsys.readouterr().err


# -- a line that breaks -----------------------------------------------------------------------------------------------


def cut(server: PostgresServer, url: str) -> None:
    """Nobody reaches this database any more."""
    name = urlsplit(url).path.strip("/")
    server.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def mend(server: PostgresServer, url: str) -> None:
    """Everybody reaches it again."""
    name = urlsplit(url).path.strip("/")
    server.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.fixture
def postgresql_office(new_postgresql: Callable[[], str]) -> str:
    """A small office on a server, with a visit that is ready to be paid."""
    return prepare(new_postgresql())


def test_without_a_line_drafts_are_kept_here_and_stored_when_it_is_back(
    postgresql_office: str, postgres_server: PostgresServer, machine: Machine
) -> None:
    hands = machine.clerk(postgresql_office)
    ready_to_pay(hands)
    hands.until(lambda: head(hands) == ("All saved", "the office’s server"))
    cut(postgres_server, postgresql_office)
    hands.type("0")
    hands.until(lambda: head(hands)[0] == "No line to the database")
    hands.until(lambda: head(hands)[1].endswith(", 1 draft kept here"))
    assert told(hands) == ""
    hands.press("F9")
    hands.until(lambda: "Nothing was booked" in told(hands))
    assert hands.view.payment.taken().given is not None
    mend(postgres_server, postgresql_office)
    hands.until(lambda: head(hands)[0] == "All saved")
    assert any('"200"' in draft.content for draft in machine.stored(Draft, part="pay"))
    assert machine.count(Payment, Case) == (0, 0)
    hands.until(lambda: hands.shell.tasks.pending() == 0)
    with closing(open_database(postgresql_office)) as another, pytest.raises(Refused) as told_off:
        another.claim_desk("A", "Somebody else")
    assert told_off.value.message.code == "desk-taken"
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case, Receipt) == (1, 1, 1)


def test_money_whose_answer_was_lost_is_asked_about_before_anything_else_is_done(
    postgresql_office: str, machine: Machine
) -> None:
    address = make_url(postgresql_office)
    server = Path(str(address.query["host"]))
    with tempfile.TemporaryDirectory(prefix="ln-", dir="/tmp") as folder, line_to(server, Path(folder)) as line:
        through = address.update_query_dict({"host": folder}).render_as_string(hide_password=False)
        hands = machine.clerk(through)
        ready_to_pay(hands)
        hands.until(lambda: head(hands)[0] == "All saved")
        line.down.set()
        line.loses.set()
        hands.press("F9")
        hands.until(lambda: head(hands)[0] == "No line to the database")
        assert line.lost == 1
        with closing(open_database(postgresql_office)) as another, another.reading() as work:
            assert len(rows.every(work, Payment)) == 1
        hands.view.park_wanted.emit("gone for a photo")
        QTest.qWait(300)
        assert "Nothing was booked" not in told(hands)
        assert hands.view.station == "pay"
        line.down.clear()
        hands.until(lambda: machine.count(Payment, Case, Receipt) == (1, 1, 1))
        hands.until(lambda: hands.shell.tasks.pending() == 0 and head(hands)[0] == "All saved")
        kinds = [event.kind for event in machine.stored(Event)]
        assert kinds.count("payment-taken") == 1
        assert "visit-held" not in kinds[: kinds.index("payment-taken")]
        assert "Nothing was booked" not in told(hands)
        machine.stop()


def test_a_window_closed_without_a_line_offers_what_was_typed_at_the_next_start(
    postgresql_office: str, postgres_server: PostgresServer, machine: Machine
) -> None:
    hands = machine.clerk(postgresql_office)
    ready_to_pay(hands)
    hands.until(lambda: head(hands)[0] == "All saved")
    cut(postgres_server, postgresql_office)
    hands.type("0")
    hands.until(lambda: head(hands)[0] == "No line to the database")
    machine.stop()
    (file,) = (machine.settings.data / "recovery").glob("*.json")
    assert file.stat().st_mode & 0o777 == 0o600
    mend(postgres_server, postgresql_office)
    hands = machine.start(postgresql_office)
    assert not hands.shell.recovery.offer.isVisible()
    hands.sign_in(CLERK)
    hands.until(hands.shell.recovery.offer.isVisible)
    assert hands.shell.recovery.offer.title.text() == "Something typed was not stored. Put it back?"
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.click("Put back")
    hands.until(lambda: not hands.shell.recovery.offer.isVisible())
    assert not file.exists()
    assert any('"200"' in draft.content for draft in machine.stored(Draft, part="pay"))
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    given = hands.view.payment.taken().given
    assert given is not None
    assert str(given.amount) == "200.00"


# -- bugs -------------------------------------------------------------------------------------------------------------


@pytest.mark.expects_log
def test_a_bug_in_a_lane_is_told_with_its_number_and_the_work_goes_on(
    sqlite_prepared: str, machine: Machine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = machine.clerk(sqlite_prepared)
    ready_to_pay(hands)
    with monkeypatch.context() as broken:
        broken.setattr(rows, "lock", None)
        hands.press("F9")
        hands.until(lambda: "Number " in told(hands))
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.getMessage().split()[-1] in told(hands)
    assert machine.count(Payment, Case) == (0, 0)
    hands.press("F9")
    hands.until(lambda: hands.view.station == "receipt")
    assert machine.count(Payment, Case) == (1, 1)
