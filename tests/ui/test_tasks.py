"""The three lanes: order, newest read, progress, Stop, errors, and askers that are gone."""

import logging
import threading
from collections.abc import Callable, Iterator
from threading import Event
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from oss_desk.domain.messages import Refused, refuse
from oss_desk.ui.surely import surely
from oss_desk.ui.tasks import Bug, Job, Lane, Tasks
from oss_desk.ui.unsaved import Unsaved

T = TypeVar("T")
WAIT = 5


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def asker(qtbot: QtBot) -> QObject:
    return QObject()


def unwanted(outcome: object) -> None:
    raise AssertionError(f"nobody asked for {outcome!r}")


class Held:
    """Work that goes on only when it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.go.wait(WAIT)
        return "held"


def noting(ran: list[T], what: T) -> Callable[[], T]:
    """Work that notes that it ran and gives back what it noted."""

    def work() -> T:
        ran.append(what)
        return what

    return work


def test_work_runs_beside_the_window_and_its_answer_comes_back_on_the_windows_thread(
    qtbot: QtBot, tasks: Tasks, asker: QObject
) -> None:
    here, seen = threading.get_ident(), list[tuple[int, int]]()
    tasks.run("reads", asker, threading.get_ident, lambda there: seen.append((there, threading.get_ident())), unwanted)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_commands_run_in_order_and_none_is_dropped(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    ran, done = list[int](), list[int]()
    for number in range(50):
        tasks.run("commands", asker, noting(ran, number), done.append, unwanted)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == ran == list(range(50))


def test_closing_finishes_every_command_that_was_given(qtbot: QtBot, asker: QObject) -> None:
    tasks, ran, first = Tasks(), list[int](), Held()
    tasks.run("commands", asker, first, lambda _: None, unwanted)
    for number in range(5):
        tasks.run("commands", asker, noting(ran, number), lambda _: None, unwanted)
    first.go.set()
    tasks.close()
    assert ran == list(range(5))
    tasks.run("commands", asker, lambda: ran.append(99), unwanted, unwanted)
    assert 99 not in ran


def test_a_newer_read_replaces_one_that_waits_and_a_late_answer_is_dropped(
    qtbot: QtBot, tasks: Tasks, asker: QObject
) -> None:
    slow, ran, done = Held(), list[str](), list[str]()
    tasks.run("reads", asker, slow, done.append, unwanted)
    assert slow.begun.wait(WAIT)
    for letter in "abc":
        tasks.run("reads", asker, noting(ran, letter), done.append, unwanted)
    slow.go.set()
    qtbot.waitUntil(lambda: bool(done))
    assert ran == ["c"]
    assert done == ["c"]


def test_reads_of_other_askers_and_of_other_things_are_left_alone(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    slow, other, done = Held(), QObject(), list[str]()
    tasks.run("reads", asker, slow, done.append, unwanted)
    assert slow.begun.wait(WAIT)
    tasks.run("reads", other, lambda: "other", done.append, unwanted)
    tasks.run("reads", asker, lambda: "badge", done.append, unwanted, "badge")
    slow.go.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert sorted(done) == ["badge", "held", "other"]


def test_an_asker_that_is_gone_is_not_called(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    slow, gone, after = Held(), QObject(), list[str]()
    tasks.run("commands", gone, slow, unwanted, unwanted)
    assert slow.begun.wait(WAIT)
    shiboken6.delete(gone)
    slow.go.set()
    tasks.run("commands", asker, lambda: "after", after.append, unwanted)
    qtbot.waitUntil(lambda: after == ["after"])


def test_a_refusal_comes_as_it_is(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    told = list[BaseException]()

    def work() -> None:
        raise refuse("visit-closed", number=3)

    tasks.run("commands", asker, work, unwanted, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Refused)
    assert told[0].message.code == "visit-closed"


@pytest.mark.expects_log
@pytest.mark.parametrize("lane", ["commands", "reads", "long"])
def test_a_bug_is_logged_with_a_number_and_the_lane_goes_on(
    qtbot: QtBot, tasks: Tasks, asker: QObject, caplog: pytest.LogCaptureFixture, lane: Lane
) -> None:
    told, after = list[BaseException](), list[int]()
    with caplog.at_level(logging.ERROR):
        tasks.run(lane, asker, lambda: 1 // 0, unwanted, told.append)
        qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Bug)
    assert told[0].number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    tasks.run(lane, asker, lambda: 7, after.append, unwanted)
    qtbot.waitUntil(lambda: after == [7])


def test_long_work_tells_how_far_it_is(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    told, done = list[tuple[int, int, str]](), list[str]()

    def work(job: Job) -> str:
        for number in range(3):
            job.progress(number, 3, f"table {number}")
        return "ready"

    tasks.run_long(asker, work, done.append, unwanted, lambda *far: told.append(far))
    qtbot.waitUntil(lambda: done == ["ready"])
    assert told == [(0, 3, "table 0"), (1, 3, "table 1"), (2, 3, "table 2")]


def test_stop_ends_long_work_at_its_next_step(qtbot: QtBot, tasks: Tasks, asker: QObject) -> None:
    begun, go, stopped, steps = threading.Event(), threading.Event(), list[bool](), list[int]()

    def work(job: Job) -> None:
        job.progress(0, 2)
        begun.set()
        assert go.wait(WAIT)
        job.progress(1, 2)
        steps.append(1)

    job = tasks.run_long(asker, work, unwanted, unwanted, stopped=lambda: stopped.append(True))
    assert begun.wait(WAIT)
    job.stop()
    go.set()
    qtbot.waitUntil(lambda: stopped == [True])
    assert steps == []


def test_each_lane_is_one_thread_that_starts_with_its_own_hook(qtbot: QtBot, asker: QObject) -> None:
    started, used = list[int](), list[int]()
    tasks = Tasks({"reads": lambda: started.append(threading.get_ident())})
    for number in range(3):
        tasks.run("reads", asker, threading.get_ident, used.append, unwanted, str(number))
    qtbot.waitUntil(lambda: len(used) == 3)
    assert len(started) == 1
    assert set(used) == set(started)
    tasks.close()


def test_a_start_that_is_refused_is_told_and_tried_again(qtbot: QtBot, asker: QObject) -> None:
    tries, told, done = list[int](), list[BaseException](), list[str]()

    def start() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise refuse("no-line")

    tasks = Tasks({"commands": start})
    tasks.run("commands", asker, lambda: "first", unwanted, told.append)
    tasks.run("commands", asker, lambda: "second", done.append, unwanted)
    qtbot.waitUntil(lambda: done == ["second"])
    assert isinstance(told[0], Refused)
    tasks.close()


def test_an_unknown_outcome_is_asked_for_until_it_is_known_or_the_window_ends(qtbot: QtBot) -> None:
    answers, unsaved, closing = ["outcome-unknown", "database-unreachable", "busy-try-again", ""], Unsaved(), Event()

    def command() -> str:
        code = answers.pop(0)
        if code:
            raise refuse(code)
        return "done once"

    assert surely(command, unsaved, closing, again=0) == "done once"
    answers[:] = ["outcome-unknown", "not-allowed"]
    with pytest.raises(Refused, match="not-allowed"):
        surely(command, unsaved, closing, again=0)
    answers[:] = ["outcome-unknown", "database-unreachable"]
    closing.set()
    with pytest.raises(Refused, match="outcome-unknown"):
        surely(command, unsaved, closing)
