"""What is told of the work besides its own events: who was refused, who guessed a password, whose record was opened."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from oss_desk.domain.history import SubjectKind
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk, SignedIn
from oss_desk.operations.canon import canonical, digest_of
from oss_desk.operations.rights import Right
from oss_desk.storage import history, rows
from oss_desk.storage.database import Database, Work

WATCHED_RIGHTS: frozenset[str] = frozenset({"take-money", "settle", "correct", "overrule", "publish"})
"""Whatever is refused there is kept: money, corrections of money, a supervisor's word, and what services cost."""
WATCHED = frozenset(
    {
        "not-allowed",
        "let-go",
        "roles-changed",
        "second-needed",
        "second-is-first",
        "second-may-not",
        "last-administrator",
        "purpose-needed",
        "chain-broken",
    }
)
"""Refusals that are kept wherever they come from: rights, second persons, and a history that does not hold."""
SLIPS = frozenset(
    {
        "parts-differ",
        "part-given-differs",
        "reference-needed",
        "payer-needed",
        "paid-elsewhere",
        "owed-changed",
        "reason-needed",
        "typed-too-long",
        "typed-piled-up",
        "not-found",
        "command-used-otherwise",
        "changed-meanwhile",
        "clock-set-back",
    }
)
"""Refusals that are a slip of a form, or of two people at once: they are not kept. A clock that was set back would put
its own wrong hour into history."""
GUESSED = frozenset({"sign-in-wrong", "one-time-wrong", "sign-in-rests"})
"""Refusals of somebody who did not prove who she is."""


@dataclass(frozen=True)
class Noted:
    """An event beside the work; the payload holds ids and codes only."""

    kind: str
    subject: tuple[SubjectKind, int]
    payload: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Where:
    """In whose name and at which desk something is noted; nobody's before a sign-in."""

    database: Database
    now: datetime
    desk_code: str
    signed_in: SignedIn | None = None
    role: str | None = None


def nothing_more(_: Work) -> None:
    """What is written beside events otherwise."""


def note(where: Where, noted: Iterable[Noted], more: Callable[[Work], None] = nothing_more) -> None:
    """Append these events in a transaction of their own; at a desk that the office does not have nothing is noted.

    `more` is what else belongs into that transaction.
    """
    events = tuple(noted)
    if not events:
        return
    with where.database.writing() as work:
        desk = where.signed_in.desk if where.signed_in is not None else rows.find(work, Desk, code=where.desk_code)
        if desk is None:
            return
        who, command_id = where.signed_in.official.id if where.signed_in is not None else None, str(uuid4())
        for event in events:
            history.append(
                work,
                desk_id=desk.id,
                kind=event.kind,
                at=where.now,
                official_id=who,
                role=where.role,
                command_id=command_id,
                subject=event.subject,
                payload=canonical(event.payload),
                texts=event.texts,
            )
        more(work)
        name = events[0].kind
        history.remember(
            work,
            command_id=command_id,
            operation=name,
            digest=digest_of(name, (), {}),
            made=canonical(None),
            desk_id=desk.id,
            official_id=who,
            at=where.now,
        )
        work.commit()


def note_refusal(where: Where, operation: str, right: Right, refused: Refused, guesses: Iterable[Noted]) -> None:
    """Keep who was refused what, when that is worth a place in history; a database that takes nothing is not an answer.

    A slip of a form is not kept; what it refused was never asked in earnest.
    """
    code, signed_in = refused.message.code, where.signed_in
    if code in GUESSED:
        noted = tuple(guesses)
    elif signed_in is not None and is_kept(code, right):
        payload = {"operation": operation, "code": code}
        noted = (Noted("command-refused", ("official", signed_in.official.id), payload),)
    else:
        return
    try:
        note(where, noted)
    except Refused:
        return


def is_kept(code: str, right: Right) -> bool:
    """Whether a refusal with this code, of an operation with this right, has a place in history."""
    return code not in SLIPS and (code in WATCHED or right in WATCHED_RIGHTS)
