"""What was typed in this window and the database does not hold yet, and the file that keeps it then."""

import json
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

from oss_desk.domain.messages import Refused

NO_LINE = frozenset({"database-lost", "database-unreachable", "database-missing", "database-gone", "outcome-unknown"})
"""Refusals that say that the database is out of reach; it comes back by itself or when somebody mends the line."""
AT_ONCE = frozenset({"busy-try-again"})
"""Somebody else was writing: not worth a word."""
FORMAT = 1
Key = tuple[int, str]
State = Literal["saved", "saving", "no-line", "not-stored"]
log = logging.getLogger(__name__)


def code_of(error: BaseException) -> str:
    """The code of a refusal; empty for anything else."""
    return error.message.code if isinstance(error, Refused) else ""


@dataclass(frozen=True)
class Typed:
    """One part of an open visit as it was typed last; `turn` tells a newer text of the same part from an older one."""

    visit_id: int
    part: str
    content: Mapping[str, Any]
    command_id: str | None = None
    turn: int = 0

    @property
    def key(self) -> Key:
        """The visit and the part of it."""
        return self.visit_id, self.part


@dataclass(frozen=True)
class Standing:
    """Whether everything typed is stored; else since when not, and how many drafts are kept in this window."""

    state: State = "saved"
    since: datetime | None = None
    kept: int = 0


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Unsaved(QObject):
    """Everything typed that is not stored, for all pages of one window; every method may be called from every thread.

    A part enters when it is typed and leaves when the database holds it. As soon as one could not be stored, all of
    them are also written to the recovery file, and taken out of it again when they are stored. `changed` comes with
    every change of the standing, `back` when the database can be reached again.
    """

    changed = Signal()
    back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock, self._clock = RLock(), now
        self._parts: dict[Key, Typed] = {}
        self._found: dict[Key, Typed] = {}
        self._failed: set[Key] = set()
        self._since: datetime | None = None
        self._line, self._turn = True, 0
        self._file: Path | None = None
        self._on_file = False

    def open(self, file: Path | None, clock: Callable[[], datetime] = now) -> tuple[Typed, ...]:
        """Keep what cannot be stored in this file from now on; gives back what an earlier run left there."""
        with self._lock:
            self._file, self._clock = file, clock
            self._found = {typed.key: typed for typed in read_file(file)} if file is not None else {}
            self._on_file = bool(self._found)
        return self.found()

    def leave(self) -> None:
        """Nobody is at the desk any more: what is still not stored waits in the file for the next sign-in."""
        with self._lock:
            self.write()
            self._parts, self._found, self._failed, self._file = {}, {}, set(), None
            self._since = None if self._line else self._since
        self._tell()

    def keep(self, visit_id: int, part: str, content: Mapping[str, Any], command_id: str | None = None) -> None:
        """This was typed; it replaces what was typed there before."""
        with self._lock:
            self._turn += 1
            self._parts[visit_id, part] = Typed(visit_id, part, dict(content), command_id, self._turn)
        self._tell()

    def newest(self, key: Key) -> Typed | None:
        """What is to be stored of this part; None when it is stored already, or has become a fact."""
        with self._lock:
            return self._parts.get(key)

    def stored(self, typed: Typed) -> None:
        """The database holds this; what was typed in that part meanwhile still waits."""
        with self._lock:
            if self._parts.get(typed.key) == typed:
                del self._parts[typed.key]
            self._failed.discard(typed.key)
            self._settle()
        self.line_back()
        self._tell()

    def not_stored(self, typed: Typed, error: BaseException) -> None:
        """The database did not take this; it is kept here and in the recovery file."""
        code = code_of(error)
        if code in AT_ONCE:
            return
        with self._lock:
            self._failed.add(typed.key)
            self._line = self._line and code not in NO_LINE
            self._since = self._since or self._clock()
            self.write()
        self._tell()

    def let_go(self, key: Key) -> None:
        """What was typed there has become a fact, or there is no place for it any more."""
        with self._lock:
            self._parts.pop(key, None)
            self._failed.discard(key)
            self._settle()
        self._tell()

    def line_lost(self) -> None:
        """Something else could not reach the database."""
        with self._lock:
            self._line, self._since = False, self._since or self._clock()
        self._tell()

    def line_back(self) -> None:
        """The database answered."""
        with self._lock:
            was, self._line = self._line, True
            self._settle()
        if not was:
            self._tell()
            if shiboken6.isValid(self):
                self.back.emit()

    def standing(self) -> Standing:
        """How it stands now."""
        with self._lock:
            state: State = "saving" if self._parts else "saved"
            if self._since is not None:
                state = "not-stored" if self._line else "no-line"
            return Standing(state, self._since, len(self._parts))

    def found(self) -> tuple[Typed, ...]:
        """What an earlier run left and nobody has decided about yet."""
        with self._lock:
            return tuple(self._found.values())

    def decided(self, *keys: Key) -> None:
        """What was left there was put back or discarded."""
        with self._lock:
            for key in keys:
                self._found.pop(key, None)
            self.write()

    def write(self) -> None:
        """Put all of it into the recovery file, at once and whole; a disk that takes nothing is only noted."""
        with self._lock:
            left = dict(self._found)
            for key, typed in self._parts.items():
                older = left[key].content if key in left else {}
                left[key] = replace(typed, content=merged(older, typed.content))
            if self._file is None or not (left or self._on_file):
                return
            try:
                write_file(self._file, tuple(left.values()), self._clock())
                self._on_file = bool(left)
            except OSError as error:
                log.error("what was typed could not be written to %s: %s", self._file, error.strerror)

    def _settle(self) -> None:
        """Under the lock: forget the trouble when it is over, and take out of the file what is stored."""
        if self._line and not self._failed:
            self._since = None
        if self._on_file:
            self.write()

    def _tell(self) -> None:
        if shiboken6.isValid(self):
            self.changed.emit()


def merged(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """The newer content, and of the older what the newer says nothing about."""
    both = {**older, **newer}
    for key in older.keys() & newer.keys():
        if isinstance(older[key], Mapping) and isinstance(newer[key], Mapping):
            both[key] = merged(older[key], newer[key])
    return both


def write_file(file: Path, parts: tuple[Typed, ...], at: datetime) -> None:
    """Replace the file as a whole, readable by its owner only; without parts it is taken away. Raises OSError."""
    if not parts:
        file.unlink(missing_ok=True)
        return
    drafts = [{"visit": p.visit_id, "part": p.part, "content": p.content, "command": p.command_id} for p in parts]
    text = json.dumps({"format": FORMAT, "written_at": at.isoformat(), "drafts": drafts}, ensure_ascii=False)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # made with permissions 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def read_file(file: Path) -> tuple[Typed, ...]:
    """What an earlier run left; a file that cannot be read is kept under another name and noted."""
    try:
        told = json.loads(file.read_text("utf-8", errors="surrogatepass"))
        return tuple(_typed(draft) for draft in told["drafts"]) if told["format"] == FORMAT else ()
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.error("the recovery file %s could not be read: %s", file, type(error).__name__)
        _put_aside(file)
        return ()


def _typed(draft: Mapping[str, Any]) -> Typed:
    visit, part, content, command = draft["visit"], draft["part"], draft["content"], draft["command"]
    if not isinstance(visit, int) or not isinstance(part, str) or not isinstance(content, dict):
        raise TypeError("this is no draft")
    return Typed(visit, part, content, command if isinstance(command, str) else None)


def _put_aside(file: Path) -> None:
    try:
        file.replace(file.with_suffix(".unreadable"))
    except OSError:
        log.error("the recovery file %s could not be put aside", file)
