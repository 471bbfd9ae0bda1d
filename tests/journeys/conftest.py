"""The real window on a database of its own, as `oss-desk` opens it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.operations.program import Program
from oss_desk.settings import Settings, read_settings
from oss_desk.storage.database import Database, open_database
from oss_desk.ui import window
from oss_desk.ui.shell import Shell
from tests.journeys.hands import Hands
from tests.journeys.machine import Machine, prepare
from tests.journeys.office import make_office
from tests.ui.conftest import put_away

OpenWindow = Callable[[str], Hands]


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a window was made, all of it is gone afterwards."""
    yield
    if "qtbot" in request.fixturenames:
        put_away()


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a machine of the test's own."""
    places = {"SETTINGS": "settings.toml", "DATA": "data", "PAPERS": "papers"}
    return read_settings({f"OSS_DESK_{name}": str(tmp_path / place) for name, place in places.items()})


@pytest.fixture
def open_window(settings: Settings, qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    """Opens the window on a database; several may be opened one after another, each closed before the next."""
    opened: list[tuple[Shell, Database]] = []

    def close() -> None:
        for shell, database in opened:
            shell.close()
            database.release_desk()
            database.close()
        opened.clear()

    def open_one(url: str) -> Hands:
        close()
        window.application(settings)
        database = open_database(url)
        shell = window.make_shell(settings, lambda: Program(database, now, paths.resources(), "A"))
        opened.append((shell, database))
        shell.resize(1280, 800)
        qtbot.addWidget(shell)
        with qtbot.waitSignal(shell.welcomed, timeout=15_000), qtbot.waitActive(shell):
            shell.show()
        return Hands(qtbot, shell)

    yield open_one
    close()


@pytest.fixture
def machine(settings: Settings, qtbot: QtBot, qapp: QApplication) -> Iterator[Machine]:
    """A computer of the test's own, on which the program may be started again and again."""
    made = Machine(qtbot, settings)
    yield made
    made.stop()


@pytest.fixture
def office_url(database_url: str) -> str:
    """The address of a small office; the test runs once on each kind of database."""
    make_office(database_url, now)
    return database_url


@pytest.fixture
def sqlite_office(new_sqlite: Callable[[], str]) -> str:
    """The address of a small office in a file."""
    url = new_sqlite()
    make_office(url, now)
    return url


@pytest.fixture
def prepared(database_url: str) -> str:
    """A small office with a visit open at desk A in which everything is ready to be paid; on each database."""
    return prepare(database_url)


@pytest.fixture
def sqlite_prepared(new_sqlite: Callable[[], str]) -> str:
    """The same in a file."""
    return prepare(new_sqlite())
