"""What is open and who is signed in, and the frame around every operation: rights, one transaction, events, command."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from oss_desk.domain.access import Looked
from oss_desk.domain.history import Changed, Event, SubjectKind
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk, Office, Official, SignedIn
from oss_desk.operations import beside, rights
from oss_desk.operations.beside import Noted, Where
from oss_desk.operations.canon import SECRETS, canonical, digest_of
from oss_desk.operations.clashes import after_her_word, begun_again
from oss_desk.operations.office.locks import is_over
from oss_desk.storage import history, rows
from oss_desk.storage.database import Database, Work

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Lane = Literal["commands", "reads", "long"]

__all__ = [
    "OPERATIONS",
    "SECRETS",
    "Act",
    "Done",
    "Look",
    "Operation",
    "Program",
    "canonical",
    "command",
    "digest_of",
    "keeping",
    "looking",
    "reading",
]

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
    opened: list[tuple[Looked, Mapping[str, str]]] = field(init=False, default_factory=list, repr=False, compare=False)
    """Whose records this shows, each with what the official said or typed to get there."""
    guesses: list[Noted] = field(kw_only=True, default_factory=list, repr=False, compare=False)
    """What is noted when this is refused because somebody did not prove who she is."""
    noted: list[Noted] = field(init=False, default_factory=list, repr=False, compare=False)
    """What else `looking` keeps as events before anything is handed out."""

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

    def into(self, looked: Looked, said: Mapping[str, str] | None = None) -> None:
        """Say whose record this shows and why; `looking` keeps it as an event before anything is handed out (R78)."""
        self.opened.append((looked, said or {}))

    def still_here(self) -> None:
        """Refuse an official who was let go meanwhile, or lost a role; roles gained wait for a sign-in (R66)."""
        known = self.program.signed_in
        if known is None:
            return
        official = rows.get(self.work, Official, known.official.id)
        if not official.active:
            raise refuse("let-go", official=official.name)
        if official.version != known.official.version:
            now = rights.roles_of(self.work, official.id)
            if not known.roles <= now:
                raise refuse("roles-changed")


def _office(look: Look) -> Office:
    return rows.get(look.work, Office, 1)


@dataclass(frozen=True)
class Act(Look):
    """One command at work: what a reading has, and the events, changes and numbers of this transaction."""

    command_id: str
    role: str | None = None
    changes: list[Changed] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """The kinds of the events of this command; one without any is a bug (R50)."""
    granted: tuple[int, ...] = ()
    """Approvals that a second person at this desk stored by her own login before this transaction began."""

    def goes_on(self) -> None:
        """Refuse an official who was let go meanwhile, and a clock that stands before the newest event of this desk.

        With such a clock history and terms would run backwards.
        """
        self.still_here()
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
        self.told.append(kind)
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
            with _asked(program, verb.__name__, right) as asked:
                digest = digest_of(verb.__name__, args, kwargs)

                def once(granted: tuple[int, ...]) -> Done[R]:
                    with program.database.writing() as work:
                        known = history.command(work, command_id)
                        if known is not None:
                            made = _again(work, known.operation, known.digest, known.made, verb.__name__, digest)
                            return Done(made, ())
                        now, guesses = program.clock(), asked.guesses
                        act = Act(program, work, now, command_id, asked.role, guesses=guesses, granted=granted)
                        act.goes_on()
                        result = verb(act, *args, **kwargs)
                        if not act.told:
                            raise RuntimeError(f"{verb.__name__} tells history of nothing")
                        act.remember(verb.__name__, digest, result)
                        work.commit()
                    return Done(result, tuple(act.changes))

                return after_her_word(once)

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, "commands", operation)
        return operation

    return made


def keeping(
    right: rights.Right,
) -> Callable[[Callable[Concatenate[Look, P], R]], Callable[Concatenate[Program, P], R]]:
    """Make `verb(program, *, values) -> result` of a function that writes what is neither a command nor an event.

    What was typed is kept also when the session is over.
    """

    def made(verb: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Program, P], R]:
        @wraps(verb)
        def operation(program: Program, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with _asked(program, verb.__name__, right, late=True) as asked:

                def once() -> R:
                    with program.database.writing() as work:
                        look = Look(program, work, program.clock(), guesses=asked.guesses)
                        look.still_here()
                        result = verb(look, *args, **kwargs)
                        work.commit()
                    return result

                return begun_again(once)

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
            look, result = _read(program, right, verb, *args, **kwargs)
            if look.opened:
                raise RuntimeError(f"{verb.__name__} shows somebody's record and is no operation of looking")
            return result

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, lane, operation)
        return operation

    return made


def looking(
    right: rights.Right, lane: Lane = "reads"
) -> Callable[[Callable[Concatenate[Look, P], R]], Callable[Concatenate[Program, P], R]]:
    """Make a reading of a function that shows people's records; nothing is shown before it is kept who looked (R78).

    Each record is kept once for what it is opened for, so that drawing a page again adds nothing.
    """

    def made(verb: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Program, P], R]:
        @wraps(verb)
        def operation(program: Program, /, *args: P.args, **kwargs: P.kwargs) -> R:
            look, result = _read(program, right, verb, *args, **kwargs)
            known = look.signed_in.looked
            new = [(looked, said) for looked, said in look.opened if looked not in known]
            if new or look.noted:
                where = Where(program.database, look.now, program.desk_code, look.signed_in, _role(program, right))
                beside.note(where, [*(_record_opened(looked, said) for looked, said in new), *look.noted])
                known.update(looked for looked, _ in new)
            return result

        OPERATIONS[verb.__name__] = Operation(verb.__name__, right, lane, operation)
        return operation

    return made


def _read(
    program: Program, right: rights.Right, verb: Callable[Concatenate[Look, P], R], *args: P.args, **kwargs: P.kwargs
) -> tuple[Look, R]:
    with _asked(program, verb.__name__, right) as asked, program.database.reading() as work:
        look = Look(program, work, program.clock(), guesses=asked.guesses)
        look.still_here()
        return look, verb(look, *args, **kwargs)


def _record_opened(looked: Looked, said: Mapping[str, str]) -> Noted:
    about = {"case" if looked.purpose == "case" else "visit": looked.about} if looked.about is not None else {}
    reason = {"reason": looked.reason} if looked.reason is not None else {}
    return Noted("record-opened", (looked.kind, looked.id), {"purpose": looked.purpose, **about, **reason}, said)


@dataclass(frozen=True)
class _Asked:
    """What the frame knows of a call: the role it is done in, and who was guessed at meanwhile."""

    role: str | None
    guesses: list[Noted] = field(default_factory=list)


@contextmanager
def _asked(program: Program, operation: str, right: rights.Right, *, late: bool = False) -> Iterator[_Asked]:
    """Ask for the right, and keep what is refused, when that is worth it, after everything was rolled back (R50).

    Half a day after a password nothing is done or shown before it is given again, unless it may be `late`.
    """
    guesses: list[Noted] = []
    try:
        _ask_right(program, right, late=late)
        yield _Asked(_role(program, right), guesses)
    except Refused as refused:
        role = _role(program, right)
        where = Where(program.database, program.clock(), program.desk_code, program.signed_in, role)
        beside.note_refusal(where, operation, right, refused, guesses)
        raise


def _ask_right(program: Program, right: rights.Right, *, late: bool) -> None:
    if right == "sign-in":
        return
    if program.signed_in is None:
        raise refuse("nobody-signed-in")
    if not late and is_over(program.signed_in.since, program.clock()):
        raise refuse("session-over")
    rights.ask(program.signed_in.roles, right)


def _role(program: Program, right: rights.Right) -> str | None:
    held = program.signed_in.roles if program.signed_in is not None else frozenset()
    return min(held & rights.RIGHTS[right], default=None)


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
