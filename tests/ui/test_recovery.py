"""What is typed and not stored: kept, told in the head, in the recovery file, offered again; bugs and their log."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_desk.domain.messages import refuse
from oss_desk.domain.visits import Draft, Visit
from oss_desk.language import Language
from oss_desk.operations.office.office import sign_out
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import visits
from oss_desk.settings import read_settings
from oss_desk.ui.doors import Doors, Session
from oss_desk.ui.last_resort import LastResort, PlainFormatter, forget_log, log_to, said
from oss_desk.ui.opened import Opened
from oss_desk.ui.pages.counter.work import Work
from oss_desk.ui.recovery import Recovery, standing_facts
from oss_desk.ui.tasks import Tasks
from oss_desk.ui.unsaved import Standing, Typed, Unsaved, merged, read_file, write_file
from oss_desk.ui.widgets.head import Facts
from tests.ui.desk import NOON, Desk

TYPED = Typed(7, "line:3", {"answers": {"name": "Tamar"}})
FACTS = Facts(state_title="All saved", state_text="this computer", zone="Europe/Tallinn")
OFFICE: Any = SimpleNamespace(clock=lambda: NOON)
LOST, FULL = refuse("database-lost"), refuse("disk-full")


@pytest.fixture
def unsaved(tmp_path: Path, qapp: object) -> Unsaved:
    """What one window has not stored, with a file of its own."""
    made = Unsaved()
    made.open(tmp_path / "recovery" / "office-A.json", lambda: NOON)
    return made


def file_of(folder: Path) -> Path:
    """The recovery file."""
    return folder / "recovery" / "office-A.json"


def keep(unsaved: Unsaved, part: str = "pay", **content: object) -> Typed:
    """Type something."""
    unsaved.keep(7, part, content)
    typed = unsaved.newest((7, part))
    assert typed is not None
    return typed


# -- what the head says -----------------------------------------------------------------------------------------------


def words(language: Language, standing: Standing) -> tuple[str, str, str]:
    """State and words of the head."""
    facts = standing_facts(language, FACTS, standing)
    return facts.state, facts.state_title, facts.state_text


def test_the_head_says_how_it_stands_in_the_offices_own_time(english: Language) -> None:
    lost = Standing("no-line", datetime(2026, 9, 15, 11, 7, tzinfo=UTC), 1)
    assert words(english, Standing()) == ("saved", "All saved", "this computer")
    assert words(english, Standing("saving", None, 1)) == ("saving", "Saving", "this computer")
    assert words(english, lost) == ("lost", "No line to the database", "since 14:07, 1 draft kept here")
    assert words(english, replace(lost, kept=2))[2] == "since 14:07, 2 drafts kept here"
    assert words(english, replace(lost, kept=0))[2] == "since 14:07"
    assert words(english, replace(lost, state="not-stored"))[1] == "Not saved"


def test_saving_until_stored_then_saved(unsaved: Unsaved) -> None:
    typed = keep(unsaved, given="20")
    assert unsaved.standing() == Standing("saving", None, 1)
    unsaved.stored(typed)
    assert unsaved.standing() == Standing()


def test_what_is_typed_while_an_older_text_is_stored_still_waits(unsaved: Unsaved) -> None:
    older, newer = keep(unsaved, given="2"), keep(unsaved, given="20")
    unsaved.stored(older)
    assert unsaved.newest((7, "pay")) == newer
    assert unsaved.standing().state == "saving"


def test_a_lost_line_is_known_from_its_first_failure_and_over_with_the_next_answer(
    unsaved: Unsaved, qtbot: QtBot
) -> None:
    typed = keep(unsaved, given="20")
    unsaved.not_stored(typed, LOST)
    unsaved.line_lost()
    assert unsaved.standing() == Standing("no-line", NOON, 1)
    with qtbot.waitSignal(unsaved.back):
        unsaved.stored(typed)
    assert unsaved.standing() == Standing()


def test_a_full_disk_is_no_lost_line(unsaved: Unsaved) -> None:
    unsaved.not_stored(keep(unsaved, given="20"), FULL)
    assert unsaved.standing() == Standing("not-stored", NOON, 1)


def test_another_desk_in_the_way_is_not_worth_a_word(unsaved: Unsaved, tmp_path: Path) -> None:
    unsaved.not_stored(keep(unsaved, given="20"), refuse("busy-try-again"))
    assert unsaved.standing().state == "saving"
    assert not file_of(tmp_path).exists()


# -- the recovery file ------------------------------------------------------------------------------------------------


def test_what_could_not_be_stored_is_in_the_file_and_leaves_it_when_it_is_stored(
    unsaved: Unsaved, tmp_path: Path
) -> None:
    typed = keep(unsaved, given="20")
    assert not file_of(tmp_path).exists()
    unsaved.not_stored(typed, LOST)
    (found,) = read_file(file_of(tmp_path))
    assert (found.visit_id, found.part, found.content) == (7, "pay", {"given": "20"})
    assert file_of(tmp_path).stat().st_mode & 0o777 == 0o600
    assert file_of(tmp_path).parent.stat().st_mode & 0o777 == 0o700
    unsaved.stored(typed)
    assert not file_of(tmp_path).exists()


def test_nothing_is_written_where_all_is_stored(unsaved: Unsaved, tmp_path: Path) -> None:
    unsaved.write()
    assert not file_of(tmp_path).parent.exists()


def test_an_earlier_runs_drafts_stay_in_the_file_until_somebody_decides(unsaved: Unsaved, tmp_path: Path) -> None:
    write_file(file_of(tmp_path), (TYPED,), NOON)
    assert [one.key for one in unsaved.open(file_of(tmp_path))] == [TYPED.key]
    unsaved.not_stored(keep(unsaved, given="20"), LOST)
    assert {one.key for one in read_file(file_of(tmp_path))} == {TYPED.key, (7, "pay")}
    unsaved.decided(TYPED.key)
    assert {one.key for one in read_file(file_of(tmp_path))} == {(7, "pay")}


def test_what_is_typed_anew_in_the_same_part_does_not_push_out_what_was_typed_before(
    unsaved: Unsaved, tmp_path: Path
) -> None:
    write_file(file_of(tmp_path), (TYPED,), NOON)
    unsaved.open(file_of(tmp_path))
    unsaved.not_stored(keep(unsaved, "line:3", answers={"born": "1989"}), LOST)
    (found,) = read_file(file_of(tmp_path))
    assert found.content == {"answers": {"name": "Tamar", "born": "1989"}}


def test_newer_content_wins_and_older_content_fills_up() -> None:
    older = {"answers": {"name": "Tamar", "copies": 1}, "exemptions": ["a"]}
    newer = {"answers": {"copies": 2}, "exemptions": []}
    assert merged(older, newer) == {"answers": {"name": "Tamar", "copies": 2}, "exemptions": []}


def test_whoever_leaves_the_desk_leaves_the_file_for_the_next(unsaved: Unsaved, tmp_path: Path) -> None:
    unsaved.not_stored(keep(unsaved, given="20"), FULL)
    unsaved.leave()
    assert unsaved.standing() == Standing()
    assert [one.part for one in unsaved.open(file_of(tmp_path))] == ["pay"]


@pytest.mark.expects_log
@pytest.mark.parametrize("content", ["", "[1]", '{"format": 1}', '{"format": 1, "drafts": [{"visit": "x"}]}', "\x00"])
def test_a_file_that_cannot_be_read_is_put_aside_and_offers_nothing(content: str, tmp_path: Path) -> None:
    file = tmp_path / "office-A.json"
    file.write_text(content, "utf-8")
    assert read_file(file) == ()
    assert not file.exists()
    assert file.with_suffix(".unreadable").read_text("utf-8") == content


@pytest.mark.expects_log
def test_a_place_that_takes_no_file_is_noted_and_breaks_nothing(unsaved: Unsaved, tmp_path: Path) -> None:
    (tmp_path / "recovery").touch()
    unsaved.not_stored(keep(unsaved, given="20"), LOST)
    assert unsaved.standing().kept == 1


def test_a_text_that_no_file_can_hold_as_it_is_comes_back_all_the_same(tmp_path: Path) -> None:
    write_file(tmp_path / "f", (replace(TYPED, content={"name": "\ud800 ქ"}),), NOON)
    assert read_file(tmp_path / "f")[0].content == {"name": "\ud800 ქ"}


# -- the keeper of drafts at a desk -----------------------------------------------------------------------------------


@contextmanager
def visit_at(desk: Desk) -> Iterator[tuple[Work, Unsaved, int]]:
    """A clerk with an open visit."""
    program = desk.sign_in("adaeze")
    assert desk.tasks is not None
    visit = visits.open_visit(program, new_id()).result.id
    unsaved = Unsaved()
    unsaved.open(desk.folder / "office-A.json", desk.clock)
    parent = QWidget()
    desk.qtbot.addWidget(parent)
    yield Work(program, desk.tasks, parent, unsaved), unsaved, visit


def at_rest(desk: Desk) -> bool:
    """Whether every lane has answered."""
    return desk.tasks is not None and not desk.tasks.pending()


def limit(desk: Desk, more: int) -> None:
    """How many more pages the file may have; the connection that writes is asked."""
    assert desk.program is not None
    with desk.program.database.writing() as work:
        used = work.connection.exec_driver_sql("PRAGMA page_count").scalar()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {(used or 0) + more}")


def test_a_draft_that_the_disk_did_not_take_is_told_once_and_stored_by_itself_later(desk: Desk) -> None:
    with visit_at(desk) as (work, unsaved, visit):
        told: list[BaseException] = []
        work.failed.connect(told.append)
        limit(desk, 0)
        work.drafts.keep(visit, "person", {"name": "Tamar", "note": "x" * 20_000})
        desk.until(lambda: unsaved.standing().state == "not-stored")
        work.drafts.flush()
        desk.until(lambda: at_rest(desk))
        assert work.drafts.busy(visit) == {"person"}
        assert len(told) == 1
        assert [one.part for one in read_file(desk.folder / "office-A.json")] == ["person"]
        limit(desk, 1000)
        desk.until(lambda: unsaved.standing().state == "saved")
        assert desk.count(Draft, visit_id=visit) == 1
        assert not (desk.folder / "office-A.json").exists()


def test_a_draft_without_a_place_is_let_go_and_told(desk: Desk) -> None:
    with visit_at(desk) as (work, unsaved, visit):
        told: list[BaseException] = []
        work.failed.connect(told.append)
        work.drafts.keep(visit, "line:999999", {"answers": {}})
        desk.until(lambda: bool(told))
        assert unsaved.standing() == Standing()


def test_the_newest_text_is_written_however_many_wait(desk: Desk) -> None:
    with visit_at(desk) as (work, unsaved, visit):
        for number in range(5):
            work.drafts.keep(visit, "pay", {"given": str(number)})
            work.drafts.flush()
        desk.until(lambda: unsaved.standing().state == "saved")
        assert desk.program is not None
        assert visits.visit(desk.program, visit_id=visit).drafts["pay"][0] == {"given": "4"}


def test_a_second_press_waits_for_the_answer_to_the_first(desk: Desk) -> None:
    with visit_at(desk) as (work, _, __):
        before = desk.count(Visit)
        done: list[object] = []
        sheet = visits.visit(work.program, visit_id=before)
        for _ in range(3):
            work.command(
                visits.hold_visit, done.append, visit_id=sheet.visit.id, version=sheet.visit.version, reason=""
            )
        desk.until(lambda: at_rest(desk))
        assert len(done) == 1


# -- put back or discarded --------------------------------------------------------------------------------------------


def offering(
    tasks: Tasks, unsaved: Unsaved, language: Language, file: Path, put_back: Callable[..., object], parent: QWidget
) -> Recovery:
    """Somebody has just signed in where an earlier run left something."""
    write_file(file, (TYPED, replace(TYPED, part="pay")), NOON)
    names = ("build", "pages", "sign_in", "sign_out", "facts", "search", "found")
    nothing: dict[str, Any] = dict.fromkeys(names, lambda *_: None)
    recovery = Recovery(language, unsaved, tasks, Doors(**nothing, sentence=str, put_back=put_back), parent)
    recovery.signed_in(Session(OFFICE, frozenset(), FACTS, file))
    return recovery


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """The lanes."""
    made = Tasks()
    yield made
    made.close()


def test_what_is_put_back_is_gone_from_the_file_and_told_to_the_pages(
    qtbot: QtBot, tasks: Tasks, unsaved: Unsaved, english: Language, tmp_path: Path
) -> None:
    parent, back = QWidget(), list[Typed]()
    qtbot.addWidget(parent)
    recovery = offering(tasks, unsaved, english, tmp_path / "f", lambda _, typed: back.append(typed), parent)
    assert recovery.offer.isVisibleTo(parent)
    with qtbot.waitSignals([recovery.changed, recovery.changed]):
        recovery.offer.pressed.emit()
        assert not recovery.offer.button.isEnabled()
    assert [one.part for one in back] == ["line:3", "pay"]
    assert not recovery.offer.isVisibleTo(parent)
    assert not (tmp_path / "f").exists()


def test_what_cannot_be_put_back_says_why_and_stays(
    qtbot: QtBot, tasks: Tasks, unsaved: Unsaved, english: Language, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def closed(_: object, __: Typed) -> object:
        raise refuse("visit-closed")

    recovery = offering(tasks, unsaved, english, tmp_path / "f", closed, parent)
    recovery.offer.pressed.emit()
    qtbot.waitUntil(lambda: "visit-closed" in recovery.offer.text.text())
    assert recovery.offer.button.isEnabled()
    assert len(read_file(tmp_path / "f")) == 2
    recovery.offer.declined.emit()
    assert not recovery.offer.isVisibleTo(parent)
    assert not (tmp_path / "f").exists()


def test_nothing_is_offered_to_somebody_who_serves_nobody(
    qtbot: QtBot, tasks: Tasks, unsaved: Unsaved, english: Language, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    recovery = offering(tasks, unsaved, english, tmp_path / "f", lambda *_: None, parent)
    recovery.left()
    recovery.signed_in(Session(OFFICE, frozenset(), FACTS))  # an auditor
    assert not recovery.offer.isVisibleTo(parent)
    assert (tmp_path / "f").exists()


def test_what_is_put_back_lies_over_what_is_stored_now(desk: Desk, english: Language) -> None:
    with visit_at(desk) as (work, _, visit):
        opened = Opened(work.program, english, read_settings({}))
        opened.put_back(work.program, Typed(visit, "person", {"name": "Tamar", "note": "old"}, "c-1"))
        opened.put_back(work.program, Typed(visit, "person", {"note": "new"}))
        assert visits.visit(work.program, visit_id=visit).drafts["person"] == ({"name": "Tamar", "note": "new"}, "c-1")


def test_the_file_belongs_to_one_office_and_one_desk_and_only_to_those_who_serve(desk: Desk, english: Language) -> None:
    program = desk.sign_in("adaeze")
    opened = Opened(replace(program, signed_in=None), english, read_settings({}))
    sign_out(program)
    session = opened.sign_in("adaeze", "")
    assert session.recovery is not None
    assert session.recovery.parent.name == "recovery"
    assert session.recovery.name.endswith("-A.json")
    opened.sign_out(session.program)
    reader = next(person.login for person in opened.welcome().people if person.note == "Auditor")
    session = opened.sign_in(reader, "")
    assert session.recovery is None
    desk.program = session.program


# -- the last resort --------------------------------------------------------------------------------------------------


@pytest.fixture
def last(qtbot: QtBot) -> Iterator[tuple[LastResort, list[str], list[str]]]:
    """A last resort, what it rescued and which numbers it told."""
    rescued, numbers = list[str](), list[str]()
    made = LastResort(lambda: rescued.append("rescued"))
    made.bug.connect(numbers.append)
    yield made, rescued, numbers
    made.deleteLater()


def broken(text: str) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """An error as a hook is given it."""
    try:
        raise ValueError(text)
    except ValueError as error:
        return type(error), error, error.__traceback__


@pytest.mark.expects_log
def test_an_error_in_a_thread_or_in_the_window_rescues_what_was_typed_and_tells_a_number(
    last: tuple[LastResort, list[str], list[str]], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    resort, rescued, numbers = last
    hooks = sys.excepthook, threading.excepthook
    with resort.standing_by():
        thread = threading.Thread(target=lambda: int("Tamar"))
        thread.start()
        thread.join()
        sys.excepthook(*broken("x"))
        qtbot.waitUntil(lambda: len(numbers) == 2)
    assert (sys.excepthook, threading.excepthook) == hooks
    assert len(rescued) == 2
    assert {record.getMessage() for record in caplog.records} == {f"bug {number}" for number in numbers}


@pytest.mark.expects_log
def test_a_painting_that_breaks_again_and_again_is_told_once(
    last: tuple[LastResort, list[str], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    resort, rescued, numbers = last
    for _ in range(20):
        resort.heard(*broken("x"))
    assert len(numbers) == len(caplog.records) == 1
    assert len(rescued) == 20


@pytest.mark.expects_log
def test_before_qt_gives_up_what_was_typed_is_rescued(last: tuple[LastResort, list[str], list[str]]) -> None:
    resort, rescued, _ = last
    resort.qt_said(QtMsgType.QtWarningMsg, QMessageLogContext(), "a warning")
    assert not rescued
    resort.qt_said(QtMsgType.QtFatalMsg, QMessageLogContext(), "the end")
    assert rescued == ["rescued"]


def test_somebody_who_stops_the_program_is_obeyed(last: tuple[LastResort, list[str], list[str]], qtbot: QtBot) -> None:
    resort, rescued, numbers = last
    with qtbot.waitSignal(resort.ending):
        resort.heard(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (rescued, numbers) == (["rescued"], [])


def test_the_log_tells_where_and_what_kind_but_not_what_was_typed(tmp_path: Path) -> None:
    handlers = log_to(tmp_path / "log")
    record = logging.getLogger("oss_desk.test").makeRecord("t", logging.ERROR, "f", 1, "bug ABC", (), broken("Tamar"))
    record.exc_text = "a handler before wrote Tamar here"
    for handler in handlers:
        handler.handle(record)
    forget_log(handlers)
    log = (tmp_path / "log" / "oss-desk.log").read_text("utf-8")
    assert "bug ABC" in log
    assert "in broken" in log
    assert "builtins.ValueError" in log
    assert "Tamar" not in log
    assert (tmp_path / "log" / "oss-desk.log").stat().st_mode & 0o777 == 0o600


def test_a_chain_of_errors_is_told_from_its_beginning() -> None:
    try:
        try:
            json.loads("{")
        except ValueError as first:
            raise TypeError("wants a str") from first
    except TypeError as error:
        text = PlainFormatter().formatException((TypeError, error, error.__traceback__))
    assert text.index("JSONDecodeError") < text.index("which led to:") < text.index("builtins.TypeError: wants a str")


def test_errors_of_the_system_and_of_a_database_are_told_by_their_code() -> None:
    assert said(FileNotFoundError(2, "No such file", "/home/tamar")) == "builtins.FileNotFoundError: No such file"
    wrong = type("IntegrityError", (Exception,), {"sqlstate": "23505", "__module__": "driver"})("Key (name)=(Tamar)")
    assert said(wrong) == "driver.IntegrityError: 23505"


def test_where_no_log_can_be_written_the_program_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    handlers = log_to(tmp_path / "log")
    assert len(handlers) == 1
    forget_log(handlers)
