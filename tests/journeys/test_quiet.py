"""What people are called stays where it belongs: no log, no crash file and no folder of the machine holds it, and what
they typed is shown as text."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from oss_desk import paths
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.program import Program
from oss_desk.settings import Settings
from oss_desk.storage.database import open_database
from oss_desk.ui.last_resort import forget_log, log_to
from tests.journeys.conftest import OpenWindow, now
from tests.journeys.hands import Hands

MARK = "ZZPII"
TYPED = (f"<b>{MARK}-Bold</b>", f'<img src="file:///{MARK}">', f"&amp; {MARK}")


@pytest.fixture
def logs(settings: Settings) -> Iterator[Path]:
    """The log of this machine, as `oss-desk` keeps it."""
    folder = settings.data / "log"
    handlers = log_to(folder)
    yield folder
    forget_log(handlers)


def add_marked(url: str, name: str) -> None:
    """A citizen whose every value bears the mark."""
    database = open_database(url)
    clerk = sign_in(Program(database, now, paths.resources(), "A"), login="mira")
    citizen = CitizenGiven(
        name,
        phones=(f"{MARK}-phone",),
        email=f"{MARK}@example.org",
        address_lines=(f"{MARK}-street",),
        note=f"{MARK}-note",
        documents=(("passport", f"{MARK}-number", "EE", None),),
    )
    people.add_citizen(clerk, str(uuid4()), citizen=citizen)
    sign_out(clerk)
    database.close()


def served(hands: Hands, name: str) -> None:
    """She is being served, and a service is in her basket."""
    hands.sign_in("mira")
    hands.serve()
    hands.find(name)
    hands.add("birth certificate")


@pytest.mark.expects_log
def test_nothing_but_the_database_holds_what_people_are_called(
    open_window: OpenWindow, sqlite_office: str, settings: Settings, logs: Path, tmp_path: Path
) -> None:
    add_marked(sqlite_office, f"{MARK} Person")
    hands = open_window(sqlite_office)
    served(hands, MARK)
    tasks, wrong = hands.shell.tasks, list[BaseException]()
    program = hands.counter._context.program
    values: dict[str, Any] = {"citizen": CitizenGiven(f"{MARK} Second", born=f"{MARK}")}
    tasks.run("commands", hands.shell, lambda: people.add_citizen(program, str(uuid4()), **values), print, wrong.append)
    tasks.run("reads", hands.shell, lambda: {"a": 1}[MARK], print, wrong.append)
    hands.until(lambda: len(wrong) == 2)
    hands.shell.locking.lock()
    hands.until(lambda: tasks.pending() == 0)
    logging.getLogger("oss_desk").error("the log works")
    database = Path(open_place(sqlite_office))
    files = [one for one in tmp_path.rglob("*") if one.is_file() and not one.name.startswith(database.name)]
    assert any("the log works" in one.read_text("utf-8", errors="replace") for one in logs.rglob("*") if one.is_file())
    assert [one for one in files if MARK.encode() in one.read_bytes()] == []


def open_place(url: str) -> str:
    """The file of a database."""
    return url.removeprefix("sqlite:///")


def test_what_is_typed_is_shown_as_text_in_every_label(open_window: OpenWindow, sqlite_office: str) -> None:
    add_marked(sqlite_office, " ".join(TYPED))
    hands = open_window(sqlite_office)
    served(hands, f"{MARK}-Bold")
    labels = hands.shell.findChildren(QLabel)
    assert any("<b>" in label.text() for label in labels)
    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []
