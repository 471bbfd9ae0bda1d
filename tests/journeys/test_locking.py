"""The desk is locked: nothing of anybody is shown or held, what was typed comes back, and nobody inherits a visit."""

import gc
import json
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from oss_desk.domain.history import Event
from oss_desk.domain.office import Office, Official
from oss_desk.domain.visits import Visit
from oss_desk.operations.office import passwords
from oss_desk.operations.office.locks import Pin
from oss_desk.operations.sheets import PersonSheet, VisitSheet
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from oss_desk.ui import locking
from oss_desk.ui.shell import Shell
from oss_desk.ui.sign_in import PersonCard
from tests.journeys.conftest import OpenWindow
from tests.journeys.hands import Hands
from tests.storage.filled import commit_untold

PASSWORD = "river and stone"
PERSONAL = ("Tamar", "Kvelidze", "ქველიძე", "RV4417082", "7082", "1989")


def words_of(shell: Shell) -> list[str]:
    """Every word that any part of any window holds, shown or not."""
    texts: list[str] = []
    for top in QApplication.topLevelWidgets():
        for part in (top, *top.findChildren(QWidget)):
            texts += [part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle()]
            if isinstance(part, QLabel | QLineEdit):
                texts.append(part.text())
            if isinstance(part, QPlainTextEdit):
                texts.append(part.toPlainText())
            said = getattr(part, "text", None)
            texts.append(str(said())) if callable(said) else None
    return [text for text in texts if text]


def serving(hands: Hands) -> None:
    """Tamar is being served, and a service is in her basket."""
    hands.sign_in("mira")
    hands.serve()
    hands.find("Tamar")
    hands.until(lambda: hands.view.sheet is not None and hands.visit.visitor is not None)


def locked(hands: Hands) -> Shell:
    """The desk, locked by its key, with everything let go of."""
    hands.press("Ctrl+L")
    shell = hands.shell
    hands.until(lambda: shell.locking.is_locked and shell.tasks.pending() == 0)
    return shell


def card(shell: Shell, login: str) -> PersonCard:
    """The card of an official on the lock screen."""
    return next(one for one in shell.sign_in.cards() if one.person is not None and one.person.login == login)


def stored(shell: Shell, record: type[Any], **where: Any) -> tuple[Any, ...]:
    """Rows as they are stored now."""
    assert shell.session is not None
    with shell.session.program.database.reading() as work:
        return rows.every(work, record, **where)


def test_a_locked_desk_shows_and_holds_nothing_of_anybody_and_opens_where_it_was(
    open_window: OpenWindow, sqlite_office: str
) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    hands.add("birth certificate")
    QApplication.clipboard().setText("RV4417082")
    assert any(word in text for text in words_of(hands.shell) for word in PERSONAL)
    shell = locked(hands)
    QApplication.processEvents()
    gc.collect()
    hands.until(lambda: not any(word in text for text in words_of(shell) for word in PERSONAL))
    assert QApplication.clipboard().text() == ""
    assert shell.windowTitle() == "OSS Desk"
    assert [one for one in gc.get_objects() if isinstance(one, PersonSheet | VisitSheet)] == []
    assert not hands.shell.press("F2")
    QTest.mouseClick(card(shell, "mira"), Qt.MouseButton.LeftButton)
    hands.until(lambda: not shell.locking.is_locked and hands.counter.view is not None and hands.view.sheet is not None)
    assert len(hands.visit.lines) == 1
    kinds = [event.kind for event in stored(shell, Event)]
    assert (kinds.count("locked"), kinds.count("unlocked"), kinds.count("visit-held")) == (1, 1, 0)


def test_somebody_else_takes_a_locked_desk_over_and_inherits_neither_visit_nor_draft(
    open_window: OpenWindow, sqlite_office: str
) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    shell = locked(hands)
    QTest.mouseClick(card(shell, "aslan"), Qt.MouseButton.LeftButton)
    hands.until(lambda: shell.session is not None and shell.session.login == "aslan" and shell.page() is not None)
    assert not shell.locking.is_locked
    (visit,) = stored(shell, Visit)
    assert visit.state == "held"
    kinds = [event.kind for event in stored(shell, Event)]
    assert kinds[kinds.index("locked") :] == ["locked", "visit-held", "signed-out", "signed-in"]
    assert not any(word in text for text in words_of(shell) for word in PERSONAL)


def test_a_desk_that_nobody_touches_locks_itself(
    open_window: OpenWindow, sqlite_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    shell = hands.shell
    shell.locking.look()
    assert not shell.locking.is_locked
    later = monotonic() + 5 * 60 + 1
    monkeypatch.setattr(locking, "monotonic", lambda: later)
    shell.locking.look()
    assert shell.locking.is_locked


def test_the_desk_is_locked_with_the_screen_of_the_system(open_window: OpenWindow, sqlite_office: str) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    shell, server = hands.shell, QDBusServer("unix:tmpdir=/tmp")
    server.setAnonymousAuthenticationAllowed(True)
    peers: list[QDBusConnection] = []
    server.newConnection.connect(lambda peer: peers.append(QDBusConnection(peer)))
    bus = QDBusConnection.connectToPeer(server.address(), "screen-saver")
    hands.until(lambda: bool(peers) and shell.locking._system is not None)
    assert shell.locking._system is not None
    shell.locking._system.hear_session(bus)
    for locked_now in (False, True):
        assert not shell.locking.is_locked
        told = QDBusMessage.createSignal("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
        told.setArguments([locked_now])
        assert peers[0].send(told)
        QApplication.processEvents()
    hands.until(lambda: shell.locking.is_locked and shell.tasks.pending() == 0)
    QDBusConnection.disconnectFromPeer("screen-saver")
    assert [json.loads(event.payload) for event in stored(shell, Event, kind="locked")] == [{"why": "system"}]


def test_a_machine_that_slept_wakes_up_locked(
    open_window: OpenWindow, sqlite_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    hands.shell.locking.look()
    assert not hands.shell.locking.is_locked
    slept = locking.seconds_asleep() + 60
    monkeypatch.setattr(locking, "seconds_asleep", lambda: slept)
    hands.shell.locking.look()
    assert hands.shell.locking.is_locked


def test_whoever_touches_the_window_keeps_it_open(
    open_window: OpenWindow, sqlite_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    later = monotonic() + 5 * 60 + 1
    monkeypatch.setattr(locking, "monotonic", lambda: later)
    QTest.keyClick(hands.shell.windowHandle(), Qt.Key.Key_Shift)
    hands.shell.locking.look()
    assert not hands.shell.locking.is_locked


def test_a_pin_opens_the_lock_until_five_wrong_ones_and_lies_in_no_file(
    open_window: OpenWindow, sqlite_office: str, tmp_path: Path
) -> None:
    with_password(sqlite_office)
    database = Path(sqlite_office.removeprefix("sqlite:///"))
    hands = open_window(sqlite_office)
    shell = hands.shell
    shell.sign_in.chosen.emit("mira", PASSWORD)
    hands.until(lambda: shell.page() is not None)
    assert shell.doors.gate is not None
    shell.doors.gate.set_pin("604219")
    locked(hands)
    on_disk = [file for folder in (tmp_path, database.parent) for file in folder.rglob("*") if file.is_file()]
    assert database in on_disk
    (pin,) = [one for one in gc.get_objects() if isinstance(one, Pin)]
    secrets = [b"604219", *(part for one in (pin._digest, pin._key) for part in (one, one.hex().encode()))]
    assert [file.name for file in on_disk for part in secrets if part in file.read_bytes()] == []
    assert "PIN" in shell.sign_in.password.label.text()
    for wrong in range(5):
        typed(hands, f"70421{wrong}")
    assert "PIN" not in shell.sign_in.password.label.text()
    assert "worth nothing" in (shell.sign_in.password.error() or "")
    typed(hands, PASSWORD)
    hands.until(lambda: not shell.locking.is_locked)


def with_password(url: str) -> None:
    """The office is no sample any more, and Mira has a password."""
    database = open_database(url)
    with database.writing() as work:
        rows.change(work, rows.get(work, Office, 1), sample=False)
        mira = rows.every(work, Official, login="mira")[0]
        rows.change(work, mira, password_hash=passwords.hashed(PASSWORD))
        commit_untold(work)
    database.close()


def typed(hands: Hands, text: str) -> None:
    """Typed where the lock asks for it."""
    sign_in = hands.shell.sign_in
    sign_in.password.set_text(text)
    QTest.mouseClick(sign_in.button, Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.shell.tasks.pending() == 0)


def test_whoever_is_let_go_sees_the_sign_in_with_the_reason(open_window: OpenWindow, sqlite_office: str) -> None:
    hands = open_window(sqlite_office)
    serving(hands)
    shell = hands.shell
    assert shell.session is not None
    with shell.session.program.database.writing() as work:
        rows.change(work, rows.every(work, Official, login="mira")[0], active=False)
        commit_untold(work)
    shell.refresh(())
    hands.until(lambda: shell.session is None and shell.sign_in.message.isVisible())
    assert "Mira Sund may no longer work in this office" in shell.sign_in.message.accessibleName()
    assert not any(word in text for text in words_of(shell) for word in PERSONAL)
