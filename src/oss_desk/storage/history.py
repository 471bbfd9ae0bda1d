"""History as rows: events by desk without gaps, their texts, and the commands that made them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select, update

from oss_desk.domain.chain import new_salt, text_digest
from oss_desk.domain.history import Command, Event, EventText, SubjectKind
from oss_desk.domain.messages import refuse
from oss_desk.storage import chain, rows
from oss_desk.storage.carried import fetched
from oss_desk.storage.database import Work
from oss_desk.storage.tables.history import EVENT, EVENT_TEXT
from oss_desk.storage.tables.office import DESK

_COUNTED = (
    update(DESK)
    .where(DESK.c.id == bindparam("desk"))
    .values(next_event=DESK.c.next_event + 1)
    .returning(DESK.c.next_event)
)
Told = tuple[Event, dict[str, str]]
"""An event with its texts by kind."""


def append(
    work: Work,
    *,
    desk_id: int,
    kind: str,
    at: datetime,
    official_id: int | None,
    role: str | None,
    command_id: str,
    subject: tuple[SubjectKind, int],
    payload: str,
    texts: Mapping[str, str],
) -> Event:
    """Append an event with the desk's next number. The desk's row stays locked until the transaction ends.

    When that commits, all it added to history is sealed by links of its events. The command may be remembered after
    its events; at the commit it must be there.
    """
    work.seal_with(chain.seal)
    subject_kind, subject_id = subject
    event = rows.add(
        work,
        Event,
        desk_id=desk_id,
        seq=_next_seq(work, desk_id),
        kind=kind,
        at=at,
        official_id=official_id,
        role=role,
        command_id=command_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        payload=payload,
    )
    for text_kind, text in texts.items():
        salt = new_salt()
        digest = text_digest(salt, text)
        rows.add(work, EventText, event_id=event.id, kind=text_kind, text=text, salt=salt, digest=digest)
    return event


def _next_seq(work: Work, desk_id: int) -> int:
    rows.forget(work, "desk")
    counted = fetched(work.connection, _COUNTED, {"desk": desk_id})
    if not counted:
        raise refuse("not-found", kind="desk")
    following: int = counted[0][0]
    return following - 1


def command(work: Work, command_id: str) -> Command | None:
    """The command with this id, when it was carried out."""
    return rows.find(work, Command, id=command_id)


def remember(
    work: Work,
    *,
    command_id: str,
    operation: str,
    digest: str,
    made: str,
    desk_id: int,
    official_id: int | None,
    at: datetime,
) -> Command:
    """Keep what a command was and made, so that the same id never does anything twice."""
    return rows.add(
        work,
        Command,
        id=command_id,
        operation=operation,
        digest=digest,
        made=made,
        desk_id=desk_id,
        official_id=official_id,
        at=at,
    )


def events_of(work: Work, subject_kind: str, subject_id: int) -> tuple[Told, ...]:
    """All that happened to one thing, the newest last."""
    found = rows.every(work, Event, subject_kind=subject_kind, subject_id=subject_id)
    return _told(work, found)


def events(work: Work, desk_id: int | None = None, after: int | None = None, limit: int = 200) -> tuple[Told, ...]:
    """What happened, at one desk or at all, the newest first; `after` is the id of the last one already shown."""
    statement = select(EVENT).order_by(EVENT.c.id.desc()).limit(limit)
    if desk_id is not None:
        statement = statement.where(EVENT.c.desk_id == desk_id)
    if after is not None:
        statement = statement.where(EVENT.c.id < after)
    return _told(work, [rows.made(Event, row) for row in work.connection.execute(statement)])


@dataclass(frozen=True)
class Narrowed:
    """What a list of events is narrowed to; None leaves a thing open. `before` is the id of the last one shown."""

    desk_id: int | None = None
    kind: str | None = None
    official_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def events_by(work: Work, narrowed: Narrowed, limit: int) -> tuple[Told, ...]:
    """Events by what they are narrowed to, the newest first."""
    wanted = {EVENT.c.desk_id: narrowed.desk_id, EVENT.c.kind: narrowed.kind, EVENT.c.official_id: narrowed.official_id}
    statement = select(EVENT).order_by(EVENT.c.id.desc()).limit(limit)
    for column, value in wanted.items():
        statement = statement if value is None else statement.where(column == value)
    if narrowed.since is not None:
        statement = statement.where(EVENT.c.at >= narrowed.since)
    if narrowed.until is not None:
        statement = statement.where(EVENT.c.at < narrowed.until)
    if narrowed.before is not None:
        statement = statement.where(EVENT.c.id < narrowed.before)
    return _told(work, [rows.made(Event, row) for row in work.connection.execute(statement)])


def kinds(work: Work) -> tuple[str, ...]:
    """The kinds of events there are, in the order of the alphabet."""
    return tuple(work.connection.scalars(select(EVENT.c.kind).distinct().order_by(EVENT.c.kind)))


def newest_of(work: Work, kinds: tuple[str, ...]) -> Event | None:
    """The newest event of these kinds."""
    found = fetched(work.connection, _newest(kinds), {})
    return Event(*found[0]) if found else None


@cache
def _newest(kinds: tuple[str, ...]) -> Select[Any]:
    """The order is none of an index: walking back through all events to find one of a rare kind takes ever longer."""
    columns = (EVENT.c[one.name] for one in fields(Event))
    wanted = select(*columns).where(or_(*(EVENT.c.kind == kind for kind in kinds)))
    return wanted.order_by((EVENT.c.id + 0).desc()).limit(1)


def erase_texts(work: Work, event_ids: Iterable[int]) -> int:
    """Empty the texts of these events, which is the only change history allows; how many there were."""
    erased = update(EVENT_TEXT).where(EVENT_TEXT.c.event_id.in_(tuple(event_ids)), EVENT_TEXT.c.salt != "")
    return work.connection.execute(erased.values(text="", salt="")).rowcount


def _told(work: Work, found: Iterable[Event]) -> tuple[Told, ...]:
    kept = tuple(found)
    texts: dict[int, dict[str, str]] = {event.id: {} for event in kept}
    for text in rows.every(work, EventText, event_id=tuple(texts)):
        texts[text.event_id][text.kind] = text.text
    return tuple((event, texts[event.id]) for event in kept)
