"""The frame around every operation: rights, one transaction, events, command; and the table of operations."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar

from oss_desk.domain.access import Looked
from oss_desk.domain.history import Changed
from oss_desk.domain.messages import Refused, refuse
from oss_desk.operations import beside, rights
from oss_desk.operations.acting import CLOCK_TOLERANCE, Act, Look, Program
from oss_desk.operations.beside import Noted, Where
from oss_desk.operations.canon import SECRETS, canonical, digest_of
from oss_desk.operations.clashes import after_her_word, begun_again
from oss_desk.operations.office.locks import is_over
from oss_desk.storage import history, rows
from oss_desk.storage.database import Work

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Lane = Literal["commands", "reads", "long"]

__all__ = [
    "CLOCK_TOLERANCE",
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
