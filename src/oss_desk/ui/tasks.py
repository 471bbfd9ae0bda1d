"""Everything that may wait runs here, off the window's thread: three lanes, each one worker with its own connection."""

import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from oss_desk.domain.messages import Refused

T = TypeVar("T")
Lane = Literal["commands", "reads", "long"]
LANES: tuple[Lane, ...] = ("commands", "reads", "long")
log = logging.getLogger(__name__)


class Bug(Exception):
    """Something broke in the program: `number` finds it in the log; what an official is told names it."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class Cancelled(Exception):
    """Raised inside long work when somebody pressed Stop; nothing is called back then but `stopped`."""


class Job:
    """One piece of work on its way; long work asks it whether to go on, and tells it how far it is."""

    def __init__(self, told: Callable[["Job", int, int, str], None]) -> None:
        self._stop, self._told = Event(), told

    def stop(self) -> None:
        """Ask it to end at its next step."""
        self._stop.set()

    def progress(self, done: int, of: int, text: str = "") -> None:
        """Called by the work: so many of so many. Raises Cancelled when it was stopped."""
        if self._stop.is_set():
            raise Cancelled
        self._told(self, done, of, text)


@dataclass(frozen=True)
class _Request:
    lane: Lane
    asker: QObject
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    turn: int = 0
    key: tuple[int, str] = (0, "")
    stopped: Callable[[], None] | None = None


@dataclass
class _Reads:
    """Which read of each asker is the newest, and which waits."""

    newest: dict[tuple[int, str], int] = field(default_factory=dict)
    waiting: dict[tuple[int, str], _Request] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class Tasks(QObject):
    """Runs work on a lane and calls back on the window's thread; an asker that is gone is not called.

    commands: in order, none is ever dropped. reads: a newer request of the same asker (and the same `what`) replaces
    one that still waits, and a late answer is dropped. long: one at a time, with progress and Stop.
    `starts` are called once on the thread of each lane before its first work, to open its own connection.
    `went_wrong` carries every error, also where the asker is gone.
    """

    went_wrong = Signal(object)
    _answered = Signal(object)
    _progressed = Signal(object)

    def __init__(self, starts: Mapping[Lane, Callable[[], None]] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._starts = dict(starts or {})
        self._pools = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane) for lane in LANES}
        self._reads, self._turn, self._closed = _Reads(), 0, False
        self._pending = 0
        self.closing = Event()
        """Set when the window ends; work that waits for something looks at it."""
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        asker: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        what: str = "",
    ) -> None:
        """Do `work` on this lane; then `done` with its result, or `failed` with a Refused or a Bug, on this thread."""
        if self._closed:
            return
        if lane == "reads":
            self._ask(asker, work, done, failed, what)
        else:
            self._submit(_Request(lane, asker, work, done, failed))

    def pending(self) -> int:
        """How many pieces of work were given whose answer was not handed on yet; 0 is all lanes at rest."""
        return self._pending

    def run_long(
        self,
        asker: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        progress: Callable[[int, int, str], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Long work that tells how far it is through its Job; the Job given back can be stopped."""

        def told(job: Job, done_so_far: int, of: int, text: str) -> None:
            self._emit(self._progressed, (asker, progress, done_so_far, of, text))

        job = Job(told)
        request = _Request("long", asker, lambda: work(job), done, failed, stopped=stopped)
        self._submit(request)
        return job

    def close(self) -> None:
        """Finish every command that was given, forget waiting reads, and end the threads."""
        self._closed = True
        self.closing.set()
        with self._reads.lock:
            self._reads.waiting.clear()
        self._pools["reads"].shutdown(wait=True, cancel_futures=True)
        self._pools["long"].shutdown(wait=True, cancel_futures=True)
        self._pools["commands"].shutdown(wait=True)

    def _ask(
        self,
        asker: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        what: str,
    ) -> None:
        self._turn += 1
        key = (id(asker), what)
        request = _Request("reads", asker, work, done, failed, self._turn, key)
        with self._reads.lock:
            self._reads.newest[key] = self._turn
            replaces = key in self._reads.waiting
            self._reads.waiting[key] = request
        if not replaces:
            self._pending += 1
            self._pools["reads"].submit(self._next_read, key)

    def _submit(self, request: _Request) -> None:
        self._pending += 1
        self._pools[request.lane].submit(self._do, request)

    def _next_read(self, key: tuple[int, str]) -> None:
        """On the lane's thread: take the newest request that waits under this key."""
        with self._reads.lock:
            request = self._reads.waiting.pop(key, None)
        if request is not None:
            self._do(request)

    def _do(self, request: _Request) -> None:
        """On the lane's thread: work, then carry the outcome over."""
        result: Any = None
        error: BaseException | None = None
        try:
            self._start(request.lane)
            result = request.work()
        except BaseException as broken:
            error = _told(broken)
        self._emit(self._answered, (request, result, error))

    def _start(self, lane: Lane) -> None:
        """Open the lane's connection before its first work; a start that failed is tried again with the next."""
        start = self._starts.get(lane)
        if start is not None:
            start()
            del self._starts[lane]

    def _emit(self, signal: Any, payload: object) -> None:
        """Send it, unless the window is gone already."""
        if shiboken6.isValid(self):
            signal.emit(payload)

    @Slot(object)
    def _deliver(self, answer: tuple[_Request, Any, BaseException | None]) -> None:
        error = answer[2]
        if error is not None and not isinstance(error, Cancelled):
            self.went_wrong.emit(error)
        try:
            self._hand_on(*answer)
        finally:
            self._pending -= 1

    def _hand_on(self, request: _Request, result: Any, error: BaseException | None) -> None:
        if not shiboken6.isValid(request.asker) or self._is_late(request):
            return
        if isinstance(error, Cancelled):
            if request.stopped is not None:
                request.stopped()
        elif error is not None:
            request.failed(error)
        else:
            request.done(result)

    def _is_late(self, request: _Request) -> bool:
        return bool(request.turn) and self._reads.newest.get(request.key) != request.turn

    @Slot(object)
    def _pass_on(self, told: tuple[QObject, Callable[[int, int, str], None] | None, int, int, str]) -> None:
        asker, progress, done, of, text = told
        if progress is not None and shiboken6.isValid(asker):
            progress(done, of, text)


def _told(broken: BaseException) -> BaseException:
    """What the asker is given: a refusal as it is, anything else as a Bug whose number is in the log."""
    if isinstance(broken, Refused | Cancelled):
        return broken
    bug = Bug(secrets.token_hex(3).upper())
    log.error("bug %s", bug.number, exc_info=broken)
    bug.__cause__ = broken
    return bug
