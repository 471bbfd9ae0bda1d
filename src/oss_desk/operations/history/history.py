"""What happened, read by those who may read all of it."""

import json
from collections.abc import Iterable

from oss_desk.domain.history import Event
from oss_desk.domain.office import Desk, Official
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import HistoryLine
from oss_desk.storage import history as history_rows
from oss_desk.storage import rows


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
