"""History as it is stored, for those who hold it against its chains: links with their events, texts and rows."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, TableClause, bindparam, column, func, select, table

from oss_desk.domain.chain import Row, plain_row
from oss_desk.domain.history import Event
from oss_desk.domain.vouched import VOUCHED
from oss_desk.storage.chain import COLUMNS, LATER, told_of
from oss_desk.storage.database import Work
from oss_desk.storage.schema import METADATA, SEALED, TABLES

PAGE, MOST = 1000, 5000
"""How many links, and how many rows, are read at once."""
END = 1 << 62
"""After every link there will be."""
_RECORDS: Mapping[str, type] = {made.name: record for record, made in TABLES.items()}
_EVENT_NAMES = COLUMNS[Event]
_LINK_NAMES = ("event_id", "seq", "previous", "hash", "form", "salt", "rows", "texts")
_LINK = table("link", column("chain_id"), *(column(name) for name in _LINK_NAMES))
_EVENT = table("event", *(column(name) for name in _EVENT_NAMES))
_CHAIN = table("chain", column("id"), column("desk_id"), column("epoch"))
_TEXT = table("event_text", *(column(name) for name in ("id", "event_id", "kind", "text", "salt", "digest")))
_LINKS = (
    select(*(_LINK.c[name] for name in _LINK_NAMES), *(_EVENT.c[name] for name in _EVENT_NAMES))
    .select_from(_LINK.outerjoin(_EVENT, _EVENT.c.id == _LINK.c.event_id))
    .where(_LINK.c.chain_id == bindparam("chain"), _LINK.c.seq > bindparam("after"), _LINK.c.seq <= bindparam("until"))
    .order_by(_LINK.c.seq)
    .limit(PAGE)
)
_PLACE = (
    select(_LINK.c.seq, _CHAIN.c.desk_id, _CHAIN.c.epoch, _EVENT.c.at)
    .select_from(_LINK.join(_CHAIN, _CHAIN.c.id == _LINK.c.chain_id).join(_EVENT, _EVENT.c.id == _LINK.c.event_id))
    .where(_LINK.c.event_id == bindparam("event"))
)
_TEXTS = select(_TEXT).where(_TEXT.c.event_id.in_(bindparam("events", expanding=True))).order_by(_TEXT.c.id)
_LAST = select(func.max(_LINK.c.seq)).where(_LINK.c.chain_id == bindparam("chain"))
_HASH = select(_LINK.c.hash).where(_LINK.c.chain_id == bindparam("chain"), _LINK.c.seq == bindparam("seq"))
_BEFORE = (
    select(_LINK.c.previous)
    .select_from(_LINK.join(_EVENT, _EVENT.c.id == _LINK.c.event_id).join(_CHAIN, _CHAIN.c.id == _LINK.c.chain_id))
    .where(_EVENT.c.command_id == bindparam("command"), _CHAIN.c.desk_id == bindparam("desk"))
    .order_by(_LINK.c.seq)
    .limit(1)
)
TextRow = tuple[int, str, str, str, str]
"""A text of an event: id, kind, text, salt, digest."""


@dataclass(frozen=True)
class Linked:
    """A link as it is stored, with the columns of its event; None where the event is gone."""

    event_id: int
    seq: int
    previous: str
    hash: str
    form: int
    salt: str
    rows: str
    texts: str
    event: Row | None

    @property
    def at(self) -> datetime | None:
        """When its event happened, where that can be read."""
        try:
            return datetime.fromisoformat(str(self.event["at"])) if self.event else None
        except (KeyError, ValueError):
            return None

    @property
    def named_rows(self) -> list[tuple[str, Any, str]]:
        """Table, key and digest of each row that it names; nothing where that cannot be read."""
        named = ((one[0], one[1], one[2]) for one in _listed(self.rows) if one[0] in SEALED)
        return [one for one in named if type(one[1]) is _key_type(one[0])]

    @property
    def left_rows(self) -> list[tuple[str, Any, str]]:
        """Table, key and digest of each row that may change, as its transaction left it; no digest: taken away."""
        named = ((one[0], one[1], one[2]) for one in _listed(self.rows) if one[0] in VOUCHED)
        return [(table, tuple(key) if isinstance(key, list) else key, str(digest)) for table, key, digest in named]

    @property
    def named_texts(self) -> list[tuple[int, str, str]]:
        """Id, kind and digest of each text that it names; nothing where that cannot be read."""
        return [(one[0], one[1], one[2]) for one in _listed(self.texts)]


def _listed(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    whole = isinstance(found, list) and all(isinstance(one, list) and len(one) == 3 for one in found)
    return found if whole else []


def last(work: Work, chain_id: int) -> int:
    """The number of the newest link of a chain; 0 while it has none."""
    return work.connection.scalar(_LAST, {"chain": chain_id}) or 0


def hash_at(work: Work, chain_id: int, seq: int) -> str | None:
    """The hash of one link; None where there is no such link."""
    found: str | None = work.connection.scalar(_HASH, {"chain": chain_id, "seq": seq})
    return found


def before_command(work: Work, desk_id: int, command_id: str) -> str | None:
    """The head of a desk's chain before the first event of a command in it; None where it has none."""
    found: str | None = work.connection.scalar(_BEFORE, {"desk": desk_id, "command": command_id})
    return found


def links(work: Work, chain_id: int, after: int = 0, until: int = END) -> Iterator[list[Linked]]:
    """The links of a chain in order, some at a time: those after one number, up to another."""
    while True:
        values = {"chain": chain_id, "after": after, "until": until}
        found = work.connection.execute(_LINKS, values).all()
        if found:
            yield [_linked(list(row)) for row in found]
            after = found[-1][1]
        if len(found) < PAGE:
            return


def _linked(values: list[Any]) -> Linked:
    width = len(_LINK_NAMES)
    return Linked(*(*values[:width], _event(values[width:])))


def _event(values: Sequence[Any]) -> Row | None:
    return None if values[0] is None else plain_row(_EVENT_NAMES, values, LATER[Event])


def texts(work: Work, event_ids: Sequence[int]) -> dict[int, list[TextRow]]:
    """The texts of these events as they are stored."""
    found: dict[int, list[TextRow]] = {}
    for row in work.connection.execute(_TEXTS, {"events": list(event_ids)}):
        found.setdefault(row.event_id, []).append((row.id, row.kind, row.text, row.salt, row.digest))
    return found


def stored(work: Work, name: str, keys: Sequence[Any]) -> dict[Any, Row]:
    """The rows of a table with these keys, in canonical form."""
    record = _RECORDS[name]
    place = COLUMNS[record].index(key_name(name))
    found: dict[Any, Row] = {}
    for start in range(0, len(keys), MOST):
        for row in work.connection.execute(_stored(name), {"keys": list(keys[start : start + MOST])}):
            found[row[place]] = plain_row(COLUMNS[record], row, LATER[record])
    return found


@cache
def _stored(name: str) -> Select[Any]:
    source = _table(name)
    return select(source).where(source.c[key_name(name)].in_(bindparam("keys", expanding=True)))


@cache
def _table(name: str) -> TableClause:
    return table(name, *(column(one) for one in COLUMNS[_RECORDS[name]]))


@cache
def key_name(name: str) -> str:
    """The column that is the key of a table; a table whose rows are sealed has one."""
    (only,) = METADATA.tables[name].primary_key
    return only.name


@cache
def _key_type(name: str) -> type:
    return int if isinstance(METADATA.tables[name].c[key_name(name)].type, Integer) else str


def count(work: Work, name: str) -> int:
    """How many rows a table has."""
    return work.connection.scalar(select(func.count()).select_from(_table(name))) or 0


def keys(work: Work, name: str) -> Iterator[Any]:
    """The keys of all rows of a table, in order."""
    key = _table(name).c[key_name(name)]
    return iter(work.connection.scalars(select(key).order_by(key)).all())


def place(work: Work, event_id: int) -> tuple[int, int | None, int, Any] | None:
    """Where an event stands: the number of its link, the desk and epoch of its chain, when it happened."""
    found = work.connection.execute(_PLACE, {"event": event_id}).first()
    return None if found is None else (found[0], found[1], found[2], found[3])


def as_left(work: Work, name: str) -> Iterator[tuple[Any, Row]]:
    """Key and canonical form of every row of a table that may change, as far as it is vouched for."""
    record, columns = _RECORDS[name], [column.name for column in METADATA.tables[name].primary_key]
    places = [COLUMNS[record].index(one) for one in columns]
    with work.connection.execute(select(_table(name)), execution_options={"yield_per": PAGE}) as answer:
        for row in answer:
            key = tuple(row[one] for one in places)
            yield key[0] if len(key) == 1 else key, told_of(name, plain_row(COLUMNS[record], row, LATER[record]))
