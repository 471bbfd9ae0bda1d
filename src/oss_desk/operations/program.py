"""What is open and who is signed in, and the frame around every operation: rights, one transaction, events, command."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from oss_desk.domain.history import Changed, Event, SubjectKind
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Office, Official, SignedIn
from oss_desk.operations import rights
from oss_desk.storage import history, rows
from oss_desk.storage.database import Database, Work

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Lane = Literal["commands", "reads", "long"]

SECRETS = frozenset({"password"})
"""Names of arguments and of fields of records that enter neither a digest nor anything else that is stored."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far two clocks of one office may lie apart before a moment counts as set back."""


@dataclass(frozen=True)
class Program:
    """An open office and, once somebody has signed in, who and where. The clock gives aware UTC moments.

    `language` is the one its texts are asked for in, the window's; empty for the office's first.
    """

    database: Database
    clock: Callable[[], datetime]
    resources: Path
    desk_code: str
    signed_in: SignedIn | None = None
    language: str = ""


@dataclass(frozen=True)
class Done(Generic[R]):
    """What a command made and everything it changed."""

    result: R
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class Operation:
    """A row of the table of operations: what it is called, which right it needs, on which lane it runs."""

    name: str
    right: rights.Right
    lane: Lane
    run: Callable[..., Any]


OPERATIONS: dict[str, Operation] = {}
"""Every operation of the program by its name; the test of rights walks it."""


@dataclass(frozen=True)
class Look:
    """One reading: its transaction, moment, office and who asks."""

    program: Program
    work: Work
    now: datetime
    _read: dict[object, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def once(self, read: Callable[Concatenate["Look", P], T], /, *about: P.args, **named: P.kwargs) -> T:
        """What `read` gives, read once in this transaction: for what changes rarely and is asked for often."""
        key = (read, about) if about else read
        if key not in self._read:
            self._read[key] = read(self, *about, **named)
        kept: T = self._read[key]
        return kept

    @property
    def office(self) -> Office:
        """The office that this database is of."""
        return self.once(_office)

    @property
    def language(self) -> str:
        """The language in which a sheet says texts that it has in several: the window's, else the office's first."""
        return self.program.language or self.office.languages[0]

    @property
    def signed_in(self) -> SignedIn:
        """Who is at the desk; refused when nobody is."""
        if self.program.signed_in is None:
            raise refuse("nobody-signed-in")
        return self.program.signed_in

    @property
    def official(self) -> Official:
        """The official at the desk."""
        return self.signed_in.official

    @property
    def desk(self) -> Desk:
        """The desk as it was at sign-in: its id, code and name. Its numbers are taken through `Act`."""
        return self.signed_in.desk

    @property
    def roles(self) -> frozenset[str]:
        """Every role held, the built-in ones of the office's own roles included."""
        return self.signed_in.roles


def _office(look: Look) -> Office:
    return rows.get(look.work, Office, 1)


@dataclass(frozen=True)
class Act(Look):
    """One command at work: what a reading has, and the events, changes and numbers of this transaction."""

    command_id: str
    role: str | None = None
    changes: list[Changed] = field(default_factory=list)

    def goes_on(self) -> None:
        """Refuse an official who was let go meanwhile, and a clock that stands before the newest event of this desk.

        With such a clock history and terms would run backwards.
        """
        if not rows.get(self.work, Official, self.official.id).active:
            raise refuse("let-go", official=self.official.name)
        desk = rows.get(self.work, Desk, self.desk.id)
        newest = rows.find(self.work, Event, desk_id=desk.id, seq=desk.next_event - 1)
        if newest is not None and newest.at > self.now + CLOCK_TOLERANCE:
            raise refuse("clock-set-back", now=self._told(self.now), newest=self._told(newest.at))

    def _told(self, moment: datetime) -> str:
        return moment.astimezone(ZoneInfo(self.office.zone)).strftime("%Y-%m-%d %H:%M")

    def changed(self, kind: SubjectKind, subject_id: int) -> None:
        """Say that this was changed, so that pages showing it read it again."""
        change = Changed(kind, subject_id)
        if change not in self.changes:
            self.changes.append(change)

    def event(
        self,
        kind: str,
        subject: tuple[SubjectKind, int],
        payload: Mapping[str, object] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> Event:
        """Append to the desk's history. Lock and check everything else first: this locks the desk's row.

        The payload holds ids, codes, numbers and amounts only; names, typed text and reasons go into `texts`.
        """
        self.changed(*subject)
        return history.append(
            self.work,
            desk_id=self.desk.id,
            kind=kind,
            at=self.now,
            official_id=self.official.id,
            role=self.role,
            command_id=self.command_id,
            subject=subject,
            payload=canonical(payload or {}),
            texts=texts or {},
        )

    def remember(self, operation: str, digest: str, result: object) -> None:
        """Keep what this command was and made, for the day its answer is asked for again."""
        history.remember(
            self.work,
            command_id=self.command_id,
            operation=operation,
            digest=digest,
            made=canonical(_made(result)),
            desk_id=self.desk.id,
            official_id=self.official.id,
            at=self.now,
        )


def canonical(value: object) -> str:
    """Canonical JSON: keys sorted, no spaces, no floats, no passwords, dates and moments as ISO text.

    Halves of letters, which a keyboard can send and no database takes, are left out.
    """
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode(errors="ignore").decode()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value) if part.name not in SECRETS}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    raise TypeError(f"{type(value).__name__} has no canonical form")


def command(
    right: rights.Right,
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[Program, str, P], Done[R]]]:
    """Make `verb(program, command_id, *, values) -> Done` of a function over an `Act`.

    Rights are asked first; the function runs in one transaction; its result (a record, a tuple of records or
    None) is stored with the command, so that the same id with the same values gives the same rows again and
    changes nothing. The same id with other values is refused.
    """

    def made(verb: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Program, str, P], Done[R]]:
        @wraps(verb)
        def operation(program: Program, command_id: str, /, *args: P.args, **kwargs: P.kwargs) -> Done[R]:
            held = _held(program, right)
            digest = digest_of(verb.__name__, args, kwargs)
            with program.database.writing() as work:
                known = history.command(work, command_id)
                if known is not None:
                    return Done(_again(work, known.operation, known.digest, known.made, verb.__name__, digest), ())
                act = Act(program, work, program.clock(), command_id, min(held & rights.RIGHTS[right], default=None))
                act.goes_on()
                result = verb(act, *args, **kwargs)
                act.remember(verb.__name__, digest, result)
                work.commit()
            return Done(result, tuple(act.changes))

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, "commands", operation)
        return operation

    return made


def keeping(
    right: rights.Right,
) -> Callable[[Callable[Concatenate[Look, P], R]], Callable[Concatenate[Program, P], R]]:
    """Make `verb(program, *, values) -> result` of a function that writes what is neither a command nor an event."""

    def made(verb: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Program, P], R]:
        @wraps(verb)
        def operation(program: Program, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _held(program, right)
            with program.database.writing() as work:
                result = verb(Look(program, work, program.clock()), *args, **kwargs)
                work.commit()
            return result

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, "commands", operation)
        return operation

    return made


def reading(
    right: rights.Right, lane: Lane = "reads"
) -> Callable[[Callable[Concatenate[Look, P], R]], Callable[Concatenate[Program, P], R]]:
    """Make `verb(program, *, values) -> result` of a function over a `Look` that changes nothing."""

    def made(verb: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Program, P], R]:
        @wraps(verb)
        def operation(program: Program, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _held(program, right)
            with program.database.reading() as work:
                return verb(Look(program, work, program.clock()), *args, **kwargs)

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, lane, operation)
        return operation

    return made


def _held(program: Program, right: rights.Right) -> frozenset[str]:
    if right == "sign-in":
        return frozenset()
    if program.signed_in is None:
        raise refuse("nobody-signed-in")
    rights.ask(program.signed_in.roles, right)
    return program.signed_in.roles


def digest_of(operation: str, args: tuple[object, ...], values: Mapping[str, object]) -> str:
    """By what a command is recognised when it comes again: SHA-256 of its name and values, passwords left out."""
    shown = {name: value for name, value in values.items() if name not in SECRETS}
    return hashlib.sha256(canonical([operation, list(args), shown]).encode()).hexdigest()


def _made(result: object) -> object:
    if result is None:
        return None
    if isinstance(result, tuple):
        return [_made(item) for item in result]
    return [type(result).__name__, rows.key(result)]


def _again(work: Work, operation: str, digest: str, made: str, asked: str, asked_digest: str) -> Any:
    if (operation, digest) != (asked, asked_digest):
        raise refuse("command-used-otherwise")
    return _read_again(work, json.loads(made))


def _read_again(work: Work, made: Any) -> Any:
    if made is None:
        return None
    if made and isinstance(made[0], str):
        return rows.read_again(work, made[0], made[1])
    return tuple(_read_again(work, item) for item in made)
