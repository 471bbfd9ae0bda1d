"""The last resort of the window: bugs get a number and a line in the log, what was typed is written down."""

import faulthandler
import logging
import secrets
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

LOG_BYTES, LOG_FILES = 500_000, 3
CALM_S = 1.0
ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
"""How a system asks a program to end."""
SPEAKS_OF_CODE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    TypeError,
)
"""Errors whose words are about the program itself; what any other error says may hold what somebody typed."""
LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger(__name__)


def new_number() -> str:
    """By which a bug is found in the log; short enough to be read out on the telephone."""
    return secrets.token_hex(3).upper()


class PlainFormatter(logging.Formatter):
    """Where it broke and what kind of error it was; no values of variables, nothing that may have been typed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record, its error told in our words even where another handler has told it already."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: object) -> str:
        """The error and those that led to it, the first one first."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(told(error)) if isinstance(error, BaseException) else ""


def told(error: BaseException) -> list[str]:
    """The lines of a traceback without values."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*told(before), "which led to:"] if before is not None else []
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip().splitlines()
    return [*lines, "Traceback (most recent call last):", *frames, said(error)]


def said(error: BaseException) -> str:
    """The kind of an error, its words where they are about the program, the code of a database or of the system."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, SPEAKS_OF_CODE):
        return f"{kind}: {error}"
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror or ''}"
    code = next((getattr(error, name) for name in ("sqlstate", "sqlite_errorname") if hasattr(error, name)), "")
    return f"{kind}: {code}".rstrip(": ")


def log_to(folder: Path) -> tuple[logging.Handler, ...]:
    """Write the log into this folder, in a few files of half a megabyte, and where the program was started from.

    Where the folder takes nothing only the latter.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "oss-desk.log"
        file.touch(mode=0o600)
        handlers.append(RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(PlainFormatter())
        handler.setLevel(logging.WARNING)
        logging.getLogger().addHandler(handler)
    return tuple(handlers)


def forget_log(handlers: tuple[logging.Handler, ...]) -> None:
    """The window is gone."""
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()


class LastResort(QObject):
    """Hears of everything that nobody else caught. `bug` carries a number to be told; `ending` asks to close.

    `rescue` writes down what was typed; it is called first, from whatever thread it broke in.
    """

    bug = Signal(str)
    ending = Signal()

    def __init__(self, rescue: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rescue = rescue
        self._known: dict[tuple[str, str, int], tuple[str, float]] = {}
        self._wake: tuple[socket.socket, socket.socket] | None = None

    def heard(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        """Something broke: write down what was typed, log it once under a number, and tell that number.

        What breaks again and again, as a painting does, is told again only after a moment without it.
        """
        self._rescue()
        if error is None or isinstance(error, KeyboardInterrupt):
            self.ending.emit()
            return
        place, moment = _place(kind, where), time.monotonic()
        number, before = self._known.get(place, ("", moment - 2 * CALM_S))
        if not number:
            number = new_number()
            log.error("bug %s", number, exc_info=error)
        self._known[place] = (number, moment)
        if moment - before > CALM_S and shiboken6.isValid(self):
            self.bug.emit(number)

    def qt_said(self, level: QtMsgType, context: QMessageLogContext, text: str) -> None:
        """What Qt says goes into the log; before it gives up, what was typed is written down."""
        if level == QtMsgType.QtFatalMsg:
            self._rescue()
        if level in LEVELS:
            log.log(LEVELS[level], "Qt: %s", text)

    @contextmanager
    def standing_by(self) -> Iterator[None]:
        """Take every hook of this process, and give them back at the end."""
        hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self.heard
        threading.excepthook = lambda told: self.heard(told.exc_type, told.exc_value, told.exc_traceback)
        qt = qInstallMessageHandler(self.qt_said)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(lambda _: self._rescue())
        ends = self._hear_endings()
        try:
            yield
        finally:
            self._forget_endings(ends)
            qInstallMessageHandler(qt)
            sys.excepthook, threading.excepthook = hooks

    def _hear_endings(self) -> dict[signal.Signals, object]:
        """A signal wakes Qt's loop through a socket, because Python alone would hear of it only when it runs again."""
        self._wake = near, far = socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        signal.set_wakeup_fd(near.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(far.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda *_: far.recv(64))
        named = [getattr(signal, name) for name in ENDINGS if hasattr(signal, name)]
        return {one: signal.signal(one, self._asked_to_end) for one in named}

    def _asked_to_end(self, _: int, __: FrameType | None) -> None:
        self._rescue()
        self.ending.emit()

    def _forget_endings(self, before: dict[signal.Signals, object]) -> None:
        for one, handler in before.items():
            signal.signal(one, handler if callable(handler) else signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        for notifier in self.findChildren(QSocketNotifier):
            notifier.setEnabled(False)
        for end in self._wake or ():
            end.close()


def _place(kind: type[BaseException], where: TracebackType | None) -> tuple[str, str, int]:
    """The same bug comes from the same line."""
    last = traceback.extract_tb(where)[-1:]
    return (kind.__qualname__, last[0].filename, last[0].lineno or 0) if last else (kind.__qualname__, "", 0)


@contextmanager
def crash_file(folder: Path) -> Iterator[None]:
    """Where the interpreter itself breaks, the places of its threads are written there; no values."""
    try:
        file: IO[str] = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
