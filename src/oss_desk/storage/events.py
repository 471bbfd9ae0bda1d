"""Events found by what they are and when they happened, for what is counted and reported of them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from oss_desk.domain.history import Event, EventText
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.history import EVENT


def of_kinds(
    work: Work, kinds: Iterable[str], since: datetime, until: datetime | None = None, official_id: int | None = None
) -> tuple[Event, ...]:
    """The events of these kinds from a moment on, until another where one is given, the oldest first."""
    statement = select(EVENT).where(EVENT.c.kind.in_(tuple(kinds)), EVENT.c.at >= since).order_by(EVENT.c.id)
    if until is not None:
        statement = statement.where(EVENT.c.at < until)
    if official_id is not None:
        statement = statement.where(EVENT.c.official_id == official_id)
    return tuple(rows.made(Event, row) for row in work.connection.execute(statement))


def newest(work: Work) -> Event | None:
    """The newest event of the office, whatever its clock said."""
    found = work.connection.execute(select(EVENT).order_by(EVENT.c.id.desc()).limit(1)).first()
    return rows.made(Event, found) if found is not None else None


def of_subject(work: Work, kinds: Iterable[str], subject_kind: str, subject_id: int) -> tuple[Event, ...]:
    """The events of these kinds about one thing, the oldest first."""
    about = (EVENT.c.subject_kind == subject_kind, EVENT.c.subject_id == subject_id)
    statement = select(EVENT).where(EVENT.c.kind.in_(tuple(kinds)), *about).order_by(EVENT.c.id)
    return tuple(rows.made(Event, row) for row in work.connection.execute(statement))


def texts_of(work: Work, events: Iterable[Event]) -> dict[int, dict[str, str]]:
    """The texts of these events by the event's id and their kind; erased ones are empty."""
    told: dict[int, dict[str, str]] = {event.id: {} for event in events}
    for text in rows.every(work, EventText, event_id=tuple(told)):
        told[text.event_id][text.kind] = text.text
    return told
