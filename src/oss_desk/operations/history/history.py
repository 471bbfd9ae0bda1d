"""What happened, read by those who may read all of it."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oss_desk.domain.history import Event
from oss_desk.domain.office import Desk, Official
from oss_desk.operations.history import integrity
from oss_desk.operations.history.told.telling import Teller
from oss_desk.operations.history.verifying import chain_lines
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import HistoryLine
from oss_desk.operations.sheets.history import EventLine, EventsSheet, HistorySheet
from oss_desk.storage import history as history_rows
from oss_desk.storage import rows, verifying


@reading("read-history")
def history_of(look: Look, *, kind: str, id: int) -> tuple[HistoryLine, ...]:
    """Everything that happened to one thing ("case", "visit", "citizen", ...), the newest last."""
    return history_lines(look, history_rows.events_of(look.work, kind, id))


@reading("read-history")
def events(look: Look, *, desk: str | None = None, limit: int = 200) -> tuple[HistoryLine, ...]:
    """What happened last at a desk (by its code), or in the whole office, the newest first."""
    found = rows.find(look.work, Desk, code=desk) if desk is not None else None
    if desk is not None and found is None:
        return ()
    return history_lines(look, history_rows.events(look.work, found.id if found else None, None, limit))


PAGE = 100
"""How many events are shown at once."""


@reading("read-history")
def event_list(
    look: Look,
    *,
    desk: str = "",
    kind: str = "",
    official_id: int | None = None,
    day: date | None = None,
    before: int | None = None,
) -> EventsSheet:
    """What happened in the office, the newest first, a page at a time, narrowed by what is given (R56).

    Everybody's acts are in it, a supervisor's own among them. `day` is one of the office's zone.
    """
    found = rows.find(look.work, Desk, code=desk) if desk else None
    since, until = _of_day(look, day)
    narrowed = history_rows.Narrowed(found.id if found else None, kind or None, official_id, since, until, before)
    told = history_rows.events_by(look.work, narrowed, PAGE + 1)
    officials = {one.id: one.name for one in rows.every(look.work, Official, order_by=("name", "id"))}
    desks = {one.id: one.code for one in rows.every(look.work, Desk, order_by=("code",))}
    teller = Teller(look)
    lines = tuple(_event_line(event, texts, officials, desks, teller) for event, texts in told[:PAGE])
    kinds = history_rows.kinds(look.work)
    return EventsSheet(lines, len(told) > PAGE, tuple(desks.values()), kinds, officials)


def _of_day(look: Look, day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    zone = ZoneInfo(look.office.zone)
    begins, ends = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _event_line(
    event: Event, texts: dict[str, str], officials: Mapping[int, str], desks: Mapping[int, str], teller: Teller
) -> EventLine:
    return EventLine(
        id=event.id,
        kind=event.kind,
        at=event.at,
        official=officials.get(event.official_id or 0, ""),
        role=event.role or "",
        desk=desks[event.desk_id],
        seq=event.seq,
        told=teller.told(event),
        about=teller.about(event),
        second=teller.second(event),
        payload=json.loads(event.payload),
        texts=texts,
    )


@reading("check-history")
def history_sheet(look: Look) -> HistorySheet:
    """How the history stands: the chains with the beginnings of their digests, and a break that is on record."""
    check = verifying.begin(look.work)
    chains = verifying.chains(look.work)
    recorded = integrity.on_record(look)
    since = recorded.at if recorded is not None else None
    return HistorySheet(chain_lines(look.work, check, chains), recorded is not None, since)


def history_lines(look: Look, told: Iterable[tuple[Event, dict[str, str]]]) -> tuple[HistoryLine, ...]:
    """Events with the names of who and where, in the same order."""
    listed = tuple(told)
    names = {official.id: official.name for official in rows.every(look.work, Official)}
    desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}
    return tuple(
        HistoryLine(
            kind=event.kind,
            at=event.at,
            official=names.get(event.official_id or 0, ""),
            desk=desks[event.desk_id],
            payload=json.loads(event.payload),
            texts=texts,
        )
        for event, texts in listed
    )
