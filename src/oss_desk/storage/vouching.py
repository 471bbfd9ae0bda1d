"""Rows that may change, held against the newest link that names them: how each was left by whoever wrote it last."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from oss_desk.domain.chain import FORMS, Harm, Row, row_digest
from oss_desk.domain.vouched import VOUCHED
from oss_desk.storage import linked
from oss_desk.storage.database import Work
from oss_desk.storage.linked import Linked

_EVENT, _SALT = 8, 16
"""How many bytes of what is remembered of a row are the event and the salt of its link; its digest follows."""


class Left(NamedTuple):
    """A row that is not as it was left: its table and key, what is the matter, and the event that wrote it last."""

    harm: Harm
    table: str
    key: str
    event_id: int


def remember(left: dict[str, dict[Any, bytes]], link: Linked) -> None:
    """Remember how a link left the rows it names, unless one of a newer event is known; a million rows have room."""
    for table, key, digest in link.left_rows:
        known = left[table].get(key)
        if known is None or _event_of(known) <= link.event_id:
            left[table][key] = link.event_id.to_bytes(_EVENT, "big") + _bytes(link.salt) + _bytes(digest)


def _event_of(known: bytes) -> int:
    return int.from_bytes(known[:_EVENT], "big")


def _bytes(hexadecimal: str) -> bytes:
    """What a link holds in hexadecimal; one that was written over by hand is told of as that anyway."""
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return bytes(_SALT)


def unlike(work: Work, left: dict[str, dict[Any, bytes]]) -> Iterator[Left]:
    """Rows that were changed, put in or taken away past the program; what is remembered is used up."""
    for table in sorted(VOUCHED):
        known = left.pop(table, {})
        for key, row in linked.as_left(work, table):
            told = known.pop(key, b"")
            if len(told) <= _EVENT + _SALT:
                yield Left("inserted", table, _said(key), 0)
            elif not _holds(told, table, row):
                yield Left("changed", table, _said(key), _event_of(told))
        gone = ((key, told) for key, told in known.items() if len(told) > _EVENT + _SALT)
        yield from (Left("removed", table, _said(key), _event_of(told)) for key, told in gone)


def _holds(told: bytes, table: str, row: Row) -> bool:
    salt, digest = told[_EVENT : _EVENT + _SALT].hex(), told[_EVENT + _SALT :].hex()
    return any(row_digest(salt, table, row, form) == digest for form in FORMS)


def _said(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def moment_of(stored: object) -> datetime | None:
    """When the last honest change was, where that can be read."""
    if isinstance(stored, datetime):
        return stored
    try:
        return datetime.fromisoformat(str(stored))
    except ValueError:
        return None
